import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits
import Report

/// `outpost run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Fly a scenario and say what became of each piece.",
    discussion: """
      outpost run Scenarios/russian-segment-departure.yaml --out results/departure

      Writes into the folder: report.html (the page), result.json (everything), series.nc (NetCDF-4, \
      a group a piece), events.csv, mission.sqlite (the log), PIECE.oem (CCSDS ephemerides), \
      junit.xml (the expectations). Ends with 1 when an expectation does not hold.
      """)

  @Argument(help: "The scenario file (YAML).")
  var scenario: String

  @Option(help: "The folder for the results; default results/ID of the scenario.")
  var out: String?

  @OptionGroup var fidelity: FidelityOption

  @OptionGroup var options: RunOptions

  func run() async throws {
    let began = Date()
    if out?.isEmpty == true { throw Refusal(message: "--out is empty; allowed: a folder") }
    let (dataFolder, standards) = try loadStandards()
    let credibility = try Credibility(
      contentsOf: dataFolder.appendingPathComponent("credibility.yaml"))
    let file = try Scenario(contentsOf: inputFile(scenario), named: scenario)
    let result: MissionResult
    let folder: URL
    do {
      let ready = try ScenarioRun(
        file, dataFolder: dataFolder, standards: standards, seed: options.seed,
        fidelity: fidelity.fidelity)
      for note in ready.assembly.notes { Outpost.note(note) }
      // Before the flight: a folder that cannot be made is not worth waiting for.
      let place = URL(fileURLWithPath: out ?? "results/\(file.id)")
      let missing = missingFolders(to: place)
      folder = try makeFolder(place)
      do {
        result = try ready.fly()
      } catch {
        // Nothing is left of a flight that was refused; what others have put there meanwhile stays.
        for made in missing { rmdir(made.path) }
        throw error
      }
    } catch let error as OrbitError {
      throw Refusal(message: "\(scenario): \(allowing(error, "an orbit that lasts"))")
    } catch let error as MissionError {
      throw Refusal(message: "\(scenario): \(error)")
    } catch let error as KinematicsError {
      throw Refusal(message: "\(scenario): \(allowing(error, "a bound orbit"))")
    }
    var document = result.document
    document.set(
      "run",
      [
        "version": .string(Outpost.version), "scenario": .string(scenario),
        "folder": .string(folder.relativePath), "seed": .integer(Int64(clamping: options.seed)),
        "durationS": JSONValue((-began.timeIntervalSinceNow * 1000).rounded() / 1000),
      ])
    try write(result, document, to: folder)
    let page = ReportPage(
      result, standards: standards, credibility: credibility, version: Outpost.version)
    try write(page, to: folder)
    if options.json {
      try say(document)
    } else {
      let page = folder.appendingPathComponent("report.html").relativePath
      try say("\(result.text)\nreport  \(page)\n")
    }
    if !result.holds { throw ExitCode(1) }
  }

  /// The folders that are not there yet on the way to a place, the deepest first.
  private func missingFolders(to place: URL) -> [URL] {
    var missing: [URL] = []
    var place = place.standardizedFileURL
    while place.path.count > 1, !FileManager.default.fileExists(atPath: place.path) {
      missing.append(place)
      place.deleteLastPathComponent()
    }
    return missing
  }

  private func makeFolder(_ folder: URL) throws -> URL {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      let why = file(above: folder).map { "\($0) is a file" } ?? systemReason(of: error)
      throw OutsideFailure(message: "\(folder.relativePath) cannot be made: \(why)")
    }
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      throw OutsideFailure(message: "\(folder.relativePath) cannot be written to")
    }
    return folder
  }

  /// The part of a path that is a file where a folder has to be.
  private func file(above folder: URL) -> String? {
    var place = folder
    while place.relativePath.count > 1, place.relativePath != "." {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) {
        return isFolder.boolValue ? nil : place.relativePath
      }
      place.deleteLastPathComponent()
    }
    return nil
  }

  private func write(_ result: MissionResult, _ document: JSONValue, to folder: URL) throws {
    let created = try Epoch(utc: ISO8601DateFormatter().string(from: Date()))
    do {
      let origin = MissionLog.Origin(version: Outpost.version, seed: options.seed)
      try RunFiles(result, folder: folder, created: created, by: origin).write(document)
    } catch {
      throw OutsideFailure(message: "\(error)")
    }
  }

  private func write(_ page: ReportPage, to folder: URL) throws {
    do {
      try writeAtomically(Data(page.html.utf8), to: folder.appendingPathComponent("report.html"))
    } catch {
      throw OutsideFailure(message: "\(error)")
    }
  }
}
