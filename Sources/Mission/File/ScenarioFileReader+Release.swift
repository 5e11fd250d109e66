import Exchange
import NumericalMethods

extension ScenarioFileReader {
  /// Joints that open: what their springs give and how they let go.
  func open(_ node: YAMLNode, in entry: YAMLObject) -> Command? {
    guard let joints = names(node, "joint") else { return nil }
    var springs = SpringChoice.asBuilt
    if entry["springs"] != nil {
      guard let energy = entry.quantity("springs", .energy, in: 0...100_000) else { return nil }
      springs = .energy(energy)
    }
    guard let told = entry["release"] else { return .open(joints, springs: springs) }
    return release(told).map { .open(joints, springs: springs, release: $0) }
  }

  private func release(_ node: YAMLNode) -> ReleaseChoice? {
    guard let object = problems.object(node, ScenarioFileFields.release) else { return nil }
    var choice = ReleaseChoice()
    if object["opening"] != nil {
      guard let time = object.quantity("opening", .time, in: 0...864_000) else { return nil }
      choice.opening = time
    }
    if let hooks = object["stuckHooks"] {
      guard let places = places(hooks) else { return nil }
      choice.stuckHooks = places
    }
    if let node = object["stuckFor"] {
      guard let time = object.quantity("stuckFor", .time, in: 0...864_000) else { return nil }
      guard !choice.stuckHooks.isEmpty else {
        problems.add("'stuckFor' without hooks", allowed: "'stuckHooks' beside it", at: node)
        return nil
      }
      choice.stuckFor = time
    }
    if object["umbilical"] != nil {
      guard object.choice("umbilical", UmbilicalWord.self) != nil else { return nil }
      choice.umbilical = true
    }
    if object["lateral"] != nil {
      guard let speed = object.quantity("lateral", .speed, in: -1...1) else { return nil }
      choice.lateral = speed
    }
    if object["tipOff"] != nil {
      guard let rate = object.quantity("tipOff", .angularRate, in: -0.1...0.1) else { return nil }
      choice.tipOff = rate
    }
    if object["dispersion"] != nil {
      guard let seed = object.integer("dispersion", in: 0...Int(Int32.max)) else { return nil }
      choice.dispersion = UInt64(seed)
    }
    return choice
  }

  private enum UmbilicalWord: String, CaseIterable { case attached }

  /// How many hooks, or which.
  private func places(_ node: YAMLNode) -> [Int]? {
    if case .sequence(let items) = node.content {
      var places: [Int] = []
      for item in items {
        guard let place = item.integer(in: 1...100, problems) else { return nil }
        guard !places.contains(place) else {
          problems.add("hook \(place) stands twice", allowed: "each once", at: item)
          return nil
        }
        places.append(place)
      }
      return places
    }
    return node.integer(in: 0...100, problems).map { $0 > 0 ? Array(1...$0) : [] }
  }
}
