import Exchange
import Foundation
import Kinematics
import Mission
import TestSupport
import Testing

/// The program as others call it: arguments in, exit code, standard output and error out.
@Suite struct CommandLineTests {
  static let station = repositoryRoot.appendingPathComponent("Stations/your-own-station.yaml").path
  static let iss = repositoryRoot.appendingPathComponent("Stations/iss.yaml").path
  static let scenario = repositoryRoot.appendingPathComponent("Scenarios/your-own-station.yaml")
    .path
  static let claims = repositoryRoot.appendingPathComponent("Claims/roskosmos-video.yaml").path

  /// The program stands beside the program of the tests.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("outpost")

  struct Answer {
    var status: Int32
    var output: String
    var lines: [String]
  }

  /// Runs the program; standard output goes to `sink` where one is named.
  static func run(
    _ arguments: [String], sink: String? = nil,
    environment: [String: String] = [
      "OUTPOST_DATA": repositoryRoot.appendingPathComponent("Data").path
    ]
  ) throws -> Answer {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (out, err) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
    for file in [out, err] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment
    process.standardOutput = try FileHandle(
      forWritingTo: sink.map { URL(fileURLWithPath: $0) } ?? out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    // Notes, as of a date that is taken where none is given, are beside the point here.
    let lines = try String(contentsOf: err, encoding: .utf8).split(separator: "\n")
      .map(String.init).filter { !$0.hasPrefix("outpost: note: ") }
    return Answer(
      status: process.terminationStatus, output: try String(contentsOf: out, encoding: .utf8),
      lines: lines)
  }

  /// A file with a state 100 km up, below the ground or too fast, at the date of the ISS used here.
  static func state(_ position: String, _ velocity: String) throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("outpost-\(UUID().uuidString).oem")
    try """
    CCSDS_OEM_VERS = 2.0
    CREATION_DATE = 2022-03-11T00:00:00
    ORIGINATOR = TEST
    META_START
    OBJECT_NAME = ISS
    OBJECT_ID = 1998-067-A
    CENTER_NAME = EARTH
    REF_FRAME = GCRF
    TIME_SYSTEM = UTC
    START_TIME = 2022-03-11T00:00:00
    STOP_TIME = 2022-03-11T00:00:00
    META_STOP
    2022-03-11T00:00:00 \(position) \(velocity)

    """.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  @Test(arguments: [
    ["atlas", "x"], ["help", "atlas"], ["help", "nonsense"], ["nonsense"], ["cut", "--nonsense"],
    ["cut", iss], ["cut", iss, "--joint", "nonsense"], ["cut", iss, "--joint", ""],
    ["cut", iss, "--at", "1998-11-21", "--joint", "J01"],
    ["cut", iss, "--at", "1998-01-01", "--joint", "J01"],
    ["cut", iss, "--at", "2022-03-11\n\u{1b}[31m", "--joint", "J01"],
    ["cut", iss, "--joint", "J01", "--fidelity", "half"],
    ["cut", iss, "--joint", "J01", "--for", "31 d"],
    ["cut", "nothing.yaml", "--joint", "J01"], ["claims"], ["claims", "/dev/null"],
    ["station", "show", iss, "--threads", "0"], ["station", "show", iss, "--threads=-1"],
    ["station", "show", iss, "--seed", "18446744073709551616"],
    ["run", scenario, "--out", ""], ["sgp4", "/dev/null", "--minutes", "nan"],
    ["manoeuvres", "/dev/null"],
  ])
  func refusesInOneLine(_ arguments: [String]) throws {
    let answer = try Self.run(arguments)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.lines.count == 1, "\(answer.lines)")
    #expect(answer.lines.first?.hasPrefix("outpost: error: ") == true)
    #expect(answer.lines.first?.contains("; allowed: ") == true, "\(answer.lines)")
    #expect(!answer.lines.joined().contains("\u{1b}"))
  }

  private static let whole = seed("opm-kvn/whole.opm")
  private static let flown = ["propagate", "--state", whole, "--epoch", "first", "--oem", "a.oem"]
  private static let fitted = ["fit", "--state", seed("oem-kvn/plain.oem")]
  private static let lasting = [
    "lifetime", "--state", seed("opm-kvn/small.opm"), "--mass", "1", "--area", "1",
    "--drag-coefficient", "2",
  ]

