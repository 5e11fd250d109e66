import NumericalMethods
import StationModel

/// Two solids that meet somewhere in the range of the joints between them, or are not shown to stay
/// clear of each other.
public struct SweepContact: Sendable, Hashable {
  /// Whether they were found to meet; false: the search ended before all angles were shown to be clear.
  public var isFound: Bool
  /// Whether joints turn both of them, each its own: that they stay apart is then a matter of where
  /// the joints are driven, not of where they can go.
  public var isBetweenMovingParts: Bool
  /// Index of the rotary joint, next to one of them, that moves them against each other.
  public var joint: Int
  /// The angle of that joint at which they meet, or at which the search ended [rad].
  public var angle: Double
  /// The solids, as `module.solid`: first the one that the joint turns.
  public var solids: [String]
}

extension Scene {
  /// By how much each solid is taken smaller on every side when solids are tested for meeting [m]:
  /// chosen, as the boxes and cylinders of a station file are true to about a decimetre.
  public static let sweepAllowance = 0.05

  /// The pairs of solids that meet somewhere in the range of the joints between them, or are not shown
  /// to stay clear; one contact a pair.
  ///
  /// Every combination of angles is covered: an interval of angles is clear when the distance at its
  /// middle (``ConvexDistance``) is greater than any point can move in it, and is halved otherwise,
  /// down to a motion of 2 cm, and 20 cm between parts that both move. Where 50 000 intervals of a pair
  /// are not enough, it is not shown to be clear. All three are chosen. Solids of one module that touch
  /// as drawn are taken as mounted on each other. Joints that are held fixed do not turn.
  ///
  /// - Parameter isAsked: whether a pair of modules is to be tested, by their indices.
  public func sweepContacts(
    between isAsked: (Int, Int) -> Bool = { _, _ in true }
  ) -> [SweepContact] {
    let solids = solids(at: linkage.drawnAngles).map { $0.shrunk(by: Self.sweepAllowance) }
    let names = names
    let links = links
    let chains = linkage.links.indices.map { linkage.chain(to: $0) }
    var contacts: [SweepContact] = []
    for a in solids.indices {
      for b in solids.indices.dropFirst(a + 1) where links[a] != links[b] {
        guard isAsked(solids[a].module, solids[b].module) else { continue }
        let path = path(chains[links[a]], chains[links[b]])
        guard path.contains(where: { joints[$0].plan.drive != .fixed }) else { continue }
        let pair = SweptPair(
          scene: self, solids[a], solids[b], path.filter { chains[links[a]].contains($0) },
          path.filter { chains[links[b]].contains($0) })
        if solids[a].module == solids[b].module, pair.gap(at: linkage.drawnAngles) == 0 { continue }
        guard let end = pair.meeting() else { continue }
        let joint = path.first { joints[$0].plan.drive != .fixed } ?? path[0]
        let isFirst = chains[links[a]].contains(joint)
        contacts.append(
          SweepContact(
            isFound: end.isFound, isBetweenMovingParts: pair.isBetweenMovingParts, joint: joint,
            angle: end.angles[joint],
            solids: isFirst ? [names[a], names[b]] : [names[b], names[a]]))
      }
    }
    return contacts
  }

  /// The joints between two links, from the first to the second.
  private func path(_ a: [Int], _ b: [Int]) -> [Int] {
    a.filter { !b.contains($0) } + b.reversed().filter { !a.contains($0) }
  }
}

/// A pair of solids and the joints between them.
private struct SweptPair {
  let scene: Scene
  let a: PlacedSolid
  let b: PlacedSolid
  /// The joints that turn the first solid and not the second, the nearest to it first.
  let sideA: [Int]
  /// The joints that turn the second solid and not the first, the nearest to it last.
  let sideB: [Int]
  /// From the first solid to the second.
  var path: [Int] { sideA + sideB }

  init(scene: Scene, _ a: PlacedSolid, _ b: PlacedSolid, _ sideA: [Int], _ sideB: [Int]) {
    self.scene = scene
    self.a = a
    self.b = b
    self.sideA = sideA
    self.sideB = sideB
  }

  var isBetweenMovingParts: Bool {
    [sideA, sideB].allSatisfy { side in
      side.contains { scene.joints[$0].plan.drive != .fixed }
    }
  }

  /// An interval of angles for each joint of the path.
  private struct Cell {
    var middle: [Double]
    var half: [Double]
  }

  /// The distance at some angles [m].
  func gap(at angles: JointAngles) -> Double {
    func carried(_ solid: PlacedSolid, _ side: [Int]) -> CarriedSolid {
      var moved = Displacement.none
      for index in side {
        let joint = scene.joints[index]
        let angle = angles[index] - joint.plan.drawnAt
        let sense = scene.linkage.isReversed(index) ? -1.0 : 1.0
        moved = moved.then(.turn(by: sense * angle, about: joint.axis, through: joint.position))
      }
      return CarriedSolid(solid, attitude: moved.rotation.matrix, offset: moved.offset)
    }
    return ConvexDistance.between(carried(a, sideA), carried(b, sideB.reversed()))
  }

  /// Halving ends where nothing moves farther [m]; chosen.
  private var finest: Double { isBetweenMovingParts ? 0.2 : 0.02 }
  /// The search ends after so many cells; chosen.
  private static let mostCells = 50_000

