import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment
import TestSupport
import Testing

private func field(_ degree: Int, _ order: Int) throws -> Geopotential {
  let url = try DataFolder.locate().appendingPathComponent("gravity-egm2008.csv")
  return try Geopotential(fileAt: url, degree: degree, order: order)
}

/// Motion in the rotating frame of a field that turns at a constant rate.
private struct Rotating: DifferentialSystem {
  let field: Geopotential
  let rate: Double
  var dimension: Int { 6 }
  func derivative(
    at time: Double, of s: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    let a = field.acceleration(atEarthFixed: SIMD3(s[0], s[1], s[2]))
    let w = self.rate
    for i in 0..<3 { rate[i] = s[3 + i] }
    rate[3] = a.x + 2 * w * s[4] + w * w * s[0]
    rate[4] = a.y - 2 * w * s[3] + w * w * s[1]
    rate[5] = a.z
  }
}

@Suite struct GeopotentialTests {
  @Test func theSecondZonalTermHasItsClosedForm() throws {
    let field = try field(2, 0)
    let r = SIMD3(4.1e6, -3.2e6, 4.4e6)
    let j2 = 0.000_484_165_143_790_815 * 5.0.squareRoot()
    let d2 = r.squaredMagnitude
    let factor =
      -1.5 * j2 * field.mu * field.radius * field.radius / (d2 * d2 * d2.squareRoot())
    let z2 = 5 * r.z * r.z / d2
    let expected = factor * SIMD3(r.x * (1 - z2), r.y * (1 - z2), r.z * (3 - z2))
    // Rounding of a few operations on 1e-2 m/s².
    #expect((field.perturbation(atEarthFixed: r) - expected).magnitude < 1e-16)
  }

  @Test(arguments: [
    SIMD3(6.7e6, 1e5, 2e5), SIMD3(-3e6, 4.2e6, -4.3e6), SIMD3(1e3, -2e3, 6.8e6),
  ])
  func theAccelerationIsTheGradientOfThePotential(_ r: SIMD3<Double>) throws {
    for (degree, order) in [(36, 36), (20, 20), (8, 3), (2, 2)] {
      let field = try field(degree, order)
      let h = 50.0
      var gradient = SIMD3<Double>.zero
      for axis in 0..<3 {
        var step = SIMD3<Double>.zero
        step[axis] = h
        func slope(_ k: Double) -> Double {
          (field.potential(atEarthFixed: r + k * step)
            - field.potential(atEarthFixed: r - k * step)) / (2 * k * h)
        }
        // Richardson: the error of order h² is gone; the potential's last digit leaves 1e-10.
        gradient[axis] = (4 * slope(1) - slope(2)) / 3
      }
      let a = field.acceleration(atEarthFixed: r)
      #expect((a - gradient).magnitude < 1e-9, "degree \(degree), order \(order)")
    }
  }

  /// The sum of the series by its definition (normalised associated Legendre functions, derivatives
  /// by latitude and longitude) in arithmetic of 50 digits.
  @Test func agreesWithTheDefinitionInFiftyDigits() throws {
    let cases: [(Int, Int, SIMD3<Double>, SIMD3<Double>)] = [
      (
        20, 20, SIMD3(4.1e6, -3.2e6, 4.4e6),
        SIMD3(-5.16102312597114879, 4.02837375942797461, -5.55447252743218212)
      ),
      (
        70, 70, SIMD3(-3e6, 4.2e6, -4.3e6),
        SIMD3(3.93800609756332712, -5.51332015284610728, 5.66109621334491037)
      ),
      (
        70, 12, SIMD3(6.7e6, 1e5, 2e5),
        SIMD3(-8.87776678004444221, -0.132545705785428529, -0.265741196998515344)
      ),
      (
        120, 120, SIMD3(4.1e6, -3.2e6, 4.4e6),
        SIMD3(-5.16100500341963861, 4.02835736096006526, -5.5544583450017369)
      ),
      (
        120, 120, SIMD3(1e3, -2e3, 6.8e6),
        SIMD3(-0.00116116317160418107, 0.00249749959700384951, -8.59577663733517288)
      ),
    ]
    for (degree, order, r, expected) in cases {
      let a = try field(degree, order).acceleration(atEarthFixed: r)
      // 1e-15 and the rounding of the three components.
      let error = (a - expected).magnitude / expected.magnitude
      #expect(error < 1.5e-15, "\(degree)x\(order): \(error)")
    }
  }

