import Kinematics

/// Positions of a body at knots an hour apart, interpolated by cubics (Lagrange).
///
/// The Moon, the faster of the two, is off by less than 5 m of 380,000 km.
struct BodyTable: Sendable {
  private var knots: [SIMD3<Double>]
  private static let spacing = 3600.0

  /// Knots from one spacing before `start` to two after `start + span`.
  init(from start: Epoch, span: Double, _ position: (Epoch) -> SIMD3<Double>) {
    let count = Int((span / Self.spacing).rounded(.up)) + 4
    knots = (0..<count).map { position(start + Double($0 - 1) * Self.spacing) }
  }

  /// The position `time` [s] after the start.
  func position(at time: Double) -> SIMD3<Double> {
    let offset = time / Self.spacing + 1
    let index = max(1, min(knots.count - 3, Int(offset.rounded(.down))))
    let t = offset - Double(index)
    let a = -t * (t - 1) * (t - 2) / 6
    let b = (t + 1) * (t - 1) * (t - 2) / 2
    let c = -(t + 1) * t * (t - 2) / 2
    let d = (t + 1) * t * (t - 1) / 6
    return a * knots[index - 1] + b * knots[index] + c * knots[index + 1] + d * knots[index + 2]
  }
}
