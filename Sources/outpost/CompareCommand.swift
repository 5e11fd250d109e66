import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits

/// `outpost compare`
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Say how far two ephemerides lie apart over the span that both cover.",
    discussion: """
      The second less the first, at the instants of the first; radial, in-track and cross-track are \
      those of the first.

        outpost compare nasa.oem ours.oem --json
      """)

  @Argument(help: "The ephemeris that is compared with (OEM, KVN or XML).")
  var first: String

  @Argument(help: "The ephemeris that is compared.")
  var second: String

  @OptionGroup var options: RunOptions

  func run() async throws {
    let (folder, _) = try loadStandards()
    let orientation = try loadOrientation(folder)
    func ephemeris(_ path: String) throws -> Ephemeris {
      let file = try StateFile(
        contentsOf: inputFile(path), named: path, orientation: orientation)
      guard file.isTrajectory, let ephemeris = Ephemeris(file.states) else {
        throw Refusal(
          message: "\(path):1: the file is no ephemeris; allowed: an OEM with states")
      }
      return ephemeris
    }
    let (a, b) = (try ephemeris(first), try ephemeris(second))
    guard let difference = EphemerisDifference(a, b) else {
      let span = a.span
      throw Refusal(
        message:
          "\(second):1: no instant is common with \(first); allowed: an ephemeris that meets "
          + "\(span.lowerBound.iso8601()) to \(span.upperBound.iso8601())")
    }
    try options.say(difference.document.digested(), or: difference.text)
  }
}
