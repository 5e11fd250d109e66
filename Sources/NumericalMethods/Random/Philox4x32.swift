/// Random numbers from a counter: the number at any place of any stream, in any order.
///
/// Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
/// Philox4x32 with 10 rounds. The seed is the key; the counter is the index (low half) and the
/// stream (high half), so streams of one seed never meet.
public struct Philox4x32: RandomNumberGenerator, Sendable, Hashable {
  /// The key, the same for all streams of a run.
  public let seed: UInt64

  /// Which of the seed's 2^64 streams.
  public let stream: UInt64

  /// How many numbers of 64 bits `next()` has given, modulo 2^64.
  public private(set) var position: UInt64 = 0

  /// The stream at its beginning.
  public init(seed: UInt64, stream: UInt64) {
    self.seed = seed
    self.stream = stream
  }

  /// The next 64 random bits: first the low, then the high half of each block, which begins with
  /// the bits of `uniform(at: 0)`.
  public mutating func next() -> UInt64 {
    let block = block(at: position >> 1)
    defer { position &+= 1 }
    return position & 1 == 0 ? Self.join(block.x, block.y) : Self.join(block.z, block.w)
  }

  /// The number at an index, uniform in [0, 1) on multiples of 2^-53.
  public func uniform(at index: UInt64) -> Double {
    let block = block(at: index)
    return Double(Self.join(block.x, block.y) >> 11) * 0x1p-53
  }

  /// The number at an index of a normal distribution of mean 0 and variance 1, at most 8.6 in
  /// magnitude (Box and Muller 1958).
  ///
  /// It shares bits with `uniform(at:)` of the same index: use one of them per index.
  public func normal(at index: UInt64) -> Double {
    let block = block(at: index)
    let first = Double((Self.join(block.x, block.y) >> 11) + 1) * 0x1p-53  // in (0, 1]
    let second = Double(Self.join(block.z, block.w) >> 11) * 0x1p-53
    let radius = (-2 * Elementary.log(first)).squareRoot()
    return radius * Elementary.cos(2 * .pi * second)
  }

  /// The 128 bits at an index of the stream.
  private func block(at index: UInt64) -> SIMD4<UInt32> {
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
      UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
    let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    return Self.block(counter: counter, key: key)
  }

  private static func join(_ low: UInt32, _ high: UInt32) -> UInt64 {
    UInt64(high) << 32 | UInt64(low)
  }

  /// The bijection of a counter under a key: ten rounds of Philox (Salmon et al. 2011, sec. 3.3).
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (c, k) = (counter, key)
    for round in 0..<10 {
      if round > 0 { k = k &+ SIMD2(0x9E37_79B9, 0xBB67_AE85) }
      let p0 = c.x.multipliedFullWidth(by: 0xD251_1F53)
      let p1 = c.z.multipliedFullWidth(by: 0xCD9E_8D57)
      c = SIMD4(p1.high ^ c.y ^ k.x, p1.low, p0.high ^ c.w ^ k.y, p0.low)
    }
    return c
  }
}
