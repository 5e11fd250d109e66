import Exchange
import Foundation
import Kinematics
import TestSupport
import Testing

@Suite struct TwoLineElementSetTests {
  /// The station on 2021-01-01, from the public catalogue.
  static let lines = [
    "1 25544U 98067A   21001.22196045  .00001488  00000-0  34854-4 0  9992",
    "2 25544  51.6464  88.5894 0001153 173.6665  39.5832 15.49246091262713",
  ]

  @Test func readsColumns() throws {
    let degree = Double.pi / 180
    let set = try TwoLineElementSet.parse(Self.lines[0], Self.lines[1], name: "ISS")
    #expect(set.catalogueNumber == 25544)
    #expect(set.internationalDesignator == "98067A")
    #expect(set.inclination == degree * 51.6464)
    #expect(set.rightAscensionOfAscendingNode == degree * 88.5894)
    #expect(abs(set.eccentricity - 0.0001153) < 1e-18)
    #expect(set.argumentOfPerigee == degree * 173.6665)
    #expect(set.meanAnomaly == degree * 39.5832)
    #expect(abs(set.meanMotion * 86_400 / (2 * .pi) - 15.49246091) < 1e-14)
    #expect(set.dragTerm == 0.34854e-4)
    #expect(set.elementSetNumber == 999)
    #expect(set.revolutionNumber == 26271)
    // 0.22196045 d = 19177.38288 s.
    let midnight = try Epoch(utc: "2021-01-01")
    #expect(abs((set.epoch - midnight) - 19_177.382_88) < 1e-8)
    // Half of the mean motion's rate: 1.488e-5 rev/d².
    let rate = set.halfMeanMotionRate * 86_400 * 86_400 / (2 * .pi)
    #expect(abs(rate - 1.488e-5) < 1e-18)
  }

  @Test func readsFilesWithAndWithoutNames() throws {
    let two = Self.lines.joined(separator: "\n")
    for text in [
      two, "\u{FEFF}# comment\n\n\(two)\n\n", "ISS (ZARYA)\n\(two)\n0 ISS (ZARYA)  \n\(two)",
      two.replacingOccurrences(of: "\n", with: "   \r\n"),
    ] {
      let sets = try TwoLineElementSet.parse(text, file: "a.tle")
      #expect(sets.count == (text.contains("ZARYA") ? 2 : 1))
      #expect(sets.allSatisfy { $0.name == (text.contains("ZARYA") ? "ISS (ZARYA)" : nil) })
    }
  }

  private func withChecksum(_ line: String) -> String {
    let body = String(line.prefix(68))
    let sum = body.reduce(0) { $0 + ($1.wholeNumberValue ?? ($1 == "-" ? 1 : 0)) }
    return body + String(sum % 10)
  }

  /// Alpha-5 numbers, as Space-Track defines them: A0000 is 100000, J2931 182931, Z9999 339999.
  @Test(arguments: [("A0000", 100_000), ("J2931", 182_931), ("Z9999", 339_999), ("00005", 5)])
  func readsLargeCatalogueNumbers(_ word: String, _ number: Int) throws {
    let lines = Self.lines.map { withChecksum($0.replacingOccurrences(of: "25544", with: word)) }
    #expect(try TwoLineElementSet.parse(lines[0], lines[1]).catalogueNumber == number)
  }

