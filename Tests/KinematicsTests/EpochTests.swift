import Kinematics
import Testing

@Suite struct EpochTests {
  @Test func readsAndWritesUTC() throws {
    for text in [
      "2022-03-11T12:34:56.789Z", "1972-01-01T00:00:00.000Z", "2016-12-31T23:59:59.999Z",
      "2199-12-31T23:59:59.000Z",
    ] {
      #expect(try Epoch(utc: text).iso8601() == text)
    }
    #expect(try Epoch(utc: "2022-070T12:00:00") == Epoch(utc: "2022-03-11T12:00:00Z"))
    #expect(try Epoch(utc: "2022-03-11") == Epoch(utc: "2022-03-11T00:00:00Z"))
  }

  /// The leap second at the end of 2016: TAI-UTC steps from 36 to 37 s (IERS Bulletin C 52).
  @Test func leapSecond() throws {
    let before = try Epoch(utc: "2016-12-31T23:59:59Z")
    let after = try Epoch(utc: "2017-01-01T00:00:00Z")
    #expect(after - before == 2)
    #expect((before + 1).iso8601(digits: 0) == "2016-12-31T23:59:60Z")
    #expect(try Epoch(utc: "2016-12-31T23:59:60Z") == before + 1)
    #expect(throws: KinematicsError.self) { try Epoch(utc: "2015-12-31T23:59:60Z") }
  }

  /// J2000.0 is noon TT; TAI-UTC was 32 s and TT-TAI is 32.184 s.
  @Test func j2000() throws {
    #expect(try Epoch(utc: "2000-01-01T11:58:55.816Z") == .j2000)
    #expect(JulianDate<TT>(.j2000) == JulianDate(day: 2_451_544.5, fraction: 0.5))
  }

  @Test func sumsAreExactAndSaturate() throws {
    var epoch = try Epoch(utc: "2024-01-01")
    let start = epoch
    for _ in 0..<100_000 { epoch = epoch + 0.1 }
    #expect(epoch - start == 10_000)
    #expect((epoch + 1e300) > epoch)
    #expect((epoch + .nan) == epoch)
  }

  @Test(arguments: [
    "", "2022", "2022-13-01", "2022-02-30", "2022-03-11T25:00:00Z", "2022-03-11T12:60:00Z",
    "2022-3-11", "２０２２-03-11", "2022-366", "1066-10-14", "2500-01-01", "2022-03-11T12:00:00.Z",
    "2022-03-11T1:2:3", "2022-03-11T12:00:00.0.0Z", "nan", "2022-03-11T12:00:00+01:00",
  ])
  func refusesWhatIsNoDate(_ text: String) {
    #expect(throws: KinematicsError.self) { try Epoch(utc: text) }
  }
}
