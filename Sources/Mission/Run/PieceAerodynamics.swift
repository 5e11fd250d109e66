import Flight
import Kinematics
import NumericalMethods
import Shapes
import SpaceEnvironment
import StationModel

/// What thin air does to a piece, over the direction in which it flies through it.
///
/// Arrays turn with the Sun once an orbit, which is short beside the time in which air does anything:
/// the force is the mean over ``poses`` places of the Sun in the plane of the orbit. Molecules leave a
/// wall of ``wallTemperature`` diffusely (Sentman 1961), with the energy accommodation of surfaces that
/// oxygen covers (Pilinski, Argrow, Palo 2010).
///
/// Limits: one speed ratio and one accommodation, those of when the piece came to be, so that a flight
/// that begins later makes another table; the places of the arrays are not followed through the orbit,
/// and the Sun goes round in the plane of the station's x and z, which is that of the orbit in +XVV
/// with the Sun in it; 1 % of the force by the coarse grid.
enum PieceAerodynamics {
  /// Places of the Sun over an orbit.
  static let poses = 4
  /// Of the outside of a station [K]: chosen.
  static let wallTemperature = 300.0
  /// Where the model of the air has no temperature [K] and no mean mass of molecules [kg]: chosen, as
  /// NRLMSISE-00 has them at 420 km under a mean Sun.
  static let usualTemperature = 1000.0
  static let usualMolecularMass = 2.8e-26
  /// How fine: coarser than what the room takes by itself, for a tenth of its time.
  static let settings = AerodynamicTable.Settings(
    directions: 1000, cell: 0.5, step: 6 * .pi / 180)

  /// The coefficients of some modules of a station.
  ///
  /// - Parameters:
  ///   - modules: by index.
  ///   - opened: indices of joints that are open.
  ///   - orbit: where they fly.
  ///   - environment: the air.
  static func coefficients(
    of modules: [Int], in assembly: Assembly, opening opened: Set<Int>,
    orbit: OrbitState<GCRF>, place: GeodeticPosition, environment: Environment
  ) throws -> AerodynamicCoefficients {
    let air = environment.air(at: place, epoch: orbit.epoch)
    let speed = orbit.velocity.magnitude
    let stream =
      air.map { GasStream($0, speed: speed) }
      ?? GasStream(
        density: 1, temperature: usualTemperature, molecularMass: usualMolecularMass, speed: speed)
    let surface = GasSurface(
      wallTemperature: wallTemperature,
      energyAccommodation: air.map(GasSurface.accommodation(in:)) ?? 1)
    let scene = try Scene(of: assembly, modules: modules.sorted(), opening: opened)
    let moves = scene.joints.contains { $0.plan.drive == .sun || $0.plan.drive == .sunEdge }
    let count = moves ? poses : 1
    let tables = try (0..<count).map { pose in
      let angle = Elementary.sinCos(2 * Double.pi * (Double(pose) + 0.5) / Double(count))
      let facing = scene.facing(sun: SIMD3(angle.sin, 0, -angle.cos))
      return try AerodynamicTable(
        of: scene.triangles(at: facing.angles, sides: 24), surface: surface, settings: settings)
    }
    let reflected = stream.reflectedSpeed(from: surface)
    return AerodynamicCoefficients(columns: 72, rows: 37, reference: .zero) { direction in
      var sum = StreamCoefficients.zero
      for table in tables {
        let found = table.coefficients(
          flow: -direction, speedRatio: stream.speedRatio, reflectedSpeed: reflected)
        sum.force += found?.force ?? .zero
        sum.torque += found?.torque ?? .zero
      }
      return ((1 / Double(count)) * sum.force, (1 / Double(count)) * sum.torque)
    }
  }
}

extension Environment {
  /// What the air is made of at a place; nil where its model does not tell.
  func air(at place: GeodeticPosition, epoch: Epoch) -> AirState? {
    let model = (density as? ScaledDensity)?.model ?? density
    return (model as? AtmosphereNRLMSISE00)?.state(
      latitude: place.latitude, longitude: place.longitude, altitude: place.altitude, epoch: epoch)
  }
}
