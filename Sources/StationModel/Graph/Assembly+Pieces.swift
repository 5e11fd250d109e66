/// A connected part of a station.
public struct Piece: Sendable, Hashable {
  /// Indices of its modules, rising.
  public var modules: [Int]
}

extension Assembly {
  /// The connected components that remain when some joints are open, the heaviest first (ties by
  /// the first module's id).
  ///
  /// - Parameters:
  ///   - opened: indices of open joints.
  ///   - tankLoads: what each tank holds [kg], for the order.
  public func pieces(opening opened: Set<Int>, tankLoads: [Double]) -> [Piece] {
    var groups = DisjointSets(count: modules.count)
    for (index, joint) in joints.enumerated() where !opened.contains(index) {
      groups.unite(joint.a, joint.b)
    }
    var members: [Int: [Int]] = [:]
    for index in modules.indices { members[groups.root(of: index), default: []].append(index) }
    let pieces = members.keys.sorted().map { Piece(modules: members[$0] ?? []) }
    let masses = pieces.map { massProperties(of: $0.modules, tankLoads: tankLoads).mass }
    let order = pieces.indices.sorted {
      masses[$0] != masses[$1] ? masses[$0] > masses[$1] : $0 < $1
    }
    return order.map { pieces[$0] }
  }

  /// The joints between two pieces among those opened, by index.
  public func joints(_ opened: Set<Int>, between a: Piece, and b: Piece) -> [Int] {
    opened.sorted().filter { index in
      let joint = joints[index]
      return (a.modules.contains(joint.a) && b.modules.contains(joint.b))
        || (a.modules.contains(joint.b) && b.modules.contains(joint.a))
    }
  }

  /// The modules that can be reached from `start` inside `piece` over joints that are closed and
  /// that a thing of `kind` crosses.
  ///
  /// This is how propellant, air and power find their way: a tank feeds an engine when every
  /// joint between them carries propellant.
  public func reach(
    from start: Int, in piece: Piece, over kind: CrossingKind, opened: Set<Int>
  ) -> [Int] {
    var reached: Set<Int> = [start]
    var frontier = [start]
    while let node = frontier.popLast() {
      for (index, joint) in joints.enumerated() where !opened.contains(index) {
        guard joint.a == node || joint.b == node,
          joint.plan.crossings.contains(where: { $0.kind == kind })
        else { continue }
        let other = joint.a == node ? joint.b : joint.a
        if piece.modules.contains(other), reached.insert(other).inserted { frontier.append(other) }
      }
    }
    return reached.sorted()
  }
}
