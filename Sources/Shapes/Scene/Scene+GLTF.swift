import Exchange
import Kinematics
import NumericalMethods
import StationModel

extension Scene {
  /// The scene as a glTF model, the joints at some angles.
  ///
  /// The root node bears the station's id and turns its axes (x forward, y starboard, z nadir) into
  /// glTF's (z forward, -x starboard, -y nadir). Below it stands a node for each module, named by its
  /// id, with a node for each solid (`module.solid`), one for the module's mesh if it has one
  /// (`module.mesh`), and one for each rotary joint (`module.joint`), its origin on the axis: what the
  /// joint carries hangs on that node, other modules too. Turning the node about the joint's axis
  /// turns all that the joint turns.
  public func model(at angles: JointAngles, sides: Int = 48) -> GLTFModel {
    var builder = ModelBuilder(self, angles, sides)
    builder.build()
    return builder.model
  }
}

/// Builds the tree of nodes.
private struct ModelBuilder {
  let scene: Scene
  let moved: [Displacement]
  let sides: Int
  var model = GLTFModel()
  /// From each node's axes to the station's, by node.
  var places: [Placement] = []
  /// The node on which a link hangs.
  var linkNodes: [Int?]
  var moduleNodes: [Int: Int] = [:]
  var materials = Palette()

  init(_ scene: Scene, _ angles: JointAngles, _ sides: Int) {
    self.scene = scene
    self.sides = sides
    moved = scene.linkage.displacements(at: angles)
    linkNodes = Array(repeating: nil, count: scene.linkage.links.count)
  }

  mutating func build() {
    let upright = Matrix3(rows: SIMD3(0, -1, 0), SIMD3(0, 0, -1), SIMD3(1, 0, 0))
    let turn = Rotation<StationFrame, StationFrame>(matrix: upright)
    model.add(GLTFModel.Node(name: scene.assembly.station, rotation: turn.quaternion))
    places.append(.identity)
    for link in scene.linkage.links.indices {
      addNode(of: link)
      for module in scene.modules where scene.linkage.bodyLinks[module] == link {
        let plan = scene.assembly.modules[module]
        moduleNodes[module] = add(
          plan.id, at: moved[link].placement(plan.placement), below: linkNodes[link] ?? 0)
      }
    }
    for module in scene.modules { addShapes(of: module) }
    model.materials = materials.materials
  }

  /// The node of a link: the root for one at rest, else one on the axis of its joint.
  private mutating func addNode(of link: Int) {
    let part = scene.linkage.links[link]
    guard let parent = part.parent, let index = part.joint else {
      linkNodes[link] = 0
      return
    }
    let joint = scene.linkage.joints[index]
    let turned = moved[link]
    let place = Placement(
      rotation: turned.rotation.reinterpreted(), origin: turned.point(joint.position))
    // In the module's own node where the joint stands on the body, else on what carries it.
    let isOnBody =
      !part.isReversed && scene.linkage.bodyLinks[joint.module] == parent
      && joint.plan.on == nil
    let owner = isOnBody ? moduleNodes[joint.module] : nil
    linkNodes[link] = add(joint.id, at: place, below: owner ?? linkNodes[parent] ?? 0)
  }

  private mutating func addShapes(of index: Int) {
    let module = scene.assembly.modules[index]
    guard let node = moduleNodes[index], let body = scene.linkage.bodyLinks[index] else { return }
    let form = scene.meshes[index]
    for solid in module.plan.solids {
      guard let link = scene.linkage.link(of: solid.id, in: index) else { continue }
      if form != nil, link == body { continue }
      let shape = PlacedSolid(
        form: solid.form, centre: .zero, axes: .identity, tracking: .fixed, module: index)
      let drawn = Placement(
        rotation: module.placement.rotation, origin: module.placement.point(solid.centre))
      let look = materials.index(of: .of(solid, of: module.plan), scene.assembly)
      show(
        TriangleMesh(of: [shape], sides: sides), "\(module.id).\(solid.id)", look,
        at: moved[link].placement(drawn), below: link == body ? node : linkNodes[link] ?? node)
    }
    if let form {
      let look = materials.index(of: .hull(module.plan), scene.assembly)
      show(form, "\(module.id).mesh", look, at: places[node], below: node)
    }
  }

