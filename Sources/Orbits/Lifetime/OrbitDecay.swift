import Kinematics
import NumericalMethods
import SpaceEnvironment

/// How drag brings an orbit down, by mean elements: the changes of a revolution are averaged over it,
/// and the averages integrated with steps of days.
///
/// Drag acts by Gauss's equations, averaged by quadrature in the eccentric argument of latitude along
/// the orbit with the radius that the flattening gives it, in air that turns with the Earth. Node and
/// perigee turn by the second zonal harmonic, the eccentricity swings by the third. The pull of the Sun and
/// the Moon is left out, so that apogees are refused above
/// ``MeanElementPropagator/highestApogee``; solar pressure is, too.
///
/// Sources: Liu (1974), *AIAA Journal* 12, 1511 for the method; Battin, *An Introduction to the
/// Mathematics and Methods of Astrodynamics*, rev. ed. (1999), section 10.3 for Gauss's equations;
/// King-Hele, *Satellite Orbits in an Atmosphere* (1987), for the effects and for checks.
struct OrbitDecay<Air: AirAlongOrbit> {
  /// Now.
  private(set) var elements: MeanElements
  /// After the start [s].
  private(set) var time = 0.0
  /// Cd · A / m [m²/kg].
  let ballisticArea: Double
  private(set) var air: Air
  private var circle: [SIMD2<Double>] = []

  init(_ elements: MeanElements, ballisticArea: Double, air: Air) {
    self.elements = elements
    self.ballisticArea = ballisticArea
    self.air = air
  }

  /// The turning of the eccentricity vector about the point that the third harmonic sets, at the rate
  /// of the beginning of a step. It is taken out of what is integrated, so that steps may be longer
  /// than a turn.
  private struct Swing {
    let rate: Double
    let frozen: Double

    init(_ elements: MeanElements) {
      let zonal = elements.zonalRates
      rate = zonal.perigee
      frozen = zonal.frozen
    }

    /// The state without the turning since the beginning of the step [s].
    func without(_ state: State, after time: Double) -> State {
      turned(state, by: -rate * time, about: frozen, putBack: 0)
    }

    /// The state with it.
    func with(_ state: State, after time: Double) -> State {
      turned(state, by: rate * time, about: 0, putBack: frozen)
    }

    /// The rate of the state without the turning, from that of the state with it.
    func rateWithout(_ rates: State, at state: State, after time: Double) -> State {
      var left = rates
      left[1] += rate * (state[2] - frozen)
      left[2] -= rate * state[1]
      return turned(left, by: -rate * time, about: 0, putBack: 0)
    }

    private func turned(
      _ state: State, by angle: Double, about centre: Double, putBack: Double
    ) -> State {
      let turn = Elementary.sinCos(angle)
      let (x, y) = (state[1], state[2] - centre)
      var turned = state
      turned[1] = turn.cos * x - turn.sin * y
      turned[2] = turn.sin * x + turn.cos * y + putBack
      return turned
    }
  }

  /// The state of the integration: semi-major axis, eccentricity vector, inclination, node.
  private typealias State = SIMD8<Double>

  private var state: State {
    get {
      State(
        elements.semiMajorAxis, elements.eccentricityVector.x, elements.eccentricityVector.y,
        elements.inclination, elements.rightAscensionOfAscendingNode, 0, 0, 0)
    }
    set { elements = Self.elements(newValue) }
  }

  private static func elements(_ state: State) -> MeanElements {
    MeanElements(
      semiMajorAxis: state[0], eccentricityVector: SIMD2(state[1], state[2]), inclination: state[3],
      rightAscensionOfAscendingNode: state[4], meanArgumentOfLatitude: 0)
  }

