import Foundation
import Kinematics
import SpaceEnvironment
import Timing

/// A circular orbit over a turning Earth, as a track to fly along.
struct CircularTrack {
  /// Distance from the Earth's centre at perigee and how much farther apogee is [m].
  var radius = 6_795_000.0
  var rise = 8_000.0
  var inclination = 51.64 * Double.pi / 180

  func position(at time: Double) -> Position<ITRF> {
    let rate = (3.986_004_415e14 / (radius * radius * radius)).squareRoot()
    let u = rate * time
    let r = radius + rise * 0.5 * (1 - cos(u - 1))
    let spin = 1 - 7.292_115e-5 * time
    let (x, y) = (cos(u), sin(u) * cos(inclination))
    return Position(
      r * (x * cos(spin) - y * sin(spin)), r * (x * sin(spin) + y * cos(spin)),
      r * sin(u) * sin(inclination))
  }
}

/// What a call of the density along a track costs, how far it is from the model at most, and what its
/// knots of a day cost; the day is one of the storm of May 2024.
func reportTrack(_ model: NRLMSISE00, _ data: URL) throws {
  let weather = try SpaceWeather(tableAt: data.appendingPathComponent("space-weather.csv"))
  let air = try AtmosphereNRLMSISE00(model: model, weather: weather)
  let start = try Epoch(utc: "2024-05-10T07:11:00Z")
  let track = CircularTrack()
  var splined = try DensityAlongTrack(
    of: air, from: start, to: start + 86_400, position: track.position)
  let calls = 2_000_000
  var sum = 0.0
  Timing.report("density-track", per: "place", pieces: calls) {
    for index in 0..<calls {
      sum += splined.density(
        time: 0.043 * Double(index), radius: 6_799_000 + Double(index & 1023))
    }
  }
  var worst = 0.0
  for index in 0..<4000 {
    let time = 21.597 * Double(index)
    let height = 5000 * sin(Double(index))
    let place = GeodeticPosition(track.position(at: time))
    let truth = air.density(
      latitude: place.latitude, longitude: place.longitude, altitude: place.altitude + height,
      epoch: start + time, sunDirectionEarthFixed: SIMD3(1, 0, 0))
    worst = max(worst, abs(splined.density(time: time, heightOverTrack: height) / truth - 1))
  }
  print("density-track-off", 100 * worst, "percent")
  try Timing.report("density-track-knots", per: "day", pieces: 1) {
    splined = try DensityAlongTrack(
      of: air, from: start, to: start + 86_400, position: track.position)
  }
}
