import Exchange
import Figures
import Foundation
import Mission
import Report
import StationModel
import Testing

@Suite struct PageTests {
  static let cut = "  - {at: 10 min, open: [waist]}"

  func page(
    _ scenario: String, station: String? = nil
  ) throws -> (result: MissionResult, html: String, markup: PageMarkup) {
    let result = try Fixtures.fly(scenario, station: station ?? Fixtures.station())
    let html = try Fixtures.page(result)
    return (result, html, PageMarkup(html))
  }

  /// What every page has to be, whatever was flown.
  func expectSound(_ page: (result: MissionResult, html: String, markup: PageMarkup)) {
    #expect(page.markup.isWellFormed)
    #expect(page.markup.named("h1").count == 1)
    for piece in page.result.verdict.document["pieces"]?.items ?? [] {
      let number = (piece["id"]?.text ?? "").drop { !$0.isNumber }
      #expect(page.markup.elements.contains { $0.attributes["id"] == "piece-\(number)" })
    }
    // Nothing is fetched: no source of pictures, scripts or styles, links only within the page.
    for element in page.markup.elements {
      #expect(element.attributes["src"] == nil && element.name != "link")
      if let target = element.attributes["href"] {
        #expect(target.hasPrefix("#") || element.name == "a", "\(target)")
      }
    }
    #expect(!page.html.contains("@import") && !page.html.contains("url("))
    // Every link within the page leads somewhere, and no place has two.
    let ids = page.markup.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for target in page.markup.elements.compactMap({
      $0.attributes["href"] ?? $0.attributes["popovertarget"]
    }) {
      let id = target.hasPrefix("#") ? String(target.dropFirst()) : target
      #expect(ids.contains(id), "\(target)")
    }
    #expect(!page.markup.writing.contains("nan") && !page.markup.writing.contains("Optional"))
  }

  @Test func aCutStation() throws {
    let page = try page(Fixtures.scenario(timeline: Self.cut))
    expectSound(page)
    #expect(page.markup.writing.contains("comes apart into two pieces"))
    #expect(page.markup.named("article").count == 2)
    // Each piece is answered in sentences: what it can hold, and who goes home.
    for card in page.markup.named("article") {
      #expect(card.text.contains("keep itself pointed"))
      #expect(card.text.contains("aboard"))
    }
    #expect(page.html.utf8.count < 1_500_000)
  }

  /// Gyroscopes that nothing empties hold in part, and the first paragraph says who lacks what
  /// before it speaks of distances.
  @Test func whatPiecesLackComesFirst() throws {
    let page = try page(Fixtures.scenario(timeline: Self.cut))
    let card = try #require(page.markup.named("article").first)
    #expect(card.text.contains("(hold its attitude)"))
    #expect(card.text.contains("nothing on this piece can empty them"))
    #expect(card.text.contains("kept for emergencies"))
    let lead = try #require(page.markup.named("p").first { $0.attributes["class"] == "lead" })
    let lack = try #require(lead.text.range(of: "has only engines for emergencies"))
    let parting = try #require(lead.text.range(of: "They part at"))
    #expect(lack.lowerBound < parting.lowerBound)
    #expect(!page.markup.writing.contains("closestApproach"))
    #expect(!page.markup.writing.contains("Closest approach"))
  }

  @Test(arguments: [
    ("found: 0.11959820530924387", "found: 0.1196"),
    ("found: -2.7214 m after", "found: -2.721 m after"),
    ("found: 38131.176, 50.80 m", "found: 38130, 50.8 m"), ("found: 9999.7", "found: 10000"),
    ("before 2022-01-14T00:00:00.000Z", "before 2022-01-14T00:00:00.000Z"),
    ("most 1e-12; 1.5e-9", "most 1e-12; 1.5e-9"), ("nauka.rcs-port 0.0", "nauka.rcs-port 0"),
  ])
  func evidenceHasFourDigits(_ text: String, _ rounded: String) {
    #expect(EvidenceText.rounded(text) == rounded)
  }

