import Foundation

extension GeopotentialTable {
  /// The permanent part that a zero-tide coefficient of degree 2 and order 0 holds beyond a
  /// tide-free one (IERS Conventions 2010, equation 6.14, with k₂₀ = 0.30190): A₀ H₀ k₂₀.
  private static let permanentTide = 4.4228e-8 * -0.31460 * 0.30190

  /// Reads the lines of an ICGEM file.
  ///
  /// Rows `gfc` and `gfct` are the static field; rates and yearly terms (`trnd`, `asin`, `acos`, …)
  /// are passed over. Lines may end as on any system. A zero-tide field is made tide-free; a field
  /// whose tides are not named is taken as it is, as if it were tide-free: of one that is zero-tide
  /// (JGM-3 in its first files) C20 is then off by 4.2e-9, which moves a low orbit by 10 m in a day.
  ///
  /// Source of the format: Barthelmes, Förste, *The ICGEM-format* (2011).
  mutating func readICGEM(
    _ text: String, path: String, seen: inout [Bool]
  ) throws(EnvironmentError) {
    var header: [Substring: Substring] = [:]
    var inHeader = !text.hasPrefix("gfc")
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let key = fields.first else { continue }
      if key == "gfc" || key == "gfct" {
        inHeader = false
        try readCoefficient(fields, path: path, line: index + 1, seen: &seen)
      } else if inHeader, fields.count > 1 {
        header[key] = header[key] ?? fields[1]
      }
    }
    try take(header, path: path, seen: seen)
  }

  private mutating func take(
    _ header: [Substring: Substring], path: String, seen: [Bool]
  ) throws(EnvironmentError) {
    func fail(_ what: String) -> EnvironmentError { .malformed(path: path, line: 0, what: what) }
    guard let mu = header["earth_gravity_constant"].flatMap(Self.number), mu > 0,
      let radius = header["radius"].flatMap(Self.number), radius > 0
    else { throw fail("earth_gravity_constant and radius are not both given as numbers above 0") }
    self.mu = mu
    self.radius = radius
    if let name = header["modelname"] { source = String(name) }
    let norm = header["norm"] ?? "fully_normalized"
    guard norm == "fully_normalized" else {
      throw fail("norm is \(norm.prefix(40)), not fully_normalized")
    }
    switch header["tide_system"] ?? "unknown" {
    case "tide_free", "unknown": break
    case "zero_tide":
      guard seen[3] else { return }
      let (c, s) = coefficients(2, 0)
      keep(2, 0, SIMD2(c - Self.permanentTide, s))
    case let other: throw fail("tide_system is \(other.prefix(40)), not tide_free or zero_tide")
    }
  }

  private mutating func readCoefficient(
    _ fields: [Substring], path: String, line: Int, seen: inout [Bool]
  ) throws(EnvironmentError) {
    guard fields.count >= 5, let n = Int(fields[1]), let m = Int(fields[2]), n >= 0,
      (0...n).contains(m), let c = Self.number(fields[3]), let s = Self.number(fields[4]),
      abs(c) <= 1, abs(s) <= 1
    else {
      throw .malformed(path: path, line: line, what: "not a row of degree, order and coefficients")
    }
    guard n <= Self.highestDegree else { return }
    let place = keep(n, m, SIMD2(c, s))
    guard !seen[place] else {
      throw .malformed(path: path, line: line, what: "a coefficient given twice")
    }
    seen[place] = true
  }

  /// A number whose exponent may be written with a D, as Fortran does.
  private static func number(_ text: Substring) -> Double? {
    let plain =
      text.contains { $0 == "D" || $0 == "d" }
      ? Substring(text.map { $0 == "D" || $0 == "d" ? "e" : $0 }) : text
    guard let value = Double(plain), value.isFinite else { return nil }
    return value
  }
}
