import Foundation
import NumericalMethods
import Testing

/// The functions of one argument against the C library, which states at most 2 ulp of its own error
/// for sinh, cosh, tanh, log10 and 4 for cbrt (glibc manual, "Known Maximum Errors in Math
/// Functions") and 1 for the rest.
@Suite struct ElementaryAccuracyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let range: ClosedRange<Double>
    let ours: @Sendable (Double) -> Double
    let reference: @Sendable (Double) -> Double
    let allowance: Double
    var testDescription: String { "\(name) on \(range)" }
  }

  static let cases: [Case] = {
    var all: [Case] = []
    func add(
      _ name: String, _ radii: [Double], _ allowance: Double,
      _ ours: @escaping @Sendable (Double) -> Double,
      _ reference: @escaping @Sendable (Double) -> Double
    ) {
      for r in radii {
        all.append(
          Case(
            name: name, range: -r...r, ours: ours, reference: reference, allowance: allowance))
      }
    }
    let angles = [0.8, 10, 1e5, 1e6, 1e9, 1e300]
    add("sin", angles, 1, Elementary.sin, Foundation.sin)
    add("cos", angles, 1, Elementary.cos, Foundation.cos)
    add("tan", angles, 1, Elementary.tan, Foundation.tan)
    add("asin", [0.01, 1], 1, Elementary.asin, Foundation.asin)
    add("acos", [0.01, 1], 1, Elementary.acos, Foundation.acos)
    add("atan", [0.5, 3, 1e3, 1e18], 1, Elementary.atan, Foundation.atan)
    add("exp", [0.5, 50, 700], 1, Elementary.exp, Foundation.exp)
    add("sinh", [0.5, 3, 700], 2, Elementary.sinh, Foundation.sinh)
    add("cosh", [0.5, 3, 700], 2, Elementary.cosh, Foundation.cosh)
    add("tanh", [0.5, 3, 30], 2, Elementary.tanh, Foundation.tanh)
    add("cbrt", [2, 1e10, 1e300, 3e-308], 4, Elementary.cbrt, Foundation.cbrt)
    add("log", [2, 1e10, 3e-308], 1, { Elementary.log(abs($0)) }, { Foundation.log(abs($0)) })
    add("log10", [2, 1e10], 2, { Elementary.log10(abs($0)) }, { Foundation.log10(abs($0)) })
    return all
  }()

  @Test(arguments: cases)
  func agreesWithTheCLibrary(_ test: Case) {
    var random = Philox4x32(seed: 20, stream: 7)
    var worst = 0.0
    var place = 0.0
    for i in 0..<100_000 {
      let part = i % 2 == 0 ? Double(i) / 100_000 : Double.random(in: 0..<1, using: &random)
      let x = test.range.lowerBound * (1 - part) + test.range.upperBound * part
      let (a, b) = (test.ours(x), test.reference(x))
      let error = a == b ? 0 : abs(a - b) / b.ulp
      if !(error <= worst) { (worst, place) = (error, x) }
    }
    #expect(worst <= test.allowance, "\(test.name)(\(place)) is off by \(worst) ulp")
  }

  @Test func functionsOfTwoArguments() {
    var worst = (pow: 0.0, atan2: 0.0, hypot: 0.0)
    for i in 1...100_000 {
      let x = Double(i) * 1e-3
      for y in [0.3 - x, 50.0, 3.1, -7.25] {
        let p = Foundation.pow(x, y)
        if p.isNormal { worst.pow = max(worst.pow, abs(Elementary.pow(x, y) - p) / p.ulp) }
        let a = Foundation.atan2(y, x - 50)
        worst.atan2 = max(worst.atan2, abs(Elementary.atan2(y, x - 50) - a) / a.ulp)
        let h = Foundation.hypot(x, y)
        worst.hypot = max(worst.hypot, abs(Elementary.hypot(x, y) - h) / h.ulp)
      }
    }
    #expect(worst.pow <= 1)
    #expect(worst.atan2 <= 1)
    #expect(worst.hypot <= 1)
  }

  /// Values of mpmath at 60 digits, rounded: the angle nearest to a multiple of π/2 among all
  /// doubles (Muller, Elementary Functions, 2nd ed., sec. 9.3.2), the largest double, and powers
  /// whose exponent loses most.
  @Test func hardArguments() {
    let nearest = 6_381_956_970_095_103.0 * 0x1p797
    #expect(abs(Elementary.cos(nearest) - -4.687165924254628e-19) <= 1e-33)
    #expect(Elementary.sin(nearest) == 1.0)
    #expect(abs(Elementary.sin(1e22) - -0.8522008497671888) <= 2.3e-16)
    #expect(abs(Elementary.cos(1e22) - 0.523214785395139) <= 2.3e-16)
    let largest = Double.greatestFiniteMagnitude
    #expect(abs(Elementary.sin(largest) - 0.004961954789184062) <= 1e-17)
    #expect(abs(Elementary.cos(largest) - -0.9999876894265599) <= 2.3e-16)
    for (base, exponent, value) in [
      (75.67806141935446, -75.37806141935447, 2.3274697311474516e-142),
      (72718.5, 50.0, 1.2084970513616884e+243),
      (1.0000001, 3000000000.0, 1.9423975992963885e+130),
      (0.3, -512.25, 6.992577200818632e+267),
    ] {
      #expect(abs(Elementary.pow(base, exponent) - value) <= value.ulp)
    }
  }

  @Test func sineAndCosineTogetherAreTheSingleOnes() {
    for i in -20_000...20_000 {
      let x = Double(i) * 0.37 + 1e-5
      let both = Elementary.sinCos(x)
      #expect(both.sin == Elementary.sin(x) && both.cos == Elementary.cos(x))
    }
  }

  @Test func specialValuesAreThoseOfIEEE() {
    func same(_ a: Double, _ b: Double) -> Bool {
      (a.isNaN && b.isNaN) || (a == b && a.sign == b.sign)
    }
    let odd: [Double] = [
      0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, .infinity, -.infinity, .nan, .leastNonzeroMagnitude,
      -.leastNonzeroMagnitude,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p53, 1e18,
    ]
    for x in odd {
      for y in odd {
        let power = (Elementary.pow(x, y), Foundation.pow(x, y))
        #expect(
          same(power.0, power.1) || abs(power.0 - power.1) <= power.1.ulp, "pow(\(x), \(y))")
        let angle = (Elementary.atan2(y, x), Foundation.atan2(y, x))
        #expect(
          same(angle.0, angle.1) || abs(angle.0 - angle.1) <= angle.1.ulp, "atan2(\(y), \(x))")
        let length = (Elementary.hypot(x, y), Foundation.hypot(x, y))
        // IEEE: an infinity beats not a number.
        #expect(same(length.0, length.1) || abs(length.0 - length.1) <= length.1.ulp)
      }
      #expect(same(Elementary.cbrt(x), Foundation.cbrt(x)) || x.isFinite)
      #expect(same(Elementary.exp(x), Foundation.exp(x)) || x.isFinite)
      #expect(same(Elementary.tanh(x), Foundation.tanh(x)) || x.isFinite)
      #expect(same(Elementary.sinh(x), Foundation.sinh(x)) || abs(x) < 711)
      #expect(same(Elementary.cosh(x), Foundation.cosh(x)) || abs(x) < 711)
    }
    for zero in [0, -0.0] {
      for f in [
        Elementary.sin, Elementary.tan, Elementary.asin, Elementary.atan, Elementary.sinh,
        Elementary.tanh, Elementary.cbrt, Elementary.sqrt,
      ] {
        #expect(same(f(zero), zero))
      }
    }
    #expect(Elementary.log10(1e15) == 15 && Elementary.log10(1e-5) == -5)
    #expect(Elementary.exp(709.782712893384).isFinite && Elementary.exp(710) == .infinity)
    #expect(
      Elementary.exp(-745.133219101941) == .leastNonzeroMagnitude && Elementary.exp(-746) == 0)
    #expect(Elementary.log(.leastNonzeroMagnitude) == -744.4400719213812)
    #expect(Elementary.tan(.nan).isNaN && Elementary.cos(-.infinity).isNaN)
  }

  /// The bits themselves, over all functions: a change of any, by code or by processor, shows here.
  @Test func bitsStay() {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325  // Fowler, Noll, Vo 1a
    func take(_ values: Double...) {
      for value in values { digest = (digest ^ value.bitPattern) &* 0x100_0000_01b3 }
    }
    for i in 1...20_000 {
      let x = Double(i) * 0.003_7
      let part = Double(i) / 20_001
      take(Elementary.sin(x), Elementary.cos(1e6 * x), Elementary.tan(x), Elementary.asin(part))
      take(Elementary.acos(part), Elementary.atan(x), Elementary.atan2(x, 20 - x))
      take(Elementary.exp(x), Elementary.log(x), Elementary.log10(x), Elementary.pow(x, 1.7))
      take(Elementary.hypot(x, 3), Elementary.cbrt(x), Elementary.sinh(x), Elementary.cosh(x))
      take(Elementary.tanh(part), Elementary.sqrt(x))
    }
    #expect(digest == 7_567_125_264_263_750_483)
  }
}
