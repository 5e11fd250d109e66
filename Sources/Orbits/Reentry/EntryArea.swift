import Foundation
import SpaceEnvironment

/// A part of the sea into which objects are brought down.
public struct EntryArea: Sendable, Hashable {
  /// For machines.
  public let id: String
  /// For people.
  public let name: String
  /// Its middle.
  public let centre: ControlledEntry.Place

  /// Reads the table with columns `id,name,latitude_deg,longitude_deg,source`.
  ///
  /// - Throws: `EnvironmentError` for a file that cannot be read or is not such a table.
  public static func read(tableAt url: URL) throws(EnvironmentError) -> [EntryArea] {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var areas: [EntryArea] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("id,") {
      let fields = line.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false)
      guard fields.count == 5, let latitude = Double(fields[2]), let longitude = Double(fields[3]),
        abs(latitude) <= 90, abs(longitude) <= 180
      else {
        throw .malformed(path: url.path, line: index + 1, what: "not a row of an area")
      }
      let degree = Double.pi / 180
      areas.append(
        EntryArea(
          id: String(fields[0]), name: String(fields[1]),
          centre: ControlledEntry.Place(
            latitude: latitude * degree, longitude: longitude * degree)))
    }
    guard !areas.isEmpty else {
      throw .malformed(path: url.path, line: 0, what: "no area is listed")
    }
    return areas
  }
}
