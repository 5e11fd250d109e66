import NumericalMethods
import Shapes

/// Force and torque of thin air on a body, its parts shadowing each other, over attitude, speed ratio
/// and temperature of what leaves.
///
/// What molecules from one direction do needs the silhouette along it and no speed: it is found once
/// for each of some thousand directions that cover the sphere evenly. For each attitude of a grid and
/// each of three speed ratios these are added up with the flux of a drifting Maxwellian in each
/// direction, which is the integral over all molecules that reach the body. The part of the molecules
/// that leave is kept apart and scaled with their speed, so that the wall's temperature and its
/// accommodation are free. In between the table is cubic in the direction and quadratic in 1/S.
///
/// With the defaults the force is within 0.4 % of ``ShadowedFlow``'s between the nodes, and the torque as
/// if it acted within 10 cm, on the International Space Station with the flow within 0.3 rad of its -x
/// (whose tests hold the bounds; seen were 0.1 % and 3 cm, and 0.3 % of the force all around). Re-impingement is left out, as there.
///
///     let table = try AerodynamicTable(of: mesh, surface: surface)
///     let c = table.coefficients(flow: flow, speedRatio: s, reflectedSpeed: r)
///     let drag = stream.dynamicPressure * c.force  // [N], along the axes of the mesh
public struct AerodynamicTable: Sendable {
  /// How fine a table is.
  public struct Settings: Sendable, Hashable {
    /// Directions of molecules over the whole sphere; more of them bring in less chance.
    public let directions: Int
    /// Edge of a silhouette's cell [m].
    public var cell: Double
    /// Between attitudes of the grid [rad].
    public var step: Double
    /// The directions of the flow that it reaches.
    public var range: AttitudeRange

    /// Settings for a station.
    public init(
      directions: Int = 4000, cell: Double = 0.3, step: Double = 4 * .pi / 180,
      range: AttitudeRange = .all
    ) {
      self.directions = max(200, directions)
      self.cell = cell
      self.step = step
      self.range = range
    }

    /// Settings for flights of a large station, coarser than the defaults for a tenth of their time:
    /// within 1 % of the force at any attitude of the International Space Station with its arrays in
    /// any place of the Sun.
    public static let ofFlights = Settings(directions: 1000, cell: 0.5, step: 6 * .pi / 180)
  }

  /// The speed ratios of its nodes; beyond them the nearest counts.
  static let speedRatios: InlineArray<3, Double> = [5, 7.5, 13]

  private var table: AttitudeTable

  /// The table of a body whose parts do not move.
  ///
  /// - Parameters:
  ///   - mesh: closed; its axes and origin are the table's.
  ///   - surface: how molecules leave; its temperature and energy accommodation do not matter yet.
  ///   - settings: how fine.
  /// - Throws: `ShapeError` where the mesh is not closed.
  public init(
    of mesh: TriangleMesh, surface: GasSurface, settings: Settings = Settings()
  ) throws(ShapeError) {
    table = AttitudeTable(step: settings.step, range: settings.range, layers: 6)
    try fill(mesh, surface, settings)
  }

  /// Force and torque over ½ρV², along the mesh's axes and about its origin; nil where the table does
  /// not reach.
  ///
  /// - Parameters:
  ///   - flow: where the air goes, along the axes of the mesh; a unit vector.
  ///   - speedRatio: of the stream, taken as 5 to 13.
  ///   - reflectedSpeed: as ``GasStream/reflectedSpeed(from:)`` gives it.
  public func coefficients(
    flow: SIMD3<Double>, speedRatio: Double, reflectedSpeed: Double
  ) -> StreamCoefficients? {
    table.value(
      along: flow,
      weights: Self.weights(speedRatio: speedRatio, reflectedSpeed: reflectedSpeed))
  }

  /// The shares of the six pairs of a node: three speed ratios of what arrives, then of what leaves.
  static func weights(speedRatio: Double, reflectedSpeed r: Double) -> InlineArray<6, Double> {
    let held = max(speedRatios[0], min(speedRatios[2], speedRatio))
    let x = 1 / held
    let (a, b, c) = (1 / speedRatios[0], 1 / speedRatios[1], 1 / speedRatios[2])
    let first = (x - b) * (x - c) / ((a - b) * (a - c))
    let second = (x - a) * (x - c) / ((b - a) * (b - c))
    let third = (x - a) * (x - b) / ((c - a) * (c - b))
    return [first, second, third, r * first, r * second, r * third]
  }

