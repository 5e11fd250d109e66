import NumericalMethods
import Shapes

/// Where the Sun stands about a body whose joints follow it, which is what they do.
public struct SunPlace: Sendable, Hashable {
  /// About the body's y axis, from its -z towards its +x [rad]: once around in an orbit.
  public var turn: Double
  /// Out of its x-z plane towards +y [rad].
  public var height: Double

  /// A place of the Sun; both angles in [rad].
  public init(turn: Double, height: Double) {
    self.turn = turn
    self.height = height
  }

  /// The direction of the Sun along the body's axes.
  public var direction: SIMD3<Double> {
    let (s, c) = Elementary.sinCos(turn)
    let (up, across) = Elementary.sinCos(height)
    return SIMD3(across * s, up, -across * c)
  }
}

/// What thin air and sunlight do to a body whose joints follow the Sun, its parts shadowing each other:
/// over attitude, the place of the Sun, speed ratio and temperature of what leaves.
///
/// The same numbers as ``AerodynamicTable``'s and ``StreamCoefficients/sunlight(on:of:optics:)``'s, found
/// where they are asked for and kept: a station that holds its attitude meets few directions. What was found before changes
/// nothing of what is found. Between ``turns`` poses around the Sun's way it is cubic, which is needed
/// where arrays turn their edge to the flow; between heights of the Sun 10 degrees apart it is on the
/// line, off by 0.4 % of what the arrays do at most.
public struct TurningShape: Sendable {
  /// Poses around the Sun's way; 1: nothing turns.
  public let turns: Int
  /// Poses around the Sun's way that keep large arrays, which turn their edge to the flow, within 1 %.
  public static let stationTurns = 54
  /// Between heights of the Sun that have poses [rad].
  public static let heightStep = Double.pi / 18
  /// How molecules leave.
  public let surface: GasSurface
  /// What the surfaces do with light.
  public let optics: SurfaceOptics
  private let cell: Double
  private let grid: AttitudeTable
  private var directions: NodeShares
  /// In the order in which they were needed.
  private var keys: [Key] = []
  private var poses: [ShapePose] = []

  private struct Key: Hashable {
    var turn: Int
    var height: Int
  }

  /// A shape that nothing is known of yet.
  ///
  /// - Parameters:
  ///   - turns: poses around the Sun's way, at least 4; 1 for a body in which nothing turns.
  ///   - surface: how molecules leave; temperature and energy accommodation do not matter.
  ///   - optics: what all surfaces do with light.
  ///   - settings: how fine; all directions can be asked for.
  public init(
    turns: Int, surface: GasSurface, optics: SurfaceOptics = .init(specular: 0, diffuse: 0),
    settings: AerodynamicTable.Settings
  ) {
    self.turns = turns <= 1 ? 1 : max(4, turns)
    self.surface = surface
    self.optics = optics
    cell = settings.cell
    grid = AttitudeTable(step: settings.step, range: .all, layers: 1)
    directions = NodeShares(
      MoleculeDirections(count: settings.directions), nodes: grid.directions.count)
  }

  /// What the air does over the directions of flight within `angle` [rad] of one.
  ///
  /// - Parameters:
  ///   - sun: where the Sun stands that the joints follow.
  ///   - angle: how far the direction may change [rad]; beyond, the answer has nothing.
  ///   - flight: the direction of flight along the body's axes, of length 1.
  ///   - speedRatio: of the stream, taken as 5 to 13.
  ///   - reflectedSpeed: as ``GasStream/reflectedSpeed(from:)`` gives it.
  ///   - mesh: the body in the pose of a place of the Sun, closed, always in the same axes.
  /// - Throws: `ShapeError` where a mesh is not closed.
  public mutating func air(
    facing sun: SunPlace, within angle: Double, of flight: SIMD3<Double>, speedRatio: Double,
    reflectedSpeed: Double, mesh: (SunPlace) -> TriangleMesh
  ) throws(ShapeError) -> AerodynamicCoefficients {
    let cells = grid.cells(within: angle, of: -flight)
    let weights = AerodynamicTable.weights(
      speedRatio: speedRatio, reflectedSpeed: reflectedSpeed)
    var table = AttitudeTable(cells, of: grid)
    directions.meet(cells, of: grid)
    for (key, share) in neighbours(of: sun) {
      let index = place(of: key)
      let posed = sunPlace(key)
      try poses[index].meetAir(at: cells, directions, cell: cell, surface: surface) {
        mesh(posed)
      }
      poses[index].addAir(at: cells, weights: weights, share: share, to: &table)
    }
    return AerodynamicCoefficients(table, reference: .zero)
  }

  /// What sunlight does, over its pressure, about the origin of the body's axes.
  ///
  /// - Parameters:
  ///   - sun: where the Sun stands that the joints follow.
  ///   - light: where the light goes along the body's axes, of length 1.
  ///   - mesh: as for the air.
  /// - Throws: `ShapeError` where a mesh is not closed.
  public mutating func light(
    facing sun: SunPlace, along light: SIMD3<Double>, mesh: (SunPlace) -> TriangleMesh
  ) throws(ShapeError) -> StreamCoefficients {
    let cells = grid.cells(within: 0, of: light)
    var table = AttitudeTable(cells, of: grid)
    for (key, share) in neighbours(of: sun) {
      let index = place(of: key)
      let posed = sunPlace(key)
      try poses[index].meetLight(at: cells, of: grid, cell: cell, optics: optics) { mesh(posed) }
      poses[index].addLight(at: cells, share: share, to: &table)
    }
    return table.value(along: light, weights: [1, 0, 0, 0, 0, 0]) ?? .zero
  }

  /// How many poses it has met.
  public var poseCount: Int { poses.count }

  /// The poses between which a place of the Sun lies, each with its share.
  private func neighbours(of sun: SunPlace) -> [(Key, Double)] {
    guard turns > 1 else { return [(Key(turn: 0, height: 0), 1)] }
    let height = max(-0.5 * .pi, min(0.5 * .pi, sun.height)) / Self.heightStep
    let low = min(height.rounded(.down), 8)
    let whole = sun.turn / (2 * .pi)
    let turn = (whole - whole.rounded(.down)) * Double(turns)
    // Places within rounding of a pose are that pose's.
    let first = (turn + 1e-9).rounded(.down)
    let shares = AttitudeTable.cubic(max(0, turn - first))
    var found: [(Key, Double)] = []
    for (step, part) in [(0.0, 1 - (height - low)), (1.0, height - low)] where abs(part) > 1e-9 {
      for index in 0..<4 where abs(shares[index]) > 1e-9 {
        let place = (Int(first) + index - 1 + turns) % turns
        found.append((Key(turn: place, height: Int(low + step)), part * shares[index]))
      }
    }
    return found
  }

  private func sunPlace(_ key: Key) -> SunPlace {
    SunPlace(
      turn: 2 * .pi * Double(key.turn) / Double(turns),
      height: Self.heightStep * Double(key.height))
  }

  private mutating func place(of key: Key) -> Int {
    if let known = keys.firstIndex(of: key) { return known }
    keys.append(key)
    poses.append(
      ShapePose(cells: grid.directions.count, directions: directions.directions.all.count))
    return keys.count - 1
  }
}
