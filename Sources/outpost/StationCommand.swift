import ArgumentParser
import Exchange
import Mission
import Shapes
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

    @OptionGroup var options: RunOptions

    func run() async throws {
      let (_, standards) = try loadStandards()
      let plan = try StationOptions.parse([file]).plan(standards)
      _ = try StationMeshes(of: plan)
      let notes = try plan.checkMotion()
      for note in notes { Outpost.note(note) }
      let counts = (plan.modules.count, plan.joints.count)
      let document: JSONValue = [
        "station": .string(plan.id), "name": .string(plan.name),
        "modules": .integer(Int64(counts.0)), "joints": .integer(Int64(counts.1)), "errors": [],
        "notes": JSONValue(notes),
      ]
      try options.say(
        document.digested(),
        or:
          "\(file): \(plan.name): \(counts.0) modules and visits, \(counts.1) joints, no errors\n"
      )
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
      try options.say(document, or: assembly.text)
    }
  }

  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the keys that a station file may have.",
      discussion: "outpost station schema")

    @OptionGroup var options: RunOptions

    func run() async throws {
      try saySchema(StationFileFields.sections, options)
    }
  }
}

/// Tells the keys of a file: as tables of Markdown, or as a document.
func saySchema(_ sections: [FileSection], _ options: RunOptions) throws {
  if options.json {
    let mappings = sections.map { section -> JSONValue in
      let keys = section.fields.map { field -> JSONValue in
        [
          "key": .string(field.key), "form": .string(field.form),
          "required": .bool(field.required), "meaning": .string(field.meaning),
        ]
      }
      return ["name": .string(section.name), "keys": .array(keys)]
    }
    let document: JSONValue = ["mappings": .array(mappings)]
    try say(document.digested())
    return
  }
  var text = ""
  for section in sections {
    text += "\n## \(section.name)\n\n| key | form | required | meaning |\n|---|---|---|---|\n"
    for field in section.fields {
      let required = field.required ? "yes" : ""
      text += "| \(field.key) | \(field.form) | \(required) | \(field.meaning) |\n"
    }
  }
  try say(text)
}
