import Flight
import Kinematics
import NumericalMethods
import Shapes
import SpaceEnvironment
import StationModel

/// What thin air and sunlight do to a piece as its joints stand.
///
/// Of all angles one counts: that of the joint which follows the Sun around the station's y axis (the
/// first SARJ, or the first drive of an array where there is none), with the height of the Sun over
/// the orbit. The other joints are taken as they stand when they face such a Sun. Molecules leave a wall
/// of ``wallTemperature`` diffusely (Sentman 1961), with the energy accommodation of surfaces that
/// oxygen covers (Pilinski, Argrow, Palo 2010) in the air that the piece flies in.
///
/// What is kept here is found from the shape alone, so that when it was found changes nothing.
///
/// Limits: a joint other than the first that lags behind or is held alone is not seen by the air; 1 %
/// of the force.
struct PieceAerodynamics: Sendable {
  /// Poses around the Sun's way: what keeps arrays that turn their edge to the flow within 1 %.
  static let turns = 36
  /// Of the outside of a station [K]: chosen.
  static let wallTemperature = 300.0
  /// Where the model of the air has no temperature [K] and no mean mass of molecules [kg]: chosen, as
  /// NRLMSISE-00 has them at 420 km under a mean Sun.
  static let usualTemperature = 1000.0
  static let usualMolecularMass = 2.8e-26
  /// How fine: coarser than what the room takes by itself, for a tenth of its time.
  static let settings = AerodynamicTable.Settings(
    directions: 1000, cell: 0.5, step: 6 * .pi / 180)

  /// The modules of the piece, by index, and the joints between them that are open.
  let modules: [Int]
  let opened: [Int]
  let joints: PieceJoints
  private var shape: TurningShape
  /// The joint that counts, its angle where the Sun stands at a turn of zero, and the sign with which it
  /// follows.
  private let leader: (joint: Int, zero: Double, sense: Double)?

  /// The piece of some modules of a station.
  ///
  /// - Parameter reflectivity: the part of sunlight that its surfaces mirror; they absorb the rest.
  init(
    of modules: [Int], in assembly: Assembly, opening opened: Set<Int>, reflectivity: Double
  ) throws(StationError) {
    self.modules = modules
    self.opened = Self.within(modules, opened, assembly)
    joints = try PieceJoints(of: modules, in: assembly, opening: opened)
    let scene = joints.scene
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
      return (joint, zero, Elementary.sin(angle(0.1) - zero) < 0 ? -1 : 1)
    }
  }

  /// The open joints among some modules.
  static func within(_ modules: [Int], _ opened: Set<Int>, _ assembly: Assembly) -> [Int] {
    opened.sorted().filter {
      modules.contains(assembly.joints[$0].a) && modules.contains(assembly.joints[$0].b)
    }
  }

  /// Where the Sun stands that joints at some angles face, `height` [rad] over the x-z plane; the Sun
  /// itself, along the station's axes, where none of them tells.
  func place(
    of angles: JointAngles, sun: SIMD3<Double>, height: Double
  ) -> SunPlace {
    guard let leader else {
      return SunPlace(turn: Elementary.atan2(sun.x, -sun.z), height: height)
    }
    return SunPlace(turn: leader.sense * (angles[leader.joint] - leader.zero), height: height)
  }

  /// What the air does over directions of flight within `angle` [rad] of one, along the station's axes.
  mutating func coefficients(
    facing sun: SunPlace, within angle: Double, of flight: SIMD3<Double>, speed: Double,
    air: AirState?
  ) throws(ShapeError) -> AerodynamicCoefficients {
    let stream =
      air.map { GasStream($0, speed: speed) }
      ?? GasStream(
        density: 1, temperature: Self.usualTemperature,
        molecularMass: Self.usualMolecularMass, speed: speed)
    let surface = GasSurface(
      wallTemperature: Self.wallTemperature,
      energyAccommodation: air.map(GasSurface.accommodation(in:)) ?? 1)
    let scene = joints.scene
    return try shape.air(
      facing: sun, within: angle, of: flight, speedRatio: stream.speedRatio,
      reflectedSpeed: stream.reflectedSpeed(from: surface)
    ) { Self.mesh(scene, $0) }
  }

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
    scene.triangles(at: scene.facing(sun: sun.direction).angles, sides: 24)
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
