import Exchange
import Foundation
import Kinematics

// What can only be seen with the whole file read.
extension StationFileReader {
  func check(_ plan: StationPlan, _ file: YAMLObject) {
    let modules = Dictionary(plan.modules.map { ($0.id, $0) }) { first, _ in first }
    if modules[plan.root] == nil, !declared.modules.contains(plan.root), let node = file["root"] {
      problems.add(
        "root '\(plan.root)' is no module" + nearest(plan.root, modules.keys.sorted()),
        allowed: "the id of a module", at: node)
    }
    checkOwners(plan)
    for joint in plan.joints { checkJoint(joint, modules, plan) }
    checkPorts(plan)
    for item in plan.stowage {
      checkHeld(item.presence, by: item.module, modules, "stowage '\(item.id)'", plan, item.id)
    }
    for member in plan.crew {
      let name = "crew member '\(member.id)'"
      checkSeat(of: member, modules, plan)
      checkHeld(member.presence, by: member.location, modules, name, plan, member.id)
    }
    // Attachment is checked only on a file that is otherwise right: an error above would be
    // repeated here for every date.
    if problems.isEmpty { checkAttachment(plan) }
  }

  private func report(_ what: String, _ allowed: String, _ plan: StationPlan, line: Int) {
    problems.add(InputError(file: plan.file, line: line, what: what, allowed: allowed))
  }

  private func nearest(_ name: String, _ known: [String]) -> String {
    nearestName(to: name, among: known).map { "; nearest is '\($0)'" } ?? ""
  }

  private func checkOwners(_ plan: StationPlan) {
    let owners = plan.owners.map(\.id)
    for module in plan.modules {
      for owner in Set([module.owner, module.operatedBy]).sorted()
      where !owners.contains(owner) && !declared.owners.contains(owner) {
        report(
          "unknown owner '\(owner)' of '\(module.id)'" + nearest(owner, owners),
          owners.joined(separator: ", "), plan, line: module.line)
      }
    }
  }

  private func checkJoint(
    _ joint: JointPlan, _ modules: [String: ModulePlan], _ plan: StationPlan
  ) {
    var ports: [Port] = []
    for side in [joint.between.a, joint.between.b] {
      guard let module = modules[side.module] else {
        if declared.modules.contains(side.module) { continue }
        report(
          "joint '\(joint.id)' names module '\(side.module)', which does not exist"
            + nearest(side.module, modules.keys.sorted()), "the id of a module", plan,
          line: joint.line)
        continue
      }
      guard let port = module.port(side.port) else {
        if declared.ports[side.module]?.contains(side.port) == true { continue }
        report(
          "joint '\(joint.id)' names port '\(side)', which does not exist",
          module.ports.map { "\(module.id).\($0.id)" }.joined(separator: ", "), plan,
          line: joint.line)
        continue
      }
      ports.append(port)
      if !lies(joint.presence, in: module.presence) {
        report(
          "joint '\(joint.id)' is there when module '\(module.id)' is not",
          span(module.presence), plan, line: joint.line)
      }
    }
    if joint.between.a.module == joint.between.b.module {
      report(
        "joint '\(joint.id)' joins '\(joint.between.a.module)' to itself", "two modules", plan,
        line: joint.line)
    }
    if ports.count == 2, ports.allSatisfy({ mechanisms[$0.mechanism] != nil }),
      !mechanisms.mates(ports[0].mechanism, ports[1].mechanism)
    {
      let partners = mechanisms[ports[0].mechanism]?.mates.joined(separator: ", ") ?? ""
      report(
        "joint '\(joint.id)': mechanism '\(ports[0].mechanism)' does not mate with "
          + "'\(ports[1].mechanism)'", "\(ports[0].mechanism) mates with \(partners)", plan,
        line: joint.line)
    }
    for crossing in joint.crossings {
      let sides = [joint.between.a.module, joint.between.b.module]
      for end in [crossing.from, crossing.to].compactMap({ $0 }) where !sides.contains(end) {
        report(
          "joint '\(joint.id)': \(crossing.kind.rawValue) crosses from or to '\(end)'",
          sides.joined(separator: " or "), plan, line: joint.line)
      }
    }
  }