  /// Goes on to a time [s], or until the perigee is at an altitude above the equatorial radius [m].
  ///
  /// Returns whether the perigee came that low; then ``time`` is when it did.
  mutating func advance(to end: Double, perigee floor: Double) -> Bool {
    while time < end {
      let before = elements.perigeeAltitude
      guard before > floor else { return true }
      let swing = Swing(elements)
      let start = swing.without(state, after: 0)
      let first = rate(at: time, start, swing, after: 0)
      let step = min(end - time, longestStep(first))
      let half = 0.5 * step
      let second = rate(at: time + half, start + half * first, swing, after: half)
      let third = rate(at: time + half, start + half * second, swing, after: half)
      let fourth = rate(at: time + step, start + step * third, swing, after: step)
      let sum: State = first + 2 * (second + third) + fourth
      state = swing.with(start + (step / 6) * sum, after: step)
      let after = elements.perigeeAltitude
      guard after > floor else {
        // The step is a small part of a scale height, over which the fall is even.
        let part = after.isFinite && after < before ? (before - floor) / (before - after) : 0
        time += step * min(1, part)
        return true
      }
      time += step
    }
    return false
  }

  /// The rate of the semi-major axis [m/s] at a time [s] if the orbit were held as it is now, while its
  /// node turns.
  mutating func heldRate(at time: Double) -> Double {
    var held = state
    held[4] += elements.zonalRates.node * time
    return rate(at: time, held)[0]
  }

  /// The step [s]: a seventh of a scale height of fall and less, and ten days or the time in which one
  /// in a hundred of a scale height is lost, at most thirty.
  private func longestStep(_ rate: State) -> Double {
    let day = 86_400.0
    let fall = abs(rate[0]) * (1 - elements.eccentricity)
    // Scale heights near 9 km at 120 km, 57 km at 400 km (US Standard Atmosphere 1976): on the low side.
    let scale = 6e3 + 0.17 * max(0, elements.perigeeAltitude - 100e3)
    let slow = max(10 * day, min(30 * day, 0.01 * scale / max(fall, 1e-12)))
    // In an eccentric orbit the apogee comes down, by a tenth of its height over the perigee a step.
    let height = 2 * elements.semiMajorAxis * elements.eccentricity
    return min(slow, 0.14 * max(scale, 0.7 * height) / max(fall, 1e-12))
  }

  /// Rates of the state without its swing, `after` the beginning of the step [s].
  private mutating func rate(
    at time: Double, _ state: State, _ swing: Swing, after: Double
  ) -> State {
    let whole = swing.with(state, after: after)
    return swing.rateWithout(rate(at: time, whole), at: whole, after: after)
  }

  /// Rates of the state averaged over a revolution.
  private mutating func rate(at time: Double, _ state: State) -> State {
    let now = Self.elements(state)
    let zonal = now.zonalRates
    var rate = State.zero
    rate[1] = -zonal.perigee * (now.eccentricityVector.y - zonal.frozen)
    rate[2] = zonal.perigee * now.eccentricityVector.x
    rate[4] = zonal.node
    let low = now.perigeeAltitude
    // A stage of a step may go where no orbit is; the step then ends below the floor.
    guard low < DensityClimate.ceiling, ballisticArea > 0, low > -1e6, now.eccentricity < 1,
      now.semiMajorAxis < 1e9
    else { return rate }
    air.prepare(at: time, altitudes: low - 5e3...now.apogeeAltitude + 30e3)
    fillCircle(nodes: nodes(now))
    var sum = Sum()
    let revolution = Revolution(now)
    circle.withUnsafeBufferPointer { circle in
      for direction in circle {
        revolution.add(direction, air, ballisticArea, to: &sum)
      }
    }
    sum.rates /= Double(circle.count)
    return rate + sum.rates
  }

  /// Nodes of the quadrature: sixteen, and more where the density is a narrow peak at the perigee, at
  /// least one in 1.2 of its widths `√(H / a e)`. The rule of trapezoids converges exponentially
  /// there: the error is below 1e-4.
  private func nodes(_ now: MeanElements) -> Int {
    let scale = 6e3 + 0.17 * max(0, now.perigeeAltitude - 100e3)
    let width = (scale / (now.semiMajorAxis * max(1e-9, now.eccentricity))).squareRoot()
    return max(16, min(512, Int((2 * .pi / (1.2 * width)).rounded(.up))))
  }

