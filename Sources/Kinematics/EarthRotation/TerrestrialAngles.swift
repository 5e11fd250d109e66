import NumericalMethods

/// The angles between GCRF and ITRF at an instant.
struct TerrestrialAngles {
  /// The celestial intermediate pole along GCRF [rad].
  var x: Double
  var y: Double
  /// The Earth rotation angle [turns].
  var turns: Double
  /// The locators s - s' [rad], below 1e-5 in size, by which the Earth has turned less.
  var locator: Double
  /// Polar motion [rad].
  var xPole: Double
  var yPole: Double

  /// GCRF to ITRF: `R₁(-y_p) R₂(-x_p) R₃(ERA - s + s') Q(X, Y)` (IERS Conventions 2010, eq. 5.3 to 5.10).
  @inline(__always)
  var matrix: Matrix3 {
    let turn = sinCos
    // a = 1/(1 + cos d) as its series in X² + Y², which is below 4e-4 until 2200: within 3e-12 of
    // a, which only stands with that square.
    let r2 = x * x + y * y
    let a = 0.5 + r2 * (0.125 + 0.0625 * r2)
    let q0 = SIMD3(1 - a * x * x, -a * x * y, -x)
    let q1 = SIMD3(-a * x * y, 1 - a * y * y, -y)
    let r0 = turn.cos * q0 + turn.sin * q1
    let r1 = turn.cos * q1 - turn.sin * q0
    let r2z = SIMD3(x, y, 1 - a * r2)
    // The pole moves by less than 1e-5 rad: sine and cosine to the second power are exact.
    let cx = 1 - 0.5 * xPole * xPole
    let cy = 1 - 0.5 * yPole * yPole
    let tilted = cx * r2z - xPole * r0
    return Matrix3(
      rows: cx * r0 + xPole * r2z, cy * r1 - yPole * tilted, cy * tilted + yPole * r1)
  }

  /// Sine and cosine of the angle about the pole. A count of turns is cut to an eighth exactly,
  /// which spares the reduction of an angle.
  @inline(__always)
  private var sinCos: (sin: Double, cos: Double) {
    let quarters = (4 * turns).rounded(.toNearestOrEven)
    let rest = (2 * .pi) * (turns - 0.25 * quarters) - locator
    let (sines, cosines) = LaneFunctions.sinCosWithinEighth(Lanes(repeating: rest))
    let s = sines[0]
    let c = cosines[0]
    let quarter = Int(quarters) & 3
    let sine = quarter & 1 == 0 ? s : c
    let cosine = quarter & 1 == 0 ? c : s
    return (quarter & 2 == 0 ? sine : -sine, (quarter &+ 1) & 2 == 0 ? cosine : -cosine)
  }
}