  /// The error names the option that was wrong and its range, in one line with one range.
  @Test(arguments: [
    (flown + ["--duration", "60", "--step", "-60"], "--step is -60"),
    (flown + ["--duration", "600", "--step", "1e-9"], "--step is 1e-09"),
    (flown + ["--duration", "60", "--step", "60", "--mass", "-5"], "--mass is -5"),
    (flown + ["--duration", "60", "--step", "60", "--drag-area", "-1"], "--drag-area is -1"),
    (flown + ["--duration", "60", "--step", "60", "--f107", "-1", "--ap", "4"], "--f107 is -1"),
    (flown + ["--duration=", "--step", "60"], "--duration is empty"),
    (flown + ["--duration", "60"], "outpost help propagate"),
    (
      flown + ["--duration", "60", "--step", "60", "--epoch", "1957-10-04T00:00:00Z"],
      "1972 to 2199"
    ),
    (
      ["propagate", "--state", whole, "--duration", "60", "--step", "60", "--oem", ""],
      "--oem is empty"
    ),
    (
      ["propagate", "--state", whole, "--duration", "60", "--step", "60", "--oem", "o.czml"],
      "--oem ends in .czml"
    ),
    (fitted + ["--span", "-1"], "--span is -1"),
    (fitted + ["--span", "60", "--duration", "-1"], "--duration is -1"),
    (fitted + ["--span", "60", "--least-behind-break", "-1"], "--least-behind-break is -1"),
    (fitted + ["--span", "60", "--oem", "o.czml"], "--oem ends in .czml"),
    (fitted + ["--span", "60", "--oem", "o.ome"], "--oem ends in .ome"),
    (["station", "show", iss, "--seed", "-1"], "--seed is '-1'"),
    (["station", "show", iss, "--threads", "-1"], "--threads is -1"),
    (["station", "show"], "outpost help station show"),
    (["cut", iss, "--joint", "J01", "--for", "-1 h"], "--for"),
    (["cut", iss, "--joint", "J01", "--at", "1957-10-4"], "'1957-10-4' is not a date"),
    (["cut", iss, "--joint", "J01", "--at", "1957-10-04"], "'1957-10-04' is outside"),
    (lasting + ["--mass", "0"], "--mass is 0"),
    (lasting + ["--entry-area", "x"], "--entry-area: there is no area 'x'"),
    (
      ["lifetime", "--state", whole, "--mass", "1", "--area", "1", "--drag-coefficient", "2"],
      "announces a burn"
    ),
    (["sgp4", seed("oem-kvn/plain.oem"), "--minutes", "0"], "this is a CCSDS OEM"),
    (["manoeuvres", seed("oem-kvn/plain.oem")], "this is a CCSDS OEM"),
    (AtmosphereCommandTests.place + ["--epoch", "1990-01-01"], "--f107, --f107a and --ap"),
  ])
  func namesWhatIsWrong(_ arguments: [String], _ words: String) throws {
    let answer = try Self.run(arguments)
    #expect(answer.status == 2 && answer.output.isEmpty)
    #expect(answer.lines.count == 1, "\(answer.lines)")
    let line = answer.lines.first ?? ""
    #expect(line.hasPrefix("outpost: error: ") && line.contains(words), "\(line)")
    #expect(line.components(separatedBy: "; allowed: ").count == 2, "\(line)")
  }

