import ArgumentParser
import Exchange
import Kinematics
import Mission
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

  @Option(help: "An OEM or OPM with the state to start from (not built yet).")
  var state: String?

  @Option(name: .customLong("for"), help: "How long to fly after the cut (not built yet).")
  var duration: String?

  @Option(help: "full or study (not built yet).")
  var fidelity: String?

  func run() async throws {
    for (flag, value) in [("--state", state), ("--for", duration), ("--fidelity", fidelity)]
    where value != nil {
      throw Refusal(message: "'\(flag)' is not built yet; allowed: the cut without it")
    }
    guard !joint.isEmpty else {
      throw Refusal(message: "no joint to open; allowed: --joint ID, once or more")
    }
    let (folder, standards) = try loadStandards()
    let assembly = try station.assembly(standards)
    var indices: Set<Int> = []
    for name in joint {
      guard let index = assembly.jointIndex(name) else {
        let error = StationError.noSuchJoint(
          name, epoch: assembly.epoch.iso8601(digits: 0), known: assembly.joints.map(\.id))
        throw Refusal(message: "\(station.file): \(error)")
      }
      indices.insert(index)
    }
    do {
      let orbit = try startingOrbit(of: assembly, dataFolder: folder)
      let before = try World(assembly, on: orbit.state)
      var world = before
      let cut = world.open(indices.sorted())
      let verdict = Verdict(
        world: world, before: before, cut: cut, standards: standards, orbitSource: orbit.source)
      print(
        options.json ? verdict.document.digested().pretty : verdict.text, terminator: "")
    } catch let error as MissionError {
      throw Refusal(message: "\(station.file): \(error)")
    }
  }
}
