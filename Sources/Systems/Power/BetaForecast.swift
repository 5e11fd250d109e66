import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The angle between the Sun and the plane of an orbit, from now on.
///
/// The plane turns with its node at the secular rate of the Earth's oblateness,
/// `Ω̇ = -3/2 n J₂ (R/p)² cos i` (Vallado, *Fundamentals of Astrodynamics and Applications*, 4th ed.
/// 2013, eq. 9-37); the Sun moves as `Sun.position` says.
///
/// Limits: the orbit keeps its size; decay of 100 km would turn the node by another 0.26 degrees a day.
public struct BetaForecast: Sendable {
  private let start: Epoch
  private let inclination: Double
  private let node: Double
  private let nodeRate: Double
  /// Height of the mean orbit above the equatorial radius [m].
  public let altitude: Double

  /// The forecast for an orbit.
  ///
  /// - Parameter state: now.
  public init(of state: OrbitState<GCRF>) {
    let momentum = cross(state.position.components, state.velocity.components)
    let normal = momentum.normalized
    let mu = Earth.mu
    let size = momentum.squaredMagnitude / mu
    start = state.epoch
    inclination = Elementary.acos(max(-1, min(1, normal.z)))
    node = Elementary.atan2(normal.x, -normal.y)
    altitude = max(0, size - GeodeticPosition.equatorialRadius)
    let ratio = GeodeticPosition.equatorialRadius / size
    let motion = (mu / (size * size * size)).squareRoot()
    nodeRate = -1.5 * motion * Earth.oblateness * ratio * ratio * normal.z
  }

  /// The angle of the Sun from the plane, positive on the side of the orbital momentum [rad],
  /// `time` [s] from now.
  public func beta(after time: Double) -> Double {
    let sun = Sun.position(at: start + time).normalized
    let turned = Elementary.sinCos(node + nodeRate * time)
    let tilt = Elementary.sinCos(inclination)
    let normal = SIMD3(turned.sin * tilt.sin, -turned.cos * tilt.sin, tilt.cos)
    return Elementary.asin(max(-1, min(1, dot(normal, sun))))
  }

  /// The greatest angle that it can ever come to [rad]: the inclination and the greatest declination
  /// of the Sun, which is the obliquity of the ecliptic (IAU 2006: 23.4393 degrees).
  var greatest: Double {
    min(.pi / 2, min(inclination, .pi - inclination) + 0.409_092_600_6)
  }
}
