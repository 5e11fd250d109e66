/// A three-dimensional model as a glTF 2.0 file holds it (Khronos Group, ISO/IEC 12113:2022): nodes in a
/// tree, each with its place and at most one mesh, and plain materials.
///
/// Lengths are in [m]; the axes are those of the standard, right-handed with +Y up. Textures, cameras,
/// lights, skins and animations are not read and not written.
public struct GLTFModel: Sendable, Hashable {
  /// A thing in the tree: its place relative to its parent, what it shows, and what moves with it.
  public struct Node: Sendable, Hashable {
    /// For people and for who looks it up; empty where the file gives none.
    public var name: String
    /// Indices of the nodes that hang on it.
    public var children: [Int]
    /// Index of its mesh; nil: it shows nothing itself.
    public var mesh: Int?
    /// Where its origin is in the parent's axes [m].
    public var translation: SIMD3<Double>
    /// From its axes to the parent's: x, y, z, w of a quaternion of length 1, w the scalar part.
    public var rotation: SIMD4<Double>
    /// The factor along each of its axes, applied first.
    public var scale: SIMD3<Double>

    /// A node from its parts; without a place it lies on its parent.
    public init(
      name: String, children: [Int] = [], mesh: Int? = nil, translation: SIMD3<Double> = .zero,
      rotation: SIMD4<Double> = SIMD4(0, 0, 0, 1), scale: SIMD3<Double> = .one
    ) {
      self.name = name
      self.children = children
      self.mesh = mesh
      self.translation = translation
      self.rotation = rotation
      self.scale = scale
    }
  }

  /// Triangles of one material.
  public struct Primitive: Sendable, Hashable {
    /// The corners [m].
    public var positions: [SIMD3<Float>]
    /// A unit vector at each corner; empty where the file gives none, which means flat faces.
    public var normals: [SIMD3<Float>]
    /// Three corners a triangle, counter-clockwise seen from outside.
    public var indices: [UInt32]
    /// Index of its material; nil: that of the standard, white and dull.
    public var material: Int?

    /// Triangles from their corners.
    public init(
      positions: [SIMD3<Float>], normals: [SIMD3<Float>] = [], indices: [UInt32],
      material: Int? = nil
    ) {
      self.positions = positions
      self.normals = normals
      self.indices = indices
      self.material = material
    }
  }

  /// A form, in one piece a material.
  public struct Mesh: Sendable, Hashable {
    /// For people; empty where the file gives none.
    public var name: String
    /// Its triangles.
    public var primitives: [Primitive]

    /// A mesh from its parts.
    public init(name: String, primitives: [Primitive]) {
      self.name = name
      self.primitives = primitives
    }
  }

  /// How a surface looks: the metallic-roughness model of the standard without textures.
  public struct Material: Sendable, Hashable {
    /// For people; empty where the file gives none.
    public var name: String
    /// Red, green, blue, linear, and opacity; each 0 to 1.
    public var baseColour: SIMD4<Double>
    /// 0: like paint, 1: bare metal.
    public var metallic: Double
    /// 0: a mirror, 1: chalk.
    public var roughness: Double

    /// A material from its parts; colours are linear.
    public init(name: String, baseColour: SIMD4<Double>, metallic: Double, roughness: Double) {
      self.name = name
      self.baseColour = baseColour
      self.metallic = metallic
      self.roughness = roughness
    }
  }

  /// All nodes.
  public var nodes: [Node]
  /// Indices of the nodes that hang on no other and are shown.
  public var roots: [Int]
  /// All meshes.
  public var meshes: [Mesh]
  /// All materials.
  public var materials: [Material]

  /// A model from its parts; empty without.
  public init(
    nodes: [Node] = [], roots: [Int] = [], meshes: [Mesh] = [], materials: [Material] = []
  ) {
    self.nodes = nodes
    self.roots = roots
    self.meshes = meshes
    self.materials = materials
  }

  /// The index of the first node of a name.
  public func node(named name: String) -> Int? { nodes.firstIndex { $0.name == name } }

  /// Adds a node below `parent`, or as a root, and gives its index.
  @discardableResult
  public mutating func add(_ node: Node, below parent: Int? = nil) -> Int {
    nodes.append(node)
    let index = nodes.count - 1
    if let parent { nodes[parent].children.append(index) } else { roots.append(index) }
    return index
  }
}
