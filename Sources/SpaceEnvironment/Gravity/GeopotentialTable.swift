import Foundation

/// The coefficients of a gravity field as their file gives them: a table of the house or an ICGEM
/// file (`.gfc`), told apart by what stands in it.
struct GeopotentialTable: Sendable {
  var mu = 0.0
  var radius = 0.0
  var source: String
  /// The highest degree of which a coefficient is given.
  var degree = 0
  /// Cosine and sine coefficients of degree n and order m at n (n + 1) / 2 + m.
  private var values: [SIMD2<Double>] = []

  /// The highest degree that is kept, of which the functions stay well within the range of numbers;
  /// rows beyond it are read over.
  static let highestDegree = 360

  init(at url: URL) throws(EnvironmentError) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    source = url.lastPathComponent
    values = Array(
      repeating: .zero, count: (Self.highestDegree + 1) * (Self.highestDegree + 2) / 2)
    var seen = [Bool](repeating: false, count: values.count)
    if text.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix("gfc") }) {
      try readICGEM(text, path: url.path, seen: &seen)
      try check(seen, path: url.path)
      return
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("#") {
        if index == 0 { source = line.dropFirst().trimmingCharacters(in: .whitespaces) }
        try readComment(line, path: url.path, line: index + 1)
      } else if !line.isEmpty && !line.hasPrefix("degree") {
        let place = try readRow(line, path: url.path, line: index + 1)
        guard !seen[place] else {
          throw .malformed(path: url.path, line: index + 1, what: "a coefficient given twice")
        }
        seen[place] = true
      }
    }
    try check(seen, path: url.path)
  }

  private func check(_ seen: [Bool], path: String) throws(EnvironmentError) {
    guard mu > 0, radius > 0 else {
      throw .malformed(
        path: path, line: 0,
        what: "the gravitational parameter and the radius are not both given")
    }
    guard degree >= 2 else {
      throw .malformed(path: path, line: 0, what: "no coefficient of degree 2 or more")
    }
    for n in 2...degree {
      for m in 0...n where !seen[n * (n + 1) / 2 + m] {
        throw .malformed(
          path: path, line: 0, what: "no coefficient of degree \(n) and order \(m)")
      }
    }
  }

  /// The fully normalised coefficients of the cosine and the sine.
  func coefficients(_ n: Int, _ m: Int) -> (c: Double, s: Double) {
    let value = values[n * (n + 1) / 2 + m]
    return (value.x, value.y)
  }

  private mutating func readComment(
    _ line: Substring, path: String, line number: Int
  ) throws(EnvironmentError) {
    let fields = line.dropFirst().split(separator: "=", maxSplits: 1)
    guard fields.count == 2 else { return }
    let name = fields[0].trimmingCharacters(in: .whitespaces)
    guard name == "mu_m3_s2" || name == "radius_m" else { return }
    guard let value = Double(fields[1].trimmingCharacters(in: .whitespaces)), value.isFinite,
      value > 0
    else { throw .malformed(path: path, line: number, what: "\(name) is not a number above 0") }
    if name == "radius_m" { radius = value } else { mu = value }
  }

  /// Reads a row and returns where it stands in `values`.
  private mutating func readRow(
    _ line: Substring, path: String, line number: Int
  ) throws(EnvironmentError) -> Int {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 4, let n = Int(fields[0]), let m = Int(fields[1]),
      let c = Double(fields[2]), let s = Double(fields[3]), abs(c) <= 1, abs(s) <= 1
    else { throw .malformed(path: path, line: number, what: "not a row degree,order,c,s") }
    guard (0...Self.highestDegree).contains(n), (0...n).contains(m) else {
      throw .malformed(
        path: path, line: number,
        what: "degree \(n), order \(m) outside 0 to \(Self.highestDegree)")
    }
    return keep(n, m, SIMD2(c, s))
  }

  @discardableResult
  mutating func keep(_ n: Int, _ m: Int, _ value: SIMD2<Double>) -> Int {
    let place = n * (n + 1) / 2 + m
    values[place] = value
    degree = max(degree, n)
    return place
  }
}
