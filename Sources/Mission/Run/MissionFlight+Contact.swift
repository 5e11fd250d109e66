import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel

/// What follows a contact, at full fidelity.
///
/// A contact is a blow that takes no time, at the instant at which surfaces are no farther than the
/// contact distance, located to a microsecond (``Collision``). Then the flight goes on. Until they are twice the
/// contact distance apart, pieces that have struck each other are looked at before any of their points
/// can have gone half of that distance; where they are within it and near each other they strike again. A blow slower than what springs back leaves
/// them resting on each other: such blows are counted and added up, and one event tells of all. Resting
/// pieces that have sunk into each other by more than ``sinking`` give back what little speed they have,
/// so that they sink no deeper.
///
/// Limits: a joint's turning does not count in the speed of a blow; between two looks pieces may come nearer than the contact distance by half of it; the place
/// of a blow is one point; nothing breaks.
extension MissionFlight {
  /// At most so many blows of two pieces are events of their own.
  static let toldBlows = 20
  /// How deep resting pieces may be within the contact distance [m].
  private static let sinking = 0.002

  /// The shortest time between two looks at pieces that touch [s].
  private static let shortestLook = 0.001

  /// How long a step may be [s]: shorter while joints let go or take hold, and while pieces that have
  /// touched are near each other.
  var longestStep: Double {
    let seams = timeToNextSeam
    guard hasCouplings || !world.touches.isEmpty else { return min(Self.quietStep, seams) }
    return world.touches.reduce(min(Self.controlPeriod, seams)) { min($0, timeToNextLook($1)) }
  }

  /// The time in which no point of two pieces that touch comes nearer to the other by more than half of
  /// the contact distance, or by what they are farther apart than that [s].
  private func timeToNextLook(_ touch: Touch) -> Double {
    guard let first = world.piece(holding: touch.first),
      let second = world.piece(holding: touch.second), first != second
    else { return Self.controlPeriod }
    let (a, b) = (world.bodies[first], world.bodies[second])
    let (one, other) = (shapeNow(first), shapeNow(second))
    guard let gap = one.gap(to: other, at: a.place.seeing(b.place)), let nearest = gap.nearest
    else { return Self.controlPeriod }
    let point = a.location(of: nearest.pointA)
    let motion = b.velocity(at: point) - a.velocity(at: point)
    let turning =
      b.attitude.rotate(b.angularVelocity.components)
      - a.attitude.rotate(a.angularVelocity.components)
    let reach = 2 * min(one.sphere.radius, other.sphere.radius)
    let speed =
      motion.magnitude + turning.magnitude * reach + swingNow(first) + swingNow(second)
    let half = 0.5 * Recording.Approach.contactDistance
    let room = max(half, gap.lower - half)
    guard speed * Self.controlPeriod > room else { return Self.controlPeriod }
    return max(Self.shortestLook, room / speed)
  }

  /// When two pieces first touch in what was seen of a step, after the start of the flight [s].
  func firstContact(
    _ seen: (clearance: FormationClearance, touching: [Int]), start: Double
  ) -> Double? {
    for index in seen.touching where !areHeld(watches[index].first, watches[index].second) {
      if let contact = seen.clearance.pairs[index].latestContact {
        return clearanceStart + contact.time
      }
    }
    return nil
  }

  /// Two pieces that touch now strike each other.
  mutating func strike(_ watch: Watch, _ contact: PieceApproach) {
    let modules = ordered(contact.modules, watch)
    var touch =
      touch(of: watch)
      ?? Touch(
        first: modules[0], second: modules[1], blows: 0, impulse: 0, normal: .zero,
        isResting: false)
    blow(watch, &touch)
    store(touch, of: watch)
  }

  /// What two pieces that have touched know of it, told in the order of the watch: a further cut may
  /// have turned it.
  private func touch(of watch: Watch) -> Touch? {
    guard var touch = world.touches.first(where: { isOf($0, watch) }) else { return nil }
    guard world.piece(holding: touch.first) != watch.first else { return touch }
    let (a, b) = (world.bodies[watch.first], world.bodies[watch.second])
    swap(&touch.first, &touch.second)
    touch.normal = -a.attitude.inverse.rotate(b.attitude.rotate(touch.normal))
    return touch
  }

