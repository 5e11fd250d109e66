import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment
import TestSupport
import Testing

@Suite struct EphemerisKernelTests {
  static let excerpt = "environment/de421_2004_2031_sun_moon_earth.bsp"

  /// Geometric positions [km] of DE421 (Folkner and others 2009), by jplephem 2.24 at the TDB that
  /// ERFA gives for the date.
  static let almanac: [(String, SIMD3<Double>, SIMD3<Double>)] = [
    (
      "2004-06-01T12:00:00Z", SIMD3(48_720_208.458_251, 131_821_317.211_966, 57_149_830.281_482),
      SIMD3(-243_841.256_649, -242_996.506_481, -109_464.597_344)
    ),
    (
      "2006-04-02T00:00:00Z", SIMD3(146_233_228.007_941, 28_597_692.610_806, 12_398_187.519_275),
      SIMD3(187_600.678_926, 286_893.880_403, 155_685.442_347)
    ),
    (
      "2022-02-14T12:00:00Z", SIMD3(121_694_564.791_460, -76_839_986.306_342, -33_309_990.454_863),
      SIMD3(-199_355.407_852, 303_710.593_135, 165_474.234_935)
    ),
    (
      "2030-12-30T03:00:00Z", SIMD3(20_504_753.453_112, -133_656_091.943_819, -57_935_564.933_337),
      SIMD3(375_099.070_349, -69_721.023_903, 6_504.512_738)
    ),
  ]

  /// The sum of two segments of 1 AU keeps 1e-5 m; 10 µs of TDB are 0.3 m of the Sun, 1 cm of the
  /// Moon.
  @Test(.enabled(if: ReferenceData.has(excerpt)), arguments: almanac)
  func readsDE421(_ row: (String, SIMD3<Double>, SIMD3<Double>)) throws {
    let bodies = try CelestialBodies(
      kernelAt: ReferenceData.folder.appendingPathComponent(Self.excerpt))
    let epoch = try Epoch(utc: row.0)
    #expect((try bodies.sun(at: epoch) - 1e3 * row.1).magnitude < 0.3)
    #expect((try bodies.moon(at: epoch) - 1e3 * row.2).magnitude < 0.01)
  }

  /// The series against DE421 over all its excerpt. Measured at 25,651 instants: Sun 9.0 km, Moon
  /// 23.7 km, in the mean square 3.4 and 6.1 km.
  @Test(.enabled(if: ReferenceData.has(excerpt)))
  func theSeriesFollowDE421() throws {
    let kernel = try EphemerisKernel(
      at: ReferenceData.folder.appendingPathComponent(Self.excerpt))
    var worst = (sun: 0.0, moon: 0.0)
    var squares = (sun: 0.0, moon: 0.0, count: 0.0)
    var epoch = try Epoch(utc: "2004-01-02")
    let end = try Epoch(utc: "2030-12-30")
    while epoch < end {
      let sun = try kernel.sun(at: epoch)
      let moon = try kernel.moon(at: epoch)
      let first = (Sun.position(at: epoch) - sun).magnitude
      let second = (Moon.position(at: epoch) - moon).magnitude
      worst = (max(worst.sun, first / sun.magnitude), max(worst.moon, second / moon.magnitude))
      squares.sun += first * first
      squares.moon += second * second
      squares.count += 1
      epoch = epoch + 2.37 * 86_400
    }
    #expect(worst.sun < 6.5e-8, "Sun off by \(worst.sun)")
    #expect(worst.moon < 7e-5, "Moon off by \(worst.moon)")
    #expect((squares.sun / squares.count).squareRoot() < 4e3)
    #expect((squares.moon / squares.count).squareRoot() < 6.5e3)
  }

  @Test(.enabled(if: ReferenceData.has(excerpt)))
  func saysWhatItCovers() throws {
    let kernel = try EphemerisKernel(
      at: ReferenceData.folder.appendingPathComponent(Self.excerpt))
    #expect(kernel.coverage.lowerBound.iso8601(digits: 0).hasPrefix("2003-12-31T23:58:5"))
    #expect(kernel.coverage.upperBound.iso8601(digits: 0).hasPrefix("2030-12-31T23:58:5"))
    let late = try Epoch(utc: "2031-06-01")
    #expect(throws: EnvironmentError.self) { try kernel.sun(at: late) }
    #expect(throws: EnvironmentError.self) { try kernel.moon(at: late) }
  }