  private mutating func fill(
    _ mesh: TriangleMesh, _ surface: GasSurface, _ settings: Settings
  ) throws(ShapeError) {
    var finder = try SilhouetteFinder(mesh, cell: settings.cell)
    let directions = MoleculeDirections(count: settings.directions)
    var moments = [FlowMoments?](repeating: nil, count: settings.directions)
    for layer in 0..<3 {
      let gas = DriftingMaxwellian(speedRatio: Self.speedRatios[layer])
      for (node, flow) in table.directions.enumerated() {
        let (incident, reflected) = directions.shares(gas, flow).sum { index in
          if let known = moments[index] { return known }
          let silhouette = finder.silhouette(along: directions.all[index])
          let new = FlowMoments(silhouette, of: mesh, surface: surface)
          moments[index] = new
          return new
        }
        table.set(incident, node: node, layer: layer)
        table.set(reflected, node: node, layer: layer + 3)
      }
    }
  }
}

/// Directions that cover the sphere evenly, each with the same share of it: Fibonacci's lattice.
struct MoleculeDirections: Sendable {
  /// Unit vectors from +z to -z.
  let all: [SIMD3<Double>]

  init(count: Int) {
    all = (0..<count).map { index in
      let z = 1 - (2 * Double(index) + 1) / Double(count)
      // The golden angle: π (3 − √5).
      let (sine, cosine) = Elementary.sinCos(2.399_963_229_728_653 * Double(index))
      let radius = (1 - z * z).squareRoot()
      return SIMD3(radius * cosine, radius * sine, z)
    }
  }

  /// What each direction has in the force over ½ρV² of a stream along `flow`: of molecules that come,
  /// and of those that leave over the speed that they leave with.
  ///
  /// Directions whose flux is below e⁻¹² of the greatest are left out, and the sum of the others is
  /// held to the whole flux.
  func shares(_ gas: DriftingMaxwellian, _ flow: SIMD3<Double>) -> [DirectionShare] {
    let squared = gas.speedRatio * gas.speedRatio
    let leastCosine = (1 - min(1, Self.tail / squared)).squareRoot()
    // The indices between two circles of latitude around the flow's.
    let reach = Elementary.acos(leastCosine)
    let polar = Elementary.acos(max(-1, min(1, flow.z)))
    func index(_ angle: Double) -> Double {
      0.5 * Double(all.count) * (1 - Elementary.cos(max(0, min(.pi, angle))))
    }
    let first = max(0, Int(index(polar - reach)) - 1)
    let last = min(all.count - 1, Int(index(polar + reach)) + 1)
    var shares: [DirectionShare] = []
    var number = 0.0
    var momentum = 0.0
    for index in first...last {
      let cosine = dot(all[index], flow)
      guard cosine >= leastCosine else { continue }
      let flux = gas.flux(cosine: cosine)
      number += flux.number
      momentum += flux.momentum
      shares.append(
        DirectionShare(index: index, incident: flux.momentum, reflected: flux.number))
    }
    let whole = gas.flux
    let a = 2 / squared * whole.momentum / momentum
    let b = Double.pi.squareRoot() / gas.speedRatio * whole.number / number
    for place in shares.indices {
      shares[place].incident *= a
      shares[place].reflected *= b
    }
    return shares
  }

  /// Minus the logarithm of the flux below which directions are left out.
  private static let tail = 12.0
}

/// What one direction of molecules has in the force of a stream.
struct DirectionShare: Sendable {
  /// Of the direction.
  var index: Int
  /// Times the moments of the molecules that come, of those that leave.
  var incident: Double
  var reflected: Double
}

extension Sequence<DirectionShare> {
  /// Force and torque of a stream from what molecules along each direction do.
  func sum(
    _ moments: (Int) -> FlowMoments
  ) -> (incident: StreamCoefficients, reflected: StreamCoefficients) {
    var incident = StreamCoefficients.zero
    var reflected = StreamCoefficients.zero
    for share in self {
      let moment = moments(share.index)
      incident.force += share.incident * moment.incident.force
      incident.torque += share.incident * moment.incident.torque
      reflected.force += share.reflected * moment.reflected.force
      reflected.torque += share.reflected * moment.reflected.torque
    }
    return (incident, reflected)
  }
}
