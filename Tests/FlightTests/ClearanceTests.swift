import Flight
import Foundation
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

/// Random bodies that pass each other, some of them spinning.
extension SplitMix64 {
  mutating func solids(_ count: Int, spread: Double) -> [PlacedSolid] {
    (0..<count).map { index in
      let x = vector(1).normalized
      let y = cross(x, vector(1)).normalized
      let form: Solid.Form =
        next() % 2 == 0
        ? .box(SIMD3(uniform(0.2...4), uniform(0.2...6), uniform(0.1...2)))
        : .cylinder(axis: 0, length: uniform(0.5...8), diameter: uniform(0.5...4))
      return PlacedSolid(
        form: form, centre: vector(spread), axes: Matrix3(rows: x, y, cross(x, y)),
        tracking: .fixed, module: index)
    }
  }

  /// A body that a step takes from here to there with some spin, and a bend in its way.
  mutating func step(
    _ duration: Double, away: SIMD3<Double>, speed: Double, spin: Double
  ) throws -> StepMotion {
    let (from, to) = states(duration, away: away, speed: speed, spin: spin)
    return try StepMotion(from: from, to: to, duration: duration)
  }

  mutating func states(
    _ duration: Double, away: SIMD3<Double>, speed: Double, spin: Double
  ) -> (RigidBody, RigidBody) {
    let rate = vector(spin)
    let attitude = Rotation<StationFrame, GCRF>(axis: vector(1), angle: uniform(0...3))
    let velocity = -speed * (away + vector(3)).normalized
    let bend = vector(0.02)
    let from = RigidBody(
      properties: .point(mass: 1, at: vector(1)), position: Position(away),
      velocity: Velocity(velocity), attitude: attitude, angularVelocity: AngularVelocity(rate))
    var to = from
    to.position = Position(away + duration * (velocity + 0.5 * duration * bend))
    to.velocity = Velocity(velocity + duration * bend)
    let turn = Rotation<StationFrame, StationFrame>(axis: rate, angle: rate.magnitude * duration)
    to.attitude = turn.then(attitude)
    to.angularVelocity = AngularVelocity(rate + 0.1 * vector(spin))
    return (from, to)
  }
}

@Suite struct ClearanceTests {
  /// The least distance on a grid of times.
  static func sampled(
    _ shapes: (PieceShape, PieceShape), _ a: StepMotion, _ b: StepMotion, _ count: Int
  ) -> (distance: Double, time: Double) {
    var least = (Double.infinity, 0.0)
    for index in 0...count {
      let time = a.duration * Double(index) / Double(count)
      let place = a.place(at: time).seeing(b.place(at: time))
      let distance = shapes.0.gap(to: shapes.1, at: place)?.upper ?? .infinity
      if distance < least.0 { least = (distance, time) }
    }
    return least
  }

