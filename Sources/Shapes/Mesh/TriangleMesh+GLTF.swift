import Exchange
import Kinematics
import NumericalMethods

extension TriangleMesh {
  /// The triangles of a node of a model and of what hangs on it, in the model's axes; of everything
  /// that it shows, without a node.
  ///
  /// Corners of one mesh of the file that lie at one place become one, as files keep a corner for
  /// each normal; triangles of which two corners are one are left out.
  public init(of model: GLTFModel, node: Int? = nil) {
    self.init()
    Self.visit(model, node) { append($0, $1) }
  }

  /// How many triangles a mesh of a model would have at most; a list with more corners than its
  /// triangles need counts by those.
  static func count(of model: GLTFModel, node: Int?) -> Int {
    var count = 0
    visit(model, node) { mesh, _ in
      for primitive in mesh.primitives {
        count += max(primitive.indices.count, primitive.positions.count) / 3
      }
    }
    return count
  }

  /// Visits the meshes that a node and what hangs on it show, in the model's order.
  private static func visit(
    _ model: GLTFModel, _ node: Int?, _ body: (GLTFModel.Mesh, Affine) -> Void
  ) {
    var stack = model.roots.reversed().map { ($0, Affine.identity, node == nil) }
    while let (index, outer, isShown) = stack.popLast() {
      let part = model.nodes[index]
      let place = outer.then(part)
      let shows = isShown || index == node
      if shows, let mesh = part.mesh { body(model.meshes[mesh], place) }
      for child in part.children.reversed() { stack.append((child, place, shows)) }
    }
  }

  private mutating func append(_ mesh: GLTFModel.Mesh, _ place: Affine) {
    var known: [SIMD3<Float>: Int32] = [:]
    for primitive in mesh.primitives {
      let corners = primitive.positions.map { position -> Int32 in
        // Zero has two signs.
        let position = position + SIMD3<Float>.zero
        if let corner = known[position] { return corner }
        let corner = Int32(vertices.count)
        known[position] = corner
        vertices.append(place.point(SIMD3(position)))
        return corner
      }
      for first in stride(from: 0, to: primitive.indices.count - 2, by: 3) {
        var triangle = SIMD3<Int32>.zero
        for side in 0..<3 { triangle[side] = corners[Int(primitive.indices[first + side])] }
        let (a, b, c) = (triangle.x, triangle.y, triangle.z)
        if a == b || b == c || c == a { continue }
        triangles.append(Triangle(corners: place.isMirrored ? SIMD3(a, c, b) : triangle))
      }
    }
  }

  /// Round a corner that more triangles share than this nothing is made smooth; chosen, since each of
  /// them is set against each other.
  static let mostAround = 256

  /// The triangles with a normal at each corner: smooth across edges at which neighbours turn by less
  /// than `crease` [rad], sharp across others and at corners that more than 256 triangles share.
  public func shaded(crease: Double = .pi / 6) -> GLTFModel.Primitive {
    let faces = triangles.indices.map { index -> SIMD3<Double> in
      let area = areaVector(of: index)
      return area.magnitude > 0 ? area.normalized : .zero
    }
    // A face counts by its angle at the corner, so that how it is cut into triangles does not matter.
    var around: [[(face: Int, angle: Double)]] = Array(repeating: [], count: vertices.count)
    for (index, triangle) in triangles.enumerated() {
      for side in 0..<3 {
        let corner = triangle.corners[side]
        let here = vertices[Int(corner)]
        let next = vertices[Int(triangle.corners[(side + 1) % 3])] - here
        let last = vertices[Int(triangle.corners[(side + 2) % 3])] - here
        let angle = Elementary.atan2(cross(next, last).magnitude, dot(next, last))
        around[Int(corner)].append((index, angle))
      }
    }
    let least = Elementary.cos(crease)
    var primitive = GLTFModel.Primitive(positions: [], normals: [], indices: [])
    var known: [Corner: UInt32] = [:]
    for (index, triangle) in triangles.enumerated() {
      for side in 0..<3 {
        let vertex = triangle.corners[side]
        let others = around[Int(vertex)]
        var sum = SIMD3<Double>.zero
        if others.count > Self.mostAround {
          sum = faces[index]
        } else {
          for other in others where dot(faces[other.face], faces[index]) >= least {
            sum += other.angle * faces[other.face]
          }
        }
        let normal = SIMD3<Float>(sum.magnitude > 0 ? sum.normalized : SIMD3(0, 0, 1))
        let corner = Corner(vertex: vertex, normal: normal)
        if known[corner] == nil {
          known[corner] = UInt32(primitive.positions.count)
          primitive.positions.append(SIMD3<Float>(vertices[Int(vertex)]))
          primitive.normals.append(normal)
        }
        primitive.indices.append(known[corner] ?? 0)
      }
    }
    return primitive
  }
}

/// A corner as a picture has it.
private struct Corner: Hashable {
  var vertex: Int32
  var normal: SIMD3<Float>
}

/// Where a node is in the model's axes.
private struct Affine {
  var matrix: Matrix3
  var offset: SIMD3<Double>

  static let identity = Affine(matrix: .identity, offset: .zero)

  func point(_ p: SIMD3<Double>) -> SIMD3<Double> { matrix * p + offset }

  func then(_ node: GLTFModel.Node) -> Affine {
    let turn = Rotation<ModuleFrame, ModuleFrame>(quaternion: node.rotation)
    let local = turn.matrix * .diagonal(node.scale)
    return Affine(matrix: matrix * local, offset: point(node.translation))
  }

  /// Whether it turns the sense of triangles round.
  var isMirrored: Bool {
    let m = matrix
    let (x, y, z) = (
      m * SIMD3(1, 0, 0), m * SIMD3(0, 1, 0), m * SIMD3(0, 0, 1)
    )
    return dot(cross(x, y), z) < 0
  }
}
