import Kinematics
import NumericalMethods
import Shapes
import StationModel

/// The two faces of a joint that has let go, which at first stand at each other.
///
/// Solids of a station are rough: at its ports they leave gaps or are in each other, so that the distance
/// of shapes says nothing until the pieces have been apart. What is known there is the mating plane.
/// The face of the second body is a ring of ``count`` places that must not go through the plane of the
/// first; how far it is in front of it is its opening, zero at the parting by design.
///
/// Limits: only these faces, not what else of the pieces is near; flat and hard; a face that has slipped
/// aside by more than its own width meets nothing (``faces(_:_:)``).
public struct PortSeam: Sendable, Hashable {
  /// The centre of the mating plane, in the station frame [m].
  public var point: SIMD3<Double>
  /// From the first body to the second, of length 1, along the station's axes.
  public var axis: SIMD3<Double>
  /// Of the faces [m].
  public var radius: Double
  private let places: [SIMD3<Double>]
  /// How many places of a face are looked at.
  public static let count = 8
  /// Faces that are so deep in each other touch [m]: a push from rest of up to 0.5 m/s² has then brought
  /// them to no more than 1 mm/s, which is no blow.
  public static let depth = 1e-6
  /// Places nearer than this to the deepest one are struck with it [m].
  private static let evenness = 1e-4

  /// The faces of a joint; point and radius [m].
  public init(at point: SIMD3<Double>, axis: SIMD3<Double>, radius: Double) {
    self.point = point
    self.axis = axis.normalized
    self.radius = radius
    places = ReleasePlan.ring(Self.count, radius: radius, about: point, axis: self.axis)
  }

  /// Whether the faces of two bodies stand at each other as the station file has them, within `slack` [m]
  /// at the rim. A part that hung on a rotary joint may not.
  public func isClosed(_ a: RigidBody, _ b: RigidBody, within slack: Double = 1e-3) -> Bool {
    places.allSatisfy { (b.location(of: $0) - a.location(of: $0)).magnitude <= slack }
  }

  /// Whether the faces are in front of each other still: nearer than their width, along and across.
  public func faces(_ a: RigidBody, _ b: RigidBody) -> Bool {
    (b.location(of: point) - a.location(of: point)).magnitude < 2 * radius
  }

  /// The least opening [m]; below zero the faces are in each other.
  public func opening(_ a: RigidBody, _ b: RigidBody) -> Double { opening(a.place, b.place) }

  private func opening(_ a: RelativePlace, _ b: RelativePlace) -> Double {
    let place = a.seeing(b)
    return places.reduce(.infinity) { min($0, dot(axis, place.point($1) - point)) }
  }

  /// When the faces first go into each other in a part of a flight, after its start [s]; nil where they
  /// do not.
  ///
  /// Looked at are eighths of the part on the motion between its ends (``StepMotion``), and the end itself.
  /// Between them the opening is taken not to dip: nothing turns or is pushed so hard in an eighth of a
  /// second. What is found is the time at which they are ``depth`` in each other, or deeper by that than
  /// they were at the start.
  ///
  /// - Parameters:
  ///   - from: the bodies at the start.
  ///   - to: the bodies at the end.
  ///   - duration: of the part [s].
  /// - Throws: ``FlightError`` for a body that turns too far.
  public func firstContact(
    from: (RigidBody, RigidBody), to: (RigidBody, RigidBody), duration: Double
  ) throws(FlightError) -> Double? {
    guard duration > 0 else { return nil }
    // What flows out moves the centre of mass in the hull: both ends are told of one point of it.
    let one = try StepMotion(
      from: from.0, to: Self.told(to.0, of: from.0.properties.centre), duration: duration)
    let two = try StepMotion(
      from: from.1, to: Self.told(to.1, of: from.1.properties.centre), duration: duration)
    let level = min(0, opening(from.0, from.1)) - Self.depth
    func height(_ time: Double) -> Double {
      opening(one.place(at: time), two.place(at: time)) - level
    }
    let parts = 8
    var low = 0.0
    for part in 1...parts {
      let high = duration * Double(part) / Double(parts)
      // Between the ends the motion is known to some micrometres where parts turn.
      if height(high) > (part == parts ? 0 : -10 * Self.depth) {
        low = high
        continue
      }
      return RootFinding.brent(height, in: low...high, tolerance: 1e-9) ?? high
    }
    return nil
  }

  /// The same motion told of another point of the hull, in the station frame [m].
  private static func told(_ body: RigidBody, of centre: SIMD3<Double>) -> RigidBody {
    var told = body
    let place = body.location(of: centre)
    told.position = Position(place)
    told.velocity = Velocity(body.velocity(at: place))
    told.properties.centre = centre
    return told
  }
}

