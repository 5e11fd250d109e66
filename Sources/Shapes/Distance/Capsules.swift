import NumericalMethods

/// A segment with a radius about it: a hull drawn round, for a quick bound of a clearance.
public struct Capsule: Sendable, Hashable {
  /// One end of the segment [m].
  public var start: SIMD3<Double>
  /// From there to the other end [m]; zero for a sphere.
  public var axis: SIMD3<Double>
  /// [m]
  public var radius: Double

  /// A capsule from its parts [m].
  public init(start: SIMD3<Double>, axis: SIMD3<Double>, radius: Double) {
    self.start = start
    self.axis = axis
    self.radius = radius
  }
}

/// Capsules in lanes of eight, for the distance of each to many.
///
/// The nearest points of two segments are the clamped solution of two linear equations (Ericson,
/// *Real-Time Collision Detection*, 2005, sec. 5.1.9), without branches.
public struct CapsuleSet: Sendable {
  struct Block: Sendable {
    var start = LaneVector.zero
    var axis = LaneVector.zero
    var radius = Lanes(repeating: 0)
    /// Of the axis.
    var square = Lanes(repeating: 0)
    var inverse = Lanes(repeating: 0)
  }

  /// How many there are.
  public let count: Int
  private var blocks: [Block]

  /// A set of capsules; the last is repeated to fill its block.
  public init(_ capsules: [Capsule]) {
    count = capsules.count
    blocks = stride(from: 0, to: capsules.count, by: 8).map { first in
      var block = Block()
      for lane in 0..<8 {
        let capsule = capsules[min(first + lane, capsules.count - 1)]
        block.start[lane] = capsule.start
        block.axis[lane] = capsule.axis
        block.radius[lane] = capsule.radius
        // A sphere is a segment too short to matter, so that nothing is divided by zero.
        block.square[lane] = max(capsule.axis.squaredMagnitude, 1e-24)
        block.inverse[lane] = 1 / block.square[lane]
      }
      return block
    }
  }

  /// The distances from one capsule to all, in their order [m]; below zero where they overlap.
  public func distances(to capsule: Capsule) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(blocks.count * 8)
    for block in blocks {
      let gaps = Self.gaps(capsule, block)
      for lane in 0..<8 { all.append(gaps[lane]) }
    }
    return Array(all.prefix(count))
  }

  /// The least distance between a capsule of this set and one of another [m]; below zero where two
  /// overlap, infinite where a set is empty.
  public func distance(to others: [Capsule]) -> Double {
    guard count > 0 else { return .infinity }
    return blocks.withUnsafeBufferPointer { blocks in
      var least = Lanes(repeating: .infinity)
      for capsule in others {
        for block in blocks { least = least.least(Self.gaps(capsule, block)) }
      }
      return least.min()
    }
  }

  /// The gaps between one capsule and those of a block [m].
  @inline(__always)
  private static func gaps(_ capsule: Capsule, _ b: Block) -> Lanes {
    let u = LaneVector(repeating: capsule.axis)
    let r = LaneVector(repeating: capsule.start) - b.start
    let own = max(capsule.axis.squaredMagnitude, 1e-24)
    let a = Lanes(repeating: own)
    let f = dotted(b.axis, r)
    let c = dotted(u, r)
    let both = dotted(u, b.axis)
    let zero = Lanes(repeating: 0)
    let one = Lanes(repeating: 1)
    let determinant = both.multiplied(by: both, subtractedFrom: a * b.square)
    // Parallel segments have any place along them: the first end, and the other side's answer to it.
    let slack = Lanes(repeating: 1e-14) * a * b.square
    var s = c.multiplied(by: b.square, subtractedFrom: both * f) / determinant.greatest(slack)
    s = s.least(one).greatest(zero)
    let free = both.multiplied(by: s, adding: f) * b.inverse
    let t = free.least(one).greatest(zero)
    let again = (t * both - c) * Lanes(repeating: 1 / own)
    s = s.replacing(with: again.least(one).greatest(zero), where: t .!= free)
    let x = u.x.multiplied(by: s, adding: r.x) - b.axis.x * t
    let y = u.y.multiplied(by: s, adding: r.y) - b.axis.y * t
    let z = u.z.multiplied(by: s, adding: r.z) - b.axis.z * t
    let square = x.multiplied(by: x, adding: y.multiplied(by: y, adding: z * z))
    return square.root - (b.radius + Lanes(repeating: capsule.radius))
  }

  @inline(__always)
  private static func dotted(_ a: LaneVector, _ b: LaneVector) -> Lanes {
    a.x.multiplied(by: b.x, adding: a.y.multiplied(by: b.y, adding: a.z * b.z))
  }
}
