import Exchange
import Foundation
import Kinematics
import Mission
import NumericalMethods
import Orbits
import TestSupport
import Testing

@Suite struct StateFileTests {
  /// The station on 2021-01-01, from the public catalogue, and with its number changed.
  static let lines = [
    "1 25544U 98067A   21001.22196045  .00001488  00000-0  34854-4 0  9992",
    "2 25544  51.6464  88.5894 0001153 173.6665  39.5832 15.49246091262713",
  ]
  static let other = [
    "1 25545U 98067A   21001.22196045  .00001488  00000-0  34854-4 0  9993",
    "2 25545  51.6464  88.5894 0001153 173.6665  39.5832 15.49246091262714",
  ]

  private func read(_ text: String) throws -> StateFile {
    let orientation = try EarthOrientation(
      tableAt: repositoryRoot.appendingPathComponent("Data/earth-orientation.csv"))
    return try withTemporaryFile(holding: text, ending: "txt") { url in
      do throws(InputErrors) {
        return try StateFile(contentsOf: url, named: "a.txt", orientation: orientation)
      } catch {
        // The name of the temporary file is of no interest.
        throw InputErrors(
          error.errors.map {
            InputError(file: "a.txt", line: $0.line, what: $0.what, allowed: $0.allowed)
          })
      }
    }
  }

  @Test(arguments: ["", "ISS (ZARYA)\n", "\u{FEFF}# comment\n\n0 ISS (ZARYA)\r\n"])
  func readsElementSets(_ name: String) throws {
    let file = try read(name + Self.lines.joined(separator: "\n") + "\n")
    #expect(file.source.hasPrefix(name.isEmpty ? "object 25544 (a.txt" : "ISS (ZARYA) (a.txt"))
    #expect(file.source.contains("SGP4"))
    let state = try #require(file.states.first)
    let set = try TwoLineElementSet.parse(Self.lines[0], Self.lines[1])
    #expect(file.states.count == 1 && state.epoch == set.epoch)
    let mean = try SGP4Propagator(SGP4Elements(set)).state(minutes: 0)
    #expect(abs(state.position.magnitude - mean.position.magnitude) < 1e-6)
    #expect(abs(state.velocity.magnitude - mean.velocity.magnitude) < 1e-9)
    // From the equinox of date to that of GCRF: 21 years of precession, 5029 arcseconds in 100.
    let turn = EarthRotation(
      from: set.epoch, to: set.epoch,
      orientation: try EarthOrientation(
        tableAt: repositoryRoot.appendingPathComponent("Data/earth-orientation.csv"))
    ).rotationFromTEME(at: set.epoch).angle
    #expect(abs(turn / (0.21 * 5029 / 206_265) - 1) < 0.01, "\(turn)")
    #expect((state.position - Position(mean.position.components)).magnitude > 1000)
  }

