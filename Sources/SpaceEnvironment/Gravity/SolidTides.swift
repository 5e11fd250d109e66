import NumericalMethods

/// The tides of the solid Earth: what the Moon and the Sun change of its gravity field by bending it.
///
/// Degrees 2 and 3 with the Love numbers of an anelastic Earth, and degree 4 as degree 2 raises it; the
/// permanent part is included, as a tide-free field asks for. Left out: how the Love numbers of the
/// daily tides depend on their frequency (up to 5e-10 in the coefficients of degree 2 and order 1),
/// tides of the oceans and of the pole. Each of these is about a tenth of what is here.
///
/// Source: IERS Conventions (2010), section 6.2.1, equations 6.6 and 6.7, table 6.3.
public enum SolidTides {
  /// Love numbers of degree 2, real and imaginary part, by order.
  private static let second = [
    SIMD2(0.30190, 0), SIMD2(0.29830, -0.00144), SIMD2(0.30102, -0.00130),
  ]
  /// How degree 2 raises degree 4, by order.
  private static let fourth = [-0.00089, -0.00080, -0.00057]
  /// Love numbers of degree 3, by order.
  private static let third = [0.093, 0.093, 0.093, 0.094]

  /// The acceleration [m/s²] at `position` [m] by the tides that bodies at `sun` and `moon` [m]
  /// raise; all relative to the Earth's centre along ITRF.
  public static func acceleration(
    at position: SIMD3<Double>, sun: SIMD3<Double>, moon: SIMD3<Double>
  ) -> SIMD3<Double> {
    var field = LowDegreeField()
    raise(&field, by: sun, massRatio: Sun.mu / Earth.mu)
    raise(&field, by: moon, massRatio: Moon.mu / Earth.mu)
    return field.acceleration(at: position)
  }

  /// The radius that the Love numbers refer to [m] (IERS Conventions 2010, table 1.1).
  static let radius = 6_378_136.6

  private static func raise(
    _ field: inout LowDegreeField, by body: SIMD3<Double>, massRatio: Double
  ) {
    let inverse = 1 / body.squaredMagnitude.squareRoot()
    let unit = inverse * body
    let ratio = radius * inverse
    let strength = massRatio * ratio * ratio * ratio
    let functions = LowDegreeField.functions(unit)
    for m in 0...2 {
      // k · (P cos mλ, P sin mλ): the Love number turns the pair by its phase.
      let raised = functions[LowDegreeField.place(2, m)]
      let k = second[m]
      let pair = SIMD2(
        k.x * raised.x + k.y * raised.y, k.x * raised.y - k.y * raised.x)
      field.coefficients[LowDegreeField.place(2, m)] += (strength / 5) * pair
      field.coefficients[LowDegreeField.place(4, m)] += (strength / 5 * fourth[m]) * raised
    }
    for m in 0...3 {
      field.coefficients[LowDegreeField.place(3, m)] +=
        (strength * ratio / 7 * third[m]) * functions[LowDegreeField.place(3, m)]
    }
  }
}

/// A field of degrees 2 to 4 whose coefficients change from call to call.
struct LowDegreeField {
  /// Fully normalised coefficients of cosine and sine, by `place`.
  var coefficients = InlineArray<15, SIMD2<Double>>(repeating: .zero)

  /// Where degree `n` and order `m` stand.
  static func place(_ n: Int, _ m: Int) -> Int { n * (n + 1) / 2 + m }

  /// √((2 - δ₀ₘ)(2n + 1)(n - m)!/(n + m)!), by `place`, up to degree 5.
  private static let norms: [Double] = {
    var norms: [Double] = []
    for n in 0...5 {
      for m in 0...n {
        var square = Double(2 * n + 1) * (m == 0 ? 1 : 2)
        for k in (n - m + 1)..<(n + m + 1) { square /= Double(k) }
        norms.append(square.squareRoot())
      }
    }
    return norms
  }()

  /// The derivatives of order m of the Legendre polynomials of degree n, by `place`, up to degree 5.
  private static func derivatives(_ u: Double) -> InlineArray<21, Double> {
    var a = InlineArray<21, Double>(repeating: 0)
    a[0] = 1
    for m in 0...5 {
      if m > 0 { a[place(m, m)] = Double(2 * m - 1) * a[place(m - 1, m - 1)] }
      if m < 5 { a[place(m + 1, m)] = Double(2 * m + 1) * u * a[place(m, m)] }
      for n in stride(from: m + 2, through: 5, by: 1) {
        a[place(n, m)] =
          (Double(2 * n - 1) * u * a[place(n - 1, m)] - Double(n + m - 1) * a[place(n - 2, m)])
          / Double(n - m)
      }
    }
    return a
  }

  /// The normalised functions P(sin φ) times cos mλ and sin mλ in a direction, up to degree 4.
  static func functions(_ unit: SIMD3<Double>) -> InlineArray<15, SIMD2<Double>> {
    let a = derivatives(unit.z)
    var values = InlineArray<15, SIMD2<Double>>(repeating: .zero)
    var power = SIMD2(1.0, 0.0)
    for m in 0...4 {
      for n in m...4 { values[place(n, m)] = (norms[place(n, m)] * a[place(n, m)]) * power }
      power = SIMD2(power.x * unit.x - power.y * unit.y, power.x * unit.y + power.y * unit.x)
    }
    return values
  }

  /// The acceleration [m/s²] at a position [m] (Pines 1973, equations 25 to 34).
  func acceleration(at position: SIMD3<Double>) -> SIMD3<Double> {
    let inverse = 1 / position.squaredMagnitude.squareRoot()
    let unit = inverse * position
    let a = Self.derivatives(unit.z)
    let ratio = SolidTides.radius * inverse
    var gradient = SIMD3<Double>.zero
    var radial = 0.0
    var power = SIMD2(1.0, 0.0)
    var below = SIMD2<Double>.zero
    for m in 0...4 {
      var scale = 1.0
      for n in 1...4 {
        scale *= ratio
        guard n >= max(2, m) else { continue }
        let place = Self.place(n, m)
        let pair = (scale * Self.norms[place]) * coefficients[place]
        let inPhase = pair.x * power.x + pair.y * power.y
        let order = Double(m)
        gradient.x += order * a[place] * (pair.x * below.x + pair.y * below.y)
        gradient.y += order * a[place] * (pair.y * below.x - pair.x * below.y)
        if m < n { gradient.z += a[Self.place(n, m + 1)] * inPhase }
        radial += Double(n + 1) * a[place] * inPhase
      }
      below = power
      power = SIMD2(power.x * unit.x - power.y * unit.y, power.x * unit.y + power.y * unit.x)
    }
    let along = radial + dot(unit, gradient)
    return (Earth.mu * inverse * inverse) * (gradient - along * unit)
  }
}
