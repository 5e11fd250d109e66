import NumericalMethods

/// States of eight lanes: position [m] and velocity [m/s] in TEME.
struct SGP4LaneState {
  var x: Lanes
  var y: Lanes
  var z: Lanes
  var vx: Lanes
  var vy: Lanes
  var vz: Lanes
  /// The lanes that hold a state. The others are at the border of what the theory answers, or
  /// beyond what the lanes do to all digits: the theory one by one decides.
  var answered: SIMDMask<LaneBits>
}

extension SGP4Lanes {
  typealias Angle = (sin: Lanes, cos: Lanes)

  /// Elements with drag, and the angles they stand at.
  private struct Mean {
    /// Semi-major axis [Earth radii] and its square root.
    var axis: Lanes
    var axisRoot: Lanes
    var eccentricity: Lanes
    var perigee: Angle
    /// Mean anomaly plus perigee without what drag and long periods add to their sum, and what drag
    /// adds [rad].
    var longitude: Angle
    var gain: Lanes
    var node: Angle
    var answered: SIMDMask<LaneBits>
  }

  /// The states `t` [min] after the epochs.
  ///
  /// The theory is that of ``SGP4Propagator``. Three angles go through sine and cosine; everything
  /// else turns those by small angles. No lane looks at another: where one needs more work, the
  /// others get back what they had.
  ///
  /// Functions with branches are transparent because the compiler leaves them outside otherwise,
  /// and a call carries all lanes through memory: a quarter of the speed.
  @_transparent
  func states(_ t: Lanes) -> SGP4LaneState {
    let mean = mean(t)
    // The vector of eccentricity along the node and across it, with the long-period terms.
    let e = mean.eccentricity
    let scale = Self.one / (mean.axis * e.multiplied(by: e, subtractedFrom: Self.one))
    let axn = e * mean.perigee.cos
    let ayn = e.multiplied(by: mean.perigee.sin, adding: scale * eccentricityVectorTerm)
    let added = (scale * longitudeTerm).multiplied(by: axn, adding: mean.gain)
    let u = Self.turned(mean.longitude, by: Self.rotor(added))
    let square = axn.multiplied(by: axn, adding: ayn * ayn)
    return state(mean, axn, ayn, square, Self.eccentric(u, axn, ayn, square))
  }

  /// Secular motion and drag.
  @_transparent
  private func mean(_ t: Lanes) -> Mean {
    let one = Self.one
    let anomaly = LaneFunctions.sinCos(meanAnomalyRate.multiplied(by: t, adding: meanAnomaly))
    let perigee = LaneFunctions.sinCos(perigeeRate.multiplied(by: t, adding: self.perigee))
    let nodeSpeed = nodeDrag.multiplied(by: t, adding: nodeRate)
    let node = LaneFunctions.sinCos(nodeSpeed.multiplied(by: t, adding: self.node))
    let swing = eta.multiplied(by: anomaly.cos, adding: one)
    let change = swing * swing * swing - cubeAtEpoch
    let shift = Self.rotor(perigeeDrag.multiplied(by: t, adding: anomalyCube * change))
    let shiftedSine = anomaly.sin.multiplied(by: shift.cos, adding: anomaly.cos * shift.sin)

    var loss = axis4.multiplied(by: t, adding: axis3)
    loss = loss.multiplied(by: t, adding: axis2)
    loss = loss.multiplied(by: t, adding: axis1)
    let factor = loss.multiplied(by: t, subtractedFrom: one)
    var gain = longitude5.multiplied(by: t, adding: longitude4)
    gain = gain.multiplied(by: t, adding: longitude3)
    gain = gain.multiplied(by: t, adding: longitude2)
    let away = eccentricitySine * (shiftedSine - sineAtEpoch)
    let e = eccentricity - eccentricity1.multiplied(by: t, adding: away)
    return Mean(
      axis: axis * factor * factor, axisRoot: axisRoot * factor,
      eccentricity: e.greatest(Lanes(repeating: 1e-6)),
      perigee: (
        sin: perigee.cos.multiplied(by: shift.sin, subtractedFrom: perigee.sin * shift.cos),
        cos: perigee.sin.multiplied(by: shift.sin, adding: perigee.cos * shift.cos)
      ),
      longitude: Self.turned(anomaly, by: perigee), gain: meanMotion * (t * t * gain),
      node: node,
      answered: (t.absolute .< reach) .& ((factor - one).absolute .< Lanes(repeating: 0.5))
        .& ((e - Lanes(repeating: 0.2995)).absolute .< Lanes(repeating: 0.3)))
  }

