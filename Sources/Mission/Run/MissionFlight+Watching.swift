import Flight
import Kinematics
import NumericalMethods
import StationModel
import Systems

extension MissionFlight {
  // MARK: Day and night

  /// Notes the edges of eclipses in the step since `start`, located on the cubic through both ends
  /// of the step (0.3 mm off the orbit over 10 s), and lets the systems follow to each edge, so
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
            return Sunlight.margin(Self.cubic(from, to, length, at: t), sun: sun)
          }, in: 0...length, tolerance: 1e-6) ?? length
      note(
        isLit ? .eclipseExit : .eclipseEntry, [crafts[piece].track],
        isLit ? "into sunlight" : "into the Earth's shadow", at: start + edge)
      stepSystems(of: piece, until: start + edge)
      crafts[piece].isLit = isLit
      crafts[piece].recordedLit += isLit ? length - edge : edge
    }
  }

  /// The cubic of Hermite through two states, `t` [s] after the first.
  private static func cubic(
    _ a: OrbitState<GCRF>, _ b: OrbitState<GCRF>, _ h: Double, at t: Double
  ) -> SIMD3<Double> {
    let s = t / h
    let s2 = s * s
    let s3 = s2 * s
    let p = (2 * s3 - 3 * s2 + 1) * a.position.components
    let q = (3 * s2 - 2 * s3) * b.position.components
    let u = (s3 - 2 * s2 + s) * h * a.velocity.components
    let w = (s3 - s2) * h * b.velocity.components
    return p + q + u + w
  }

  // MARK: Distances

  /// Looks at the distances between pieces after a step that began at `start` with `saved`.
  mutating func watch(from saved: FormationFlight, start: Double) throws {
    for index in watches.indices {
      let (a, b) = (watches[index].first, watches[index].second)
      guard world.entries[a] == nil, world.entries[b] == nil else { continue }
      watches[index].monitor.observe(world.bodies[a], world.bodies[b], time: time)
      guard let closest = watches[index].monitor.closest, watches[index].contactTime == nil,
        closest.distance < Recording.Approach.contactDistance
      else { continue }
      let when = try locateContact(watches[index], from: saved, start: start)
      watches[index].contactTime = when
      let names = closest.modules.map { world.assembly.modules[$0].id }
      note(
        .contact, [crafts[a].track, crafts[b].track],
        "\(names.joined(separator: " and ")) touch; what follows is not flown", at: when)
    }
  }

  private func locateContact(
    _ watch: Watch, from saved: FormationFlight, start: Double
  ) throws -> Double {
    guard let a = flying.firstIndex(of: watch.first), let b = flying.firstIndex(of: watch.second)
    else { return time }
    let length = time - start
    var low = 0.0
    var high = length
    while high - low > 1e-3 {
      let middle = 0.5 * (low + high)
      var trial = saved
      try trial.step(middle)
      let distance = watch.monitor.distance(trial.bodies[a], trial.bodies[b]).distance
      if distance < Recording.Approach.contactDistance { high = middle } else { low = middle }
    }
    return start + high
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
      sunlit: crafts[piece].isLit ? 1 : 0, beta: beta(of: piece), duration: length)
    let after = systems.reading(of: inventory, world.systems, tankLoads: world.tankLoads)
    crafts[piece].flows += flows
    crafts[piece].systemsTime = end
    for crossing in systems.crossings(
      of: inventory, from: before, to: after, flows, duration: length)
    where !crafts[piece].crossings.contains(where: { $0.limit == crossing.limit }) {
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
