import Figures
import Testing

@Suite struct AxisTests {
  @Test func ticksAreRoundAndCoverTheRange() {
    let ranges: [(Double, Double)] = [
      (0, 1), (0, 6140.77), (-5094, 122357), (0.013, 0.0171), (6_778_000, 6_778_000.5),
      (-3e-12, 2e-12), (1e21, 7e21), (-1, 1), (99.9, 100.1), (0, 5e-250),
    ]
    for (low, high) in ranges {
      for count in [2, 5, 10] {
        let ticks = Ticks(covering: low, high, count: count)
        let (first, last) = (ticks.values[0], ticks.values[ticks.values.count - 1])
        // Of the step, a billionth may be missing to rounding.
        let hair = ticks.step * 1e-9
        #expect(first <= low + hair && last >= high - hair, "\(low) to \(high)")
        #expect(first > low - ticks.step * 1.001 && last < high + ticks.step * 1.001)
        #expect((2...(2 * count + 3)).contains(ticks.values.count), "\(low) to \(high), \(count)")
        for (a, b) in zip(ticks.values, ticks.values.dropFirst()) {
          #expect(abs(b - a - ticks.step) < 1e-6 * ticks.step + 4 * b.ulp)
        }
      }
    }
  }

  @Test func knownTicks() {
    #expect(Ticks(from: 0, to: 24, count: 8).values == [0, 5, 10, 15, 20])
    #expect(Ticks(from: -0.25, to: 0.3, count: 5).values == [-0.2, 0, 0.2])
    // Decimal numbers as near as they get: no 0.30000000000000004.
    #expect(Ticks(from: 0, to: 0.5, count: 5).values == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(Ticks(from: 0, to: 0.5, count: 5).decimals == 1)
    #expect(Ticks(from: 0, to: 50000, count: 5).step == 10000)
  }

  @Test func rangesThatAreNone() {
    for (low, high) in [
      (5.0, 5.0), (0, 0), (.nan, 1), (-.infinity, .infinity), (3, 1), (1e308, -1e308),
      (1e300, 1e300),
      (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
    ] {
      let ticks = Ticks(covering: low, high, count: 5)
      #expect(ticks.values.count >= 2)
      #expect(ticks.values.allSatisfy { $0.isFinite })
    }
    let constant = Ticks(covering: 5, 5, count: 5)
    #expect(constant.values[0] < 5)
    #expect(constant.values[constant.values.count - 1] > 5)
  }

  @Test func unitsTakeThePrefixThatKeepsNumbersShort() {
    func unit(_ unit: String, _ size: Double) -> String {
      UnitScale(unit: unit, magnitude: size).unit
    }
    #expect(unit("m", 6140) == "km")
    #expect(unit("m", 0.05) == "mm")
    #expect(unit("m", 7e6) == "km")
    #expect(unit("W", 122_357) == "kW")
    #expect(unit("Pa", 101_325) == "kPa")
    #expect(unit("N m s", 19520) == "kN m s")
    #expect(unit("m²", 2357) == "m²")
    #expect(unit("kg", 457_209) == "kg")
    #expect(unit("kg", 4.5e6) == "10⁶ kg")
    #expect(unit("kg", 3e-5) == "10⁻⁶ kg")
    #expect(unit("", 7e21) == "10²¹")
    #expect(unit("W", 0) == "W")
    #expect(unit("W", .nan) == "W")
    #expect(UnitScale(unit: "W", magnitude: 122_357).divisor == 1000)
  }
}
