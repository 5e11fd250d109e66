import Kinematics
import NumericalMethods
import StationModel

/// A part of a piece that turns about a hinge at a rate that it is told: a solar array on its joint, a
/// radiator.
///
/// What turns takes its angular momentum from the rest of the piece, and shifts centre of mass and
/// inertia as it goes. The part belongs to its piece: the piece's mass properties have it in them, as
/// it stands.
///
/// Limits: the motor keeps the rate whatever it takes; neither its torque nor its friction are told.
public struct MovingPart: Sendable, Hashable {
  /// Of the part alone, as it stands now, along the station frame's axes.
  public var properties: MassProperties
  /// A point of the axis, in the station frame [m].
  public var hinge: SIMD3<Double>
  /// The direction of the axis in the station frame, of length 1.
  public var axis: SIMD3<Double>
  /// How fast it turns about the axis with respect to the piece [rad/s], right-handed.
  public var rate: Double

  /// A part from its figures; hinge [m], rate [rad/s]. The axis is brought to length 1.
  public init(
    properties: MassProperties, hinge: SIMD3<Double>, axis: SIMD3<Double>, rate: Double
  ) {
    self.properties = properties
    self.hinge = hinge
    self.axis = axis.normalized
    self.rate = rate
  }

  /// The part after it has turned for a time [s].
  public func turned(for time: Double) -> MovingPart {
    let turn = Rotation<StationFrame, StationFrame>(axis: axis, angle: rate * time)
    var part = self
    part.properties.centre = hinge + turn.rotate(properties.centre - hinge)
    part.properties.inertia = turn.tensor(properties.inertia)
    return part
  }

  /// The velocity of its centre of mass with respect to the piece, in the station frame [m/s].
  public var centreVelocity: SIMD3<Double> { rate * cross(axis, properties.centre - hinge) }

  /// Its angular momentum about a point [m] by its motion with respect to the piece [N m s].
  public func momentum(about point: SIMD3<Double>) -> SIMD3<Double> {
    rate * (properties.inertia * axis)
      + properties.mass * cross(properties.centre - point, centreVelocity)
  }
}
