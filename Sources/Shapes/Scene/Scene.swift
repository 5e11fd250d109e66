import Kinematics
import NumericalMethods
import StationModel

/// The parts of some modules of a station with what turns in them: the one geometry that mass, drag,
/// shadow, clearance and pictures are made from.
///
///     let scene = try Scene(of: assembly)
///     let facing = scene.facing(sun: SIMD3(0, 0.4, -0.9))
///     let solids = scene.solids(at: facing.angles)
public struct Scene: Sendable {
  /// The station.
  public let assembly: Assembly
  /// Indices of the modules, rising.
  public let modules: [Int]
  /// What moves against what.
  public let linkage: Linkage
  /// Forms of modules from files of their own, in the modules' axes, by the module's index.
  public let meshes: [Int: TriangleMesh]
  private let parts: [Part]

  /// A solid as drawn, and the link that it is part of.
  private struct Part {
    var name: String
    var solid: PlacedSolid
    var link: Int
  }

  /// The scene of some modules.
  ///
  /// - Parameters:
  ///   - assembly: the station.
  ///   - modules: indices of the modules, rising; nil: all.
  ///   - opened: indices of joints of the graph that are open.
  ///   - meshes: forms of modules, by the module's id; see ``StationMeshes``.
  /// - Throws: `StationError/cannotTurn(joint:line:)`
  public init(
    of assembly: Assembly, modules: [Int]? = nil, opening opened: Set<Int> = [],
    meshes: StationMeshes = .none
  ) throws(StationError) {
    self.assembly = assembly
    let indices = modules ?? Array(assembly.modules.indices)
    self.modules = indices
    let linkage = try Linkage(of: assembly, modules: indices, opening: opened)
    self.linkage = linkage
    var forms: [Int: TriangleMesh] = [:]
    for index in indices {
      if let mesh = meshes[assembly.modules[index].id] { forms[index] = mesh }
    }
    self.meshes = forms
    var parts: [Part] = []
    for index in indices {
      let module = assembly.modules[index]
      for solid in module.plan.solids {
        guard let link = linkage.link(of: solid.id, in: index) else { continue }
        parts.append(
          Part(
            name: "\(module.id).\(solid.id)",
            solid: PlacedSolid(
              form: solid.form, centre: module.placement.point(solid.centre),
              axes: module.placement.rotation.matrix, tracking: .fixed, module: index), link: link))
      }
    }
    self.parts = parts
  }

  /// The rotary joints, in the order of all `JointAngles` of this scene.
  public var joints: [RotaryJoint] { linkage.joints }

  /// The angles at which the joints stand when nothing drives them.
  public var heldAngles: JointAngles { linkage.heldAngles }

  /// The solids in the station frame, the joints at some angles; always the same ones in one order.
  ///
  /// They stand as they are posed: none has a `tracking`.
  public func solids(at angles: JointAngles) -> [PlacedSolid] {
    let moved = linkage.displacements(at: angles)
    let turns = moved.map(\.rotation.matrix)
    return parts.map { part in
      var solid = part.solid
      solid.centre = moved[part.link].point(solid.centre)
      solid.axes = turns[part.link] * solid.axes
      return solid
    }
  }

  /// The names of the solids, `module.solid`, in the order of ``solids(at:)``.
  public var names: [String] { parts.map(\.name) }

  /// The link that each solid is part of, in the order of ``solids(at:)``.
  public var links: [Int] { parts.map(\.link) }

  /// The surfaces in the station frame, the joints at some angles: those of meshes where modules have
  /// one, in place of the solids that no joint of the module carries; of solids elsewhere.
  public func triangles(at angles: JointAngles, sides: Int = 48) -> TriangleMesh {
    let moved = linkage.displacements(at: angles)
    let solids = solids(at: angles)
    let shown = solids.indices.filter { index in
      meshes[solids[index].module] == nil
        || parts[index].link != linkage.bodyLinks[solids[index].module]
    }
    var mesh = TriangleMesh(of: shown.map { solids[$0] }, sides: sides)
    for index in modules {
      guard let form = meshes[index], let link = linkage.bodyLinks[index] else { continue }
      let place = moved[link].placement(assembly.modules[index].placement)
      mesh.append(
        TriangleMesh(
          vertices: form.vertices.map { place.point($0) },
          triangles: form.triangles.map {
            TriangleMesh.Triangle(corners: $0.corners, module: Int32(index))
          }))
    }
    return mesh
  }

  /// How a module is moved from where the station file draws it, the joints at some angles; nil for
  /// one that is not in the scene. A piece that breaks off keeps this as its own displacement.
  public func displacement(of module: Int, at angles: JointAngles) -> Displacement? {
    linkage.bodyLinks[module].map { linkage.displacements(at: angles)[$0] }
  }

  /// The mass properties in the station frame, the joints at some angles.
  ///
  /// - Parameters:
  ///   - angles: of the joints.
  ///   - tankLoads: what each tank of the assembly holds [kg], in the order of its tanks.
  public func massProperties(at angles: JointAngles, tankLoads: [Double]) -> MassProperties {
    assembly.massProperties(of: modules, tankLoads: tankLoads, at: angles, of: linkage)
  }

  /// Whether every joint stands within its limits, to a millionth of a degree.
  ///
  /// - Throws: `StationError/beyondLimits(joint:angle:limits:)`
  public func check(_ angles: JointAngles) throws(StationError) {
    let slack = 1e-6 * Double.pi / 180
    for (index, joint) in joints.enumerated() {
      guard let limits = joint.plan.limits else { continue }
      let angle = angles[index]
      guard angle >= limits.lowerBound - slack, angle <= limits.upperBound + slack else {
        throw .beyondLimits(joint: joint.id, angle: angle, limits: limits)
      }
    }
  }

  /// The angles after joints turned towards others for a while, none faster than its rate; a joint
  /// without limits goes the shorter way round.
  ///
  /// - Parameters:
  ///   - start: where they stand.
  ///   - goal: where they are driven.
  ///   - seconds: how long [s].
  public func angles(
    from start: JointAngles, towards goal: JointAngles, after seconds: Double
  ) -> JointAngles {
    var angles = start
    for (index, joint) in joints.enumerated() {
      var way = goal[index] - start[index]
      if joint.plan.limits == nil { way -= 2 * .pi * (way / (2 * .pi)).rounded() }
      let most = joint.plan.rate.value * seconds
      angles[index] = start[index] + min(max(way, -most), most)
    }
    return angles
  }
}