  private mutating func show(
    _ mesh: TriangleMesh, _ name: String, _ material: Int, at place: Placement, below parent: Int
  ) {
    var primitive = mesh.shaded()
    primitive.material = material
    model.meshes.append(GLTFModel.Mesh(name: name, primitives: [primitive]))
    let node = add(name, at: place, below: parent)
    model.nodes[node].mesh = model.meshes.count - 1
  }

  /// Adds a node at a place in the station frame.
  private mutating func add(_ name: String, at place: Placement, below parent: Int) -> Int {
    let outer = places[parent]
    let turn = place.rotation.then(outer.rotation.inverse)
    let offset = outer.rotation.inverse.rotate(place.origin - outer.origin)
    places.append(place)
    return model.add(
      GLTFModel.Node(name: name, translation: offset, rotation: turn.quaternion), below: parent)
  }
}

/// What a surface is, as far as its looks go.
private enum Surface: Hashable {
  /// Solar cells.
  case cells
  /// White paint that radiates.
  case radiator
  /// Bare metal.
  case truss
  /// What has the colour of who owns it, adapters darker.
  case owned(String, isDark: Bool)

  /// By the kind of the module, by what turns the solid, and by what it is called.
  static func of(_ solid: Solid, of module: ModulePlan) -> Surface {
    let isArray = solid.tracking != .fixed || module.kind == .array
    if isArray || solid.id.hasPrefix("array") || solid.id.hasPrefix("saw") { return .cells }
    let turnsAsRadiator = module.rotaryJoints.contains {
      $0.kind == .trrj && $0.solids.contains(solid.id)
    }
    if turnsAsRadiator || solid.id.hasPrefix("radiator") { return .radiator }
    return hull(module)
  }

  static func hull(_ module: ModulePlan) -> Surface {
    switch module.kind {
    case .truss, .platform: .truss
    default: .owned(module.owner, isDark: module.kind == .adapter)
    }
  }
}

/// The materials in use, each once.
private struct Palette {
  var materials: [GLTFModel.Material] = []
  private var known: [Surface: Int] = [:]

  /// Quiet colours for owners in the order in which the station file names them; linear, chosen.
  private static let tints: [SIMD3<Double>] = [
    SIMD3(0.70, 0.71, 0.73), SIMD3(0.42, 0.48, 0.36), SIMD3(0.45, 0.58, 0.76),
    SIMD3(0.78, 0.66, 0.48), SIMD3(0.62, 0.46, 0.42), SIMD3(0.46, 0.62, 0.60),
    SIMD3(0.60, 0.54, 0.70), SIMD3(0.74, 0.74, 0.58),
  ]

  mutating func index(of surface: Surface, _ assembly: Assembly) -> Int {
    if let index = known[surface] { return index }
    known[surface] = materials.count
    materials.append(Self.material(surface, assembly.owners.map(\.id)))
    return materials.count - 1
  }

  private static func material(_ surface: Surface, _ owners: [String]) -> GLTFModel.Material {
    func plain(
      _ name: String, _ colour: SIMD3<Double>, metallic: Double, roughness: Double
    ) -> GLTFModel.Material {
      GLTFModel.Material(
        name: name, baseColour: SIMD4(colour, 1), metallic: metallic, roughness: roughness)
    }
    switch surface {
    case .cells:
      return plain("solar cells", SIMD3(0.02, 0.045, 0.16), metallic: 0.2, roughness: 0.3)
    case .radiator:
      return plain("radiator", SIMD3(0.86, 0.87, 0.88), metallic: 0, roughness: 0.6)
    case .truss:
      return plain("truss", SIMD3(0.36, 0.36, 0.37), metallic: 0.6, roughness: 0.5)
    case .owned(let owner, let isDark):
      let tint = tints[(owners.firstIndex(of: owner) ?? 0) % tints.count]
      return plain(
        isDark ? "\(owner), adapter" : owner, isDark ? 0.35 * tint : tint, metallic: 0,
        roughness: 0.55)
    }
  }
}
