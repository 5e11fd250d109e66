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

    @OptionGroup var options: RunOptions

    func run() async throws {
      let (folder, standards) = try loadStandards()
      let scenario = try Scenario(contentsOf: inputFile(file), named: file)
      _ = try ScenarioRun(scenario, dataFolder: folder, standards: standards)
      let counts = (scenario.commands.count, scenario.expectations.count)
      let document: JSONValue = [
        "id": .string(scenario.id), "name": .string(scenario.name),
        "commands": .integer(Int64(counts.0)), "expectations": .integer(Int64(counts.1)),
        "errors": [],
      ]
      try options.say(
        document.digested(),
        or:
          "\(file): \(scenario.name): commands \(counts.0), expectations \(counts.1), no errors\n"
      )
    }
  }

  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the keys that a scenario file may have.",
      discussion: "outpost scenario schema")

    @OptionGroup var options: RunOptions

    func run() async throws {
      try saySchema(ScenarioFileFields.sections + ScenarioFileFields.recorded, options)
    }
  }
}
