import Kinematics

/// What is about a piece while its systems take a step: the time of day that the crew lives by, and the
/// light. It counts as the same over the whole step, so a step had better end where an eclipse begins
/// or ends.
public struct Surroundings: Sendable {
  /// When the step begins.
  public var epoch: Epoch
  /// The part of the step in sunlight, 0 to 1.
  public var sunlit: Double
  /// The angle of the Sun from the orbit's plane [rad].
  public var beta: Double

  /// The surroundings of a step.
  public init(epoch: Epoch, sunlit: Double, beta: Double) {
    self.epoch = epoch
    self.sunlit = sunlit
    self.beta = beta
  }
}
