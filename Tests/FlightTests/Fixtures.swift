import Flight
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import StationModel

/// Skies and bodies that the tests fly.
enum Fixtures {
  static let epoch = Epoch.j2000 + 700_000_000

  /// The Earth's field to a degree and order, and nothing else unless it is asked for.
  static func forces(
    from epoch: Epoch = epoch, for duration: Double, degree: Int = 0, order: Int = 0,
    bodies: Bool = false, air: (any DensityModel)? = nil
  ) throws -> ForceModel {
    let folder = try DataFolder.locate()
    let field = try Geopotential(
      fileAt: folder.appendingPathComponent("gravity-egm2008.csv"), degree: max(2, degree),
      order: order)
    return try ForceModel(
      settings: .init(
        degree: degree, order: order, sun: bodies, moon: bodies, drag: air != nil),
      from: epoch, to: epoch + duration,
      orientation: EarthOrientation(
        tableAt: folder.appendingPathComponent("earth-orientation.csv")),
      geopotential: field, density: air)
  }

  /// Air of one density [kg/m³] everywhere.
  struct EvenAir: DensityModel {
    var density: Double
    var source: String { "even" }

    func density(
      latitude: Double, longitude: Double, altitude: Double, epoch: Epoch,
      sunDirectionEarthFixed sun: SIMD3<Double>
    ) -> Double { density }
  }

  /// A circular orbit of a radius [m].
  static func circular(_ forces: ForceModel, radius: Double = 6_798_137) -> OrbitState<GCRF> {
    KeplerianElements(
      semiMajorAxis: radius, eccentricity: 0, inclination: 0.9,
      rightAscensionOfAscendingNode: 1, argumentOfPerigee: 0, trueAnomaly: 0.5
    ).state(at: forces.start, mu: forces.mu)
  }

  /// An orbit so wide that the gravity gradient is below 1e-17 of anything here.
  static func far(_ forces: ForceModel) -> OrbitState<GCRF> { circular(forces, radius: 4e11) }

  /// A station of 420 t whose principal axes are not those of its frame.
  static let station = MassProperties(
    mass: 420_000, centre: SIMD3(-3, -1.5, 4),
    inertia: Matrix3(
      rows: SIMD3(1.28e8, 3.0e6, -2.0e6), SIMD3(3.0e6, 1.07e8, 1.5e6),
      SIMD3(-2.0e6, 1.5e6, 2.01e8)))

  static func body(
    _ properties: MassProperties = station, rate: SIMD3<Double> = SIMD3(0.001, -0.0011, 0.0003),
    at position: SIMD3<Double> = .zero, moving velocity: SIMD3<Double> = .zero
  ) -> RigidBody {
    RigidBody(
      properties: properties, position: Position(position), velocity: Velocity(velocity),
      attitude: Rotation(quaternion: SIMD4(0.2, 0.4, -0.6, 0.86)),
      angularVelocity: AngularVelocity(rate))
  }

  /// A flight of bodies that drift, with nothing but gravity and their loads.
  static func drift(
    _ bodies: [RigidBody], along reference: OrbitState<GCRF>, in forces: ForceModel,
    loads: [BodyLoads] = [], gravityGradient: Bool = true
  ) throws -> FormationFlight {
    try FormationFlight(
      reference: reference, bodies: bodies, ballisticAreas: bodies.map { _ in 0 },
      modes: bodies.map { _ in .freeDrift }, forces: forces, loads: loads,
      gravityGradient: gravityGradient)
  }
}

extension FormationFlight {
  /// Several steps of the same length [s].
  mutating func step(_ h: Double, times: Int) throws {
    for _ in 0..<times { try step(h) }
  }
}
