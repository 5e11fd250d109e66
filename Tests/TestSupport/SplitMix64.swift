/// Random numbers that are the same for the same seed: 64 bits a step, for input that a test makes
/// up.
///
/// Source: Steele, Lea, Flood, *Fast splittable pseudorandom number generators* (2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed; every seed is good.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number drawn evenly from a range.
  public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }

  /// Three numbers, each drawn evenly between `-size` and `size`.
  public mutating func vector(_ size: Double) -> SIMD3<Double> {
    SIMD3(uniform(-size...size), uniform(-size...size), uniform(-size...size))
  }

  /// The bytes of a file with one to six changes: a byte replaced by one of ASCII, left out, or put
  /// in. The file has more than six bytes.
  public mutating func mutated(_ source: [UInt8]) -> [UInt8] {
    var bytes = source
    for _ in 0..<(1 + Int(next() % 6)) {
      let place = Int(next() % UInt64(bytes.count))
      switch next() % 3 {
      case 0: bytes[place] = UInt8(next() & 0x7f)
      case 1: bytes.remove(at: place)
      default: bytes.insert(UInt8(next() & 0xff), at: place)
      }
    }
    return bytes
  }
}
