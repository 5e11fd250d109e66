import Foundation
import Kinematics
import SpaceEnvironment
import TestSupport
import Testing

@Suite struct SpaceWeatherTests {
  static let carried = Result {
    try SpaceWeather(tableAt: DataFolder.locate().appendingPathComponent("space-weather.csv"))
  }

  /// The figures of CelesTrak's table for 2026-02-20 to 23 and the days before.
  @Test func theReadingIsThatOfTheDayBeforeAndOfTheLast57Hours() throws {
    let weather = try Self.carried.get()
    // The fifth span of 2026-02-23: 12 to 15 h.
    let reading = weather.reading(at: try Epoch(utc: "2026-02-23T13:00:00Z"))
    #expect(reading.kind == .measured)
    #expect(reading.solarFlux == 110.1)  // of 2026-02-22
    #expect(reading.averageSolarFlux == 135.1)
    #expect(reading.dailyIndex == 23)
    #expect(reading.indices.daily == 23)
    // 18 48 15 22 18 of the day; then 56 27 22 32 27 48 39 27 of the day before, and so on.
    #expect(Array(reading.indices.past.prefix(4)) == [18, 22, 15, 48])
    let old: [Double] = [18, 56, 27, 22, 32, 27, 48, 39]
    let older: [Double] = [27, 32, 12, 5, 4, 6, 12, 18]
    #expect(reading.indices.past[4] == old.reduce(0, +) / 8)
    #expect(reading.indices.past[5] == older.reduce(0, +) / 8)
  }

