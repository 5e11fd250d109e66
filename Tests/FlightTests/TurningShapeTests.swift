import Flight
import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct TurningShapeTests {
  let surface = GasSurface(wallTemperature: 300)
  static let settings = AerodynamicTable.Settings(
    directions: 2000, cell: 0.2, step: 6 * .pi / 180)

  /// The small station with its arrays turned so that they face a Sun at a place.
  static func mesh(_ sun: SunPlace) -> TriangleMesh { SmallStation.mesh(arrays: sun.turn) }

  func shape() -> TurningShape {
    TurningShape(turns: 36, surface: surface, settings: Self.settings)
  }

  /// At random attitudes and angles of the arrays the force is within 1 % of following molecules to the
  /// body as it then stands.
  @Test func agreesWithFollowedMolecules() throws {
    var shape = shape()
    let random = Philox4x32(seed: 7, stream: 1)
    for (number, way) in SmallStation.directions(12).enumerated() {
      let at = UInt64(2 * number)
      let sun = SunPlace(turn: 2 * .pi * random.uniform(at: at), height: 0)
      let s = 6 + 3 * random.uniform(at: at + 1)
      let direct = ShadowedFlow(try RayScene(Self.mesh(sun)), surface: surface)
        .coefficients(flow: -way, speedRatio: s, reflectedSpeed: 0.08, samples: 150_000)
      let found = try shape.air(
        facing: sun, within: 0, of: way, speedRatio: s, reflectedSpeed: 0.08, mesh: Self.mesh)
      let tabled = try #require(found.coefficients(along: way))
      let size = direct.force.magnitude
      #expect((tabled.force - direct.force).magnitude < 0.01 * size, "\(number)")
      #expect((tabled.torque - direct.torque).magnitude < 0.01 * 10 * size, "\(number)")
    }
  }

  /// What was asked for before does not matter to the last bit: no state is hidden in what is known.
  @Test func historyDoesNotMatter() throws {
    let sun = SunPlace(turn: 1.234, height: 0.3)
    func ask(_ shape: inout TurningShape, _ way: SIMD3<Double>) throws -> AerodynamicCoefficients {
      try shape.air(
        facing: sun, within: 0.1, of: way, speedRatio: 7.7, reflectedSpeed: 0.07, mesh: Self.mesh)
    }
    var fresh = shape()
    var used = shape()
    for way in SmallStation.directions(3) { _ = try ask(&used, way) }
    let ahead = SIMD3(1.0, 0, 0)
    #expect(try ask(&fresh, ahead) == ask(&used, ahead))
    let light = -sun.direction
    #expect(
      try fresh.light(facing: sun, along: light, mesh: Self.mesh).force
        == used.light(facing: sun, along: light, mesh: Self.mesh).force)
  }

  /// Beyond what was asked for there is nothing, and a pose is found once.
  @Test func reachIsWhatWasAskedFor() throws {
    var still = TurningShape(turns: 1, surface: surface, settings: Self.settings)
    let sun = SunPlace(turn: 3, height: 1)
    for _ in 0..<2 {
      let found = try still.air(
        facing: sun, within: 0.1, of: SIMD3(1, 0, 0), speedRatio: 7.7, reflectedSpeed: 0.07,
        mesh: Self.mesh)
      #expect(found.coefficients(along: SIMD3(1, 0, 0)) != nil)
      #expect(found.coefficients(along: SIMD3(-1, 0, 0)) == nil)
    }
    #expect(still.poseCount == 1)
  }

  /// Black plates across the light: the pressure on their area, at the arm that they have.
  @Test func lightOnPlates() throws {
    var shape = TurningShape(
      turns: 1, surface: surface, optics: SurfaceOptics(specular: 0.2, diffuse: 0),
      settings: Self.settings)
    let plate = TriangleMesh(of: [
      PlacedSolid(
        form: .box(SIMD3(0.1, 8, 8)), centre: SIMD3(0, 5, 0), axes: .identity, tracking: .fixed,
        module: 0)
    ])
    let found = try shape.light(
      facing: SunPlace(turn: 0, height: 0), along: SIMD3(1, 0, 0)
    ) { _ in plate }
    // Cubic in the direction about the face-on one, where thin edges come into sight.
    #expect(abs(found.force.x / (64 * 1.2) - 1) < 5e-3)
    #expect(abs(found.torque.z / (-5 * 64 * 1.2) - 1) < 5e-3)
  }

  /// At random places of the light and of the arrays, against silhouettes four times as fine: light has one
  /// direction, so that its force has edges over attitude that air's has not.
  @Test func lightIsNearWhatItIsMadeFrom() throws {
    let optics = SurfaceOptics(specular: 0.15, diffuse: 0.2)
    var shape = TurningShape(
      turns: 36, surface: surface, optics: optics, settings: Self.settings)
    let random = Philox4x32(seed: 9, stream: 2)
    var greatest = 0.0
    var worst = 0.0
    for (number, way) in SmallStation.directions(20).enumerated() {
      let sun = SunPlace(turn: 2 * .pi * random.uniform(at: UInt64(number)), height: 0)
      let mesh = Self.mesh(sun)
      var finder = try SilhouetteFinder(mesh, cell: 0.05)
      let direct = StreamCoefficients.sunlight(
        on: finder.silhouette(along: way), of: mesh
      ) { _ in optics }
      let found = try shape.light(facing: sun, along: way, mesh: Self.mesh)
      greatest = max(greatest, direct.force.magnitude)
      worst = max(worst, (found.force - direct.force).magnitude)
    }
    #expect(worst < 0.02 * greatest)
  }

  @Test func openMeshesAreRefused() {
    var shape = shape()
    #expect(throws: ShapeError.self) {
      _ = try shape.air(
        facing: SunPlace(turn: 0, height: 0), within: 0, of: SIMD3(1, 0, 0), speedRatio: 8,
        reflectedSpeed: 0.07
      ) { _ in
        var mesh = SmallStation.mesh()
        mesh.triangles.removeLast()
        return mesh
      }
    }
  }
}
