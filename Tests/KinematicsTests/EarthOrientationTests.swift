import Foundation
import Kinematics
import TestSupport
import Testing

@Suite struct EarthOrientationTests {
  static let rapid = "environment/finals2000A.all_2026-11.xz"
  static let celestrak = "environment/EOP-All_20260223.csv.xz"

  private func carried() throws -> EarthOrientation {
    try EarthOrientation(
      tableAt: DataFolder.locate().appendingPathComponent("earth-orientation.csv"))
  }

  @Test func saysWhatIsMeasuredPredictedAndBeyond() throws {
    let table = try carried()
    #expect(table.coverage.description == "measured to 2026-10-22, predicted to 2027-10-29")
    let expected: [(String, Coverage)] = [
      ("1997-12-31", .beyond), ("1998-01-01", .measured), ("2026-10-22", .measured),
      ("2026-10-22T00:00:01Z", .predicted), ("2027-10-29", .predicted), ("2028-01-01", .beyond),
    ]
    for (date, coverage) in expected {
      #expect(table.parameters(at: try Epoch(utc: date)).coverage == coverage)
    }
    let end = try Epoch(utc: "2028-01-01")
    #expect(
      table.coverage.sentence(from: try Epoch(utc: "2026-01-01"), to: end)
        == "beyond the table after 2027-10-29: its last values are held "
        + "(measured to 2026-10-22, predicted to 2027-10-29)")
    let last = table.parameters(at: try Epoch(utc: "2027-10-29"))
    #expect(table.parameters(at: end).ut1MinusTAI == last.ut1MinusTAI)
    #expect(table.parameters(at: end).xPole == last.xPole)
  }

  /// One day as four publishers print it. IERS: x 0.137044", y 0.305531", UT1-UTC 0.0429268 s,
  /// dX 0.309 mas, dY -0.176 mas on 2025-01-08.
  @Test func readsTheFormsOfThePublishers() throws {
    let arcsecond = Double.pi / 648_000
    for text in [Self.finals, Self.c04, Self.celestrakCSV, Self.celestrakText, Self.house] {
      let table = try EarthOrientation(text: text, named: "/somewhere/table")
      let values = table.parameters(at: try Epoch(utc: "2025-01-08"))
      #expect(abs(values.ut1MinusTAI - (0.042_926_8 - 37)) < 1e-9)
      #expect(abs(values.xPole / arcsecond - 0.137_044) < 1e-9)
      #expect(abs(values.yPole / arcsecond - 0.305_531) < 1e-9)
      #expect(abs(values.xOffset / arcsecond - 0.000_309) < 1e-9)
      #expect(abs(values.yOffset / arcsecond + 0.000_176) < 1e-9)
      #expect(values.coverage == .measured)
    }
    let predicted = try EarthOrientation(text: Self.celestrakText, named: "EOP-All.txt")
    #expect(predicted.coverage.description == "measured to 2025-01-09, predicted to 2025-01-11")
    #expect(predicted.source == "CelesTrak, EOP-All.txt, measured to 2025-01-09")
  }

  /// The carried table against the series that it is from: rounded to 0.5 µs and 5 µas.
  @Test(.enabled(if: ReferenceData.has(rapid)))
  func theCarriedTableIsTheSeries() throws {
    let table = try carried()
    let series = try EarthOrientation(
      text: ReferenceData.text(Self.rapid), named: "finals2000A.all")
    #expect(series.coverage.measuredTo == table.coverage.measuredTo)
    #expect(series.coverage.predictedTo == table.coverage.predictedTo)
    var epoch = table.coverage.first
    while epoch < table.coverage.predictedTo {
      let a = table.parameters(at: epoch)
      let b = series.parameters(at: epoch)
      #expect(abs(a.ut1MinusTAI - b.ut1MinusTAI) < 1e-6)
      #expect(abs(a.xPole - b.xPole) < 5e-11 && abs(a.yPole - b.yPole) < 5e-11)
      #expect(abs(a.xOffset - b.xOffset) < 5e-11 && abs(a.yOffset - b.yOffset) < 5e-11)
      epoch = epoch + 3.3 * 86_400
    }
  }

  /// Two publishers: CelesTrak takes the series C04, which differs from the rapid service by some
  /// 0.1 mas and 50 µs.
  @Test(.enabled(if: ReferenceData.has(celestrak)))
  func theCarriedTableAgreesWithCelesTrak() throws {
    let table = try carried()
    let other = try EarthOrientation(
      text: ReferenceData.text(Self.celestrak), named: "EOP-All.csv")
    #expect(other.coverage.first.iso8601(digits: 0) == "1972-01-01T00:00:00Z")
    var epoch = table.coverage.first
    while epoch < other.coverage.measuredTo {
      let a = table.parameters(at: epoch)
      let b = other.parameters(at: epoch)
      #expect(abs(a.ut1MinusTAI - b.ut1MinusTAI) < 2e-4)
      #expect(abs(a.xPole - b.xPole) < 5e-9 && abs(a.yPole - b.yPole) < 5e-9)
      epoch = epoch + 10.1 * 86_400
    }
  }

  @Test func brokenTablesAreRefusedWithTheirLine() throws {
    let broken: [(String, String)] = [
      (Self.finals.replacingOccurrences(of: "0.0429268", with: "0.04x9268"), "not a row"),
      (Self.finals.replacingOccurrences(of: "0.0429268", with: "9.0429268"), "no Earth"),
      (Self.finals.replacingOccurrences(of: "60684.00", with: "60683.00"), "do not rise"),
      (Self.c04.replacingOccurrences(of: "0.305531", with: "0.3e5531"), "not a row of 20 C04"),
      (Self.celestrakCSV.replacingOccurrences(of: ",O", with: ""), "not a row of EOP-All"),
      (Self.house.replacingOccurrences(of: "0.0429268", with: "0.9429268"), "leap seconds"),
      ("VERSION 1.1\n", "fewer than four"), ("", "fewer than four"),
    ]
    for (text, words) in broken {
      let error = #expect(throws: KinematicsError.self) {
        try EarthOrientation(text: text, named: "table")
      }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
    for text in [Self.finals, Self.c04, Self.celestrakCSV, Self.celestrakText, Self.house] {
      for length in stride(from: 0, to: text.utf8.count, by: 3) {
        if let table = try? EarthOrientation(text: String(text.prefix(length)), named: "short") {
          #expect(table.coverage.first < table.coverage.predictedTo)
        }
      }
    }
  }
}

