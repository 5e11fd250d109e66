import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import Orbits
import SpaceEnvironment

/// What acts on an orbit, as the commands that fly one take it.
struct ForceOptions: ParsableArguments {
  @Option(help: "Degree and order of the gravity field, 0x0 or 2x0 to 120x120.")
  var gravity: String = "36x36"

  @Option(help: "A gravity field to use instead of EGM2008: an ICGEM file (.gfc).")
  var gravityField: String?

  @Option(help: "Sun and Moon from a JPL ephemeris (SPK, .bsp) instead of the series.")
  var ephemeris: String?

  @Option(help: "The atmosphere: nrlmsise-00 or harris-priester.")
  var atmosphere: AtmosphereChoice = .nrlmsise00

  @Option(
    parsing: .unconditional,
    help: "F10.7 for the whole arc, instead of the table by date; with --ap.")
  var f107: Double?

  @Option(
    parsing: .unconditional,
    help: "Ap for the whole arc, instead of the table by date; with --f107.")
  var ap: Double?

  @Flag(help: "Leave out drag.")
  var noDrag = false

  @Flag(help: "Leave out the pull of the Sun.")
  var noSun = false

  @Flag(help: "Leave out the pull of the Moon.")
  var noMoon = false

  @Flag(help: "Leave out the tides of the solid Earth.")
  var noTides = false

  @Flag(help: "Leave out the pressure of sunlight.")
  var noSolarPressure = false

  @Flag(help: "Leave out general relativity.")
  var noRelativity = false

  @Option(
    parsing: .unconditional,
    help: "Mass [kg]; as are the areas and coefficients, from the file where not given.")
  var mass: Double?

  @Option(parsing: .unconditional, help: "Area across the wind [m2].")
  var dragArea: Double?

  @Option(parsing: .unconditional, help: "Coefficient of drag.")
  var dragCoefficient: Double?

  @Option(parsing: .unconditional, help: "Area across the sunlight [m2].")
  var solarArea: Double?

  @Option(parsing: .unconditional, help: "Coefficient of radiation pressure, 1 to 2.")
  var solarCoefficient: Double?

  /// The terms that count.
  private func settings() throws -> ForceModel.Settings {
    guard let size = Environment.fieldSize(gravity) else {
      throw Refusal(
        message: "--gravity: '\(gravity.prefix(40))' is not a degree and order; allowed: "
          + Environment.allowedFields)
    }
    return ForceModel.Settings(
      degree: size.degree, order: size.order, sun: !noSun, moon: !noMoon, drag: !noDrag,
      tides: !noTides,
      radiationPressure: !noSolarPressure, relativity: !noRelativity)
  }

  /// The world that acts.
  func environment(densityScale: Double = 1) throws -> Environment {
    try AtmosphereOptions.check(f107: f107, ap: ap)
    let (folder, _) = try loadStandards()
    do {
      return try Environment(
        dataFolder: folder, settings: settings(), densityScale: densityScale,
        atmosphere: atmosphere,
        activity: f107.flatMap { flux in
          ap.map { Environment.Activity(solarFlux: flux, dailyIndex: $0) }
        },
        gravityField: gravityField.map { URL(fileURLWithPath: $0) },
        ephemeris: ephemeris.map { URL(fileURLWithPath: $0) })
    } catch let error as EnvironmentError {
      throw Refusal(message: allowing(error, "a file that can be read"))
    }
  }

