import Foundation
import Kinematics
import TestSupport
import Testing

/// `outpost data` with a user's folder of its own and no network: what stands in for curl is a
/// script.
@Suite struct DataCommandTests {
  /// A folder with a user's home, a search path and a folder of tables.
  private struct Desk {
    let folder: URL
    var tables: URL { folder.appendingPathComponent("tables") }
    var user: URL { folder.appendingPathComponent("home/outpost") }

    init() throws {
      folder = try temporaryFolder()
      for name in ["tables", "bin", "home"] {
        try FileManager.default.createDirectory(
          at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
      }
      let data = repositoryRoot.appendingPathComponent("Data")
      for (carried, published) in [
        ("earth-orientation.csv", "finals2000A.all"), ("space-weather.csv", "SW-All.csv"),
      ] {
        try FileManager.default.copyItem(
          at: data.appendingPathComponent(carried), to: tables.appendingPathComponent(published))
      }
      // As the IERS writes it: seconds since 1900, here updated 2026-07-01, good to 2030-06-28.
      let known = try LeapSeconds(tableAt: data.appendingPathComponent("leap-seconds.csv"))
      let rows = known.changes.map { change in
        let utc = change.epoch.nanosecondsTAI / 1_000_000_000 - Int64(change.taiMinusUTC)
        return "\(utc + 36_524 * 86_400)\t\(change.taiMinusUTC)\t# day month year\n"
      }
      try ("#$\t3991852800\n#@\t4117824000\n" + rows.joined()).write(
        to: tables.appendingPathComponent("leap-seconds.list"), atomically: true, encoding: .utf8)
    }

    func curl(_ script: String) throws {
      let file = folder.appendingPathComponent("bin/curl")
      try ("#!/bin/sh\n" + script).write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    func run(_ arguments: String...) throws -> CommandLineTests.Answer {
      try CommandLineTests.run(
        ["data"] + arguments,
        environment: [
          "XDG_DATA_HOME": folder.appendingPathComponent("home").path,
          "PATH": folder.appendingPathComponent("bin").path + ":/usr/bin:/bin",
        ])
    }
  }

  @Test func showsWhatIsCarried() throws {
    let answer = try Desk().run("show", "--json")
    #expect(answer.status == 0 && answer.lines.isEmpty)
    for key in ["earthOrientation", "spaceWeather", "leapSeconds", "resultDigest"] {
      #expect(answer.output.contains("\"\(key)\""))
    }
    #expect(answer.output.contains("\"measuredToUtc\": \"2026-10-22T00:00:00Z\""))
  }

  @Test func withoutANetworkItSaysSoInOneLineAndExits3() throws {
    let desk = try Desk()
    try desk.curl("echo 'curl: (6) Could not resolve host' >&2; exit 6\n")
    let answer = try desk.run("update")
    #expect(answer.status == 3)
    #expect(
      answer.lines == [
        "outpost: error: Earth orientation, space weather, leap seconds not updated: no network"
      ])
    #expect(answer.output.contains("measured to 2026-10-22, predicted to 2027-10-29"))
    #expect(try desk.run("update", "--offline").status == 0)
  }

  @Test func fetchesChecksAndUsesTheNewer() throws {
    let desk = try Desk()
    // The arguments end in: --output FILE ADDRESS.
    try desk.curl(
      """
      while [ $# -gt 2 ]; do shift; done
      cp "\(desk.tables.path)/${2##*/}" "$1"
      """)
    let answer = try desk.run("update")
    #expect(answer.status == 0 && answer.lines.isEmpty, "\(answer)")
    #expect(answer.output.contains("Earth orientation: updated"))
    let show = try desk.run("show")
    #expect(show.status == 0)
    #expect(show.output.contains(desk.user.appendingPathComponent("finals2000A.all").path))
    // The list of leap seconds goes further than the carried table, and dates are read by it.
    #expect(show.output.contains("announced to 2030-06-28"))
    #expect(show.output.contains("updated 2026-07-01"))
    #expect(try desk.run("update").output.contains("leap seconds: nothing newer"))
  }

  @Test func aBrokenFileIsRefusedAndTheOldOneStays() throws {
    let desk = try Desk()
    #expect(try desk.run("update", "--from", desk.tables.path).status == 0)
    let list = desk.tables.appendingPathComponent("leap-seconds.list")
    try "2272060800 ten\n".write(to: list, atomically: true, encoding: .utf8)
    let answer = try desk.run("update", "--from", desk.tables.path)
    #expect(answer.status == 2)
    #expect(answer.lines.first?.contains("leap-seconds.list:1: not a row") == true)
    #expect(try desk.run("show").output.contains("announced to 2030-06-28"))
    let left = try FileManager.default.contentsOfDirectory(atPath: desk.user.path).sorted()
    #expect(left == ["SW-All.csv", "finals2000A.all", "leap-seconds.list"])
    #expect(try desk.run("update", "--from", "/nowhere").status == 2)
  }
}
