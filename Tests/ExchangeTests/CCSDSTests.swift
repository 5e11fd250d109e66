import Exchange
import Foundation
import Kinematics
import Testing

@Suite struct CCSDSTests {
  static let keyValues = """
    CCSDS_OEM_VERS = 2.0
    COMMENT made by hand
    CREATION_DATE = 2022-03-11T00:00:00
    ORIGINATOR = OUTPOST
    META_START
    OBJECT_NAME = A
    OBJECT_ID = 1998-067A
    CENTER_NAME = EARTH
    REF_FRAME = GCRF
    TIME_SYSTEM = UTC
    START_TIME = 2022-03-11T00:00:00
    STOP_TIME = 2022-03-11T00:01:00
    META_STOP
    COMMENT MASS=420000.0
    2022-03-11T00:00:00 6800.0 0 0 0 7.6 0
    2022-03-11T00:01:00 6799.0 456.0 -1.5e-3 -0.5 7.6 0
    COVARIANCE_START
    EPOCH = 2022-03-11T00:00:00
    1
    0 1
    0 0 1
    0 0 0 2
    0 0 0 0 2
    0 0 0 0 0 2
    COVARIANCE_STOP

    """

  @Test func readsKeyValues() throws {
    for text in [
      Self.keyValues, Self.keyValues.replacingOccurrences(of: "\n", with: "\r\n"),
      "\u{FEFF}" + Self.keyValues,
    ] {
      let message = try OrbitEphemerisMessage.parse(text, file: "a.oem")
      let segment = message.segments[0]
      #expect(message.header.comments == ["made by hand"])
      #expect(segment.states[1].position == SIMD3(6_799_000, 456_000, -1.5))
      #expect(segment.states[1].velocity == SIMD3(-500, 7600, 0))
      #expect(segment.states[1].epoch - segment.states[0].epoch == 60)
      #expect(segment.spacecraft.mass == 420_000)
      #expect(segment.covariances[0].lowerTriangle.last == 2e6)
      #expect(segment.metadata.object.frame.kind == .gcrf)
    }
  }

  @Test func writesWhatItReads() throws {
    let message = try OrbitEphemerisMessage.parse(Self.keyValues, file: "a.oem")
    #expect(try OrbitEphemerisMessage.parse(message.keyValueText(), file: "b.oem") == message)
    #expect(try OrbitEphemerisMessage.parse(message.xmlText(), file: "b.xml") == message)
  }

  /// 2022-03-11T00:00:00 UTC in the other systems: TAI-UTC 37 s, TT-TAI 32.184 s, TAI-GPS 19 s.
  @Test(arguments: [
    (CCSDSTimeSystem.utc, "2022-03-11T00:00:00.000"), (.tai, "2022-03-11T00:00:37.000"),
    (.tt, "2022-03-11T00:01:09.184"), (.gps, "2022-03-11T00:00:18.000"),
    // 1.515 ms ahead of TT there, by the series of USNO Circular 179.
    (.tdb, "2022-03-11T00:01:09.185514777"),
  ])
  func timeSystemsMeet(_ system: CCSDSTimeSystem, _ text: String) throws {
    let epoch = try Epoch(utc: "2022-03-11T00:00:00Z")
    #expect(system.epoch(text) == epoch)
    #expect(system.text(epoch) == text)
  }

  /// SOFA's own test of its `dtdb` has TDB-TT = -1.280 ms at this instant; what depends on the place of
  /// the observer is 2 µs of it.
  @Test func barycentricTimeIsNotTerrestrial() throws {
    let text = "1992-11-13T02:57:07.200"
    let (tdb, tt) = (CCSDSTimeSystem.tdb.epoch(text), CCSDSTimeSystem.tt.epoch(text))
    let ahead = try #require(tt) - (try #require(tdb))
    #expect(abs(ahead + 0.001_280_37) < 12e-6, "\(ahead)")
  }

