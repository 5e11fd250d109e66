import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

/// What flights take the air to do to the International Space Station of 1 March 2022, and to its halves
/// after a cut at J01, against molecules that are followed to the body as it stands.
///
/// The error of the force is told in parts of the force. That of the torque about the middle of the
/// surface is told in parts of the force at the arm that the surface has from there as a root mean
/// square: the torque itself goes through zero, where its parts cancel, and a share of it would tell of
/// that alone. Both have to be below 1 %.
@Suite struct FlownAerodynamicsTests {
  static let surface = GasSurface(wallTemperature: 300)
  /// The whole station and the halves.
  static let parts = ["station", "american half", "russian half"]

  private let scenes: [Scene]

  init() throws {
    let mechanisms = try MechanismCatalogue(
      tableAt: repositoryRoot.appendingPathComponent("Data/docking-mechanisms.csv"))
    let plan = try StationPlan(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/iss.yaml"),
      mechanisms: mechanisms)
    let assembly = try Assembly(plan, at: Epoch(utc: "2022-03-01"))
    let joint = try #require(assembly.joints.firstIndex { $0.id == "J01" })
    let halves = assembly.pieces(opening: [joint], tankLoads: assembly.tanks.map { _ in 0 })
    #expect(halves.count == 2)
    scenes =
      [try Scene(of: assembly)]
      + (try halves.map { try Scene(of: assembly, modules: $0.modules, opening: [joint]) })
  }

  /// A draw of numbers between 0 and 1.
  private struct Draw {
    let random: Philox4x32
    var place: UInt64 = 0
    mutating func callAsFunction() -> Double {
      place += 1
      return random.uniform(at: place)
    }
    mutating func direction() -> SIMD3<Double> {
      let z = 2 * self() - 1
      let (s, c) = Elementary.sinCos(2 * .pi * self())
      let r = (1 - z * z).squareRoot()
      return SIMD3(r * c, r * s, z)
    }
  }

  private func mesh(_ scene: Scene, _ sun: SunPlace) -> TriangleMesh {
    scene.triangles(at: scene.facing(sun: sun.direction).angles, sides: 24)
  }

  /// Checks an answer against 200,000 molecules, which are within 0.2 %.
  private func check(
    _ found: StreamCoefficients, _ mesh: TriangleMesh, _ flow: SIMD3<Double>, _ s: Double,
    _ comment: Comment
  ) throws {
    let direct = ShadowedFlow(try RayScene(mesh), surface: Self.surface)
      .coefficients(flow: flow, speedRatio: s, reflectedSpeed: 0.08, samples: 200_000)
    var area = 0.0
    var middle = SIMD3<Double>.zero
    var square = 0.0
    for triangle in mesh.triangles.indices {
      let size = mesh.areaVector(of: triangle).magnitude
      let (a, b, c) = mesh.corners(of: triangle)
      let place = (a + b + c) / 3
      area += size
      middle += size * place
      square += size * place.squaredMagnitude
    }
    middle /= area
    let arm = (square / area - middle.squaredMagnitude).squareRoot()
    let off = found.force - direct.force
    let size = direct.force.magnitude
    #expect(off.magnitude < 0.01 * size, comment)
    let torque = found.torque - direct.torque - cross(middle, off)
    #expect(torque.magnitude < 0.01 * arm * size, comment)
  }

  /// As they fly while they are held (the scenario russian-segment-departure: the flow within 2 degrees
  /// of their axis, the Sun 5 to 10 degrees over the orbit, anywhere around it), and everywhere: any
  /// attitude, any place of the Sun.
  @Test(arguments: [0, 1, 2], [true, false])
  func tables(_ part: Int, _ isHeld: Bool) throws {
    let scene = scenes[part]
    var shape = TurningShape(
      turns: TurningShape.stationTurns, surface: Self.surface, settings: .ofFlights)
    var draw = Draw(random: Philox4x32(seed: 2022, stream: UInt64(part)))
    for number in 0..<8 {
      let way =
        isHeld ? (SIMD3(1, 0, 0) + 0.035 * draw() * draw.direction()).normalized : draw.direction()
      let height =
        isHeld ? 0.087 + 0.082 * draw() : Elementary.asin(max(-1, min(1, 2 * draw() - 1)))
      let sun = SunPlace(turn: 2 * .pi * draw(), height: height)
      let s = 6.5 + 2 * draw()
      let table = try shape.air(
        facing: sun, within: 0, of: way, speedRatio: s, reflectedSpeed: 0.08
      ) { mesh(scene, $0) }
      let found = try #require(table.coefficients(along: way))
      try check(
        StreamCoefficients(force: found.force, torque: found.torque), mesh(scene, sun), -way, s,
        "\(Self.parts[part]), \(isHeld ? "held" : "anyhow"), \(number)")
    }
  }

  /// As a half that is lost flies: its joints anywhere, met from any side, without a table.
  @Test(arguments: [0, 1, 2])
  func directions(_ part: Int) throws {
    let scene = scenes[part]
    var draw = Draw(random: Philox4x32(seed: 2023, stream: UInt64(part)))
    for number in 0..<12 {
      let angles = JointAngles(
        scene.joints.map { joint in
          let turn = 2 * .pi * (draw() - 0.5)
          return joint.plan.limits.map { max($0.lowerBound, min($0.upperBound, turn)) } ?? turn
        })
      let way = draw.direction()
      let s = 6.5 + 2 * draw()
      let mesh = scene.triangles(at: angles, sides: 24)
      var finder = try SilhouetteFinder(mesh, cell: AerodynamicTable.Settings.ofFlights.cell)
      let found = StreamCoefficients.seen(
        by: &finder, flow: -way, speedRatio: s, reflectedSpeed: 0.08, surface: Self.surface)
      try check(found, mesh, -way, s, "\(Self.parts[part]), \(number)")
    }
  }
}
