extension Elementary {
  /// The error function 2/√π ∫₀ˣ e^(−t²) dt; within 1e-15.
  public static func erf(_ x: Double) -> Double {
    let a = abs(x)
    if a > 1 {
      let value = a > 6 ? 1 : 1 - tail(a)
      return x < 0 ? -value : value
    }
    if x.isNaN { return x }
    return x * polynomial(centralError, 2 * x * x - 1)
  }

  /// 1 − erf(x) without cancellation, relative error below 1e-14 where it is not subnormal.
  public static func erfc(_ x: Double) -> Double {
    if x > 1 { return x > 27.3 ? 0 : tail(x) }
    return x < -1 ? (x < -6 ? 2 : 2 - tail(-x)) : 1 - erf(x)
  }

  /// erfc beyond 1: e^(−x²) times a polynomial in 1/(x + 2).
  private static func tail(_ x: Double) -> Double {
    // The square is split, so that its rounding does not grow in the exponential.
    let square = DoublePair.product(x, x)
    let y = 1 / (x + 2)
    let decay = exp(-square.high) * (1 - square.low)
    return decay * y * polynomial(scaledTail, 6 * y - 1)
  }

  private static func polynomial<let count: Int>(
    _ coefficients: InlineArray<count, Double>, _ s: Double
  ) -> Double {
    var sum = coefficients[count - 1]
    var place = count - 2
    while place >= 0 {
      sum = sum * s + coefficients[place]
      place -= 1
    }
    return sum
  }

  /// erf(√u) / √u at u = (s + 1) / 2 from 0 to 1, by powers of s; relative error 1.5e-19.
  private static let centralError: InlineArray<13, Double> = [
    0.9654687386698673, -0.1405360890227171, 0.019852496688983708, -0.0022854855611441132,
    0.00021751715604160108, -1.7537169441124826e-05, 1.223382738352401e-06,
    -7.51156928660089e-08, 4.11580059766496e-09, -2.035228404899467e-10, 9.167606746069445e-12,
    -3.8078827395263415e-13, 1.454817075960679e-14,
  ]

  /// (x + 2) e^(x²) erfc(x) at 1 / (x + 2) = (s + 1) / 6, x from 1 on, by powers of s; relative error
  /// 5e-16.
  private static let scaledTail: InlineArray<19, Double> = [
    0.8219967457503686, 0.3438094736704016, 0.10291788782347759, 0.01663314123090345,
    -0.0014137333844903377, -0.0012570181784974431, -3.678929130000031e-05,
    0.00010491720528994232, 6.343903362581039e-06, -1.118333748953161e-05,
    -2.109821525630735e-07, 1.403362675970454e-06, -1.2528912092461988e-07,
    -1.7974763403919984e-07, 4.607226985386396e-08, 1.9528329707504694e-08,
    -9.643528718571034e-09, -1.274147280576844e-09, 1.048702814712793e-09,
  ]
}
