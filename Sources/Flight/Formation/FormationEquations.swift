import Kinematics
import NumericalMethods
import Orbits
import StationModel

/// The equations of motion of a reference orbit and its pieces.
///
/// The state is position and velocity of the reference, then of each piece position and velocity
/// relative to it, the quaternion, and the angular momentum about its centre of mass with all that
/// turns inside, along GCRF axes. The momentum instead of the angular velocity: without torque it does
/// not change at all, and whatever gyroscopes and joints do inside conserves it by construction.
struct FormationEquations: DifferentialSystem, Sendable {
  let forces: ForceModel
  /// What the reference offers air and light, the mean of the pieces.
  let whole: DragAndPressure
  let objects: [DragAndPressure]
  var models: [PieceModel]
  /// From the local orbital frame to the body's axes, of pieces that are held.
  let holds: [Matrix3?]
  /// From GCRF to the body's axes, of pieces that are held among the stars.
  let stills: [Matrix3?]
  let thrusts: [Thrust?]
  /// When the thrusts began [s].
  let start: Double
  /// Three times the gravitational parameter, where the gravity gradient counts [m³/s²].
  let gradient: Double
  /// Numbers of the reference, and of each piece.
  static let referenceSize = 6
  static let pieceSize = 13
  var dimension: Int { Self.referenceSize + Self.pieceSize * models.count }

  static func offset(of piece: Int) -> Int { referenceSize + pieceSize * piece }

