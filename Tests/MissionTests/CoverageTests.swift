import Exchange
import Foundation
import Kinematics
import Mission
import StationModel
import Testing

/// What a station file says of the days on which its lists are complete.
@Suite struct CoverageTests {
  /// The note over `crew` in the file names 2022-03-01 to 03-11; on 2022-05-05 people are missing.
  @Test func crewOfTheISSIsCompleteOnSomeDays() throws {
    for (date, isComplete) in [
      ("2001-02-14", true), ("2001-02-15", false), ("2022-03-01", true),
      ("2022-03-11T23:59:59Z", true), ("2022-03-12", false), ("2022-05-05", false),
    ] {
      let station = try Fixtures.iss(date)
      #expect(station.isComplete(.crew) == isComplete, "\(date)")
    }
    let station = try Fixtures.iss("2022-05-05")
    #expect(station.isComplete(.vehicles))
    #expect(
      station.notes == [
        "the crew list of iss is not complete on 2022-05-05; dates under 'complete' in its file"
      ])
    #expect(station.document["coverage"]?["crew"] == .bool(false))
    #expect(station.document["coverage"]?["vehicles"] == .bool(true))
    #expect(try Fixtures.iss("2022-03-11").notes.isEmpty)
  }

  @Test func bothListsAreToldInOneNote() throws {
    let notes = try Fixtures.iss("2015-01-01").notes
    #expect(notes.count == 1)
    #expect(notes.first?.hasPrefix("the crew and vehicle lists of iss are not complete on") == true)
  }

  @Test func aDateBehindTheFileIsNoted() throws {
    let notes = try Fixtures.iss("2030-01-01").notes
    #expect(notes.last?.contains("after the last date that the file of iss") == true)
    #expect(notes.last?.contains("names, 2026-07-01") == true)
  }

  @Test func whatIsNotNamedCountsAsComplete() throws {
    let plan = try Fixtures.station("your-own-station")
    let station = try Assembly(plan, at: Epoch(utc: "2031-06-01"))
    #expect(plan.coverage.isEmpty)
    #expect(station.isComplete(.crew) && station.isComplete(.vehicles))
    #expect(station.notes.isEmpty)
  }

  @Test func theVerdictSaysIt() throws {
    let document = try Fixtures.verdict(of: Fixtures.iss("2022-05-05"), opening: ["J01"]).document
    #expect(document["coverage"]?["crew"] == .bool(false))
    #expect(document["coverage"]?["vehicles"] == .bool(true))
  }
}
