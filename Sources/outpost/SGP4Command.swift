import ArgumentParser
import Exchange
import Foundation
import Mission
import Orbits

/// `outpost sgp4`
struct SGP4Command: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sgp4",
    abstract: "Evaluate element sets by SGP4: position and velocity in TEME.",
    discussion: """
      Times are minutes from the epoch of each set. Where SGP4 has no state, its error code (1 to \
      4, 6) stands in its place.

        outpost sgp4 iss.tle --minutes 0,90,1440 --json
      """)

  @Argument(
    help:
      "A file of two-line element sets, with or without name lines, or OMM (KVN, XML, JSON, CSV).")
  var file: String

  @Option(
    parsing: .unconditional,
    help: "Minutes from the epoch of each set, separated by commas; negative before it.")
  var minutes: String

  @OptionGroup var options: RunOptions

  func run() async throws {
    let times = try minuteList()
    let sets = try TwoLineElementSet.readElements(inputFile(file))
    let states: ElementSetStream
    do throws(OrbitError) {
      states = try ElementSetStream(sets, minutes: times, threads: options.threads)
    } catch {
      throw Refusal(message: "\(file):1: \(error)")
    }
    // JSON escapes by itself what would act on a terminal.
    if options.json {
      try states.writeDocument { try sayDocument($0) }
    } else {
      try states.writeText { try say($0) }
    }
  }

  private func minuteList() throws -> [Double] {
    try minutes.split(separator: ",", omittingEmptySubsequences: false).map { word in
      let text = word.trimmingCharacters(in: .whitespaces)
      guard let value = Double(text), abs(value) <= SGP4Propagator.reach else {
        throw Refusal(
          message: "--minutes: '\(text.prefix(40))' is not a time; allowed: minutes from the "
            + "epoch separated by commas, each within 100 years (52596000)")
      }
      return value
    }
  }
}
