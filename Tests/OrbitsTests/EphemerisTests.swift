import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import Testing

@Suite struct EphemerisTests {
  private func day(_ step: Double, area: Double = 0.01) throws -> [OrbitState<GCRF>] {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(.init(), from: start.epoch, to: start.epoch + 86_400)
    return try NumericalPropagator(
      state: start, object: DragAndPressure(ballisticArea: area), forces: forces
    ).states(every: step, for: 86_400)
  }

  @Test func fourMinutesAreEnough() throws {
    let fine = try day(60)
    let coarse = try #require(Ephemeris(try day(240)))
    let inside = (coarse.span.lowerBound + 240)...(coarse.span.upperBound + -240)
    for state in fine {
      let between = try #require(coarse.state(at: state.epoch))
      let allowed = inside.contains(state.epoch) ? 0.05 : 0.2
      #expect((between.position - state.position).magnitude < allowed)
      #expect((between.velocity - state.velocity).magnitude < 0.02 * allowed)
    }
    #expect(coarse.state(at: coarse.span.lowerBound + -1) == nil)
    #expect(coarse.state(at: coarse.span.upperBound + 1) == nil)
    #expect(Ephemeris([]) == nil)
  }

  @Test func aShiftIsFoundOnItsAxis() throws {
    let states = try day(300)
    let shifted = states.map { state in
      let normal = cross(state.position.components, state.velocity.components).normalized
      return OrbitState<GCRF>(
        epoch: state.epoch, position: Position(state.position.components + 5 * normal),
        velocity: state.velocity)
    }
    let a = try #require(Ephemeris(states))
    let b = try #require(Ephemeris(shifted))
    let difference = try #require(EphemerisDifference(a, b))
    #expect(abs(difference.rms - 5) < 1e-6)
    #expect(abs(difference.rmsByAxis.z - 5) < 1e-6)
    #expect(difference.rmsByAxis.x < 1e-6 && difference.rmsByAxis.y < 1e-6)
    let later = try #require(
      Ephemeris(
        states.map {
          OrbitState<GCRF>(
            epoch: $0.epoch + 1e6, position: $0.position, velocity: $0.velocity)
        }))
    #expect(EphemerisDifference(a, later) == nil)
  }

  /// Places with a known error of 3 m and a known factor: both come back.
  @Test func aFitFindsTheOrbitAndTheDrag() throws {
    let carried = try Carried()
    let truth = try day(240, area: 0.0125)
    let stream = Philox4x32(seed: 3, stream: 0)
    let observed = truth.enumerated().map { index, state in
      let first = 3 * UInt64(index)
      let noise = SIMD3(
        stream.normal(at: first), stream.normal(at: first + 1), stream.normal(at: first + 2))
      return OrbitState<GCRF>(
        epoch: state.epoch, position: Position(state.position.components + 3 * noise),
        velocity: state.velocity)
    }
    let forces = try carried.forces(
      .init(), from: truth[0].epoch, to: truth[0].epoch + 86_400)
    let fit = try OrbitFit(
      observed, object: DragAndPressure(ballisticArea: 0.01), forces: forces,
      parameters: [.state, .drag])
    #expect(abs(fit.dragScale - 1.25) < 4 * (try #require(fit.dragScaleDeviation)))
    #expect(abs(fit.dragScale - 1.25) < 5e-3)
    #expect(abs(fit.rms / (3 * 3.0.squareRoot()) - 1) < 0.1)
    // 361 places of 3 m: a few decimetres at the start.
    #expect((fit.state.position - truth[0].position).magnitude < 2)
    #expect(fit.observations == 361)
  }

  @Test func hopelessFitsAreRefused() throws {
    let carried = try Carried()
    let states = try day(600)
    let forces = try carried.forces(
      .init(), from: states[0].epoch, to: states[0].epoch + 86_400)
    let object = DragAndPressure(ballisticArea: 0.01)
    #expect(throws: OrbitError.self) {
      try OrbitFit(
        Array(states.prefix(1)), object: object, forces: forces, parameters: [.state])
    }
    #expect(throws: OrbitError.self) {
      try OrbitFit(states, object: object, forces: forces, parameters: [])
    }
    #expect(throws: OrbitError.self) {
      try OrbitFit(states, object: .none, forces: forces, parameters: [.drag])
    }
  }

  /// An arc finds the crossings of the equator; between two of them lies half a revolution.
  @Test func anArcFindsItsNodes() throws {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(.init(), from: start.epoch, to: start.epoch + 86_400)
    let arc = try NumericalPropagator(
      state: start, object: DragAndPressure(ballisticArea: 0.01), forces: forces
    ).arc(for: 20_000)
    let height = { (state: OrbitState<GCRF>) in state.position.z }
    let first = try #require(arc.firstZero(of: height, from: start.epoch, spacing: 300))
    let second = try #require(arc.firstZero(of: height, from: first + 10, spacing: 300))
    #expect(abs(try #require(arc.state(at: first)).position.z) < 0.01)
    #expect(abs(second - first - 2780) < 30)
    #expect(arc.state(at: start.epoch + -1) == nil)
    #expect(arc.state(at: arc.end + 1) == nil)
  }
}
