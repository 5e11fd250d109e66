import Exchange
import Foundation
import StationModel

/// The forms of modules that a station file takes from files of their own.
public struct StationMeshes: Sendable {
  /// By the id of the module, in the module's axes.
  private var meshes: [String: TriangleMesh]

  /// No module has one.
  public static let none = StationMeshes(meshes: [:])

  private init(meshes: [String: TriangleMesh]) { self.meshes = meshes }

  /// The form of a module; nil where it has none of its own.
  public subscript(module: String) -> TriangleMesh? { meshes[module] }

  /// Reads the meshes of a station from the files beside its own.
  ///
  /// - Throws: `InputErrors`: what is wrong with a glTF file; on the line of the station
  ///   file, a node that the file does not have, a mesh of nothing, and one with holes: an edge that
  ///   is not shared by exactly two triangles which run along it in opposite directions.
  public init(of plan: StationPlan) throws(InputErrors) {
    meshes = [:]
    let problems = InputProblems()
    let folder = URL(fileURLWithPath: plan.file).deletingLastPathComponent()
    // Many modules may take their nodes from one file.
    var models: [String: GLTFModel] = [:]
    var refused: Set<String> = []
    for module in plan.modules {
      guard let reference = module.mesh, !refused.contains(reference.file) else { continue }
      if models[reference.file] == nil {
        do throws(InputErrors) {
          models[reference.file] = try GLTFModel.read(
            URL(fileURLWithPath: reference.file, relativeTo: folder))
        } catch {
          refused.insert(reference.file)
          problems.add(error)
        }
      }
      guard let model = models[reference.file] else { continue }
      do throws(InputErrors) {
        meshes[module.id] = try Self.mesh(model, reference, in: plan.file)
      } catch {
        problems.add(error)
      }
    }
    try problems.throwIfAny()
  }

  /// More triangles of a module than this are refused; chosen. A file of any size may hang one mesh on
  /// many nodes, each of which shows it anew.
  static let mostTriangles = 1_000_000

  private static func mesh(
    _ model: GLTFModel, _ reference: MeshReference, in file: String
  ) throws(InputErrors) -> TriangleMesh {
    func refuse(_ what: String, _ allowed: String) -> InputErrors {
      InputErrors(file: file, line: reference.line, what: what, allowed: "allowed: \(allowed)")
    }
    var node: Int?
    if let name = reference.node {
      guard let index = model.node(named: name) else {
        let names = model.nodes.map(\.name).filter { !$0.isEmpty }
        let near = nearestName(to: name, among: names).map { "; nearest is '\($0)'" } ?? ""
        throw refuse("'\(reference.file)' has no node '\(name)'\(near)", "the name of a node")
      }
      node = index
    }
    let count = TriangleMesh.count(of: model, node: node)
    guard count <= mostTriangles else {
      throw refuse(
        "the mesh '\(reference.file)' shows \(count) triangles", "at most \(mostTriangles)")
    }
    let mesh = TriangleMesh(of: model, node: node)
    guard !mesh.triangles.isEmpty else {
      throw refuse("the mesh '\(reference.file)' shows no triangle", "a closed surface")
    }
    if let edge = mesh.firstOpenEdge {
      let ends = [edge.from, edge.to].map { index in
        let p = mesh.vertices[Int(index)]
        return "[\(short(p.x)), \(short(p.y)), \(short(p.z))]"
      }
      throw refuse(
        "the mesh '\(reference.file)' has a hole at the edge from \(ends[0]) to \(ends[1]) m",
        "each edge shared by exactly two triangles, in opposite directions")
    }
    guard mesh.volume > 0 else {
      throw refuse(
        "the mesh '\(reference.file)' is inside out", "triangles counter-clockwise from outside")
    }
    return mesh
  }

  /// To a millimetre.
  private static func short(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