  /// Short-period terms, position and velocity.
  @inline(__always)
  private func state(
    _ mean: Mean, _ axn: Lanes, _ ayn: Lanes, _ square: Lanes, _ eccentric: Eccentric
  ) -> SGP4LaneState {
    let one = Self.one
    let (sineE, cosineE) = eccentric.longitude
    let eSine = eccentric.eSine
    let beta2 = one - square
    let beta = beta2.root
    let p = mean.axis * beta2
    // One division for the inverses of 1 - e cos E, 1 + beta and p.
    let rest = one - eccentric.eCosine
    let sum = one + beta
    let product = rest * sum
    let inverse = one / (product * p)
    let inverseP = inverse * product
    let inverseRest = inverse * p * sum
    let inverseRoot = inverseP * beta2 * mean.axisRoot
    let share = eSine * (inverse * p * rest)
    let sineU = inverseRest * (sineE - axn.multiplied(by: share, adding: ayn))
    let cosineU = inverseRest * (ayn.multiplied(by: share, adding: cosineE) - axn)
    let sine2U = (cosineU + cosineU) * sineU
    let cosine2U = (sineU + sineU).multiplied(by: sineU, subtractedFrom: one)

    let first = Lanes(repeating: 0.5 * SGP4Earth.j2) * inverseP
    let second = first * inverseP
    let oneAndHalf = Lanes(repeating: 1.5)
    let flattening = (oneAndHalf * second * beta)
      .multiplied(by: threeCosine2Minus1, subtractedFrom: one)
    let wave = Lanes(repeating: 0.5) * first * sine2 * cosine2U
    let radius = (mean.axis * rest).multiplied(by: flattening, adding: wave)
    let tilt = oneAndHalf * second * cosine
    let latitude = Self.turned(
      (sineU, cosineU),
      by: Self.slightTurn(
        Lanes(repeating: -0.25) * second * sevenCosine2Minus1 * sine2U))
    let node = Self.turned(mean.node, by: Self.slightTurn(tilt * sine2U))
    let inclination = Self.turned(
      (sine, cosine), by: Self.slightTurn(tilt * sine * cosine2U))
    let rate = first * (inverseP * beta2) * inverseRoot
    let radialSpeed = (rate * sine2)
      .multiplied(by: sine2U, subtractedFrom: eSine * inverseRest * inverseRoot)
    let bulge = sine2.multiplied(by: cosine2U, adding: oneAndHalf * threeCosine2Minus1)
    let transverseSpeed = rate.multiplied(
      by: bulge, adding: beta * inverseRest * inverseRoot)
    return vectors(
      radius, radialSpeed, transverseSpeed, latitude, node, inclination,
      answered: mean.answered .& (p .> Lanes(repeating: 0.9))
        .& (radius .> Lanes(repeating: 1 + 1e-9)))
  }

  /// Position and velocity from the distance [Earth radii], speeds along and across it, and the
  /// angles of the place.
  @inline(__always)
  private func vectors(
    _ radius: Lanes, _ radialSpeed: Lanes, _ transverseSpeed: Lanes,
    _ latitude: Angle, _ node: Angle, _ inclination: Angle, answered: SIMDMask<LaneBits>
  ) -> SGP4LaneState {
    let mx = -(node.sin * inclination.cos)
    let my = node.cos * inclination.cos
    let ux = mx.multiplied(by: latitude.sin, adding: node.cos * latitude.cos)
    let uy = my.multiplied(by: latitude.sin, adding: node.sin * latitude.cos)
    let uz = inclination.sin * latitude.sin
    let wx = node.cos.multiplied(by: latitude.sin, subtractedFrom: mx * latitude.cos)
    let wy = node.sin.multiplied(by: latitude.sin, subtractedFrom: my * latitude.cos)
    let wz = inclination.sin * latitude.cos
    let r = radius * Lanes(repeating: 1000 * SGP4Earth.radius)
    let speed = speedUnit
    let along = radialSpeed * speed
    let across = transverseSpeed * speed
    return SGP4LaneState(
      x: r * ux, y: r * uy, z: r * uz, vx: along.multiplied(by: ux, adding: across * wx),
      vy: along.multiplied(by: uy, adding: across * wy),
      vz: along.multiplied(by: uz, adding: across * wz), answered: answered)
  }
}