  @Test func daysOfAllSystemsReadBack() {
    var epoch = Epoch(nanosecondsTAI: -860_000_000_000_000_000)
    while epoch.nanosecondsTAI < 6_000_000_000_000_000_000 {
      for system in CCSDSTimeSystem.allCases { #expect(system.epoch(system.text(epoch)) == epoch) }
      epoch = epoch + 34_567_890.123_456_789
    }
  }

  @Test func comparesFramesByMeaning() {
    #expect(CCSDSFrame("J2000").kind == .eme2000)
    #expect(CCSDSFrame("ITRF-93").kind == .itrf)
    #expect(CCSDSFrame("ITRF2000").kind == .itrf)
    #expect(CCSDSFrame("ZZRF").kind == .other)
    #expect(CCSDSFrame("ZZRF").name == "ZZRF")
  }

  /// A line of the good message, what it becomes, the line of the error and a word of it.
  @Test(
    arguments: [
      ("CCSDS_OEM_VERS = 2.0", "CCSDS_OEM_VERS = 9.0", 1, "version"),
      ("CREATION_DATE = 2022-03-11T00:00:00", "CREATION_DATE = yesterday", 3, "date"),
      ("TIME_SYSTEM = UTC", "TIME_SYSTEM = UT1", 10, "UT1"),
      ("OBJECT_NAME = A", "OBJECT_NAME =", 6, "no value"),
      ("OBJECT_NAME = A", "OBJEKT_NAME = A", 6, "did you mean 'OBJECT_NAME'"),
      ("OBJECT_NAME = A", "CENTER_NAME = A", 8, "twice"),
      ("STOP_TIME = 2022-03-11T00:01:00", "STOP_TIME = 2021-03-11T00:01:00", 12, "before"),
      ("2022-03-11T00:01:00 6799.0", "2022-03-10T00:01:00 6799.0", 16, "back in time"),
      ("6799.0", "nan", 16, "not a number"), ("6799.0", "0x10", 16, "not a number"),
      ("6799.0", "1e999", 16, "not a number"), ("6799.0", "", 16, "columns"),
      ("0 0 0 0 2\n", "", 23, "columns"), ("0 0 0 0 0 2\n", "", 24, "rows"),
      ("COVARIANCE_STOP\n", "", 24, "too early"), ("META_STOP\n", "", 14, "wrong place"),
    ] as [(String, String, Int, String)])
  func refusesWithTheLine(_ good: String, _ bad: String, _ line: Int, _ word: String) throws {
    var text = Self.keyValues
    let place = try #require(text.range(of: good))
    text.replaceSubrange(place, with: bad)
    let errors = #expect(throws: InputErrors.self) {
      try OrbitEphemerisMessage.parse(text, file: "a.oem")
    }
    let error = try #require(errors?.errors.first)
    #expect(error.description.contains(word), "\(error)")
    #expect(error.line == line, "\(error)")
  }

  /// No beginning of a message, in either form, is taken for the whole, and none ends the
  /// programme.
  @Test func refusesTruncatedMessages() throws {
    let message = try OrbitEphemerisMessage.parse(Self.keyValues, file: "a.oem")
    for (text, last) in [(Self.keyValues, "COVARIANCE_STOP"), (message.xmlText(), "</oem>")] {
      let whole = try #require(text.range(of: last)).lowerBound
      for count in stride(from: 0, to: text.distance(from: text.startIndex, to: whole), by: 7) {
        let part = String(text.prefix(count))
        if let read = try? OrbitEphemerisMessage.parse(part, file: "a") {
          // Without its covariance a message is whole again.
          #expect(!read.segments[0].states.isEmpty && !part.contains("COVARIANCE"))
        }
      }
    }
  }

  @Test(arguments: [
    "", "<", "<oem/>", "<oem><oem></oem></oem>", "<a>", "\u{0}", "=", "[", "]", "META_START",
    "COVARIANCE_START", "1 2 3", "COMMENT", "CCSDS_OPM_VERS = 2.0", "X = 1 [km", "<?xml?>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]><oem>&b;</oem>", String(repeating: "<oem>", count: 10_000),
    String(repeating: "9", count: 100_000), "CCSDS_OEM_VERS = 2.0\nMETA_START\nMETA_STOP",
    "CCSDS_OPM_VERS = 2.0\nMAN_DURATION = 1", "CCSDS_OPM_VERS = 2.0\nX = ]\nX = [",
  ])
  func refusesWhatIsNoMessage(_ text: String) {
    #expect(throws: InputErrors.self) { try OrbitEphemerisMessage.parse(text, file: "a") }
    #expect(throws: InputErrors.self) { try OrbitParameterMessage.parse(text, file: "a") }
  }

  @Test func readsParametersWithManoeuvres() throws {
    let text = """
      CCSDS_OPM_VERS = 2.0
      CREATION_DATE = 2022-03-11
      ORIGINATOR = OUTPOST
      OBJECT_NAME = A
      OBJECT_ID = 1998-067A
      CENTER_NAME = EARTH
      REF_FRAME = TOD
      TIME_SYSTEM = TAI
      EPOCH = 2022-03-11T00:00:37
      X = 6800 [km]
      Y = 0 [km]
      Z = 1 [km]
      X_DOT = 0 [km/s]
      Y_DOT = 7.6
      Z_DOT = 0
      MASS = 420000 [kg]
      DRAG_AREA = 1500 [m**2]
      DRAG_COEFF = 2.2
      MAN_EPOCH_IGNITION = 2022-03-11T01:00:37
      MAN_DURATION = 60 [s]
      MAN_DELTA_MASS = -10 [kg]
      MAN_REF_FRAME = RTN
      MAN_DV_1 = 0 [km/s]
      MAN_DV_2 = 0.0015 [km/s]
      MAN_DV_3 = 0 [km/s]
      USER_DEFINED_MODEL = WGS-84
      """
    let message = try OrbitParameterMessage.parse(text, file: "a.opm")
    #expect(message.state.epoch == (try Epoch(utc: "2022-03-11")))
    #expect(message.state.velocity == SIMD3(0, 7600, 0))
    #expect(message.spacecraft.mass == 420_000)
    #expect(message.spacecraft.dragArea == 1500)
    #expect(message.maneuvers.count == 1)
    #expect(message.maneuvers[0].deltaV == SIMD3(0, 1.5, 0))
    #expect(message.maneuvers[0].ignition - message.state.epoch == 3600)
    #expect(message.userDefined == [.init(name: "MODEL", value: "WGS-84")])
    #expect(message.object.frame.kind == .trueOfDate)
  }
}
