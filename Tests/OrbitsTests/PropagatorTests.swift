import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import Testing

private let pointMass = ForceModel.Settings(
  degree: 0, order: 0, sun: false, moon: false, drag: false)

/// The equations of motion for a method that knows nothing of the propagator's.
private struct Equations: DifferentialSystem {
  let forces: ForceModel
  let object: DragAndPressure
  var dimension: Int { 6 }

  func derivative(
    at time: Double, of s: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    let r = SIMD3(s[0], s[1], s[2])
    let v = SIMD3(s[3], s[4], s[5])
    let a = forces.acceleration(r, v, of: object, at: forces.instant(at: time), time: time)
    for axis in 0..<3 {
      rate[axis] = v[axis]
      rate[3 + axis] = a[axis]
    }
  }
}

@Suite struct PropagatorTests {
  @Test func aPointMassGivesAnEllipse() throws {
    let carried = try Carried()
    let start = try carried.station()
    let elements = try KeplerianElements(of: start, mu: carried.field.mu)
    let a = elements.semiMajorAxis
    let period = 2 * .pi * (a * a * a / carried.field.mu).squareRoot()
    let forces = try carried.forces(pointMass, from: start.epoch, to: start.epoch + 90_000)
    let propagator = try NumericalPropagator(
      state: start, object: DragAndPressure(ballisticArea: 0), forces: forces)
    let states = try propagator.states(every: period, for: 15 * period)
    #expect(states.count == 16)
    for state in states {
      // A centimetre after a day: steps of 30 s leave less than a millimetre, epochs are counted
      // in nanoseconds (8 µm).
      #expect((state.position - start.position).magnitude < 0.01)
    }
  }

  @Test func backAgainIsWhereItStarted() throws {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(.init(), from: start.epoch - 60, to: start.epoch + 86_460)
    let there = try NumericalPropagator(
      state: start, object: DragAndPressure(ballisticArea: 0.01), forces: forces
    )
    .states(every: 600, for: 86_400)
    let last = try #require(there.last)
    #expect(last.epoch - start.epoch == 86_400)
    let back = try NumericalPropagator(
      state: last, object: DragAndPressure(ballisticArea: 0.01), forces: forces
    )
    .states(every: 600, for: -86_400)
    #expect(Carried.distance(there, back.reversed()) < 0.01)
  }

  /// Another method (Dormand and Prince, order 8, steps of 5 s) on the same equations, all forces.
  @Test(arguments: [(0.0, 51.6, 400e3), (0.1, 97.0, 300e3), (0.0, 28.5, 180e3)])
  func anotherMethodAgrees(
    _ eccentricity: Double, _ inclination: Double, _ perigee: Double
  ) throws {
    let carried = try Carried()
    let start: OrbitState<GCRF> = KeplerianElements(
      semiMajorAxis: (6.378e6 + perigee) / (1 - eccentricity), eccentricity: eccentricity,
      inclination: inclination * .pi / 180, rightAscensionOfAscendingNode: 1,
      argumentOfPerigee: 2, trueAnomaly: 3
    ).state(at: try Epoch(utc: "2022-03-11T00:00:00Z"), mu: carried.field.mu)
    let forces = try carried.forces(.all, from: start.epoch, to: start.epoch + 86_400)
    let object = DragAndPressure(ballisticArea: 0.005, radiationArea: 0.01)
    let arc = try NumericalPropagator(state: start, object: object, forces: forces)
      .arc(for: 86_400)
    let (r, v) = (start.position.components, start.velocity.components)
    var other = DormandPrince853(
      system: Equations(forces: forces, object: object), time: 0,
      state: [r.x, r.y, r.z, v.x, v.y, v.z])
    for _ in 0..<17_280 { other.step(5) }
    let end = try #require(arc.state(at: start.epoch + 86_400)).position.components
    let distance = (end - SIMD3(other.state[0], other.state[1], other.state[2])).magnitude
    // Layers of the density have kinks and shadows have edges, which even steps of 5 s walk over.
    #expect(distance < 0.05, "\(distance) m after \(arc.evaluations) evaluations")
  }

  /// Cubics between knots that are rounded to 1024 m (Sun) and 8 m (Moon): half a grain in each
  /// axis, up to 1.25 times that between knots, and 3 m.
  @Test func theBodiesAreGoodBetweenTheKnots() throws {
    let carried = try Carried()
    let start = try Epoch(utc: "2022-03-11T00:00:00Z")
    let end = start + 40 * 86_400
    let forces = try carried.forces(pointMass, from: start, to: end)
    for step in 0...400 {
      let time = Double(step) * 8640
      let instant = forces.instant(at: time)
      #expect((instant.sun - Sun.position(at: start + time)).magnitude < 2000)
      #expect((instant.moon - Moon.position(at: start + time)).magnitude < 18)
    }
  }