  private mutating func fillCircle(nodes: Int) {
    guard circle.count != nodes else { return }
    circle = (0..<nodes).map { index in
      let angle = Elementary.sinCos(2 * .pi * (Double(index) + 0.5) / Double(nodes))
      return SIMD2(angle.cos, angle.sin)
    }
  }

  private struct Sum {
    var rates = State.zero
  }

  /// What is the same all along a revolution.
  private struct Revolution {
    let a: Double
    let k: Double
    let h: Double
    let beta: Double
    let i: (sin: Double, cos: Double)
    let node: (sin: Double, cos: Double)
    let p: Double
    /// √(μ / p) [m/s].
    let speed: Double
    /// Half the amplitude of the radius by the flattening, and its mean [m].
    let swing: Double
    let shift: Double

    init(_ now: MeanElements) {
      a = now.semiMajorAxis
      k = now.eccentricityVector.x
      h = now.eccentricityVector.y
      let square = k * k + h * h
      beta = 1 / (1 + max(0, 1 - square).squareRoot())
      i = Elementary.sinCos(now.inclination)
      node = Elementary.sinCos(now.rightAscensionOfAscendingNode)
      p = a * (1 - square)
      speed = (Earth.mu / p).squareRoot()
      shift = now.radiusChange(inclination: i, twice: 0)
      swing = now.radiusChange(inclination: i, twice: 1) - shift
    }

    /// Adds what drag does at the place whose eccentric argument of latitude has this cosine and sine,
    /// weighted by the time spent there.
    func add(
      _ direction: SIMD2<Double>, _ air: Air, _ ballisticArea: Double, to sum: inout Sum
    ) {
      let x = (1 - h * h * beta) * direction.x + h * k * beta * direction.y - k
      let y = (1 - k * k * beta) * direction.y + h * k * beta * direction.x - h
      let ratio = (x * x + y * y).squareRoot()  // r / a
      let u = (sin: y / ratio, cos: x / ratio)
      let r = a * ratio
      let sine = i.sin * u.sin
      let place = OrbitPlace(
        altitude: altitude(radius: r + shift + swing * (u.cos * u.cos - u.sin * u.sin), sine: sine),
        sineOfLatitude: sine,
        equatorial: SIMD2(
          node.cos * u.cos - node.sin * i.cos * u.sin, node.sin * u.cos + node.cos * i.cos * u.sin))
      let density = air.density(place)
      // Along the radius, across it in the plane, and along the normal, relative to the air.
      let turning = ForceModel.earthRate * r
      let wind = SIMD3(
        speed * (k * u.sin - h * u.cos),
        speed * (1 + k * u.cos + h * u.sin) - turning * i.cos, turning * i.sin * u.cos)
      let force = (-0.5 * density * ballisticArea * wind.magnitude * ratio) * wind
      let w = p / r
      let inverse = 1 / speed
      sum.rates[0] +=
        2 * a * a / p * inverse * ((k * u.sin - h * u.cos) * force.x + w * force.y)
      let nodeRate = i.sin > 1e-9 ? u.sin * force.z * inverse / (w * i.sin) : 0
      sum.rates[1] +=
        inverse * (u.sin * force.x + ((1 + 1 / w) * u.cos + k / w) * force.y) + h * i.cos * nodeRate
      sum.rates[2] +=
        inverse * (-u.cos * force.x + ((1 + 1 / w) * u.sin + h / w) * force.y) - k * i.cos
        * nodeRate
      sum.rates[3] += inverse * u.cos * force.z / w
      sum.rates[4] += nodeRate
    }

    /// Altitude above the ellipsoid [m], within 10 m for low orbits: along the radius to the surface.
    private func altitude(radius: Double, sine: Double) -> Double {
      let f = GeodeticPosition.flattening
      let s2 = sine * sine
      return radius
        - GeodeticPosition.equatorialRadius * (1 - f * s2 - 1.5 * f * f * s2 * (1 - s2))
    }
  }
}
