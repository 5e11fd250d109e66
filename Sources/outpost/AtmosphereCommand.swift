import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission
import SpaceEnvironment

/// `outpost atmosphere`
struct AtmosphereCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "atmosphere",
    abstract: "Say what the air is like at a place: NRLMSISE-00 density, temperature, gases.",
    discussion: """
      F10.7, its mean and ap come from the table of space weather where they are not given, in the \
      three-hourly mode; one ap is a daily one, seven are those of the three-hourly mode.

        outpost atmosphere --epoch 2024-03-20T06:30:00Z --latitude 51.64 --longitude 120 \
      --altitude 420 --f107 150 --f107a 150 --ap 15 --json
      """)

  @Option(help: "The instant in UTC, for example 2024-03-20T06:30:00Z.")
  var epoch: String

  @Option(parsing: .unconditional, help: "Geodetic latitude [degrees], -90 to 90.")
  var latitude: Double

  @Option(parsing: .unconditional, help: "Longitude [degrees], east positive, -360 to 360.")
  var longitude: Double

  @Option(parsing: .unconditional, help: "Altitude above the ellipsoid [km], 0 to 10000.")
  var altitude: Double

  @Option(parsing: .unconditional, help: "F10.7 of the day before, as observed, 40 to 1000.")
  var f107: Double?

  @Option(
    parsing: .unconditional, help: "The mean of F10.7 over the 81 days about the day, 40 to 1000.")
  var f107a: Double?

  @Option(
    parsing: .unconditional,
    help: """
      The daily Ap; or seven: daily, now, 3, 6 and 9 hours ago, means of 12 to 33 and 36 to 57 hours \
      ago. 0 to 400.
      """)
  var ap: String?

  @Option(
    parsing: .unconditional,
    help: "Local solar time [h], 0 to 24. Default: the mean one of the longitude.")
  var localSolarTime: Double?

  @OptionGroup var options: RunOptions

  func run() async throws {
    let question = AirReport.Question(
      at: try instant(), latitude: latitude, longitude: longitude, altitude: altitude,
      localSolarTime: localSolarTime, solarFlux: f107, averageSolarFlux: f107a,
      indices: try indices())
    let (folder, _) = try loadStandards()
    let report: AirReport
    do throws(EnvironmentError) {
      let model = try NRLMSISE00(tableAt: folder.appendingPathComponent("nrlmsise00.csv"))
      let weather =
        question.isComplete
        ? nil : try SpaceWeather.inUse(carriedIn: folder)
      report = try AirReport(question, model: model, weather: weather)
    } catch {
      throw Refusal(
        message: allowing(error, "a date of the table, or --f107, --f107a and --ap for any other"))
    }
    if let note = report.note { Outpost.note(note) }
    try options.say(report.document.digested(), or: report.text)
  }

  private func instant() throws -> Epoch {
    do {
      return try Epoch(utc: epoch)
    } catch {
      throw Refusal(message: "--epoch \(error)")
    }
  }

  private func indices() throws -> [Double] {
    guard let ap else { return [] }
    let words = ap.split(separator: ",", omittingEmptySubsequences: false)
    let values = words.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard values.count == words.count, values.count == 1 || values.count == 7 else {
      throw Refusal(
        message: "--ap: '\(ap.prefix(60))' is not ap; allowed: one daily Ap, or seven numbers "
          + "separated by commas, each 0 to 400")
    }
    return values
  }
}
