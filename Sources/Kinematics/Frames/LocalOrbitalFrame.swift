import NumericalMethods

/// From GCRF to the local vertical, local horizontal frame of a position [m] and velocity [m/s].
///
/// Limits: not a number where they are parallel; ``OrbitState/localOrbitalFrame()`` refuses that.
public func localOrbitalAxes(_ position: SIMD3<Double>, _ velocity: SIMD3<Double>) -> Matrix3 {
  let z = -position.normalized
  let y = -cross(position, velocity).normalized
  return Matrix3(rows: cross(y, z), y, z)
}

extension OrbitState where F == GCRF {
  /// The rotation from GCRF into the local vertical, local horizontal frame of this state.
  ///
  /// +Z points to the Earth's centre, +Y against the orbital angular momentum, +X completes the
  /// set (along the velocity of a circular orbit).
  ///
  /// - Throws: ``KinematicsError/degenerateOrbit(_:)`` where position and velocity are parallel.
  public func localOrbitalFrame() throws(KinematicsError) -> Rotation<GCRF, LVLH> {
    let momentum = cross(position.components, velocity.components)
    guard momentum.magnitude > 0, position.magnitude > 0 else {
      throw .degenerateOrbit("position and velocity are parallel: the orbit has no plane")
    }
    return Rotation(matrix: localOrbitalAxes(position.components, velocity.components))
  }

  /// The angular velocity of the local orbital frame with respect to GCRF, along GCRF axes
  /// [rad/s]: `h / r²`, exact for an orbit whose plane does not turn.
  public var localOrbitalRate: AngularVelocity<GCRF> {
    let h = cross(position.components, velocity.components)
    return AngularVelocity(h / position.components.squaredMagnitude)
  }
}

extension Rotation {
  /// Yaw, pitch and roll [rad]: the sequence 3-2-1 that turns the axes of `From` into those of
  /// `To`. From LVLH to a station's frame these are the attitude angles that NASA quotes.
  public var yawPitchRoll: (yaw: Double, pitch: Double, roll: Double) {
    let m = matrix
    let sine = max(-1, min(1, -m[0, 2]))
    return (
      Elementary.atan2(m[0, 1], m[0, 0]), Elementary.asin(sine),
      Elementary.atan2(m[1, 2], m[2, 2])
    )
  }

  /// The rotation of a 3-2-1 sequence of yaw, pitch and roll [rad].
  public init(yaw: Double, pitch: Double, roll: Double) {
    let y = Elementary.sinCos(yaw)
    let p = Elementary.sinCos(pitch)
    let r = Elementary.sinCos(roll)
    let first = Matrix3(
      rows: SIMD3(y.cos, y.sin, 0), SIMD3(-y.sin, y.cos, 0), SIMD3(0, 0, 1))
    let second = Matrix3(
      rows: SIMD3(p.cos, 0, -p.sin), SIMD3(0, 1, 0), SIMD3(p.sin, 0, p.cos))
    let third = Matrix3(
      rows: SIMD3(1, 0, 0), SIMD3(0, r.cos, r.sin), SIMD3(0, -r.sin, r.cos))
    self.init(matrix: third * second * first)
  }
}