  /// The values of the table are those of the document, digit by digit, and what is written is the
  /// value rounded.
  @Test func numbersAreTheDocuments() throws {
    let page = try page(Fixtures.scenario(timeline: Self.cut))
    let verdict = page.result.document["verdict"] ?? .null
    let cells = page.markup.withAttribute("data-path")
    var compared = 0
    for cell in cells {
      let steps = (cell.attributes["data-path"] ?? "").split(separator: ".").map(String.init)
      let number = try #require(Int(steps[1]))
      var value: JSONValue? =
        steps[0] == "before"
        ? verdict["before"]
        : (steps[0] == "atEnd" ? page.result.document["atEnd"] : verdict["pieces"])?
          .items[number - 1]
      for step in steps.dropFirst(2) {
        value = Int(step).map { value?.items[$0] ?? .null } ?? value?[step]
      }
      let expected = try #require(value?.double)
      #expect(cell.attributes["value"] == JSONValue.written(expected))
      let written = cell.text.replacing("\u{202f}", with: "").replacing("−", with: "-")
      let shown = try #require(Double(written))
      // What is shown is the value in some power of ten, of minutes, days or watt hours.
      let scales = [1.0, 1e3, 1e6, 60, 86_400, 3.6e6]
      let decimals = written.split(separator: ".").dropFirst().first?.count ?? 0
      let last = (0..<decimals).reduce(0.500001) { half, _ in half / 10 }
      #expect(scales.contains { abs(shown - expected / $0) <= last }, "\(steps) \(written)")
      compared += 1
    }
    // Before and two pieces, some forty quantities each.
    #expect(compared > 90)
    for path in ["before.0.massKg", "pieces.1.power.marginW", "atEnd.2.pressurePa"] {
      #expect(cells.contains { $0.attributes["data-path"] == path })
    }
  }

  @Test func whatHasNoModelSaysSo() throws {
    let page = try page(Fixtures.scenario(timeline: Self.cut))
    let debris = page.markup.named("tr").first { $0.text.hasPrefix("Can avoid debris") }
    #expect(debris?.text.contains("not modelled yet (conjunctions and avoidance)") == true)
    let lifetime = page.markup.named("tr").first { $0.text.hasPrefix("Left alone, median") }
    #expect(lifetime?.text.contains("not modelled") == false)
    #expect(page.markup.writing.contains("Aerodynamic torque is not modelled yet"))
  }

  @Test func sameResultSameBytes() throws {
    let result = try Fixtures.fly(
      Fixtures.scenario(timeline: Self.cut), station: Fixtures.station())
    #expect(try Fixtures.page(result) == Fixtures.page(result))
  }

  @Test func nothingIsCut() throws {
    let page = try page(Fixtures.scenario(timeline: "  []"))
    expectSound(page)
    #expect(page.markup.writing.contains("Nothing is cut"))
    #expect(!page.markup.elements.contains { $0.attributes["id"] == "distance" })
    #expect(page.markup.named("article").count == 1)
  }

  @Test func threePieces() throws {
    let page = try page(
      Fixtures.scenario(
        timeline: """
            - {at: 10 min, open: [waist]}
            - {at: 40 min, open: [neck]}
          """))
    expectSound(page)
    #expect(page.markup.writing.contains("three pieces"))
    #expect(page.markup.named("article").count == 3)
    let pairs = page.markup.named("table").first { $0.attributes["class"] == "pairs" }
    #expect(pairs?.text.contains("Piece 2 and Piece 3") == true)
  }

  /// A tug that brakes itself into the atmosphere: a burn, and an entry at its end.
  @Test func burnAndEntry() throws {
    let page = try page(
      Fixtures.scenario(
        timeline: """
            - {at: 1 min, open: [waist]}
            - {at: 20 min, burn: {engine: tug.main, direction: retrograde, deltaV: 220 m/s}}
          """))
    expectSound(page)
    #expect(page.markup.writing.contains("burns retrograde"))
    #expect(page.markup.writing.contains("enters the atmosphere"))
    let burns = try #require(page.result.document["burns"]?.items.first)
    let cell = page.markup.named("data").first {
      $0.attributes["value"] == burns["durationS"]?.double.map { JSONValue.written($0) }
    }
    #expect(cell != nil)
  }
}
