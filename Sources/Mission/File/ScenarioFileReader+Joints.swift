import Exchange

extension ScenarioFileReader {
  /// The command `joints`.
  func joints(_ node: YAMLNode) -> Command? {
    guard let object = problems.object(node, ScenarioFileFields.joints),
      let id = object["of"]?.string(problems)
    else { return nil }
    let orders = ["lock", "angle"].filter { object[$0] != nil }
    guard orders.count == 1 else {
      problems.add(
        orders.isEmpty ? "joints without an order" : "joints with lock and angle",
        allowed: "one of lock, angle", at: node)
      return nil
    }
    if orders[0] == "angle" {
      return object.quantity("angle", .angle, in: -.pi ... .pi).map {
        .joints(of: id, .angle($0))
      }
    }
    return object.boolean("lock").map { .joints(of: id, $0 ? .lock : .follow) }
  }
}
