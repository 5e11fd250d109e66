import Exchange
import Flight
import Kinematics

extension ScenarioFileReader {
  private typealias Fields = ScenarioFileFields

  /// How a piece is to point.
  func attitude(_ node: YAMLNode) -> AttitudeCommand? {
    guard let object = problems.object(node, Fields.attitudeCommand),
      let module = object["of"]?.string(problems),
      let goal = object.choice("mode", AttitudeCommand.Goal.self)
    else { return nil }
    let angles = ["yaw", "pitch", "roll"].filter { object[$0] != nil }
    let without: [String]
    switch goal {
    case .hold, .inertial: without = []
    case .torqueEquilibrium: without = angles
    case .drift: without = angles + ["by", "rate"].filter { object[$0] != nil }
    }
    if let key = without.first {
      problems.add(
        "'\(key)' with mode \(goal.rawValue)",
        allowed: goal == .drift ? "mode drift alone" : "angles with mode hold or inertial",
        at: object[key] ?? node)
      return nil
    }
    var order = AttitudeCommand(module: module, goal)
    if !angles.isEmpty {
      guard let attitude = localAttitude(object) else { return nil }
      order.attitude = attitude
    }
    if object["by"] != nil {
      guard let side = object.choice("by", ControlActuators.self) else { return nil }
      order.actuators = side
    }
    if object["rate"] != nil {
      let least = 1e-5
      guard let rate = object.quantity("rate", .angularRate, in: least...0.1) else { return nil }
      order.rate = rate
    }
    return order
  }

  /// Yaw, pitch and roll from the local orbital frame; those that are not there are 0.
  func localAttitude(_ object: YAMLObject) -> Rotation<LVLH, StationFrame>? {
    func angle(_ key: String) -> Double? {
      object[key] == nil ? 0 : object.quantity(key, .angle, in: -2 * .pi...2 * .pi)
    }
    guard let yaw = angle("yaw"), let pitch = angle("pitch"), let roll = angle("roll") else {
      return nil
    }
    return Rotation(yaw: yaw, pitch: pitch, roll: roll)
  }

  /// Units that fail.
  func failure(_ node: YAMLNode) -> UnitFailure? {
    guard let object = problems.object(node, Fields.failure) else { return nil }
    guard object["jets"] != nil || object["gyros"] != nil else {
      problems.add("nothing that fails", allowed: "jets, gyros or both", at: node)
      return nil
    }
    var units = UnitFailure()
    if let jets = object["jets"] {
      guard let list = names(jets, "jet") else { return nil }
      units.jets = list
    }
    if let gyros = object["gyros"] {
      guard let list = names(gyros, "gyroscope") else { return nil }
      units.gyros = list
    }
    return units
  }

  /// Whether the jets of a piece may fire.
  func jets(_ node: YAMLNode) -> Command? {
    guard let object = problems.object(node, Fields.jets),
      let module = object["of"]?.string(problems),
      let mode = object.choice("mode", JetsMode.self)
    else { return nil }
    return .jets(module: module, mode)
  }
}