  @Test func measuredPredictedForecastAndBeyond() throws {
    let weather = try Self.carried.get()
    #expect(
      weather.coverageInWords
        == "measured 1998-01-01 to 2026-02-23, predicted by day to 2026-04-09, "
        + "forecast by month to 2041-10-01")
    #expect(weather.coverage.lowerBound == (try Epoch(utc: "1998-01-01")))
    #expect(weather.coverage.upperBound == (try Epoch(utc: "2041-10-02")))
    #expect(weather.source.contains("CelesTrak"))
    for (date, kind) in [
      ("1997-12-31", SpaceWeather.Kind.beyond), ("1998-01-01T12:00:00Z", .beyond),
      ("1998-01-04", .measured), ("2026-02-23T23:59:59Z", .measured),
      ("2026-02-24", .predicted), ("2026-04-09", .predicted), ("2026-04-10", .forecast),
      ("2041-10-01", .forecast), ("2041-10-02", .beyond), ("2150-01-01", .beyond),
    ] {
      #expect(weather.reading(at: try Epoch(utc: date)).kind == kind, "\(date)")
    }
    // Half way between the forecasts of May and June 2026, 31 days apart.
    let between = weather.reading(at: try Epoch(utc: "2026-05-17"))
    #expect(abs(between.averageSolarFlux - (128.3 + (127.7 - 128.3) * 16 / 31)) < 1e-9)
    // The mean Ap of all measured days.
    #expect(abs(between.dailyIndex - 10.232) < 1e-3)
    #expect(between.indices.past.allSatisfy { $0 == between.dailyIndex })
    let held = weather.reading(at: try Epoch(utc: "2150-01-01"))
    #expect(held.solarFlux == 69.8)
  }

  /// The same days as CelesTrak has them in its CSV, in its columns, and in ours.
  static let header =
    "DATE,BSRN,ND,KP1,KP2,KP3,KP4,KP5,KP6,KP7,KP8,KP_SUM,AP1,AP2,AP3,AP4,AP5,AP6,AP7,AP8,AP_AVG,CP,C9,"
    + "ISN,F10.7_OBS,F10.7_ADJ,F10.7_DATA_TYPE,F10.7_OBS_CENTER81,F10.7_OBS_LAST81,"
    + "F10.7_ADJ_CENTER81,F10.7_ADJ_LAST81"

  static func commaSeparated(_ days: ClosedRange<Int>, kind: String = "OBS") -> String {
    days.map {
      "2024-01-\($0 < 10 ? "0" : "")\($0),2567,1,7,7,3,3,7,3,3,3,37,3,3,2,2,3,2,2,2,2,0.1,1,52,"
        + "148.7,144.2,\(kind),161.5,160.4,155.9,155.0"
    }.joined(separator: "\n")
  }

  static func columns(_ days: ClosedRange<Int>) -> String {
    days.map {
      "2024 01 \($0 < 10 ? "0" : "")\($0) 2567  1  7  7  3  3  7  3  3  3  37   3   3   2   2   3"
        + "   2   2   2   2 0.1 1  52 144.2 0 155.9 155.0 148.7 161.5 160.4"
    }.joined(separator: "\n")
  }

  static let monthly =
    "2024 02 01 2568  1" + String(repeating: " ", count: 70)
    + "  10  70.0    69.2  70.5  69.8  68.8  69.0"

  @Test func theFormatsSayTheSame() throws {
    let csv = try SpaceWeather(
      text: Self.header + "\r\n" + Self.commaSeparated(1...5) + "\r\n", named: "SW-All.csv")
    let text = """
      DATATYPE CssiSpaceWeather
      VERSION 1.2
      UPDATED 2024 Jan 05 00:00:00 UTC
      # a comment

      NUM_OBSERVED_POINTS 4
      BEGIN OBSERVED
      \(Self.columns(1...4))
      END OBSERVED
      NUM_DAILY_PREDICTED_POINTS 1
      BEGIN DAILY_PREDICTED
      \(Self.columns(5...5))
      END DAILY_PREDICTED
      NUM_MONTHLY_PREDICTED_POINTS 1
      BEGIN MONTHLY_PREDICTED
      \(Self.monthly)
      END MONTHLY_PREDICTED
      """
    let columns = try SpaceWeather(text: text, named: "SW-All.txt")
    let epoch = try Epoch(utc: "2024-01-04T10:00:00Z")
    let reading = csv.reading(at: epoch)
    #expect(reading == columns.reading(at: epoch))
    #expect(reading.solarFlux == 148.7 && reading.averageSolarFlux == 161.5)
    #expect(reading.indices.past == [2, 2, 3, 3, 2.375, 2.375])
    #expect(
      columns.coverageInWords
        == "measured 2024-01-01 to 2024-01-04, predicted by day to 2024-01-05, "
        + "forecast by month to 2024-02-01")
    #expect(columns.source == "CelesTrak, SW-All.txt")
    #expect(columns.reading(at: try Epoch(utc: "2024-02-01")).averageSolarFlux == 68.8)
  }

  @Test(.enabled(if: ReferenceData.has("environment/SW-All_20260223.csv.xz")))
  func theCarriedTableIsThatOfCelesTrak() throws {
    let whole = try SpaceWeather(
      text: ReferenceData.text("environment/SW-All_20260223.csv.xz"), named: "SW-All.csv")
    let carried = try Self.carried.get()
    #expect(whole.coverageInWords.hasPrefix("measured 1957-10-01 to 2026-02-23"))
    for (date, step) in [("1998-01-05", 37.3), ("2026-02-20", 0.3), ("2030-01-01", 11)] {
      let start = try Epoch(utc: date)
      for index in 0..<270 {
        let epoch = start + 86_400 * step * Double(index)
        let ours = carried.reading(at: epoch)
        let theirs = whole.reading(at: epoch)
        #expect(ours.solarFlux == theirs.solarFlux)
        #expect(ours.averageSolarFlux == theirs.averageSolarFlux)
        // The mean Ap of a forecast is that of each table's own days.
        #expect(ours.indices == theirs.indices || ours.kind >= .forecast)
      }
    }
  }

  @Test func hostileTablesAreRefusedWithTheirLine() throws {
    let good = Self.header + "\n" + Self.commaSeparated(1...5)
    func own(_ row: String) -> String {
      "# source\ndate,ap,daily_ap,f107,f107_mean81,kind\n" + row
    }
    for (text, words) in [
      ("", "no table"), ("hello", "t:1: no table"), (own(""), "fewer than four"),
      (Self.header, "fewer than four"), (good + "\nx", "t:7: not a row"),
      (good + "\n" + Self.commaSeparated(5...5), "t:7: dates do not rise"),
      (good + "\n" + Self.commaSeparated(8...8), "t:7: no row for 2024-01-06"),
      (good + "\n" + Self.commaSeparated(6...6, kind: "GUESS"), "t:7: F10.7_DATA_TYPE"),
      (good.replacingOccurrences(of: "148.7", with: "1e9"), "t:2: F10.7"),
      (good.replacingOccurrences(of: "148.7", with: "nan"), "t:2: F10.7"),
      (
        good.replacingOccurrences(of: ",3,3,2,2,3,2,2,2,2,", with: ",3,3,2,2,3,2,2,999,2,"),
        "t:2: ap"
      ),
      (good.replacingOccurrences(of: "AP8", with: "AP9"), "t:1: no column AP8"),
      (own("2024-02-30,1 1 1 1 1 1 1 1,1,100,100,measured"), "t:3: not a row"),
      (own("2024-02-03,1 1 1 1 1 1 1,1,100,100,measured"), "t:3: not eight ap"),
      (own("2024-02-03,1 1 1 1 1 1 1 1,1,100,100,perhaps"), "t:3: kind"),
      (own("2024-02-03,,,100,100,forecast"), "fewer than four"),
      (
        own(
          "2024-02-03,,,100,100,forecast\n2024-02-04,1 1 1 1 1 1 1 1,1,100,100,measured"),
        "t:4: a day that is better known"
      ),
      (
        own("2024-02-03,,,100,100,forecast\n2024-04-03,,,100,100,forecast"),
        "nothing but a monthly forecast"
      ),
      (
        good + "\n"
          + Self.commaSeparated(6...6, kind: "PRM").replacingOccurrences(
            of: "2024", with: "2026"), "more than 100 days"
      ),
      ("DATATYPE CssiSpaceWeather\nnonsense", "t:2: neither a section"),
      ("DATATYPE CssiSpaceWeather\nBEGIN OBSERVED\n2024 01 01 2567", "t:3: not a row of 130"),
    ] {
      let error = #expect(throws: EnvironmentError.self, "\(words)") {
        try SpaceWeather(text: text, named: "t")
      }
      #expect(error?.description.contains(words) == true, "\(words): \(error?.description ?? "")")
    }
    #expect(throws: EnvironmentError.fileUnreadable(path: "/nowhere.csv")) {
      try SpaceWeather(tableAt: URL(fileURLWithPath: "/nowhere.csv"))
    }
  }

  @Test func theAtmosphereTakesWhatIsGivenAndTheTableForTheRest() throws {
    let model = try NRLMSISE00Tests.model.get()
    let weather = try Self.carried.get()
    let epoch = try Epoch(utc: "2024-05-11T03:00:00Z")
    let table = try AtmosphereNRLMSISE00(model: model, weather: weather).conditions(at: epoch)
    #expect(table.dayOfYear == 132)
    #expect(table.solarFlux > 200)
    guard case .threeHourly(let indices) = table.activity else {
      Issue.record("not three-hourly")
      return
    }
    #expect(indices.past[0] > 200)
    let part = try AtmosphereNRLMSISE00(
      model: model, weather: weather, solarFlux: 100, mode: .daily)
    #expect(part.conditions(at: epoch).solarFlux == 100)
    #expect(part.conditions(at: epoch).averageSolarFlux == 100)
    #expect(part.conditions(at: epoch).activity == .daily(indices.daily))
    #expect(part.nextChange(after: epoch) == (try Epoch(utc: "2024-05-12")))
    let common = try AtmosphereNRLMSISE00(model: model, constantFlux: 150, dailyIndex: 15)
    #expect(common.kind(at: epoch) == .measured)
    #expect(
      common.source == "NRLMSISE-00, F10.7 150.0, mean F10.7 150.0, daily Ap 15.0")
    let whole = try AtmosphereNRLMSISE00(model: model, weather: weather)
    #expect(whole.nextChange(after: epoch) == (try Epoch(utc: "2024-05-11T06:00:00Z")))
    #expect(whole.nextChange(after: epoch - 1) == epoch)
    #expect(whole.source.hasPrefix("NRLMSISE-00, space weather of the date (three-hourly ap)"))
    // Twice the density of a quiet day: the storm is there.
    let place = (latitude: 0.5, longitude: 1.0, altitude: 420e3)
    let storm = whole.density(
      latitude: place.latitude, longitude: place.longitude, altitude: place.altitude,
      epoch: epoch, sunDirectionEarthFixed: SIMD3(1, 0, 0))
    let quiet = whole.density(
      latitude: place.latitude, longitude: place.longitude, altitude: place.altitude,
      epoch: epoch - 3 * 86_400, sunDirectionEarthFixed: SIMD3(1, 0, 0))
    #expect(storm > 1.8 * quiet)
    #expect(
      whole.density(
        latitude: .nan, longitude: 0, altitude: 4e5, epoch: epoch,
        sunDirectionEarthFixed: SIMD3(1, 0, 0)
      ).isNaN)
    #expect(throws: EnvironmentError.self) {
      try AtmosphereNRLMSISE00(model: model, solarFlux: 150)
    }
    #expect(throws: EnvironmentError.self) {
      try AtmosphereNRLMSISE00(model: model, constantFlux: 15, dailyIndex: 15)
    }
  }

  /// A batch has the densities of single calls, in all heights and modes, and whatever its length.
  @Test func aBatchHasTheDensitiesOfSingleCalls() throws {
    let model = try NRLMSISE00Tests.model.get()
    let storm = try AtmosphereConditions(
      dayOfYear: 132, solarFlux: 220, averageSolarFlux: 170,
      activity: .threeHourly(ThreeHourlyIndices([200, 300, 207, 111, 80, 50, 20])))
    let quiet = try AtmosphereConditions(
      dayOfYear: 300, solarFlux: 70, averageSolarFlux: 72, activity: .daily(3))
    for day in [storm, quiet] {
      for lowest in [0.0, 80e3, 350e3] {
        for count in [0, 1, 7, 8, 21] {
          let points = try (0..<count).map { index -> AtmospherePoint in
            let x = Double(index)
            return try AtmospherePoint(
              latitude: sin(x) * .pi / 2, longitude: 3 * cos(2 * x),
              altitude: lowest + 40e3 * x, secondOfDay: 4000 * x)
          }
          let batch = model.effectiveMassDensities(at: points, under: day)
          #expect(batch.count == count)
          for (point, density) in zip(points, batch) {
            let single = model.state(at: point, under: day).effectiveMassDensity
            #expect(abs(density / single - 1) < 1e-12)
          }
        }
      }
    }
  }
}