  @Test func choosesTheSetOfTheDate() throws {
    let later = [
      "1 25544U 98067A   21003.22196045  .00001488  00000-0  34854-4 0  9994", Self.lines[1],
    ]
    let file = try read((later + Self.lines).joined(separator: "\n"))
    #expect(
      file.states.map { $0.epoch.iso8601(digits: 0) } == [
        "2021-01-01T05:19:37Z", "2021-01-03T05:19:37Z",
      ])
    let near = file.nearest(to: try Epoch(utc: "2021-01-02T12:00:00Z"))
    #expect(near == file.states[1])
  }

  @Test func namesWhatIsWrongWithElementSets() throws {
    let good = Self.lines.joined(separator: "\n")
    for (text, line, word) in [
      ("ISS\n" + good + "\n" + Self.other.joined(separator: "\n"), 4, "25545"),
      (good.replacingOccurrences(of: "9992", with: "9991"), 1, "checksum"),
      (Self.lines[0] + "\n" + Self.lines[1].dropLast(), 2, "68 columns"),
      (Self.lines[0], 1, "not complete"), (Self.lines[1], 1, "without its line 1"),
    ] {
      let errors = #expect(throws: InputErrors.self) { try read(text) }
      let first = try #require(errors?.errors.first)
      #expect(first.line == line && first.what.contains(word), "\(first)")
    }
  }

  @Test func stillReadsMessages() throws {
    let file = try read(
      """
      CCSDS_OPM_VERS = 2.0
      CREATION_DATE = 2021-01-01T00:00:00
      ORIGINATOR = TEST
      OBJECT_NAME = ISS
      OBJECT_ID = 1998-067-A
      CENTER_NAME = EARTH
      REF_FRAME = GCRF
      TIME_SYSTEM = UTC
      EPOCH = 2021-01-01T00:00:00
      X = 6800
      Y = 1
      Z = 2
      X_DOT = 0.1
      Y_DOT = 7.6
      Z_DOT = 0.2
      """)
    #expect(file.source == "ISS (a.txt)")
    #expect(file.states.map(\.position) == [Position(6_800_000, 1000, 2000)])
    let errors = #expect(throws: InputErrors.self) { try read("nonsense\n") }
    #expect(errors?.errors.first?.line == 1)
    #expect(throws: InputErrors.self) { try read("") }
  }

  /// The answers of `outpost sgp4` keep their units, their times and the numbers of errors.
  @Test func answersForElementSets() throws {
    var sets = try TwoLineElementSet.parse(Self.lines.joined(separator: "\n"), file: "a")
    // So much drag brings it down within 40 days.
    sets[0].dragTerm = 0.01
    let states = try ElementSetStates(sets, minutes: [0, -90.5, 57_000])
    let satellite = try #require(states.document["satellites"]?.items.first)
    #expect(satellite["catalogueNumber"]?.double == 25544)
    let answers = try #require(satellite["states"]).items
    #expect(answers.map { $0["minutes"]?.double } == [0, -90.5, 57_000])
    #expect(answers.map { $0["errorCode"]?.double } == [0, 0, 6])
    #expect(answers[2]["positionKm"] == JSONValue.null && answers[2]["error"]?.text != nil)
    let position = try #require(answers[0]["positionKm"]).items.compactMap(\.double)
    let batch = try SGP4Batch([SGP4Elements(sets[0])]).states(minutes: [0])
    let state = try #require(batch.state(satellite: 0, time: 0))
    #expect(position == (state.position.components / 1000).array)
    #expect(states.text.contains("error 6") && states.text.contains("25544"))
    #expect(throws: OrbitError.self) { try ElementSetStates(sets, minutes: [1e9]) }
    #expect(
      try ElementSetStates(sets, minutes: [0, 9], threads: 4).document
        == ElementSetStates(sets, minutes: [0, 9]).document)
  }

  /// Piece by piece the answers read as all at once, whatever a block holds, digest and all; and what
  /// is refused is so before anything is written.
  @Test func answersInPieces() throws {
    var sets = try TwoLineElementSet.parse(Self.lines.joined(separator: "\n"), file: "a")
    sets += [sets[0], sets[0]]
    sets[0].dragTerm = 0.01
    sets[1].name = "A \"B\""
    for minutes in [[0, -90.5, 57_000, 3], [1.5], []] {
      let whole = try ElementSetStates(sets, minutes: minutes)
      for block in [1, 3, 4, 9, 1000] {
        let stream = try ElementSetStream(sets, minutes: minutes, block: block)
        var (document, text) = ("", "")
        try stream.writeDocument { document += $0 }
        try stream.writeText { text += $0 }
        #expect(document == whole.document.digested().pretty)
        #expect(text == whole.text)
      }
    }
    var none = ""
    try ElementSetStream([], minutes: [0]).writeDocument { none += $0 }
    #expect(none == (try ElementSetStates([], minutes: [0])).document.digested().pretty)
    #expect(throws: OrbitError.self) { try ElementSetStream(sets, minutes: [0, 1e9]) }
    sets[2].eccentricity = 2
    #expect(throws: OrbitError.self) { try ElementSetStream(sets, minutes: [0]) }
  }

  /// A place at rest in ITRF moves in GCRF as its own positions before and after say, the wandering
  /// of the pole included; and a state goes back into ITRF as it came.
  @Test func aPlaceAtRestInITRFMovesWithTheEarth() throws {
    let times = ["11:59:59.500", "12:00:00.000", "12:00:00.500"].map { "2024-03-20T\($0)" }
    let text = """
      CCSDS_OEM_VERS = 2.0
      CREATION_DATE = 2024-03-20T00:00:00
      ORIGINATOR = TEST
      META_START
      OBJECT_NAME = A
      OBJECT_ID = 2000-001A
      CENTER_NAME = EARTH
      REF_FRAME = ITRF
      TIME_SYSTEM = UTC
      START_TIME = \(times[0])
      STOP_TIME = \(times[2])
      META_STOP

      """
    let file = try read(text + times.map { "\($0) 4000 -3000 4500 0 0 0\n" }.joined())
    let places = file.states.map(\.position.components)
    let moved = places[2] - places[0]
    #expect((moved - file.states[1].velocity.components).magnitude < 1e-6)
    #expect(moved.magnitude > 300)
    let flight = try Propagation(
      file.states[1], of: file.object, .none,
      environment: Environment(dataFolder: repositoryRoot.appendingPathComponent("Data")),
      duration: 0, step: 1)
    let back = try #require(flight.message()?.segments.first?.states.first)
    #expect((back.position - SIMD3(4e6, -3e6, 4.5e6)).magnitude < 1e-6)
    #expect(back.velocity.magnitude < 1e-6)
  }

  /// Two sets are no history; both forms of the answer say so.
  @Test func burnsOfElementSets() throws {
    let sets = try TwoLineElementSet.parse(Self.lines.joined(separator: "\n"), file: "a")
    let found = try ElementSetManoeuvres(sets)
    #expect(found.document["manoeuvres"]?.items.isEmpty == true)
    let object = try #require(found.document["objects"]?.items.first)
    #expect(object["catalogueNumber"]?.double == 25544)
    #expect(object["quietSpans"]?.items.isEmpty == true)
    #expect(found.text.contains("no burn is seen"))
  }
}

extension SIMD3<Double> {
  fileprivate var array: [Double] { [x, y, z] }
}
