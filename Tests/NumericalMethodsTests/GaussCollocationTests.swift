import NumericalMethods
import Testing

/// An oscillator whose guide is off: the true frequency is 1.1 times that of the guide.
private struct Spring: GuidedMotion {
  var rate = 1.0
  var stiffness: Double { 0.21 }

  func guide(_ positions: LaneVector) -> LaneVector { Lanes(repeating: -1) * positions }

  func guide(_ position: SIMD3<Double>) -> SIMD3<Double> { -position }

  mutating func accelerate(isFull: Bool, _ nodes: inout CollocationNodes) {
    for index in nodes.positions.indices {
      nodes.accelerations[index] = -1.21 * nodes.positions[index]
    }
  }
}

@Suite struct GaussCollocationTests {
  private func flight() -> GaussCollocation<Spring> {
    var flight = GaussCollocation(
      motion: Spring(), time: 0, position: SIMD3(1, 0, 2), velocity: SIMD3(0, 1.1, 0))
    flight.tolerance = 1e-8
    return flight
  }

  private func truth(_ t: Double) -> (SIMD3<Double>, SIMD3<Double>) {
    let (s, c) = Elementary.sinCos(1.1 * t)
    return (SIMD3(c, s, 2 * c), 1.1 * SIMD3(-s, c, -2 * s))
  }

  @Test func followsTheClosedFormAtEveryInstant() throws {
    var flight = flight()
    for _ in 0..<20 {
      guard case .segment(let segment, let error) = flight.trial(0.6) else {
        Issue.record("no segment")
        return
      }
      #expect(error < 1e-8)
      for part in 0...7 {
        let time = segment.start + segment.length * Double(part) / 7
        let (r, v) = truth(time)
        let state = segment.state(at: time)
        #expect((state.position - r).magnitude < 1e-8)
        #expect((state.velocity - v).magnitude < 1e-8)
      }
      flight.accept(segment)
    }
    #expect(abs(flight.time - 12) < 1e-12)
    #expect(flight.passes > 0)
  }

  @Test func backwardsIsTheSame() throws {
    var flight = flight()
    guard case .segment(let segment, _) = flight.trial(-0.6) else {
      Issue.record("no segment")
      return
    }
    flight.accept(segment)
    #expect((flight.position - truth(-0.6).0).magnitude < 1e-8)
    #expect((flight.velocity - truth(-0.6).1).magnitude < 1e-8)
  }

  /// Far more than the nodes can follow is refused, not answered wrongly.
  @Test func tooLongIsSaid() {
    var flight = flight()
    for length in [40.0, 1e6, .infinity, .nan] {
      if case .segment = flight.trial(length) { Issue.record("a segment of \(length)") }
    }
  }
}
