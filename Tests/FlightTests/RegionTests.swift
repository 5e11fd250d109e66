import Flight
import Foundation
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

@Suite struct RegionTests {
  static func regions() throws -> [ProximityRegion] {
    try ProximityRegion.table(at: repositoryRoot.appendingPathComponent("Data/regions.csv"))
  }

  static func state(_ p: SIMD3<Double>, _ v: SIMD3<Double>) -> LocalState {
    LocalState(position: Position(p), velocity: Velocity(v))
  }

  /// A straight way at 1 m/s through the sphere, 120 m beside its centre: in and out 160 m before and
  /// after.
  @Test func straightThroughTheSphere() throws {
    let sphere = try #require(Self.regions().first { $0.id == "keep-out-sphere" })
    let v = SIMD3(1.0, 0, 0)
    let crossings = sphere.crossings(
      from: Self.state(SIMD3(-300, 0, 120), v), to: Self.state(SIMD3(300, 0, 120), v),
      duration: 600)
    #expect(crossings.map(\.enters) == [true, false])
    #expect(abs(crossings[0].time - 140) < 2e-6 && abs(crossings[1].time - 460) < 2e-6)
    #expect(sphere.contains(Position(0, 0, 200)) && !sphere.contains(Position(0, 0, 200.1)))
    // Both ends outside, the same way farther aside.
    let beside = sphere.crossings(
      from: Self.state(SIMD3(-300, 0, 201), v), to: Self.state(SIMD3(300, 0, 201), v),
      duration: 600)
    #expect(beside.isEmpty)
    #expect(
      sphere.crossings(
        from: Self.state(.zero, v), to: Self.state(SIMD3(.nan, 0, 0), v), duration: 1
      ).isEmpty)
  }

  /// Against a fine grid, on random ways that bend.
  @Test func againstSampling() throws {
    let ellipsoid = try #require(Self.regions().first { $0.id == "approach-ellipsoid" })
    var random = SplitMix64(seed: 41)
    func vector(_ size: SIMD3<Double>) -> SIMD3<Double> {
      size
        * SIMD3(
          Double.random(in: -1...1, using: &random), Double.random(in: -1...1, using: &random),
          Double.random(in: -1...1, using: &random))
    }
    var count = 0
    for _ in 0..<300 {
      let (p, q) = (vector(1.5 * ellipsoid.semiAxes), vector(1.5 * ellipsoid.semiAxes))
      let (v, w) = (vector(SIMD3(repeating: 40)), vector(SIMD3(repeating: 40)))
      let crossings = ellipsoid.crossings(
        from: Self.state(p, v), to: Self.state(q, w), duration: 100)
      func inside(_ t: Double) -> Bool {
        let s = t / 100
        let r = 1 - s
        let way =
          r * r * r * p + 3 * r * r * s * (p + 100.0 / 3 * v)
          + 3 * r * s * s * (q - 100.0 / 3 * w) + s * s * s * q
        return ellipsoid.contains(Position(way))
      }
      var changes = 0
      for step in 0..<1000 where inside(0.1 * Double(step)) != inside(0.1 * Double(step + 1)) {
        changes += 1
      }
      // A grid can miss two crossings in one cell, never an odd number.
      #expect(crossings.count >= changes && (crossings.count - changes) % 2 == 0)
      for crossing in crossings {
        #expect(inside(crossing.time + 1e-5) == crossing.enters)
        #expect(inside(crossing.time - 1e-5) != crossing.enters)
      }
      count += crossings.count
    }
    #expect(count > 100)
  }

  @Test func brokenTableIsRefused() throws {
    try withTemporaryFile(holding: "a,b,200,0,200,GK,low\n", ending: "csv") { file in
      #expect(throws: (any Error).self) { try ProximityRegion.table(at: file) }
    }
  }

  /// Two balls that leave each other and come back: the windows tell it from the one in which it
  /// happens on.
  @Test func windowsOfAReturn() throws {
    let ball = PieceShape([
      PlacedSolid(
        form: .box(SIMD3(repeating: 1)), centre: .zero, axes: .identity, tracking: .fixed,
        module: 0)
    ])
    func body(_ t: Double, _ away: Double) -> RigidBody {
      // 5 m at the least, at 300 s, after 14 m at 150 s.
      let phase = Double.pi * t / 150
      let x = away * (9.5 - 4.5 * Elementary.cos(phase) + 1)
      return RigidBody(
        properties: .point(mass: 1, at: .zero), position: Position(x, 0, 0),
        velocity: Velocity(away * 4.5 * .pi / 150 * Elementary.sin(phase), 0, 0),
        attitude: .identity, angularVelocity: .zero)
    }
    let windows = [
      ClearanceReport.Window(name: "short", duration: 140),
      ClearanceReport.Window(name: "long", duration: 325),
      ClearanceReport.Window(name: "never", duration: 1e6),
    ]
    var watch = FormationClearance([ball, ball], windows: windows.map(\.duration))
    for step in 0..<40 {
      let t = 10 * Double(step)
      let touching = try watch.follow(
        from: [body(t, 0), body(t, 1)], to: [body(t + 10, 0), body(t + 10, 1)], duration: 10)
      #expect(touching.isEmpty)
    }
    let report = ClearanceReport(watch, windows: windows)
    #expect(report.rows.count == 3)
    #expect(report.rows[0].closest == nil && report.rows[0].isComplete)
    let closest = try #require(report.rows[1].closest)
    #expect(abs(closest.distance - 5) < 1e-6 && abs(closest.time - 300) < 1e-2)
    #expect(!report.rows[2].isComplete && report.rows[2].closest == closest)
    let standard = ClearanceReport.Window.standard(period: 5560)
    #expect(standard.map(\.name) == ["1 orbit", "2 orbits", "24 h", "16 orbits"])
  }
}
