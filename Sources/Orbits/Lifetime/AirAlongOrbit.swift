import Kinematics
import NumericalMethods
import SpaceEnvironment

/// A place on an orbit, as the air sees it.
struct OrbitPlace {
  /// Above the ellipsoid [m].
  var altitude: Double
  /// Sine of the latitude.
  var sineOfLatitude: Double
  /// Cosine of the latitude times cosine and sine of the right ascension.
  var equatorial: SIMD2<Double>
}

/// Air that a decay flies through: made ready for a moment, then asked along a revolution.
protocol AirAlongOrbit {
  /// Makes ready for a moment and for the altitudes [m] that will be asked for.
  mutating func prepare(at time: Double, altitudes: ClosedRange<Double>)
  /// The density [kg/m³].
  func density(_ place: OrbitPlace) -> Double
}

/// A density model asked directly, for arcs on which its cost does not matter.
struct ModelAir: AirAlongOrbit {
  let model: any DensityModel
  /// Times count from here.
  let start: Epoch
  private var epoch: Epoch
  private var sun = SIMD3<Double>.zero
  /// Cosine and sine of the Earth's rotation angle.
  private var turn = SIMD2<Double>(1, 0)

  init(_ model: any DensityModel, from start: Epoch) {
    self.model = model
    self.start = start
    epoch = start
  }

  mutating func prepare(at time: Double, altitudes: ClosedRange<Double>) {
    epoch = start + time
    let angle = Elementary.sinCos(Self.rotationAngle(at: epoch))
    turn = SIMD2(angle.cos, angle.sin)
    let direction = Sun.position(at: epoch).normalized
    let equatorial = fixed(SIMD2(direction.x, direction.y))
    sun = SIMD3(equatorial.x, equatorial.y, direction.z)
  }

  func density(_ place: OrbitPlace) -> Double {
    let equatorial = fixed(place.equatorial)
    return model.density(
      latitude: Elementary.asin(max(-1, min(1, place.sineOfLatitude))),
      longitude: Elementary.atan2(equatorial.y, equatorial.x), altitude: place.altitude,
      epoch: epoch, sunDirectionEarthFixed: sun)
  }

  private func fixed(_ equatorial: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(
      turn.x * equatorial.x + turn.y * equatorial.y, turn.x * equatorial.y - turn.y * equatorial.x)
  }

  /// The Earth rotation angle [rad] with UT1 taken for UTC, which is good to 0.004 degrees (IERS
  /// Conventions 2010, equation 5.15).
  static func rotationAngle(at epoch: Epoch) -> Double {
    let date = epoch.julianDateUTC
    let days = (date.0 - 2_451_545) + date.1
    let turns = 0.779_057_273_264_0 + 0.002_737_811_911_354_48 * days + (date.1 + 0.5)
    return 2 * .pi * (turns - turns.rounded(.down))
  }
}
