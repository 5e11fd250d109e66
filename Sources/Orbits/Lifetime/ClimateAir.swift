import Kinematics
import SpaceEnvironment

/// The climate of the air under an activity that changes with time.
struct ClimateAir: AirAlongOrbit {
  private var moment: ClimateMoment
  private let activity: SolarActivity
  /// Times count from here.
  private let start: Epoch
  private let startDay: Double
  /// Factor on the density.
  private let scale: Double

  init(_ climate: DensityClimate, _ activity: SolarActivity, from start: Epoch, scale: Double) {
    moment = ClimateMoment(climate)
    self.activity = activity
    self.start = start
    self.scale = scale
    startDay = start.dayOfYearUTC
  }

  mutating func prepare(at time: Double, altitudes: ClosedRange<Double>) {
    let epoch = start + time
    let now = activity.values(at: epoch)
    moment.prepare(
      altitudes: altitudes, dayOfYear: startDay + time / 86_400, solarFlux: now.solarFlux,
      ap: now.ap, sun: Sun.direction(at: epoch))
  }

  func density(_ place: OrbitPlace) -> Double {
    scale
      * moment.density(
        altitude: place.altitude, sineOfLatitude: place.sineOfLatitude,
        equatorial: place.equatorial)
  }
}
