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

  /// A watch after a further cut: pairs whose pieces both stayed what they were keep what was seen.
  ///
  /// - Parameters:
  ///   - shapes: of the pieces now.
  ///   - old: the watch until now.
  ///   - origins: for each piece now its index in the old watch, or nil for one that is new.
  public init(_ shapes: [PieceShape], continuing old: FormationClearance, origins: [Int?]) {
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
      let bodies = motions.indices.map { index in
        motions[index].map { Body($0, shapes[index], low, high) }
      }
      for index in pairs.indices { follow(index, bodies, low...high) }
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

  /// A piece over a part of a step, as broad tests see it.
  private struct Body {
    let motion: StepMotion
    /// The centre of the sphere that holds it at both ends of the part [m].
    let from: SIMD3<Double>
    let to: SIMD3<Double>
    /// [m]
    let radius: Double
    /// How fast turning moves its farthest point [m/s].
    let turning: Double

    init(_ motion: StepMotion, _ shape: PieceShape, _ low: Double, _ high: Double) {
      self.motion = motion
      let sphere = shape.sphere
      from = motion.place(at: low).point(sphere.centre)
      to = motion.place(at: high).point(sphere.centre)
      radius = sphere.radius
      turning = motion.rateBound * ((sphere.centre - motion.centre).magnitude + radius)
    }
  }

  private mutating func follow(
    _ index: Int, _ bodies: [Body?], _ interval: ClosedRange<Double>
  ) {
    let (i, j) = (pairs[index].first, pairs[index].second)
    guard let a = bodies[i], let b = bodies[j] else { return }
    let step = RelativeStep(a.motion, b.motion)
    let radii = a.radius + b.radius
    let length = interval.upperBound - interval.lowerBound
    pairs[index].follow(
      (shapes[i], shapes[j]), step, in: interval, start: time,
      apart: ((a.from - b.from).magnitude - radii, (a.to - b.to).magnitude - radii),
      closing: (step.closing + a.turning + b.turning) * length, search: search)
  }
}
