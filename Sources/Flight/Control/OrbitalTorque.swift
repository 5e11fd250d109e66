import Kinematics
import NumericalMethods
import StationModel

/// The torque that a rigid body needs, or gets, for keeping its attitude in the local orbital frame.
///
/// With the directions of nadir `c` and of the frame's +Y `b` along the body's axes it is
/// `g c × I c − w b × I b`: the gravity gradient (Hughes, *Spacecraft Attitude Dynamics*, 1986, eq.
/// 8.1.15) less `ω × I ω`, what turning with the orbit asks for. On a circular orbit of mean motion
/// n, `g = 3 n²` and `w = n²`. On an eccentric one they are the means over an orbit, with `e` the
/// eccentricity:
///
///     g = 3 n² (1 − e²)^(−3/2)                     the mean of 3 μ/r³
///     w = n² (1 + e²/2) (1 − e²)^(−3/2)            the mean of the square of h/r²
///
/// The torque `I ω̇` of an eccentric orbit has no mean. Limits: rigid, a point-mass Earth, no parts
/// that turn.
public struct OrbitalTorque: Sendable, Hashable {
  /// Inertia about the centre of mass along the body's axes [kg m²].
  public let inertia: Matrix3
  /// Mean motion n [rad/s].
  public let meanMotion: Double
  /// The mean of 3 μ/r³ [1/s²].
  public let gradient: Double
  /// The mean square of the frame's angular rate [rad²/s²].
  public let turning: Double

  /// The torque on a body of `inertia` [kg m²] on an orbit of `meanMotion` [rad/s] and
  /// `eccentricity` [1].
  ///
  /// - Throws: ``FlightError`` for an inertia that no body has and an orbit that is none.
  public init(
    inertia: Matrix3, meanMotion: Double, eccentricity: Double = 0
  ) throws(FlightError) {
    let moments = inertia.symmetricEigen().values
    let probe = MassProperties(mass: 1, centre: .zero, inertia: inertia)
    guard moments.x > 0, moments.z.isFinite, probe.isPhysical else { throw .inertia(moments) }
    guard meanMotion > 0, meanMotion < 1 else {
      throw .outOfRange(what: "mean motion", value: meanMotion, allowed: "above 0, below 1 rad/s")
    }
    guard eccentricity >= 0, eccentricity < 0.9 else {
      throw .outOfRange(what: "eccentricity", value: eccentricity, allowed: "0 to below 0.9")
    }
    // The upper triangle counts, as in every symmetric tensor here.
    var symmetric = inertia
    symmetric[1, 0] = inertia[0, 1]
    symmetric[2, 0] = inertia[0, 2]
    symmetric[2, 1] = inertia[1, 2]
    self.inertia = symmetric
    self.meanMotion = meanMotion
    let square = eccentricity * eccentricity
    let cube = (1 - square) * (1 - square).squareRoot()
    gradient = 3 * meanMotion * meanMotion / cube
    turning = meanMotion * meanMotion * (1 + 0.5 * square) / cube
  }

  /// The orbit's period [s].
  public var period: Double { 2 * .pi / meanMotion }

  /// The torque of the gravity gradient, along the body's axes [N m].
  public func gravityGradient(at attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
    let nadir = attitude.rotate(SIMD3(0, 0, 1))
    return gradient * cross(nadir, inertia * nadir)
  }

  /// What is left of the gravity gradient when the body turns with the frame, along its axes [N m].
  public func net(at attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
    let normal = attitude.rotate(SIMD3(0, 1, 0))
    return gravityGradient(at: attitude) - turning * cross(normal, inertia * normal)
  }

  /// The torque that actuators have to take up while the body keeps `attitude` in the local orbital
  /// frame, along the axes of that frame [N m]; one entry for each of the other torques on the body,
  /// which are given along its own axes.
  public func absorbed(
    holding attitude: Rotation<LVLH, StationFrame>, torques: [SIMD3<Double>] = [.zero]
  ) -> [SIMD3<Double>] {
    let own = net(at: attitude)
    let back = attitude.inverse
    return torques.map { back.rotate(own + $0) }
  }

  /// As ``absorbed(holding:torques:)`` for a body that keeps its attitude among the stars: `attitude`
  /// is that in the local orbital frame where the orbit begins; the torques stand at equal steps of
  /// one circular orbit.
  public func absorbed(
    holdingInertially attitude: Rotation<LVLH, StationFrame>, torques: [SIMD3<Double>]
  ) -> [SIMD3<Double>] {
    torques.enumerated().map { index, torque in
      let angle = 2 * .pi * Double(index) / Double(torques.count)
      let now = Rotation<LVLH, LVLH>(axis: SIMD3(0, 1, 0), angle: -angle).then(attitude)
      return now.inverse.rotate(gravityGradient(at: now) + torque)
    }
  }
}

extension Rotation where From == LVLH, To == StationFrame {
  /// The attitude after the body has turned by `angles` [rad] about its own axes.
  func turned(by angles: SIMD3<Double>) -> Self {
    then(Rotation<StationFrame, StationFrame>(axis: angles, angle: -angles.magnitude))
  }
}
