import Flight
import Kinematics
import NumericalMethods
import Shapes
import SpaceEnvironment
import StationModel

/// What thin air and sunlight do to a piece as its joints stand.
///
/// Of all angles two count: that of the joint which follows the Sun around the station's y axis (the
/// first SARJ, or the first drive of an array where there is none), and that of the first which follows
/// its height (a BGA; the height over the orbit where there is none). The other joints are taken as they
/// stand when they face such a Sun. Molecules leave a wall of ``wallTemperature`` diffusely (Sentman
/// 1961), with the energy accommodation of surfaces that
/// oxygen covers (Pilinski, Argrow, Palo 2010) in the air that the piece flies in.
///
/// What is kept here is found from the shape alone, so that when it was found changes nothing.
///
/// A piece that is not held by its orbit meets ever new poses from ever new sides: its tables would never
/// be done. ``direct(at:flight:light:speed:air:)`` answers for it without one.
///
/// Limits: in a table the joints besides the two that tell the Sun's place stand as that place has them;
/// one that lags behind or is held alone is not seen there.
struct PieceAerodynamics: Sendable {
  /// Poses around the Sun's way.
  static let turns = TurningShape.stationTurns
  /// Of the outside of a station [K]: chosen.
  static let wallTemperature = 300.0
  /// Where the model of the air has no temperature [K] and no mean mass of molecules [kg]: chosen, as
  /// NRLMSISE-00 has them at 420 km under a mean Sun.
  static let usualTemperature = 1000.0
  static let usualMolecularMass = 2.8e-26
  /// How fine.
  static let settings = AerodynamicTable.Settings.ofFlights

  /// The modules of the piece, by index, and the joints between them that are open.
  let modules: [Int]
  let opened: [Int]
  /// The part of sunlight that its surfaces mirror.
  let reflectivity: Double
  let joints: PieceJoints
  /// Its solids in every pose.
  let jointed: JointedShape
  /// Of its surfaces, in whatever pose.
  private let faces: FlatFaces
  private var shape: TurningShape
  /// The joint that counts, its angle where the Sun stands at a turn of zero, and the sign with which it
  /// follows.
  private let leader: Follower?
  /// The joint across that one whose angle tells the height, where there is one.
  private let tilt: Follower?

  /// A joint that follows one angle of the Sun's place.
  private struct Follower {
    var joint: Int
    /// Its angle where the Sun's is zero.
    var zero: Double
    /// 1 or -1.
    var sense: Double
  }

  /// The piece of some modules of a station.
  ///
  /// - Parameter reflectivity: the part of sunlight that its surfaces mirror; they absorb the rest.
  init(
    of modules: [Int], in assembly: Assembly, opening opened: Set<Int>, reflectivity: Double
  ) throws(StationError) {
    self.modules = modules
    self.reflectivity = reflectivity
    self.opened = Self.within(modules, opened, assembly)
    joints = try PieceJoints(of: modules, in: assembly, opening: opened)
    let scene = joints.scene
    jointed = JointedShape(scene)
    faces = FlatFaces(of: scene.triangles(at: scene.linkage.drawnAngles, sides: Self.sides))
    let moves = scene.joints.contains { $0.plan.drive == .sun || $0.plan.drive == .sunEdge }
    shape = TurningShape(
      turns: moves ? Self.turns : 1,
      surface: GasSurface(wallTemperature: Self.wallTemperature),
      optics: SurfaceOptics(specular: reflectivity, diffuse: 0), settings: Self.settings)
    let led = scene.joints.indices.filter {
      scene.joints[$0].plan.drive == .sun && abs(scene.joints[$0].axis.y) > 0.9
    }
    let first = led.first { scene.joints[$0].plan.kind == .sarj } ?? led.first
    leader = first.map { joint in
      func angle(_ turn: Double) -> Double {
        scene.facing(sun: SunPlace(turn: turn, height: 0).direction).angles[joint]
      }
      let zero = angle(0)
      return Follower(
        joint: joint, zero: zero, sense: Elementary.sin(angle(0.1) - zero) < 0 ? -1 : 1)
    }
    tilt = Self.tilt(of: scene)
  }

  /// The first joint that turns by as much as the Sun rises over the x-z plane.
  private static func tilt(of scene: Scene) -> Follower? {
    let flat = scene.facing(sun: SunPlace(turn: 0, height: 0).direction).angles
    let raised = scene.facing(sun: SunPlace(turn: 0, height: 0.2).direction).angles
    for joint in scene.joints.indices where scene.joints[joint].plan.drive == .sun {
      let turn = raised[joint] - flat[joint]
      guard abs(abs(turn) - 0.2) < 1e-6 else { continue }
      return Follower(joint: joint, zero: flat[joint], sense: turn < 0 ? -1 : 1)
    }
    return nil
  }

  /// Whether the pose changes with the place of the Sun.
  var turns: Bool { shape.turns > 1 }

  /// The open joints among some modules.
  static func within(_ modules: [Int], _ opened: Set<Int>, _ assembly: Assembly) -> [Int] {
    opened.sorted().filter {
      modules.contains(assembly.joints[$0].a) && modules.contains(assembly.joints[$0].b)
    }
  }

