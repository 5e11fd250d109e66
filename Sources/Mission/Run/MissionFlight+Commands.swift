import Flight
import Kinematics
import StationModel

extension MissionFlight {
  /// Does the commands that are due, and starts anew what they changed.
  mutating func performDue() throws {
    openDue()
    while nextCommand < plan.commands.count, plan.commands[nextCommand].time <= time {
      let timed = plan.commands[nextCommand]
      nextCommand += 1
      // What comes apart has its last row at that instant, so that both sides of a cut are told.
      switch timed.command {
      case .open, .mate: record()
      default: break
      }
      let before = world
      let air = try air(for: timed.command)
      let outcome: CommandOutcome
      do throws(CommandRefusal) {
        outcome = try world.perform(timed.command, at: time, standards: standards, air: air)
      } catch {
        throw CommandFailure(command: timed, refusal: error)
      }
      formation = nil
      try meetShapes()
      switch outcome {
      case .opened(let cut):
        opened(cut, before: before)
        noteUnflownRelease(timed.command)
      case .opening(let joints): beginOpening(joints)
      case .reclosed(let joints): noteReclosed(joints)
      case .captured(let joints): noteCapture(joints)
      case .mated(let mate): mated(mate, before: before)
      case .turned(let change): note(.attitude, [crafts[change.piece].track], change.words)
      case .failed(let units): failed(units, before: before)
      case .jets(let piece, let mode):
        note(
          .attitude, [crafts[piece].track],
          mode == .inhibit ? "attitude jets are inhibited" : "attitude jets may fire")
      case .ignited(let burn): ignited(burn)
      case .vented(let vent):
        let piece = world.piece(holding: vent.module) ?? 0
        note(.ventStart, [crafts[piece].track], noteVent(vent))
      case .ordered(let joints, let order, let piece):
        let flown = world.joints.isEmpty ? ", not flown in a study: they count as drawn" : ""
        note(
          .joints, [crafts[piece].track],
          "\(joints.joined(separator: ", ")) \(order.words(isFlown: flown.isEmpty))\(flown)")
      case .moved(let members, let module):
        renewCrafts()
        let names = members.compactMap { id in world.assembly.crew.first { $0.id == id }?.name }
        let piece = world.assembly.moduleIndex(module).flatMap { world.piece(holding: $0) } ?? 0
        note(
          .crewMoved, [crafts[piece].track], "\(names.joined(separator: ", ")) to \(module)")
      }
      report(timed)
    }
  }

  /// Says that a release that is told in particular is not flown like that.
  private mutating func noteUnflownRelease(_ command: Command) {
    guard case .open(let joints, _, let release) = command, release.isPeculiar else { return }
    note(
      .opening, crafts.map(\.track),
      "how \(joints.joined(separator: ", ")) lets go is flown at full fidelity only")
  }

  mutating func opened(_ cut: CutRecord, before: World) {
    let ids = cut.joints.map { world.assembly.joints[$0].id }.joined(separator: ", ")
    guard cut.separates else {
      note(.opened, crafts.map(\.track), "\(ids) opens and does not take the station apart")
      endDryBurns()
      return
    }
    endBurnsOfParted(before, by: "cut")
    split(before)
    for piece in world.pieces.indices where world.modes[piece] != .freeDrift {
      guard !crafts[piece].controllable else { continue }
      world.modes[piece] = .freeDrift
      world.command(piece)
    }
    for index in cut.joints { noteOverlap(at: index) }
    openSeams(at: cut.joints)
    cuts.append(FlownCut(time: time, record: cut, before: before, after: world))
    let parted = cut.joints.flatMap { index in
      [world.assembly.joints[index].a, world.assembly.joints[index].b]
        .compactMap { world.piece(holding: $0) }
    }
    note(
      .cut, Set(parted).sorted().map { crafts[$0].track },
      "\(ids) opens: \(before.pieces.count) becomes \(world.pieces.count)")
    endDryBurns()
  }

  /// Closes the books of burns whose piece has come apart: they are records of one mass and one
  /// track, and begin anew on the part or the whole that has the engine.
  mutating func endBurnsOfParted(_ before: World, by reason: String) {
    for (old, new) in zip(before.burns, world.burns) {
      guard new.startMass != old.startMass, time > old.start,
        let piece = before.piece(holding: old.module)
      else { continue }
      recording.burns.append(
        BurnRecord(
          old, track: crafts[piece].track, end: time,
          endMass: before.bodies[piece].properties.mass, endedBy: reason))
    }
  }

