import Kinematics

/// A burn that the element sets of an object show.
public struct DetectedManoeuvre: Sendable, Hashable {
  /// What a burn changed.
  public enum Kind: String, Sendable, CaseIterable {
    /// The semi-major axis: a push along the orbit or against it.
    case inTrack
    /// The inclination: a push across the orbit.
    case crossTrack
  }

  /// What it changed.
  public var kind: Kind
  /// When: the middle of the burn.
  public var epoch: Epoch
  /// How well the time is known, one standard deviation [s].
  public var timeUncertainty: Double
  /// The change of the mean semi-major axis [m]; nil for a burn across.
  public var semiMajorAxisChange: Double?
  /// One standard deviation of it [m].
  public var semiMajorAxisUncertainty: Double?
  /// The change of the mean inclination [rad]; nil for a burn along.
  public var inclinationChange: Double?
  /// The change of speed [m/s]: along the motion, negative against it; across, the least that makes
  /// the change.
  public var speedChange: Double
  /// One standard deviation of it [m/s].
  public var speedUncertainty: Double
}

/// A time without burns in a history of element sets.
public struct QuietSpan: Sendable, Hashable {
  /// From the end of one burn's settling to the start of the next one.
  public var from: Epoch
  /// Its end.
  public var to: Epoch
  /// How fast the mean semi-major axis falls [m/day]; negative where it rises.
  public var decayRate: Double
  /// One standard deviation of it [m/day].
  public var decayUncertainty: Double
}
