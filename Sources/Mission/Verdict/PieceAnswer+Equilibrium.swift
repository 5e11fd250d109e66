import Exchange
import Flight
import Kinematics
import NumericalMethods
import SpaceEnvironment
import StationModel

/// The mean push of the air on a piece over an orbit, in any attitude: what its shape makes of the
/// mean dynamic pressure.
///
/// Limits: a circular orbit; the air comes from ahead, without the 4 degrees by which its turning with
/// the Earth moves it to and fro.
struct MeanAir: Sendable {
  let coefficients: AerodynamicCoefficients
  /// The mean of ρ V²/2 over an orbit [Pa].
  let pressure: Double
  /// Of the piece, in the station frame [m].
  let centre: SIMD3<Double>

  /// The torque about the centre of mass in an attitude, along the piece's axes [N m].
  func torque(in attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
    let found = coefficients.coefficients(along: attitude.rotate(SIMD3(1, 0, 0)))
    return pressure * (found.torque + cross(coefficients.reference - centre, found.force))
  }
}

extension MissionFlight {
  /// Places of an orbit at which the air is asked for.
  private static var airSamples: Int { 24 }

  /// The mean air on a piece of a world; nil where the flight has none or does not follow shapes.
  func meanAir(on piece: Int, in world: World) -> MeanAir? {
    guard plan.fidelity == .full, environment.settings.drag, world.entries[piece] == nil,
      let coefficients = try? aerodynamics(of: piece, in: world)
    else { return nil }
    let orbit = world.orbit(of: piece)
    let r = orbit.position.components
    let v = orbit.velocity.components
    let normal = cross(r, v).normalized
    let period = 2 * Double.pi / orbit.localOrbitalRate.magnitude
    var sum = 0.0
    for sample in 0..<Self.airSamples {
      let part = Double(sample) / Double(Self.airSamples)
      let turn = Elementary.sinCos(2 * Double.pi * part)
      let epoch = orbit.epoch + part * period
      let instant = forces.instant(at: epoch - forces.start)
      let here = turn.cos * r + turn.sin * cross(normal, r)
      let speed = turn.cos * v + turn.sin * cross(normal, v)
      let place = GeodeticPosition(Position<ITRF>(instant.rotation * here))
      let density = environment.density.density(
        latitude: place.latitude, longitude: place.longitude, altitude: place.altitude,
        epoch: epoch, sunDirectionEarthFixed: (instant.rotation * instant.sun).normalized)
      sum += 0.5 * density * speed.squaredMagnitude
    }
    return MeanAir(
      coefficients: coefficients, pressure: sum / Double(Self.airSamples),
      centre: world.bodies[piece].properties.centre)
  }
}

extension PieceAnswer {
  /// The attitude near the local orbital frame in which gravity, turning and air cancel over an
  /// orbit; nil where there is none within 20 degrees, or where the air's torque is not known.
  var equilibrium: TorqueEquilibrium? {
    guard let air, let orbital = orbitalTorque else { return nil }
    return TorqueEquilibrium.nearest(to: orbital) { air.torque(in: $0) }
  }

  /// Yaw, pitch and roll of the torque equilibrium [deg], and whether it is stable without control.
  var equilibriumJSON: (angles: JSONValue, stable: JSONValue) {
    guard let found = equilibrium else { return (nil, nil) }
    let degrees = 180 / Double.pi
    let (yaw, pitch, roll) = found.angles
    return (
      JSONValue([yaw * degrees, pitch * degrees, roll * degrees]), .bool(found.isStable)
    )
  }
}
