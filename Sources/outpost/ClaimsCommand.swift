import ArgumentParser
import Exchange
import Foundation
import Mission
import Orbits

/// `outpost claims`
struct ClaimsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Check a file of claims against station, physics and history.",
    discussion: """
      outpost claims Claims/roskosmos-video.yaml

      Each claim holds, fails or cannot be told, with the evidence. Ends with 1 when a claim fails.
      """)

  @Argument(help: "The file of claims (YAML).")
  var file: String?

  @Flag(help: "Print the keys that a file of claims may have.")
  var schema = false

  @OptionGroup var options: RunOptions

  func run() async throws {
    if schema { return try saySchema(ClaimsFileFields.sections, options) }
    guard let file else {
      throw Refusal(message: "no file of claims; allowed: outpost claims FILE")
    }
    let (folder, standards) = try loadStandards()
    let claims = try ClaimsFile(contentsOf: inputFile(file), named: file)
    let run: ClaimsRun
    do {
      run = try ClaimsRun(
        claims, dataFolder: folder, standards: standards, seed: options.seed)
    } catch let error as OrbitError {
      throw Refusal(message: "\(file):1: \(allowing(error, "an orbit that lasts"))")
    }
    try options.say(run.document, or: run.text)
    if run.results.contains(where: { $0.answer == .fails }) { throw ExitCode(1) }
  }
}