  private func isOf(_ touch: Touch, _ watch: Watch) -> Bool {
    let pieces = [touch.first, touch.second].map { world.piece(holding: $0) }
    return pieces == [watch.first, watch.second] || pieces == [watch.second, watch.first]
  }

  private mutating func store(_ touch: Touch, of watch: Watch) {
    let others = world.touches.filter { !isOf($0, watch) }
    world.touches = (others + [touch]).sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// Looks at pieces that have touched: whether they are clear of each other or strike again.
  mutating func watchTouches() {
    for index in watches.indices {
      let watch = watches[index]
      guard var touch = touch(of: watch) else { continue }
      let gap = gap(watch, world.bodies)?.distance ?? .infinity
      if gap > 2 * Recording.Approach.contactDistance || world.entries[watch.first] != nil
        || world.entries[watch.second] != nil
      {
        part(touch, watch, index)
      } else if gap <= Recording.Approach.contactDistance, !areHeld(watch.first, watch.second) {
        blow(watch, &touch)
        store(touch, of: watch)
      }
    }
  }

  /// Pieces that have touched are clear of each other.
  private mutating func part(_ touch: Touch, _ watch: Watch, _ index: Int) {
    clearance?.letGo(index)
    world.touches = world.touches.filter { !isOf($0, watch) }
    guard touch.isResting || touch.blows > Self.toldBlows else { return }
    note(
      .contactEnd, [crafts[watch.first].track, crafts[watch.second].track],
      "they part after \(touch.blows) blows and \(Assembly.rounded(touch.impulse, 1)) N s")
  }

  /// One blow of two pieces as they stand, if they near each other.
  private mutating func blow(_ watch: Watch, _ touch: inout Touch) {
    let (a, b) = (world.bodies[watch.first], world.bodies[watch.second])
    let place = a.place.seeing(b.place)
    guard
      let gap = shapeNow(watch.first).gap(to: shapeNow(watch.second), at: place),
      let nearest = gap.nearest
    else { return }
    let pointA = nearest.pointA
    let way = place.point(nearest.pointB) - pointA
    if way.magnitude > 1e-5 { touch.normal = way.normalized }
    guard touch.normal != .zero else { return }
    var surfaces = standards.surfaces
    if gap.upper < Recording.Approach.contactDistance - Self.sinking {
      (surfaces.restitution, surfaces.restingSpeed) = (
        touch.isResting ? 1 : surfaces.restitution, 0
      )
    }
    let middle = a.location(of: pointA + 0.5 * way)
    guard
      let collision = Collision(
        a, b, at: middle, normal: a.attitude.rotate(touch.normal), surfaces)
    else { return }
    (world.bodies[watch.first], world.bodies[watch.second]) = collision.applied(to: a, b)
    formation = nil
    touch.blows += 1
    touch.impulse += collision.impulse.magnitude
    tell(
      collision,
      [
        shapeNow(watch.first).modules[nearest.parts.0],
        shapeNow(watch.second).modules[nearest.parts.1],
      ], watch, &touch)
  }

  private mutating func tell(
    _ collision: Collision, _ modules: [Int], _ watch: Watch, _ touch: inout Touch
  ) {
    let names = modules.map { world.assembly.modules[$0].id }.joined(separator: " and ")
    let tracks = [crafts[watch.first].track, crafts[watch.second].track]
    let rests = collision.closingSpeed <= standards.surfaces.restingSpeed
    if rests, !touch.isResting {
      touch.isResting = true
      note(.contact, tracks, "\(names) rest on each other")
    } else if !rests, touch.blows <= Self.toldBlows {
      touch.isResting = false
      note(
        .contact, tracks,
        "\(names) touch at \(Assembly.rounded(collision.closingSpeed, 4)) m/s, "
          + "\(Assembly.rounded(collision.impulse.magnitude, 1)) N s; damage is not modelled")
    } else if !rests, touch.blows == Self.toldBlows + 1 {
      note(.contact, tracks, "\(names) go on touching; further blows are only counted")
    }
  }
}
