import Kinematics
import NumericalMethods

/// The motion of one object by SGP4, with the deep-space terms of SDP4 for periods of 225 minutes
/// and more.
///
///     let propagator = try SGP4Propagator(elements)
///     let state = try propagator.state(at: epoch)      // in TEME
///     let gcrf = rotation.rotationFromTEME(at: epoch)(state.position)
///
/// A state of a low orbit is within about 1 km at the epoch of fresh public elements, and goes off
/// by 1 to 3 km a day along track, more where the air is disturbed or the object has manoeuvred.
/// The arithmetic itself agrees with the reference to the digits that it prints.
///
/// Source: Hoots, Roehrich 1980, *Spacetrack Report No. 3*; Vallado, Crawford, Hujsak, Kelso 2006,
/// *Revisiting Spacetrack Report #3*, AIAA 2006-6753, in its improved mode.
public struct SGP4Propagator: Sendable {
  /// The mean elements.
  public let elements: SGP4Elements
  /// What drag and the Earth's shape do to them.
  let secular: SGP4SecularMotion
  /// What Sun, Moon and resonance add; nil for periods below 225 minutes.
  let deepSpace: SGP4DeepSpace?

  /// The times that are answered: 100 years of 365.25 days to both sides of the epoch [min].
  public static let reach = 100 * 365.25 * 1440

  /// Prepares the motion.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for elements that are not finite, an
  ///   eccentricity outside 0 to 1 (below it) and a mean motion that is not above 0.
  public init(_ elements: SGP4Elements) throws(OrbitError) {
    for (what, value) in [
      ("inclination", elements.inclination), ("node", elements.rightAscensionOfAscendingNode),
      ("argument of perigee", elements.argumentOfPerigee),
      ("mean anomaly", elements.meanAnomaly), ("B*", elements.dragTerm),
    ] {
      guard value.isFinite else {
        throw .outOfRange(what: what, value: value, allowed: "a finite number")
      }
    }
    guard elements.eccentricity >= 0, elements.eccentricity < 1 else {
      throw .outOfRange(
        what: "eccentricity", value: elements.eccentricity, allowed: "0 to below 1")
    }
    guard elements.meanMotion > 0, elements.meanMotion.isFinite else {
      throw .outOfRange(
        what: "mean motion", value: elements.meanMotion, allowed: "above 0 rad/s")
    }
    self.elements = elements
    secular = SGP4SecularMotion(elements)
    deepSpace =
      secular.start.isDeepSpace ? SGP4DeepSpace(secular, epoch: elements.epoch) : nil
  }

  /// The state at an instant.
  ///
  /// - Throws: as ``state(minutes:)``.
  public func state(at epoch: Epoch) throws(OrbitError) -> OrbitState<TEME> {
    let (position, velocity) = try vectors((epoch - elements.epoch) / 60)
    return OrbitState(epoch: epoch, position: Position(position), velocity: Velocity(velocity))
  }

  /// The state `minutes` [min] after the epoch of the elements, before it where negative.
  ///
  /// - Throws: ``OrbitError/sgp4(_:minutes:)`` where the theory has no state,
  ///   ``OrbitError/outOfRange(what:value:allowed:)`` beyond ``reach``.
  public func state(minutes: Double) throws(OrbitError) -> OrbitState<TEME> {
    let (position, velocity) = try vectors(minutes)
    return OrbitState(
      epoch: elements.epoch + 60 * minutes, position: Position(position),
      velocity: Velocity(velocity))
  }

  /// Position [m] and velocity [m/s] in TEME, `t` [min] after the epoch.
  private func vectors(_ t: Double) throws(OrbitError) -> (SIMD3<Double>, SIMD3<Double>) {
    guard abs(t) <= Self.reach else {
      throw .outOfRange(
        what: "time from the epoch of the elements in minutes", value: t,
        allowed: "100 years to both sides")
    }
    do {
      return try evaluate(t)
    } catch {
      throw .sgp4(error, minutes: t)
    }
  }

  /// The stages of the theory in order: secular motion, deep space, long and short periods.
  ///
  /// Every test is written so that what is not a number fails it.
  func evaluate(_ t: Double) throws(SGP4Failure) -> (SIMD3<Double>, SIMD3<Double>) {
    var orbit = secular.withoutDrag(t)
    let drag = secular.drag(t, on: &orbit)
    deepSpace?.addSecular(to: &orbit, at: t)
    guard orbit.meanMotion > 0 else { throw .meanMotionNotPositive }
    let semiMajorAxis =
      Elementary.pow(SGP4Earth.ke / orbit.meanMotion, 2 / 3) * drag.axisRoot * drag.axisRoot
    orbit.meanMotion = SGP4Earth.ke / Elementary.pow(semiMajorAxis, 1.5)
    orbit.eccentricity -= drag.eccentricityLoss
    guard orbit.eccentricity < 1, orbit.eccentricity >= -0.001 else {
      throw .eccentricityOutOfRange
    }
    // Absurd drag: the reference goes on to numbers that have no square.
    guard orbit.meanMotion > 1e-150 else { throw .meanMotionNotPositive }
    orbit.eccentricity = max(orbit.eccentricity, 1e-6)
    orbit.meanAnomaly += secular.start.meanMotion * drag.longitudeGain
    orbit.reduceAngles()
    if let deepSpace {
      deepSpace.addPeriodics(to: &orbit, at: t)
      guard (0...1).contains(orbit.eccentricity) else { throw .perturbedEccentricityOutOfRange }
    }
    let shape = deepSpace == nil ? secular.shape : SGP4Inclination(orbit.inclination)
    return try orbit.state(semiMajorAxis: semiMajorAxis, shape)
  }
}

extension SGP4Orbit {
  /// Brings the angles within a turn; the longitude, their sum, is kept best.
  fileprivate mutating func reduceAngles() {
    let turn = 2 * Double.pi
    let longitude = (meanAnomaly + perigee + node).truncatingRemainder(dividingBy: turn)
    node = node.truncatingRemainder(dividingBy: turn)
    perigee = perigee.truncatingRemainder(dividingBy: turn)
    meanAnomaly = (longitude - perigee - node).truncatingRemainder(dividingBy: turn)
  }
}