  /// A table of leap seconds that cannot be read is told where dates are read by another.
  @Test func saysThatLeapSecondsCannotBeRead() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    // The first one makes it a folder of tables.
    for name in ["earth-orientation.csv", "leap-seconds.csv"] {
      try Data().write(to: folder.appendingPathComponent(name))
    }
    let process = Process()
    let err = Pipe()
    process.executableURL = Self.program
    process.arguments = ["sgp4", Self.seed("tle/plain.tle"), "--minutes", "0"]
    process.environment = ["OUTPOST_DATA": folder.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = err
    try process.run()
    let text = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.contains("leap-seconds.csv") && text.contains("ERFA"), "\(text)")
  }

  /// A state that is no orbit of the station is refused with the name of its file.
  @Test(arguments: [
    ("6300 0 0", "0 5 6", "below the ground"), ("6778 0 0", "0 8 9", "leaves the Earth"),
    ("6478 0 0", "0 5 6", "km above the ground"),
  ])
  func refusesStates(_ position: String, _ velocity: String, _ why: String) throws {
    let file = try Self.state(position, velocity)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let answer = try Self.run([
      "cut", Self.iss, "--at", "2022-03-11", "--joint", "J01", "--state", file,
    ])
    #expect(answer.status == 2 && answer.output.isEmpty)
    #expect(answer.lines.count == 1)
    #expect(answer.lines.first?.hasPrefix("outpost: error: \(file):1: ") == true)
    #expect(answer.lines.first?.contains(why) == true, "\(answer.lines)")
  }

  @Test(arguments: [
    ["station", "check", station], ["station", "show", station], ["station", "schema"],
    ["scenario", "check", scenario], ["scenario", "schema"], ["claims", "--schema"],
    ["cut", station, "--joint", "waist", "--for", "10 s"],
  ])
  func printsOneDocument(_ command: [String]) throws {
    let one = try Self.run(command + ["--json", "--seed", "3", "--threads", "1"])
    #expect(one.status == 0 && one.lines.isEmpty, "\(one.lines)")
    let document = try JSONValue.parse(one.output, file: "output")
    let digest = try #require(document["resultDigest"]?.text)
    #expect(document.resultDigest == digest)
    let two = try Self.run(command + ["--json", "--seed", "3", "--threads", "2"])
    #expect(two.output == one.output)
  }

  @Test(arguments: [
    ["station", "check"], ["station", "show"], ["station", "schema"], ["scenario", "check"],
    ["scenario", "schema"], ["cut"], ["run"], ["claims"], ["sgp4"], ["manoeuvres"],
  ])
  func helpHasAnExample(_ command: [String]) throws {
    let answer = try Self.run(["help"] + command)
    let name = "outpost " + command.joined(separator: " ")
    #expect(answer.status == 0 && answer.lines.isEmpty)
    let examples = answer.output.split(separator: "\n").filter {
      $0.drop { $0 == " " }.hasPrefix(name) && !$0.contains("[")
    }
    #expect(!examples.isEmpty, "\(answer.output)")
  }

  @Test func versionIsOneLine() throws {
    let answer = try Self.run(["--version"])
    #expect(answer.status == 0)
    #expect(answer.output.split(separator: "\n").count == 1 && answer.output.hasPrefix("outpost "))
  }

  /// What cannot be written ends with 3 and one line.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [
      ["--version"], ["help"], ["station", "show", station, "--json"], ["station", "schema"],
      ["cut", station, "--joint", "waist", "--for", "10 s"],
    ])
  func saysThatOutputIsFull(_ command: [String]) throws {
    let answer = try Self.run(command, sink: "/dev/full")
    #expect(answer.status == 3)
    #expect(answer.lines.count == 1)
    #expect(answer.lines.first?.hasPrefix("outpost: error: standard output") == true)
  }

  @Test(arguments: ["", "/deeper/down"])
  func saysThatAFileIsInTheWay(_ rest: String) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("outpost-\(UUID().uuidString)")
    try Data("kept".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let answer = try Self.run(["run", Self.scenario, "--out", file.path + rest])
    #expect(answer.status == 3 && answer.output.isEmpty)
    #expect(answer.lines.count == 1)
    #expect(answer.lines.first?.hasSuffix("\(file.path) is a file") == true, "\(answer.lines)")
    #expect(try String(contentsOf: file, encoding: .utf8) == "kept")
  }

  /// Names that would act on a terminal or a spreadsheet do not.
  @Test func namesDoNothing() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (station, scenario) = (
      folder.appendingPathComponent("station.yaml"), folder.appendingPathComponent("scenario.yaml")
    )
    try String(contentsOfFile: Self.station, encoding: .utf8)
      .replacing("name: Waystation}", with: #"name: "\e[31mRed\x07"}"#)
      .replacing("id: noor, name: Noor", with: #"id: noor, name: "=HYPERLINK(1)""#)
      .write(to: station, atomically: true, encoding: .utf8)
    let shown = try Self.run(["station", "show", station.path])
    #expect(shown.status == 0 && shown.output.contains(" [31mRed "))
    #expect(!shown.output.contains("\u{1b}") && !shown.output.contains("\u{7}"))
    try """
    scenario: {id: test, name: Test}
    station: station.yaml
    start: 2031-06-01T12:00:00Z
    duration: 10 min
    timeline:
      - {at: 60 s, move: {crew: [noor], to: ferry-1}}
    """.write(to: scenario, atomically: true, encoding: .utf8)
    let out = folder.appendingPathComponent("out")
    let flown = try Self.run(["run", scenario.path, "--out", out.path])
    #expect(flown.status == 0, "\(flown.lines)")
    let events = try String(
      contentsOf: out.appendingPathComponent("events.csv"), encoding: .utf8)
    #expect(events.contains(",'=HYPERLINK(1) to ferry-1\r\n"), "\(events)")
    #expect(!events.contains(",="))
  }

  private static func seed(_ path: String) -> String {
    FuzzSeeds.folder.appendingPathComponent(path).path
  }

  /// From KVN to XML and back every value stays as it was printed.
  @Test func convertsThereAndBack() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    for (seed, ending) in [
      ("oem-kvn/covariance.oem", "oem"), ("opm-kvn/whole.opm", "opm"),
      ("omm-kvn/sgp4.omm", "omm"), ("aem-kvn/euler.aem", "aem"), ("cdm-kvn/plain.cdm", "cdm"),
      ("ocm-kvn/whole.ocm", "ocm"),
    ] {
      let (xml, back) = (path("\(ending).xml"), path("back.\(ending)"))
      let told = try Self.run(["convert", Self.seed(seed), xml, "--json"])
      #expect(told.status == 0)
      let document = try JSONValue.parse(told.output, file: "out")
      #expect(document["from"]?.text == ending.uppercased() && document["to"]?.text == "xml")
      #expect(try Self.run(["convert", xml, back]).status == 0)
      func values(_ text: String) -> [String] {
        text.split(separator: "\n").flatMap { line -> [Substring] in
          let value = line.split(separator: "=", maxSplits: 1).last ?? ""
          return value.split(separator: " ").filter { !$0.hasPrefix("[") }
        }.map { String($0) }.sorted()
      }
      let before = try String(contentsOfFile: Self.seed(seed), encoding: .utf8)
      let after = try String(contentsOfFile: back, encoding: .utf8)
      #expect(values(before) == values(after), "\(seed)")
    }
    let (sets, message) = (path("a.3le"), path("a.omm"))
    #expect(try Self.run(["convert", Self.seed("tle/named.tle"), message]).status == 0)
    #expect(try Self.run(["convert", message, sets]).status == 0)
    #expect(
      try String(contentsOfFile: sets, encoding: .utf8)
        == String(contentsOfFile: Self.seed("tle/named.tle"), encoding: .utf8))
  }

  @Test(
    arguments: [
      ("oem-kvn/plain.oem", "a.glb", "a station file"), ("oem-kvn/plain.oem", "a", "ends in"),
      ("oem-kvn/plain.oem", "a.tle", "OMM"), ("oem-kvn/plain.oem", "a.opm", "does not become"),
      ("opm-kvn/whole.opm", "a.czml", "OEM"), ("oem-kvn/none.oem", "a.xml", "no such file"),
      ("omm-kvn/sgp4.omm", "a.cdm", "does not become"),
    ])
  func refusesConversions(_ seed: String, _ output: String, _ word: String) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(output).path
    let answer = try Self.run(["convert", Self.seed(seed), path])
    #expect(answer.status == 2)
    #expect(answer.lines.count == 1)
    #expect(answer.lines.first?.contains(word) == true, "\(answer.lines)")
    #expect(answer.lines.first?.contains("allowed") == true, "\(answer.lines)")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// The same elements as two lines and as OMM are the same orbit, to `sgp4` and as a state.
  @Test func elementsAsMessagesAndAsLines() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = Self.seed("tle/plain.tle")
    let message = folder.appendingPathComponent("a.omm").path
    #expect(try Self.run(["convert", lines, message]).status == 0)
    func states(_ file: String) throws -> JSONValue? {
      let answer = try Self.run(["sgp4", file, "--minutes", "0,90", "--json"])
      #expect(answer.status == 0, "\(answer.lines)")
      return try JSONValue.parse(answer.output, file: "out")["satellites"]?.items[0]["states"]
    }
    #expect(try states(lines) == states(message))
    for file in [lines, message] {
      let oem = folder.appendingPathComponent("out.oem").path
      let answer = try Self.run([
        "propagate", "--state", file, "--duration", "1000", "--step", "300", "--no-drag", "--oem",
        oem, "--json",
      ])
      #expect(answer.status == 0, "\(answer.lines)")
      // At 0, 300, 600, 900 and at the end.
      let document = try JSONValue.parse(answer.output, file: "out")
      #expect(document["states"]?.double == 5)
      let states = try OrbitEphemerisMessage.read(URL(fileURLWithPath: oem)).segments[0].states
      #expect(states.count == 5)
      #expect(states[4].epoch == states[0].epoch + 1000)
    }
  }
}
