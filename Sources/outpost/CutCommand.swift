import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits
import SpaceEnvironment
import StationModel

/// `outpost cut`
struct CutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Open joints in a copy of the station and answer for every piece.",
    discussion: "outpost cut Stations/iss.yaml --at 2022-03-11 --joint J01 --json")

  @OptionGroup var station: StationOptions
  @OptionGroup var options: RunOptions

  @Option(help: "A joint to open; may be given several times.")
  var joint: [String] = []

  @Option(
    help: "A CCSDS OEM or OPM, or element sets: the state nearest to the date is carried to it.")
  var state: String?

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: "How long to fly after the cut, for example '6 h' or '1 d'.")
  var duration: String = "6 h"

  @OptionGroup var fidelity: FidelityOption

  func run() async throws {
    let seconds = try flightTime()
    guard !joint.isEmpty else {
      throw Refusal(message: "no joint to open; allowed: --joint ID, once or more")
    }
    let (folder, standards) = try loadStandards()
    let stateFile = try state.map {
      try StateFile(
        contentsOf: URL(fileURLWithPath: $0), named: $0, orientation: loadOrientation(folder))
    }
    let assembly = try station.assembly(standards, default: stateFile?.states.last?.epoch)
    var indices: Set<Int> = []
    for name in joint {
      guard let index = assembly.jointIndex(name) else {
        let refusal = CommandRefusal.unknownJoint(name, in: assembly)
        throw Refusal(message: "\(station.file):1: \(refusal)")
      }
      indices.insert(index)
    }
    do {
      let environment = try Environment(dataFolder: folder)
      let orbit =
        if let stateFile {
          try InitialOrbit.carried(stateFile, for: assembly, environment: environment)
        } else {
          try InitialOrbit.carried(for: assembly, environment: environment)
        }
      let world = try World(assembly, on: orbit.state, standard: standards.cabin)
      let plan = FlightPlan(
        commands: [
          // The date is that of the parting.
          TimedCommand(
            time: 0,
            .open(
              indices.sorted().map { assembly.joints[$0].id }, release: ReleaseChoice(opening: 0)))
        ],
        duration: seconds, fidelity: fidelity.fidelity)
      var flight = try MissionFlight(
        world, plan: plan, environment: environment, standards: standards)
      try flight.fly()
      let verdict = Verdict(
        of: flight, orbitSource: orbit.source,
        outlook: try OrbitOutlook(dataFolder: folder, seed: options.seed),
        study: try SeparationStudy(of: flight))
      try options.say(verdict.document.digested(), or: verdict.text)
    } catch let error as MissionError {
      throw Refusal(message: "\(state ?? station.file):1: \(error)")
    } catch let error as OrbitError {
      throw Refusal(
        message: "\(state ?? station.file):1: \(allowing(error, "an orbit that lasts"))")
    } catch let error as EnvironmentError {
      throw Refusal(message: allowing(error, "the tables of the folder Data"))
    } catch let error as KinematicsError {
      throw Refusal(message: allowing(error, "a bound orbit"))
    }
  }

  /// The time to fly [s]: a quantity of time with its unit, 10 s to 30 days.
  private func flightTime() throws -> Double {
    let problems = InputProblems()
    let node = YAMLNode(
      file: "--for", line: 1, column: 1, path: "for", content: .scalar(duration))
    guard let seconds = node.quantity(.time, in: 10...(30 * 86_400), problems) else {
      let error = problems.errors[0]
      throw Refusal(message: "--for: \(error.what); allowed: \(error.allowed)")
    }
    return seconds
  }
}
