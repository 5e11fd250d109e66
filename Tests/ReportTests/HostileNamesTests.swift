import Foundation
import Mission
import Report
import Testing

/// Names and notes come from files that anybody may have written.
@Suite struct HostileNamesTests {
  static let names = [
    "<script>alert(1)</script>", "</style><b>&amp;\" onload='x'", "]]><!--", "\u{202e}evil\u{2066}",
    "محطة הפרדה", String(repeating: "endless ", count: 40), "a\u{7}b",
  ]

  @Test(arguments: names) func scenarioAndStation(_ name: String) throws {
    let quoted =
      "\""
      + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\u{7}", with: "\\a") + "\""
    let station = try Fixtures.station().replacing("name: Hub\n", with: "name: \(quoted)\n")
      .replacing("name: Waystation}", with: "name: \(quoted)}")
      .replacing("name: Polaris Habitats", with: "name: \(quoted)")
    let scenario = Fixtures.scenario(
      name: name, description: name, timeline: PageTests.cut, says: name)
    let html = try Fixtures.page(Fixtures.fly(scenario, station: station))
    let page = PageMarkup(html)
    #expect(page.isWellFormed)
    #expect(page.named("script").count == 1)
    #expect(page.named("style").count == 1)
    #expect(!page.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
    let seen = name.replacing("\u{7}", with: "\u{fffd}")
    let heading = try #require(page.named("h1").first)
    #expect(heading.text == seen)
    #expect(page.named("bdi").contains { $0.text == seen })
  }
}
