import Foundation
import TestSupport
import Testing

/// What commands write into files and standard output.
@Suite struct OutputFilesTests {
  private static let whole = path("opm-kvn/whole.opm")

  private static func path(_ seed: String) -> String {
    FuzzSeeds.folder.appendingPathComponent(seed).path
  }

  /// What is in the way of the answer is said before the work, in the words of the system.
  @Test(arguments: [
    ["convert", path("oem-kvn/plain.oem"), "/nowhere/a.xml"],
    ["convert", CommandLineTests.iss, "/nowhere/a.glb"],
    [
      "propagate", "--state", whole, "--duration", "60", "--step", "60", "--no-drag", "--oem",
      "/nowhere/a.oem",
    ],
  ])
  func saysThatThereIsNoFolder(_ arguments: [String]) throws {
    let answer = try CommandLineTests.run(arguments)
    #expect(answer.status == 3 && answer.output.isEmpty)
    #expect(answer.lines.count == 1)
    #expect(answer.lines.first?.hasSuffix("there is no folder /nowhere") == true, "\(answer.lines)")
  }

  /// What a file holds to which the standard output leads stays, and what is said follows the ephemeris.
  @Test func writesBehindWhatIsThere() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appendingPathComponent("log")
    try Data("first\n".utf8).write(to: log)
    let flight = [
      "propagate", "--state", Self.whole, "--duration", "60", "--step", "60", "--no-drag", "--oem",
    ]
    let file = folder.appendingPathComponent("a.oem")
    let answer = try CommandLineTests.run(flight + [file.path])
    let process = Process()
    let output = try FileHandle(forWritingTo: log)
    try output.seekToEnd()
    process.executableURL = CommandLineTests.program
    process.arguments = flight + ["/dev/stdout"]
    process.environment = ["OUTPOST_DATA": repositoryRoot.appendingPathComponent("Data").path]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let message = try String(contentsOf: file, encoding: .utf8)
    let text = try String(contentsOf: log, encoding: .utf8)
    #expect(!message.isEmpty && !answer.output.isEmpty)
    #expect(text == "first\n" + message + answer.output)
  }

  /// A flight that is refused on its way leaves no folder, and takes nothing out of one that was there.
  @Test func refusedFlightsLeaveNothing() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let scenario = folder.appendingPathComponent("scenario.yaml")
    try """
    scenario: {id: test, name: Test}
    station: \(CommandLineTests.station)
    start: 2031-06-01T12:00:00Z
    duration: 10 min
    timeline:
      - {at: 60 s, mate: [waist]}
    """.write(to: scenario, atomically: true, encoding: .utf8)
    let there = folder.appendingPathComponent("there")
    try FileManager.default.createDirectory(at: there, withIntermediateDirectories: true)
    let kept = there.appendingPathComponent("kept.txt")
    for out in ["new/deep/er", "there/below"] {
      let place = folder.appendingPathComponent(out)
      let answer = try CommandLineTests.run(["run", scenario.path, "--out", place.path])
      #expect(answer.status == 2 && answer.lines.count == 1, "\(answer.lines)")
      try Data("kept".utf8).write(to: kept)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["scenario.yaml", "there"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: there.path) == ["kept.txt"])
  }

  /// A fit in which drag is not flown says nothing of a scale of it.
  @Test func fitsWithoutDrag() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (flown, fitted) = (
      folder.appendingPathComponent("a.oem").path, folder.appendingPathComponent("b.oem").path
    )
    let forces = ["--gravity", "4x4", "--no-drag", "--mass", "1"]
    let flight = try CommandLineTests.run(
      [
        "propagate", "--state", Self.path("opm-kvn/small.opm"), "--duration", "7200", "--step",
        "120", "--oem", flown,
      ] + forces)
    #expect(flight.status == 0, "\(flight.lines)")
    let fit = try CommandLineTests.run(
      ["fit", "--state", flown, "--span", "3600", "--estimate", "state", "--oem", fitted] + forces)
    #expect(fit.status == 0 && fit.output.contains("forces "), "\(fit.lines)")
    #expect(!fit.output.contains("drag scale"), "\(fit.output)")
    let message = try String(contentsOfFile: fitted, encoding: .utf8)
    #expect(message.contains("orbit fitted") && !message.contains("drag scale"))
  }
}