  @Test(
    arguments: [
      (0, "25544U", "I5544U", "catalogue"), (0, "25544U", "25545U", "different"),
      (0, "25544U", "25544X", "classification"), (0, "21001.22196045", "21367.22196045", "epoch"),
      (0, "21001.22196045", "60001.22196045", "epoch"), (0, " 34854-4", " 3485a-4", "B*"),
      (0, " .00001488", " .0000148x", "rate"), (1, " 51.6464", "181.6464", "inclination"),
      (1, "0001153", "00 1153", "eccentricity"), (1, " 88.5894", "-88.5894", "node"),
      (1, "15.49246091", "00.00000000", "mean motion"), (1, "15.49246091", "1e9       1", "motion"),
    ] as [(Int, String, String, String)])
  func refusesWrongColumns(_ line: Int, _ good: String, _ bad: String, _ word: String) throws {
    var lines = Self.lines
    lines[line] = withChecksum(lines[line].replacingOccurrences(of: good, with: bad))
    let text = lines.joined(separator: "\n")
    let errors = #expect(throws: InputErrors.self) {
      try TwoLineElementSet.parse(text, file: "a.tle")
    }
    #expect(errors?.description.contains(word) == true, "\(errors?.description ?? "")")
  }

  @Test func refusesChecksumsLengthsAndHalves() {
    let (one, two) = (Self.lines[0], Self.lines[1])
    for (text, places) in [
      (one.dropLast() + "3\n" + two, [1]), (one.dropLast() + "\n" + two, [1]), (one, [1]),
      (two, [1]), ("ISS\n\n", [1]), (one + "\n" + one + "\n" + two, [1]),
      ("é" + one + "\n" + two, [1, 2]), (one + "\n" + two.dropLast() + "x", [2]),
      ("ISS\nISS\n" + one + "\n" + two, [1]),
    ] as [(String, [Int])] {
      let errors = #expect(throws: InputErrors.self) {
        try TwoLineElementSet.parse(text, file: "a.tle")
      }
      #expect(errors?.errors.map(\.line) == places, "\(text)")
    }
  }

  /// The form of the sets that programs for SGP4 are verified by (Vallado et al. 2006): times behind
  /// line 2, and checksums that need not hold.
  @Test func readsTheFormForVerification() throws {
    let (one, two) = (Self.lines[0].dropLast() + "0", Self.lines[1])
    let sets = try TwoLineElementSet.parse(
      "# comment\n\(one)\n\(two)      0.0   -2880.00  120\n", file: "a.tle")
    #expect(sets.map(\.catalogueNumber) == [25544])
    #expect(sets.map(\.line) == [2])
    for tail in [" 0.0 1", " 0.0 1 x", "0 1 2", " 0 1 2 3"] {
      #expect(throws: InputErrors.self) {
        try TwoLineElementSet.parse("\(Self.lines[0])\n\(two)\(tail)", file: "a.tle")
      }
    }
  }

  @Test func tellsElementSetsFromOtherTexts() {
    let two = Self.lines.joined(separator: "\n")
    for text in [
      two, "ISS\r\n" + two, "\u{FEFF}# a\n\n# b\n0 ISS\n" + two, Self.lines[1], "1 2", "ISS\n1 ",
    ] {
      #expect(TwoLineElementSet.appears(in: text), "\(text)")
    }
    for text in ["", "\n\n", "CCSDS_OEM_VERS = 2.0\nCOMMENT\n1 2 3", "<ndm>\n<oem>\n1 ", "12 3"] {
      #expect(!TwoLineElementSet.appears(in: text))
    }
  }

  @Test(.enabled(if: ReferenceData.has("tle/catalogue_2le_20250419.txt.xz")))
  func readsWholeCatalogues() throws {
    for (name, count) in [
      ("catalogue_2le_20250419", 19_509), ("leo_2le_20250131", 11_418),
      ("debris_cosmos-1408_20250325", 10), ("iss_3le_20210101_20210630", 885),
    ] {
      let sets = try TwoLineElementSet.parse(
        try ReferenceData.text("tle/\(name).txt.xz"), file: name)
      #expect(sets.count == count)
    }
  }
}

@Suite struct ElementTableTests {
  private static let one = "1 25544U 98067A   19342.66077196  .00001338  00000-0  31360-4 0  9993"
  private static let two = "2 25544  51.6436 216.3185 0007395  13.0033  84.0775 15.50097716202328"
  private static let head =
    "OBJECT_NAME,NORAD_CAT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,"
    + "ARG_OF_PERICENTER,MEAN_ANOMALY,BSTAR"
  private static let row =
    "\"ISS (ZARYA), \"\"A\"\"\",25544,2019-12-08T15:51:30.697344,15.50097716,.0007395,51.6436,"
    + "216.3185,13.0033,84.0775,.3136e-4"