  /// Ends burns that an opened joint has cut off from their last propellant.
  mutating func endDryBurns() {
    let dry = world.burns.filter { $0.remaining <= 1e-6 }
    world.burns.removeAll { $0.remaining <= 1e-6 }
    for burn in dry {
      guard let piece = world.piece(holding: burn.module) else { continue }
      world.releaseControl(of: burn, piece: piece, standards: standards)
      end(burn, piece: piece, by: "propellant")
    }
  }

  /// Remembers where solids of two pieces are in each other as they part: drawn a metre apart along
  /// the joint's axis they still touch. Solids are rough, so it is no contact; but until they are
  /// clear of each other their distance says nothing.
  private mutating func noteOverlap(at index: Int) {
    let joint = world.assembly.joints[index]
    guard let a = world.piece(holding: joint.a), let b = world.piece(holding: joint.b), a != b,
      let watch = watches.first(where: { [$0.first, $0.second].sorted() == [a, b].sorted() })
    else { return }
    var moved = world.bodies
    moved[b].position += Position(moved[a].attitude.rotate(joint.axis))
    guard let found = gap(watch, moved), found.distance < 1e-3 else { return }
    recording.pairs[watch.pair].overlap = found.modules
  }

  /// Ends the tracks of pieces that came apart and begins those of their parts.
  mutating func split(_ before: World) {
    let sun = sun(at: time)
    var next: [Craft] = []
    for piece in world.pieces.indices {
      let modules = world.pieces[piece].modules
      if let old = before.pieces.firstIndex(where: { $0.modules == modules }) {
        next.append(crafts[old].renewed(piece, in: world, standards: standards, sun: sun))
        continue
      }
      recording.tracks.append(Recording.Track(id: "", modules: modules, isFinal: true))
      next.append(
        Craft(
          of: piece, in: world, track: recording.tracks.count - 1, time: time,
          standards: standards, sun: sun))
    }
    for old in crafts where !next.contains(where: { $0.track == old.track }) {
      recording.tracks[old.track].isFinal = false
    }
    crafts = next
    watchPairs()
    for piece in crafts.indices where recording.tracks[crafts[piece].track].times.isEmpty {
      record(piece)
    }
    recordPairs()
  }

  /// What pieces hold has changed: their inventories are taken anew.
  mutating func renewCrafts() {
    let sun = sun(at: time)
    for piece in crafts.indices {
      crafts[piece] = crafts[piece].renewed(piece, in: world, standards: standards, sun: sun)
    }
  }

  private mutating func ignited(_ burn: ActiveBurn) {
    guard let piece = world.piece(holding: burn.module) else { return }
    let way = burn.burn.direction?.rawValue ?? "by a fault, along its own axis"
    note(
      .burnStart, [crafts[piece].track],
      "\(burn.burn.module).\(burn.burn.engine) fires \(way)"
        + balanceText(of: burn, piece: piece))
  }

  /// Watches every two pieces; pairs that were there before keep what they saw.
  mutating func watchPairs() {
    let old = watched
    watched = crafts.map(\.track)
    watches = []
    for a in crafts.indices {
      for b in crafts.indices where b > a {
        let tracks = (crafts[a].track, crafts[b].track)
        if let pair = recording.pairs.firstIndex(where: { ($0.first, $0.second) == tracks }) {
          watches.append(Watch(pair: pair, first: a, second: b))
        } else if let pair = recording.pairs.firstIndex(where: { ($0.second, $0.first) == tracks })
        {
          watches.append(Watch(pair: pair, first: b, second: a, isTurned: true))
        } else {
          recording.pairs.append(Recording.PairTrack(first: tracks.0, second: tracks.1))
          watches.append(Watch(pair: recording.pairs.count - 1, first: a, second: b))
        }
      }
    }
    let shapes = crafts.map(\.shape)
    if let known = clearance {
      clearance = FormationClearance(
        shapes, continuing: known, origins: watched.map { old.firstIndex(of: $0) })
    } else if crafts.count > 1 {
      clearanceStart = time
      let orbit = world.orbit(of: 0)
      windows = ClearanceReport.Window.standard(
        period: 2 * .pi / orbit.localOrbitalRate.magnitude)
      clearance = FormationClearance(
        shapes, windows: windows.map(\.duration),
        search: ClearanceSearch(tolerance: 1e-3, contact: Recording.Approach.contactDistance),
        goesOn: plan.fidelity == .full)
    }
  }
}
