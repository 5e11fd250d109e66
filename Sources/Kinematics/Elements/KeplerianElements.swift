import NumericalMethods

/// The osculating Keplerian elements of a bound orbit.
///
/// Source: Vallado, *Fundamentals of Astrodynamics and Applications*, 4th ed. (2013), alg. 9 and 10.
public struct KeplerianElements: Sendable, Hashable {
  /// Semi-major axis [m].
  public var semiMajorAxis: Double
  /// Eccentricity, 0 to below 1.
  public var eccentricity: Double
  /// Inclination [rad], 0 to pi.
  public var inclination: Double
  /// Right ascension of the ascending node [rad], 0 to 2 pi.
  public var rightAscensionOfAscendingNode: Double
  /// Argument of perigee [rad], 0 to 2 pi; 0 for a circular orbit.
  public var argumentOfPerigee: Double
  /// True anomaly [rad], 0 to 2 pi; counted from the node for a circular orbit.
  public var trueAnomaly: Double

  /// Elements from their values; semi-major axis [m], angles [rad].
  public init(
    semiMajorAxis: Double, eccentricity: Double, inclination: Double,
    rightAscensionOfAscendingNode: Double, argumentOfPerigee: Double, trueAnomaly: Double
  ) {
    self.semiMajorAxis = semiMajorAxis
    self.eccentricity = eccentricity
    self.inclination = inclination
    self.rightAscensionOfAscendingNode = rightAscensionOfAscendingNode
    self.argumentOfPerigee = argumentOfPerigee
    self.trueAnomaly = trueAnomaly
  }

  /// The elements of a state about a body of gravitational parameter `mu` [m³/s²].
  ///
  /// - Throws: ``KinematicsError/degenerateOrbit(_:)`` for an open or rectilinear orbit.
  public init<F: InertialFrame>(of state: OrbitState<F>, mu: Double) throws(KinematicsError) {
    let r = state.position.components
    let v = state.velocity.components
    let h = cross(r, v)
    let distance = r.magnitude
    guard distance > 0, h.magnitude > 0 else {
      throw .degenerateOrbit("position and velocity are parallel: the orbit has no plane")
    }
    let energy = 0.5 * v.squaredMagnitude - mu / distance
    guard energy < 0 else { throw .degenerateOrbit("the orbit is open: its energy is not below 0") }
    semiMajorAxis = -mu / (2 * energy)
    let e = cross(v, h) / mu - r / distance
    eccentricity = e.magnitude
    inclination = Elementary.atan2((h.x * h.x + h.y * h.y).squareRoot(), h.z)
    let nodeVector = SIMD3(-h.y, h.x, 0)
    let node = nodeVector.magnitude > 1e-12 * h.magnitude ? nodeVector.normalized : SIMD3(1, 0, 0)
    rightAscensionOfAscendingNode = Self.positive(Elementary.atan2(node.y, node.x))
    let inPlane = cross(h.normalized, node)
    let circular = eccentricity < 1e-12
    argumentOfPerigee =
      circular ? 0 : Self.positive(Elementary.atan2(dot(e, inPlane), dot(e, node)))
    let latitude = Elementary.atan2(dot(r, inPlane), dot(r, node))
    trueAnomaly = Self.positive(latitude - argumentOfPerigee)
  }

  /// The state of these elements at `epoch` about a body of gravitational parameter `mu` [m³/s²].
  public func state<F: InertialFrame>(
    at epoch: Epoch, mu: Double, in frame: F.Type = F.self
  ) -> OrbitState<F> {
    let semiLatusRectum = semiMajorAxis * (1 - eccentricity * eccentricity)
    let anomaly = Elementary.sinCos(trueAnomaly)
    let distance = semiLatusRectum / (1 + eccentricity * anomaly.cos)
    let speed = (mu / semiLatusRectum).squareRoot()
    let n = Elementary.sinCos(rightAscensionOfAscendingNode)
    let i = Elementary.sinCos(inclination)
    let w = Elementary.sinCos(argumentOfPerigee)
    let p = SIMD3(
      n.cos * w.cos - n.sin * w.sin * i.cos, n.sin * w.cos + n.cos * w.sin * i.cos, w.sin * i.sin)
    let q = SIMD3(
      -n.cos * w.sin - n.sin * w.cos * i.cos, -n.sin * w.sin + n.cos * w.cos * i.cos,
      w.cos * i.sin)
    let position = distance * (anomaly.cos * p + anomaly.sin * q)
    let velocity = speed * (-anomaly.sin * p + (eccentricity + anomaly.cos) * q)
    return OrbitState(epoch: epoch, position: Position(position), velocity: Velocity(velocity))
  }

  private static func positive(_ angle: Double) -> Double {
    angle < 0 ? angle + 2 * .pi : angle
  }
}
