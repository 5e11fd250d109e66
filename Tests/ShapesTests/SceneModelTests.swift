import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

/// Scenes as glTF, and meshes from glTF.
@Suite struct SceneModelTests {
  /// What the file shows is what the scene is: the same surface, turned to the file's axes.
  @Test func theModelShowsTheScene() throws {
    let scene = try Scene(of: Assembly(Stations.plan("iss"), at: Epoch(utc: "2022-03-11")))
    let angles = scene.facing(sun: SIMD3(0.3, -0.5, 0.8)).angles
    let model = try GLTFModel.parse(
      scene.model(at: angles).binary(), file: "iss.glb")
    for module in scene.assembly.modules { #expect(model.node(named: module.id) != nil) }
    for joint in scene.joints { #expect(model.node(named: joint.id) != nil) }
    #expect(Set(model.nodes.map(\.name)).count == model.nodes.count)
    let shown = TriangleMesh(of: model)
    let meant = scene.triangles(at: angles)
    #expect(shown.triangles.count == meant.triangles.count)
    #expect(abs(shown.area - meant.area) < 1e-5 * meant.area)
    #expect(abs(shown.volume - meant.volume) < 1e-5 * meant.volume)
    let (a, b) = (try #require(shown.bounds), try #require(meant.bounds))
    // x forward is z, y starboard is -x, z nadir is -y.
    let least = SIMD3(-b.greatest.y, -b.greatest.z, b.least.x)
    #expect((a.least - least).magnitude < 1e-4)
    #expect((a.greatest - SIMD3(-b.least.y, -b.least.z, b.greatest.x)).magnitude < 1e-4)
    #expect(shown.isClosed)
  }

  /// Round a cylinder the normals are radial and lie along the axis on its ends.
  @Test func normalsOfACylinder() {
    let can = PlacedSolid(
      form: .cylinder(axis: 2, length: 3, diameter: 2), centre: .zero, axes: .identity,
      tracking: .fixed, module: 0)
    let shape = TriangleMesh(of: [can]).shaded()
    #expect(shape.positions.count == 48 * 4 + 2)
    for (position, normal) in zip(shape.positions, shape.normals) {
      let radial = SIMD3<Float>(position.x, position.y, 0)
      let isEnd = abs(normal.z) > 0.5
      let meant = isEnd ? SIMD3<Float>(0, 0, position.z > 0 ? 1 : -1) : radial
      let off = normal - meant
      #expect((off * off).sum().squareRoot() < 2e-3)
    }
  }

  static func cube(open: Bool, inside: Bool = false) -> GLTFModel {
    let box = PlacedSolid(
      form: .box(SIMD3(2, 3, 4)), centre: SIMD3(0, 0, 1), axes: .identity, tracking: .fixed,
      module: 0)
    var primitive = TriangleMesh(of: [box]).shaded()
    if open { primitive.indices.removeLast(3) }
    if inside { primitive.indices.reverse() }
    var model = GLTFModel()
    model.meshes = [GLTFModel.Mesh(name: "box", primitives: [primitive])]
    let root = model.add(GLTFModel.Node(name: "all", translation: SIMD3(0, 0, 1)))
    model.add(GLTFModel.Node(name: "hull", mesh: 0, scale: SIMD3(1, 1, -1)), below: root)
    return model
  }

  /// A can of 20 000 triangles that hangs on 51 nodes.
  static let many: GLTFModel = {
    let can = PlacedSolid(
      form: .cylinder(axis: 2, length: 3, diameter: 2), centre: .zero, axes: .identity,
      tracking: .fixed, module: 0)
    var model = GLTFModel()
    let shape = TriangleMesh(of: [can], sides: 5000).shaded()
    model.meshes = [GLTFModel.Mesh(name: "can", primitives: [shape])]
    for number in 0..<51 { model.add(GLTFModel.Node(name: "\(number)", mesh: 0)) }
    return model
  }()

  static func station(_ mesh: String, in folder: URL) throws -> StationPlan {
    let text = Stations.text().replacing(
      "mass: 1000 kg\n", with: "mass: 1000 kg\n    mesh: \(mesh)\n")
    let file = folder.appendingPathComponent("t.yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    return try StationPlan(contentsOf: file, mechanisms: Stations.mechanisms())
  }

  /// A mesh stands in place of the solids of its module; a mirrored node keeps its outside outside.
  @Test func aMeshInPlaceOfSolids() throws {
    try withTemporaryFolder { folder in
      try Data(Self.cube(open: false).binary()).write(to: folder.appendingPathComponent("a.glb"))
      let plan = try Self.station("{file: a.glb, node: hull}", in: folder)
      let meshes = try StationMeshes(of: plan)
      let mesh = try #require(meshes["core"])
      #expect(abs(mesh.volume - 24) < 1e-6)
      #expect(mesh.bounds?.least.z == -2 && mesh.bounds?.greatest.z == 2)
      let assembly = try Assembly(plan, at: Epoch(utc: "2030-06-01"))
      let scene = try Scene(of: assembly, meshes: meshes)
      let plain = try Scene(of: assembly)
      let angles = scene.heldAngles
      let more = scene.triangles(at: angles).volume - plain.triangles(at: angles).volume
      #expect(abs(more - (24 - 8)) < 1e-6)
      let model = scene.model(at: angles)
      #expect(model.node(named: "core.mesh") != nil && model.node(named: "core.hull") == nil)
    }
  }

  @Test(arguments: [
    ("{file: hole.glb}", "t.yaml:15: the mesh 'hole.glb' has a hole at the edge from"),
    ("{file: inside.glb}", "t.yaml:15: the mesh 'inside.glb' is inside out"),
    ("{file: whole.glb, node: hul}", "has no node 'hul'; nearest is 'hull'"),
    ("{file: many.glb}", "t.yaml:15: the mesh 'many.glb' shows 1020000 triangles"),
    ("{file: empty.glb}", "shows no triangle"), ("{file: none.glb}", "there is no such file"),
    ("{file: t.yaml}", "no value"),
  ])
  func meshesThatAreRefused(_ mesh: String, _ words: String) throws {
    try withTemporaryFolder { folder in
      for (name, model) in [
        ("hole", Self.cube(open: true)), ("inside", Self.cube(open: false, inside: true)),
        ("whole", Self.cube(open: false)), ("empty", GLTFModel()),
        ("many", Self.many),
      ] {
        try Data(model.binary()).write(to: folder.appendingPathComponent("\(name).glb"))
      }
      let plan = try Self.station(mesh, in: folder)
      do throws(InputErrors) {
        _ = try StationMeshes(of: plan)
        Issue.record("\(mesh) is taken")
      } catch {
        #expect(error.errors.count == 1 && error.description.contains(words), "\(error)")
      }
    }
  }

  /// A file that two modules name is read once, and refused once.
  @Test func oneFileForTwoModules() throws {
    try withTemporaryFolder { folder in
      try Data(Self.cube(open: false).binary()).write(to: folder.appendingPathComponent("a.glb"))
      for (name, line) in [("a.glb", 0), ("none.glb", 1)] {
        let text = Stations.text()
          .replacing("mass: 1000 kg\n", with: "mass: 1000 kg\n    mesh: {file: \(name)}\n")
          .replacing("mass: 80 kg\n", with: "mass: 80 kg\n    mesh: {file: \(name), node: hull}\n")
        let file = folder.appendingPathComponent("t.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let plan = try StationPlan(contentsOf: file, mechanisms: Stations.mechanisms())
        do throws(InputErrors) {
          let meshes = try StationMeshes(of: plan)
          #expect(line == 0 && meshes["core"] != nil && meshes["wing"] != nil)
        } catch {
          #expect(error.errors.count == line, "\(error)")
        }
      }
    }
  }

  /// A tip that hundreds of triangles share is sharp; one that fewer share is round.
  @Test(arguments: [(200, 1), (300, 300)])
  func tipOfACone(_ sides: Int, _ normals: Int) {
    var cone = TriangleMesh(vertices: [SIMD3(0, 0, 20)])
    for side in 0..<sides {
      let (sine, cosine) = Elementary.sinCos(2 * .pi * Double(side) / Double(sides))
      cone.vertices.append(SIMD3(cosine, sine, 0))
      let (here, next) = (Int32(side + 1), Int32((side + 1) % sides + 1))
      cone.triangles.append(TriangleMesh.Triangle(corners: SIMD3(0, here, next)))
    }
    let shape = cone.shaded(crease: .pi)
    #expect(shape.positions.count { $0.z > 10 } == normals)
  }
}
