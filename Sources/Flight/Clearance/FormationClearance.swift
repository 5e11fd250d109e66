import Kinematics
import NumericalMethods
import Shapes

/// The clearances of every two pieces of a station that has come apart, step by step.
///
/// Most pairs are settled by the spheres that hold the pieces and by how far they can have moved in
/// the step; the others by trees of spheres and by a search that begins where the last one ended.
/// Whatever the steps, no closer return and no contact is passed over: see ``ClearanceSearch``.
///
/// ```swift
/// var clearance = FormationClearance(shapes, windows: [5_560, 86_400])
/// let touching = try clearance.follow(from: before, to: after, duration: 10)
/// ```
public struct FormationClearance: Sendable {
  /// What is certain, and what touches.
  public let search: ClearanceSearch
  /// When the windows end, since the watch began, rising [s].
  public let windows: [Double]
  /// Since the watch began [s].
  public private(set) var time: Double
  /// Every two pieces, in the order of their indices.
  public private(set) var pairs: [PairClearance]
  private let shapes: [PieceShape]
  /// Whether a piece is followed.
  private var isFlying: [Bool]

  /// A watch that begins now.
  ///
  /// - Parameters:
  ///   - shapes: of the pieces.
  ///   - windows: when the closest return so far is to be noted, since the watch began, rising [s].
  ///   - search: what is certain, and what touches.
  public init(
    _ shapes: [PieceShape], windows: [Double] = [], search: ClearanceSearch = ClearanceSearch()
  ) {
    self.search = search
    self.windows = windows
    self.shapes = shapes
    time = 0
    isFlying = shapes.map { !$0.isEmpty }
    pairs = []
    for a in shapes.indices {
      for b in shapes.indices where b > a { pairs.append(PairClearance(first: a, second: b)) }
    }
  }

  /// A watch after a further cut: pairs whose pieces both stayed what they were keep what was seen, as
  /// long as they stand in the order in which they stood; others begin anew.
  ///
  /// - Parameters:
  ///   - shapes: of the pieces now.
  ///   - old: the watch until now.
  ///   - origins: for each piece now its index in the old watch, or nil for one that is new.
  /// - Precondition: one origin a piece, in the order of the shapes.
  public init(_ shapes: [PieceShape], continuing old: FormationClearance, origins: [Int?]) {
    precondition(origins.count == shapes.count, "one origin a piece")
    self.init(shapes, windows: old.windows, search: old.search)
    time = old.time
    for (piece, origin) in zip(shapes.indices, origins) {
      if let origin { isFlying[piece] = old.isFlying[origin] }
    }
    for index in pairs.indices {
      let (first, second) = (pairs[index].first, pairs[index].second)
      guard let a = origins[first], let b = origins[second], a < b,
        let known = old.pairs.first(where: { $0.first == a && $0.second == b })
      else {
        pairs[index].atWindows = windows.filter { $0 <= old.time }.map { _ in nil }
        continue
      }
      pairs[index] = known
      (pairs[index].first, pairs[index].second) = (first, second)
    }
  }

  /// Follows a piece no further, as one that has come down.
  public mutating func end(_ piece: Int) { isFlying[piece] = false }

  /// Follows all pieces over a step.
  ///
  /// - Parameters:
  ///   - from: the pieces at its start, in the order of the shapes.
  ///   - to: the pieces at its end.
  ///   - duration: its length [s].
  /// - Returns: The pairs that touch for the first time, by index, in order of time.
  /// - Throws: ``ClearanceError`` for a piece that turns too far in the step.
  public mutating func follow(
    from: [RigidBody], to: [RigidBody], duration: Double
  ) throws(ClearanceError) -> [Int] {
    var motions: [StepMotion?] = []
    for index in shapes.indices {
      motions.append(
        isFlying[index]
          ? try StepMotion(from: from[index], to: to[index], duration: duration) : nil)
    }
    var marks = [0.0]
    for window in windows where window > time && window < time + duration {
      marks.append(window - time)
    }
    marks.append(duration)
    let touched = pairs.map { $0.contact != nil }
    for (low, high) in zip(marks, marks.dropFirst()) {
      var bodies: [BodyStep] = []
      var places: [Int] = []
      for (motion, shape) in zip(motions, shapes) {
        places.append(motion == nil ? -1 : bodies.count)
        if let motion { bodies.append(BodyStep(motion, shape, low...high)) }
      }
      bodies.withUnsafeBufferPointer { follow($0, places, low...high) }
      for index in pairs.indices {
        while pairs[index].atWindows.count < windows.count,
          windows[pairs[index].atWindows.count] <= time + high
        {
          pairs[index].atWindows.append(pairs[index].closest)
        }
      }
    }
    time += duration
    let new = pairs.indices.filter { pairs[$0].contact != nil && !touched[$0] }
    return new.sorted {
      (pairs[$0].contact?.time ?? 0, $0) < (pairs[$1].contact?.time ?? 0, $1)
    }
  }

  private mutating func follow(
    _ bodies: UnsafeBufferPointer<BodyStep>, _ places: [Int], _ interval: ClosedRange<Double>
  ) {
    guard let base = bodies.baseAddress else { return }
    for index in pairs.indices {
      let (i, j) = (pairs[index].first, pairs[index].second)
      guard places[i] >= 0, places[j] >= 0 else { continue }
      let (a, b) = (base + places[i], base + places[j])
      let step = RelativeStep(a, b)
      let radii = a.pointee.radius + b.pointee.radius
      let apart = (
        from: (a.pointee.from - b.pointee.from).magnitude - radii,
        to: (a.pointee.to - b.pointee.to).magnitude - radii
      )
      if pairs[index].isBeyond(apart, step.closing, search) || pairs[index].onlyDrawsApart(step) {
        continue
      }
      pairs[index].follow(
        (shapes[i], shapes[j]), step, in: interval, start: time, search: search)
    }
  }
}
