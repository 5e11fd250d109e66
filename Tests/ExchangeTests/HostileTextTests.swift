import Exchange
import Foundation
import Glibc
import TestSupport
import Testing

/// Texts that are made to break readers.
@Suite struct HostileTextTests {
  private static func laughs(last: String) -> String {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    return text + last
  }

  @Test(arguments: [
    laughs(last: ""), laughs(last: "? *a12\n: 1\n"), laughs(last: "[*a12, *a12]: 1\n"),
    laughs(last: "{*a12 : 1}\n"), laughs(last: "*a12 : 1\n"), laughs(last: "b: {*a12 : 1}\n"),
    String(repeating: "[", count: 10_000),
    String(repeating: "[", count: 2_000_000), String(repeating: "{a: ", count: 10_000),
    String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
    (0..<2000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    "a: \u{0}", "a: \"\\ud800\"", "\"", "'", "|", "a: |\n\tb", "%YAML 9.9\n---\na", "a: *b", "&a",
    "<<: *a", "a: !!binary x", "a: b: c", "{", "a: @b", "- a\nb: c",
  ])
  func yamlRefuses(_ text: String) {
    // A lone `|` or `&a` is a text or nothing; what matters is that nobody waits and nothing breaks.
    if let node = try? YAMLNode.parse(text, file: "a.yaml") {
      #expect(["|", "&a"].contains(text), "\(node)")
    }
  }

  @Test func yamlReadsMarksAndLineEnds() throws {
    for text in ["\u{FEFF}a: 1\r\nb: [2, 3]\r\n", "a: 1\nb: [2, 3]", "# c\n---\na: 1\nb: [2, 3]\n"]
    {
      let problems = InputProblems()
      let node = try YAMLNode.parse(text, file: "a.yaml")
      let object = try #require(YAMLObject(node, keys: ["a", "b"], problems))
      #expect(object["a"]?.integer(in: 0...9, problems) == 1)
      #expect(object["b"]?.line == (text.hasPrefix("#") ? 4 : 2))
      #expect(problems.isEmpty)
    }
    #expect(throws: InputErrors.self) {
      try YAMLNode.parse([0x61, 0x3a, 0x0a, 0xc3, 0x28], file: "a.yaml")
    }
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1,]", "{\"a\"}", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "-", "1.", ".5",
    "1e", "1e999", "+1", "NaN", "Infinity", "tru", "nul", "\"", "\"\\x\"", "\"\\u12\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "1 2", "'a'", "[1 2]", "{a:1}",
    String(repeating: "[", count: 1_000_000), String(repeating: "{\"a\":", count: 100_000),
  ])
  func jsonRefuses(_ text: String) {
    let errors = #expect(throws: InputErrors.self) { try JSONValue.parse(text, file: "a.json") }
    #expect(errors?.errors.count == 1)
  }

  @Test func jsonReadsWhatItWrites() throws {
    let value: JSONValue = [
      "b": [1, 2.5, -0.1, 1e300, true, false, nil], "a": "\u{1F680}\n\"\\\u{1}é",
      "c": ["d": [], "e": [:]], "": .integer(9_007_199_254_740_992), "l": [[1, 2], ["x"]],
    ]
    #expect(try JSONValue.parse(value.pretty, file: "a.json") == value)
    let again = try JSONValue.parse(value.canonical, file: "a.json")
    #expect(again.canonical == value.canonical)
    #expect(try JSONValue.parse("\u{FEFF} \"\\ud83d\\ude80\\/\" ", file: "a") == "\u{1F680}/")
    #expect(try JSONValue.parse("-0", file: "a") == .number(-0.0))
    #expect(
      try JSONValue.parse("12345678901234567890", file: "a") == .number(12_345_678_901_234_567_168))
  }

  @Test func jsonNamesTheLine() throws {
    let errors = #expect(throws: InputErrors.self) {
      try JSONValue.parse("{\n\"a\": 1,\n\"a\": 2\n}", file: "a.json")
    }
    #expect(errors?.description == "a.json:3: key 'a' stands twice; allowed: each key once")
  }

  @Test func writesWholeFilesOrNone() throws {
    try withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("a.txt")
      try writeAtomically(Data("one".utf8), to: url)
      try writeAtomically(Data("two".utf8), to: url)
      #expect(try Data(contentsOf: url) == Data("two".utf8))
      #expect(throws: ExchangeError.self) {
        try writeAtomically(Data(), to: folder.appendingPathComponent("none/a.txt"))
      }
      let link = folder.appendingPathComponent("link")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
      try writeAtomically(Data("three".utf8), to: link)
      #expect(try Data(contentsOf: url) == Data("three".utf8))
      try FileManager.default.removeItem(at: link)
      // A folder of that name cannot be replaced by a file, and nothing is left beside it.
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("b/c"), withIntermediateDirectories: true)
      #expect(throws: ExchangeError.self) {
        try writeAtomically(Data(), to: folder.appendingPathComponent("b"))
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.txt", "b"])
    }
  }

  /// What is no file, such as `/dev/stdout`, stays what it is and takes the bytes.
  @Test func writesIntoWhatIsNoFile() throws {
    let pipe = FileManager.default.temporaryDirectory
      .appendingPathComponent("exchange-\(UUID().uuidString)")
    try #require(mkfifo(pipe.path, 0o600) == 0)
    defer { unlink(pipe.path) }
    let end = open(pipe.path, O_RDWR)
    defer { close(end) }
    try writeAtomically(Data("one".utf8), to: pipe)
    var bytes = [UInt8](repeating: 0, count: 3)
    #expect(read(end, &bytes, 3) == 3 && bytes == Array("one".utf8))
    var status = stat()
    #expect(stat(pipe.path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  /// Past the errors that are kept the others are counted.
  @Test func countsErrorsPastTheLimit() {
    let text = (0..<2500).map { "k\($0): 1" }.joined(separator: "\n")
    let problems = InputProblems()
    let errors = #expect(throws: InputErrors.self) {
      let node = try YAMLNode.parse(text, file: "a.yaml")
      _ = YAMLObject(node, keys: ["a"], problems)
      try problems.throwIfAny()
    }
    #expect((errors?.errors.count ?? 0) + (errors?.omitted ?? 0) == 2500)
    #expect(errors?.errors.count == 1000)
    #expect(errors?.errors.last?.line == 1000)
  }

  @Test(arguments: ["a: \"\\0\"", "\"\\0\": a", "- b\n- \"x\\uFFFE\"", "a: \"\\U0001FFFF\""])
  func refusesWhatOtherFormatsCannotCarry(_ text: String) {
    let errors = #expect(throws: InputErrors.self) { try YAMLNode.parse(text, file: "a.yaml") }
    #expect(errors?.errors.first?.line == (text.hasPrefix("-") ? 2 : 1))
  }

  @Test(arguments: ["\u{1b}[31m", "\u{0}", "\u{7f}", "\u{1a}"])
  func messagesHaveNoControlCharacters(_ bad: String) throws {
    let text = "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2022-03-11T00:00:00\nORIGINATOR = A\(bad)\n"
    let errors = try withTemporaryFile(holding: text, ending: "oem") { url in
      #expect(throws: InputErrors.self) { try OrbitEphemerisMessage.read(url) }
    }
    #expect(errors?.errors.first?.line == 3)
    #expect(errors?.errors.first?.what == "control characters are not allowed")
  }
}