  @Test func motionMeetsBothEnds() throws {
    var draw = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let (from, to) = draw.states(10, away: draw.vector(50), speed: 1, spin: 0.1)
      let motion = try StepMotion(from: from, to: to, duration: 10)
      #expect((motion.position(at: 0) - from.position.components).magnitude < 1e-12)
      #expect((motion.position(at: 10) - to.position.components).magnitude < 1e-12)
      #expect((motion.velocity(at: 10) - to.velocity.components).magnitude < 1e-12)
      #expect(motion.attitude(at: 0).then(from.attitude.inverse).angle < 1e-7)
      #expect(motion.attitude(at: 10).then(to.attitude.inverse).angle < 1e-7)
      // The rate at the ends, from the attitude just inside.
      let turn = motion.attitude(at: 10).then(motion.attitude(at: 10 - 1e-4).inverse)
      #expect(abs(turn.angle / 1e-4 - to.angularVelocity.magnitude) < 1e-4)
    }
  }

  /// A symmetric top nutates with `exp` of two constant rates; the step follows it to the error that
  /// is stated.
  @Test func nutationWithinItsBound() throws {
    let (nutation, spin, cone) = (0.02, 0.01, 0.5)
    func attitude(_ t: Double) -> Rotation<StationFrame, GCRF> {
      Rotation<StationFrame, StationFrame>(axis: SIMD3(0, 0, 1), angle: spin * t)
        .then(Rotation<StationFrame, StationFrame>(axis: SIMD3(1, 0, 0), angle: cone))
        .then(Rotation<StationFrame, GCRF>(axis: SIMD3(0, 0, 1), angle: nutation * t))
    }
    func body(_ t: Double) -> RigidBody {
      let q = attitude(t)
      let rate = q.inverse.rotate(SIMD3(0, 0, nutation)) + SIMD3(0, 0, spin)
      return RigidBody(
        properties: .point(mass: 1, at: .zero), position: .zero, velocity: .zero, attitude: q,
        angularVelocity: AngularVelocity(rate))
    }
    let motion = try StepMotion(from: body(0), to: body(10), duration: 10)
    for t in stride(from: 0.0, through: 10, by: 0.5) {
      let off = motion.attitude(at: t).then(attitude(t).inverse)
      let sine = SIMD3(off.quaternion.x, off.quaternion.y, off.quaternion.z).magnitude
      #expect(2 * sine < 52 * cone * 1.6e-7, "\(t) \(2 * sine)")
    }
  }

  /// Against brute force: nothing on a fine grid is nearer than what is found, and what is found is
  /// met at its time.
  @Test func closestAgainstSampling() throws {
    var draw = SplitMix64(seed: 11)
    let search = ClearanceSearch()
    for round in 0..<120 {
      let spin = round % 3 == 0 ? 0.0 : (round % 3 == 1 ? 0.002 : 0.15)
      let shapes = (
        PieceShape(draw.solids(1 + round % 6, spread: 5)),
        PieceShape(draw.solids(1 + round % 4, spread: 5))
      )
      let a = try draw.step(10, away: .zero, speed: 0.1, spin: spin)
      let b = try draw.step(
        10, away: 40 * draw.vector(1).normalized, speed: draw.uniform(0.5...9), spin: spin)
      let found = try #require(search.closest(shapes, a, b))
      let grid = Self.sampled(shapes, a, b, 400)
      #expect(found.distance <= grid.distance + 1e-8)
      #expect(found.distance >= 0)
      let place = a.place(at: found.time).seeing(b.place(at: found.time))
      let there = shapes.0.gap(to: shapes.1, at: place)?.upper ?? 0
      #expect(abs(there - found.distance) < 1e-8)
      // Only what is nearer than the limit is told.
      #expect(search.closest(shapes, a, b, below: found.distance - 2e-3) == nil)
      if found.distance > 0.01 {
        #expect(search.contact(shapes, a, b) == nil)
        #expect(search.closest(shapes, a, b, below: found.distance + 1) != nil)
      }
    }
  }

  /// Contact comes when the distance comes to the contact distance, and not before.
  @Test func contactAgainstSampling() throws {
    var draw = SplitMix64(seed: 12)
    let search = ClearanceSearch()
    var contacts = 0
    for round in 0..<150 {
      let shapes = (
        PieceShape(draw.solids(1 + round % 5, spread: 4)),
        PieceShape(draw.solids(1 + round % 3, spread: 4))
      )
      let a = try draw.step(10, away: .zero, speed: 0.1, spin: 0.05)
      let b = try draw.step(
        10, away: 30 * draw.vector(1).normalized, speed: draw.uniform(2...9), spin: 0.1)
      func distance(_ time: Double) -> Double {
        let place = a.place(at: time).seeing(b.place(at: time))
        return shapes.0.gap(to: shapes.1, at: place)?.upper ?? .infinity
      }
      guard let contact = search.contact(shapes, a, b) else {
        #expect(Self.sampled(shapes, a, b, 400).distance > 0)
        continue
      }
      contacts += 1
      #expect(distance(contact.time) <= search.contact + 2e-7)
      for share in stride(from: 0.0, to: 1, by: 0.01) where contact.time > 0 {
        #expect(distance(share * contact.time) > search.contact)
      }
      // They close at meters a second: a microsecond earlier they do not touch.
      if contact.time > 1e-5 { #expect(distance(contact.time - 1e-5) > search.contact) }
    }
    #expect(contacts > 30)
  }

  /// A plate of 1 cm at 80 m/s goes through a plate of 1 cm within a step whose samples are 800 m
  /// apart: the time is the closed form's.
  @Test func nothingPassesThrough() throws {
    let plate = PlacedSolid(
      form: .box(SIMD3(0.01, 3, 3)), centre: .zero, axes: .identity, tracking: .fixed, module: 0)
    let shape = PieceShape([plate])
    func body(_ x: Double, _ v: Double) -> RigidBody {
      RigidBody(
        properties: .point(mass: 1, at: .zero), position: Position(x, 0.4, 0),
        velocity: Velocity(v, 0, 0), attitude: .identity, angularVelocity: .zero)
    }
    let a = try StepMotion(from: body(0, 0), to: body(0, 0), duration: 10)
    let b = try StepMotion(from: body(-300, 80), to: body(500, 80), duration: 10)
    let contact = try #require(ClearanceSearch().contact((shape, shape), a, b))
    #expect(abs(contact.time - (300 - 0.01) / 80) < 1e-6)
    var watch = FormationClearance([shape, shape])
    let touching = try watch.follow(
      from: [body(0, 0), body(-300, 80)], to: [body(0, 0), body(500, 80)], duration: 10)
    #expect(touching == [0])
    #expect(abs((watch.pairs[0].contact?.time ?? 0) - contact.time) < 1e-6)
  }

  @Test func refusals() throws {
    let still = RigidBody(
      properties: .point(mass: 1, at: .zero), position: .zero, velocity: .zero,
      attitude: .identity, angularVelocity: .zero)
    var spinning = still
    spinning.angularVelocity = AngularVelocity(0, 0, 1)
    #expect(throws: FlightError.self) {
      try StepMotion(from: still, to: spinning, duration: 10)
    }
    #expect(throws: FlightError.noDuration(0)) {
      try StepMotion(from: still, to: still, duration: 0)
    }
    var nowhere = still
    nowhere.position = Position(.nan, 0, 0)
    #expect(throws: FlightError.notFinite) {
      try StepMotion(from: still, to: nowhere, duration: 1)
    }
    #expect("\(FlightError.noDuration(0))".contains("longer than 0 s"))
  }
}
