import CEmbree
import NumericalMethods

/// A ray: all points from an origin along a direction, up to a length.
public struct Ray: Sendable, Hashable {
  /// Where it begins, in the frame of the mesh [m].
  public var origin: SIMD3<Double>
  /// Where it goes; a unit vector.
  public var direction: SIMD3<Double>
  /// Where it ends [m].
  public var length: Double

  /// A ray from its parts; origin and length in [m].
  public init(origin: SIMD3<Double>, direction: SIMD3<Double>, length: Double = .infinity) {
    self.origin = origin
    self.direction = direction
    self.length = length
  }
}

/// Where a ray meets a surface.
public struct RayHit: Sendable, Hashable {
  /// Index of the triangle in the mesh.
  public var triangle: Int
  /// From the ray's origin [m].
  public var distance: Double
}

/// The triangles of a mesh, in order for questions of what a ray meets; Embree answers them.
///
/// Triangles are met from either side. Embree works in single precision: at 50 m from the middle of
/// the mesh a corner is rounded by 2 µm. A ray that leaves a surface begins ``liftOff`` off it, so
/// that it does not meet the triangle that it leaves; gaps narrower than that are closed to it.
///
/// **Same bits.** The device is held to SSE2 and one thread, so every processor runs the same
/// instructions (left to itself, Embree fuses products and sums on newer ones, which can change an
/// answer). The only one among them that makers round differently is the estimate
/// of a reciprocal. In Embree's robust mode (watertight: no ray slips between neighbours) it touches the
/// bounds of boxes, which are widened by more than its error, and the distance of a hit, but not
/// whether a triangle is met. ``isBlocked(_:)`` of a ray without an end therefore has the same answer
/// everywhere. ``firstHit(_:)`` works out the distance anew in double precision from the triangle's
/// plane; the triangle itself could be another only where two are met within a few micrometres.
///
///     let scene = try RayScene(mesh)
///     scene.isBlocked(Ray(origin: window, direction: towardsSun))
///
/// Source: Wald, Woop, Benthin, Johnson, Ernst (2014), *Embree: a kernel framework for efficient CPU
/// ray tracing*, ACM Transactions on Graphics 33(4).
public final class RayScene: @unchecked Sendable {
  // Nothing changes after the initialiser: Embree allows questions from any thread then.
  private let device: RTCDevice
  private let scene: RTCScene
  private let middle: SIMD3<Double>
  /// What the rays meet.
  public let mesh: TriangleMesh

  /// How far off a surface a ray begins that leaves it [m].
  public static let liftOff = 1e-3

  /// A scene of a mesh.
  ///
  /// - Throws: ``ShapeError`` where a triangle has no corners, a corner no place, or Embree no memory.
  public init(_ mesh: TriangleMesh) throws(ShapeError) {
    try mesh.checkCorners()
    guard let device = rtcNewDevice("isa=sse2,threads=1") else {
      throw .raysRefused(code: Int(rtcGetDeviceError(nil).rawValue))
    }
    guard let scene = rtcNewScene(device) else {
      let error = rtcGetDeviceError(device)
      rtcReleaseDevice(device)
      throw .raysRefused(code: Int(error.rawValue))
    }
    self.mesh = mesh
    self.device = device
    self.scene = scene
    middle = mesh.bounds.map { 0.5 * ($0.least + $0.greatest) } ?? .zero
    try fill()
  }

  deinit {
    rtcReleaseScene(scene)
    rtcReleaseDevice(device)
  }

  private func fill() throws(ShapeError) {
    rtcSetSceneFlags(scene, RTC_SCENE_FLAG_ROBUST)
    let geometry = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE)
    defer { rtcReleaseGeometry(geometry) }
    let count = mesh.triangles.count
    if count > 0 {
      let corners = rtcSetNewGeometryBuffer(
        geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 12, mesh.vertices.count)
      let indices = rtcSetNewGeometryBuffer(
        geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12, count)
      guard let corners, let indices else {
        throw .raysRefused(code: Int(rtcGetDeviceError(device).rawValue))
      }
      for (number, vertex) in mesh.vertices.enumerated() {
        let p = SIMD3<Float>(vertex - middle)
        for axis in 0..<3 {
          corners.storeBytes(of: p[axis], toByteOffset: 12 * number + 4 * axis, as: Float.self)
        }
      }
      for (number, triangle) in mesh.triangles.enumerated() {
        for axis in 0..<3 {
          indices.storeBytes(
            of: triangle.corners[axis], toByteOffset: 12 * number + 4 * axis, as: Int32.self)
        }
      }
      rtcCommitGeometry(geometry)
      rtcAttachGeometry(scene, geometry)
    }
    rtcCommitScene(scene)
    let error = rtcGetDeviceError(device)
    guard error == RTC_ERROR_NONE else { throw .raysRefused(code: Int(error.rawValue)) }
  }

  /// Whether anything stands in the way of a ray.
  public func isBlocked(_ ray: Ray) -> Bool {
    let o = SIMD3<Float>(ray.origin - middle)
    let d = SIMD3<Float>(ray.direction)
    return embree_is_blocked(scene, o.x, o.y, o.z, d.x, d.y, d.z, Float(ray.length)) != 0
  }

  /// What a ray meets first; nil where it meets nothing.
  public func firstHit(_ ray: Ray) -> RayHit? {
    let o = SIMD3<Float>(ray.origin - middle)
    let d = SIMD3<Float>(ray.direction)
    let number = embree_first_hit(scene, o.x, o.y, o.z, d.x, d.y, d.z, Float(ray.length))
    let triangle = Int(number)
    guard triangle < mesh.triangles.count else { return nil }
    let normal = mesh.areaVector(of: triangle)
    let steepness = dot(normal, ray.direction)
    guard steepness != 0 else { return RayHit(triangle: triangle, distance: 0) }
    let corner = mesh.corners(of: triangle).0
    return RayHit(
      triangle: triangle, distance: max(0, dot(normal, corner - ray.origin) / steepness))
  }
}
