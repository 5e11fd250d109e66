import NumericalMethods
import StationModel

extension JetSet {
  /// The jets of some sets of engines of a station, about a centre of mass in the station frame [m].
  ///
  /// A set of engines is shared out over its manifolds; the first manifold of all sets of a module is
  /// one, and fails as one, the second another, and so on. Where the file gives no shortest pulse there
  /// is none: what such jets burn to hold an attitude is a lower bound.
  ///
  /// - Throws: ``FlightError`` for an engine that points nowhere.
  public init(
    of engines: [(module: Module, engine: Engine)], about centre: SIMD3<Double>
  ) throws(FlightError) {
    var jets: [Jet] = []
    for (module, engine) in engines {
      let strings = max(1, engine.strings)
      for string in 0..<strings {
        // Of 5 jets on 2 manifolds the first has 3.
        let count = engine.count / strings + (string < engine.count % strings ? 1 : 0)
        guard count > 0 else { continue }
        jets.append(
          try Jet(
            id: "\(module.id).\(engine.id)/\(string + 1)", module: module.id,
            position: module.placement.point(engine.position),
            direction: module.placement.direction(engine.direction),
            thrust: Double(count) * engine.thrust.value,
            specificImpulse: engine.specificImpulse.value,
            minimumPulse: engine.minimumPulse?.value ?? 0,
            manifold: "\(module.id)/\(string + 1)"))
      }
    }
    self.init(jets, about: centre)
  }
}

extension ControlMomentGyros.Design {
  /// The design of a set of gyroscopes of a station; nil where the set has none.
  ///
  /// Where the file gives no torque, the gimbals turn at 1 rad/s, chosen to be faster than any do: the
  /// torque is then bounded by the momentum of the wheels a second.
  public init?(_ set: GyroSet, in module: Module) {
    guard set.count > 0 else { return nil }
    let rate = set.torque.map { $0.value / set.momentum.value } ?? 1
    self.init(
      count: set.count, wheelMomentum: set.momentum.value,
      axis: module.placement.direction(set.axis ?? SIMD3(1, 0, 0)), gimbalRate: rate,
      innerLimit: set.innerLimit ?? .pi / 2, minimum: set.minimum)
  }
}
