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
  /// When the windows end, since the parting of a pair, rising [s].
  public let windows: [Double]
  /// Whether pieces that have touched are followed on: they are sought to touch again once they are
  /// let go.
  public let goesOn: Bool
  /// Since the watch began [s].
  public private(set) var time: Double
  /// Every two pieces, in the order of their indices.
  public private(set) var pairs: [PairClearance]
  private let shapes: [PieceShape]
  /// Whether a piece is followed.
  private var isFlying: [Bool]
  /// When pairs came to be, each time once.
  private var starts: [Double] = [0]

  /// A watch that begins now.
  ///
  /// - Parameters:
  ///   - shapes: of the pieces.
  ///   - windows: when the closest return so far is to be noted, since the parting of a pair, rising
  ///     [s].
  ///   - search: what is certain, and what touches.
  ///   - goesOn: whether pieces that have touched are followed on.
  public init(
    _ shapes: [PieceShape], windows: [Double] = [], search: ClearanceSearch = ClearanceSearch(),
    goesOn: Bool = false
  ) {
    self.search = search
    self.windows = windows
    self.goesOn = goesOn
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
    self.init(shapes, windows: old.windows, search: old.search, goesOn: old.goesOn)
    time = old.time
    starts = old.starts
    if !starts.contains(time) { starts.append(time) }
    for (piece, origin) in zip(shapes.indices, origins) {
      if let origin { isFlying[piece] = old.isFlying[origin] }
    }
    for index in pairs.indices {
      let (first, second) = (pairs[index].first, pairs[index].second)
      guard let a = origins[first], let b = origins[second], a < b,
        let known = old.pairs.first(where: { $0.first == a && $0.second == b })
      else {
        pairs[index].start = time
        continue
      }
      pairs[index] = known
      (pairs[index].first, pairs[index].second) = (first, second)
    }
  }

  /// Follows a piece no further, as one that has come down.
  public mutating func end(_ piece: Int) { isFlying[piece] = false }

  /// Lets two pieces that have touched touch again; they are the pair's by index.
  public mutating func letGo(_ pair: Int) {
    guard goesOn else { return }
    pairs[pair].isTouching = false
    pairs[pair].hasParted = true
  }

  /// Follows all pieces over a step.
  ///
  /// - Parameters:
  ///   - from: the pieces at its start, in the order of the shapes.
  ///   - to: the pieces at its end.
  ///   - duration: its length [s].
  ///   - turning: the pieces whose joints turn, in the order of the shapes; nil for one that is as its
  ///     shape has it, and empty where all are.
  /// - Returns: The pairs that touch, by index, in order of time: each once, or again after it was
  ///   let go.
  /// - Throws: ``FlightError`` for a piece that turns too far in the step.
  public mutating func follow(
    from: [RigidBody], to: [RigidBody], duration: Double, turning: [TurningPiece?] = []
  ) throws(FlightError) -> [Int] {
    let steps = shapes.indices.map { index -> StepShape in
      guard turning.indices.contains(index), let piece = turning[index] else {
        return .still(shapes[index])
      }
      return .turning(piece)
    }
    var motions: [StepMotion?] = []
    for index in shapes.indices {
      motions.append(
        isFlying[index]
          ? try StepMotion(from: from[index], to: to[index], duration: duration) : nil)
    }
    let marks = marks(in: duration)
    let touched = pairs.map(\.latestContact)
    for (low, high) in zip(marks, marks.dropFirst()) {
      var bodies: [BodyStep] = []
      var places: [Int] = []
      for (motion, shape) in zip(motions, steps) {
        places.append(motion == nil ? -1 : bodies.count)
        if let motion { bodies.append(BodyStep(motion, shape, low...high)) }
      }
      bodies.withUnsafeBufferPointer { follow($0, places, steps, low...high) }
      for index in pairs.indices {
        while pairs[index].atWindows.count < windows.count,
          pairs[index].start + windows[pairs[index].atWindows.count] <= time + high
        {
          pairs[index].atWindows.append(pairs[index].closest)
        }
      }
    }
    time += duration
    let new = pairs.indices.filter { pairs[$0].latestContact != touched[$0] }
    return new.sorted {
      (pairs[$0].latestContact?.time ?? 0, $0) < (pairs[$1].latestContact?.time ?? 0, $1)
    }
  }

  /// The start and the end of a step, and where windows end in it [s].
  private func marks(in duration: Double) -> [Double] {
    let ends = starts.flatMap { start in windows.map { start + $0 - time } }
    return [0] + ends.filter { $0 > 0 && $0 < duration }.sorted() + [duration]
  }

  private mutating func follow(
    _ bodies: UnsafeBufferPointer<BodyStep>, _ places: [Int], _ steps: [StepShape],
    _ interval: ClosedRange<Double>
  ) {
    guard let base = bodies.baseAddress else { return }
    for index in pairs.indices {
      let (i, j) = (pairs[index].first, pairs[index].second)
      guard places[i] >= 0, places[j] >= 0 else { continue }
      let (a, b) = (base + places[i], base + places[j])
      // What has touched comes no nearer, where it is not followed on.
      if !goesOn, pairs[index].contact != nil { continue }
      let step = RelativeStep(a, b)
      pairs[index].lookAtCentres(step.centreDistances, search)
      let radii = a.pointee.radius + b.pointee.radius
      let apart = (
        from: (a.pointee.from - b.pointee.from).magnitude - radii,
        to: (a.pointee.to - b.pointee.to).magnitude - radii
      )
      if pairs[index].isBeyond(apart, step.closing, search) || pairs[index].onlyDrawsApart(step) {
        continue
      }
      pairs[index].follow(
        (steps[i], steps[j]), step, in: interval, start: time, search: search)
    }
  }
}
