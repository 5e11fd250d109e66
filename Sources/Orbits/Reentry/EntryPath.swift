import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The fall of a point through the air, in the plane of its orbit.
///
/// Gravity is that of a round Earth, the air turns with it, there is no lift. The plane is kept: in
/// the quarter hour of an entry it turns by less than a degree. Integrated by Runge and Kutta's
/// method of order 4 in steps of half a second in the air, where ranges are then good to 100 m.
public struct EntryPath: Sendable, Hashable {
  /// Above a round Earth of mean radius [m].
  public var altitude: Double
  /// Angle from where it began, along the orbit [rad].
  public var angle = 0.0
  /// Speed away from the Earth and across [m/s].
  public var radialSpeed: Double
  /// [m/s]
  public var crossSpeed: Double
  /// Since it began [s].
  public var time = 0.0
  /// Cosine of the inclination, by which the air moves along.
  public let cosineOfInclination: Double

  /// Mean radius of the Earth [m] (IUGG, R1).
  public static let earthRadius = 6_371_008.8

  /// A place on the path.
  ///
  /// - Parameters:
  ///   - altitude: above the mean radius [m].
  ///   - radialSpeed: away from the Earth [m/s].
  ///   - crossSpeed: across the radius [m/s].
  ///   - inclination: of the orbit [rad].
  public init(
    altitude: Double, radialSpeed: Double, crossSpeed: Double, inclination: Double
  ) {
    self.altitude = altitude
    self.radialSpeed = radialSpeed
    self.crossSpeed = crossSpeed
    cosineOfInclination = Elementary.cos(inclination)
  }

  /// The end of a decay: a circular orbit at 130 km.
  public static func decayed(inclination: Double) -> EntryPath {
    EntryPath(
      altitude: 130e3, radialSpeed: 0, crossSpeed: (Earth.mu / (earthRadius + 130e3)).squareRoot(),
      inclination: inclination)
  }

  /// Angle of the path over the horizon [rad], negative downwards; relative to the stars.
  public var pathAngle: Double { Elementary.atan2(radialSpeed, crossSpeed) }

  /// Speed relative to the air [m/s].
  public var airSpeed: Double {
    let across = crossSpeed - airSpeedAcross(earthRadius: Self.earthRadius + altitude)
    return (radialSpeed * radialSpeed + across * across).squareRoot()
  }

  private func airSpeedAcross(earthRadius radius: Double) -> Double {
    ForceModel.earthRate * radius * cosineOfInclination
  }

  /// Falls to an altitude [m] with the ballistic coefficient m / (Cd · A) [kg/m²].
  ///
  /// Returns nil where it is not there within two days.
  public func fallen(
    to floor: Double, ballisticCoefficient: Double, in air: EntryAir
  ) -> EntryPath? {
    var path = self
    while path.altitude > floor {
      guard path.time < 2 * 86_400, path.altitude.isFinite else { return nil }
      let step = path.altitude > 180e3 ? 10.0 : path.altitude > 120e3 ? 2.0 : 0.5
      var next = path
      next.advance(by: step, ballisticCoefficient, air)
      if next.altitude < floor {
        let part = (path.altitude - floor) / (path.altitude - next.altitude)
        path.advance(by: step * part, ballisticCoefficient, air)
        path.altitude = min(path.altitude, floor)
        return path
      }
      path = next
    }
    return path
  }

  private mutating func advance(by step: Double, _ coefficient: Double, _ air: EntryAir) {
    let start = SIMD4(altitude, angle, radialSpeed, crossSpeed)
    let first = rate(start, coefficient, air)
    let second = rate(start + 0.5 * step * first, coefficient, air)
    let third = rate(start + 0.5 * step * second, coefficient, air)
    let fourth = rate(start + step * third, coefficient, air)
    let sum: SIMD4<Double> = first + 2 * (second + third) + fourth
    let end = start + (step / 6) * sum
    (altitude, angle, radialSpeed, crossSpeed) = (end[0], end[1], end[2], end[3])
    time += step
  }

  private func rate(
    _ state: SIMD4<Double>, _ coefficient: Double, _ air: EntryAir
  ) -> SIMD4<Double> {
    let radius = Self.earthRadius + state[0]
    let across = state[3] - airSpeedAcross(earthRadius: radius)
    let speed = (state[2] * state[2] + across * across).squareRoot()
    let drag = 0.5 * air.density(altitude: state[0]) * speed / coefficient
    return SIMD4(
      state[2], state[3] / radius,
      state[3] * state[3] / radius - Earth.mu / (radius * radius) - drag * state[2],
      -state[2] * state[3] / radius - drag * across)
  }
}
