import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import Testing

/// Breaks that are put into an orbit are found where they are, and no others.
@Suite struct EphemerisBreakTests {
  private static let object = DragAndPressure(ballisticArea: 0.01)
  private static let span = 43_200.0

  /// Half a day every four minutes, and what acts.
  private static func orbit() throws -> (forces: ForceModel, states: [OrbitState<GCRF>]) {
    let carried = try Carried()
    let start = try carried.station()
    let forces = try carried.forces(.init(), from: start.epoch, to: start.epoch + span)
    return (forces, try flown(start, object, forces, for: span))
  }

  private static func flown(
    _ start: OrbitState<GCRF>, _ object: DragAndPressure, _ forces: ForceModel, for time: Double
  ) throws -> [OrbitState<GCRF>] {
    try NumericalPropagator(state: start, object: object, forces: forces)
      .states(every: 240, for: time)
  }

  /// The orbit with another behind state 60, four hours in.
  private static func broken(
    push: SIMD3<Double> = .zero, shift: SIMD3<Double> = .zero, drag: Double = 1
  ) throws -> (forces: ForceModel, states: [OrbitState<GCRF>]) {
    let (forces, states) = try orbit()
    var start = states[60]
    start.position = Position(start.position.components + shift)
    start.velocity = Velocity(start.velocity.components + push)
    var other = object
    other.ballisticArea *= drag
    return (
      forces, states[..<60] + (try flown(start, other, forces, for: span - 60 * 240))
    )
  }

  @Test func anOrbitDoesNotBreak() throws {
    let (forces, states) = try Self.orbit()
    let (fit, breaks) = try OrbitFit.behindBreaks(
      states, object: Self.object, forces: forces, parameters: [.state, .drag], least: 3600)
    #expect(breaks.isEmpty && fit.state.epoch == states[0].epoch && fit.observations == 181)
  }

  /// Places that no one orbit goes through, as behind a burn of half a metre a second: the fit goes to
  /// the least squares all the same, and more parameters fit no worse.
  @Test func aFitOfABurnIsTheBestOrbit() throws {
    let (forces, whole) = try Self.orbit()
    let back = -0.5 * whole[60].velocity.components.normalized
    let (_, states) = try Self.broken(push: back)
    func rms(_ parameters: OrbitFit.Parameters) throws -> Double {
      try OrbitFit(states, object: Self.object, forces: forces, parameters: parameters).rms
    }
    let drag = try rms([.drag])
    let state = try rms([.state])
    let both = try rms([.state, .drag])
    #expect(both < state && both < drag)
    #expect(state > 1000)
  }

  /// A push of 2 cm/s and a shift of 5 m, as of a new estimate, are found with their size; the fit then
  /// lies as well to what is behind them as if there had been nothing else.
  @Test(arguments: [(SIMD3(0, 0.02, 0), SIMD3.zero), (SIMD3.zero, SIMD3(3.0, -4, 0))])
  func aNewStateIsABreak(_ push: SIMD3<Double>, _ shift: SIMD3<Double>) throws {
    let (forces, states) = try Self.broken(push: push, shift: shift)
    let breaks = try EphemerisBreak.jumps(in: states, object: Self.object, forces: forces)
    let found = try #require(breaks.first)
    #expect(breaks.count == 1 && found.kind == .state && found.epoch == states[60].epoch)
    #expect(abs(found.distance - shift.magnitude) < 0.05)
    #expect(abs(found.speed - push.magnitude) < 1e-4)
    #expect(found.dragRatio == nil)
    let (fit, all) = try OrbitFit.behindBreaks(
      states, object: Self.object, forces: forces, parameters: [.drag], least: 10_800)
    #expect(all == breaks)
    #expect(fit.state.epoch == states[60].epoch && fit.observations == 121)
    #expect(fit.rms < 0.05 && abs(fit.dragScale - 1) < 1e-3)
  }

  /// A state that stands alone is not where an orbit begins.
  @Test func anOutlierIsNoBreak() throws {
    var (forces, states) = try Self.orbit()
    states[60].position = Position(states[60].position.components + SIMD3(50, 0, 0))
    #expect(try EphemerisBreak.jumps(in: states, object: Self.object, forces: forces).isEmpty)
  }

  /// A seventh more drag, as a station has that turns its arrays or itself: the places go on. Where it
  /// begins is told by the residuals to some steps, by how much to a part in a hundred.
  @Test func anotherDragIsABreak() throws {
    let (forces, states) = try Self.broken(drag: 1.14)
    #expect(try EphemerisBreak.jumps(in: states, object: Self.object, forces: forces).isEmpty)
    let (fit, breaks) = try OrbitFit.behindBreaks(
      states, object: Self.object, forces: forces, parameters: [.drag], least: 10_800)
    let found = try #require(breaks.first)
    #expect(breaks.count == 1 && found.kind == .drag)
    #expect(abs(found.epoch - states[60].epoch) <= 480)
    #expect(abs(try #require(found.dragRatio) - 1.14) < 0.01)
    #expect(fit.state.epoch == found.epoch && abs(fit.dragScale - 1.14) < 0.01)
  }

  /// Where less is left behind a break than is asked for, the fit goes across it; the break is told.
  @Test func tooLittleBehindABreak() throws {
    let (forces, states) = try Self.broken(push: SIMD3(0, 0.02, 0))
    let (fit, breaks) = try OrbitFit.behindBreaks(
      states, object: Self.object, forces: forces, parameters: [.state], least: 30_000)
    #expect(breaks.map(\.epoch) == [states[60].epoch])
    #expect(fit.state.epoch == states[0].epoch && fit.rms > 10)
    let few = Array(states[..<2])
    #expect(try EphemerisBreak.jumps(in: few, object: Self.object, forces: forces).isEmpty)
    #expect(throws: OrbitError.self) {
      try OrbitFit.behindBreaks(
        [], object: Self.object, forces: forces, parameters: [.state], least: 0)
    }
    #expect(throws: OrbitError.self) {
      try EphemerisBreak.jumps(
        in: states.map {
          .init(epoch: $0.epoch + 1e6, position: $0.position, velocity: $0.velocity)
        },
        object: Self.object, forces: forces)
    }
  }
}
