import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment
import Testing

@Suite struct DensityAlongTrackTests {
  /// An ellipse about a turning Earth, in the Earth-fixed frame.
  struct Track: Sendable, CustomTestStringConvertible {
    var perigee, apogee, inclination: Double
    var testDescription: String { "\(perigee) to \(apogee) km, \(inclination) degrees" }

    func position(at time: Double) -> Position<ITRF> {
      let earth = 6378.137
      let (low, high) = (earth + perigee, earth + apogee)
      let a = 500 * (low + high)
      let e = (high - low) / (high + low)
      let mean = (Earth.mu / (a * a * a)).squareRoot() * time
      var anomaly = mean
      for _ in 0..<30 { anomaly = mean + e * sin(anomaly) }
      let root = (1 - e * e).squareRoot()
      let (x, y) = (a * (cos(anomaly) - e), a * root * sin(anomaly))
      let tilt = inclination * .pi / 180
      let (u, v, w) = (0.8 * x - 0.6 * y, (0.6 * x + 0.8 * y) * cos(tilt), 0.6 * x + 0.8 * y)
      let spin = 1 - 7.292_115e-5 * time
      return Position(
        u * cos(spin) - v * sin(spin), u * sin(spin) + v * cos(spin), w * sin(tilt))
    }
  }

  static func atmosphere(
    _ mode: AtmosphereNRLMSISE00.IndexMode = .threeHourly
  ) throws -> AtmosphereNRLMSISE00 {
    let data = try DataFolder.locate()
    return try AtmosphereNRLMSISE00(
      model: NRLMSISE00Tests.model.get(),
      weather: SpaceWeather(tableAt: data.appendingPathComponent("space-weather.csv")), mode: mode)
  }

  static func density(
    _ air: AtmosphereNRLMSISE00, _ place: Position<ITRF>, _ height: Double, _ epoch: Epoch
  ) -> Double {
    let geodetic = GeodeticPosition(place)
    return air.density(
      latitude: geodetic.latitude, longitude: geodetic.longitude,
      altitude: geodetic.altitude + height, epoch: epoch, sunDirectionEarthFixed: SIMD3(1, 0, 0))
  }

  /// The worst magnetic storm of twenty years, with its steps of ap from 15 to 400, along the orbits
  /// that stations and their pieces have.
  @Test(arguments: [
    Track(perigee: 415, apogee: 423, inclination: 51.64),
    Track(perigee: 300, apogee: 312, inclination: 51.64),
    Track(perigee: 500, apogee: 510, inclination: 97.4),
    Track(perigee: 250, apogee: 900, inclination: 51.64),
  ])
  func theSplinesKeepWithinATwentiethOfAPercent(_ track: Track) throws {
    let air = try Self.atmosphere()
    let start = try Epoch(utc: "2024-05-10T07:11:00Z")
    let splines = try DensityAlongTrack(
      of: air, from: start, to: start + 86_400, position: track.position)
    for reach in [0.0, 1000, 5000] {
      var worst = 0.0
      for index in 0...3000 {
        let time = 28.8 * Double(index)
        let height = reach * sin(Double(index))
        let truth = Self.density(air, track.position(at: time), height, start + time)
        worst = max(
          worst, abs(splines.density(time: time, heightOverTrack: height) / truth - 1))
      }
      #expect(worst < 5e-4)
    }
  }

  /// What is held constant steps at midnight only; in quiet air and with a daily index the splines
  /// are closer.
  @Test func aDailyIndexStepsAtMidnight() throws {
    let air = try Self.atmosphere(.daily)
    let track = Track(perigee: 415, apogee: 423, inclination: 51.64)
    let start = try Epoch(utc: "2023-12-31T22:00:00Z")
    let splines = try DensityAlongTrack(
      of: air, from: start, to: start + 14_400, position: track.position)
    for index in 0...720 {
      let time = 20 * Double(index)
      let truth = Self.density(air, track.position(at: time), 0, start + time)
      let density = splines.density(time: time, radius: track.position(at: time).magnitude)
      #expect(abs(density / truth - 1) < 5e-5)
    }
    // On both sides of midnight the splines have the value of their own day.
    let jump = splines.density(time: 7200, heightOverTrack: 0)
    let before = splines.density(time: 7199.999, heightOverTrack: 0)
    #expect(abs(jump / before - 1) > 1e-4)
  }

  @Test func outsideItsTimesTheEndIsHeldAndHostileTracksAreRefused() throws {
    let air = try AtmosphereNRLMSISE00(
      model: NRLMSISE00Tests.model.get(), constantFlux: 150, dailyIndex: 15)
    let track = Track(perigee: 415, apogee: 423, inclination: 51.64)
    // Over the leap second at the end of 2016: midnight comes a second late.
    let start = try Epoch(utc: "2016-12-31T23:00:00Z")
    let splines = try DensityAlongTrack(
      of: air, from: start, to: start + 7200, position: track.position)
    #expect(splines.times == -60...7260)
    let last = splines.density(time: 7260, heightOverTrack: 0)
    #expect(splines.density(time: 1e9, heightOverTrack: 0) == last)
    #expect(splines.density(time: .infinity, heightOverTrack: 0) == last)
    #expect(splines.density(time: -1e300, heightOverTrack: 0) > 0)
    #expect(splines.density(time: .nan, heightOverTrack: 0) > 0)
    #expect(splines.density(time: 0, heightOverTrack: .nan).isNaN)
    for time in [3599.5, 3600.5, 3601.5] {
      let truth = Self.density(air, track.position(at: time), 0, start + time)
      #expect(abs(splines.density(time: time, heightOverTrack: 0) / truth - 1) < 5e-5)
    }
    #expect(throws: EnvironmentError.self) {
      try DensityAlongTrack(of: air, from: start, to: start - 1, position: track.position)
    }
    #expect(throws: EnvironmentError.self) {
      try DensityAlongTrack(
        of: air, from: start, to: start + 60, spacing: .nan, position: track.position)
    }
    for bad in [Position<ITRF>.zero, Position(.nan, 0, 0), Position(1e9, 0, 0)] {
      #expect(throws: EnvironmentError.self) {
        try DensityAlongTrack(of: air, from: start, to: start + 60) { _ in bad }
      }
    }
  }
}
