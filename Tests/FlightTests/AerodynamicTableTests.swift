import Flight
import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct AerodynamicTableTests {
  let surface = GasSurface(wallTemperature: 300)
  static let settings = AerodynamicTable.Settings(directions: 2500, cell: 0.25)

  /// Within half a per cent of following molecules, at attitudes, speed ratios and wall temperatures between the
  /// nodes: two ways that share the shape alone.
  @Test func agreesWithFollowedMolecules() throws {
    let mesh = SmallStation.mesh()
    let table = try AerodynamicTable(of: mesh, surface: surface, settings: Self.settings)
    let flow = ShadowedFlow(try RayScene(mesh), surface: surface)
    var worst = (force: 0.0, torque: 0.0)
    for (number, way) in SmallStation.directions(16).enumerated() {
      let s = 6 + 0.2 * Double(number)
      let r = 0.05 + 0.01 * Double(number % 7)
      let direct = flow.coefficients(
        flow: way, speedRatio: s, reflectedSpeed: r, samples: 150_000)
      let tabled = try #require(
        table.coefficients(flow: way, speedRatio: s, reflectedSpeed: r))
      let size = direct.force.magnitude
      worst.force = max(worst.force, (tabled.force - direct.force).magnitude / size)
      // Half the length of the station is the arm that a torque is measured by.
      worst.torque = max(worst.torque, (tabled.torque - direct.torque).magnitude / (10 * size))
    }
    #expect(worst.force < 0.005)
    #expect(worst.torque < 0.005)
  }

  /// A convex body's table is its closed form.
  @Test func convexBodyHasItsClosedForm() throws {
    let mesh = TriangleMesh(of: [
      PlacedSolid(
        form: .cylinder(axis: 0, length: 10, diameter: 4), centre: SIMD3(1, 2, 3),
        axes: .identity, tracking: .fixed, module: 0)
    ])
    let mirror = GasSurface(
      wallTemperature: 300, normalAccommodation: 0.9, tangentialAccommodation: 0.8)
    let table = try AerodynamicTable(
      of: mesh, surface: mirror,
      settings: .init(cell: 0.06, range: .within(0.6, of: SIMD3(1, 0.2, 0.1))))
    for way in [SIMD3(1, 0, 0), SIMD3(1, 0.4, 0.1), SIMD3(0.9, 0.3, -0.2)] {
      let flow = way.normalized
      let closed = StreamCoefficients.unshadowed(
        mesh, flow: flow, speedRatio: 8, reflectedSpeed: 0.1, surface: mirror)
      let tabled = try #require(
        table.coefficients(flow: flow, speedRatio: 8, reflectedSpeed: 0.1))
      #expect((tabled.force - closed.force).magnitude < 5e-3 * closed.force.magnitude)
      #expect((tabled.torque - closed.torque).magnitude < 0.02 * closed.torque.magnitude)
    }
    #expect(
      table.coefficients(flow: SIMD3(-1, 0, 0), speedRatio: 8, reflectedSpeed: 0.1) == nil)
    #expect(
      table.coefficients(flow: SIMD3(.nan, 0, 0), speedRatio: 8, reflectedSpeed: 0.1) == nil)
  }

  @Test func openMeshesAreRefused() {
    var mesh = SmallStation.mesh()
    mesh.triangles.removeLast()
    #expect(throws: ShapeError.self) { _ = try AerodynamicTable(of: mesh, surface: surface) }
  }
}

@Suite struct SunlightPressureTests {
  /// A plate face-on: black 1, mirror 2, white (Lambert) 1 + 2/3 of its area (Montenbruck and Gill
  /// 2000, equation 3.73; Vallado 2013).
  @Test func plateFaceOn() throws {
    let mesh = TriangleMesh(of: [
      PlacedSolid(
        form: .box(SIMD3(0.1, 8, 8)), centre: SIMD3(0, 5, 0), axes: .identity, tracking: .fixed,
        module: 0)
    ])
    var finder = try SilhouetteFinder(mesh, cell: 0.02)
    let silhouette = finder.silhouette(along: SIMD3(1, 0, 0))
    for (optics, factor) in [
      (SurfaceOptics(specular: 0, diffuse: 0), 1.0), (SurfaceOptics(specular: 1, diffuse: 0), 2),
      (SurfaceOptics(specular: 0, diffuse: 1), 5.0 / 3),
    ] {
      let c = StreamCoefficients.sunlight(on: silhouette, of: mesh) { _ in optics }
      #expect(abs(c.force.x / (64 * factor) - 1) < 2e-3)
      #expect(abs(c.torque.z / (-5 * 64 * factor) - 1) < 2e-3)
      #expect(abs(c.force.y) + abs(c.force.z) < 1e-9)
    }
  }
}
