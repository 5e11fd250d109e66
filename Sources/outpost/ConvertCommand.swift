import ArgumentParser
import Exchange
import Foundation
import Mission

/// `outpost convert`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert between the files of the field: CCSDS messages, element sets, CZML.",
    discussion: """
      What OUT becomes, its ending says: .xml XML; .oem, .opm, .omm, .aem, .cdm, .ocm, .kvn and \
      .txt KVN; .tle and .3le element sets with names, .2le without; .czml CZML from an OEM. A \
      message keeps its kind and every digit; element sets become an OMM, and an OMM element sets.

        outpost convert ISS.oem ISS.xml
        outpost convert catalogue.tle catalogue.xml
        outpost convert ISS.xml ISS.czml
      """)

  @Argument(help: "The file to read: KVN, XML, JSON, CSV or two lines; it is told by its text.")
  var input: String

  @Argument(help: "The file to write.")
  var output: String

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
    let list = Self.endings.map { ".\($0.ending)" }.joined(separator: ", ")
    if ending == "glb" {
      throw Refusal(message: "converting to '.glb' is not built yet; allowed: \(list)")
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
    do {
      try writeAtomically(Data(converted.utf8), to: URL(fileURLWithPath: output))
    } catch {
      throw OutsideFailure(message: "\(error)")
    }
    if options.json { try say(document(text, converted, to: ending).digested()) }
  }

  private func document(
    _ text: String, _ converted: String, to ending: String
  ) throws -> JSONValue {
    [
      "from": JSONValue(try StandardDocument.kind(of: text, file: input)),
      "to": .string(ending), "bytes": .integer(Int64(converted.utf8.count)),
      "run": ["input": .string(input), "output": .string(output)],
    ]
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
