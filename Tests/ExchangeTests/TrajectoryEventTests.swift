import Exchange
import Foundation
import Kinematics
import TestSupport
import Testing

@Suite struct TrajectoryEventTests {
  static let table = [
    "TRAJECTORY EVENT SUMMARY:", "",
    "|       EVENT        |       TIG        | ORB |   DV    |   HA    |   HP    |",
    "|                    |       GMT        |     |   M/S   |   KM    |   KM    |",
    "===========================================",
    " GMT 364 Reboost Preli 364:00:21:00.000             1.6     420.6     410.8",
    "                                                   (5.2)   (227.1)   (221.8)",
    " X-1 Undock            005:12:00:00.500     7       0.0     421.6     413.9",
    " X-2 2-Orbit Docking   006:00:00:00.000             0.0     421.6     413.9",
    " X-3 Relocate          007:00:00:00.000             0.0     421.6     413.9",
    " X-4 Launch            008:00:00:00.000             0.0     421.6     413.9",
    " Debris                009:00:00:00.000             0.4     421.6     413.9",
    " Party                 010:00:00:00.000             0.0     421.6     413.9",
    " No day                399:00:00:00.000             0.0     421.6     413.9",
    " No numbers            010:00:00:00.000             0.0     421.6     here",
  ]

  @Test func readsTheTableAcrossTheYear() throws {
    let start = try Epoch(utc: "2021-12-24T12:00:00Z")
    let events = TrajectoryEvent.events(in: Self.table, from: start)
    #expect(
      events.map(\.kind) == [.burn, .undocking, .docking, .relocation, .launch, .burn, .other])
    #expect(events[0].name == "GMT 364 Reboost Preli")
    #expect(events[0].time == (try Epoch(utc: "2021-12-30T00:21:00Z")))
    #expect(events[0].deltaV == 1.6)
    #expect(events[0].apogeeAltitude == 420_600)
    #expect(events[0].perigeeAltitude == 410_800)
    #expect(events[1].name == "X-1 Undock")
    #expect(events[1].time == (try Epoch(utc: "2022-01-05T12:00:00.5Z")))
  }

  /// Every table of NASA's files: as many events as rows with a time, all within the ephemeris and
  /// the 30 days before it.
  @Test(.enabled(if: ReferenceData.has("oem/ISS_OEM_20240216T185831.xml.xz")))
  func readsTheTablesOfTheStation() throws {
    var count = 0
    for path in ReferenceData.files("oem", where: { $0.hasSuffix(".xz") }) {
      let segment = try OrbitEphemerisMessage.parse(
        try ReferenceData.text(path), file: path
      ).segments[0]
      let events = segment.trajectoryEvents
      let rows = segment.comments.filter {
        $0.split(separator: ":").count == 4 && !$0.contains("=")
      }
      #expect(events.count == rows.count, "\(path)")
      count += events.count
      for event in events {
        #expect(abs(event.time - segment.metadata.start) < 31 * 86_400, "\(path)")
        #expect((400_000...440_000).contains(event.apogeeAltitude), "\(path)")
        #expect(event.kind != .other, "\(path): \(event.name)")
      }
    }
    #expect(count > 30)
  }
}
