import Exchange
import Kinematics
import StationModel

extension StationPlan {
  /// Checks on every date on which something changes that nothing which turns passes through what does
  /// not turn, anywhere in the range of its joints. A pair of modules is tested again only where one of
  /// the two has moved.
  ///
  /// - Returns: a sentence for each two joints that can bring what they turn together: those must not
  ///   be driven without heed of each other; and for each two solids that the search could not show to
  ///   stay clear. The first date of each is said.
  /// - Throws: `InputErrors` on the lines of the rotary joints: the solids, the angle and
  ///   the first date; and where the modules of a date are no station.
  @discardableResult
  public func checkMotion() throws(InputErrors) -> [String] {
    let problems = InputProblems()
    var notes: [String] = []
    let presences = modules.map(\.presence) + joints.map(\.presence)
    let dates = Set(presences.flatMap { [$0.from] + ($0.until.map { [$0] } ?? []) }).sorted()
    var tested: Set<ModulePair> = []
    var told: Set<[String]> = []
    for date in dates {
      let assembly: Assembly
      let scene: Scene
      do throws(StationError) {
        assembly = try Assembly(self, at: date)
        scene = try Scene(of: assembly)
      } catch {
        // Behind the end of a station there is nothing to check.
        guard let first = modules.first(where: { $0.presence.contains(date) }) else { continue }
        problems.add(
          InputError(
            file: file, line: error.line ?? first.line, what: error.what, allowed: error.allowed))
        continue
      }
      guard !scene.joints.isEmpty else { continue }
      let day = date.iso8601(digits: 0).prefix(10)
      for contact in scene.sweepContacts(between: untested(&tested, in: assembly)) {
        let joint = scene.joints[contact.joint]
        guard contact.isFound else {
          if told.insert(contact.solids).inserted {
            notes.append(
              "'\(contact.solids[0])' is not shown to stay clear of '\(contact.solids[1])' when "
                + "'\(joint.id)' turns, on \(day)")
          }
          continue
        }
        let degrees = Int((contact.angle * 180 / .pi).rounded())
        let words =
          "'\(contact.solids[0])' passes through '\(contact.solids[1])' with '\(joint.id)' at "
          + "\(degrees) deg"
        if contact.isBetweenMovingParts {
          let pair = contact.solids.map { String($0.prefix { $0 != "." }) }
          if told.insert(pair + [joint.id]).inserted {
            notes.append("\(words) at some angles of what turns the other, on \(day)")
          }
        } else if told.insert(contact.solids).inserted {
          problems.add(
            InputError(
              file: file, line: joint.plan.line, what: "\(words), on \(day)",
              allowed: "limits or places that keep \(2 * Scene.sweepAllowance) m of overlap at most"
            ))
        }
      }
    }
    try problems.throwIfAny()
    return notes
  }

  /// Whether two modules, by index, were not yet tested in these places; marks all pairs as tested.
  private func untested(
    _ tested: inout Set<ModulePair>, in assembly: Assembly
  ) -> (Int, Int) -> Bool {
    let count = assembly.modules.count
    var isNew = [Bool](repeating: false, count: count * count)
    for a in 0..<count {
      for b in a..<count {
        let pair = ModulePair(assembly.modules[a], assembly.modules[b])
        isNew[a * count + b] = tested.insert(pair).inserted
      }
    }
    return { a, b in isNew[min(a, b) * count + max(a, b)] }
  }
}

/// Two modules in their places.
private struct ModulePair: Hashable {
  var ids: [String]
  var places: [Placement]

  init(_ a: Module, _ b: Module) {
    ids = [a.id, b.id]
    places = [a.placement, b.placement]
  }
}
