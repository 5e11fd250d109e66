import Kinematics
import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct SilhouetteTests {
  func box(_ size: SIMD3<Double>, at centre: SIMD3<Double> = .zero) -> PlacedSolid {
    PlacedSolid(form: .box(size), centre: centre, axes: .identity, tracking: .fixed, module: 0)
  }

  /// A box shows the sum of its faces' areas times their cosines, at their common centroid: its centre
  /// seen along the direction, on the surface.
  @Test(arguments: [SIMD3<Double>(1, 0, 0), SIMD3(1, 1, 1), SIMD3(-0.3, 0.2, 0.9)])
  func boxShowsItsFaces(direction: SIMD3<Double>) throws {
    let d = direction.normalized
    var finder = try SilhouetteFinder(
      TriangleMesh(of: [box(SIMD3(4, 6, 10), at: SIMD3(20, 3, -9))]), cell: 0.05)
    let silhouette = finder.silhouette(along: direction)
    let expected = 60 * abs(d.x) + 40 * abs(d.y) + 24 * abs(d.z)
    #expect(abs(silhouette.area / expected - 1) < 1e-3)
    let centroid = try #require(silhouette.centroid)
    let off = centroid - SIMD3(20, 3, -9)
    #expect((off - dot(off, d) * d).magnitude < 5e-3)
    for patch in silhouette.patches {
      #expect(dot(finder.mesh.areaVector(of: patch.triangle), d) < 0)
    }
  }

  /// A plate behind another shows what the other leaves; seen from the other side it hides it.
  @Test func whatStandsBehindIsHidden() throws {
    let mesh = TriangleMesh(of: [
      box(SIMD3(1, 2, 2)), box(SIMD3(1, 4, 1), at: SIMD3(5, 0, 0)),
    ])
    var finder = try SilhouetteFinder(mesh, cell: 0.02)
    func areas(_ way: SIMD3<Double>) -> [Double] {
      var areas = [0.0, 0.0]
      for patch in finder.silhouette(along: way).patches {
        areas[Int(mesh.triangles[patch.triangle].solid)] += patch.area
      }
      return areas
    }
    let fromFront = areas(SIMD3(1, 0, 0))
    let fromBack = areas(SIMD3(-1, 0, 0))
    #expect(abs(fromFront[0] - 4) < 0.02 && abs(fromFront[1] - 2) < 0.02)
    #expect(abs(fromBack[0] - 2) < 0.02 && abs(fromBack[1] - 4) < 0.02)
  }

  /// The same as following single rays: each cell of the lattice sees what a ray through it meets.
  @Test func agreesWithRays() throws {
    let solids = (0..<12).map { (number: Int) -> PlacedSolid in
      let form: Solid.Form =
        number % 2 == 0
        ? .box(SIMD3(1 + 0.3 * Double(number), 2, 1.5))
        : .cylinder(axis: number % 3, length: 5, diameter: 2)
      let centre = SIMD3<Double>(Double(number % 4), Double(2 * (number % 3)), Double(number % 5))
      return PlacedSolid(
        form: form, centre: centre, axes: .identity, tracking: .fixed, module: number)
    }
    let mesh = TriangleMesh(of: solids)
    let scene = try RayScene(mesh)
    var finder = try SilhouetteFinder(mesh, cell: 0.05)
    let way = SIMD3<Double>(-0.5, 0.7, 0.4).normalized
    var seen = [Double](repeating: 0, count: 12)
    for patch in finder.silhouette(along: way).patches {
      seen[Int(mesh.triangles[patch.triangle].solid)] += patch.area
    }
    let first = cross(way, SIMD3(0, 0, 1)).normalized
    let second = cross(way, first)
    var met = [Double](repeating: 0, count: 12)
    for i in -200..<200 {
      for j in -200..<200 {
        let across = 0.05 * (Double(i) * first + Double(j) * second)
        let ray = Ray(origin: SIMD3(2, 2, 3) + across - 50 * way, direction: way)
        if let hit = scene.firstHit(ray) {
          met[Int(mesh.triangles[hit.triangle].solid)] += 0.0025
        }
      }
    }
    for number in 0..<12 { #expect(abs(seen[number] - met[number]) < 0.06) }
  }

  /// The error falls faster than the cell: with cells an eighth as wide it is below an eighth.
  @Test func convergesWithTheCell() throws {
    let mesh = TriangleMesh(of: [
      box(SIMD3(4, 6, 10)), box(SIMD3(30, 0.1, 3), at: SIMD3(0, 5, 0)),
      PlacedSolid(
        form: .cylinder(axis: 1, length: 20, diameter: 4), centre: SIMD3(1, 2, 6),
        axes: .identity, tracking: .fixed, module: 0),
    ])
    func error(_ cell: Double, _ truths: [Double]) throws -> Double {
      var finder = try SilhouetteFinder(mesh, cell: cell)
      var squares = 0.0
      for (number, truth) in truths.enumerated() {
        let error = finder.silhouette(along: direction(number)).area / truth - 1
        squares += error * error
      }
      return (squares / Double(truths.count)).squareRoot()
    }
    func direction(_ number: Int) -> SIMD3<Double> {
      let z = 1 - (2 * Double(number) + 1) / 20
      let (s, c) = Elementary.sinCos(2.4 * Double(number))
      return SIMD3((1 - z * z).squareRoot() * c, (1 - z * z).squareRoot() * s, z)
    }
    var fine = try SilhouetteFinder(mesh, cell: 0.01)
    let truths = (0..<20).map { fine.silhouette(along: direction($0)).area }
    let coarse = try error(0.4, truths)
    let better = try error(0.05, truths)
    #expect(coarse < 0.01)
    #expect(better < coarse / 8)
  }

  /// A box has six faces, a cylinder of 24 sides 26. What has a notch, or a plane of which parts lie apart,
  /// stays in triangles.
  @Test func flatFaces() {
    let cylinder = PlacedSolid(
      form: .cylinder(axis: 2, length: 3, diameter: 2), centre: SIMD3(40, -3, 8),
      axes: Rotation<StationFrame, StationFrame>(axis: SIMD3(1, 2, 3), angle: 1).matrix,
      tracking: .fixed, module: 0)
    #expect(FlatFaces(of: TriangleMesh(of: [box(SIMD3(1, 2, 3))])).count == 6)
    #expect(FlatFaces(of: TriangleMesh(of: [cylinder], sides: 24)).count == 26)
    #expect(FlatFaces(of: TriangleMesh(of: [cylinder, cylinder], sides: 48)).count == 100)
    let corners: [SIMD3<Double>] = [
      SIMD3(0, 0, 0), SIMD3(2, 0, 0), SIMD3(2, 1, 0), SIMD3(1, 1, 0), SIMD3(1, 2, 0),
      SIMD3(0, 2, 0),
    ]
    let ell = TriangleMesh(
      vertices: corners,
      triangles: [SIMD3<Int32>(0, 1, 2), SIMD3(0, 2, 3), SIMD3(0, 3, 4), SIMD3(0, 4, 5)].map {
        TriangleMesh.Triangle(corners: $0)
      })
    #expect(FlatFaces(of: ell).count == 4)
    let apart = TriangleMesh(
      vertices: corners,
      triangles: [SIMD3<Int32>(0, 1, 2), SIMD3(3, 4, 5)].map {
        TriangleMesh.Triangle(corners: $0)
      })
    #expect(FlatFaces(of: apart).count == 2)
    #expect(FlatFaces(of: TriangleMesh()).count == 0)
  }

  /// Faces are seen as their triangles are: each triangle being a solid of its own, none are put together.
  @Test(arguments: [SIMD3<Double>(1, 0.2, -0.4), SIMD3(-0.3, 0.2, 0.9), SIMD3(0, 0, 1)])
  func facesAreTheirTriangles(direction: SIMD3<Double>) throws {
    let solids = (0..<20).map { (number: Int) -> PlacedSolid in
      let form: Solid.Form =
        number % 2 == 0
        ? .box(SIMD3(1, 2, 1.5)) : .cylinder(axis: number % 3, length: 5, diameter: 2)
      let centre = SIMD3<Double>(Double(number % 4), Double(2 * (number % 3)), Double(number % 5))
      let turn = Rotation<StationFrame, StationFrame>(
        axis: SIMD3(1, -1, 2), angle: 0.3 * Double(number))
      return PlacedSolid(
        form: form, centre: centre, axes: turn.matrix, tracking: .fixed, module: number)
    }
    let mesh = TriangleMesh(of: solids, sides: 24)
    var single = mesh
    for index in single.triangles.indices { single.triangles[index].solid = Int32(index) }
    #expect(FlatFaces(of: single).count == mesh.triangles.count)
    func areas(_ mesh: TriangleMesh) throws -> [Double] {
      var areas = [Double](repeating: 0, count: solids.count)
      var finder = try SilhouetteFinder(mesh, cell: 0.1)
      for patch in finder.silhouette(along: direction).patches {
        areas[Int(mesh.triangles[patch.triangle].module)] += patch.area
      }
      return areas
    }
    for (one, other) in zip(try areas(mesh), try areas(single)) {
      // Two cells, where edges go through the middle of some.
      #expect(abs(one - other) < 0.021)
    }
  }

  @Test func hostileInput() throws {
    var open = TriangleMesh(of: [box(SIMD3(1, 1, 1))])
    open.triangles.removeFirst()
    #expect(throws: ShapeError.self) { _ = try SilhouetteFinder(open) }
    var nothing = try SilhouetteFinder(TriangleMesh())
    #expect(nothing.silhouette(along: SIMD3(1, 0, 0)).area == 0)
    var finder = try SilhouetteFinder(TriangleMesh(of: [box(SIMD3(1, 1, 1))]), cell: -1)
    #expect(finder.silhouette(along: .zero).patches.isEmpty)
    #expect(abs(finder.silhouette(along: SIMD3(1e-3, 0, 0)).area - 1) < 0.01)
  }

  /// Along what is no direction nothing is seen.
  @Test(arguments: [
    SIMD3<Double>.zero, SIMD3(.nan, 0, 1), SIMD3(.infinity, 0, 0), SIMD3(0, -.infinity, .nan),
  ])
  func noDirection(_ direction: SIMD3<Double>) throws {
    let box = PlacedSolid(
      form: .box(SIMD3(1, 2, 3)), centre: .zero, axes: .identity, tracking: .fixed, module: 0)
    var finder = try SilhouetteFinder(TriangleMesh(of: [box]))
    #expect(finder.silhouette(along: direction).patches.isEmpty)
  }
}
