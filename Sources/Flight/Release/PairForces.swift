import NumericalMethods

/// The force and the torque that one body gives another, of springs, contact or capture.
public struct PairForces: Sendable, Hashable {
  /// On the second body along GCRF [N]; on the first the opposite.
  public var force: SIMD3<Double>
  /// About the first body's centre of mass, along GCRF [N m].
  public var torqueOnFirst: SIMD3<Double>
  /// About the second body's centre of mass, along GCRF [N m].
  public var torqueOnSecond: SIMD3<Double>

  /// Nothing.
  public static let none = PairForces(
    force: .zero, torqueOnFirst: .zero, torqueOnSecond: .zero)

  /// Adds a force on the second body that acts, with its opposite, at one place.
  mutating func add(
    _ force: SIMD3<Double>, at place: SIMD3<Double>, _ a: RigidBody, _ b: RigidBody
  ) {
    self.force += force
    torqueOnFirst -= cross(place - a.position.components, force)
    torqueOnSecond += cross(place - b.position.components, force)
  }
}
