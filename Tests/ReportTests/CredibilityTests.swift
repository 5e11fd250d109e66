import Exchange
import Foundation
import Report
import Testing

@Suite struct CredibilityTests {
  static let model = """
    models:
      - id: orbit
        name: Orbit
        how: integrated
        limits: none told
        verification: 3
        verified: closed forms
        validation: 1
        validated: a figure
        where: OrbitsTests
    """

  @Test func theShippedFile() throws {
    let file = try Fixtures.credibility()
    #expect(file.models.count >= 10)
    #expect(file["orbit"]?.name == "Orbit")
    #expect(file["nothing"] == nil)
  }

  /// Every model that the evidence of a verdict names has an entry.
  @Test func everyModelHasAnEntry() throws {
    let result = try Fixtures.fly(
      Fixtures.scenario(timeline: PageTests.cut, duration: "20 min"), station: Fixtures.station())
    let file = try Fixtures.credibility()
    for piece in result.document["verdict"]?["pieces"]?.items ?? [] {
      guard case .object(let groups)? = piece["evidence"] else {
        Issue.record("no evidence")
        continue
      }
      for group in groups {
        let model = try #require(group.value["model"]?.text)
        #expect(file[model] != nil, "\(model)")
      }
    }
  }

  @Test(arguments: [
    ("verification: 3", "verification: 5", "c.yaml:6", "4"),
    ("    how: integrated\n", "", "c.yaml:2", "'how'"),
    ("    how:", "    hwo:", "c.yaml:4", "how"),
    ("id: orbit", "id: or bit", "c.yaml:2", "letters"),
    ("models:", "modles:", "c.yaml:1", "models"),
  ])
  func refused(_ old: String, _ new: String, _ place: String, _ allowed: String) {
    #expect(Self.model.contains(old))
    do {
      _ = try Credibility(Self.model.replacing(old, with: new), file: "c.yaml")
      Issue.record("read")
    } catch {
      #expect(error.description.contains("\(place):"), "\(error)")
      #expect(error.description.contains(allowed), "\(error)")
    }
  }
}
