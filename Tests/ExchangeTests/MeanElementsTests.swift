import Exchange
import Foundation
import Kinematics
import TestSupport
import Testing

@Suite struct MeanElementsTests {
  static let lines = TwoLineElementSetTests.lines

  /// What a set holds survives the way through an OMM in both forms, to the last column.
  @Test(arguments: [
    lines,
    // Negative rates, an exponent of a positive power, a number of six digits, no designator.
    [
      "1 A0001C          24366.99999999 -.00218213  12345+1 -11606-4 0  9993",
      "2 A0001 179.9999   0.0000 9999999 359.9999   0.0001  1.00273272    15",
    ],
  ])
  func elementSetsSurviveTheMessage(_ pair: [String]) throws {
    let pair = pair.map { Self.withChecksum($0) }
    let set = try TwoLineElementSet.parse(pair[0], pair[1], name: "A B")
    let own = try set.lines()
    #expect([own.0, own.1] == pair)
    let message = set.meanElements()
    for text in [message.keyValueText(), message.xmlText()] {
      let again = try #require(try OrbitMeanElementsMessage.parse(text, file: "a").first)
      #expect(again == message)
      let back = try TwoLineElementSet(again)
      let (one, two) = try back.lines()
      #expect([one, two] == pair)
      #expect(back.name == "A B")
      #expect(back.inclination == set.inclination)
      #expect(back.meanMotion == set.meanMotion)
      #expect(back.dragTerm == set.dragTerm)
    }
  }

  private static func withChecksum(_ line: String) -> String {
    let body = String(line.prefix(68))
    let sum = body.reduce(0) { $0 + ($1.wholeNumberValue ?? ($1 == "-" ? 1 : 0)) }
    return body + String(sum % 10)
  }

  @Test func writesNumbersAsTheyWereRead() throws {
    let set = try TwoLineElementSet.parse(Self.lines[0], Self.lines[1], name: "ISS")
    let text = set.meanElements().keyValueText()
    for line in [
      "OBJECT_NAME = ISS", "OBJECT_ID = 1998-067A", "MEAN_MOTION = 15.49246091",
      "ECCENTRICITY = 0.0001153", "INCLINATION = 51.6464", "RA_OF_ASC_NODE = 88.5894",
      "NORAD_CAT_ID = 25544", "BSTAR = 3.4854e-05", "MEAN_MOTION_DOT = 1.488e-05",
      "EPOCH = 2021-01-01T05:19:37.382880", "REV_AT_EPOCH = 26271",
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
  }

  @Test func refusesWhatTheColumnsCannotHold() throws {
    let set = try TwoLineElementSet.parse(Self.lines[0], Self.lines[1], name: "ISS")
    func refuses(_ change: (inout TwoLineElementSet) -> Void) {
      var other = set
      change(&other)
      #expect(throws: ExchangeError.self) { try other.lines() }
    }
    refuses { $0.catalogueNumber = 340_000 }
    refuses { $0.internationalDesignator = "1998-067AA" }
    refuses { $0.halfMeanMotionRate = 1 }
    refuses { $0.dragTerm = 1e12 }
    refuses { $0.eccentricity = .nan }
    refuses { $0.meanMotion = 1 }
    refuses { $0.epoch = $0.epoch + 40 * 365.25 * 86_400 }
    var message = set.meanElements()
    message.theory = "DSST"
    #expect(throws: ExchangeError.self) { try TwoLineElementSet(message) }
    message = set.meanElements()
    message.object.frame = CCSDSFrame("GCRF")
    #expect(throws: ExchangeError.self) { try TwoLineElementSet(message) }
    message = set.meanElements()
    message.catalogue = nil
    #expect(throws: ExchangeError.self) { try TwoLineElementSet(message) }
    message = set.meanElements()
    message.object.centerName = "MARS"
    #expect(throws: ExchangeError.self) { try TwoLineElementSet(message) }
    message = set.meanElements()
    message.catalogue?.ephemerisType = 4
    #expect(throws: ExchangeError.self) { try TwoLineElementSet(message) }
    message = set.meanElements()
    message.catalogue?.dragTerm = nil
    message.catalogue?.ballisticTerm = 0.02
    #expect(throws: ExchangeError.self) { try TwoLineElementSet(message) }
  }

  /// Sets for SGP4-XP have the form of those for SGP4, and other drag terms in their columns.
  @Test func setsForAnotherTheoryAreNotTaken() throws {
    var first = Array(Self.lines[0])
    first[62] = "4"
    let text = Self.withChecksum(String(first)) + "\n" + Self.lines[1] + "\n"
    #expect(try TwoLineElementSet.parse(text, file: "a")[0].ephemerisType == 4)
    try withTemporaryFile(holding: text, ending: "tle") { url in
      let found = [
        #expect(throws: InputErrors.self) { try TwoLineElementSet.readElements(url) },
        #expect(throws: InputErrors.self) { try TwoLineElementSet.readHistory(url) },
      ]
      for errors in found {
        #expect(errors?.errors.first?.what.contains("ephemeris type") == true)
      }
    }
    #expect(throws: InputErrors.self) {
      try StandardDocument.converted(text, file: "a", to: .keyValues)
    }
    #expect(try StandardDocument.converted(text, file: "a", to: .elementSets) == text)
  }

