import NumericalMethods

/// Kepler's equation in the components of the vector of eccentricity.
extension SGP4Lanes {
  /// The place on the ellipse.
  struct Eccentric {
    /// The eccentric anomaly plus the perigee.
    var longitude: Angle
    /// The eccentricity times sine and cosine of the eccentric anomaly.
    var eSine: Lanes
    var eCosine: Lanes
  }

  /// Up to this square of the eccentricity Kepler's equation is solved by a series.
  ///
  /// That is nearly every object near the Earth. A test of the eccentricity has the same answer from
  /// time to time, so that the CPU foresees it; steps of which each is tested, which it cannot
  /// foresee, took a sixth of all the time.
  @inline(__always) static var roundEnough: Lanes { Lanes(repeating: 0.105 * 0.105) }

  /// The place on the ellipse at a mean longitude `u`, which is mean anomaly plus perigee, for the
  /// components `axn`, `ayn` of the vector of eccentricity and `square`, their sum of squares.
  @_transparent
  static func eccentric(_ u: Angle, _ axn: Lanes, _ ayn: Lanes, _ square: Lanes) -> Eccentric {
    let eSine = ayn.multiplied(by: u.cos, subtractedFrom: axn * u.sin)
    let eCosine = axn.multiplied(by: u.cos, adding: ayn * u.sin)
    // Kepler's equation says that the way from u is e sin E itself.
    let way = keplerSeries(eSine, eCosine)
    let turn = smallTurn(way)
    var place = Eccentric(
      longitude: turned(u, by: turn), eSine: way,
      eCosine: eSine.multiplied(by: turn.sin, subtractedFrom: eCosine * turn.cos))
    if square.anyAbove(roundEnough) {
      let far = square .> roundEnough
      let found = stepwise(u, axn, ayn, far)
      place.longitude.sin.replace(with: found.longitude.sin, where: far)
      place.longitude.cos.replace(with: found.longitude.cos, where: far)
      place.eSine.replace(with: found.eSine, where: far)
      place.eCosine.replace(with: found.eCosine, where: far)
    }
    return place
  }

  /// How far [rad] the eccentric longitude is from the mean one, for e sine and e cosine of the
  /// mean anomaly M.
  ///
  /// With v = 1/(1 - e cos M), w = v - 1 and r = v e sin M the equation is
  /// d + w (d - sin d) = r cos d. Its inverse series in r, whose coefficients are polynomials in w,
  /// is cut where the rest is below 6e-14 for eccentricities up to 0.105.
  @inline(__always)
  private static func keplerSeries(_ eSine: Lanes, _ eCosine: Lanes) -> Lanes {
    let v = one / (one - eCosine)
    let w = v - one
    let r = eSine * v
    let z = r * r
    let c5 = w.multiplied(by: Lanes(repeating: 1.0 / 12), adding: Lanes(repeating: 17.0 / 40))
      .multiplied(by: w, adding: Lanes(repeating: 13.0 / 24))
    let c7 = w.multiplied(by: Lanes(repeating: -1.0 / 18), adding: Lanes(repeating: -2.0 / 5))
      .multiplied(by: w, adding: Lanes(repeating: -1601.0 / 1680))
      .multiplied(by: w, adding: Lanes(repeating: -541.0 / 720))
    let c9 = w.multiplied(
      by: Lanes(repeating: 82_571.0 / 60_480), adding: Lanes(repeating: 755_191.0 / 362_880)
    ).multiplied(by: w, adding: Lanes(repeating: 9509.0 / 8064))
    let c11 = w.multiplied(
      by: Lanes(repeating: -6_681_629.0 / 1_478_400),
      adding: Lanes(repeating: -7_231_801.0 / 3_628_800))
    let c3 = w.multiplied(by: Lanes(repeating: -1.0 / 6), adding: Lanes(repeating: -0.5))
    var series = z.multiplied(
      by: Lanes(repeating: 1_695_106_117.0 / 479_001_600), adding: c11)
    series = series.multiplied(by: z, adding: c9)
    series = series.multiplied(by: z, adding: c7)
    series = series.multiplied(by: z, adding: c5)
    series = series.multiplied(by: z, adding: c3)
    return series.multiplied(by: z * r, adding: r)
  }

  /// A step [rad] that leads to the solution within the digits.
  @inline(__always) private static var accurateStep: Lanes { Lanes(repeating: 4e-3) }

  /// The same by steps, for the lanes that are `far` from a circle.
  ///
  /// Each step is the inverse series of the equation to the fourth order (Danby 1987, section 6.6),
  /// at most 0.75 rad; a lane whose step was within ``accurateStep`` moves no more.
  @_transparent
  private static func stepwise(
    _ u: Angle, _ axn: Lanes, _ ayn: Lanes, _ far: SIMDMask<LaneBits>
  ) -> Eccentric {
    var longitude = u
    var way = Lanes.zero
    var step = Lanes.zero.replacing(with: one, where: far)
    var pass = 0
    repeat {
      let isMoving = step.absolute .> accurateStep
      let eSine = ayn.multiplied(by: longitude.cos, subtractedFrom: axn * longitude.sin)
      let eCosine = axn.multiplied(by: longitude.cos, adding: ayn * longitude.sin)
      let next = keplerStep(eSine - way, eSine, eCosine)
      step = Lanes.zero.replacing(with: next, where: isMoving)
      way += step
      longitude = turned(longitude, by: LaneFunctions.sinCosWithinEighth(step))
      pass += 1
    } while step.absolute.anyAbove(accurateStep) && pass < 9
    return Eccentric(
      longitude: longitude, eSine: way,
      eCosine: axn.multiplied(by: longitude.cos, adding: ayn * longitude.sin))
  }

  /// One step for the equation's residual and the derivatives that eSine and eCosine are.
  @inline(__always)
  private static func keplerStep(_ residual: Lanes, _ eSine: Lanes, _ eCosine: Lanes) -> Lanes {
    let inverse = one / (one - eCosine)
    let e = residual * inverse
    let h = eSine * inverse * Lanes(repeating: 0.5)
    let g = eCosine * inverse * Lanes(repeating: 1.0 / 6)
    let h2 = h * h
    var series = Lanes(repeating: 5) * h * (g - h2 + Lanes(repeating: 1.0 / 60))
    series = series.multiplied(by: e, adding: h2.multiplied(by: Lanes(repeating: 2), adding: -g))
    series = series.multiplied(by: e, adding: -h)
    series = series.multiplied(by: e, adding: one)
    let bound = Lanes(repeating: 0.75)
    return (e * series).least(bound).greatest(-bound)
  }
}