  /// No port carries two joints at one time, and no joint id stands twice on one day.
  private func checkPorts(_ plan: StationPlan) {
    var uses: [String: [JointPlan]] = [:]
    var named: [String: [JointPlan]] = [:]
    for joint in plan.joints {
      for side in [joint.between.a, joint.between.b] {
        for other in uses[side.description] ?? [] where other.presence.overlaps(joint.presence) {
          report(
            "port '\(side)' holds joint '\(joint.id)' and joint '\(other.id)' at one time",
            "one joint on a port at a time; the other is on line \(other.line)", plan,
            line: joint.line)
        }
        uses[side.description, default: []].append(joint)
      }
      for other in named[joint.id] ?? [] where other.presence.overlaps(joint.presence) {
        report(
          "duplicate joint id '\(joint.id)' on one day, first on line \(other.line)",
          "each id once at a time", plan, line: joint.line)
      }
      named[joint.id, default: []].append(joint)
    }
  }

  /// A seat is that of a visit; the name of a vehicle's type is a likely mistake.
  private func checkSeat(
    of member: CrewMember, _ modules: [String: ModulePlan], _ plan: StationPlan
  ) {
    let name = "crew member '\(member.id)'"
    guard modules[member.seat] == nil, !declared.modules.contains(member.seat) else {
      checkHeld(member.presence, by: member.seat, modules, name, plan, member.id)
      return
    }
    let ofType = declared.visits(of: member.seat)
    // The visit on whose days the member was there, where one is.
    let meant =
      ofType.first { id in modules[id].map { lies(member.presence, in: $0.presence) } ?? false }
      ?? ofType.first ?? nearestName(to: member.seat, among: declared.visitTypes.keys.sorted())
    report(
      "\(name): no visit '\(member.seat)'",
      (meant.map { "did you mean '\($0)'? allowed: " } ?? "") + "the id of a visit", plan,
      line: lines[member.id] ?? 1)
  }

  private func checkHeld(
    _ presence: Presence, by id: String, _ modules: [String: ModulePlan], _ what: String,
    _ plan: StationPlan, _ name: String
  ) {
    let line = lines[name] ?? 1
    guard let module = modules[id] else {
      if declared.modules.contains(id) { return }
      report(
        "\(what) is in '\(id)', which is no module" + nearest(id, modules.keys.sorted()),
        "the id of a module or visit", plan, line: line)
      return
    }
    if !lies(presence, in: module.presence) {
      report(
        "\(what) is in '\(id)' when that is not there", span(module.presence), plan, line: line)
    }
  }

  /// On each day on which something changes, every module hangs on the root, and loops close.
  private func checkAttachment(_ plan: StationPlan) {
    let presences = plan.modules.map(\.presence) + plan.joints.map(\.presence)
    let dates = Set(presences.flatMap { [$0.from] + ($0.until.map { [$0] } ?? []) }).sorted()
    var told: Set<Int> = []
    for date in dates {
      do {
        _ = try Assembly(plan, at: date)
      } catch {
        let present = plan.modules.first { $0.presence.contains(date) }
        if case .nothingThere = error, present == nil { continue }
        let line = error.line ?? present?.line ?? 1
        guard told.insert(line).inserted else { continue }
        report(error.what, error.allowed, plan, line: line)
      }
    }
  }

  private func lies(_ inner: Presence, in outer: Presence) -> Bool {
    guard outer.from <= inner.from else { return false }
    guard let end = outer.until else { return true }
    return inner.until.map { $0 <= end } ?? false
  }

  private func span(_ presence: Presence) -> String {
    presence.from.iso8601(digits: 0) + " to "
      + (presence.until?.iso8601(digits: 0) ?? "open end")
  }
}
