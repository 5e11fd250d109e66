import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits
import SpaceEnvironment

/// `outpost lifetime`
struct LifetimeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lifetime",
    abstract: "Say how long an orbit lasts, what holding it takes, and how it ends.",
    discussion: """
      Each sample is one future of the Sun, drawn from its past, with one error of the air and one of \
      the object's drag: median and 5 to 95 % of the days until the perigee is at 120 km. The \
      coverage says how much of that rests on measured activity.

        outpost lifetime --state iss.oem --mass 450000 --area 1600 --drag-coefficient 2.2 --json
      """)

  @OptionGroup var source: StateOptions

  @Option(parsing: .unconditional, help: "Mass [kg].")
  var mass: Double

  @Option(parsing: .unconditional, help: "Area across the wind [m2].")
  var area: Double

  @Option(parsing: .unconditional, help: "Drag coefficient.")
  var dragCoefficient: Double

  @Option(parsing: .unconditional, help: "How many futures are flown, 1 to 100000.")
  var samples: Int = 200

  @Option(parsing: .unconditional, help: "How long orbits are followed [years], up to 200.")
  var horizon: Double = 100

  @Option(
    parsing: .unconditional,
    help: "Standard deviation of the logarithm of the air's density over the model's.")
  var densitySpread: Double = LifetimeStudy.Dispersions().density

  @Option(
    parsing: .unconditional,
    help: "Standard deviation of the logarithm of Cd A / m: 0.1 held, 0.3 tumbling.")
  var dragSpread: Double = LifetimeStudy.Dispersions().ballisticArea

  @Option(
    parsing: .unconditional, help: "Specific impulse of the engine that holds the orbit [s].")
  var specificImpulse: Double = LifetimeReport.Question.usualSpecificImpulse

  @Option(help: "Where a controlled entry goes: a row of Data/entry-areas.csv.")
  var entryArea: String = "south-pacific"

  @OptionGroup var options: RunOptions

  func run() async throws {
    try check(samples: 1...100_000, horizon: 0.01...200, spreads: 0...2)
    let (folder, _) = try loadStandards()
    let choice = try source.choice()
    let file = try source.file(loadOrientation(folder))
    let state: OrbitState<GCRF>
    do {
      state = try file.state(choice)
    } catch {
      throw Refusal(message: "\(source.state):1: \(error)")
    }
    var question = LifetimeReport.Question(
      state: state, source: file.source, mass: mass, area: area,
      dragCoefficient: dragCoefficient)
    question.dispersions = .init(density: densitySpread, ballisticArea: dragSpread)
    question.specificImpulse = specificImpulse
    question.entryArea = entryArea
    do {
      let outlook = try OrbitOutlook(
        dataFolder: folder, samples: samples, seed: options.seed,
        horizon: horizon * OrbitOutlook.year)
      let report = try LifetimeReport(question, outlook)
      if let note = report.note { Outpost.note(note) }
      try options.say(report.document.digested(), or: report.text)
    } catch let error as OrbitError {
      throw Refusal(message: "\(source.state):1: \(error)")
    } catch let error as EnvironmentError {
      throw Refusal(message: "\(error); allowed: the tables of the folder Data")
    }
  }

  private func check(
    samples: ClosedRange<Int>, horizon: ClosedRange<Double>, spreads: ClosedRange<Double>
  ) throws {
    guard samples.contains(self.samples) else {
      throw Refusal(message: "--samples is \(self.samples); allowed: 1 to 100000")
    }
    guard horizon.contains(self.horizon) else {
      throw Refusal(message: "--horizon is \(self.horizon); allowed: 0.01 to 200 years")
    }
    for (name, value) in [("--density-spread", densitySpread), ("--drag-spread", dragSpread)]
    where !spreads.contains(value) {
      throw Refusal(message: "\(name) is \(value); allowed: 0 to 2")
    }
  }
}
