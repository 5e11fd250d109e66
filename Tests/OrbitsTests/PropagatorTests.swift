import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import Testing

private let pointMass = ForceModel.Settings(
  degree: 0, order: 0, sun: false, moon: false, drag: false)

@Suite struct PropagatorTests {
  @Test(arguments: [
    NumericalPropagator.Stepping.fixed(30), .adaptive(relativeTolerance: 1e-13),
  ])
  func aPointMassGivesAnEllipse(_ stepping: NumericalPropagator.Stepping) throws {
    let carried = try Carried()
    let start = try carried.station()
    let elements = try KeplerianElements(of: start, mu: carried.field.mu)
    let a = elements.semiMajorAxis
    let period = 2 * .pi * (a * a * a / carried.field.mu).squareRoot()
    let forces = try carried.forces(pointMass, from: start.epoch, to: start.epoch + 90_000)
    let propagator = try NumericalPropagator(
      state: start, ballisticArea: 0, forces: forces, stepping: stepping)
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
    let there = try NumericalPropagator(state: start, ballisticArea: 0.01, forces: forces)
      .states(every: 600, for: 86_400)
    let last = try #require(there.last)
    #expect(last.epoch - start.epoch == 86_400)
    let back = try NumericalPropagator(state: last, ballisticArea: 0.01, forces: forces)
      .states(every: 600, for: -86_400)
    #expect(Carried.distance(there, back.reversed()) < 0.01)
  }

  @Test func fixedAndAdaptiveStepsAgree() throws {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(.init(), from: start.epoch, to: start.epoch + 86_400)
    let fixed = try NumericalPropagator(state: start, ballisticArea: 0.01, forces: forces)
      .states(every: 600, for: 86_400)
    let adaptive = try NumericalPropagator(
      state: start, ballisticArea: 0.01, forces: forces,
      stepping: .adaptive(relativeTolerance: 1e-13)
    ).states(every: 600, for: 86_400)
    // The layers of the density have kinks, which both see differently.
    let distance = Carried.distance(fixed, adaptive)
    print("fixed against adaptive, full forces, one day: \(distance) m")
    #expect(distance < 0.05)
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

  @Test func airTakesEnergyAndAreaTakesMore() throws {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(
      .init(degree: 0, order: 0, sun: false, moon: false), from: start.epoch,
      to: start.epoch + 86_400)
    func loss(_ area: Double) throws -> Double {
      let states = try NumericalPropagator(state: start, ballisticArea: area, forces: forces)
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
    let propagator = try NumericalPropagator(state: start, ballisticArea: 0.01, forces: forces)
    do {
      _ = try propagator.states(every: 60, for: 86_400)
      Issue.record("no reentry")
    } catch {
      guard case .reentered(let epoch, let altitude) = error else { throw error }
      #expect(altitude < 100e3 && altitude > 80e3)
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
        try NumericalPropagator(state: start, ballisticArea: area, forces: forces)
      }
    }
    for bad in [SIMD3(.nan, 0, 0), SIMD3(.infinity, 0, 0), .zero, SIMD3(6e6, 0, 0)] {
      var state = start
      state.position = Position(bad)
      #expect(throws: OrbitError.self) {
        try NumericalPropagator(state: state, ballisticArea: 0, forces: forces)
      }
    }
    let propagator = try NumericalPropagator(state: start, ballisticArea: 0.01, forces: forces)
    let requests: [(Double, Double)] = [
      (0, 60), (-1, 60), (.nan, 60), (60, .nan), (60, .infinity), (1e-9, 60), (60, 3601),
      (60, -1),
    ]
    for (step, duration) in requests {
      #expect(throws: OrbitError.self) { try propagator.states(every: step, for: duration) }
    }
    #expect(try propagator.states(every: 60, for: 0) == [start])
    for settings in [
      ForceModel.Settings(degree: 37, order: 2), .init(degree: 1, order: 0),
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
