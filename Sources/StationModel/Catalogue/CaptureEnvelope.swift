import Exchange
import Foundation

/// Within which the two sides of a mechanism can be joined, and how long they take to be drawn together.
public struct CaptureEnvelope: Sendable, Hashable {
  /// The mechanism, a key of the catalogue.
  public var mechanism: String
  /// How far apart the mating planes may stand along the joint's axis [m].
  public var reach: Double
  /// Across it [m].
  public var lateral: Double
  /// Of one axis beside the other [rad].
  public var tilt: Double
  /// About the axis [rad].
  public var roll: Double
  /// How fast the sides may move along the axis [m/s].
  public var closingSpeed: Double
  /// Across it [m/s].
  public var lateralSpeed: Double
  /// How fast they may turn against each other [rad/s].
  public var rate: Double
  /// From the capture to the hard mate [s].
  public var settling: Double
  /// Where the figures are from.
  public var sources: [String]
  /// How sure they are.
  public var confidence: Confidence
}

/// The capture envelopes of the mechanisms that Outpost knows.
public struct CaptureEnvelopeTable: Sendable {
  /// In the order of the file.
  public let rows: [CaptureEnvelope]

  /// The row of a mechanism.
  public subscript(mechanism: String) -> CaptureEnvelope? {
    rows.first { $0.mechanism == mechanism }
  }

  /// The table `Data/capture-envelopes.csv`; lines from `#` are comments.
  ///
  /// - Throws: the first line that is not a row of eleven columns with figures above zero.
  public init(tableAt url: URL) throws(InputErrors) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputErrors(
        file: url.path, line: 1, what: "the table of capture envelopes cannot be read",
        allowed: "a readable file")
    }
    var rows: [CaptureEnvelope] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("mechanism,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let figures = fields.dropFirst().prefix(8).compactMap(Double.init)
      guard fields.count == 11, figures.count == 8,
        figures.allSatisfy({ $0.isFinite && $0 > 0 }),
        let confidence = Confidence(rawValue: fields[10])
      else {
        throw InputErrors(
          file: url.path, line: index + 1, what: "not a row of the table of capture envelopes",
          allowed: "eleven columns with figures above zero")
      }
      let degree = Double.pi / 180
      rows.append(
        CaptureEnvelope(
          mechanism: fields[0], reach: figures[0], lateral: figures[1],
          tilt: figures[2] * degree, roll: figures[3] * degree, closingSpeed: figures[4],
          lateralSpeed: figures[5], rate: figures[6] * degree, settling: figures[7],
          sources: fields[9].split(separator: " ").map(String.init), confidence: confidence))
    }
    self.rows = rows
  }
}
