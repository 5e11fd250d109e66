import Exchange
import Foundation
import StationModel

extension ProximityRegion {
  /// The table `Data/regions.csv`; lines from `#` are comments.
  ///
  /// - Throws: the first line that is not a row of seven columns with semi-axes above zero.
  public static func table(at url: URL) throws(InputErrors) -> [ProximityRegion] {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputErrors(
        file: url.path, line: 1, what: "the table of regions cannot be read",
        allowed: "a readable file")
    }
    var regions: [ProximityRegion] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("id,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let axes = fields.dropFirst(2).prefix(3).compactMap(Double.init)
      guard fields.count == 7, axes.count == 3, axes.allSatisfy({ $0 > 0 && $0.isFinite }),
        let confidence = Confidence(rawValue: fields[6])
      else {
        throw InputErrors(
          file: url.path, line: index + 1, what: "not a row of the table of regions",
          allowed: "seven columns with semi-axes above zero")
      }
      regions.append(
        ProximityRegion(
          id: fields[0], name: fields[1], semiAxes: SIMD3(axes[0], axes[1], axes[2]),
          sources: fields[5].split(separator: " ").map(String.init), confidence: confidence))
    }
    return regions
  }
}
