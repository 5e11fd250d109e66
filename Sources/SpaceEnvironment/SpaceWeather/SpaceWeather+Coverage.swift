import Foundation
import Kinematics

extension SpaceWeather {
  /// From when to when the days are measured and predicted (by day or by month).
  public var dates: CoverageDates {
    CoverageDates(
      first: coverage.lowerBound, measuredTo: lastMeasured.start, predictedTo: coverage.upperBound)
  }

  /// The table in use, of the user's and the carried file (`DataFolder`).
  ///
  /// - Parameter folder: the folder `Data` that Outpost carries.
  /// - Throws: what ``init(tableAt:)`` throws for the carried table.
  public static func inUse(carriedIn folder: URL) throws(EnvironmentError) -> SpaceWeather {
    try fileInUse(carriedIn: folder).table
  }

  /// The table in use with the file that it was read from.
  ///
  /// - Throws: as ``inUse(carriedIn:)``.
  public static func fileInUse(
    carriedIn folder: URL
  ) throws(EnvironmentError) -> (table: SpaceWeather, file: URL) {
    try DataFolder.inUse(.spaceWeather, carriedIn: folder, coverage: \.dates) {
      (file: URL) throws(EnvironmentError) in try SpaceWeather(tableAt: file)
    }
  }
}
