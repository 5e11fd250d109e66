import NumericalMethods

// The masses of a station whose joints are turned.
extension Assembly {
  /// The mass properties of some modules with the contents of their tanks, their rotary joints at
  /// some angles, in the station frame.
  ///
  /// A solid that a joint carries takes its mass along, one without a mass of its own its share by
  /// volume. A measured inertia of a module is that of the pose which the file draws; solids with a
  /// mass of their own are moved in it, those without are taken as part of the body.
  ///
  /// - Parameters:
  ///   - indices: of the modules, which the linkage has.
  ///   - tankLoads: what each tank of the assembly holds [kg], in the order of ``tanks``.
  ///   - angles: of the linkage's joints.
  ///   - linkage: of the modules.
  public func massProperties(
    of indices: [Int], tankLoads: [Double], at angles: JointAngles, of linkage: Linkage
  ) -> MassProperties {
    let moved = linkage.displacements(at: angles)
    var bodies: [MassProperties] = []
    for index in indices {
      let module = modules[index]
      guard let body = linkage.bodyLinks[index] else { continue }
      var structure: [MassProperties] = []
      for part in module.plan.parts(stowage: module.stowageMass) {
        let link = part.solid.flatMap { linkage.link(of: $0, in: index) } ?? body
        structure.append(moved[link].body(module.placement.body(part.body)))
      }
      bodies += structure
      let centre = MassProperties.sum(structure).centre
      for (offset, tank) in module.plan.tanks.enumerated() {
        let load = tankLoads[module.firstTank + offset]
        guard load > 0 else { continue }
        let place = tank.position.map { moved[body].point(module.placement.point($0)) } ?? centre
        bodies.append(.point(mass: load, at: place))
      }
    }
    return .sum(bodies)
  }

  /// The mass properties of the solids of its own module that a rotary joint carries, as drawn, in the
  /// station frame; nil where they have no mass of their own.
  public func massProperties(carriedBy joint: RotaryJoint) -> MassProperties? {
    let module = modules[joint.module]
    let carried = module.plan.parts(stowage: module.stowageMass).filter { part in
      part.solid.map { joint.plan.solids.contains($0) } ?? false
    }
    return carried.isEmpty ? nil : .sum(carried.map { module.placement.body($0.body) })
  }

  /// The mass properties of each link of some modules by itself, as
  /// ``massProperties(of:tankLoads:at:of:)`` has all of them, in the order of the linkage's links.
  ///
  /// - Parameters:
  ///   - indices: of the modules, which the linkage has.
  ///   - tankLoads: what each tank of the assembly holds [kg], in the order of ``tanks``.
  ///   - angles: of the linkage's joints.
  ///   - linkage: of the modules.
  public func linkMasses(
    of indices: [Int], tankLoads: [Double], at angles: JointAngles, of linkage: Linkage
  ) -> [MassProperties] {
    let moved = linkage.displacements(at: angles)
    var bodies = [[MassProperties]](repeating: [], count: linkage.links.count)
    for index in indices {
      let module = modules[index]
      guard let body = linkage.bodyLinks[index] else { continue }
      var structure: [MassProperties] = []
      for part in module.plan.parts(stowage: module.stowageMass) {
        let link = part.solid.flatMap { linkage.link(of: $0, in: index) } ?? body
        let placed = moved[link].body(module.placement.body(part.body))
        structure.append(placed)
        bodies[link].append(placed)
      }
      let centre = MassProperties.sum(structure).centre
      for (offset, tank) in module.plan.tanks.enumerated() {
        let load = tankLoads[module.firstTank + offset]
        guard load > 0 else { continue }
        let place = tank.position.map { moved[body].point(module.placement.point($0)) } ?? centre
        bodies[body].append(.point(mass: load, at: place))
      }
    }
    return bodies.map { .sum($0) }
  }
}

extension Placement {
  /// A body of the module, in the station frame.
  func body(_ body: MassProperties) -> MassProperties {
    MassProperties(
      mass: body.mass, centre: point(body.centre), inertia: rotation.tensor(body.inertia))
  }
}
