import Flight
import Kinematics
import NumericalMethods
import StationModel

/// A station that turns on a circular orbit under gravity, its controller and a torque from outside:
/// the least that shows what control does. One Runge-Kutta step a second, the actuators' torque
/// steady in it.
struct TurningStation {
  let inertia: Matrix3
  let n: Double
  var control: AttitudeController
  /// From GCRF to the body, and its rate along its axes.
  var attitude: Rotation<GCRF, StationFrame>
  var rate: SIMD3<Double>
  var time = 0.0
  var last: AttitudeController.Output?

  /// A station that stands in an attitude in the local orbital frame and turns with it.
  init(
    inertia: Matrix3, meanMotion n: Double, control: AttitudeController,
    attitude: Rotation<LVLH, StationFrame> = .identity
  ) {
    self.inertia = inertia
    self.n = n
    self.control = control
    self.attitude = Self.local(0, n).then(attitude)
    rate = attitude.rotate(SIMD3(0, -n, 0))
  }

  /// The orbit lies in the x-y plane; at time 0 the body is over +x.
  static func local(_ time: Double, _ n: Double) -> Rotation<GCRF, LVLH> {
    let (s, c) = (Elementary.sin(n * time), Elementary.cos(n * time))
    return Rotation(matrix: Matrix3(SIMD3(-s, c, 0), SIMD3(0, 0, -1), SIMD3(-c, -s, 0)))
  }

  var local: Rotation<GCRF, LVLH> { Self.local(time, n) }
  /// From the local orbital frame to the body.
  var localAttitude: Rotation<LVLH, StationFrame> { local.inverse.then(attitude) }

  /// What the controller knows now.
  var measurement: AttitudeController.Measurement {
    .init(
      attitude: attitude.inverse, angularVelocity: AngularVelocity(rate), local: local,
      localRate: AngularVelocity(0, 0, n), inertia: inertia)
  }

  /// One second of control; `torque` comes from outside, along the body's axes.
  mutating func second(_ torque: SIMD3<Double> = .zero) {
    let output = control.command(measurement, duration: 1)
    let jets = output.firing?.angularImpulse ?? .zero
    advance(torque + output.gyroTorque + jets)
    last = output
  }

  private func derivative(
    _ q: SIMD4<Double>, _ w: SIMD3<Double>, _ t: Double, _ torque: SIMD3<Double>
  ) -> (SIMD4<Double>, SIMD3<Double>) {
    // q takes GCRF to the body; its inverse turns by w along the body's axes.
    let now = Rotation<GCRF, StationFrame>(quaternion: q)
    let nadir = now.rotate(SIMD3(-Elementary.cos(n * t), -Elementary.sin(n * t), 0))
    let total = torque + 3 * n * n * cross(nadir, inertia * nadir) - cross(w, inertia * w)
    let turn = -0.5 * hamiltonProduct(SIMD4(w.x, w.y, w.z, 0), q)
    return (turn, (inertia.inverse ?? .zero) * total)
  }

  private mutating func advance(_ torque: SIMD3<Double>) {
    let (q, w) = (attitude.quaternion, rate)
    let a = derivative(q, w, time, torque)
    let b = derivative(q + 0.5 * a.0, w + 0.5 * a.1, time + 0.5, torque)
    let c = derivative(q + 0.5 * b.0, w + 0.5 * b.1, time + 0.5, torque)
    let d = derivative(q + c.0, w + c.1, time + 1, torque)
    attitude = Rotation(quaternion: q + (a.0 + 2 * b.0 + 2 * c.0 + d.0) / 6)
    rate = w + (a.1 + 2 * b.1 + 2 * c.1 + d.1) / 6
    time += 1
  }

  /// Momentum of body and gyroscopes along GCRF axes.
  var momentum: SIMD3<Double> {
    attitude.inverse.rotate(inertia * rate + (control.gyros?.momentum ?? .zero))
  }
}