  /// The header of an ICGEM file stands for itself; a zero-tide field is turned into a tide-free one.
  @Test func icgemFilesAreRead() throws {
    let text = """
      product_type gravity_field
      modelname LITTLE
      earth_gravity_constant 0.3986004415D+15
      radius 6378136.3
      norm fully_normalized
      tide_system zero_tide
      end_of_head ====
      gfc 2 0 -0.484169317366974D-03 0.0 0.1e-11 0.0
      gfc 2 1 -0.20e-09 0.13e-08
      gfct 2 2 0.243938357328313e-05 -0.140027370385934e-05 0.0 0.0 20050101
      trnd 2 2 1e-11 1e-11
      """
    func read(_ text: String) throws -> Geopotential {
      try withTemporaryFile(holding: text, ending: "gfc") {
        try Geopotential(fileAt: $0, degree: 2, order: 2)
      }
    }
    let field = try read(text)
    #expect(field.mu == 3.986004415e14)
    #expect(field.source == "LITTLE")
    // Lines that end as Windows writes them, and as old Macs did.
    for end in ["\r\n", "\r"] {
      let other = try read(text.replacingOccurrences(of: "\n", with: end))
      #expect(other.source == "LITTLE" && other.mu == field.mu)
      let place = SIMD3(4e6, 3e6, 5e6)
      #expect(other.acceleration(atEarthFixed: place) == field.acceleration(atEarthFixed: place))
    }
    // EGM2008 gives both: -0.484165143790815e-3 tide-free, -0.48416931736697e-3 zero-tide; the
    // conventions' k20 leaves 3e-11.
    let r = SIMD3(0, 0, 7e6)
    let free = try read(
      text.replacingOccurrences(of: "zero_tide", with: "tide_free")
        .replacingOccurrences(of: "484169317366974", with: "484165143790815"))
    let difference = field.acceleration(atEarthFixed: r) - free.acceleration(atEarthFixed: r)
    #expect(difference.magnitude < 3e-9)
    #expect(difference.magnitude > 0)
    for (old, new) in [
      ("zero_tide", "mean_tide"), ("fully_normalized", "unnormalized"), ("6378136.3", "-1"),
      ("gfc 2 1", "gfc 2 0"), ("gfc 2 1", "gfc 1 2"), ("0.13e-08", "nan"),
    ] {
      #expect(throws: EnvironmentError.self, "\(new)") {
        try read(text.replacingOccurrences(of: old, with: new))
      }
    }
  }

  @Test func theFieldHasNoSourcesInEmptySpace() throws {
    let field = try field(36, 36)
    let r = SIMD3(-2.1e6, 5.9e6, 2.5e6)
    var divergence = 0.0
    for axis in 0..<3 {
      var step = SIMD3<Double>.zero
      step[axis] = 100
      divergence +=
        (field.perturbation(atEarthFixed: r + step)[axis]
          - field.perturbation(atEarthFixed: r - step)[axis]) / 200
    }
    #expect(abs(divergence) < 1e-13)
  }

  @Test func thePoleIsAPlaceLikeAnyOther() throws {
    let field = try field(36, 36)
    let pole = field.acceleration(atEarthFixed: SIMD3(0, 0, 6.778e6))
    let beside = field.acceleration(atEarthFixed: SIMD3(1e-3, 1e-3, 6.778e6))
    // One millimetre changes gravity by 1e-9 m/s² (the gradient is 1.3e-6 1/s²).
    #expect((pole - beside).magnitude < 4e-9)
    #expect(pole.z < -8.6 && pole.z > -8.8)
    #expect(field.acceleration(atEarthFixed: SIMD3(0, 0, -6.778e6)).z > 8.6)
  }

  @Test func anOrbitKeepsItsJacobiIntegral() throws {
    let field = try field(20, 20)
    let rate = 7.292_115e-5
    var integration = DormandPrince853(
      system: Rotating(field: field, rate: rate), time: 0,
      state: [6.78e6, 0, 0, 0, 4.3e3, 5.9e3])
    func jacobi() -> Double {
      let s = integration.state
      let r = SIMD3(s[0], s[1], s[2])
      let v = SIMD3(s[3], s[4], s[5])
      return 0.5 * v.squaredMagnitude - field.potential(atEarthFixed: r)
        - 0.5 * rate * rate * (r.x * r.x + r.y * r.y)
    }
    let before = jacobi()
    for _ in 0..<2880 { integration.step(30) }
    // 1e-12 of the energy is 0.1 mm of semi-major axis after a day.
    #expect(abs(jacobi() / before - 1) < 1e-12)
  }

  @Test func lessOfTheFieldIsTheFieldReadWithLess() throws {
    let r = SIMD3(3e6, 4e6, -4.5e6)
    let cut = try #require(try field(36, 36).cut(degree: 12, order: 7))
    #expect(cut.perturbation(atEarthFixed: r) == (try field(12, 7)).perturbation(atEarthFixed: r))
    #expect(cut.cut(degree: 13, order: 7) == nil)
    #expect(cut.cut(degree: 4, order: 5) == nil)
    let point = try #require(cut.cut(degree: 0, order: 0))
    #expect(point.perturbation(atEarthFixed: r) == .zero)
  }

  @Test func hostileTablesAndDegreesAreRefused() throws {
    for (degree, order) in [(1, 0), (-1, 0), (121, 0), (4, 5), (4, -1), (Int.max, Int.max)] {
      #expect(throws: EnvironmentError.self) { try field(degree, order) }
    }
    try withTemporaryFolder { folder in
      let head = "# mu_m3_s2=3.986e14\n# radius_m=6378136.3\ndegree,order,c,s\n"
      let bad = [
        "", head, head + "2,0,nan,0\n", head + "2,3,0,0\n", head + "2,0,1e-3\n",
        head + "2,0,1e-3,0\n2,0,1e-3,0\n", head + "2,0,1e-3,0\n", head + "-2,0,0,0\n",
        head + "99999999999,0,0,0\n",
        "# mu_m3_s2=inf\n# radius_m=6378136.3\n2,0,0,0\n2,1,0,0\n2,2,0,0\n",
        "2,0,0,0\n2,1,0,0\n2,2,0,0\n",
      ]
      for (index, text) in bad.enumerated() {
        let url = folder.appendingPathComponent("\(index).csv")
        try text.write(to: url, atomically: true, encoding: .utf8)
        #expect(throws: EnvironmentError.self, "\(text)") {
          try Geopotential(fileAt: url, degree: 2, order: 2)
        }
      }
      #expect(throws: EnvironmentError.fileUnreadable(path: folder.path + "/none")) {
        try Geopotential(fileAt: folder.appendingPathComponent("none"), degree: 2, order: 2)
      }
    }
  }
}
