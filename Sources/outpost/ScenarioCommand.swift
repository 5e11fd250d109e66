import ArgumentParser
import Exchange
import Foundation
import Mission

/// `outpost scenario check|schema`
struct ScenarioCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "Check and describe scenario files.",
    subcommands: [Check.self, Schema.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a scenario and its station and name every error by its line.",
      discussion: "outpost scenario check Scenarios/russian-segment-departure.yaml")

    @Argument(help: "The scenario file (YAML).")
    var file: String

    func run() async throws {
      let (folder, standards) = try loadStandards()
      let scenario = try Scenario(contentsOf: inputFile(file), named: file)
      _ = try ScenarioRun(scenario, dataFolder: folder, standards: standards)
      print(
        "\(file): \(scenario.name): commands \(scenario.commands.count), "
          + "expectations \(scenario.expectations.count), no errors")
    }
  }

  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the keys that a scenario file may have.",
      discussion: "outpost scenario schema")

    func run() async throws {
      printSchema(ScenarioFileFields.sections)
      print("\n## series\n\n| quantity | unit | meaning |\n|---|---|---|")
      for quantity in RecordedQuantity.allCases {
        print("| \(quantity.rawValue) | \(quantity.meaning.units) | \(quantity.meaning.name) |")
      }
      for quantity in PairQuantity.allCases {
        print("| \(quantity.rawValue) | \(quantity.meaning.units) | \(quantity.meaning.name) |")
      }
      let kinds = MissionEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      print("\n## events\n\n\(kinds)")
    }
  }
}
