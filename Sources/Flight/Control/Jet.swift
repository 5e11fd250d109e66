import NumericalMethods
import StationModel

/// A jet, or several like ones on one manifold that fire together along one line.
public struct Jet: Sendable, Hashable {
  /// For people: module, set and manifold.
  public var id: String
  /// The module that has it and whose tanks feed it, by id; empty for a jet of no station.
  public var module: String
  /// A point of the line of thrust, along the body's axes [m].
  public var position: SIMD3<Double>
  /// The force on the body, a unit vector.
  public var direction: SIMD3<Double>
  /// Force [N].
  public var thrust: Double
  /// Specific impulse [s].
  public var specificImpulse: Double
  /// The shortest time that it can fire [s].
  public var minimumPulse: Double
  /// What it hangs on; all jets of a manifold fail with it.
  public var manifold: String

  /// A jet from its parts; the direction is brought to length 1.
  ///
  /// - Throws: ``FlightError/jetPointsNowhere(_:)``, and ``FlightError`` for a thrust or a specific
  ///   impulse that is not above zero, or a place that is not finite.
  public init(
    id: String, module: String = "", position: SIMD3<Double>, direction: SIMD3<Double>,
    thrust: Double,
    specificImpulse: Double, minimumPulse: Double = 0, manifold: String
  ) throws(FlightError) {
    let length = direction.magnitude
    guard length > 1e-9, length.isFinite else { throw .jetPointsNowhere(id) }
    func check(
      _ what: String, _ value: Double, _ range: ClosedRange<Double>, _ unit: String
    ) throws(FlightError) {
      guard range.contains(value) else {
        throw .outOfRange(
          what: "\(what) of jet '\(id)'", value: value,
          allowed: "\(range.lowerBound) to \(range.upperBound) \(unit)")
      }
    }
    try check("thrust", thrust, 1e-6...1e8, "N")
    try check("specific impulse", specificImpulse, 1...1e5, "s")
    try check("shortest pulse", minimumPulse, 0...3600, "s")
    try check("distance", position.magnitude, 0...1e6, "m")
    self.id = id
    self.module = module
    self.position = position
    self.direction = direction / length
    self.thrust = thrust
    self.specificImpulse = specificImpulse
    self.minimumPulse = minimumPulse
    self.manifold = manifold
  }

  /// The force on the body [N].
  public var force: SIMD3<Double> { thrust * direction }

  /// The torque about a point [N m].
  public func torque(about centre: SIMD3<Double>) -> SIMD3<Double> {
    cross(position - centre, force)
  }

  /// Propellant that it burns [kg/s].
  public var massRate: Double { thrust / (specificImpulse * Engine.standardGravity) }
}
