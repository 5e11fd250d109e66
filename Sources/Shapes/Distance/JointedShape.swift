import NumericalMethods
import StationModel

/// The convex solids of a piece whose arrays and radiators turn, in every pose of its joints.
///
///     let jointed = JointedShape(scene)
///     let now = jointed.shape(at: angles, turning: rates)  // a PieceShape
public struct JointedShape: Sendable {
  private let scene: Scene
  private let drawn: PieceShape
  /// For each solid the joints that carry it, each with how far from a point of its axis the solid
  /// reaches at most, in whatever pose [m].
  private let reaches: [[(joint: Int, reach: Double)]]
  /// A sphere that holds the piece in every pose: centre in the station frame and radius [m].
  public let sphere: (centre: SIMD3<Double>, radius: Double)

  /// The solids of a scene.
  public init(_ scene: Scene) {
    self.scene = scene
    let solids = scene.solids(at: scene.linkage.drawnAngles)
    drawn = PieceShape(solids)
    reaches = zip(solids, scene.links).map { solid, link in
      var found: [(joint: Int, reach: Double)] = []
      var point = solid.centre
      var reach = solid.radius
      // Between a solid and its hinge, and from hinge to hinge, distances do not change.
      for joint in scene.linkage.chain(to: link) {
        let hinge = scene.joints[joint].position
        reach += (hinge - point).magnitude
        point = hinge
        found.append((joint, reach))
      }
      return found
    }
    var low = SIMD3<Double>(repeating: .infinity)
    var high = -low
    let spheres = zip(solids, reaches).map { solid, reaches in
      reaches.last.map { (centre: scene.joints[$0.joint].position, radius: $0.reach) }
        ?? (centre: solid.centre, radius: solid.radius)
    }
    for sphere in spheres {
      low = pointwiseMin(low, sphere.centre - sphere.radius)
      high = pointwiseMax(high, sphere.centre + sphere.radius)
    }
    let centre = solids.isEmpty ? .zero : 0.5 * (low + high)
    sphere = (
      centre,
      spheres.reduce(0.0) { max($0, ($1.centre - centre).magnitude + $1.radius) }
    )
  }

  /// The piece with its joints at some angles, turning at some rates [rad/s]: of each solid is known how
  /// fast its points move at most, now and as long as the rates are these.
  public func shape(at angles: JointAngles, turning rates: [Double]) -> PieceShape {
    drawn.posed(scene.solids(at: angles), swings: swings(rates))
  }

  /// How fast the points of each solid move in the axes of the piece at most, in whatever pose [m/s].
  func swings(_ rates: [Double]) -> [Double] {
    reaches.map { $0.reduce(0) { $0 + abs(rates[$1.joint]) * $1.reach } }
  }

  /// How fast any point of the piece moves in its axes at most, in whatever pose [m/s].
  public func greatestSwing(turning rates: [Double]) -> Double { swings(rates).max() ?? 0 }
}

/// A piece over a step of a flight: its joints turn at steady rates.
public struct TurningPiece: Sendable {
  /// In every pose.
  public let shape: JointedShape
  /// At the start of the step.
  public let angles: JointAngles
  /// [rad/s]
  public let rates: [Double]
  /// No point moves faster in the axes of the piece [m/s].
  public let swing: Double

  /// A piece from its parts: angles at the start of a step, rates through it [rad/s], one a joint.
  public init(_ shape: JointedShape, at angles: JointAngles, turning rates: [Double]) {
    self.shape = shape
    self.angles = angles
    self.rates = rates
    swing = shape.greatestSwing(turning: rates)
  }

  /// The piece `time` [s] after the start of the step.
  public func shape(at time: Double) -> PieceShape {
    var angles = angles
    for (joint, rate) in rates.enumerated() { angles[joint] += rate * time }
    return shape.shape(at: angles, turning: rates)
  }
}

extension PieceShape {
  /// Where to begin from after parts of the pieces have turned: with the same solids, from their
  /// middles, for the points that were nearest have moved off them. Nil for a hint that names no solids
  /// of these.
  public func renewed(_ hint: NearestParts?, to other: PieceShape) -> NearestParts? {
    guard let hint = known(hint, of: other) else { return nil }
    return NearestParts(
      a: hint.a, b: hint.b, pointA: parts[Int(hint.a)].centre,
      pointB: other.parts[Int(hint.b)].centre)
  }
}