// MARK: - Rows as they are published

extension EarthOrientationTests {
  /// Values of the days from 2025-01-07 to 11: UT1-UTC, x, y, dX, dY; only the second day is real.
  private static let days: [(day: Int, ut1: String, x: String, y: String)] = [
    (7, "0.0433000", "0.138500", "0.305000"), (8, "0.0429268", "0.137044", "0.305531"),
    (9, "0.0425000", "0.135500", "0.306100"), (10, "0.0421000", "0.134000", "0.306600"),
    (11, "0.0417000", "0.132500", "0.307100"),
  ]

  private static func line(_ pieces: [(Int, String)]) -> String {
    var characters = [Character](repeating: " ", count: 187)
    for (column, text) in pieces {
      for (index, character) in text.enumerated() { characters[column - 1 + index] = character }
    }
    return String(characters)
  }

  static let finals = days.map { row in
    line([
      (1, "25 1" + (row.day < 10 ? " \(row.day)" : "\(row.day)")), (8, "\(60_675 + row.day).00"),
      (17, "I"), (19, " " + row.x), (38, " " + row.y), (58, "I"), (59, " " + row.ut1), (96, "I"),
      (98, "    0.309"), (117, "   -0.176"),
    ])
  }.joined(separator: "\n")

  static let c04 =
    "# EARTH ORIENTATION PARAMETER (EOP) PRODUCT CENTER\n# EOP (IERS) 20 C04 TIME SERIES\n"
    + days.map { row in
      "2025   1  \(row.day)   0  \(60_675 + row.day).00    \(row.x)    \(row.y)   \(row.ut1)"
        + "    0.000309   -0.000176    0.000000    0.000000   0.0005359    0.000025    0.000025"
    }.joined(separator: "\n")

  static let celestrakCSV =
    "DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE\n"
    + days.map { row in
      "2025-01-\(row.day),\(60_675 + row.day),\(row.x),\(row.y),\(row.ut1),0.0005359,-0.1,-0.01,"
        + "0.000309,-0.000176,37,O"
    }.joined(separator: "\r\n")

  static let celestrakText =
    "VERSION 1.1\n# comment\nNUM_OBSERVED_POINTS 3\nBEGIN OBSERVED\n"
    + days.map { row in
      (row.day == 10 ? "END OBSERVED\nNUM_PREDICTED_POINTS 2\nBEGIN PREDICTED\n" : "")
        + "2025 01 \(row.day) \(60_675 + row.day) \(row.x) \(row.y)  \(row.ut1)  0.0005359 -0.1 "
        + "-0.01  0.000309 -0.000176  37"
    }.joined(separator: "\n") + "\nEND PREDICTED\n"

  static let house =
    "# five days\ndate,ut1_minus_utc_s,x_pole_arcsec,y_pole_arcsec,dx_mas,dy_mas,kind\n"
    + days.map { row in
      "2025-01-" + (row.day < 10 ? "0" : "") + "\(row.day),\(row.ut1),\(row.x),\(row.y)"
        + ",0.309,-0.176,measured"
    }.joined(separator: "\n")
}
