import Foundation

/// The folder of the repository, in which `Data`, `Stations`, `Scenarios`, `Fuzz` and `Tests` lie.
public let repositoryRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