  func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    let r = state.vector(0)
    let v = state.vector(3)
    let instant = forces.instant(at: time)
    let perturbation = forces.perturbation(r, at: instant)
    let distance = r.magnitude
    let pull = (-forces.mu / (distance * distance * distance)) * r
    let air = pressures(state, at: instant, time: time)
    let drag = whole.ballisticArea * (air.first ?? .zero)
    let besides = forces.besides(r, v, of: whole, at: instant)
    rate.write(v, at: 0)
    rate.write(pull + perturbation + drag + besides, at: 3)
    for index in models.indices {
      let o = Self.offset(of: index)
      let offset = state.vector(o)
      let velocity = v + state.vector(o + 3)
      let place = r + offset
      let model = models[index]
      let moment = model.moment(at: time)
      let turning = turning(index, moment, state, place, velocity)
      var acceleration = Self.pointMassDifference(r, offset, mu: forces.mu)
      acceleration += forces.perturbation(place, at: instant) - perturbation
      acceleration += forces.besides(place, velocity, of: objects[index], at: instant) - besides
      acceleration -= drag
      var force = model.loads.force + model.flow.force(turning: turning.rate, shift: moment.shift)
      var torque =
        model.loads.torque + model.flow.torque(turning: turning.rate, shift: moment.shift)
        + gravityGradient(place, moment.properties.inertia, turning.toBody)
      let breeze = air.isEmpty ? .zero : air[index + 1]
      if let table = model.loads.aerodynamics {
        let found = Self.aerodynamics(
          table, breeze, turning.toBody, centre: moment.properties.centre)
        force += found.force
        torque += found.torque
      } else {
        acceleration += objects[index].ballisticArea * breeze
      }
      let mass = moment.properties.mass
      acceleration += turning.toBody.weightedRows(force) / mass
      if let thrust = thrusts[index] {
        let left = mass - thrust.massRate * (time - start)
        acceleration += (thrust.force / left) * thrust.direction.components(at: place, velocity)
      }
      rate.write(state.vector(o + 3) + turning.toBody.weightedRows(moment.drift), at: o)
      rate.write(acceleration, at: o + 3)
      let q = state.quaternion(o + 6)
      let w = turning.rate
      rate.write(0.5 * hamiltonProduct(q, SIMD4(w.x, w.y, w.z, 0)), at: o + 6)
      rate.write(turning.toBody.weightedRows(torque), at: o + 10)
    }
  }

  /// From GCRF to the axes of a piece, and its angular velocity along them: by its own motion, or as
  /// it is held.
  private func turning(
    _ index: Int, _ moment: PieceModel.Moment, _ state: UnsafeBufferPointer<Double>,
    _ place: SIMD3<Double>, _ velocity: SIMD3<Double>
  ) -> (toBody: Matrix3, rate: SIMD3<Double>) {
    let o = Self.offset(of: index)
    if let hold = holds[index] {
      let toBody = hold * localOrbitalAxes(place, velocity)
      return (toBody, toBody * (cross(place, velocity) / place.squaredMagnitude))
    }
    if let still = stills[index] { return (still, .zero) }
    let attitude = Rotation<StationFrame, GCRF>(quaternion: state.quaternion(o + 6))
    let toBody = attitude.matrix.transpose
    return (toBody, moment.inverse * (toBody * state.vector(o + 10) - moment.inner))
  }

  /// The torque of the Earth's point mass on an inertia [N m], along the axes of the piece.
  private func gravityGradient(
    _ place: SIMD3<Double>, _ inertia: Matrix3, _ toBody: Matrix3
  ) -> SIMD3<Double> {
    let distance = place.magnitude
    let up = toBody * (place / distance)
    return gradient / (distance * distance * distance) * cross(up, inertia * up)
  }

  /// What the pull at `r + offset` has more than that at `r` [m/s²], without the loss of digits of a
  /// difference (Battin, *An Introduction to the Mathematics and Methods of Astrodynamics*, 1999, eq.
  /// 8.60 to 8.62).
  static func pointMassDifference(
    _ r: SIMD3<Double>, _ offset: SIMD3<Double>, mu: Double
  ) -> SIMD3<Double> {
    let q = dot(offset, offset + 2 * r) / r.squaredMagnitude
    let root = (1 + q).squareRoot()
    let cube = (1 + q) * root
    let f = q * (3 + q * (3 + q)) / (1 + cube)
    let distance = (r + offset).magnitude
    return (-mu / (distance * distance * distance)) * (offset - f * r)
  }

  // MARK: Air

  /// The drag of the reference and of every piece on one square metre a kilogram: dynamic pressure
  /// against the motion through the air [Pa]; empty without air.
  private func pressures(
    _ state: UnsafeBufferPointer<Double>, at instant: ForceModel.Instant, time: Double
  ) -> [SIMD3<Double>] {
    guard forces.densityModel != nil else { return [] }
    var places = [state.vector(0)]
    var velocities = [state.vector(3)]
    var areas = [whole.ballisticArea != 0 ? 1.0 : 0]
    for index in models.indices {
      let o = Self.offset(of: index)
      places.append(places[0] + state.vector(o))
      velocities.append(velocities[0] + state.vector(o + 3))
      let counts = objects[index].ballisticArea != 0 || models[index].loads.aerodynamics != nil
      areas.append(counts ? 1 : 0)
    }
    return forces.drags(places, velocities, ballisticAreas: areas, at: instant, time: time)
  }

  private static func aerodynamics(
    _ table: AerodynamicCoefficients, _ breeze: SIMD3<Double>, _ toBody: Matrix3,
    centre: SIMD3<Double>
  ) -> (force: SIMD3<Double>, torque: SIMD3<Double>) {
    let pressure = breeze.magnitude
    guard pressure > 0 else { return (.zero, .zero) }
    guard let found = table.coefficients(along: toBody * (breeze / -pressure)) else {
      return (.zero, .zero)
    }
    let arm = table.reference - centre
    return (pressure * found.force, pressure * (found.torque + cross(arm, found.force)))
  }
}

extension UnsafeBufferPointer<Double> {
  func vector(_ i: Int) -> SIMD3<Double> { SIMD3(self[i], self[i + 1], self[i + 2]) }
  func quaternion(_ i: Int) -> SIMD4<Double> {
    SIMD4(self[i], self[i + 1], self[i + 2], self[i + 3])
  }
}

extension UnsafeMutableBufferPointer<Double> {
  func write(_ v: SIMD3<Double>, at i: Int) {
    for k in 0..<3 { self[i + k] = v[k] }
  }
  func write(_ v: SIMD4<Double>, at i: Int) {
    for k in 0..<4 { self[i + k] = v[k] }
  }
}
