import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits

/// `outpost propagate`
struct PropagateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propagate",
    abstract: "Carry one state on by numerical propagation and write an OEM in the same frame.",
    discussion: """
      Mass, area and coefficient come from the file's own MASS, DRAG_AREA and DRAG_COEFF unless \
      given; space weather and Earth orientation from the tables by date. The burns that an OPM \
      announces are flown.

        outpost propagate --state iss.oem --epoch first --duration 86400 --step 60 \
      --explain --oem day.oem
        outpost propagate --state iss.tle --duration 86400 --step 60 --no-drag --oem day.oem
      """)

  @OptionGroup var source: StateOptions
  @OptionGroup var forces: ForceOptions

  @Option(parsing: .unconditional, help: "How long [s]; negative: back in time.")
  var duration: Double

  @Option(parsing: .unconditional, help: "From one state of the answer to the next [s].")
  var step: Double

  @Option(parsing: .unconditional, help: "A factor on the density of the air, 0.01 to 100.")
  var dragScale: Double = 1

  @Flag(help: "Print the size of every force.")
  var explain = false

  @Option(help: "The OEM to write; KVN, or XML where the name ends in .xml.")
  var oem: String

  @OptionGroup var options: RunOptions

  /// More states than this are refused; chosen.
  private static let mostStates = 9e6

  func run() async throws {
    guard (0.01...100).contains(dragScale) else {
      throw Refusal(message: "--drag-scale is \(dragScale); allowed: 0.01 to 100")
    }
    guard duration.isFinite, abs(duration) <= Environment.longestArc else {
      throw Refusal(
        message: "--duration is \(duration); allowed: \(-Environment.longestArc) to "
          + "\(Environment.longestArc) s")
    }
    let least = max(abs(duration) / Self.mostStates, .leastNonzeroMagnitude)
    guard step >= least, step.isFinite else {
      throw Refusal(
        message: "--step is \(step); allowed: above 0 s, and at most \(Int(Self.mostStates)) steps")
    }
    try checkOutput(oem, of: "--oem")
    let choice = try source.choice()
    let environment = try forces.environment(densityScale: dragScale)
    let file = try source.file(environment.orientation)
    let spacecraft = try forces.spacecraft(file, named: source.state)
    let propagation: Propagation
    do {
      propagation = try Propagation(
        file, choice, spacecraft, mass: forces.mass ?? file.spacecraft.mass,
        environment: environment, duration: duration, step: step)
    } catch let error as OrbitError {
      throw Refusal(message: "\(source.state):1: \(error)")
    } catch let error as MissionError {
      throw Refusal(message: "\(source.state):1: \(error)")
    }
    for line in propagation.cautions { Outpost.note(line) }
    if let reentry = propagation.arc.reentry {
      Outpost.note(
        "below 100 km at \(reentry.epoch.iso8601(digits: 0)): the ephemeris ends there")
    }
    try write(propagation.message(), to: oem)
    try options.say(
      propagation.document.digested(), or: propagation.text(explaining: explain))
  }
}
