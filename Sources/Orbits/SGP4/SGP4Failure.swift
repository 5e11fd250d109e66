/// Why the theory has no state for a set at a time, by the numbers that every SGP4 gives.
///
/// Number 5 (a perigee below the ground at the epoch) is not used any more.
///
/// Source: Vallado, Crawford, Hujsak, Kelso 2006, *Revisiting Spacetrack Report #3*, section IV.
public enum SGP4Failure: Int, Error, Sendable, CaseIterable {
  /// The mean eccentricity is below -0.001, or 1 and more.
  case eccentricityOutOfRange = 1
  /// The mean motion is zero or negative.
  case meanMotionNotPositive = 2
  /// The eccentricity with the terms of Sun and Moon is below 0 or above 1.
  case perturbedEccentricityOutOfRange = 3
  /// The semi-latus rectum is negative.
  case semiLatusRectumNegative = 4
  /// The object is below one Earth radius: it has decayed.
  case decayed = 6

  /// The number of the reference, 1 to 6.
  public var code: Int { rawValue }
}

extension SGP4Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .eccentricityOutOfRange: "the mean eccentricity is not in -0.001 to 1"
    case .meanMotionNotPositive: "the mean motion is not above 0"
    case .perturbedEccentricityOutOfRange:
      "the eccentricity with the terms of Sun and Moon is not in 0 to 1"
    case .semiLatusRectumNegative: "the semi-latus rectum is negative"
    case .decayed: "the object has decayed"
    }
  }
}
