import CFuzzer

// The first argument names the reader; the rest is libFuzzer's, as in
// `readers oem-kvn -runs=1000000 Seeds/oem-kvn`.

guard CommandLine.arguments.count > 1, let reader = Reader(rawValue: CommandLine.arguments[1])
else {
  print("a reader is missing; allowed: \(Reader.allCases.map(\.rawValue).joined(separator: ", "))")
  throw WrongReader()
}
chosen = reader

var arguments =
  [CommandLine.unsafeArgv[0]]
  + (2..<Int(CommandLine.argc)).map {
    CommandLine.unsafeArgv[$0]
  }
arguments.append(nil)
var count = CInt(arguments.count - 1)
let status = arguments.withUnsafeMutableBufferPointer { buffer in
  var start = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &start) { data, size in
    if let data { chosen.read(UnsafeBufferPointer(start: data, count: size)) }
    return 0
  }
}
if status != 0 { throw WrongReader() }

/// No reader of that name, or libFuzzer stopped with an error.
struct WrongReader: Error {}
