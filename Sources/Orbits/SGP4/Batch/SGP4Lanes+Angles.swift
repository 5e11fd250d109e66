import NumericalMethods

/// Angles in lanes that are known by their sine and cosine, and turned by small ones.
extension SGP4Lanes {
  @inline(__always) static var one: Lanes { Lanes(repeating: 1) }

  /// The sum of two angles.
  @inline(__always)
  static func turned(_ a: Angle, by b: Angle) -> Angle {
    (
      sin: a.sin.multiplied(by: b.cos, adding: a.cos * b.sin),
      cos: a.sin.multiplied(by: b.sin, subtractedFrom: a.cos * b.cos)
    )
  }

  /// Sine and cosine within 1e-17 up to 2e-3 rad, the size of the short-period terms.
  @inline(__always)
  static func slightTurn(_ x: Lanes) -> Angle {
    let z = x * x
    let c = z.multiplied(by: Lanes(repeating: 1.0 / 24), adding: Lanes(repeating: -0.5))
    return (
      sin: (z * x).multiplied(by: Lanes(repeating: -1.0 / 6), adding: x),
      cos: c.multiplied(by: z, adding: one)
    )
  }

  /// Sine and cosine within 1e-16 up to ``smallAngle``.
  @inline(__always)
  static func smallTurn(_ x: Lanes) -> Angle {
    let z = x * x
    var s = z.multiplied(
      by: Lanes(repeating: 1.0 / 362_880), adding: Lanes(repeating: -1.0 / 5040))
    s = s.multiplied(by: z, adding: Lanes(repeating: 1.0 / 120))
    s = s.multiplied(by: z, adding: Lanes(repeating: -1.0 / 6))
    var c = z.multiplied(by: Lanes(repeating: 1.0 / 40_320), adding: Lanes(repeating: -1.0 / 720))
    c = c.multiplied(by: z, adding: Lanes(repeating: 1.0 / 24))
    c = c.multiplied(by: z, adding: Lanes(repeating: -0.5))
    return (
      sin: s.multiplied(by: z * x, adding: x), cos: c.multiplied(by: z, adding: one)
    )
  }

  /// Up to here an angle [rad] is small: what the eccentric anomaly of an orbit that is
  /// ``roundEnough`` can be off the mean one.
  @inline(__always) static var smallAngle: Lanes { Lanes(repeating: 0.106) }

  /// Sine and cosine of angles that are mostly small.
  @_transparent
  static func rotor(_ x: Lanes) -> Angle {
    var turn = smallTurn(x)
    if x.absolute.anyAbove(smallAngle) {
      let full = LaneFunctions.sinCos(x)
      let large = x.absolute .> smallAngle
      turn.sin.replace(with: full.sin, where: large)
      turn.cos.replace(with: full.cos, where: large)
    }
    return turn
  }
}