  /// The last nanosecond of a year is the first day of the next in 1e-8 of a day.
  @Test func roundsTheEpochIntoTheNextYear() throws {
    var set = try TwoLineElementSet.parse(Self.lines[0], Self.lines[1])
    set.epoch = try Epoch(utc: "2020-12-31T23:59:59.999999999Z")
    #expect(try set.lines().0.contains(" 21001.00000000 "))
  }

  static let record = """
    "OBJECT_NAME":"A","OBJECT_ID":"2021-001A","EPOCH":"2021-01-01T12:00:00","MEAN_MOTION":%M,
    "ECCENTRICITY":0.0005,"INCLINATION":51.6,"RA_OF_ASC_NODE":120,"ARG_OF_PERICENTER":90,
    "MEAN_ANOMALY":270,"NORAD_CAT_ID":123456,"SITE":"X","DECAY_DATE":null
    """

  @Test func readsRecords() throws {
    let one = Self.record.replacingOccurrences(of: "%M", with: "15.5")
    let two = Self.record.replacingOccurrences(of: "%M", with: "\"15.50\"")
    let messages = try OrbitMeanElementsMessage.parse("[{\(one)},\n{\(two)}]", file: "a.json")
    #expect(messages.count == 2)
    #expect(messages[0] == messages[1])
    #expect(messages[0].catalogue?.number == 123_456)
    #expect(messages[0].userDefined == [.init(name: "SITE", value: "X")])
    #expect(try TwoLineElementSet(messages[0]).lines().0.hasPrefix("1 C3456U 21001A "))
    let csv = """
      OBJECT_NAME,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,\
      MEAN_ANOMALY,NORAD_CAT_ID,OBJECT_ID\r
      "A ""B"", C",2021-01-01T12:00:00,15.5,0.0005,51.6,120,90,270,123456,2021-001A\r

      """
    let row = try OrbitMeanElementsMessage.parse(csv, file: "a.csv")
    #expect(row.count == 1)
    #expect(row[0].object.name == "A \"B\", C")
    #expect(row[0].elements == messages[0].elements)
  }

  @Test(
    arguments: [
      ("[{\"A\":1},\n{}]", 1, "missing"), ("[1]", 1, "not an object"), ("[", 1, "the text ends"),
      ("[\n\n{\"EPOCH\":true}]", 3, "neither"), ("[{\"a b\":1}]", 1, "not understood"),
      ("NORAD_CAT_ID,MEAN_MOTION\n1\n", 2, "columns"),
      ("NORAD_CAT_ID,MEAN_MOTION\n\n\"1", 3, "quotes"),
      ("NORAD_CAT_ID,MEAN_MOTION\n\"1\"2,3", 2, "closing"),
      ("NORAD_CAT_ID,MEAN_MOTION,NORAD_CAT_ID\n1,2,3", 1, "twice"), ("", 1, "empty"),
    ] as [(String, Int, String)])
  func refusesRecords(_ text: String, _ line: Int, _ word: String) throws {
    let errors = #expect(throws: InputErrors.self) {
      try OrbitMeanElementsMessage.parse(text, file: "a")
    }
    let error = try #require(errors?.errors.first)
    #expect(error.line == line, "\(error)")
    #expect(error.description.contains(word), "\(error)")
  }

  /// Space-Track's records hold the two lines too: they say the same as the record.
  @Test(.enabled(if: ReferenceData.has("tle/gp_cosmos1818_iridium136_2019_2020.csv.xz")))
  func recordsAgreeWithTheirLines() throws {
    let text = try ReferenceData.text("tle/gp_cosmos1818_iridium136_2019_2020.csv.xz")
    let messages = try OrbitMeanElementsMessage.parse(text, file: "a.csv")
    #expect(messages.count > 1000)
    var different = 0
    for message in messages {
      let given = message.userDefined.filter { $0.name.hasPrefix("TLE_LINE") }.map(\.value)
      let set = try TwoLineElementSet.parse(given[1], given[2])
      let own = try TwoLineElementSet(message).lines()
      if own != (try set.lines()) { different += 1 }
    }
    #expect(different == 0)
  }

  /// Every set of the public catalogue comes back with every value to the bit.
  @Test(.enabled(if: ReferenceData.has("tle/catalogue_2le_20250419.txt.xz")))
  func catalogueComesBack() throws {
    let text = try ReferenceData.text("tle/catalogue_2le_20250419.txt.xz")
    var different = 0
    for set in try TwoLineElementSet.parse(text, file: "catalogue") {
      let (one, two) = try TwoLineElementSet(set.meanElements()).lines()
      var again = try TwoLineElementSet.parse(one, two, name: set.name)
      again.line = set.line
      if again != set { different += 1 }
    }
    #expect(different == 0)
  }
}
