import NumericalMethods

/// A rotary joint in its place, as the station file draws it.
public struct RotaryJoint: Sendable {
  /// What the file says of it.
  public var plan: RotaryJointPlan
  /// Index of its module.
  public var module: Int
  /// `module.joint`, unique in the station.
  public var id: String
  /// A point of its axis in the station frame [m].
  public var position: SIMD3<Double>
  /// Its axis, a unit vector along the station's axes.
  public var axis: SIMD3<Double>
  /// Which way its face looks, a unit vector along the station's axes.
  public var facing: SIMD3<Double>?
}

/// What moves against what: the modules of a piece taken apart at its rotary joints into links that
/// are rigid each.
///
/// It follows from the graph and from nothing else: modules that are joined make one link, except
/// where a rotary joint carries the port. In each connected part the link of the module nearest to
/// the station's root is at rest, and every other hangs on one link nearer to it.
public struct Linkage: Sendable {
  /// A rigid part.
  public struct Link: Sendable, Hashable {
    /// The link that it hangs on; nil: it is at rest.
    public var parent: Int?
    /// Index of the rotary joint between the two; nil: it is at rest.
    public var joint: Int?
    /// Whether the joint carries the parent rather than this link.
    public var isReversed: Bool
  }

  /// The rotary joints of the modules, in the order of modules and then of the file.
  public let joints: [RotaryJoint]
  /// The links; each behind the one that it hangs on.
  public let links: [Link]
  /// The link of each module's body, by the module's index; nil for modules of other pieces.
  public let bodyLinks: [Int?]
  /// The link that each rotary joint carries, in the order of ``joints``.
  public let carriedLinks: [Int]

  /// The linkage of no modules.
  static let none = Linkage(joints: [], links: [], bodyLinks: [], carriedLinks: [])

  private init(joints: [RotaryJoint], links: [Link], bodyLinks: [Int?], carriedLinks: [Int]) {
    self.joints = joints
    self.links = links
    self.bodyLinks = bodyLinks
    self.carriedLinks = carriedLinks
  }

  /// The linkage of some modules of a station.
  ///
  /// - Parameters:
  ///   - assembly: the station.
  ///   - modules: indices of the modules, rising.
  ///   - opened: indices of joints of the graph that are open.
  /// - Throws: ``StationError/cannotTurn(joint:line:)`` where a ring of joints spans a rotary joint.
  public init(
    of assembly: Assembly, modules: [Int], opening opened: Set<Int> = []
  ) throws(StationError) {
    var joints: [RotaryJoint] = []
    for index in modules {
      let module = assembly.modules[index]
      joints += module.plan.rotaryJoints.map { RotaryJoint($0, of: module, index) }
    }
    // Bodies: one a module, then one a rotary joint for what it carries.
    let count = assembly.modules.count
    let present = Set(modules)
    var groups = DisjointSets(count: count + joints.count)
    func body(_ module: Int, _ port: String) -> Int {
      joints.firstIndex { $0.module == module && $0.plan.ports.contains(port) }.map { count + $0 }
        ?? module
    }
    for (index, joint) in assembly.joints.enumerated()
    where !opened.contains(index) && present.contains(joint.a) && present.contains(joint.b) {
      groups.unite(
        body(joint.a, joint.plan.between.a.port), body(joint.b, joint.plan.between.b.port))
    }
    let carriers = joints.map { joint in
      joints.firstIndex { $0.module == joint.module && $0.plan.id == joint.plan.on }
        .map { count + $0 } ?? joint.module
    }
    var ends: [(inner: Int, outer: Int)] = []
    for (index, carrier) in carriers.enumerated() {
      ends.append((groups.root(of: carrier), groups.root(of: count + index)))
    }
    var links: [Link] = []
    var linkOfGroup: [Int: Int] = [:]
    var isUsed = [Bool](repeating: false, count: joints.count)
    let order = walk(from: assembly.root, over: assembly.joints.map { ($0.a, $0.b) }) {
      _, _, _, _ in
    }
    for start in order where present.contains(start) {
      let group = groups.root(of: start)
      if linkOfGroup[group] != nil { continue }
      linkOfGroup[group] = links.count
      var frontier = [group]
      links.append(Link(parent: nil, joint: nil, isReversed: false))
      while !frontier.isEmpty {
        let here = frontier.removeFirst()
        for (index, end) in ends.enumerated()
        where !isUsed[index] && (end.inner == here || end.outer == here) {
          isUsed[index] = true
          let there = end.inner == here ? end.outer : end.inner
          guard linkOfGroup[there] == nil else {
            throw .cannotTurn(joint: joints[index].id, line: joints[index].plan.line)
          }
          linkOfGroup[there] = links.count
          links.append(
            Link(parent: linkOfGroup[here], joint: index, isReversed: end.outer == here))
          frontier.append(there)
        }
      }
    }
    self.joints = joints
    self.links = links
    bodyLinks = (0..<count).map { index in
      present.contains(index) ? linkOfGroup[groups.root(of: index)] : nil
    }
    carriedLinks = ends.map { linkOfGroup[$0.outer] ?? 0 }
  }