  /// Where the Sun stands that joints at some angles face: as high as they tell, or `height` [rad] over
  /// the x-z plane; the Sun itself, along the station's axes, where none of them tells.
  func place(
    of angles: JointAngles, sun: SIMD3<Double>, height: Double
  ) -> SunPlace {
    let told = tilt.map { tilt -> Double in
      let angle = tilt.sense * (angles[tilt.joint] - tilt.zero)
      return angle - 2 * .pi * (angle / (2 * .pi)).rounded()
    }
    guard let leader else {
      return SunPlace(turn: Elementary.atan2(sun.x, -sun.z), height: told ?? height)
    }
    return SunPlace(
      turn: leader.sense * (angles[leader.joint] - leader.zero), height: told ?? height)
  }

  /// What the air does over directions of flight within `angle` [rad] of one, along the station's axes.
  mutating func coefficients(
    facing sun: SunPlace, within angle: Double, of flight: SIMD3<Double>, speed: Double,
    air: AirState?
  ) throws(ShapeError) -> AerodynamicCoefficients {
    let (stream, surface) = Self.stream(air, speed: speed)
    let scene = joints.scene
    return try shape.air(
      facing: sun, within: angle, of: flight, speedRatio: stream.speedRatio,
      reflectedSpeed: stream.reflectedSpeed(from: surface)
    ) { Self.mesh(scene, $0) }
  }

  /// The stream that air is, and how it leaves the walls.
  private static func stream(
    _ air: AirState?, speed: Double
  ) -> (stream: GasStream, surface: GasSurface) {
    let stream =
      air.map { GasStream($0, speed: speed) }
      ?? GasStream(
        density: 1, temperature: usualTemperature, molecularMass: usualMolecularMass,
        speed: speed)
    let surface = GasSurface(
      wallTemperature: wallTemperature,
      energyAccommodation: air.map(GasSurface.accommodation(in:)) ?? 1)
    return (stream, surface)
  }

  /// What air and sunlight do to the piece as all its joints stand, without a table: over the dynamic
  /// pressure of a stream against `flight`, and over the pressure of light along `light`.
  func direct(
    at angles: JointAngles, flight: SIMD3<Double>, light: SIMD3<Double>, speed: Double,
    air: AirState?
  ) throws(ShapeError) -> (air: StreamCoefficients, light: StreamCoefficients) {
    let (stream, surface) = Self.stream(air, speed: speed)
    var finder = try SilhouetteFinder(
      closed: joints.scene.triangles(at: angles, sides: Self.sides), cell: Self.settings.cell,
      faces: faces)
    let push = StreamCoefficients.seen(
      by: &finder, flow: -flight, speedRatio: stream.speedRatio,
      reflectedSpeed: stream.reflectedSpeed(from: surface), surface: surface)
    let optics = shape.optics
    let shine = StreamCoefficients.sunlight(
      on: finder.silhouette(along: light), of: finder.mesh
    ) { _ in optics }
    return (push, shine)
  }

  /// Corners of what is round.
  private static let sides = 24

  /// What sunlight that goes along a direction does, over its pressure and about the origin.
  mutating func light(
    facing sun: SunPlace, along direction: SIMD3<Double>
  ) throws(ShapeError) -> StreamCoefficients {
    let scene = joints.scene
    return try shape.light(facing: sun, along: direction) { Self.mesh(scene, $0) }
  }

  /// What the air does with the Sun at equal steps around its way at a height, for directions of flight
  /// about +x; one entry where nothing turns.
  mutating func around(
    height: Double, speed: Double, air: AirState?
  ) throws(ShapeError) -> [AerodynamicCoefficients] {
    var all: [AerodynamicCoefficients] = []
    // At poses that the shape has, so that nothing is between them.
    let height = TurningShape.heightStep * (height / TurningShape.heightStep).rounded()
    let count = shape.turns == 1 ? 1 : Self.meanPoses
    for pose in 0..<count {
      all.append(
        try coefficients(
          facing: SunPlace(turn: 2 * .pi * Double(pose) / Double(count), height: height),
          within: MeanAir.reach, of: SIMD3(1, 0, 0), speed: speed, air: air))
    }
    return all
  }

  /// Poses that an orbit is made of, an odd number; ``turns`` is a multiple of it.
  static let meanPoses = 9

  private static func mesh(_ scene: Scene, _ sun: SunPlace) -> TriangleMesh {
    scene.triangles(at: scene.facing(sun: sun.direction).angles, sides: sides)
  }
}

extension Environment {
  /// What the air is made of at a place; nil where its model does not tell.
  func air(at place: GeodeticPosition, epoch: Epoch) -> AirState? {
    let model = (density as? ScaledDensity)?.model ?? density
    return (model as? AtmosphereNRLMSISE00)?.state(
      latitude: place.latitude, longitude: place.longitude, altitude: place.altitude, epoch: epoch)
  }

  /// The part of sunlight that surfaces mirror where shapes are followed: Cr - 1, for the pressure on a
  /// plate across the light is that of a black one 1 + ε times (Montenbruck, Gill, *Satellite Orbits*,
  /// 2000, equations 3.73 and 3.75).
  var reflectivity: Double { max(0, min(1, radiationCoefficient - 1)) }
}
