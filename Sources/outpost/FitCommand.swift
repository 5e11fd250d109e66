import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits

/// `outpost fit`
struct FitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit state and drag factor to the start of an ephemeris, and carry the orbit on.",
    discussion: """
      Batch least squares on the places within --span. Where the file goes over to another orbit or \
      another drag within it, the fit takes what lies behind the last such break, and says so. The \
      answer says how well the orbit lies to the places, and to the rest of the file.

        outpost fit --state iss.oem --span 43200 --estimate drag --json --oem fitted.oem
      """)

  @OptionGroup var source: StateOptions
  @OptionGroup var forces: ForceOptions

  @Option(parsing: .unconditional, help: "Over how long the fit goes [s].")
  var span: Double

  @Option(
    parsing: .unconditional,
    help: "How long the answer goes on from its start [s]. Default: to the end of the file.")
  var duration: Double?

  @Option(help: "What is estimated: state, drag, or state,drag.")
  var estimate: String = "state,drag"

  // Three hours, two orbits, are chosen.
  @Option(
    parsing: .unconditional,
    help: "How much of --span has to lie behind a break for the fit to start there [s].")
  var leastBehindBreak: Double = 10_800

  @Option(help: "The OEM to write; KVN, or XML where the name ends in .xml.")
  var oem: String?

  @OptionGroup var options: RunOptions

  func run() async throws {
    for (name, value) in [
      ("--span", span), ("--duration", duration ?? 1), ("--least-behind-break", leastBehindBreak),
    ]
    where !(value > 0 && value <= Environment.longestArc) {
      throw Refusal(
        message: "\(name) is \(value); allowed: above 0 to \(Environment.longestArc) s")
    }
    let parameters = try parameters()
    if let oem { try checkOutput(oem, of: "--oem") }
    let environment = try forces.environment()
    let file = try source.file(environment.orientation)
    let spacecraft = try forces.spacecraft(file, named: source.state)
    let answer: OrbitFitAnswer
    do {
      answer = try OrbitFitAnswer(
        file, from: file.state(source.choice(.first)).epoch, span: span, duration: duration,
        spacecraft, parameters: parameters, leastBehindBreak: leastBehindBreak,
        environment: environment)
    } catch let error as OrbitError {
      throw Refusal(message: "\(source.state):1: \(error)")
    } catch let error as MissionError {
      throw Refusal(message: "\(source.state):1: \(error)")
    }
    for note in answer.breakNotes { Outpost.note(note) }
    for burn in answer.burnsWithin {
      Outpost.note("the file announces \(burn.name) within the fitted span")
    }
    if let oem { try write(answer.message(), to: oem) }
    try options.say(answer.document.digested(), or: answer.text)
  }

  private func parameters() throws -> OrbitFit.Parameters {
    var parameters: OrbitFit.Parameters = []
    for word in estimate.split(separator: ",", omittingEmptySubsequences: false) {
      switch word {
      case "state": parameters.insert(.state)
      case "drag": parameters.insert(.drag)
      default:
        throw Refusal(
          message: "--estimate: '\(word.prefix(40))' is not a parameter; allowed: state, drag, or "
            + "state,drag")
      }
    }
    return parameters
  }
}
