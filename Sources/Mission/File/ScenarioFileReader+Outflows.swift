import Exchange
import Flight

extension ScenarioFileReader {
  /// Where a burn is to push; `.some(nil)` where it fires by a fault.
  func burnDirection(_ object: YAMLObject) -> ThrustDirection?? {
    let isUncommanded = object["uncommanded"] == nil ? false : object.boolean("uncommanded")
    guard let isUncommanded else { return nil }
    guard isUncommanded else {
      guard object["direction"] != nil else {
        problems.add(
          "missing key 'direction'", allowed: "'direction', or 'uncommanded: true'",
          at: object.node)
        return nil
      }
      return object.choice("direction", ThrustDirection.self).map { .some($0) }
    }
    if let node = object["direction"] {
      problems.add(
        "'direction' of a burn that nobody commands", allowed: "one of direction, uncommanded",
        at: node)
      return nil
    }
    return .some(nil)
  }

  func vent(_ node: YAMLNode) -> Vent? {
    guard let object = problems.object(node, ScenarioFileFields.vent) else { return nil }
    let opening = opening(object)
    let flow = ventFlow(object)
    let duration = object.quantity("duration", .time, in: 1e-3...864_000)
    let pressure = object.quantity("until", .pressure, in: 1...200_000)
    guard let module = object["module"]?.string(problems), let opening, let flow,
      object["duration"] == nil || duration != nil, object["until"] == nil || pressure != nil
    else { return nil }
    return Vent(
      module: module, opening: opening, flow: flow, duration: duration, pressure: pressure)
  }

  private func opening(_ object: YAMLObject) -> Vent.Opening? {
    let given = ["port", "at"].filter { object[$0] != nil }
    guard given.count == 1 else {
      problems.add(
        given.isEmpty ? "a vent without a place" : "a vent at a port and a place",
        allowed: "one of port, at", at: object.node)
      return nil
    }
    guard object["port"] == nil else {
      if let node = object["direction"] {
        problems.add(
          "'direction' of a vent at a port, which has its own", allowed: "'direction' with 'at'",
          at: node)
        return nil
      }
      return object["port"]?.string(problems).map(Vent.Opening.port)
    }
    let point = object.place("at", limit: 10_000)
    guard object.require("direction") != nil, let direction = object.direction("direction"),
      let point
    else { return nil }
    return .place(point, direction: direction)
  }

  /// Up to a hatch of 2 m², and to what that lets out at the pressure of the ground.
  private func ventFlow(_ object: YAMLObject) -> Vent.Flow? {
    let given = ["area", "rate"].filter { object[$0] != nil }
    guard given.count == 1 else {
      problems.add(
        given.isEmpty ? "a vent without a flow" : "a vent with area and rate",
        allowed: "one of area, rate", at: object.node)
      return nil
    }
    if object["area"] != nil {
      return object.quantity("area", .area, in: 1e-12...2).map(Vent.Flow.area)
    }
    return object.quantity("rate", .massRate, in: 1e-12...500).map(Vent.Flow.rate)
  }
}
