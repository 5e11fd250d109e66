import Foundation
import Kinematics
import TestSupport
import Testing

@Suite struct DataFolderTests {
  private let dates = { (days: Int) -> CoverageDates in
    CoverageDates(
      first: .j2000, measuredTo: .j2000 + Double(days) * 86_400,
      predictedTo: .j2000 + Double(days) * 86_400)
  }

  @Test func theUsersFolderFollowsXDG() {
    #expect(
      DataFolder.user(environment: ["XDG_DATA_HOME": "/data", "HOME": "/home/a"])?.path
        == "/data/outpost")
    #expect(
      DataFolder.user(environment: ["HOME": "/home/a"])?.path == "/home/a/.local/share/outpost")
    #expect(DataFolder.user(environment: ["XDG_DATA_HOME": "relative"]) == nil)
    #expect(DataFolder.user(environment: [:]) == nil)
  }

  @Test func theUsersFilesComeFirstUnlessAFolderIsNamed() throws {
    let root = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: root) }
    let carried = root.appendingPathComponent("Data")
    let user = root.appendingPathComponent("outpost")
    for folder in [carried, user] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let table = DataFolder.Table.leapSeconds
    let files = [
      user.appendingPathComponent(table.publishedName),
      carried.appendingPathComponent(table.carriedName),
    ]
    for file in files { try Data("x".utf8).write(to: file) }
    let environment = ["XDG_DATA_HOME": root.path]
    #expect(
      DataFolder.places(of: table, carriedIn: carried, environment: environment).map(\.path)
        == files.map(\.path))
    #expect(
      DataFolder.places(
        of: table, carriedIn: carried,
        environment: environment.merging(["OUTPOST_DATA": carried.path]) { $1 }
      ).map(\.path) == [files[1].path])
    #expect(
      DataFolder.places(of: .spaceWeather, carriedIn: carried, environment: environment).isEmpty)
  }

  @Test func coverageIsOrdered() {
    let known = dates(10)
    #expect(known.coverage(at: .j2000 - 1) == .beyond)
    #expect(known.coverage(from: .j2000, to: .j2000 + 86_400) == .measured)
    #expect(known.coverage(from: .j2000, to: .j2000 + 11 * 86_400) == .beyond)
    #expect(Coverage.measured < .predicted && Coverage.predicted < .beyond)
  }
}
