import Exchange
import Flight
import Kinematics
import NumericalMethods
import StationModel

/// The mean push of the air on a piece over an orbit, in any attitude: what its shape makes of the
/// mean dynamic pressure of the air that turns with the Earth.
///
/// Limits: a circular orbit; the air comes from ahead, without the 4 degrees by which its turning with
/// the Earth moves it to and fro; attitudes within ``reach`` of the local orbital frame.
struct MeanAir: Sendable {
  /// How far from the station's x axis the air may come [rad]: more than equilibria are looked for.
  static let reach = 0.5
  let coefficients: AerodynamicCoefficients
  /// The mean of ρ V²/2 over an orbit [Pa].
  let pressure: Double
  /// Of the piece, in the station frame [m].
  let centre: SIMD3<Double>

  /// The torque about the centre of mass in an attitude, along the piece's axes [N m].
  func torque(in attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
    guard let found = coefficients.coefficients(along: attitude.rotate(SIMD3(1, 0, 0))) else {
      return .zero
    }
    return pressure * (found.torque + cross(coefficients.reference - centre, found.force))
  }
}

extension MissionFlight {
  /// Places of an orbit at which the air is asked for.
  private static var airSamples: Int { 24 }

  /// Finds the mean air on what verdicts are about: the pieces after the last cut, and the whole
  /// before the first; nothing where shapes are not followed.
  mutating func foretellAir() throws {
    guard plan.fidelity == .full, environment.settings.drag else { return }
    let (before, after) = (cuts.first?.before ?? first, cuts.last?.after ?? first)
    airBefore = try meanAir(on: 0, in: before)
    airAfter = try after.pieces.indices.map { try meanAir(on: $0, in: after) }
  }

  mutating func meanAir(on piece: Int, in world: World) throws -> MeanAir? {
    guard world.entries[piece] == nil else { return nil }
    let shape = try shape(of: world.pieces[piece].modules, opened: world.opened)
    let orbit = world.orbit(of: piece)
    let r = orbit.position.components
    let v = orbit.velocity.components
    let normal = cross(r, v).normalized
    let period = 2 * Double.pi / orbit.localOrbitalRate.magnitude
    // The flight's own forces need not reach over an orbit.
    let arc = try environment.forces(from: orbit.epoch, to: orbit.epoch + period)
    var sum = 0.0
    for sample in 0..<Self.airSamples {
      let part = Double(sample) / Double(Self.airSamples)
      let turn = Elementary.sinCos(2 * Double.pi * part)
      let time = orbit.epoch + part * period - arc.start
      sum +=
        arc.drag(
          turn.cos * r + turn.sin * cross(normal, r), turn.cos * v + turn.sin * cross(normal, v),
          ballisticArea: 1, at: arc.instant(at: time), time: time
        ).magnitude
    }
    let sun = arc.instant(at: orbit.epoch - arc.start).sun
    let coefficients: AerodynamicCoefficients?
    do {
      // Flying forward, its +y to the right, a Sun on the side of the orbit's normal is on its left.
      coefficients = try shapes[shape].mean(
        height: -Elementary.asin(max(-1, min(1, dot(normal, sun.normalized)))),
        speed: v.magnitude, air: environment.air(at: place(orbit), epoch: orbit.epoch))
    } catch {
      throw MissionError.shape("\(error)")
    }
    guard let coefficients else { return nil }
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
