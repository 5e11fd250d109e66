import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment
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
    for (degree, order) in [(1, 0), (-1, 0), (37, 0), (4, 5), (4, -1), (Int.max, Int.max)] {
      #expect(throws: EnvironmentError.self) { try field(degree, order) }
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("outpost-gravity-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
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
