import Exchange
import Foundation

/// What two surfaces do to each other when they meet.
public struct SurfacePair: Sendable, Hashable {
  /// The part of the closing speed with which they part, 0 to 1.
  public var restitution: Double
  /// The friction coefficient, not below 0.
  public var friction: Double
  /// Up to this closing speed they do not spring back [m/s].
  public var restingSpeed: Double

  /// Surfaces from their figures; see the properties.
  public init(restitution: Double, friction: Double, restingSpeed: Double = 0.001) {
    self.restitution = restitution
    self.friction = friction
    self.restingSpeed = restingSpeed
  }

  /// The table `Data/contact.csv`; lines from `#` are comments.
  ///
  /// - Throws: the first line that is no row of a known figure within its range, and a figure that is
  ///   not there.
  public init(tableAt url: URL) throws(InputErrors) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputErrors(
        file: url.path, line: 1, what: "the table of contact cannot be read",
        allowed: "a readable file")
    }
    let ranges = ["restitution": 0.0...1, "friction": 0.0...10, "resting_speed": 0.0...1]
    var figures: [String: Double] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("quantity,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 5, let value = Double(fields[1]),
        ranges[fields[0]]?.contains(value) == true
      else {
        throw InputErrors(
          file: url.path, line: index + 1, what: "not a row of the table of contact",
          allowed: "restitution 0 to 1, friction 0 to 10, resting_speed 0 to 1 m/s")
      }
      figures[fields[0]] = value
    }
    guard let restitution = figures["restitution"], let friction = figures["friction"],
      let restingSpeed = figures["resting_speed"]
    else {
      throw InputErrors(
        file: url.path, line: 1, what: "a figure of the table of contact is missing",
        allowed: "restitution, friction and resting_speed")
    }
    self.init(restitution: restitution, friction: friction, restingSpeed: restingSpeed)
  }
}
