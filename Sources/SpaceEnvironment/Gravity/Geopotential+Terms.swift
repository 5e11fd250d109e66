extension Geopotential {
  /// Where the function of degree `n` and order `m` stands in the columns of `degree`.
  private static func place(_ n: Int, _ m: Int, degree: Int) -> Int {
    // Columns before m have degree + 2, degree + 1, … functions.
    m * (degree + 2) - m * (m - 1) / 2 + (n - m)
  }

  /// The norm √((2 - δ₀ₘ)(2n + 1)(n - m)!/(n + m)!) of the function of degree `n` and order `m`.
  private static func norm(_ n: Int, _ m: Int) -> Double {
    var square = Double(2 * n + 1) * (m == 0 ? 1 : 2)
    var k = n - m + 1
    while k <= n + m {
      square /= Double(k)
      k += 1
    }
    return square.squareRoot()
  }

  /// The table that `perturbation` walks: Montenbruck and Gill (2000), equations 3.29, 3.30 and
  /// 3.33, sorted by function instead of by coefficient.
  static func terms(of table: GeopotentialTable, degree: Int, order: Int) -> [Term] {
    let top = degree + 1
    var terms: [Term] = []
    terms.reserveCapacity(place(top, order + 1, degree: degree) + 1)
    for m in 0...(order + 1) {
      for n in m...top {
        terms.append(
          Term(
            recursion: recursion(n, m), cosine: .zero, sine: .zero, axial: .zero,
            potential: .zero))
      }
    }
    for n in 2...degree {
      for m in 0...min(n, order) {
        let (c, s) = table.coefficients(n, m)
        let own = norm(n, m)
        terms[place(n, m, degree: degree)].potential = SIMD2(c, s)
        let above = place(n + 1, m + 1, degree: degree)
        // Order 0 counts once, every other order half for each of its two neighbours.
        let up = own / norm(n + 1, m + 1) * (m == 0 ? 1 : 0.5)
        terms[above].cosine += SIMD2(-c, s) * up
        terms[above].sine += SIMD2(-s, -c) * up
        if m > 0 {
          let below = place(n + 1, m - 1, degree: degree)
          let down = 0.5 * Double((n - m + 2) * (n - m + 1)) * own / norm(n + 1, m - 1)
          terms[below].cosine += SIMD2(c, s) * down
          terms[below].sine += SIMD2(s, -c) * down
        }
        let along = Double(n - m + 1) * own / norm(n + 1, m)
        terms[place(n + 1, m, degree: degree)].axial -= SIMD2(c, s) * along
      }
    }
    return terms
  }

  /// The factors of the recursion that leads to the function of degree `n` and order `m`
  /// (Holmes and Featherstone 2002, equations 11 to 13, in Cunningham's functions).
  private static func recursion(_ n: Int, _ m: Int) -> SIMD2<Double> {
    if n == m {
      let diagonal = m == 1 ? 3.0 : Double(2 * m + 1) / Double(max(1, 2 * m))
      return SIMD2(diagonal.squareRoot(), 0)
    }
    let (n, m) = (Double(n), Double(m))
    let first = (2 * n + 1) * (2 * n - 1) / ((n - m) * (n + m))
    let second = (2 * n + 1) * (n + m - 1) * (n - m - 1) / ((2 * n - 3) * (n + m) * (n - m))
    return SIMD2(first.squareRoot(), max(0, second).squareRoot())
  }
}
