import Foundation

/// Where the figures of the world lie that Outpost carries: the folder `Data` of the checkout or
/// of the installation.
public enum DataFolder {
  /// The folder, looked for in this order: the environment variable `OUTPOST_DATA`; `Data` beside
  /// or above the executable (a build inside the checkout); `share/outpost/Data` beside the
  /// executable's folder (an installation).
  ///
  /// - Throws: ``KinematicsError/fileUnreadable(path:)`` naming the last place looked at.
  public static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String =
      (try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  ) throws(KinematicsError) -> URL {
    let marker = "earth-orientation.csv"
    func holdsData(_ folder: URL) -> Bool {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent(marker).path)
    }
    if let given = environment["OUTPOST_DATA"] {
      let folder = URL(fileURLWithPath: given)
      guard holdsData(folder) else { throw .fileUnreadable(path: folder.path + "/" + marker) }
      return folder
    }
    var places: [URL] = []
    var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
    places.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/outpost/Data"))
    while folder.path != "/" {
      places.append(folder.appendingPathComponent("Data"))
      folder = folder.deletingLastPathComponent()
    }
    for directory in [#filePath] {
      // Tests run under the test runner, whose executable may lie anywhere: the source tree that
      // was compiled knows where its data is.
      places.append(
        URL(fileURLWithPath: directory).deletingLastPathComponent().deletingLastPathComponent()
          .deletingLastPathComponent().appendingPathComponent("Data"))
    }
    if let found = places.first(where: holdsData) { return found }
    throw .fileUnreadable(path: (places.first?.path ?? "Data") + "/" + marker)
  }
}

extension DataFolder {
  /// A table of the world that has to be kept up to date.
  public enum Table: Sendable, CaseIterable {
    /// UT1-UTC and the pole.
    case earthOrientation
    /// Solar flux and geomagnetic indices.
    case spaceWeather
    /// TAI-UTC.
    case leapSeconds

    /// Its name in the folder `Data` that Outpost carries.
    public var carriedName: String {
      switch self {
      case .earthOrientation: "earth-orientation.csv"
      case .spaceWeather: "space-weather.csv"
      case .leapSeconds: "leap-seconds.csv"
      }
    }

    /// Its name as it is published, and in the user's folder.
    public var publishedName: String {
      switch self {
      case .earthOrientation: "finals2000A.all"
      case .spaceWeather: "SW-All.csv"
      case .leapSeconds: "leap-seconds.list"
      }
    }
  }

  /// The folder of tables that the user has fetched: `outpost` in `XDG_DATA_HOME`, or in
  /// `~/.local/share`; nil where neither is named.
  public static func user(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> URL? {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return URL(fileURLWithPath: data).appendingPathComponent("outpost")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return URL(fileURLWithPath: home).appendingPathComponent(".local/share/outpost")
  }

  /// Where a table may lie: in the user's folder, then in that which Outpost carries; only files
  /// that are there. Where `OUTPOST_DATA` names a folder, that one counts alone.
  public static func places(
    of table: Table, carriedIn folder: URL?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [URL] {
    var places: [URL] = []
    if environment["OUTPOST_DATA"] == nil, let folder = user(environment: environment) {
      places.append(folder.appendingPathComponent(table.publishedName))
    }
    if let folder { places.append(folder.appendingPathComponent(table.carriedName)) }
    return places.filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Of the files of a table the one that is measured for longest, or if they are alike predicted
  /// for longest; the user's where both are the same.
  ///
  /// A file of the user that cannot be read is left aside; `outpost data update` puts only files
  /// there that can.
  ///
  /// - Parameters:
  ///   - table: which one.
  ///   - folder: the folder `Data` that Outpost carries.
  ///   - read: how a file is read.
  ///   - coverage: from when to when a table that is read is known.
  /// - Throws: what `read` throws for the carried file.
  public static func inUse<T, E: Error>(
    _ table: Table, carriedIn folder: URL, coverage: (T) -> CoverageDates,
    read: (URL) throws(E) -> T
  ) throws(E) -> (table: T, file: URL) {
    let carried = folder.appendingPathComponent(table.carriedName)
    let own = try read(carried)
    let known = coverage(own)
    for file in places(of: table, carriedIn: nil) {
      guard let other = try? read(file) else { continue }
      let reach = coverage(other)
      if (reach.measuredTo, reach.predictedTo) >= (known.measuredTo, known.predictedTo) {
        return (other, file)
      }
    }
    return (own, carried)
  }
}
