import StationModel

/// How a life-support unit stands.
public struct UnitState: Sendable, Hashable {
  /// Whether it works.
  public var status: UnitStatus
  /// The share of its power that it gets, 0 to 1: what it makes or takes out falls with it.
  public var power: Double

  /// A unit that gets all of its power.
  public init(status: UnitStatus) {
    self.status = status
    power = 1
  }

  /// The share of its capacity at which it works now, 0 to 1.
  var service: Double { status == .running ? power : 0 }
}
