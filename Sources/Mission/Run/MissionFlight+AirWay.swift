import Flight
import Kinematics
import NumericalMethods
import Orbits
import Shapes
import StationModel

/// What air and light do to a piece that turns out of its orbit's frame, for a stretch of its way.
struct AirWay: Sendable {
  /// After the start of the flight [s].
  var start: Double
  var end: Double
  /// The direction of flight at the end, and what the air and light do there.
  var direction: SIMD3<Double>
  var last: (air: StreamCoefficients, light: StreamCoefficients)
  /// Over the directions between.
  var coefficients: AerodynamicCoefficients
  /// The mean of both ends, over the pressure of light.
  var light: StreamCoefficients
}

extension MissionFlight {
  /// A piece that turns faster than this against the frame of its orbit [rad/s], or whose arrays stand
  /// for a Sun whose height over the orbit is off by more than ``heldHeight`` [rad], has no tables.
  /// Chosen: faster than controllers let go, slower than most turns; and less than a third of the step
  /// between heights that tables have.
  static let heldRate = 0.001
  static let heldHeight = 0.05
  /// How long one stretch is [s]: a station that is lost turns by 4 degrees in it, over which the force
  /// is on the line to half a per cent.
  private static let wayLength = 20.0

  /// The stretch that a piece is on: the one that it was on as long as it lasts, or a new one that begins
  /// where that ended.
  func airWay(
    of piece: Int, _ index: Int, _ body: RigidBody, _ orbit: OrbitState<GCRF>,
    spin: SIMD3<Double>, sun: SIMD3<Double>
  ) throws(ShapeError) -> AirWay {
    let now = orbit.epoch - first.epoch
    let old = crafts[piece].airWay
    if let old, old.start <= now + 1e-6, now < old.end - 1e-6 { return old }
    let instant = forces.instant(at: orbit.epoch - forces.start)
    let wind = forces.airVelocity(
      orbit.position.components, orbit.velocity.components, at: instant)
    let flight = body.attitude.inverse.rotate(wind).normalized
    let state = environment.air(at: place(orbit), epoch: orbit.epoch)
    let speed = wind.magnitude
    func ask(
      _ angles: JointAngles, _ flight: SIMD3<Double>, _ sun: SIMD3<Double>
    ) throws(ShapeError) -> (air: StreamCoefficients, light: StreamCoefficients) {
      try shapes[index].direct(
        at: angles, flight: flight, light: -sun, speed: speed, air: state)
    }
    let joints = shapes[index].joints
    let angles = joints.angles(in: world)
    let begin: (air: StreamCoefficients, light: StreamCoefficients)
    var from = flight
    if let old, abs(old.end - now) < 1e-6, (old.direction - flight).magnitude < 0.02 {
      (begin, from) = (old.last, old.direction)
    } else {
      begin = try ask(angles, flight, sun)
    }
    // The piece turns on steadily, and so do its joints.
    var later = angles
    for (joint, place) in joints.places.enumerated() {
      later[joint] += Self.wayLength * world.joints[place].rate
    }
    let to = Self.turned(flight, by: -Self.wayLength * spin)
    let sunLater = Self.turned(sun, by: -Self.wayLength * body.angularVelocity.components)
    let end = try ask(later, to, sunLater)
    return AirWay(
      start: now, end: now + Self.wayLength, direction: to, last: end,
      coefficients: AerodynamicCoefficients(from: from, begin.air, to: to, end.air),
      light: StreamCoefficients(
        force: 0.5 * (begin.light.force + end.light.force),
        torque: 0.5 * (begin.light.torque + end.light.torque)))
  }

  /// A direction turned by a rotation vector [rad].
  private static func turned(
    _ direction: SIMD3<Double>, by vector: SIMD3<Double>
  ) -> SIMD3<Double> {
    let angle = vector.magnitude
    guard angle > 0 else { return direction }
    return Rotation<StationFrame, StationFrame>(axis: vector, angle: angle).rotate(direction)
  }
}
