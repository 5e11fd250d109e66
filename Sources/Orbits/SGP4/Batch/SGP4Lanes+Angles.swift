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
    var s = z.multiplied(by: Lanes(repeating: -1.0 / 5040), adding: Lanes(repeating: 1.0 / 120))
    s = s.multiplied(by: z, adding: Lanes(repeating: -1.0 / 6))
    var c = z.multiplied(by: Lanes(repeating: 1.0 / 40_320), adding: Lanes(repeating: -1.0 / 720))
    c = c.multiplied(by: z, adding: Lanes(repeating: 1.0 / 24))
    c = c.multiplied(by: z, adding: Lanes(repeating: -0.5))
    return (
      sin: s.multiplied(by: z * x, adding: x), cos: c.multiplied(by: z, adding: one)
    )
  }

  /// Up to here an angle [rad] is small.
  @inline(__always) static var smallAngle: Lanes { Lanes(repeating: 0.06) }

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

  /// Sine and cosine of the eccentric anomaly plus the perigee: Kepler's equation in the components
  /// of the vector of eccentricity, from the mean longitude `u`.
  ///
  /// Each step is the inverse series of the equation to the fourth order (Danby 1987, section 6.6),
  /// at most 0.75 rad; a lane whose step was within 4e-3 rad is exact and moves no more.
  @_transparent
  static func eccentricLongitude(_ u: Angle, _ axn: Lanes, _ ayn: Lanes) -> Angle {
    let accurate = Lanes(repeating: 4e-3)
    var angle = u
    var eSine = ayn.multiplied(by: u.cos, subtractedFrom: axn * u.sin)
    var eCosine = axn.multiplied(by: u.cos, adding: ayn * u.sin)
    var step = keplerStep(eSine, eSine, eCosine)
    var turn = smallTurn(step)
    if step.absolute.anyAbove(smallAngle) {
      let wide = LaneFunctions.sinCosWithinEighth(step)
      let large = step.absolute .> smallAngle
      turn.sin.replace(with: wide.sin, where: large)
      turn.cos.replace(with: wide.cos, where: large)
    }
    angle = turned(angle, by: turn)
    var moved = Lanes.zero
    var pass = 0
    while step.absolute.anyAbove(accurate), pass < 8 {
      let isMoving = step.absolute .> accurate
      moved += step
      eSine = ayn.multiplied(by: angle.cos, subtractedFrom: axn * angle.sin)
      eCosine = axn.multiplied(by: angle.cos, adding: ayn * angle.sin)
      let next = keplerStep(eSine - moved, eSine, eCosine)
      step = Lanes.zero.replacing(with: next, where: isMoving)
      angle = turned(angle, by: LaneFunctions.sinCosWithinEighth(step))
      pass += 1
    }
    return angle
  }

  /// One step for the equation's residual and the derivatives that eSine and eCosine are.
  @inline(__always)
  private static func keplerStep(_ residual: Lanes, _ eSine: Lanes, _ eCosine: Lanes) -> Lanes {
    let inverse = one / (one - eCosine)
    let e = residual * inverse
    let h = eSine * inverse * Lanes(repeating: 0.5)
    let g = eCosine * inverse * Lanes(repeating: 1.0 / 6)
    let h2 = h * h
    var series = Lanes(repeating: 5) * h * (g - h2)
    series = series.multiplied(by: e, adding: h2.multiplied(by: Lanes(repeating: 2), adding: -g))
    series = series.multiplied(by: e, adding: -h)
    series = series.multiplied(by: e, adding: one)
    let bound = Lanes(repeating: 0.75)
    return (e * series).least(bound).greatest(-bound)
  }
}
