import Flight
import Kinematics
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Faces of a joint that has let go and come back.
@Suite struct PortSeamTests {
  private static let seam = PortSeam(at: .zero, axis: SIMD3(-1, 0, 0), radius: 0.6)

  /// Two cylinders of 4 m on either side of the origin; the second nears the first.
  private static func pair(
    _ masses: (Double, Double), closing: Double, apart: Double = 0, turning: SIMD3<Double> = .zero
  ) -> (RigidBody, RigidBody) {
    func body(_ mass: Double, _ x: Double, _ shift: Double, _ speed: Double) -> RigidBody {
      RigidBody(
        properties: MassProperties(
          mass: mass, centre: SIMD3(x, 0, 0), inertia: .diagonal(mass * SIMD3(1.1, 2, 2))),
        position: Position(x + shift, 0, 0), velocity: Velocity(speed, 0, 0), attitude: .identity,
        angularVelocity: .zero)
    }
    var second = body(masses.1, -2, -apart, closing)
    second.angularVelocity = AngularVelocity(turning)
    return (body(masses.0, 2, 0, 0), second)
  }

  private static func energy(_ bodies: [RigidBody]) -> Double {
    bodies.reduce(0) {
      $0 + 0.5 * $1.properties.mass * $1.velocity.components.squaredMagnitude + $1.spinEnergy
    }
  }

  /// Flat on each other they obey Newton's law and do not turn.
  @Test(arguments: [0.0, 0.3, 1]) func flatBlow(_ restitution: Double) throws {
    var (a, b) = Self.pair((1000, 3000), closing: 0.2, apart: -2 * PortSeam.depth)
    let blow = try #require(
      PortSeam.strike(
        [Self.seam], &a, &b, SurfacePair(restitution: restitution, friction: 0.3)))
    #expect(abs(blow.closingSpeed - 0.2) < 1e-12)
    #expect(abs(a.velocity.x - b.velocity.x - 0.2 * restitution) < 1e-9)
    #expect(abs(1000 * a.velocity.x + 3000 * b.velocity.x - 600) < 1e-9)
    #expect(a.angularVelocity.magnitude + b.angularVelocity.magnitude < 1e-9)
    #expect(abs(blow.impulse.x + 750 * 0.2 * (1 + restitution)) < 1e-6)
  }

  /// Slower than what springs back they stop, and slower than nothing nothing happens.
  @Test func restAndPart() {
    let surfaces = SurfacePair(restitution: 0.5, friction: 0.3, restingSpeed: 0.001)
    var (a, b) = Self.pair((1000, 1000), closing: 0.0009, apart: -PortSeam.depth)
    #expect(PortSeam.strike([Self.seam], &a, &b, surfaces) != nil)
    #expect(abs(a.velocity.x - b.velocity.x) < 1e-9)
    (a, b) = Self.pair((1000, 1000), closing: -0.1, apart: -PortSeam.depth)
    #expect(PortSeam.strike([Self.seam], &a, &b, surfaces) == nil)
    (a, b) = Self.pair((1000, 1000), closing: 0.1, apart: 0.001)
    #expect(PortSeam.strike([Self.seam], &a, &b, surfaces) == nil)
  }

  /// However they turn: both momenta stay, no energy is gained, and no place of the faces that touches
  /// goes on into the other.
  @Test func momentumStays() throws {
    var random = SplitMix64(seed: 11)
    var blows = 0
    for _ in 0..<500 {
      func number(_ size: Double) -> Double { Double.random(in: -size...size, using: &random) }
      let surfaces = SurfacePair(
        restitution: abs(number(1)), friction: abs(number(1)), restingSpeed: 0)
      var (a, b) = Self.pair(
        (500 + abs(number(5000)), 500 + abs(number(5000))), closing: number(0.1),
        apart: -1e-5 * abs(number(1)), turning: SIMD3(number(0.05), number(0.05), number(0.05)))
      let before = [a, b]
      guard PortSeam.strike([Self.seam], &a, &b, surfaces) != nil else { continue }
      blows += 1
      let change = MomentumBalance(of: [a, b], orbitalVelocity: .zero)
        .change(from: MomentumBalance(of: before, orbitalVelocity: .zero))
      #expect(change.mass == 0 && change.linear < 1e-13 && change.angular < 1e-12)
      #expect(Self.energy([a, b]) <= Self.energy(before) * (1 + 1e-12))
    }
    #expect(blows > 200)
  }

  /// Bodies that rest in each other are drawn out of each other, and neither momentum nor the centre of
  /// mass is touched.
  @Test func drawnOut() {
    var (a, b) = Self.pair(
      (900, 2100), closing: 0.001, apart: -3e-4, turning: SIMD3(0.001, -0.002, 0.003))
    b.velocity += Velocity(0, 0.3, -0.2)
    let before = [a, b]
    PortSeam.settle([Self.seam], &a, &b)
    #expect(abs(Self.seam.opening(a, b)) < 1e-15)
    let change = MomentumBalance(of: [a, b], orbitalVelocity: .zero)
      .change(from: MomentumBalance(of: before, orbitalVelocity: .zero))
    #expect(change.mass == 0 && change.linear == 0 && change.angular < 1e-14, "\(change)")
    let way =
      900 * (a.position - before[0].position) + 2100 * (b.position - before[1].position)
    #expect(way.magnitude < 1e-12)
    b.position += Position(-0.01, 0, 0)
    let (still, beside) = (a, b)
    PortSeam.settle([Self.seam], &a, &b)
    #expect(a == still && b == beside, "faces that are apart stay")
  }

  /// Faces that are a millimetre apart and near each other at 0.1 m/s touch after 10 ms, and those that
  /// draw apart do not.
  @Test func timeOfContact() throws {
    func contact(_ closing: Double, _ apart: Double) throws -> Double? {
      let from = Self.pair((1000, 1000), closing: closing, apart: apart)
      let to = Self.pair((1000, 1000), closing: closing, apart: apart - closing)
      return try Self.seam.firstContact(from: from, to: to, duration: 1)
    }
    let time = try #require(try contact(0.1, 0.001))
    #expect(abs(time - (0.001 + PortSeam.depth) / 0.1) < 1e-8)
    #expect(try contact(-0.1, 0) == nil)
    #expect(try contact(0, 0) == nil)
    #expect(try contact(0.1, 0.2) == nil)
    let mid = Self.pair((1000, 1000), closing: .nan)
    #expect(throws: FlightError.self) {
      try Self.seam.firstContact(from: mid, to: mid, duration: 1)
    }
    #expect(try Self.seam.firstContact(from: mid, to: mid, duration: 0) == nil)
  }

  /// Where the sides are not where the file has them, or have slipped off each other, there is no seam.
  @Test func facesInFront() {
    let (a, b) = Self.pair((1000, 1000), closing: 0)
    #expect(Self.seam.isClosed(a, b) && Self.seam.faces(a, b))
    var aside = b
    aside.position += Position(0, 0.002, 0)
    #expect(!Self.seam.isClosed(a, aside) && Self.seam.faces(a, aside))
    aside.position += Position(0, 1.3, 0)
    #expect(!Self.seam.faces(a, aside))
    aside.position = Position(.nan, 0, 0)
    #expect(!Self.seam.isClosed(a, aside) && !Self.seam.faces(a, aside))
  }
}