/// What faces give each other that meet.
public struct SeamBlow: Sendable, Hashable {
  /// How fast the faces went into each other where they did so fastest [m/s].
  public var closingSpeed: Double
  /// What the second body got, along GCRF axes [N s].
  public var impulse: SIMD3<Double>
}

extension PortSeam {
  /// Lets two bodies strike each other at the faces that touch, as they stand.
  ///
  /// One ``Collision`` in the middle of the places that touch and near each other, so that flat faces
  /// strike flatly; then one at a time at the place that still goes in fastest, until none does. Each
  /// keeps both momenta and adds no energy; so does the whole. A blow slower than what springs back only
  /// stops them.
  ///
  /// - Parameters:
  ///   - seams: of the joints between the two.
  ///   - a: the first body.
  ///   - b: the second body.
  ///   - surfaces: how they spring back and rub.
  /// - Returns: nil where no faces touch and near each other.
  public static func strike(
    _ seams: [PortSeam], _ a: inout RigidBody, _ b: inout RigidBody, _ surfaces: SurfacePair
  ) -> SeamBlow? {
    let least = seams.reduce(.infinity) { min($0, $1.opening(a, b)) }
    guard least < 0 else { return nil }
    var touching: [(place: SIMD3<Double>, normal: SIMD3<Double>)] = []
    for seam in seams {
      let normal = a.attitude.rotate(seam.axis)
      let plane = a.location(of: seam.point)
      for place in seam.places.map({ b.location(of: $0) })
      where dot(normal, place - plane) < least + evenness { touching.append((place, normal)) }
    }
    func speed(
      _ contact: (place: SIMD3<Double>, normal: SIMD3<Double>), _ a: RigidBody, _ b: RigidBody
    ) -> Double {
      dot(a.velocity(at: contact.place) - b.velocity(at: contact.place), contact.normal)
    }
    let closing = touching.filter { speed($0, a, b) > stillness }
    guard let first = closing.first else { return nil }
    let fastest = closing.reduce(0) { max($0, speed($1, a, b)) }
    var surfaces = surfaces
    if fastest <= surfaces.restingSpeed { surfaces.restitution = 0 }
    surfaces.restingSpeed = 0
    var (one, two, impulse) = (a, b, SIMD3<Double>.zero)
    func give(at place: SIMD3<Double>, _ normal: SIMD3<Double>) {
      guard let collision = Collision(one, two, at: place, normal: normal, surfaces) else { return }
      (one, two) = collision.applied(to: one, two)
      impulse += collision.impulse
    }
    if closing.allSatisfy({ $0.normal == first.normal }) {
      let sum = closing.reduce(SIMD3<Double>.zero) { $0 + $1.place }
      give(at: sum / Double(closing.count), first.normal)
    }
    for _ in 0..<most {
      let speeds = touching.map { speed($0, one, two) }
      guard let next = speeds.indices.max(by: { speeds[$0] < speeds[$1] }),
        speeds[next] > stillness
      else { break }
      give(at: touching[next].place, touching[next].normal)
    }
    (a, b) = (one, two)
    return SeamBlow(closingSpeed: fastest, impulse: impulse)
  }

  /// Draws two bodies that rest on each other apart, so that their faces are not in each other, along the
  /// first seam's axis.
  ///
  /// The common centre of mass stays where it is and so does its velocity. The angular momentum that goes
  /// with the way is taken up by both turning a little otherwise, alike. Momentum is kept whatever the way,
  /// energy to the order of the way over the bodies' distance.
  ///
  /// - Parameters:
  ///   - seams: of the joints between the two, at least one.
  ///   - a: the first body.
  ///   - b: the second body.
  public static func settle(_ seams: [PortSeam], _ a: inout RigidBody, _ b: inout RigidBody) {
    let least = seams.reduce(.infinity) { min($0, $1.opening(a, b)) }
    guard let seam = seams.first, least < 0 else { return }
    let (m, n) = (a.properties.mass, b.properties.mass)
    let way = -least * a.attitude.rotate(seam.axis)
    let momentum = (m * n / (m + n)) * cross(way, b.velocity.components - a.velocity.components)
    a.position += Position(-(n / (m + n)) * way)
    b.position += Position((m / (m + n)) * way)
    let inertia =
      a.attitude.tensor(a.properties.inertia) + b.attitude.tensor(b.properties.inertia)
    guard let inverse = inertia.inverse else { return }
    let turn = inverse * -momentum
    a.angularVelocity += AngularVelocity(a.attitude.inverse.rotate(turn))
    b.angularVelocity += AngularVelocity(b.attitude.inverse.rotate(turn))
  }

  /// Slower than this faces do not near each other [m/s]: rounding.
  private static let stillness = 1e-9
  /// At most so many places are struck one after the other.
  private static let most = 64
}
