import ArgumentParser
import Exchange
import Foundation
import Mission
import Orbits

/// `outpost manoeuvres`
struct ManoeuvresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manoeuvres",
    abstract: "Find burns in a history of element sets.",
    discussion: """
      The history is a file of two-line element sets, or a table (CSV) with the columns TLE_LINE1 \
      and TLE_LINE2 or those of an orbit mean-elements message, as Space-Track and CelesTrak give \
      it. A burn is a step of the mean semi-major axis or inclination beyond five times the noise \
      of the history; between burns the rate of decay is told.

        outpost manoeuvres iss-2020.csv --json
      """)

  @Argument(help: "A file of element sets of one object or several, in any order.")
  var file: String

  @OptionGroup var options: RunOptions

  func run() async throws {
    let sets = try TwoLineElementSet.readHistory(inputFile(file))
    guard !sets.isEmpty else {
      throw InputErrors(
        file: file, line: 1, what: "the file holds no element set",
        allowed: "two-line element sets, or a table of them")
    }
    let found: ElementSetManoeuvres
    do throws(OrbitError) {
      found = try ElementSetManoeuvres(sets)
    } catch {
      throw Refusal(message: "\(file):1: \(error)")
    }
    try options.say(found.document.digested(), or: found.text)
  }
}
