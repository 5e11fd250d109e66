import NumericalMethods

/// Cells of a lattice, each with the nearest face that was drawn in it and its depth.
struct Canvas {
  /// One row.
  struct Line {
    /// The first and the last cell that something was drawn in.
    var first: Int
    var last = -1
    /// Where the face at hand begins and ends.
    var left = 0.0
    var right = 0.0

    /// An empty row of a lattice of some columns.
    init(columns: Int) { first = columns }
  }

  let columns: Int
  let rows: Int
  let depths: UnsafeMutableBufferPointer<Double>
  let seen: UnsafeMutableBufferPointer<Int32>
  let lines: UnsafeMutableBufferPointer<Line>
  /// Column, row and depth of all corners.
  let places: UnsafeBufferPointer<SIMD3<Double>>
  /// Of all faces, one after the other: clockwise for the eye's axes where they face it, so that their
  /// edges go up on the left.
  let corners: UnsafeBufferPointer<Int32>

  /// Draws one convex face: in each row the cells between its edges, which are told from their lower end,
  /// so that two faces have the same edge between them.
  ///
  /// - Parameters:
  ///   - face: what cells are to have.
  ///   - begin: the place of its first corner.
  ///   - end: behind its last.
  ///   - slope: of the depth from column to column and from row to row.
  @inline(__always)
  func draw(_ face: Int32, from begin: Int, to end: Int, slope: SIMD2<Double>) {
    let origin = places[Int(corners[begin])]
    var lowest = origin.y
    var highest = origin.y
    for place in begin..<end {
      let y = places[Int(corners[place])].y
      lowest = min(lowest, y)
      highest = max(highest, y)
    }
    let bottom = max(0, Self.roundedUp(lowest))
    let top = min(rows - 1, Self.roundedDown(highest))
    guard bottom <= top else { return }
    var a = places[Int(corners[end - 1])]
    for place in begin..<end {
      let b = places[Int(corners[place])]
      let rises = b.y > a.y
      let low = rises ? a : b
      let high = rises ? b : a
      a = b
      let first = max(bottom, Self.roundedUp(low.y))
      let last = min(top, Self.roundedDown(high.y))
      guard first <= last, high.y > low.y else { continue }
      let lean = (high.x - low.x) / (high.y - low.y)
      for row in first...last {
        let x = low.x + (Double(row) - low.y) * lean
        if rises { lines[row].left = x } else { lines[row].right = x }
      }
    }
    for row in bottom...top {
      let first = max(0, Self.roundedUp(lines[row].left))
      let last = min(columns - 1, Self.roundedDown(lines[row].right))
      guard first <= last else { continue }
      lines[row].first = min(lines[row].first, first)
      lines[row].last = max(lines[row].last, last)
      let start = origin.z + (Double(row) - origin.y) * slope.y - origin.x * slope.x
      let base = row * columns
      for column in first...last {
        let depth = start + Double(column) * slope.x
        if depth < depths[base + column] {
          depths[base + column] = depth
          seen[base + column] = face
        }
      }
    }
  }

  /// The least whole number that is no less; processors without SSE4.1 call a library for it otherwise.
  @inline(__always)
  private static func roundedUp(_ x: Double) -> Int {
    let whole = Int(x)
    return Double(whole) < x ? whole + 1 : whole
  }

  /// The greatest whole number that is no more.
  @inline(__always)
  private static func roundedDown(_ x: Double) -> Int {
    let whole = Int(x)
    return Double(whole) > x ? whole - 1 : whole
  }
}