  /// The angles at which the station file draws the joints.
  public var drawnAngles: JointAngles { JointAngles(joints.map(\.plan.drawnAt)) }

  /// The angles at which the joints stand when nothing drives them.
  public var heldAngles: JointAngles { JointAngles(joints.map(\.plan.heldAt)) }

  /// How each link is moved at some angles, in the order of ``links``.
  public func displacements(at angles: JointAngles) -> [Displacement] {
    var moved: [Displacement] = []
    moved.reserveCapacity(links.count)
    for link in links {
      guard let parent = link.parent, let index = link.joint else {
        moved.append(.none)
        continue
      }
      let joint = joints[index]
      let angle = angles[index] - joint.plan.drawnAt
      let turn = Displacement.turn(
        by: link.isReversed ? -angle : angle, about: joint.axis, through: joint.position)
      moved.append(turn.then(moved[parent]))
    }
    return moved
  }

  /// The link that a solid of a module is part of: that of the joint which carries it, or the body's.
  public func link(of solid: String, in module: Int) -> Int? {
    let carrier = joints.firstIndex { $0.module == module && $0.plan.solids.contains(solid) }
    return carrier.map { carriedLinks[$0] } ?? bodyLinks[module]
  }

  /// Whether a joint carries the link that hangs nearer to rest.
  public func isReversed(_ joint: Int) -> Bool {
    links.contains { $0.joint == joint && $0.isReversed }
  }

  /// The rotary joints between a link and the one at rest, the nearest first.
  public func chain(to link: Int) -> [Int] {
    var chain: [Int] = []
    var place = link
    while let parent = links[place].parent, let joint = links[place].joint {
      chain.append(joint)
      place = parent
    }
    return chain
  }

  /// How a solid follows the Sun: by how many driven joints it is carried, if its own module has one
  /// that carries it; nil: none does.
  func tracking(of solid: String, in module: Int) -> ArrayTracking? {
    let isCarried = joints.contains {
      $0.module == module && $0.plan.drive == .sun && $0.plan.solids.contains(solid)
    }
    guard isCarried, let link = link(of: solid, in: module) else { return nil }
    let driven = chain(to: link).filter { joints[$0].plan.drive == .sun }
    return driven.count >= 2 ? .twoAxis : .oneAxis
  }
}

extension RotaryJoint {
  init(_ plan: RotaryJointPlan, of module: Module, _ index: Int) {
    self.plan = plan
    self.module = index
    id = "\(module.id).\(plan.id)"
    position = module.placement.point(plan.position)
    axis = module.placement.direction(plan.axis)
    facing = plan.facing.map { module.placement.direction($0) }
  }
}

/// The places of a graph in the order in which they are met walking from one over its edges, nearest first.
///
/// - Parameters:
///   - start: the first place.
///   - edges: which two places each joins; an edge with a place below zero leads nowhere.
///   - cross: told of every edge that leaves a place once this is reached: which edge, from where, to
///     where, and whether that was met before. All edges are told of from both of their ends.
func walk<Failure: Error>(
  from start: Int, over edges: [(Int, Int)],
  _ cross: (_ edge: Int, _ from: Int, _ to: Int, _ isMet: Bool) throws(Failure) -> Void
) throws(Failure) -> [Int] {
  var order = [start]
  var met: Set = [start]
  var next = 0
  while next < order.count {
    let here = order[next]
    next += 1
    for (index, edge) in edges.enumerated() where edge.0 == here || edge.1 == here {
      let there = edge.0 == here ? edge.1 : edge.0
      guard there >= 0 else { continue }
      let isNew = met.insert(there).inserted
      try cross(index, here, there, !isNew)
      if isNew { order.append(there) }
    }
  }
  return order
}
