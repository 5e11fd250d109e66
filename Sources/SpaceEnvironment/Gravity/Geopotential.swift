import Foundation
import NumericalMethods

/// The gravity field of the Earth as a series of spherical harmonics, in the Earth-fixed frame.
///
/// The series is summed in Cunningham's form, which has no singularity at the poles, with fully
/// normalised functions, which stay near 1 at any degree. Because the acceleration is linear in
/// these functions, each of them carries one pair of constant vectors, made once from the
/// coefficients; a call walks one flat table and allocates nothing.
///
/// Sources: Cunningham (1970), *Celestial Mechanics* 2, 207; Montenbruck, Gill, *Satellite Orbits*
/// (2000), equations 3.27 to 3.33; normalised recursions: Holmes, Featherstone (2002), *Journal of
/// Geodesy* 76, 279.
public struct Geopotential: Sendable {
  /// Gravitational parameter of the Earth with its atmosphere [m³/s²].
  public let mu: Double
  /// The radius that the coefficients refer to [m].
  public let radius: Double
  /// Degree of the series in use.
  public let degree: Int
  /// Order of the series in use.
  public let order: Int
  /// Where the coefficients come from.
  public let source: String

  /// One function of the series: the factors of its recursion and what it adds.
  struct Term: Sendable {
    /// Factors of the two functions before it in the column; the first of a column has the factor
    /// of the column's diagonal in x.
    var recursion: SIMD2<Double>
    /// What the function of the cosine adds to the acceleration in x, y.
    var cosine: SIMD2<Double>
    /// What the function of the sine adds to the acceleration in x, y.
    var sine: SIMD2<Double>
    /// What both add in z.
    var axial: SIMD2<Double>
    /// What both add to the potential.
    var potential: SIMD2<Double>
  }

  /// Column by column: order 0 from degree 0 to `degree + 1`, then order 1 from its own degree.
  let terms: [Term]
  private let table: GeopotentialTable

  /// Reads a table of coefficients and keeps what `degree` and `order` ask for.
  ///
  /// The table: comment lines from `#` with `mu_m3_s2=` and `radius_m=`, the first of which names
  /// the source; then `degree,order,c,s`, fully normalised. Coefficients of degree 0 and 1 are not
  /// used: the first is the point mass, the second is zero about the centre of mass.
  ///
  /// - Parameters:
  ///   - url: the table.
  ///   - degree: 0, or 2 to the degree of the table.
  ///   - order: 0 to `degree`.
  /// - Throws: ``EnvironmentError/fileUnreadable(path:)``,
  ///   ``EnvironmentError/malformed(path:line:what:)``, or
  ///   ``EnvironmentError/outOfRange(what:value:allowed:)`` for a degree the table does not hold.
  public init(fileAt url: URL, degree: Int, order: Int) throws(EnvironmentError) {
    let table = try GeopotentialTable(at: url)
    guard degree == 0 || (2...table.degree).contains(degree) else {
      throw .outOfRange(
        what: "degree of the gravity field", value: Double(degree),
        allowed: "0 or 2 to \(table.degree)")
    }
    guard (0...degree).contains(order) else {
      throw .outOfRange(
        what: "order of the gravity field", value: Double(order), allowed: "0 to \(degree)")
    }
    self.init(table, degree: degree, order: order)
  }

  private init(_ table: GeopotentialTable, degree: Int, order: Int) {
    self.table = table
    mu = table.mu
    radius = table.radius
    source = table.source
    self.degree = degree
    self.order = order
    terms = degree == 0 ? [] : Self.terms(of: table, degree: degree, order: order)
  }

  /// The same field with fewer terms; nil where `degree` is 1 or beyond this one's, or `order` is
  /// beyond this one's or beyond `degree`.
  public func cut(degree: Int, order: Int) -> Geopotential? {
    guard degree == 0 || degree >= 2, degree <= self.degree, order >= 0, order <= self.order,
      order <= degree
    else { return nil }
    if degree == self.degree, order == self.order { return self }
    return Geopotential(table, degree: degree, order: order)
  }

  /// The gravitational acceleration [m/s²] at an Earth-fixed position [m] other than the centre.
  public func acceleration(atEarthFixed position: SIMD3<Double>) -> SIMD3<Double> {
    let squared = position.squaredMagnitude
    let central = (-mu / (squared * squared.squareRoot())) * position
    return central + perturbation(atEarthFixed: position)
  }

  /// The acceleration [m/s²] without that of the point mass.
  public func perturbation(atEarthFixed position: SIMD3<Double>) -> SIMD3<Double> {
    guard degree > 0 else { return .zero }
    let frame = Scaled(position, radius: radius)
    var plane = SIMD2<Double>.zero
    var axial = SIMD2<Double>.zero
    terms.withUnsafeBufferPointer { terms in
      var index = 0
      var diagonal = SIMD2(frame.start, 0)
      for m in 0...(order + 1) {
        if m > 0 { diagonal = frame.turned(diagonal) * terms[index].recursion.x }
        var before = SIMD2<Double>.zero
        var current = diagonal
        for _ in m..<(degree + 1) {
          let term = terms[index]
          plane += current.x * term.cosine + current.y * term.sine
          axial += current * term.axial
          index += 1
          let factors = terms[index].recursion
          let next = (factors.x * frame.z) * current - (factors.y * frame.square) * before
          before = current
          current = next
        }
        let term = terms[index]
        plane += current.x * term.cosine + current.y * term.sine
        axial += current * term.axial
        index += 1
      }
    }
    let scale = mu / (radius * radius)
    return scale * SIMD3(plane.x, plane.y, axial.x + axial.y)
  }

  /// The gravitational potential [m²/s²], positive, with the point mass; its gradient is the
  /// acceleration.
  public func potential(atEarthFixed position: SIMD3<Double>) -> Double {
    let frame = Scaled(position, radius: radius)
    guard degree > 0 else { return mu / radius * frame.start }
    var sum = CompensatedSum()
    var index = 0
    var diagonal = SIMD2(frame.start, 0)
    for m in 0...(order + 1) {
      if m > 0 { diagonal = frame.turned(diagonal) * terms[index].recursion.x }
      var before = SIMD2<Double>.zero
      var current = diagonal
      for n in m...(degree + 1) {
        if n > m {
          let factors = terms[index].recursion
          let next = (factors.x * frame.z) * current - (factors.y * frame.square) * before
          before = current
          current = next
        }
        sum.add((current * terms[index].potential).sum())
        index += 1
      }
    }
    return mu / radius * (frame.start + sum.value)
  }

  /// A position in the units of the recursions.
  private struct Scaled {
    /// radius · (x, y) / r².
    var plane: SIMD2<Double>
    /// radius · z / r².
    var z: Double
    /// (radius / r)².
    var square: Double
    /// radius / r, the function of degree and order 0.
    var start: Double

    init(_ position: SIMD3<Double>, radius: Double) {
      let factor = radius / position.squaredMagnitude
      plane = SIMD2(position.x * factor, position.y * factor)
      z = position.z * factor
      square = radius * factor
      start = square.squareRoot()
    }

    /// The next function on the diagonal, without its factor.
    func turned(_ f: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(plane.x * f.x - plane.y * f.y, plane.x * f.y + plane.y * f.x)
    }
  }
}
