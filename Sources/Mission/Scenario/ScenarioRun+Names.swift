import Exchange
import StationModel

extension ScenarioRun {
  /// Refuses names that the station of the date does not have, before anything is flown.
  static func checkNames(of scenario: Scenario, _ assembly: Assembly) throws(InputErrors) {
    let problems = InputProblems()
    func refuse(_ line: Int, _ refusal: CommandRefusal) {
      problems.add(
        InputError(
          file: scenario.file, line: line, what: refusal.parts.what,
          allowed: refusal.parts.allowed))
    }
    func module(_ id: String, _ line: Int) {
      if assembly.moduleIndex(id) == nil {
        refuse(line, .noSuchModule(id, known: assembly.modules.map(\.id)))
      }
    }
    for timed in scenario.commands {
      switch timed.command {
      case .open(let ids, _, _), .mate(let ids):
        for id in ids where assembly.jointIndex(id) == nil {
          refuse(timed.line, .unknownJoint(id, in: assembly))
        }
      case .attitude(let order): module(order.module, timed.line)
      case .jets(let id, _): module(id, timed.line)
      case .fail(let units):
        for name in units.jets where assembly.jets(meantBy: name).isEmpty {
          refuse(timed.line, assembly.unknownUnit(name, jets: true))
        }
        for name in units.gyros where assembly.gyros(meantBy: name).isEmpty {
          refuse(timed.line, assembly.unknownUnit(name, jets: false))
        }
      case .burn(let burn):
        module(burn.module, timed.line)
        let plan = assembly.moduleIndex(burn.module).map { assembly.modules[$0].plan }
        if let plan, !plan.engines.contains(where: { $0.id == burn.engine }) {
          refuse(
            timed.line,
            .noSuchEngine(
              "\(burn.module).\(burn.engine)",
              known: plan.engines.map { "\(burn.module).\($0.id)" }))
        }
      case .vent(let vent):
        module(vent.module, timed.line)
        if case .port(let port) = vent.opening, let index = assembly.moduleIndex(vent.module),
          assembly.modules[index].plan.port(port) == nil
        {
          refuse(
            timed.line,
            .noSuchPort(
              "\(vent.module).\(port)",
              known: assembly.modules[index].plan.ports.map { "\(vent.module).\($0.id)" }))
        }
      case .joints(let id, let order):
        do throws(CommandRefusal) {
          _ = try assembly.rotaryJoints(id, for: order)
        } catch {
          refuse(timed.line, error)
        }
      case .move(let members, let id):
        module(id, timed.line)
        for member in members where !assembly.crew.contains(where: { $0.id == member }) {
          refuse(timed.line, .noSuchMember(member, known: assembly.crew.map(\.id)))
        }
      }
    }
    for expectation in scenario.expectations {
      switch expectation.check.subject {
      case .series(_, let id, _): module(id, expectation.check.line)
      case .pairSeries(_, let a, let b, _):
        module(a, expectation.check.line)
        module(b, expectation.check.line)
      default: break
      }
    }
    try problems.throwIfAny()
  }

  /// Refuses paths of expectations that lead nowhere, by the documents of a flight that has not begun,
  /// and those that pick pieces or modules by a module that is not there.
  func checkPaths(_ flight: MissionFlight) throws(InputErrors) {
    let problems = InputProblems()
    let verdict = Verdict(of: flight, orbitSource: orbitSource)
    let result = MissionResult.document(self, flight, verdict)
    for expectation in scenario.expectations {
      let line = expectation.check.line
      let (path, document): (DocumentPath, JSONValue)
      switch expectation.check.subject {
      case .verdict(let named, _): (path, document) = (named, verdict.document)
      case .result(let named): (path, document) = (named, result)
      case .station(let named): (path, document) = (named, assembly.document)
      case .series, .pairSeries, .fact, .events: continue
      }
      if let error = path.error(in: document, file: scenario.file, line: line) {
        problems.add(error)
      }
      let known = assembly.modules.map(\.id)
      for module in path.moduleNames where !known.contains(module) {
        let refusal = CommandRefusal.noSuchModule(module, known: known)
        problems.add(
          InputError(
            file: scenario.file, line: line, what: "\(refusal.parts.what) at '\(path)'",
            allowed: refusal.parts.allowed))
      }
    }
    try problems.throwIfAny()
  }
}
