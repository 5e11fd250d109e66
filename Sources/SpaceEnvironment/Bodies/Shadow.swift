import NumericalMethods

/// The shadow of the Earth.
public enum Shadow {
  /// Radius of the Earth as it hides the Sun [m]: the equatorial radius of WGS 84, without
  /// atmosphere.
  public static let occultingRadius = 6_378_137.0

  /// How much of the Sun's disk is seen from `position` [m] with the Sun at `sun` [m], both
  /// relative to the Earth's centre: 0 in the umbra, 1 in full light.
  ///
  /// A spherical Earth without atmosphere and a disk of even brightness; inside the Earth there is
  /// no light. Source: Montenbruck, Gill, *Satellite Orbits* (2000), equations 3.85 to 3.94.
  public static func illumination(of position: SIMD3<Double>, sun: SIMD3<Double>) -> Double {
    let toSun = sun - position
    let distance = position.magnitude
    let sunDistance = toSun.magnitude
    guard distance > occultingRadius else { return 0 }
    guard sunDistance > Sun.radius else { return 1 }
    let a = Elementary.asin(Sun.radius / sunDistance)
    let b = Elementary.asin(occultingRadius / distance)
    let u = -position / distance
    let v = toSun / sunDistance
    let c = Elementary.atan2(cross(u, v).magnitude, dot(u, v))
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
