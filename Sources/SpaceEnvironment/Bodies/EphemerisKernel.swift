import Foundation
import Kinematics

/// The Sun, the Earth and the Moon of a JPL ephemeris (DE421, DE440, …), read from an SPK kernel.
///
/// Understood are segments of type 2 (Chebyshev polynomials for positions) along the axes J2000 of
/// the kernels, which are those of GCRF, in either byte order. Source: NAIF, *SPK Required Reading*
/// and *DAF Required Reading* (2017).
public struct EphemerisKernel: Sendable {
  /// The file's name.
  public let name: String
  let words: BinaryWords
  private let segments: [KernelSegment]

  /// The longest file that is read [bytes]: 1 GiB, nine times that of DE440.
  public static let longestFile = 1 << 30

  /// Reads a kernel file.
  ///
  /// - Throws: ``EnvironmentError/fileUnreadable(path:)`` or
  ///   ``EnvironmentError/malformed(path:line:what:)``.
  public init(at url: URL) throws(EnvironmentError) {
    let size = try? url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
    guard let size, size.isRegularFile == true, let count = size.fileSize else {
      throw .fileUnreadable(path: url.path)
    }
    guard count <= Self.longestFile else {
      throw .malformed(path: url.path, line: 0, what: "longer than 1 GiB")
    }
    guard let data = try? Data(contentsOf: url) else { throw .fileUnreadable(path: url.path) }
    try self.init(bytes: [UInt8](data), named: url.path)
  }

  /// Reads the bytes of a kernel; errors and the record of a result name it `path`.
  ///
  /// - Throws: ``EnvironmentError/malformed(path:line:what:)`` where the bytes are no SPK kernel or
  ///   hold no segment that leads to the Sun, the Earth or the Moon.
  public init(bytes: [UInt8], named path: String) throws(EnvironmentError) {
    name = URL(fileURLWithPath: path).lastPathComponent
    var words = BinaryWords(bytes: bytes)
    func broken(_ what: String) -> EnvironmentError {
      .malformed(path: path, line: 0, what: what)
    }
    guard words.holds("DAF/SPK ", at: 0) else { throw broken("no SPK kernel of NAIF") }
    if words.holds("BIG-IEEE", at: 88) {
      words.isBigEndian = true
    } else if !words.holds("LTL-IEEE", at: 88) {
      throw broken("numbers are neither LTL-IEEE nor BIG-IEEE")
    }
    guard words.integer(at: 8) == 2, words.integer(at: 12) == 6 else {
      throw broken("summaries are not those of an SPK kernel")
    }
    self.words = words
    segments = try Self.summaries(of: words, path: path)
    for step in Self.steps where !segments.contains(where: { $0.leads(step) }) {
      throw broken("no segment of type 2 for body \(step.body) relative to \(step.center)")
    }
  }

  /// A body relative to another, by NAIF's numbers.
  struct Step: Sendable {
    let body: Int
    let center: Int
    static let sun = Step(body: 10, center: 0)
    static let earthMoonBarycenter = Step(body: 3, center: 0)
    static let moon = Step(body: 301, center: 3)
    static let earth = Step(body: 399, center: 3)
  }

  private static let steps: [Step] = [.sun, .earthMoonBarycenter, .moon, .earth]

  /// The segments for the steps above, in the order of the file.
  private static func summaries(
    of words: BinaryWords, path: String
  ) throws(EnvironmentError) -> [KernelSegment] {
    var found: [KernelSegment] = []
    var record = words.integer(at: 76) ?? 0
    var left = words.bytes.count / 1024  // a chain that runs in a circle ends here
    while record > 0, left > 0 {
      left -= 1
      // Records count from 1 and have 1024 bytes.
      let start = (record - 1) * 1024
      guard let next = words.double(at: start), let count = words.double(at: start + 16),
        (0...25).contains(count), abs(next) < 2e9
      else { throw .malformed(path: path, line: 0, what: "the list of segments is cut off") }
      for index in 0..<Int(count) {
        guard let segment = KernelSegment(words, at: start + 24 + 40 * index) else {
          throw .malformed(path: path, line: 0, what: "segment \(found.count + 1) is cut off")
        }
        guard steps.contains(where: segment.leads) else { continue }
        guard segment.isWhole(in: words) else {
          throw .malformed(
            path: path, line: 0, what: "the segment of body \(segment.body) is not whole")
        }
        found.append(segment)
      }
      record = Int(next)
    }
    return found
  }

  /// The span in which all bodies are given.
  public var coverage: ClosedRange<Epoch> {
    var first = -Double.infinity
    var last = Double.infinity
    for step in Self.steps {
      let own = segments.filter { $0.leads(step) }
      first = max(first, own.reduce(.infinity) { min($0, $1.start) })
      last = min(last, own.reduce(-.infinity) { max($0, $1.end) })
    }
    let low = Epoch.j2000 + first
    return low...max(low, Epoch.j2000 + last)
  }

  /// The Sun relative to the Earth's centre in GCRF [m].
  ///
  /// - Throws: ``EnvironmentError/outsideCoverage(what:epoch:span:)``.
  public func sun(at epoch: Epoch) throws(EnvironmentError) -> SIMD3<Double> {
    let earth = try position(.earthMoonBarycenter, at: epoch) + position(.earth, at: epoch)
    return 1000 * (try position(.sun, at: epoch) - earth)
  }

  /// The Moon relative to the Earth's centre in GCRF [m].
  ///
  /// - Throws: ``EnvironmentError/outsideCoverage(what:epoch:span:)``.
  public func moon(at epoch: Epoch) throws(EnvironmentError) -> SIMD3<Double> {
    1000 * (try position(.moon, at: epoch) - position(.earth, at: epoch))
  }

  /// The way of a step [km]; of two segments that hold it the later in the file counts.
  private func position(
    _ step: Step, at epoch: Epoch
  ) throws(EnvironmentError) -> SIMD3<Double> {
    let time = epoch.secondsTDB
    for segment in segments.reversed() where segment.leads(step) && segment.covers(time) {
      if let position = segment.position(at: time, in: words) { return position }
    }
    throw .outsideCoverage(what: "the ephemeris \(name)", epoch: epoch, span: coverage)
  }
}
