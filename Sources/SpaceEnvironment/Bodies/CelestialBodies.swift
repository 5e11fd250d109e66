import Foundation
import Kinematics

/// Where the Sun and the Moon are: by series that need no file, or from an ephemeris of JPL.
///
///     let bodies = try CelestialBodies(kernelAt: URL(fileURLWithPath: "de440.bsp"))
///     let sun = try bodies.sun(at: epoch)
public struct CelestialBodies: Sendable {
  private let kernel: EphemerisKernel?

  private init(_ kernel: EphemerisKernel?) { self.kernel = kernel }

  /// The series of ``Sun/position(at:)`` and ``Moon/position(at:)``, good to 9 and 24 km.
  public static let analytic = CelestialBodies(nil)

  /// The Sun and the Moon of an SPK kernel of JPL.
  ///
  /// - Throws: what ``EphemerisKernel/init(at:)`` throws.
  public init(kernelAt url: URL) throws(EnvironmentError) {
    kernel = try EphemerisKernel(at: url)
  }

  /// The Sun and the Moon of a kernel that is read already.
  public init(kernel: EphemerisKernel) { self.kernel = kernel }

  /// Where the positions come from, in words for the record of a result.
  public var source: String {
    kernel.map { "ephemeris \($0.name)" } ?? "series of ERFA (VSOP87, ELP 2000-82)"
  }

  /// The Sun relative to the Earth's centre in GCRF [m]; geometric, without light time.
  ///
  /// - Throws: ``EnvironmentError/outsideCoverage(what:epoch:span:)`` outside the kernel's span.
  public func sun(at epoch: Epoch) throws(EnvironmentError) -> SIMD3<Double> {
    guard let kernel else { return Sun.position(at: epoch) }
    return try kernel.sun(at: epoch)
  }

  /// The Moon relative to the Earth's centre in GCRF [m]; geometric, without light time.
  ///
  /// - Throws: ``EnvironmentError/outsideCoverage(what:epoch:span:)`` outside the kernel's span.
  public func moon(at epoch: Epoch) throws(EnvironmentError) -> SIMD3<Double> {
    guard let kernel else { return Moon.position(at: epoch) }
    return try kernel.moon(at: epoch)
  }
}
