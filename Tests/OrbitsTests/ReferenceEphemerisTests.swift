import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import Testing

/// The folder of reference data, where it is.
enum Reference {
  static let folder = URL(
    fileURLWithPath: ProcessInfo.processInfo.environment["OUTPOST_REFERENCE_DATA"]
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/data").path)

  static var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("oem").path)
      && FileManager.default.fileExists(atPath: "/usr/bin/xz")
  }

  /// A file that lies compressed.
  static func unpacked(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
    process.arguments = ["-dc", folder.appendingPathComponent(path).path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

/// NASA's public ephemerides of the ISS.
@Suite(.enabled(if: Reference.isThere)) struct ReferenceEphemerisTests {
  /// The same ephemeris in both forms gives the same states.
  @Test func keyValueAndXMLAgree() throws {
    let name = "oem/ISS_OEM_20240216T185831"
    let text = try OrbitEphemerisMessage.parse(
      Reference.unpacked("\(name).txt.xz"), file: "iss.txt")
    let xml = try OrbitEphemerisMessage.parse(
      Reference.unpacked("\(name).xml.xz"), file: "iss.xml")
    let a = text.segments.flatMap(\.states)
    let b = xml.segments.flatMap(\.states)
    #expect(a.count == 5822 && b.count == 5822)
    for (x, y) in zip(a, b) {
      #expect(x.epoch == y.epoch)
      #expect((x.position - y.position).magnitude < 1e-8)
    }
  }

  /// One day from the first state with the file's own mass, area and coefficient. NASA's forces are
  /// a full model with a measured atmosphere; ours has a mean one. A density wrong by a factor of
  /// two moves the station by about 4 km along its track in a day, and that is what is allowed; what
  /// is left after the density is fitted is gravity, Sun and Moon, and stays below 150 m.
  @Test func aDayOfTheStation() throws {
    let message = try OrbitEphemerisMessage.parse(
      Reference.unpacked("oem/ISS_OEM_20220214T231900.xml.xz"), file: "iss.xml")
    let segment = message.segments[0]
    let craft = segment.spacecraft
    let ballistic =
      try #require(craft.dragCoefficient) * #require(craft.dragArea) / #require(craft.mass)
    let bias = EarthRotation.biasFromEME2000
    let states = segment.states.filter { $0.epoch - segment.states[0].epoch <= 86_400 }
    let first = OrbitState<GCRF>(
      epoch: states[0].epoch, position: bias(Position<EME2000>(states[0].position)),
      velocity: bias(Velocity<EME2000>(states[0].velocity)))
    let folder = try DataFolder.locate()
    let forces = try ForceModel(
      settings: .init(degree: 36, order: 36), from: first.epoch, to: first.epoch + 90_000,
      orientation: EarthOrientation(
        tableAt: folder.appendingPathComponent("earth-orientation.csv")),
      geopotential: Geopotential(
        fileAt: folder.appendingPathComponent("gravity-egm2008.csv"), degree: 36, order: 36),
      density: HarrisPriester(tableAt: folder.appendingPathComponent("harris-priester.csv")))
    func worst(_ scale: Double) throws -> Double {
      let flown = try NumericalPropagator(
        state: first, ballisticArea: scale * ballistic, forces: forces
      ).states(every: 240, for: 86_400)
      var worst = 0.0
      for state in states {
        let index = (state.epoch - first.epoch) / 240
        guard index == index.rounded(), Int(index) < flown.count else { continue }
        let truth = bias(Position<EME2000>(state.position))
        worst = max(worst, (flown[Int(index)].position - truth).magnitude)
      }
      return worst
    }
    #expect(try worst(1) < 4000)
    let scale = Minimization.goldenSection(
      { (try? worst($0)) ?? .infinity }, in: 0.05...3, tolerance: 0.005)
    let left = try worst(scale)
    #expect(left < 150, "density scale \(scale): \(left) m")
  }
}
