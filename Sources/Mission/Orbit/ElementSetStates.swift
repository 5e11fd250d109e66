import Exchange
import Foundation
import Kinematics
import Orbits

/// The states that SGP4 gives for element sets at times from their epochs, as answers to print.
///
/// A set or a time for which the theory has no state keeps the number of its error.
public struct ElementSetStates: Sendable {
  /// What SGP4 says of a set at one time.
  public struct Answer: Sendable {
    /// Time from the epoch of the set [min].
    public var minutes: Double
    /// The state; nil where there is none.
    public var state: OrbitState<TEME>?
    /// Why there is no state; nil where there is one.
    public var failure: SGP4Failure?
  }

  /// The element sets, and for each its answers in the order of the times.
  public var satellites: [(set: TwoLineElementSet, answers: [Answer])] = []

  /// Evaluates each set at each time.
  ///
  /// - Parameters:
  ///   - sets: what is evaluated.
  ///   - minutes: from the epoch of each set [min], before it where negative.
  ///   - threads: how many may work at once; never changes a result.
  /// - Throws: `OrbitError.outOfRange` for elements or times that SGP4 is not asked for.
  public init(
    _ sets: [TwoLineElementSet], minutes: [Double], threads: Int = 1
  ) throws(OrbitError) {
    let states = try SGP4Batch(sets.map { SGP4Elements($0) })
      .states(minutes: minutes, threads: threads)
    satellites = sets.enumerated().map { satellite, set in
      let answers = minutes.enumerated().map { time, value in
        Answer(
          minutes: value,
          state: states.state(satellite: satellite, time: time).map {
            OrbitState(
              epoch: set.epoch + 60 * value, position: $0.position, velocity: $0.velocity)
          },
          failure: states.failure(satellite: satellite, time: time))
      }
      return (set, answers)
    }
  }

  /// The answers as JSON: positions [km] and velocities [km/s] in TEME, `null` where there is none.
  public var document: JSONValue {
    let satellites = satellites.map { set, answers in
      JSONValue.object(
        Self.members(set) + [.init("states", .array(answers.map(Self.document)))])
    }
    return ["frame": "TEME", "satellites": .array(satellites)]
  }

  /// What the document says of a set before its states.
  static func members(_ set: TwoLineElementSet) -> [JSONValue.Member] {
    [
      .init("catalogueNumber", .integer(Int64(set.catalogueNumber))),
      .init("name", JSONValue(set.name)),
      .init("epochUtc", .string(set.epoch.iso8601(digits: 6))),
    ]
  }

  static func document(_ answer: Answer) -> JSONValue {
    .object([
      .init("minutes", JSONValue(answer.minutes)),
      .init("positionKm", kilo(answer.state?.position.components)),
      .init("velocityKmPerS", kilo(answer.state?.velocity.components)),
      .init("errorCode", .integer(Int64(answer.failure?.code ?? 0))),
      .init("error", JSONValue(answer.failure?.description)),
    ])
  }

  private static func kilo(_ vector: SIMD3<Double>?) -> JSONValue {
    vector.map { JSONValue($0 / 1000) } ?? .null
  }

  /// The answers as a table for people.
  public var text: String {
    satellites.reduce(into: Self.heading) { text, satellite in
      text += Self.heading(of: satellite.set)
      for answer in satellite.answers { text += Self.row(answer) }
    }
  }

  static let heading =
    "TEME, minutes from the epoch of each set; position [km], velocity [km/s]\n"

  static func heading(of set: TwoLineElementSet) -> String {
    let name = set.name.map { " \($0)" } ?? ""
    return "\n\(set.catalogueNumber)\(name), epoch \(set.epoch.iso8601())\n"
  }

  static func row(_ answer: Answer) -> String {
    var text = padded("\(answer.minutes)", 12)
    if let failure = answer.failure { text += "  error \(failure.code): \(failure)" }
    if let state = answer.state {
      for value in state.position.array { text += padded(value / 1000, digits: 6, 16) }
      for value in state.velocity.array { text += padded(value / 1000, digits: 9, 15) }
    }
    return text + "\n"
  }

  private static func padded(_ value: Double, digits: Int, _ width: Int) -> String {
    padded(String(format: "%.\(digits)f", value), width)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
