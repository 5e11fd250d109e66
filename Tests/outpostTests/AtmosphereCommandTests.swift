import Exchange
import Foundation
import Testing

@Suite struct AtmosphereCommandTests {
  static let place = [
    "atmosphere", "--epoch", "2001-06-21T08:03:20Z", "--latitude", "60", "--longitude", "-70",
    "--altitude", "400",
  ]

  /// The first case of the model's own test: day 172, 29,000 s.
  @Test func theDocumentHasTheDensityAndTheGases() throws {
    let answer = try CommandLineTests.run(
      Self.place + [
        "--f107", "150", "--f107a", "150", "--ap", "4", "--local-solar-time", "16", "--json",
      ])
    #expect(answer.status == 0)
    #expect(answer.lines.isEmpty)
    let document = try JSONValue.parse(answer.output, file: "output")
    #expect(abs((document["densityKgPerM3"]?.double ?? 0) / 4.074714e-12 - 1) < 2e-7)
    #expect(abs((document["temperatureK"]?.double ?? 0) / 1241.416 - 1) < 4e-7)
    #expect(abs((document["exosphericTemperatureK"]?.double ?? 0) / 1250.540 - 1) < 4e-7)
    #expect(
      abs((document["numberDensitiesPerM3"]?["o"]?.double ?? 0) / 1.138806e14 - 1) < 4e-7)
    #expect(document["spaceWeather"] == .null)
    #expect(document["resultDigest"]?.text?.count == 64)
  }

  @Test func sevenIndicesAndTheTable() throws {
    let seven = try CommandLineTests.run(
      Self.place + [
        "--f107", "150", "--f107a", "150", "--ap", "100,100,100,100,100,100,100",
        "--local-solar-time", "16", "--json",
      ])
    let document = try JSONValue.parse(seven.output, file: "output")
    #expect(abs((document["densityKgPerM3"]?.double ?? 0) / 5.881940e-12 - 1) < 2e-7)
    let table = try CommandLineTests.run(Self.place + ["--json"])
    #expect(table.status == 0)
    let read = try JSONValue.parse(table.output, file: "output")
    #expect(read["spaceWeather"]?["kind"]?.text == "measured")
    #expect(read["ap"]?.items.count == 7)
    #expect((read["f107"]?.double ?? 0) > 100)
    let people = try CommandLineTests.run(Self.place)
    #expect(people.output.contains("kg/m3"))
  }

  /// The last second of a year that had 366 days and a leap second.
  @Test func aLeapSecondHasAir() throws {
    let answer = try CommandLineTests.run([
      "atmosphere", "--epoch", "2016-12-31T23:59:60Z", "--latitude", "0", "--longitude", "0",
      "--altitude", "400", "--json",
    ])
    #expect(answer.status == 0 && answer.lines.isEmpty, "\(answer.lines)")
    #expect(answer.output.contains("\"epochUtc\": \"2016-12-31T23:59:60.000Z\""))
  }

  @Test(arguments: [
    ["--ap", "1,2"], ["--ap", "x"], ["--ap", "401"], ["--ap", "-1"], ["--f107", "nan"],
    ["--f107", "5"], ["--f107a", "1e9"], ["--local-solar-time", "25"],
    ["--local-solar-time", "-1"], ["--latitude", "91"], ["--longitude", "inf"],
    ["--altitude", "-1"], ["--altitude", "10001"], ["--epoch", "yesterday"],
    ["--epoch", "1990-01-01"], ["--nonsense"],
  ])
  func whatIsOutOfRangeIsRefusedInOneLine(_ extra: [String]) throws {
    var arguments = Self.place
    if let place = arguments.firstIndex(of: extra[0]) {
      arguments[place + 1] = extra[1]
    } else {
      arguments += extra
    }
    let answer = try CommandLineTests.run(arguments)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.lines.count == 1)
    #expect(answer.lines.first?.hasPrefix("outpost: error: ") == true)
    #expect(answer.lines.first?.contains("; allowed: ") == true)
  }
}
