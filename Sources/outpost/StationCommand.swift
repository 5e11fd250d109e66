import ArgumentParser
import Exchange
import Mission
import StationModel

/// `outpost station check|show|schema`
struct StationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "station", abstract: "Check, show and describe station files.",
    subcommands: [Check.self, Show.self, Schema.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a station file and name every error by its line.",
      discussion: "outpost station check Stations/iss.yaml")

    @Argument(help: "The station file (YAML).")
    var file: String

    func run() async throws {
      let (_, standards) = try loadStandards()
      let plan = try StationOptions.parse([file]).plan(standards)
      print(
        "\(file): \(plan.name): \(plan.modules.count) modules and visits, "
          + "\(plan.joints.count) joints, no errors")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the station of a date: modules, joints, mass, inertia.",
      discussion: "outpost station show Stations/iss.yaml --at 2001-02-14 --json")

    @OptionGroup var station: StationOptions
    @OptionGroup var options: RunOptions

    func run() async throws {
      let (_, standards) = try loadStandards()
      let assembly = try station.assembly(standards)
      let document = assembly.document.digested()
      print(options.json ? document.pretty : assembly.text, terminator: "")
    }
  }

  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the keys that a station file may have.",
      discussion: "outpost station schema")

    func run() async throws {
      printSchema(StationFileFields.sections)
    }
  }
}

/// Prints the keys of a file as tables of Markdown.
func printSchema(_ sections: [FileSection]) {
  for section in sections {
    print("\n## \(section.name)\n\n| key | form | required | meaning |\n|---|---|---|---|")
    for field in section.fields {
      print(
        "| \(field.key) | \(field.form) | \(field.required ? "yes" : "") | \(field.meaning) |")
    }
  }
}