  /// What `--explain` lists is all that acts, none of it twice.
  @Test(arguments: [0, 2, 8, 20, 70])
  func thePartsAreTheWhole(_ degree: Int) throws {
    let carried = try Carried()
    let start = try carried.station()
    var settings = ForceModel.Settings.all
    (settings.degree, settings.order) = (degree, degree)
    let forces = try carried.forces(settings, from: start.epoch, to: start.epoch + 3600)
    let object = DragAndPressure(ballisticArea: 0.01, radiationArea: 0.02)
    let (r, v) = (start.position.components, start.velocity.components)
    for time in [0.0, 1200, 2400] {
      let parts = forces.parts(r, v, of: object, time: time)
      let sum = parts.reduce(SIMD3.zero) { $0 + $1.acceleration }
      let whole = forces.acceleration(
        r, v, of: object, at: forces.instant(at: time), time: time)
      #expect((sum - whole).magnitude < 1e-14)
      #expect(Set(parts.map(\.name)).count == parts.count)
    }
  }

  @Test func airTakesEnergyAndAreaTakesMore() throws {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(
      .init(degree: 0, order: 0, sun: false, moon: false), from: start.epoch,
      to: start.epoch + 86_400)
    func loss(_ area: Double) throws -> Double {
      let states = try NumericalPropagator(
        state: start, object: DragAndPressure(ballisticArea: area), forces: forces
      )
      .states(every: 86_400, for: 86_400)
      return try KeplerianElements(of: states[0], mu: forces.mu).semiMajorAxis
        - KeplerianElements(of: states[1], mu: forces.mu).semiMajorAxis
    }
    #expect(abs(try loss(0)) < 0.01)
    let one = try loss(0.01)
    // King-Hele: da = -2π ρ (Cd A/m) a² a revolution, with 1e-12 to 6e-12 kg/m³ at 410 km and
    // the turning air: 15.5 revolutions lose 30 to 180 m.
    #expect(one > 20 && one < 200)
    #expect(abs(try loss(0.02) / one - 2) < 0.05)
  }

  @Test func aFallEndsInAReentry() throws {
    let carried = try Carried()
    var start = try carried.station()
    start.velocity = 0.95 * start.velocity
    let forces = try carried.forces(.init(), from: start.epoch, to: start.epoch + 86_400)
    let propagator = try NumericalPropagator(
      state: start, object: DragAndPressure(ballisticArea: 0.01), forces: forces)
    do {
      _ = try propagator.states(every: 60, for: 86_400)
      Issue.record("no reentry")
    } catch {
      guard case .reentered(let epoch, let altitude) = error else { throw error }
      #expect(abs(altitude - 100e3) < 1)
      #expect(epoch > start.epoch)
      #expect(error.description.contains("below 100 km"))
    }
  }

  @Test func hostileRequestsAreRefused() throws {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(.init(), from: start.epoch, to: start.epoch + 3600)
    for area in [-1, .nan, .infinity] {
      #expect(throws: OrbitError.self) {
        try NumericalPropagator(
          state: start, object: DragAndPressure(ballisticArea: area), forces: forces)
      }
    }
    for bad in [SIMD3(.nan, 0, 0), SIMD3(.infinity, 0, 0), .zero, SIMD3(6e6, 0, 0)] {
      var state = start
      state.position = Position(bad)
      #expect(throws: OrbitError.self) {
        try NumericalPropagator(
          state: state, object: DragAndPressure(ballisticArea: 0), forces: forces)
      }
    }
    let propagator = try NumericalPropagator(
      state: start, object: DragAndPressure(ballisticArea: 0.01), forces: forces)
    let requests: [(Double, Double)] = [
      (0, 60), (-1, 60), (.nan, 60), (60, .nan), (60, .infinity), (1e-9, 60), (60, 3601),
      (60, -1),
    ]
    for (step, duration) in requests {
      #expect(throws: OrbitError.self) { try propagator.states(every: step, for: duration) }
    }
    #expect(try propagator.states(every: 60, for: 0) == [start])
    for settings in [
      ForceModel.Settings(degree: 121, order: 2), .init(degree: 1, order: 0),
      .init(degree: 4, order: 5), .init(degree: -2, order: 0),
    ] {
      #expect(throws: OrbitError.self) {
        try carried.forces(settings, from: start.epoch, to: start.epoch + 60)
      }
    }
    #expect(throws: OrbitError.self) {
      try carried.forces(.init(), from: start.epoch, to: start.epoch - 60)
    }
    #expect(throws: OrbitError.self) {
      try ForceModel(
        settings: .init(), from: start.epoch, to: start.epoch, orientation: carried.orientation,
        geopotential: carried.field, density: nil)
    }
  }
}
