import NumericalMethods

/// How a line of thrust misses the centre of mass, and whether that can be held.
public struct BurnBalance: Sendable, Hashable {
  /// Distance of the line of thrust from the centre of mass [m].
  public let offCentre: Double
  /// Angle by which the line has to turn, seen from the engine, to meet the centre [rad].
  public let gimbalNeeded: Double
  /// The engine's torque about the centre without gimballing, along the body's axes [N m].
  public let torque: SIMD3<Double>
  /// What is left of it with the gimbal at its stop [N m].
  public let torqueLeft: SIMD3<Double>
  /// The largest multiple of what is left that the other jets give [1]; infinity where none is left.
  public let jetMargin: Double
  /// Propellant that the other jets burn meanwhile [kg/s]; nil where they cannot hold it.
  public let jetPropellantRate: Double?

  /// Whether the gimbal alone makes the line meet the centre.
  public var isHeldByGimbal: Bool { torqueLeft == .zero }
  /// Whether gimbal and jets hold the attitude during the burn.
  public var isHeld: Bool { isHeldByGimbal || jetMargin >= 1 }

  /// The balance of a burn.
  ///
  /// - Parameters:
  ///   - point: on the line of thrust at the engine, along the body's axes [m].
  ///   - direction: of the force on the body, of any length.
  ///   - thrust: of all engines of the burn together [N].
  ///   - gimbal: how far the line turns [rad].
  ///   - others: the jets that are free to hold it, about the centre of mass.
  /// - Throws: ``FlightError`` for an engine that points nowhere or has no thrust.
  public init(
    point: SIMD3<Double>, direction: SIMD3<Double>, thrust: Double, gimbal: Double,
    others: JetSet
  ) throws(FlightError) {
    guard direction.magnitude > 1e-9, direction.magnitude.isFinite else {
      throw .jetPointsNowhere("of the burn")
    }
    guard thrust > 0, thrust < 1e9 else {
      throw .outOfRange(what: "thrust", value: thrust, allowed: "above 0, below 1e9 N")
    }
    let along = direction.normalized
    let arm = others.centre - point
    let turn = cross(along, arm)
    offCentre = turn.magnitude
    let angle = Elementary.atan2(offCentre, abs(dot(arm, along)))
    gimbalNeeded = angle
    torque = thrust * turn
    // A line of thrust that misses the centre by rounding does not miss it.
    if offCentre <= 1e-9 || angle <= gimbal {
      torqueLeft = .zero
      jetMargin = .infinity
      jetPropellantRate = 0
      return
    }
    let left = thrust * arm.magnitude * Elementary.sin(angle - max(0, gimbal))
    torqueLeft = left * turn.normalized
    jetMargin = others.greatestMultiple(of: -torqueLeft)
    jetPropellantRate = others.propellantRate(torque: -torqueLeft)
  }
}

extension BurnBalance {
  /// The direction of a line of thrust that a gimbal turns as far towards a centre of mass as it goes,
  /// a unit vector.
  ///
  /// - Parameters:
  ///   - direction: of the force with the gimbal at rest, of any length above zero.
  ///   - point: on the line at the engine [m].
  ///   - centre: of mass [m].
  ///   - gimbal: how far the line turns [rad].
  public static func aimed(
    _ direction: SIMD3<Double>, at point: SIMD3<Double>, towards centre: SIMD3<Double>,
    within gimbal: Double
  ) -> SIMD3<Double> {
    let along = direction.normalized
    let arm = centre - point
    // An engine pushes at the centre or draws away from it; either way the line can meet it.
    let aim = dot(arm, along) < 0 ? -arm : arm
    let off = cross(along, aim)
    guard gimbal > 0, off.magnitude > 1e-9 else { return along }
    let angle = min(gimbal, Elementary.atan2(off.magnitude, dot(along, aim)))
    let turn = Elementary.sinCos(angle)
    return (turn.cos * along + turn.sin * cross(off.normalized, along)).normalized
  }
}