  @Test func linesElementsAndPlainSetsAgree() throws {
    let lines =
      "\u{FEFF}\"OBJECT_NAME\",\"TLE_LINE1\",\"TLE_LINE2\"\r\n"
      + "\"ISS (ZARYA)\",\"\(Self.one)\",\"\(Self.two)\"\r\n\r\n"
    let byLines = try #require(TwoLineElementSet.parseHistory(lines, file: "a.csv").first)
    let byElements = try #require(
      TwoLineElementSet.parseHistory("\(Self.head)\n\(Self.row)\n", file: "a.csv").first)
    let plain = try #require(
      TwoLineElementSet.parseHistory("\(Self.one)\n\(Self.two)\n", file: "a.tle").first)
    #expect(byLines.name == "ISS (ZARYA)" && byElements.name == "ISS (ZARYA), \"A\"")
    #expect(byLines.line == 2 && byElements.line == 2)
    for set in [byLines, byElements] {
      #expect(set.catalogueNumber == plain.catalogueNumber)
      #expect(abs(set.epoch - plain.epoch) < 1e-6)
      #expect(abs(set.meanMotion - plain.meanMotion) < 1e-18)
      #expect(abs(set.eccentricity - plain.eccentricity) < 1e-15)
      #expect(set.inclination == plain.inclination)
      #expect(set.rightAscensionOfAscendingNode == plain.rightAscensionOfAscendingNode)
      #expect(set.argumentOfPerigee == plain.argumentOfPerigee)
      #expect(set.meanAnomaly == plain.meanAnomaly)
      #expect(abs(set.dragTerm - plain.dragTerm) < 1e-18)
    }
  }

  @Test(arguments: [
    ("51.6436", "181", "INCLINATION"), (".0007395", "1", "ECCENTRICITY"),
    ("15.50097716", "nan", "MEAN_MOTION"), ("2019-12-08T", "2019-13-08T", "EPOCH"),
    ("84.0775,", "", "fields"), ("25544", "1e99", "NORAD_CAT_ID"),
  ])
  func refusesRows(_ good: String, _ bad: String, _ what: String) throws {
    let wrong = Self.row.replacingOccurrences(of: good, with: bad)
    let text = "\(Self.head)\n\(Self.row)\n\(wrong)\n"
    let errors = #expect(throws: InputErrors.self) {
      try TwoLineElementSet.parseHistory(text, file: "a.csv")
    }
    #expect(errors?.errors.count == 1 && errors?.errors.first?.line == 3)
    #expect(errors?.description.contains(what) == true, "\(errors?.description ?? "")")
  }

  /// A type that is no whole number is not taken as 0.
  @Test(arguments: [("", 0), ("0", 0), ("2.0", 2), ("4.0", 4), ("x", nil), ("2.5", nil)])
  func typesOfEphemeris(_ type: String, _ meant: Int?) {
    let text = "\(Self.head),EPHEMERIS_TYPE\n\(Self.row),\(type)\n"
    let sets = try? TwoLineElementSet.parseHistory(text, file: "a.csv")
    #expect(sets?.first?.ephemerisType == meant)
  }

  @Test func refusesLinesWithWrongChecksums() throws {
    let text = "TLE_LINE1,TLE_LINE2\n\(Self.one.dropLast())4,\(Self.two)\n"
    let errors = #expect(throws: InputErrors.self) {
      try TwoLineElementSet.parseHistory(text, file: "a.csv")
    }
    #expect(errors?.description.contains("checksum") == true)
    // Without the columns it is no table.
    #expect(throws: InputErrors.self) {
      try TwoLineElementSet.parseHistory("NAME,AGE\nX,1\n", file: "a.csv")
    }
  }
}
