import Exchange
import Foundation
import StationModel
import Testing

/// One mistake is one error, however much rests on it.
@Suite struct CascadeTests {
  /// A station without errors, made into one with a single one.
  private func errors(replacing old: String, by new: String) throws -> [InputError] {
    let url = BrokenFilesTests.folder.appendingPathComponent("unknown-key.yaml")
    let right = try String(contentsOf: url, encoding: .utf8)
      .replacingOccurrences(of: "    seat: 3", with: "    seats: 3")
    let mechanisms = try BrokenFilesTests.mechanisms()
    _ = try StationPlan(YAMLNode.parse(right, file: "f.yaml"), mechanisms: mechanisms)
    let wrong = right.replacingOccurrences(of: old, with: new)
    #expect(wrong != right)
    do throws(InputErrors) {
      _ = try StationPlan(YAMLNode.parse(wrong, file: "f.yaml"), mechanisms: mechanisms)
      return []
    } catch {
      return error.errors
    }
  }

  @Test(arguments: [("source: own\n", "source"), ("confidence: high\n", "confidence")])
  func aMissingKeyOfTheFileIsOneError(_ line: String, _ key: String) throws {
    let errors = try errors(replacing: line, by: "")
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.what.hasPrefix("figures without \(key): ") == true)
    #expect(errors.first?.what.hasSuffix("the first on line \(errors[0].line)") == true)
  }

  @Test(arguments: [
    ("    name: Ferry\n", ""),  // the type of a visit with a crew
    ("ports: [{id: dock, at: [0, 0, 0]", "ports: [{id: dock, at: [0, 0]"),  // its only port
    ("{id: fore, at: [5, 0, 0]", "{id: fore, at: [5, 0]"),  // a port of a joint
    ("name: Core\n", "name: \"\"\n"),  // the root
    ("load: 400 kg", "load: 400 m"),  // a tank that feeds engines
    ("mechanism: ssvp-probe", "mechanism: ssvp-prob"),  // the mechanism of a port in use
    (
      "vehicleTypes:",
      "mechanisms: [{id: cbm-active, name: A, mates: [cbm-passive], release: by "
        + "hand, springEnergy: 0 J}]\nvehicleTypes:"
    ),  // a mechanism of the file
  ])
  func whatRestsOnAMistakeIsNone(_ old: String, _ new: String) throws {
    let errors = try errors(replacing: old, by: new)
    #expect(errors.count == 1, "\(errors.map(\.description))")
  }
}
