import Kinematics

/// States of many satellites at many times by SGP4, in columns.
///
/// A column holds one component for all: time by time, and within a time satellite by satellite in
/// the order of the batch.
///
///     let states = try batch.states(at: [epoch])
///     states.values(.x)[7]                    // [m], the eighth satellite at the first time
///     states.failure(satellite: 7, time: 0)   // nil
public struct SGP4States: Sendable {
  /// A component of position [m] or velocity [m/s] in TEME.
  public enum Column: Int, Sendable, CaseIterable {
    /// Position [m].
    case x, y, z
    /// Velocity [m/s].
    case vx, vy, vz
  }

  /// How many satellites there are.
  public internal(set) var satellites = 0
  /// How many times there are.
  public internal(set) var times = 0
  /// The columns one behind the other.
  var numbers: [Double] = []
  /// The number of the failure, 0 where there is a state.
  var codes: [UInt8] = []

  /// No states yet, for a batch to fill.
  public init() {}

  /// How many states there are, those that failed included.
  public var count: Int { satellites * times }

  /// All values of one component, `time · satellites + satellite` by index from 0; not a number
  /// where there is no state.
  public func values(_ column: Column) -> [Double] {
    Array(numbers[(column.rawValue * count)..<((column.rawValue + 1) * count)])
  }

  /// Why there is no state; nil where there is one.
  public func failure(satellite: Int, time: Int) -> SGP4Failure? {
    SGP4Failure(rawValue: Int(codes[time * satellites + satellite]))
  }

  /// Position [m] and velocity [m/s] in TEME; nil where there is none.
  public func state(
    satellite: Int, time: Int
  ) -> (position: Position<TEME>, velocity: Velocity<TEME>)? {
    let place = time * satellites + satellite
    guard codes[place] == 0 else { return nil }
    func number(_ column: Column) -> Double { numbers[column.rawValue * count + place] }
    return (
      Position(SIMD3(number(.x), number(.y), number(.z))),
      Velocity(SIMD3(number(.vx), number(.vy), number(.vz)))
    )
  }

  /// Makes room for so many; what was there is not kept.
  mutating func resize(satellites: Int, times: Int) {
    self.satellites = satellites
    self.times = times
    guard codes.count != count else { return }
    numbers = [Double](repeating: 0, count: 6 * count)
    codes = [UInt8](repeating: 0, count: count)
  }
}
