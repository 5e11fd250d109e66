import ArgumentParser
import Exchange
import Foundation
import Mission
import Shapes
import StationModel

/// `outpost convert`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert between the files of the field, and a station into a 3D model.",
    discussion: """
      What OUT becomes, its ending says: .xml XML; .oem, .opm, .omm, .aem, .cdm, .ocm, .kvn and \
      .txt KVN; .tle and .3le element sets with names, .2le without; .czml CZML from an OEM; .glb \
      a 3D model (glTF 2.0) of a station file. A message keeps its kind and every digit; element sets \
      become an OMM, and an OMM element sets. A model has a node for each module, named by its id, and \
      one for each solid and rotary joint; the joints stand as held.

        outpost convert ISS.oem ISS.xml
        outpost convert catalogue.tle catalogue.xml
        outpost convert ISS.xml ISS.czml
        outpost convert Stations/iss.yaml iss.glb --at 2022-03-11
      """)

  @Argument(
    help: """
      The file to read: KVN, XML, JSON, CSV or two lines, told by its text; a station file (YAML) for \
      .glb.
      """)
  var input: String

  @Argument(help: "The file to write.")
  var output: String

  @Option(
    name: .customLong("at"),
    help: "The date of the station, for .glb: as in `station show`.")
  var date: String?

  @OptionGroup var options: RunOptions

  /// What the endings mean; nil stands for what keeps the kind of the message.
  private static let endings: [(ending: String, form: StandardForm, kind: String?)] = [
    ("oem", .keyValues, "OEM"), ("opm", .keyValues, "OPM"), ("omm", .keyValues, "OMM"),
    ("aem", .keyValues, "AEM"), ("cdm", .keyValues, "CDM"), ("ocm", .keyValues, "OCM"),
    ("kvn", .keyValues, nil), ("txt", .keyValues, nil), ("xml", .xml, nil),
    ("tle", .namedElementSets, nil), ("3le", .namedElementSets, nil), ("2le", .elementSets, nil),
    ("czml", .czml, nil),
  ]

  func run() throws {
    let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
    let list = (Self.endings.map(\.ending) + ["glb"]).map { ".\($0)" }.joined(separator: ", ")
    if ending == "glb" {
      try checkFolder(of: output)
      return try write(model().binary(), from: "station", to: ending)
    }
    if date != nil {
      throw Refusal(message: "--at says which day of a station to show; allowed: with .glb")
    }
    guard let target = Self.endings.first(where: { $0.ending == ending }) else {
      throw Refusal(
        message: "'\(output)' does not say what to write; allowed: a name that ends in \(list)")
    }
    try checkFolder(of: output)
    let url = URL(fileURLWithPath: input)
    let text = try StandardDocument.text(of: url)
    if let kind = target.kind { try check(kind, text) }
    let converted = try StandardDocument.converted(
      text, file: url.relativePath, to: target.form)
    let kind = try StandardDocument.kind(of: text, file: input)
    try write(Array(converted.utf8), from: kind, to: ending)
  }

  private func write(_ bytes: [UInt8], from kind: String?, to ending: String) throws {
    do {
      try writeAtomically(Data(bytes), to: URL(fileURLWithPath: output))
    } catch {
      throw OutsideFailure(message: "\(error)")
    }
    guard options.json else { return }
    let document: JSONValue = [
      "from": JSONValue(kind), "to": .string(ending), "bytes": .integer(Int64(bytes.count)),
      "run": ["input": .string(input), "output": .string(output)],
    ]
    try say(document.digested())
  }

  /// The station of a date as a model.
  private func model() throws -> GLTFModel {
    guard ["yaml", "yml"].contains(URL(fileURLWithPath: input).pathExtension.lowercased()) else {
      throw Refusal(
        message: "'\(input)' does not become a 3D model; allowed: a station file, ending in .yaml")
    }
    let (_, standards) = try loadStandards()
    let station = try StationOptions.parse([input] + (date.map { ["--at", $0] } ?? []))
    let plan = try station.plan(standards)
    let scene = try Scene(of: station.assembly(of: plan), meshes: StationMeshes(of: plan))
    return scene.model(at: scene.heldAngles)
  }

  /// A message does not change its kind; element sets may become an OMM.
  private func check(_ kind: String, _ text: String) throws {
    guard let own = try StandardDocument.kind(of: text, file: input) else { return }
    let becomes = own == "TLE" ? "OMM" : own
    guard becomes == kind else {
      throw Refusal(
        message: "\(input):1: \(own) does not become \(kind); "
          + "allowed: .\(becomes.lowercased()), .kvn, .txt or .xml")
    }
  }
}
