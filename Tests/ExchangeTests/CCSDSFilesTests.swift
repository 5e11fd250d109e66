import Exchange
import Foundation
import Kinematics
import TestSupport
import Testing

/// Messages of other makers: NASA's station ephemerides, and the files with which other programmes
/// are tested.
@Suite struct CCSDSFilesTests {
  /// Why a file is refused that its maker reads, or read that its maker refuses.
  static let refused: [String: String] = [
    "OEM-too-few-covariance-columns.txt": "row 5",
    "OEM-too-large-covariance-dimension.txt": "row 7",
    "OEM-keyword-within-covariance.txt": "USER_DEFINED_TEST_KEY",
    "OEM-covariance-number-format-error.txt": "not a number",
    "OEM-wrong-keyword.txt": "WRONG_KEYWORD",
    "OPM-incompatible-units.txt": "SOLAR_RAD_AREA has the unit",
    // The unit of a state is fixed: km and km/s.
    "opm_strange_units.xml": "has the unit 'm'",
    // Document types are refused, whatever they name.
    "NDM-opm-entity.xml": "document type",
    // The first half of a file.
    "OEMExample7.txt.pre": "ends too early",
    // These times are no instants without data that the message lacks.
    "OPM-no-designator.txt": "the time system is 'GMST'",
    "OPMExample6.txt": "the time system is 'GMST'",
    "OEMExample2.txt": "the time system is 'MRT'",
    "OEMExample9.txt": "the time system is 'MRT'",
  ]

  private static func isOrbitMessage(_ name: String) -> Bool {
    let name = name.lowercased()
    return (name.contains("oem") || name.contains("opm")) && name.contains(".")
      && !name.hasSuffix(".json")
  }

  @Test(.enabled(if: ReferenceData.has("ccsds")))
  func readsAllGoodFilesAndRefusesTheOthers() throws {
    let files =
      ReferenceData.files("ccsds", where: Self.isOrbitMessage)
      + ["ccsds/orekit/odm/oem/ISS.resampled.truncated.txt"]
    #expect(files.count > 40)
    for path in files {
      let name = (path as NSString).lastPathComponent
      let text = try ReferenceData.text(path)
      var problem = ""
      do {
        if text.contains("CCSDS_OEM_VERS") {
          let message = try OrbitEphemerisMessage.parse(text, file: name)
          #expect(message.segments.allSatisfy { !$0.states.isEmpty }, "\(name)")
          try roundTrips(message, name)
        } else {
          let message = try OrbitParameterMessage.parse(text, file: name)
          #expect(message.state.position != .zero, "\(name)")
        }
      } catch let errors as InputErrors {
        problem = errors.description
      }
      if let reason = Self.refused[name] {
        #expect(problem.contains(reason), "\(name): \(problem)")
      } else {
        #expect(problem == "", "\(name): \(problem)")
      }
    }
  }

  /// What is written reads back the same to the last bit but one of a kilometre.
  private func roundTrips(_ message: OrbitEphemerisMessage, _ name: String) throws {
    for text in [message.keyValueText(), message.xmlText()] {
      let again = try OrbitEphemerisMessage.parse(text, file: name)
      #expect(again.header == message.header, "\(name)")
      #expect(again.segments.count == message.segments.count, "\(name)")
      for (a, b) in zip(again.segments, message.segments) {
        #expect(a.metadata == b.metadata, "\(name)")
        #expect(a.states.map(\.epoch) == b.states.map(\.epoch), "\(name)")
        #expect(a.covariances.count == b.covariances.count, "\(name)")
        for (x, y) in zip(a.states, b.states) {
          #expect(largest(x.position - y.position) <= 1e-15 * largest(y.position), "\(name)")
          #expect(largest(x.velocity - y.velocity) <= 1e-15 * largest(y.velocity), "\(name)")
        }
      }
    }
  }

  private func largest(_ vector: SIMD3<Double>) -> Double {
    max(abs(vector.x), abs(vector.y), abs(vector.z))
  }

  /// NASA published the ephemeris of 2024-02-16 in both forms. Both print at least 12 decimals of
  /// a kilometre, so the states agree within 1e-12 km = 1e-9 m.
  @Test(.enabled(if: ReferenceData.has("oem/ISS_OEM_20240216T185831.xml.xz")))
  func keyValuesAndXMLAgree() throws {
    let name = "oem/ISS_OEM_20240216T185831"
    let xml = try OrbitEphemerisMessage.parse(
      try ReferenceData.text("\(name).xml.xz"), file: "xml")
    let kvn = try OrbitEphemerisMessage.parse(
      try ReferenceData.text("\(name).txt.xz"), file: "kvn")
    let (a, b) = (xml.segments[0], kvn.segments[0])
    #expect(a.states.count == 5822)
    #expect(b.states.count == 5822)
    var worst = 0.0
    for (x, y) in zip(a.states, b.states) {
      #expect(x.epoch == y.epoch)
      worst = max(worst, largest(x.position - y.position))
      worst = max(worst, largest(x.velocity - y.velocity))
    }
    #expect(worst <= 1e-9)
    for segment in [a, b] {
      #expect(segment.metadata.object.frame.kind == .eme2000)
      #expect(segment.spacecraft.mass == 452_886)
      #expect(segment.spacecraft.dragArea == 1574.2)
      #expect(segment.spacecraft.dragCoefficient == 2.1)
      #expect(segment.comments.contains { $0.contains("87P Docking") })
    }
    #expect(a.states[0].epoch == (try Epoch(utc: "2024-02-16T12:00:00Z")))
    #expect(a.states[0].position.x == -4_986_025.943_021_530_1)
  }

  /// Low orbit: every state of every file lies 400 to 430 km above a sphere of 6,378 km at a speed
  /// of 7.6 to 7.7 km/s, give or take the flattening.
  @Test(.enabled(if: ReferenceData.has("oem/ISS_OEM_20210815T053610.xml.xz")))
  func stationEphemeridesAreLowOrbits() throws {
    let files = ReferenceData.files("oem") { $0.hasSuffix(".xml.xz") }
    #expect(files.count == 14)
    for path in files.prefix(4) {
      let segment = try OrbitEphemerisMessage.parse(
        try ReferenceData.text(path), file: path
      ).segments[0]
      #expect(segment.states.count > 5000)
      #expect(segment.metadata.start == segment.states.first?.epoch)
      #expect((400_000...500_000).contains(segment.spacecraft.mass ?? 0))
      for state in segment.states {
        let radius = (state.position * state.position).sum().squareRoot()
        let speed = (state.velocity * state.velocity).sum().squareRoot()
        #expect((6_770_000...6_815_000).contains(radius))
        #expect((7_630...7_690).contains(speed))
      }
    }
  }
}
