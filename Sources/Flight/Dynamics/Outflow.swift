/// Matter that leaves a piece through an opening: the exhaust of an engine or a jet, a vent, a leak.
///
/// Everything is told along the station frame's axes, which turn with the piece. The push acts along
/// its line through ``point``, so it also turns the piece about wherever its centre of mass is then.
///
/// Limits: the tank is a point that empties, its propellant at rest in it; the way from tank to
/// opening is taken to be straight, and what is on that way to have no mass.
public struct Outflow: Sendable, Hashable {
  /// The push on the piece, exhaust and pressure together [N].
  public var force: SIMD3<Double>
  /// Where it pushes, a point of the station frame [m].
  public var point: SIMD3<Double>
  /// What leaves [kg/s]; 0 for a push without loss of mass.
  public var massRate: Double
  /// Where it is taken from, a point of the station frame [m].
  public var tank: SIMD3<Double>
  /// What is left in the tank [kg], a part of the piece's mass. When it is gone, push and flow stop. A
  /// piece from which more leaves than it weighs keeps the mass that it had when its loads were set.
  public var remaining: Double

  /// An outflow from its parts; force [N], points [m], mass rate [kg/s], remaining [kg].
  public init(
    force: SIMD3<Double>, point: SIMD3<Double>, massRate: Double = 0,
    tank: SIMD3<Double> = .zero, remaining: Double = .infinity
  ) {
    self.force = force
    self.point = point
    self.massRate = massRate
    self.tank = tank
    self.remaining = remaining
  }

  /// How long it flows from now [s]: to the end of what is left.
  public var timeUntilDry: Double {
    massRate > 0 ? max(0, remaining) / massRate : (remaining > 0 ? .infinity : 0)
  }
}
