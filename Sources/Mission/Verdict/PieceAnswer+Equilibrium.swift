import Exchange
import Flight
import Kinematics
import NumericalMethods
import StationModel

/// The push of the air on a piece over an orbit, in any attitude: what its shape makes of the dynamic
/// pressure of the air that turns with the Earth, while its joints follow the Sun.
///
/// Limits: a circular orbit; the air comes from ahead, without the 4 degrees by which its turning with
/// the Earth moves it to and fro; attitudes within ``reach`` of the local orbital frame.
struct MeanAir: Sendable {
  /// How far from the station's x axis the air may come [rad]: more than equilibria are looked for.
  static let reach = 0.5
  /// Where the Sun stands about the piece at equal steps of an orbit, the first where it is now.
  let places: [SunPlace]
  /// ρ V²/2 at these steps [Pa].
  let pressures: [Double]
  /// What the shape makes of it with the Sun at equal steps around its way, from a turn of zero; none
  /// where no air is flown in.
  let poses: [AerodynamicCoefficients]
  /// Of the piece, in the station frame [m].
  let centre: SIMD3<Double>
  /// Σ p f over the steps by their number: what the mean force and torque are made of [Pa].
  private let mean: AerodynamicCoefficients?

  init(
    places: [SunPlace], pressures: [Double], poses: [AerodynamicCoefficients],
    centre: SIMD3<Double>
  ) {
    self.places = places
    self.pressures = pressures
    self.poses = poses
    self.centre = centre
    var shares = [Double](repeating: 0, count: poses.count)
    for (place, pressure) in zip(places, pressures) {
      for (pose, share) in Self.shares(of: place.turn, count: poses.count).enumerated() {
        shares[pose] += pressure * share / Double(places.count)
      }
    }
    mean = .sum(of: poses, shares: shares)
  }

  /// The share of each of an odd number of poses at a turn of the Sun: the trigonometric polynomial
  /// through their values (Dirichlet's kernel).
  private static func shares(of turn: Double, count: Int) -> [Double] {
    (0..<count).map { pose in
      var sum = 1.0
      let angle = turn - 2 * .pi * Double(pose) / Double(count)
      for order in 1..<max(1, (count + 1) / 2) { sum += 2 * Elementary.cos(Double(order) * angle) }
      return sum / Double(count)
    }
  }

  /// The mean torque about the centre of mass in an attitude, along the piece's axes [N m].
  func torque(in attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
    mean.map { torque(of: $0, in: attitude) } ?? .zero
  }

  /// The torques about the centre of mass in an attitude at the steps of the orbit, along the piece's
  /// axes [N m].
  func torques(in attitude: Rotation<LVLH, StationFrame>) -> [SIMD3<Double>] {
    let known = poses.map { torque(of: $0, in: attitude) }
    return zip(places, pressures).map { place, pressure in
      let shares = Self.shares(of: place.turn, count: known.count)
      return pressure * zip(known, shares).reduce(SIMD3<Double>.zero) { $0 + $1.1 * $1.0 }
    }
  }

  private func torque(
    of shape: AerodynamicCoefficients, in attitude: Rotation<LVLH, StationFrame>
  ) -> SIMD3<Double> {
    guard let found = shape.coefficients(along: attitude.rotate(SIMD3(1, 0, 0))) else {
      return .zero
    }
    return found.torque + cross(shape.reference - centre, found.force)
  }
}

extension MissionFlight {
  /// Steps of an orbit at which the air is asked for and joints are posed.
  static var orbitSteps: Int { 24 }

  /// Finds the air on what verdicts are about: the pieces after the last cut, and the whole before the
  /// first; nothing where shapes are not followed.
  mutating func foretellAir() throws {
    guard plan.fidelity == .full else { return }
    let (before, after) = (cuts.first?.before ?? posed, cuts.last?.after ?? posed)
    airBefore = try meanAir(on: 0, in: before)
    airAfter = try after.pieces.indices.map { try meanAir(on: $0, in: after) }
  }

  mutating func meanAir(on piece: Int, in world: World) throws -> MeanAir? {
    guard world.entries[piece] == nil else { return nil }
    let orbit = world.orbit(of: piece)
    let r = orbit.position.components
    let v = orbit.velocity.components
    let normal = cross(r, v).normalized
    let period = 2 * Double.pi / orbit.localOrbitalRate.magnitude
    // The flight's own forces need not reach over an orbit.
    let arc = try environment.forces(from: orbit.epoch, to: orbit.epoch + period)
    let sun = arc.instant(at: orbit.epoch - arc.start).sun.normalized
    // Flying forward, its +y to the right, a Sun on the side of the orbit's normal is on its left; from
    // noon on the Sun falls behind.
    let height = -Elementary.asin(max(-1, min(1, dot(normal, sun))))
    let now = Elementary.atan2(dot(sun, cross(normal, r.normalized)), dot(sun, r.normalized))
    var places: [SunPlace] = []
    var pressures: [Double] = []
    for step in 0..<Self.orbitSteps {
      let part = Double(step) / Double(Self.orbitSteps)
      places.append(SunPlace(turn: now - 2 * Double.pi * part, height: height))
      guard environment.settings.drag else { continue }
      let turn = Elementary.sinCos(2 * Double.pi * part)
      let time = orbit.epoch + part * period - arc.start
      pressures.append(
        arc.drag(
          turn.cos * r + turn.sin * cross(normal, r), turn.cos * v + turn.sin * cross(normal, v),
          ballisticArea: 1, at: arc.instant(at: time), time: time
        ).magnitude)
    }
    let centre = world.bodies[piece].properties.centre
    guard environment.settings.drag else {
      return MeanAir(places: places, pressures: [], poses: [], centre: centre)
    }
    let shape = try shape(of: world.pieces[piece].modules, opened: world.opened)
    do {
      let poses = try shapes[shape].around(
        height: height, speed: v.magnitude,
        air: environment.air(at: place(orbit), epoch: orbit.epoch))
      return MeanAir(places: places, pressures: pressures, poses: poses, centre: centre)
    } catch {
      throw MissionError.shape("\(error)")
    }
  }
}