  /// Angles at which the two meet, or at which the search ended without an answer; nil: they do not.
  func meeting() -> (angles: JointAngles, isFound: Bool)? {
    guard !isApart else { return nil }
    let path = path
    let finest = finest
    let reaches = path.indices.map { reach($0) }
    var first = Cell(middle: [], half: [])
    for index in path {
      let plan = scene.joints[index].plan
      if plan.drive == .fixed {
        first.middle.append(plan.heldAt)
        first.half.append(0)
      } else if let limits = plan.limits {
        first.middle.append(0.5 * (limits.lowerBound + limits.upperBound))
        first.half.append(0.5 * (limits.upperBound - limits.lowerBound))
      } else {
        first.middle.append(plan.drawnAt)
        first.half.append(.pi)
      }
    }
    var cells = [first]
    var tested = 0
    var angles = scene.linkage.drawnAngles
    while let cell = cells.popLast() {
      for (place, index) in path.enumerated() { angles[index] = cell.middle[place] }
      let gap = gap(at: angles)
      tested += 1
      if gap == 0 { return (angles, true) }
      if tested > Self.mostCells { return (angles, false) }
      let motions = path.indices.map { reaches[$0] * cell.half[$0] }
      let motion = motions.reduce(0, +)
      if gap > motion || motion < finest { continue }
      let widest = motions.indices.max { motions[$0] < motions[$1] } ?? 0
      for side in [-0.5, 0.5] {
        var part = cell
        part.half[widest] *= 0.5
        part.middle[widest] += side * cell.half[widest]
        cells.append(part)
      }
    }
    return nil
  }

  /// The farthest that a point of the solid which a joint of the path turns can be from its axis,
  /// whatever the joints between do [m].
  private func reach(_ place: Int) -> Double {
    let path = path
    // A joint turns the solid on its far side from the link at rest; seen from the other solid, either
    // may be taken as the one that moves: the nearer in reach is.
    return min(
      reach(of: a, over: Array(path[..<place]), place),
      reach(of: b, over: Array(path[(place + 1)...].reversed()), place))
  }

  private func reach(of solid: PlacedSolid, over inner: [Int], _ place: Int) -> Double {
    var centre = solid.centre
    var radius = solid.radius
    for index in inner {
      let (foot, away) = foot(of: centre, on: index)
      centre = foot
      radius += away
    }
    return foot(of: centre, on: path[place]).away + radius
  }

  /// The nearest point of a joint's axis, and how far it is.
  private func foot(of point: SIMD3<Double>, on index: Int) -> (SIMD3<Double>, away: Double) {
    let joint = scene.joints[index]
    let foot = joint.position + dot(point - joint.position, joint.axis) * joint.axis
    return (foot, (point - foot).magnitude)
  }

  /// Whether the solids are kept apart by where they lie along and around the axis of one joint of the
  /// path, each swept round by the joints on its own side.
  private var isApart: Bool {
    let path = path
    for place in path.indices {
      let joint = scene.joints[path[place]]
      let near = path[..<place].reduce(a) { $0.swept(round: scene.joints[$1]) }
      let far = path[(place + 1)...].reversed().reduce(b) { $0.swept(round: scene.joints[$1]) }
      let (x, y) = (near.extent(round: joint), far.extent(round: joint))
      if x.along.upperBound < y.along.lowerBound || y.along.upperBound < x.along.lowerBound
        || x.radius.upperBound < y.radius.lowerBound || y.radius.upperBound < x.radius.lowerBound
      {
        return true
      }
    }
    return false
  }
}

extension PlacedSolid {
  /// The solid with every side moved inward, a thin one by a quarter of its thickness at most.
  func shrunk(by allowance: Double) -> PlacedSolid {
    var solid = self
    func less(_ size: Double) -> Double { size - 2 * min(allowance, 0.25 * size) }
    switch form {
    case .box(let size):
      solid.form = .box(SIMD3(less(size.x), less(size.y), less(size.z)))
    case .cylinder(let axis, let length, let diameter):
      solid.form = .cylinder(axis: axis, length: less(length), diameter: less(diameter))
    }
    return solid
  }

  /// Where it lies along a joint's axis, and how far from it [m]; the distances a little wider.
  fileprivate func extent(
    round joint: RotaryJoint
  ) -> (along: ClosedRange<Double>, radius: ClosedRange<Double>) {
    let still = CarriedSolid(self, attitude: .identity, offset: .zero)
    let low = dot(still.solid.support(-joint.axis) - joint.position, joint.axis)
    let high = dot(still.solid.support(joint.axis) - joint.position, joint.axis)
    // The corners of a rim of 48 sides lie on the circle, their outermost 0.2 % within reach.
    let farthest =
      corners.map { corner -> Double in
        let arm = corner - joint.position
        return (arm - dot(arm, joint.axis) * joint.axis).magnitude
      }.max() ?? 0
    let line = PlacedSolid(
      form: .cylinder(axis: 0, length: high - low + 2, diameter: 1e-3),
      centre: joint.position + 0.5 * (low + high) * joint.axis, axes: .along(joint.axis),
      tracking: .fixed, module: module)
    let nearest = ConvexDistance.between(
      still, CarriedSolid(line, attitude: .identity, offset: .zero))
    return (low...max(low, high), min(nearest, farthest)...1.0022 * farthest)
  }

  /// The cylinder that holds it in every pose when it turns about a joint's axis.
  fileprivate func swept(round joint: RotaryJoint) -> PlacedSolid {
    let extent = extent(round: joint)
    let (low, high) = (extent.along.lowerBound, extent.along.upperBound)
    return PlacedSolid(
      form: .cylinder(
        axis: 0, length: max(high - low, 1e-6), diameter: max(2 * extent.radius.upperBound, 1e-6)),
      centre: joint.position + 0.5 * (low + high) * joint.axis, axes: .along(joint.axis),
      tracking: tracking, module: module)
  }
}

extension Matrix3 {
  /// A turn of the axes that brings x along a unit vector.
  fileprivate static func along(_ axis: SIMD3<Double>) -> Matrix3 {
    let (y, z) = across(axis)
    return Matrix3(rows: axis, y, z).transpose
  }
}