  /// Polynomials whose values are known: 1 + 2 T₁ + 3 T₂ and the like, two records of 100 s.
  @Test(arguments: [false, true])
  func evaluatesChebyshevPolynomials(isBigEndian: Bool) throws {
    let kernel = try EphemerisKernel(
      bytes: SmallKernel(isBigEndian: isBigEndian).bytes, named: "small.bsp")
    #expect(CelestialBodies(kernel: kernel).source == "ephemeris small.bsp")
    // 20 s into the second record: x = -0.6, T₁ = -0.6, T₂ = -0.28. A step between bodies (b, c) is
    // (b + c + 1) (1 + 2 T₁ + 3 T₂) km along x, twice that along y, three times along z. An epoch
    // is rounded to 1 ns, in which the Sun moves up to 8 mm on this curve.
    let value = 1 + 2 * -0.6 + 3 * -0.28
    let epoch = Epoch.j2000 + (120 - Epoch.j2000.tdbMinusTT)
    let moon = try kernel.moon(at: epoch)
    let expected = 1000 * value * (305.0 - 403.0)
    #expect((moon - expected * SIMD3(1, 2, 3)).magnitude < 0.02)
    let sun = try kernel.sun(at: epoch)
    #expect((sun - 1000 * value * (11.0 - 4.0 - 403.0) * SIMD3(1, 2, 3)).magnitude < 0.02)
    #expect(throws: EnvironmentError.self) { try kernel.moon(at: .j2000 + 201) }
    #expect(throws: EnvironmentError.self) { try kernel.moon(at: .j2000 - 1) }
  }

  /// Every shorter file, and every file with one byte turned, is refused or answers with numbers.
  @Test func brokenKernelsAreRefused() throws {
    let whole = SmallKernel(isBigEndian: false).bytes
    for length in stride(from: 0, to: whole.count, by: 8) {
      #expect(throws: EnvironmentError.self) {
        try EphemerisKernel(bytes: Array(whole.prefix(length)), named: "short")
      }
    }
    for place in whole.indices where whole[place] != 0 || place % 8 == 0 {
      for flip: UInt8 in [0x01, 0x80, 0xff] {
        var bytes = whole
        bytes[place] ^= flip
        guard let kernel = try? EphemerisKernel(bytes: bytes, named: "turned"),
          let moon = try? kernel.moon(at: .j2000 + 120)
        else { continue }
        #expect(moon.x.isFinite && moon.y.isFinite && moon.z.isFinite)
      }
    }
    // A coefficient of the Sun that is finite in kilometres and not in metres.
    var far = whole
    far.replaceSubrange(3072 + 16..<3072 + 24, with: [0, 0, 0, 0, 0, 0, 0xEC, 0x7F])
    let kernel = try EphemerisKernel(bytes: far, named: "far")
    #expect(throws: EnvironmentError.self) { try kernel.sun(at: .j2000 + 20) }
    #expect(throws: Never.self) { try kernel.moon(at: .j2000 + 20) }
    #expect(throws: EnvironmentError.self) {
      try CelestialBodies(kernelAt: URL(fileURLWithPath: "/nowhere/de440.bsp"))
    }
  }
}

/// A kernel of four segments with two records each, as the reader has to find them.
struct SmallKernel {
  private(set) var bytes: [UInt8]
  private let isBigEndian: Bool

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
    bytes = Array(repeating: 0, count: 3 * 1024)
    put("DAF/SPK ", at: 0)
    put(isBigEndian ? "BIG-IEEE" : "LTL-IEEE", at: 88)
    put(Int32(2), at: 8)
    put(Int32(6), at: 12)
    put(Int32(2), at: 76)
    put(4.0, at: 1024 + 16)
    let steps: [(Int32, Int32)] = [(10, 0), (3, 0), (301, 3), (399, 3)]
    for (index, step) in steps.enumerated() {
      let summary = 1024 + 24 + 40 * index
      let first = bytes.count / 8 + 1
      put(0.0, at: summary)
      put(200.0, at: summary + 8)
      put(step.0, at: summary + 16)
      put(step.1, at: summary + 20)
      put(Int32(1), at: summary + 24)
      put(Int32(2), at: summary + 28)
      put(Int32(first), at: summary + 32)
      let scale = Double(step.0 + step.1 + 1)
      for middle in [50.0, 150.0] {
        append(middle)
        append(50)
        for axis in 1...3 {
          for coefficient in [1.0, 2, 3] { append(scale * Double(axis) * coefficient) }
        }
      }
      for value in [0.0, 100, 11, 2] { append(value) }
      put(Int32(bytes.count / 8), at: summary + 36)
    }
  }

  private mutating func append(_ value: Double) {
    bytes += [UInt8](repeating: 0, count: 8)
    put(value, at: bytes.count - 8)
  }

  private mutating func put(_ value: Double, at offset: Int) {
    let bits = isBigEndian ? value.bitPattern.bigEndian : value.bitPattern.littleEndian
    withUnsafeBytes(of: bits) { bytes.replaceSubrange(offset..<offset + 8, with: $0) }
  }

  private mutating func put(_ value: Int32, at offset: Int) {
    let bits = isBigEndian ? value.bigEndian : value.littleEndian
    withUnsafeBytes(of: bits) { bytes.replaceSubrange(offset..<offset + 4, with: $0) }
  }

  private mutating func put(_ text: String, at offset: Int) {
    let characters = Array(text.utf8)
    bytes.replaceSubrange(offset..<offset + characters.count, with: characters)
  }
}
