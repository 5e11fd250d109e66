import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import Systems

extension MissionFlight {
  // MARK: Day and night

  /// Notes the edges of eclipses in the step since `start`, located on the cubic through both ends
  /// of the step (0.3 mm off the orbit over 10 s, 0.5 m over 60 s), and lets the systems follow to each edge, so
  /// that they never step across one.
  mutating func followSun(from before: World, start: Double) {
    let length = time - start
    guard length > 0 else { return }
    let sunBefore = sun(at: start)
    let sunNow = sun(at: time)
    for piece in flying {
      let from = before.orbit(of: piece)
      let to = world.orbit(of: piece)
      let wasLit = crafts[piece].isLit
      let isLit = Sunlight.isLit(to.position.components, sun: sunNow)
      guard wasLit != isLit else {
        crafts[piece].recordedLit += isLit ? length : 0
        continue
      }
      let edge =
        RootFinding.brent(
          { t in
            let sun = sunBefore + (t / length) * (sunNow - sunBefore)
            let place = cubicHermite(
              from: from.position.components, from.velocity.components,
              to: to.position.components, to.velocity.components, over: length, at: t)
            return Sunlight.margin(place.value, sun: sun)
          }, in: 0...length, tolerance: 1e-6) ?? length
      note(
        isLit ? .eclipseExit : .eclipseEntry, [crafts[piece].track],
        isLit ? "into sunlight" : "into the Earth's shadow", at: start + edge)
      stepSystems(of: piece, until: start + edge)
      crafts[piece].isLit = isLit
      crafts[piece].recordedLit += isLit ? length - edge : edge
    }
  }

  // MARK: Distances

  /// What comes between pieces in a step of `length` [s] from `before`, which `saved` flew: no return and
  /// no contact within it is passed over. Nil where nothing is watched.
  func look(
    from saved: FormationFlight, _ before: World, for length: Double
  ) throws -> (clearance: FormationClearance, touching: [Int])? {
    guard let watching = clearance, length > 0 else { return nil }
    var next = watching
    do {
      let touching = try watch(path, &next, before)
      return (next, touching)
    } catch  where plan.fidelity == .study {
      // A piece tumbles too fast for one step: the step is looked at in shorter ones. Nothing decides
      // within it, so that flying it in parts is flying it.
      next = watching
      let parts = 64
      var trial = saved
      var closer = path
      closer.removeAll()
      for _ in 0..<parts {
        try trial.step(length / Double(parts))
        closer.append((length / Double(parts), trial.bodies))
      }
      let touching = try watch(closer, &next, before)
      return (next, touching)
    } catch {
      throw MissionError.shape("\(error)")
    }
  }

  /// Takes over what was seen in the step that was flown.
  mutating func take(_ seen: (clearance: FormationClearance, touching: [Int])) {
    clearance = seen.clearance
    for index in seen.touching {
      guard let contact = seen.clearance.pairs[index].latestContact else { continue }
      let watch = watches[index]
      guard plan.fidelity == .study else {
        // Surfaces that meet where a mechanism holds them are no contact.
        if areHeld(watch.first, watch.second) {
          clearance?.letGo(index)
        } else {
          strike(watch, contact)
        }
        continue
      }
      let names = ordered(contact.modules, watch).map { world.assembly.modules[$0].id }
      note(
        .contact, [crafts[watch.first].track, crafts[watch.second].track],
        "\(names.joined(separator: " and ")) touch; what follows is not flown",
        at: clearanceStart + contact.time)
    }
  }

  /// Looks at the parts of a step, one by one; the pairs that touch.
  private func watch(
    _ path: [(length: Double, bodies: [RigidBody])], _ clearance: inout FormationClearance,
    _ before: World
  ) throws -> [Int] {
    var touching: [Int] = []
    var bodies = before.bodies
    var elapsed = 0.0
    for part in path {
      var moved = bodies
      for (body, piece) in zip(part.bodies, flying) { moved[piece] = body }
      touching += try clearance.follow(
        from: bodies, to: moved, duration: part.length,
        turning: turningPieces(from: before, after: elapsed))
      elapsed += part.length
      bodies = moved
    }
    return touching
  }

  /// The distance between two pieces [m] and the modules that are nearest, in the recording's order.
  func gap(_ watch: Watch, _ bodies: [RigidBody]) -> (distance: Double, modules: [Int])? {
    let a = shapeNow(watch.first)
    let b = shapeNow(watch.second)
    let place = bodies[watch.first].place.seeing(bodies[watch.second].place)
    guard let found = a.gap(to: b, at: place), let nearest = found.nearest else { return nil }
    let (i, j) = nearest.parts
    return (found.upper, [a.modules[i], b.modules[j]])
  }

  /// Modules of a pair of the clearance in the recording's order.
  func ordered(_ modules: [Int], _ watch: Watch) -> [Int] {
    watch.isTurned ? modules.reversed() : modules
  }

  // MARK: Systems

  /// Lets the systems of every piece that flies follow to now.
  mutating func stepSystems() {
    for piece in crafts.indices where world.entries[piece] == nil {
      stepSystems(of: piece, until: time)
    }
  }

  /// Lets the systems of a piece follow, in the light that it is in.
  private mutating func stepSystems(of piece: Int, until end: Double) {
    let begin = crafts[piece].systemsTime
    let length = end - begin
    guard length > 0 else { return }
    let inventory = crafts[piece].inventory
    let before = systems.reading(of: inventory, world.systems, tankLoads: world.tankLoads)
    let flows = systems.advance(
      inventory, state: &world.systems, tankLoads: &world.tankLoads,
      in: Surroundings(
        epoch: first.epoch + begin, sunlit: crafts[piece].isLit ? 1 : 0, beta: beta(of: piece)),
      duration: length)
    let after = systems.reading(of: inventory, world.systems, tankLoads: world.tankLoads)
    crafts[piece].flows += flows
    loseLeaks(flows, from: piece)
    crafts[piece].systemsTime = end
    for crossing in systems.crossings(
      of: inventory, from: before, to: after, flows, duration: length)
    where !crafts[piece].crossings.contains(where: { $0.limit == crossing.limit }) {
      // Without a figure for a battery nobody knows when it is empty.
      if crossing.limit == .power, inventory.batteryCapacity == 0 { continue }
      let time = begin + crossing.after
      crafts[piece].crossings.append(SystemsCrossing(limit: crossing.limit, after: time))
      note(
        .limit, [crafts[piece].track], "\(crossing.limit.what): \(crossing.limit.cause)", at: time)
    }
  }

  /// The angle of the Sun from the plane of a piece's orbit [rad].
  func beta(of piece: Int) -> Double {
    let orbit = world.orbit(of: piece)
    let normal = cross(orbit.position.components, orbit.velocity.components).normalized
    return Elementary.asin(max(-1, min(1, dot(normal, sun(at: time).normalized))))
  }
}