  /// What the spacecraft offers air and light: the options, and what the file says.
  func spacecraft(_ file: StateFile, named name: String) throws -> DragAndPressure {
    func checked(
      _ value: Double?, _ option: String, _ range: ClosedRange<Double>
    ) throws -> Double? {
      guard let value else { return nil }
      guard range.contains(value) else {
        throw Refusal(
          message: "\(option) is \(value); allowed: \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    var figures = CCSDSSpacecraft()
    figures.mass = try checked(mass, "--mass", 1e-3...1e8)
    figures.dragArea = try checked(dragArea, "--drag-area", 0...1e7)
    figures.dragCoefficient = try checked(dragCoefficient, "--drag-coefficient", 0...100)
    figures.solarRadiationArea = try checked(solarArea, "--solar-area", 0...1e7)
    figures.solarRadiationCoefficient = try checked(
      solarCoefficient, "--solar-coefficient", 0...10)
    figures.take(file.spacecraft)
    if let found = figures.dragAndPressure { return found }
    guard noDrag else {
      let missing = [
        figures.mass.map { $0 > 0 } == true ? nil : "--mass",
        figures.dragArea == nil ? "--drag-area" : nil,
        figures.dragCoefficient == nil ? "--drag-coefficient" : nil,
      ].compactMap { $0 }
      throw Refusal(
        message: "\(name) does not say mass, area and coefficient of drag; allowed: "
          + missing.joined(separator: ", ") + ", or --no-drag")
    }
    return figures.lightAlone
  }
}

extension AtmosphereChoice: ExpressibleByArgument {}

/// Checks of solar and geomagnetic activity that is given.
enum AtmosphereOptions {
  static func check(f107: Double?, ap: Double?) throws {
    guard (f107 == nil) == (ap == nil) else {
      throw Refusal(message: "--f107 and --ap go together; allowed: both or none")
    }
    for (name, value, range) in [
      ("--f107", f107, AtmosphereConditions.fluxRange),
      ("--ap", ap, AtmosphereConditions.indexRange),
    ] {
      if let value, !range.contains(value) {
        throw Refusal(
          message: "\(name) is \(value); allowed: \(range.lowerBound) to \(range.upperBound)")
      }
    }
  }
}

/// A file of states with the state that is meant.
struct StateOptions: ParsableArguments {
  @Option(help: "A CCSDS OEM or OPM (KVN or XML), or element sets of one object (two lines, OMM).")
  var state: String

  @Option(
    help:
      "Which state: first, last, or a date in UTC within the file. Default: last; of fit, first.")
  var epoch: String?

  func file(_ orientation: EarthOrientation) throws -> StateFile {
    let file = try StateFile(
      contentsOf: inputFile(state), named: state, orientation: orientation)
    for note in file.notes { Outpost.note("\(state): \(note)") }
    return file
  }

  /// Which state is meant; `usual` where nothing is said.
  func choice(_ usual: StateChoice = .last) throws -> StateChoice {
    guard let epoch else { return usual }
    do {
      return try StateChoice(epoch)
    } catch .dateOutsideCoverage {
      throw Refusal(
        message: "--epoch: '\(epoch.prefix(60))' is outside the covered span; allowed: first, "
          + "last, or a date in UTC from 1972 to 2199")
    } catch {
      throw Refusal(
        message: "--epoch: '\(epoch.prefix(60))' is not a time; allowed: first, last, or a date in "
          + "UTC as in 2022-02-14T12:00:00Z")
    }
  }
}

/// Sees to it, before the work, that an ephemeris can be written under a name.
func checkOutput(_ path: String, of option: String) throws {
  let allowed = "allowed: the name of a file, as .oem, .kvn, .txt (all KVN) or .xml"
  if path.isEmpty { throw Refusal(message: "\(option) is empty; \(allowed)") }
  let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
  guard ["", "oem", "kvn", "txt", "xml"].contains(ending) else {
    throw Refusal(message: "\(option) ends in .\(ending) and is to be an OEM; \(allowed)")
  }
  try checkFolder(of: path)
}

/// Sees to it, before the work, that the folder of a file to be written is there.
func checkFolder(of path: String) throws {
  let url = URL(fileURLWithPath: path)
  var isFolder: ObjCBool = false
  if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
    throw OutsideFailure(message: "\(path) cannot be written: it is a folder")
  }
  let folder = url.deletingLastPathComponent()
  guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
    throw OutsideFailure(
      message: "\(path) cannot be written: there is no folder \(folder.relativePath)")
  }
  guard isFolder.boolValue else {
    throw OutsideFailure(
      message: "\(path) cannot be written: \(folder.relativePath) is a file")
  }
}

/// A message written whole or not at all.
func write(_ message: OrbitEphemerisMessage?, to path: String) throws {
  guard let message else { throw Refusal(message: "no state to write; allowed: a longer arc") }
  let text = path.lowercased().hasSuffix(".xml") ? message.xmlText() : message.keyValueText()
  do {
    try writeAtomically(Data(text.utf8), to: URL(fileURLWithPath: path))
  } catch {
    throw OutsideFailure(message: "\(error)")
  }
}
