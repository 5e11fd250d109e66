import NumericalMethods

/// The sums over the degrees of eight orders side by side.
struct BlockSums {
  /// Σ of coefficient times function.
  let cosine, sine: Lanes
  /// Σ over degrees of the partial sums up to that degree: (top) times the sum less this is the sum
  /// weighted by degree plus one.
  let cosineBelow, sineBelow: Lanes
  /// Σ for the order below, differentiated along the axis.
  let lowerCosine, lowerSine: Lanes

  /// Where the functions of the eight orders start: one lane a degree.
  private static let starts: [Lanes] = (0..<Lanes.scalarCount).map { lane in
    var start = Lanes.zero
    start[lane] = 1
    return start
  }

  /// Walks the degrees of one block: all orders at once where a register holds them, or four and
  /// four, with the same bits. Registers that hold two numbers would have to put down and take up
  /// most of what eight orders need at every degree.
  @inline(__always)
  init(_ rows: UnsafeBufferPointer<Geopotential.Row>, axial: Double, square: Double) {
    self = Self.starts.withUnsafeBufferPointer { starts in
      if Lanes.areWhole {
        return Self(DegreeSums<Lanes>(rows, from: 0, starts, axial, square))
      }
      return Self(
        DegreeSums<SIMD4<Double>>(rows, from: 0, starts, axial, square),
        DegreeSums<SIMD4<Double>>(rows, from: 4, starts, axial, square))
    }
  }

  @inline(__always)
  private init(_ all: DegreeSums<Lanes>) {
    cosine = all.cosine
    sine = all.sine
    cosineBelow = all.cosineBelow
    sineBelow = all.sineBelow
    lowerCosine = all.lowerCosine
    lowerSine = all.lowerSine
  }

  @inline(__always)
  private init(_ low: DegreeSums<SIMD4<Double>>, _ high: DegreeSums<SIMD4<Double>>) {
    cosine = Lanes(lowHalf: low.cosine, highHalf: high.cosine)
    sine = Lanes(lowHalf: low.sine, highHalf: high.sine)
    cosineBelow = Lanes(lowHalf: low.cosineBelow, highHalf: high.cosineBelow)
    sineBelow = Lanes(lowHalf: low.sineBelow, highHalf: high.sineBelow)
    lowerCosine = Lanes(lowHalf: low.lowerCosine, highHalf: high.lowerCosine)
    lowerSine = Lanes(lowHalf: low.lowerSine, highHalf: high.lowerSine)
  }
}

/// The same sums for the orders that are worked on at once.
private struct DegreeSums<Group: LaneGroup> {
  var cosine = Group.zero
  var sine = Group.zero
  var cosineBelow = Group.zero
  var sineBelow = Group.zero
  var lowerCosine = Group.zero
  var lowerSine = Group.zero

  /// Walks the degrees, for the lanes from `lane` on.
  @inline(__always)
  init(
    _ rows: UnsafeBufferPointer<Geopotential.Row>, from lane: Int,
    _ starts: UnsafeBufferPointer<Lanes>, _ axial: Double, _ square: Double
  ) {
    guard let row = UnsafeRawPointer(rows.baseAddress),
      let start = UnsafeRawPointer(starts.baseAddress)
    else { return }
    let axial = Group(repeating: axial)
    let square = Group(repeating: square)
    let offset = lane * MemoryLayout<Double>.stride
    var before = Group.zero
    var current = Group.zero
    let starting = min(Lanes.scalarCount, rows.count)
    for index in 0..<starting {
      let row = row + (index * MemoryLayout<Geopotential.Row>.stride + offset)
      let further = row.load(as: Group.self) * (square * before)
      let next =
        axial.multiplied(by: current, subtracting: further)
        + start.load(
          fromByteOffset: index * MemoryLayout<Lanes>.stride + offset, as: Group.self)
      before = current
      current = next
      add(row, current)
    }
    for index in starting..<rows.count {
      let row = row + (index * MemoryLayout<Geopotential.Row>.stride + offset)
      // In this order a function waits for one operation on the last function.
      let further = row.load(as: Group.self) * (square * before)
      let next = axial.multiplied(by: current, subtracting: further)
      before = current
      current = next
      add(row, current)
    }
  }

  /// Adds what a degree has; `row` is where these lanes stand in the first column of a row.
  @inline(__always)
  private mutating func add(_ row: UnsafeRawPointer, _ function: Group) {
    func coefficient(_ column: Int) -> Group {
      row.load(fromByteOffset: column * MemoryLayout<Lanes>.stride, as: Group.self)
    }
    cosine = coefficient(1).multiplied(by: function, adding: cosine)
    sine = coefficient(2).multiplied(by: function, adding: sine)
    lowerCosine = coefficient(3).multiplied(by: function, adding: lowerCosine)
    lowerSine = coefficient(4).multiplied(by: function, adding: lowerSine)
    cosineBelow += cosine
    sineBelow += sine
  }
}
