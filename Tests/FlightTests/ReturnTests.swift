import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import Testing

/// What counts as a return, and what follows a contact in the watch.
@Suite struct ReturnTests {
  private static func shape(_ size: SIMD3<Double>) -> PieceShape {
    PieceShape([
      PlacedSolid(
        form: .box(size), centre: .zero, axes: .identity, tracking: .fixed, module: 0)
    ])
  }

  private static func body(_ x: Double, _ v: Double, turned angle: Double = 0, rate: Double = 0)
    -> RigidBody
  {
    RigidBody(
      properties: .point(mass: 1, at: .zero), position: Position(x, 0, 0),
      velocity: Velocity(v, 0, 0), attitude: Rotation(axis: SIMD3(0, 0, 1), angle: angle),
      angularVelocity: AngularVelocity(0, 0, rate))
  }

  /// A rod of 20 m turns while it draws away from a cube: every half turn its end comes nearer again.
  private static func rod(
    _ speed: Double, rate: Double = 0.02, duration: Double = 600, windows: [Double] = []
  ) throws -> FormationClearance {
    let rest = body(0, 0)
    var watch = FormationClearance(
      [shape(SIMD3(1, 1, 1)), shape(SIMD3(20, 0.2, 0.2))], windows: windows)
    func there(_ t: Double) -> RigidBody {
      body(11 + speed * t, speed, turned: rate * t, rate: rate)
    }
    for step in 0..<Int(duration / 5) {
      _ = try watch.follow(
        from: [rest, there(5 * Double(step))], to: [rest, there(5 * Double(step + 1))],
        duration: 5)
    }
    return watch
  }

  /// Its end comes back to 8 m of the 13 that it had reached: the pieces only part, and what came nearest
  /// is told as such.
  @Test func wobbleIsNoReturn() throws {
    let pair = try #require(try Self.rod(0.05).pairs.first)
    #expect(pair.closest == nil && pair.hasTurned && !pair.hasReturned)
    let least = try #require(pair.closestInParting)
    // Half a turn after 157 s: 11 + 7.85 - 10 - 0.5 m, and earlier for the drift by a quarter of a radian
    // at most, in which the rod draws 0.3 m further.
    #expect(abs(least.distance - (0.5 + 0.05 * .pi / 0.02)) < 0.32, "\(least)")
    #expect(least.time < .pi / 0.02 && least.time > (.pi - 0.26) / 0.02)
  }

  /// Slower it comes back to 2 m of the 11 that it had reached: a near miss, though the centres only draw
  /// apart.
  @Test func nearMissIsAReturn() throws {
    let pair = try #require(try Self.rod(0.01).pairs.first)
    let least = try #require(pair.closest)
    #expect(abs(least.distance - (0.5 + 0.01 * .pi / 0.02)) < 0.02, "\(least)")
    #expect(pair.hasReturned)
  }

  /// Pieces whose centres come back return at whatever distance.
  @Test func centresThatComeBackReturn() throws {
    let rest = Self.body(0, 0)
    let shapes = [Self.shape(SIMD3(1, 1, 1)), Self.shape(SIMD3(1, 1, 1))]
    var watch = FormationClearance(shapes, windows: [60, 300])
    // Out and back by a third: x = 2 + 100 sin(t / 100) up to t = 250.
    func there(_ t: Double) -> RigidBody {
      let turn = Elementary.sinCos(t / 100)
      return Self.body(2 + 100 * turn.sin, turn.cos)
    }
    for step in 0..<25 {
      _ = try watch.follow(
        from: [rest, there(10 * Double(step))], to: [rest, there(10 * Double(step + 1))],
        duration: 10)
    }
    let pair = try #require(watch.pairs.first)
    let least = try #require(pair.closest)
    #expect(abs(least.distance - (1 + 100 * Elementary.sin(2.5))) < 1e-6)
    #expect(abs(least.time - 250) < 1e-6)
    #expect(pair.atWindows == [nil])
    #expect(pair.closestInParting == nil)
  }

  /// Windows of a pair count from its own parting.
  @Test func windowsCountFromTheParting() throws {
    let shapes = (0..<3).map { _ in Self.shape(SIMD3(1, 1, 1)) }
    func row(_ t: Double) -> [RigidBody] {
      [Self.body(0, 0), Self.body(2 + 0.1 * t, 0.1), Self.body(4 + 0.2 * t, 0.2)]
    }
    var watch = FormationClearance(Array(shapes[..<2]), windows: [30])
    _ = try watch.follow(
      from: Array(row(0)[..<2]), to: Array(row(20)[..<2]), duration: 20)
    watch = FormationClearance(shapes, continuing: watch, origins: [0, 1, nil])
    _ = try watch.follow(from: row(20), to: row(35), duration: 15)
    #expect(watch.pairs.map(\.start) == [0, 20, 20])
    #expect(watch.pairs.map(\.atWindows.count) == [1, 0, 0])
    _ = try watch.follow(from: row(35), to: row(55), duration: 20)
    #expect(watch.pairs.map(\.atWindows.count) == [1, 1, 1])
    let report = ClearanceReport(watch, windows: [.init(name: "30 s", duration: 30)])
    #expect(report.rows.allSatisfy { $0.isComplete })
  }

  /// A watch that goes on finds a second contact once the pieces were let go, and keeps the first.
  @Test func contactsGoOn() throws {
    let shapes = [Self.shape(SIMD3(1, 1, 1)), Self.shape(SIMD3(1, 1, 1))]
    var watch = FormationClearance(
      shapes, search: ClearanceSearch(contact: 0.01), goesOn: true)
    let rest = Self.body(0, 0)
    var touching: [Int] = []
    for (index, (x, v)) in [(3.0, -0.2), (1.0, 0.2), (3.0, -0.2)].enumerated() {
      touching += try watch.follow(
        from: [rest, Self.body(x, v)], to: [rest, Self.body(x + 10 * v, v)], duration: 10)
      if index == 0 {
        #expect(abs((watch.pairs[0].contact?.time ?? 0) - 1.99 / 0.2) < 1e-6)
      }
      if index == 1 { watch.letGo(0) }
    }
    #expect(touching == [0, 0])
    let pair = watch.pairs[0]
    #expect(abs((pair.contact?.time ?? 0) - 1.99 / 0.2) < 1e-6)
    #expect(abs((pair.latestContact?.time ?? 0) - (20 + 1.99 / 0.2)) < 1e-6)
    #expect(pair.closest?.distance == pair.contact?.distance)
  }
}
