import Kinematics
import NumericalMethods
import StationModel

/// Two surfaces that press on each other: a force of Hertz with a loss (Hunt and Crossley 1975).
///
/// `F = k δ^1.5 (1 + c δ')`, never pulling, with δ the depth. The loss `c = 8 (1 − e) / (5 e v₀)` gives
/// a blow at the speed v₀ the restitution e (Flores, Machado, Silva, Martins 2011, eq. 22), to 0.03
/// from e = 0.5 to 1.
///
/// Limits: no friction; two points, not two areas; the motion at great depth is that of a spring, not
/// of a structure.
public struct CompliantContact: Sendable, Hashable {
  /// k [N/m^1.5].
  public var stiffness: Double
  /// c [s/m].
  public var loss: Double

  /// A contact from its parts [N/m^1.5, s/m].
  public init(stiffness: Double, loss: Double) {
    self.stiffness = stiffness
    self.loss = loss
  }

  /// A contact with a restitution above 0 and up to 1 at a speed of approach [m/s]; nil for figures
  /// outside that.
  public init?(stiffness: Double, restitution: Double, at speed: Double) {
    guard stiffness > 0, restitution > 0, restitution <= 1, speed > 0 else { return nil }
    self.init(
      stiffness: stiffness, loss: 8 * (1 - restitution) / (5 * restitution * speed))
  }

  /// How hard the surfaces press at a depth [m] that grows at a rate [m/s]; [N].
  public func force(depth: Double, rate: Double) -> Double {
    guard depth > 0 else { return 0 }
    return max(0, stiffness * depth * depth.squareRoot() * (1 + loss * rate))
  }

  /// What acts between two bodies that meet at a point of each.
  ///
  /// - Parameters:
  ///   - a: the first body.
  ///   - b: the second body.
  ///   - pointA: in the station frame of the first [m].
  ///   - pointB: in the station frame of the second [m].
  ///   - normal: out of the first's surface, along the axes of its station frame, of length 1.
  public func forces(
    _ a: RigidBody, _ b: RigidBody, at pointA: SIMD3<Double>, _ pointB: SIMD3<Double>,
    normal: SIMD3<Double>
  ) -> PairForces {
    let place = b.location(of: pointB)
    let outward = a.attitude.rotate(normal)
    let depth = -dot(place - a.location(of: pointA), outward)
    // The point of the first that is at the second's: its surface moves with it.
    let (surface, tip) = (a.velocity(at: place), b.velocity(at: place))
    // The plane turns with the first: the depth's rate is that of the points at this place.
    let rate = -dot(tip - surface, outward)
    var sum = PairForces.none
    sum.add(force(depth: depth, rate: rate) * outward, at: place, a, b)
    return sum
  }
}
