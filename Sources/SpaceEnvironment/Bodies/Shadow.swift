import NumericalMethods

/// The shadow of the Earth.
public enum Shadow {
  /// Radius of the Earth as it hides the Sun [m]: the equatorial radius of WGS 84, without
  /// atmosphere.
  public static let occultingRadius = 6_378_137.0

  /// Where light begins to fade, and where it is gone.
  public enum Border: Sendable {
    /// Outside the penumbra the whole Sun is seen.
    case penumbra
    /// Inside the umbra nothing of it.
    case umbra
  }

  /// How far a position [m] lies outside a border of the shadow [rad], seen from there: the angle
  /// between the centres of both disks less that at the border; negative inside.
  public static func outside(
    _ border: Border, of position: SIMD3<Double>, sun: SIMD3<Double>
  ) -> Double {
    let disks = Disks(position, sun)
    return disks.separation - disks.earth - (border == .penumbra ? disks.sun : -disks.sun)
  }

  /// The disks of Sun and Earth as angles [rad].
  private struct Disks {
    var sun: Double
    var earth: Double
    var separation: Double

    init(_ position: SIMD3<Double>, _ sun: SIMD3<Double>) {
      let toSun = sun - position
      let distance = position.magnitude
      let sunDistance = toSun.magnitude
      self.sun = Elementary.asin(min(1, Sun.radius / sunDistance))
      earth = Elementary.asin(min(1, occultingRadius / distance))
      let u = -position / distance
      let v = toSun / sunDistance
      separation = Elementary.atan2(cross(u, v).magnitude, dot(u, v))
    }
  }

  /// How much of the Sun's disk is seen from `position` [m] with the Sun at `sun` [m], both
  /// relative to the Earth's centre: 0 in the umbra, 1 in full light.
  ///
  /// A spherical Earth without atmosphere and a disk of even brightness; inside the Earth there is
  /// no light. Source: Montenbruck, Gill, *Satellite Orbits* (2000), equations 3.85 to 3.94.
  public static func illumination(of position: SIMD3<Double>, sun: SIMD3<Double>) -> Double {
    guard position.magnitude > occultingRadius else { return 0 }
    guard (sun - position).magnitude > Sun.radius else { return 1 }
    let disks = Disks(position, sun)
    let (a, b, c) = (disks.sun, disks.earth, disks.separation)
    if c >= a + b { return 1 }
    if c <= b - a { return 0 }
    if c <= a - b { return 1 - (b * b) / (a * a) }
    let x = (c * c + a * a - b * b) / (2 * c)
    let y = max(0, a * a - x * x).squareRoot()
    let hidden =
      a * a * Elementary.acos(max(-1, min(1, x / a)))
      + b * b * Elementary.acos(max(-1, min(1, (c - x) / b))) - c * y
    return max(0, min(1, 1 - hidden / (.pi * a * a)))
  }
}
