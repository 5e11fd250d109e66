import Foundation
import SpaceEnvironment

/// The figures that answers about re-entry rest on, as the folder `Data` has them.
public struct EntryFigures: Sendable {
  /// Where an object comes apart, and where its arrays leave it before that [m].
  public let breakUpAltitude, arraySeparationAltitude: Double
  /// The part of the mass that reaches the ground: the least, the likely and the most.
  public let survivingFraction: (low: Double, central: Double, high: Double)
  /// Mean mass of a fragment that reaches the ground [kg], and its mass over its area [kg/m²].
  public let fragmentMass, fragmentArealDensity: Double
  /// The area of a person [m²].
  public let personArea: Double
  /// The casualties that an entry may be expected to make.
  public let allowedExpectation: Double
  /// Ballistic coefficients of what falls first, last, and of arrays [kg/m²].
  public let lightestFragment, heaviestFragment, array: Double
  /// The perigee that a controlled entry aims at [m].
  public let controlledPerigee: Double

  /// Reads the table with columns `key,value,unit,source`.
  ///
  /// - Throws: `EnvironmentError` for a file that cannot be read, a row that is none, and a figure
  ///   that is missing.
  public init(tableAt url: URL) throws(EnvironmentError) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var figures: [String: Double] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("key,") {
      let fields = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
      let units: [Substring: Double] = ["km": 1e3, "1": 1, "kg": 1, "kg/m2": 1, "m2": 1]
      guard fields.count == 4, let value = Double(fields[1]), value > 0, value < 1e6,
        let unit = units[fields[2]]
      else {
        throw .malformed(path: url.path, line: index + 1, what: "not a figure above 0 with a unit")
      }
      figures[String(fields[0])] = value * unit
    }
    func figure(_ key: String) throws(EnvironmentError) -> Double {
      guard let value = figures[key] else {
        throw .malformed(path: url.path, line: 0, what: "the figure '\(key)' is missing")
      }
      return value
    }
    breakUpAltitude = try figure("breakUpAltitude")
    arraySeparationAltitude = try figure("arraySeparationAltitude")
    survivingFraction = (
      try figure("survivingFractionLow"), try figure("survivingFraction"),
      try figure("survivingFractionHigh")
    )
    fragmentMass = try figure("fragmentMass")
    fragmentArealDensity = try figure("fragmentArealDensity")
    personArea = try figure("personArea")
    allowedExpectation = try figure("allowedExpectation")
    lightestFragment = try figure("lightestFragment")
    heaviestFragment = try figure("heaviestFragment")
    array = try figure("array")
    controlledPerigee = try figure("controlledPerigee")
  }
}
