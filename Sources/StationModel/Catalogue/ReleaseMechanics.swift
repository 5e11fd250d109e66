import Exchange
import Foundation

/// What lets a joint of one mechanism go, beside the energy of its springs and the time of opening,
/// which ``Mechanism`` has.
public struct ReleaseMechanics: Sendable, Hashable {
  /// The mechanism, a key of the catalogue.
  public var mechanism: String
  /// How many hooks, or bolts, hold the joint.
  public var hooks: Int
  /// How many spring pushers the whole joint has; 0: it is drawn apart by an arm or by hand.
  public var pushers: Int
  /// Of the circle on which pushers and hooks stand [m].
  public var radius: Double
  /// Over which the pushers push [m].
  public var stroke: Double
  /// One standard deviation of a pusher's energy, as a share of it.
  public var energySpread: Double
  /// One standard deviation of the direction of a pusher's force, in each of two planes [rad].
  public var tiltSpread: Double
  /// The force at which a hook that has stuck gives way [N].
  public var hookHold: Double
  /// Of a connector that is pulled out late [N].
  public var umbilicalTension: Double
  /// Over which it is pulled out [m].
  public var umbilicalLength: Double
  /// Where the figures are from.
  public var sources: [String]
  /// How sure they are.
  public var confidence: Confidence

  /// Mechanics from their parts; see the properties.
  public init(
    mechanism: String, hooks: Int, pushers: Int, radius: Double, stroke: Double,
    energySpread: Double, tiltSpread: Double, hookHold: Double, umbilicalTension: Double,
    umbilicalLength: Double, sources: [String], confidence: Confidence
  ) {
    self.mechanism = mechanism
    self.hooks = hooks
    self.pushers = pushers
    self.radius = radius
    self.stroke = stroke
    self.energySpread = energySpread
    self.tiltSpread = tiltSpread
    self.hookHold = hookHold
    self.umbilicalTension = umbilicalTension
    self.umbilicalLength = umbilicalLength
    self.sources = sources
    self.confidence = confidence
  }
}

/// The mechanics of every mechanism that Outpost knows.
public struct ReleaseMechanicsTable: Sendable {
  /// In the order of the file.
  public let rows: [ReleaseMechanics]

  /// The row of a mechanism.
  public subscript(mechanism: String) -> ReleaseMechanics? {
    rows.first { $0.mechanism == mechanism }
  }

  /// The table `Data/release-mechanics.csv`; lines from `#` are comments.
  ///
  /// - Throws: the first line that is not a row of twelve columns with counts and figures not below
  ///   zero.
  public init(tableAt url: URL) throws(InputErrors) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputErrors(
        file: url.path, line: 1, what: "the table of release mechanics cannot be read",
        allowed: "a readable file")
    }
    var rows: [ReleaseMechanics] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("mechanism,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let figures = fields.dropFirst(3).prefix(7).compactMap(Double.init)
      guard fields.count == 12, figures.count == 7,
        figures.allSatisfy({ $0.isFinite && $0 >= 0 }), let hooks = Int(fields[1]), hooks > 0,
        let pushers = Int(fields[2]), pushers >= 0, pushers == 0 || figures[1] > 0,
        let confidence = Confidence(rawValue: fields[11])
      else {
        throw InputErrors(
          file: url.path, line: index + 1, what: "not a row of the table of release mechanics",
          allowed: "twelve columns, figures not below zero, a stroke where there are pushers")
      }
      rows.append(
        ReleaseMechanics(
          mechanism: fields[0], hooks: hooks, pushers: pushers, radius: figures[0],
          stroke: figures[1], energySpread: figures[2], tiltSpread: figures[3],
          hookHold: figures[4], umbilicalTension: figures[5], umbilicalLength: figures[6],
          sources: fields[10].split(separator: " ").map(String.init), confidence: confidence))
    }
    self.rows = rows
  }
}
