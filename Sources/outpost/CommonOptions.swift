import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import StationModel

/// What every command that reads a station takes.
struct StationOptions: ParsableArguments {
  @Argument(help: "The station file (YAML).")
  var file: String

  @Option(
    help: """
      The date in UTC, for example 2022-03-11 or 2022-03-11T12:00:00Z. Default: the last state of \
      the file of --state, or else the newest orbit of the station file, or else its latest change.
      """)
  var at: String?

  /// The file, read and checked.
  func plan(_ standards: Standards) throws -> StationPlan {
    try StationPlan(
      contentsOf: inputFile(file),
      mechanisms: standards.mechanisms)
  }

  /// The date; without one, `given`, or else that of the newest orbit of the file, or else that of
  /// its latest change, and a note that says so.
  func epoch(_ plan: StationPlan, default given: Epoch? = nil) throws -> Epoch {
    if let at {
      do {
        return try Epoch(utc: at)
      } catch {
        throw Refusal(message: "--at \(error)")
      }
    }
    let newest = plan.orbits.map(\.epoch).max()
    let changes = plan.modules.map(\.presence.from) + plan.joints.map(\.presence.from)
    let complete = plan.newestCompleteDate
    let epoch = given ?? complete ?? newest ?? changes.max() ?? .j2000
    let what =
      given != nil
      ? "the last state of --state"
      : complete != nil
        ? "the newest complete lists" : newest != nil ? "the newest orbit" : "the latest change"
    Outpost.note(
      "no --at: \(epoch.iso8601(digits: 0)) is taken, the date of \(what)"
        + (given == nil ? " in \(file)" : ""))
    return epoch
  }

  /// The station on its date.
  func assembly(_ standards: Standards, default given: Epoch? = nil) throws -> Assembly {
    try assembly(of: plan(standards), default: given)
  }

  /// The station of a plan on its date.
  func assembly(of plan: StationPlan, default given: Epoch? = nil) throws -> Assembly {
    do {
      let assembly = try Assembly(plan, at: epoch(plan, default: given))
      for note in assembly.notes { Outpost.note(note) }
      return assembly
    } catch let error as StationError {
      throw Refusal(message: "\(file):1: \(error)")
    }
  }
}

/// What every command takes.
struct RunOptions: ParsableArguments {
  @Flag(help: "Print one JSON document on standard output and nothing else.")
  var json = false

  @Option(
    parsing: .unconditional, help: "Seed of all randomness.",
    transform: { text in
      if let seed = UInt64(text) { return seed }
      throw ValidationError("--seed is '\(text.prefix(40))'; allowed: 0 to \(UInt64.max)")
    })
  var seed: UInt64 = 0

  @Option(parsing: .unconditional, help: "How many threads may be used; never changes a result.")
  var threads: Int = 1

  /// Answers with the document or, for people, with the text.
  func say(
    _ document: @autoclosure () -> JSONValue, or text: @autoclosure () -> String
  ) throws(OutsideFailure) {
    if json { try outpost.say(document()) } else { try outpost.say(text()) }
  }

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads is \(threads); allowed: 1 or more")
    }
  }
}

extension Fidelity: ExpressibleByArgument {}

/// How closely a flight is followed.
struct FidelityOption: ParsableArguments {
  @Option(
    help: """
      full: six degrees of freedom, with the air on every shape and attitude control; study: \
      attitude as it is told, drag of one area. A cut into two is flown in three ways.
      """)
  var fidelity: Fidelity = .study
}

/// The folder `Data` and the figures in it.
func loadStandards() throws -> (folder: URL, standards: Standards) {
  do {
    let folder = try DataFolder.locate()
    return (folder, try Standards(dataFolder: folder))
  } catch let error as KinematicsError {
    throw Refusal(
      message: "the folder Data of Outpost is not found: \(error); "
        + "allowed: OUTPOST_DATA naming it")
  }
}

/// The Earth's orientation, from the newer of the user's table and that of the folder `Data`.
func loadOrientation(_ folder: URL) throws -> EarthOrientation {
  do {
    return try EarthOrientation.inUse(carriedIn: folder)
  } catch {
    throw Refusal(message: allowing(error, "the tables of the folder Data"))
  }
}
