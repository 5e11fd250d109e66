import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import TestSupport

/// Other people's orbits that tests compare with, as states along GCRF.
extension ReferenceData {
  /// The states of an STK report of GMAT's acceptance tests: a state a minute from
  /// 2004-06-01T12:00:00, positions [m] and velocities [m/s] along J2000.
  static func report(_ name: String) throws -> [OrbitState<GCRF>] {
    let start = try Epoch(utc: "2004-06-01T12:00:00Z")
    var states: [OrbitState<GCRF>] = []
    for line in try text("propagation_gmat/\(name).report.xz")
      .split(whereSeparator: \.isNewline)
    {
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      guard numbers.count == 7 else { continue }
      let r = 1e3 * SIMD3(numbers[1], numbers[2], numbers[3])
      let v = 1e3 * SIMD3(numbers[4], numbers[5], numbers[6])
      states.append(
        turned(start + 60 * Double(states.count), r, v))
    }
    return states
  }

  /// The states of a NASA orbit ephemeris message in XML.
  static func ephemeris(_ name: String) throws -> [OrbitState<GCRF>] {
    var states: [OrbitState<GCRF>] = []
    for block in try text("oem/\(name).xml.xz").components(separatedBy: "<stateVector>").dropFirst()
    {
      func field(_ tag: String) throws -> String {
        guard let open = block.range(of: "<\(tag)"),
          let start = block.range(of: ">", range: open.upperBound..<block.endIndex),
          let end = block.range(of: "</\(tag)>", range: start.upperBound..<block.endIndex)
        else { throw Unreadable(path: tag) }
        return String(block[start.upperBound..<end.lowerBound])
      }
      func number(_ tag: String) throws -> Double {
        guard let value = Double(try field(tag)) else { throw Unreadable(path: tag) }
        return value * 1e3
      }
      states.append(
        turned(
          try Epoch(utc: try field("EPOCH")),
          SIMD3(try number("X"), try number("Y"), try number("Z")),
          SIMD3(try number("X_DOT"), try number("Y_DOT"), try number("Z_DOT"))))
    }
    return states
  }

  private static func turned(
    _ epoch: Epoch, _ r: SIMD3<Double>, _ v: SIMD3<Double>
  ) -> OrbitState<GCRF> {
    let bias = EarthRotation.biasFromEME2000
    return OrbitState(
      epoch: epoch, position: bias(Position<EME2000>(r)), velocity: bias(Velocity<EME2000>(v)))
  }
}

/// What most tests need: the carried data.
struct Carried {
  let orientation: EarthOrientation
  let field: Geopotential
  let air: HarrisPriester

  init() throws {
    let folder = try DataFolder.locate()
    orientation = try EarthOrientation(
      tableAt: folder.appendingPathComponent("earth-orientation.csv"))
    field = try Geopotential(
      fileAt: folder.appendingPathComponent("gravity-egm2008.csv"), degree: 120, order: 120)
    air = try HarrisPriester(tableAt: folder.appendingPathComponent("harris-priester.csv"))
  }

  func forces(
    _ settings: ForceModel.Settings, from start: Epoch, to end: Epoch, field: Geopotential? = nil
  ) throws -> ForceModel {
    try ForceModel(
      settings: settings, from: start, to: end, orientation: orientation,
      geopotential: field ?? self.field, density: air)
  }

  /// A state like that of the ISS.
  func station() throws -> OrbitState<GCRF> {
    KeplerianElements(
      semiMajorAxis: 6.79e6, eccentricity: 0.001, inclination: 0.9012,
      rightAscensionOfAscendingNode: 1, argumentOfPerigee: 2, trueAnomaly: 3
    ).state(at: try Epoch(utc: "2022-03-11T00:00:00Z"), mu: field.mu)
  }

  /// The largest distance [m] between two ephemerides of the same instants.
  static func distance(_ a: [OrbitState<GCRF>], _ b: [OrbitState<GCRF>]) -> Double {
    zip(a, b).map { ($0.position - $1.position).magnitude }.max() ?? .infinity
  }
}
