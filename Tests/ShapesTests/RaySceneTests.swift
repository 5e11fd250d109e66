import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct RaySceneTests {
  func box(_ size: SIMD3<Double>, at centre: SIMD3<Double>) -> PlacedSolid {
    PlacedSolid(form: .box(size), centre: centre, axes: .identity, tracking: .fixed, module: 0)
  }

  /// Two plates facing each other, 10 m apart.
  var plates: TriangleMesh {
    TriangleMesh(of: [
      box(SIMD3(0.1, 4, 4), at: SIMD3(-5, 0, 0)), box(SIMD3(0.1, 4, 4), at: SIMD3(5, 0, 0)),
    ])
  }

  @Test func raysMeetWhatStandsInTheirWay() throws {
    let scene = try RayScene(plates)
    let hit = try #require(
      scene.firstHit(Ray(origin: SIMD3(0, 1, 1.5), direction: SIMD3(1, 0, 0))))
    #expect(abs(hit.distance - 4.95) < 1e-14)
    #expect(scene.mesh.triangles[hit.triangle].solid == 1)
    #expect(scene.isBlocked(Ray(origin: .zero, direction: SIMD3(-1, 0, 0))))
    #expect(!scene.isBlocked(Ray(origin: .zero, direction: SIMD3(-1, 0, 0), length: 4.9)))
    #expect(!scene.isBlocked(Ray(origin: .zero, direction: SIMD3(0, 1, 0))))
    #expect(scene.firstHit(Ray(origin: .zero, direction: SIMD3(0, 0, 1))) == nil)
  }

  /// Every ray that leaves a convex body leaves it for good, and every ray into it meets it, along
  /// edges and through corners too.
  @Test func noRayMeetsTheSurfaceThatItLeavesOrSlipsThroughIt() throws {
    let mesh = TriangleMesh(of: [
      PlacedSolid(
        form: .cylinder(axis: 0, length: 12, diameter: 4.2), centre: SIMD3(40, -30, 20),
        axes: .identity, tracking: .fixed, module: 0)
    ])
    let scene = try RayScene(mesh)
    let random = Philox4x32(seed: 11, stream: 0)
    var index: UInt64 = 0
    func next() -> Double {
      index += 1
      return random.uniform(at: index)
    }
    for triangle in mesh.triangles.indices {
      let normal = mesh.areaVector(of: triangle).normalized
      let (a, b, c) = mesh.corners(of: triangle)
      for number in 0..<60 {
        // Some of the points lie on edges and corners.
        let s = number % 3 == 0 ? 0 : next()
        let t = number % 5 == 0 ? 0 : next() * (1 - s)
        let point = a + s * (b - a) + t * (c - a)
        var way = SIMD3(next() - 0.5, next() - 0.5, next() - 0.5).normalized
        if dot(way, normal) < 0 { way = -way }
        let origin = point + RayScene.liftOff * normal
        #expect(!scene.isBlocked(Ray(origin: origin, direction: way)))
        #expect(scene.isBlocked(Ray(origin: SIMD3(40, -30, 20), direction: way)))
      }
    }
  }

  /// The answers do not depend on who asks: many threads at once get what one gets.
  @Test func answersAreTheSameFromManyThreads() async throws {
    let scene = try RayScene(plates)
    let random = Philox4x32(seed: 3, stream: 1)
    let rays = (0..<4000).map { number in
      let at = UInt64(3 * number)
      let way = SIMD3(random.normal(at: at), random.normal(at: at + 1), random.normal(at: at + 2))
      return Ray(origin: .zero, direction: way.normalized)
    }
    let hits = rays.map(scene.firstHit)
    let blocked = rays.map(scene.isBlocked)
    #expect(blocked == hits.map { $0 != nil })
    #expect(blocked.contains(true) && blocked.contains(false))
    await withTaskGroup(of: (Bool, Bool).self) { group in
      for _ in 0..<4 {
        group.addTask { (rays.map(scene.firstHit) == hits, rays.map(scene.isBlocked) == blocked) }
      }
      for await (same, alike) in group { #expect(same && alike) }
    }
  }

  /// Seen from inside, a plate of width w at distance d takes up the solid angle
  /// 4 asin(w² / (w² + 4d²)) (a square on its axis).
  @Test func solidAngleOfASquare() throws {
    let scene = try RayScene(
      TriangleMesh(of: [box(SIMD3(0.2, 6, 6), at: SIMD3(4.1, 0, 0))]))
    var met = 0
    let count = 40_000
    for index in 0..<count {
      // Fibonacci's sphere: points of equal area.
      let z = 1 - (2 * Double(index) + 1) / Double(count)
      let (s, c) = Elementary.sinCos(2.399_963_229_728_653 * Double(index))
      let r = (1 - z * z).squareRoot()
      if scene.isBlocked(Ray(origin: .zero, direction: SIMD3(r * c, r * s, z))) { met += 1 }
    }
    let share = 4 * Elementary.asin(36.0 / (36 + 64)) / (4 * .pi)
    #expect(abs(Double(met) / Double(count) / share - 1) < 0.005)
  }

  /// The same answers as trying every triangle in double precision (Möller and Trumbore 1997).
  @Test func agreesWithTryingEveryTriangle() throws {
    let mesh = TriangleMesh(of: [
      box(SIMD3(3, 1, 1), at: SIMD3(2, 5, 0)), box(SIMD3(1, 4, 0.1), at: SIMD3(-6, 1, 1)),
      PlacedSolid(
        form: .cylinder(axis: 2, length: 6, diameter: 3), centre: SIMD3(0, -7, 2),
        axes: .identity, tracking: .fixed, module: 0),
    ])
    let scene = try RayScene(mesh)
    func nearest(_ ray: Ray) -> Double? {
      var least: Double?
      for triangle in mesh.triangles.indices {
        let (a, b, c) = mesh.corners(of: triangle)
        let p = cross(ray.direction, c - a)
        let determinant = dot(b - a, p)
        guard determinant != 0 else { continue }
        let s = dot(ray.origin - a, p) / determinant
        let q = cross(ray.origin - a, b - a)
        let t = dot(ray.direction, q) / determinant
        let distance = dot(c - a, q) / determinant
        guard s >= 0, t >= 0, s + t <= 1, distance >= 0 else { continue }
        least = min(least ?? .infinity, distance)
      }
      return least
    }
    let random = Philox4x32(seed: 77, stream: 0)
    var met = 0
    for number in 0..<4000 {
      let at = UInt64(6 * number)
      let values = (0..<6).map { random.normal(at: at + UInt64($0)) }
      let ray = Ray(
        origin: 3 * SIMD3(values[0], values[1], values[2]),
        direction: SIMD3(values[3], values[4], values[5]).normalized)
      let truth = nearest(ray)
      #expect(scene.isBlocked(ray) == (truth != nil))
      let hit = scene.firstHit(ray)
      #expect((hit != nil) == (truth != nil))
      if let hit, let truth {
        met += 1
        #expect(abs(hit.distance - truth) < 1e-9)
      }
    }
    #expect(met > 200)
  }

  @Test func brokenMeshesAreRefused() throws {
    var mesh = plates
    mesh.triangles[5].corners.y = 99
    #expect(throws: ShapeError.noSuchCorner(triangle: 5, corner: 99, corners: 16)) {
      _ = try RayScene(mesh)
    }
    mesh = plates
    mesh.vertices[3].x = .nan
    #expect(throws: ShapeError.cornerOutOfReach(3)) { _ = try RayScene(mesh) }
    mesh = plates
    mesh.triangles.removeLast()
    #expect(throws: ShapeError.self) { try mesh.checkClosed() }
    let empty = try RayScene(TriangleMesh())
    #expect(!empty.isBlocked(Ray(origin: .zero, direction: SIMD3(1, 0, 0))))
  }
}
