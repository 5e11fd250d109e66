extension Assembly {
  /// The modules on both sides of a joint, as `zarya–pma1`.
  public func sides(of joint: Joint) -> String {
    "\(modules[joint.a].id)–\(modules[joint.b].id)"
  }

  /// The joints of the module whose id stands in a name that is no joint's, as a sentence; nil where
  /// none does. Of several the longest id counts.
  public func jointsMeant(by name: String) -> String? {
    let separators: Set<Character> = [".", "_", " ", "–"]
    func framed(_ text: String) -> String {
      "-" + String(text.lowercased().map { separators.contains($0) ? "-" : $0 }) + "-"
    }
    let words = framed(name)
    let named = modules.indices.filter { words.contains(framed(modules[$0].id)) }
    guard let index = named.max(by: { modules[$0].id.count < modules[$1].id.count }) else {
      return nil
    }
    let ids = joints.filter { $0.a == index || $0.b == index }.map { "'\($0.id)'" }
    switch ids.count {
    case 0: return nil
    case 1: return "the joint of \(modules[index].id) is \(ids[0])"
    default: return "the joints of \(modules[index].id) are \(ids.joined(separator: ", "))"
    }
  }
}
