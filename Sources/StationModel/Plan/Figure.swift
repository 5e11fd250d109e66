import Kinematics

/// How much a figure can be trusted.
public enum Confidence: String, CaseIterable, Sendable, Comparable {
  /// The figure may be far off.
  case low
  /// The figure is likely near.
  case medium
  /// The figure is sure.
  case high

  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}

/// A number of the real world: its value in SI units, the range it may lie in, where it comes from
/// and how sure that is.
public struct Figure: Sendable, Hashable {
  /// The value [SI unit of its quantity].
  public var value: Double
  /// The least and greatest value that the source allows [same unit], where it says.
  public var range: ClosedRange<Double>?
  /// Keys of the station file's `sources`.
  public var sources: [String]
  /// How sure the value is.
  public var confidence: Confidence

  /// A figure from its parts.
  public init(
    _ value: Double, range: ClosedRange<Double>? = nil, sources: [String] = [],
    confidence: Confidence = .medium
  ) {
    self.value = value
    self.range = range
    self.sources = sources
    self.confidence = confidence
  }
}

/// The days on which something is part of the station.
public struct Presence: Sendable, Hashable {
  /// First instant, included.
  public var from: Epoch
  /// Last instant, excluded; nil while it lasts.
  public var until: Epoch?

  /// The span from one instant to another.
  public init(from: Epoch, until: Epoch? = nil) {
    self.from = from
    self.until = until
  }

  /// Whether `epoch` lies in it.
  public func contains(_ epoch: Epoch) -> Bool {
    from <= epoch && (until.map { epoch < $0 } ?? true)
  }

  /// Whether the two have an instant in common.
  public func overlaps(_ other: Self) -> Bool {
    let first = max(from, other.from)
    return (until.map { first < $0 } ?? true) && (other.until.map { first < $0 } ?? true)
  }
}
