import Foundation

/// How a kernel is timed: the CPU time that this process takes, whatever else the machine does.
public enum Timing {
  /// CPU time that the process has taken so far [s].
  public static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Prints the line `KERNEL VALUE UNIT` for a piece of work: the median CPU time of one.
  ///
  /// - Parameters:
  ///   - kernel: The name in `targets.csv`.
  ///   - unit: What a piece is, as in `state`.
  ///   - pieces: How many pieces one call of `work` does.
  ///   - repeats: How often it is called and timed, after a call that is not.
  ///   - work: The work; what it computes has to be kept somewhere, or it is left out.
  public static func report(
    _ kernel: String, per unit: String, pieces: Int, repeats: Int = 9, _ work: () throws -> Void
  ) rethrows {
    try work()
    var times: [Double] = []
    for _ in 0..<repeats {
      let start = cpuSeconds
      try work()
      times.append(cpuSeconds - start)
    }
    let median = times.sorted()[repeats / 2]
    print(kernel, 1e9 * median / Double(pieces), "ns/\(unit)")
  }

  /// The folder and the build's name that the program was called with.
  public static var arguments: (folder: URL, variant: String) {
    let words = CommandLine.arguments
    return (
      URL(fileURLWithPath: words.count > 1 ? words[1] : "."), words.count > 2 ? words[2] : "plain"
    )
  }

  /// Leaves numbers for the comparison with the peer, as `FOLDER/VARIANT-NAME.bin`: doubles in the
  /// order of this machine.
  public static func keep(_ numbers: [Double], as name: String) throws {
    let url = arguments.folder.appendingPathComponent("\(arguments.variant)-\(name).bin")
    try numbers.withUnsafeBytes { Data($0) }.write(to: url)
  }
}
