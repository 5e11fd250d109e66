import Kinematics
import NumericalMethods

/// How far two ephemerides of one object lie apart over the span that both cover.
public struct EphemerisDifference: Sendable {
  /// One comparison.
  public struct Sample: Sendable, Hashable {
    /// When.
    public var epoch: Epoch
    /// The second less the first: radial, in-track and cross-track of the first [m].
    public var position: SIMD3<Double>
    /// The same of the velocities [m/s].
    public var velocity: SIMD3<Double>
  }

  /// In order of time, at the instants of the first ephemeris in the common span, and at its two ends.
  public let samples: [Sample]

  /// Compares the second with the first; nil where no instant is common.
  public init?(_ first: Ephemeris, _ second: Ephemeris) {
    let start = max(first.span.lowerBound, second.span.lowerBound)
    let end = min(first.span.upperBound, second.span.upperBound)
    guard start <= end else { return nil }
    var epochs = first.states.map(\.epoch).filter { $0 > start && $0 < end }
    epochs.insert(start, at: 0)
    if end > start { epochs.append(end) }
    samples = epochs.compactMap { epoch in
      guard let a = first.state(at: epoch), let b = second.state(at: epoch) else { return nil }
      let axes = Self.axes(a)
      return Sample(
        epoch: epoch, position: axes * (b.position - a.position).components,
        velocity: axes * (b.velocity - a.velocity).components)
    }
    guard !samples.isEmpty else { return nil }
  }

  /// Radial, in-track and cross-track as rows; along GCRF where the state has no plane.
  static func axes(_ state: OrbitState<GCRF>) -> Matrix3 {
    let r = state.position.components
    let normal = cross(r, state.velocity.components)
    guard r.magnitude > 0, normal.magnitude > 0 else { return .identity }
    let radial = r.normalized
    let cross = normal.normalized
    return Matrix3(rows: radial, NumericalMethods.cross(cross, radial), cross)
  }

  /// The greatest distance [m] and its instant.
  public var maximum: (distance: Double, epoch: Epoch) {
    var best = (distance: -1.0, epoch: samples[0].epoch)
    for sample in samples where sample.position.magnitude > best.distance {
      best = (sample.position.magnitude, sample.epoch)
    }
    return best
  }

  /// The root mean square of the distances [m].
  public var rms: Double { Self.rms(samples.map(\.position.magnitude)) }

  /// The root mean square of radial, in-track and cross-track [m].
  public var rmsByAxis: SIMD3<Double> {
    SIMD3(
      Self.rms(samples.map(\.position.x)), Self.rms(samples.map(\.position.y)),
      Self.rms(samples.map(\.position.z)))
  }

  /// The greatest radial, in-track and cross-track, without sign [m].
  public var maximumByAxis: SIMD3<Double> {
    samples.reduce(SIMD3.zero) { best, sample in
      SIMD3(
        max(best.x, abs(sample.position.x)), max(best.y, abs(sample.position.y)),
        max(best.z, abs(sample.position.z)))
    }
  }

  private static func rms(_ values: [Double]) -> Double {
    var sum = CompensatedSum()
    for value in values { sum.add(value * value) }
    return (sum.value / Double(values.count)).squareRoot()
  }
}
