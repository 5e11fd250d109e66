import Foundation
import Kinematics
import TestSupport
import Testing

@Suite struct LeapSecondsTests {
  static let list = "environment/leap-seconds.list"

  private func carried() throws -> LeapSeconds {
    try LeapSeconds(tableAt: DataFolder.locate().appendingPathComponent("leap-seconds.csv"))
  }

  private func same(_ a: LeapSeconds, _ b: LeapSeconds) -> Bool {
    a.changes.map(\.epoch) == b.changes.map(\.epoch)
      && a.changes.map(\.taiMinusUTC) == b.changes.map(\.taiMinusUTC)
  }

  @Test func theCarriedTableIsThatOfERFA() throws {
    let table = try carried()
    #expect(table.changes.count == 28)
    #expect(table.changes.last?.taiMinusUTC == 37)
    #expect(same(table, .erfa))
    #expect(LeapSeconds.erfa.expires > (try Epoch(utc: "2022-01-01")))
    #expect(table.source == "IERS Bulletin C 72 of July 2026, table Leap_Second.dat")
  }

  @Test(.enabled(if: ReferenceData.has(list)))
  func readsTheListOfTheIERS() throws {
    let table = try LeapSeconds(tableAt: ReferenceData.folder.appendingPathComponent(Self.list))
    #expect(same(table, .erfa))
    #expect(table.expires.iso8601(digits: 0) == "2020-12-28T00:00:00Z")
    #expect(table.source == "IERS leap-seconds.list, updated 2016-07-08")
  }

  @Test func afterItsExpiryItIsBeyond() throws {
    let table = try carried()
    #expect(table.coverage.coverage(at: try Epoch(utc: "2027-06-27")) == .measured)
    #expect(table.coverage.coverage(at: try Epoch(utc: "2027-06-29")) == .beyond)
    #expect(table.offset(at: try Epoch(utc: "2030-01-01")) == 37)
    #expect(table.offset(at: try Epoch(utc: "2016-12-31T23:59:60Z")) == 36)
    #expect(table.offset(at: try Epoch(utc: "2017-01-01")) == 37)
  }

  /// A year of days over the leap second at the end of 2016: one of 86,401 s, no drift.
  @Test func aYearOverALeapSecondDoesNotDrift() throws {
    let start = try Epoch(utc: "2016-07-01")
    #expect(try Epoch(utc: "2017-07-01") - start == 365 * 86_400 + 1)
    #expect((start + 365 * 86_400).iso8601(digits: 0) == "2017-06-30T23:59:59Z")
    var midnight = start
    var long = 0
    for _ in 0..<365 {
      let next = midnight + 86_400
      let date = next.iso8601(digits: 9)
      if date.hasSuffix("T23:59:60.000000000Z") {
        long += 1
        midnight = next + 1
      } else {
        #expect(date.hasSuffix("T00:00:00.000000000Z"))
        midnight = next
      }
      #expect(try Epoch(utc: midnight.iso8601(digits: 9)) == midnight)
    }
    #expect(long == 1)
  }

  @Test func brokenTablesAreRefused() throws {
    let good =
      "# a table\n# expires: 1972-12-31\ndate,tai_minus_utc_s\n1972-01-01,10\n1972-07-01,11\n"
    #expect(try LeapSeconds(text: good, named: "good").changes.count == 2)
    for (from, to) in [
      ("1972-01-01,10", "1973-01-01,10"), ("1972-07-01,11", "1972-07-01,13"),
      ("1972-07-01,11", "1971-07-01,11"), ("# expires: 1972-12-31", "#"),
      ("1972-12-31", "1972-02-01"), ("1972-12-31", "2027-06-28"),
      ("1972-07-01,11", "1972-07-01,eleven"),
      ("1972-07-01,11", "2272060800 10 11"), ("1972-07-01,11", "99999999999999 11 # 1972"),
      ("1972-12-31", "1972-06-31"), ("1972-01-01,10\n1972-07-01,11", ""),
    ] {
      let text = good.replacingOccurrences(of: from, with: to)
      #expect(throws: KinematicsError.self, "\(to)") {
        try LeapSeconds(text: text, named: "broken")
      }
    }
  }

  /// Epochs end in 2292: a table that is said to be good for longer had an instant beyond them.
  @Test func aTableExpiresInTheSpanOfEpochs() throws {
    let text = try String(
      contentsOf: DataFolder.locate().appendingPathComponent("leap-seconds.csv"), encoding: .utf8)
    let long = text.replacingOccurrences(of: "expires: 2027-06-28", with: "expires: 2199-12-31")
    #expect(
      try LeapSeconds(text: long, named: "long").expires.iso8601(digits: 0)
        == "2199-12-31T00:00:00Z")
    for date in ["2200-01-02", "2427-06-28", "9999-12-31"] {
      let late = text.replacingOccurrences(of: "expires: 2027-06-28", with: "expires: \(date)")
      #expect(throws: KinematicsError.self, "\(date)") {
        try LeapSeconds(text: late, named: "late")
      }
    }
  }
}
