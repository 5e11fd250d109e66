/// One segment of an SPK kernel: a body relative to another as Chebyshev polynomials of equal spans.
///
/// Source: NAIF, *SPK Required Reading* (2017), "Type 2: Chebyshev (position only)".
struct KernelSegment: Sendable {
  let body: Int
  let center: Int
  /// The axes; 1 is J2000.
  private let axes: Int
  private let type: Int
  /// The span that the segment is valid for [s of TDB since J2000.0].
  let start: Double
  let end: Double
  /// Byte offsets of the first record and of what follows the last word.
  private let first: Int
  private let afterLast: Int

  /// The segment whose summary stands at a byte offset; nil where the file ends before.
  init?(_ words: BinaryWords, at offset: Int) {
    guard let start = words.double(at: offset), let end = words.double(at: offset + 8),
      let body = words.integer(at: offset + 16), let center = words.integer(at: offset + 20),
      let axes = words.integer(at: offset + 24), let type = words.integer(at: offset + 28),
      let first = words.integer(at: offset + 32), let last = words.integer(at: offset + 36)
    else { return nil }
    self.start = start
    self.end = end
    self.body = body
    self.center = center
    self.axes = axes
    self.type = type
    // Words count from 1 and have 8 bytes.
    self.first = (first - 1) * 8
    afterLast = last * 8
  }

  /// Whether this is a segment that is understood, for that step.
  func leads(_ step: EphemerisKernel.Step) -> Bool {
    body == step.body && center == step.center && type == 2 && axes == 1
  }

  func covers(_ time: Double) -> Bool { start <= time && time <= end }

  /// What the last four words of a segment say: the start of the first record [s], the length of
  /// each [s], how many words each has and how many there are.
  private struct Layout {
    let start: Double
    let length: Double
    let size: Int
    let count: Int
    /// Coefficients of each component.
    var terms: Int { (size - 2) / 3 }
  }

  private func layout(in words: BinaryWords) -> Layout? {
    guard let start = words.double(at: afterLast - 32), start.isFinite,
      let length = words.double(at: afterLast - 24), length.isFinite, length > 0,
      let size = words.double(at: afterLast - 16), (5...302).contains(size),
      let count = words.double(at: afterLast - 8), (1...1e8).contains(count)
    else { return nil }
    return Layout(start: start, length: length, size: Int(size), count: Int(count))
  }

  /// Whether the records lie in the file as its last words say.
  func isWhole(in words: BinaryWords) -> Bool {
    guard first >= 1024, afterLast <= words.bytes.count, start.isFinite, end.isFinite,
      start < end, abs(start) < 9e9, abs(end) < 9e9, let layout = layout(in: words)
    else { return false }
    return (layout.size - 2) % 3 == 0 && first + 8 * (layout.size * layout.count + 4) == afterLast
  }

  /// The position of the body relative to its centre [km] at a time [s of TDB since J2000.0];
  /// nil where no record covers it or the coefficients lead nowhere in the solar system.
  func position(at time: Double, in words: BinaryWords) -> SIMD3<Double>? {
    guard let layout = layout(in: words) else { return nil }
    let place = ((time - layout.start) / layout.length).rounded(.down)
    guard place >= 0, place <= Double(layout.count) else { return nil }
    // The end of the last record belongs to it.
    let record = first + 8 * layout.size * min(Int(place), layout.count - 1)
    guard let middle = words.double(at: record), let half = words.double(at: record + 8),
      half > 0
    else { return nil }
    let x = (time - middle) / half
    guard abs(x) <= 1 + 1e-9 else { return nil }
    // Clenshaw's recurrence, the three components side by side.
    var b1 = SIMD3<Double>.zero
    var b2 = SIMD3<Double>.zero
    for term in (0..<layout.terms).reversed() {
      var coefficient = SIMD3<Double>.zero
      for axis in 0..<3 {
        guard let value = words.double(at: record + 8 * (2 + axis * layout.terms + term)) else {
          return nil
        }
        coefficient[axis] = value
      }
      let b0 = coefficient + (term == 0 ? x : 2 * x) * b1 - b2
      b2 = b1
      b1 = b0
    }
    // 6700 AU: no coefficient of a planet comes near, and metres stay finite. No number is refused
    // along with them.
    return abs(b1.x) + abs(b1.y) + abs(b1.z) < 1e12 ? b1 : nil
  }
}
