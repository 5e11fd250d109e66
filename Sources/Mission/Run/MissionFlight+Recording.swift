import Flight
import Kinematics
import NumericalMethods
import Orbits
import StationModel
import Systems

extension MissionFlight {
  /// A row for every piece and every pair that flies.
  mutating func record() {
    for piece in crafts.indices where world.entries[piece] == nil { record(piece) }
    recordPairs()
  }

  /// A row for a piece, unless it has one of this instant.
  mutating func record(_ piece: Int) {
    let track = crafts[piece].track
    guard recording.tracks[track].times.last != time else { return }
    var row = [Double](repeating: .nan, count: RecordedQuantity.count)
    func put(_ quantity: RecordedQuantity, _ value: Double) { row[quantity.column] = value }
    let orbit = world.orbit(of: piece)
    writeOrbit(orbit, put)
    writeAttitude(world.bodies[piece], orbit, put)
    writeControl(piece, put)
    writeSystems(piece, put)
    recording.tracks[track].times.append(time)
    recording.tracks[track].values += row
    recordJoints(of: piece, track)
    crafts[piece].recordedFlows = crafts[piece].flows
    crafts[piece].recordedTime = time
    crafts[piece].recordedAttitudePropellant = crafts[piece].attitudePropellant
    crafts[piece].recordedLit = 0
  }

  private mutating func recordJoints(of piece: Int, _ track: Int) {
    let all = world.assembly.linkage.joints
    guard world.joints.count == all.count else { return }
    let modules = world.pieces[piece].modules
    let own = all.indices.filter { modules.contains(all[$0].module) }
    recording.tracks[track].joints = own
    recording.tracks[track].jointAngles += own.map { world.joints[$0].angle }
    recording.tracks[track].jointRates += own.map { world.joints[$0].rate }
  }

  private typealias Put = (RecordedQuantity, Double) -> Void

  private func writeOrbit(_ orbit: OrbitState<GCRF>, _ put: Put) {
    let place = place(orbit)
    put(.altitude, place.altitude)
    put(.latitude, place.latitude)
    put(.longitude, place.longitude)
    let r = orbit.position.components
    let v = orbit.velocity.components
    put(.semiMajorAxis, 1 / (2 / r.magnitude - v.squaredMagnitude / forces.mu))
    put(.positionX, r.x)
    put(.positionY, r.y)
    put(.positionZ, r.z)
    put(.velocityX, v.x)
    put(.velocityY, v.y)
    put(.velocityZ, v.z)
  }

  private func writeAttitude(_ body: RigidBody, _ orbit: OrbitState<GCRF>, _ put: Put) {
    if let frame = try? orbit.localOrbitalFrame() {
      let angles = frame.inverse.then(body.attitude.inverse).yawPitchRoll
      put(.yaw, angles.yaw)
      put(.pitch, angles.pitch)
      put(.roll, angles.roll)
    }
    let q = body.attitude.quaternion
    put(.quaternionX, q.x)
    put(.quaternionY, q.y)
    put(.quaternionZ, q.z)
    put(.quaternionW, q.w)
    let w = body.angularVelocity.components
    put(.angularVelocityX, w.x)
    put(.angularVelocityY, w.y)
    put(.angularVelocityZ, w.z)
    put(.mass, body.properties.mass)
    put(.centreX, body.properties.centre.x)
    put(.centreY, body.properties.centre.y)
    put(.centreZ, body.properties.centre.z)
  }

  private func writeControl(_ piece: Int, _ put: Put) {
    guard plan.fidelity == .full, world.controllers.indices.contains(piece) else { return }
    put(.attitudeError, crafts[piece].controlError)
    if let gyros = world.controllers[piece].gyros {
      let momentum = gyros.momentum
      put(.gyroMomentum, momentum.magnitude)
      put(.gyroMomentumX, momentum.x)
      put(.gyroMomentumY, momentum.y)
      put(.gyroMomentumZ, momentum.z)
      put(.gyroFill, gyros.fill)
    }
    let burnt = crafts[piece].attitudePropellant
    put(.attitudePropellant, burnt)
    let span = time - crafts[piece].recordedTime
    let rate = span > 0 ? (burnt - crafts[piece].recordedAttitudePropellant) / span : 0
    put(.attitudePropellantRate, rate)
    writeLedger(piece, put)
    writeShape(piece, put)
  }

  private func writeLedger(_ piece: Int, _ put: Put) {
    let craft = crafts[piece]
    // What docks makes a new piece of two; nothing comes aboard one otherwise.
    let delivered = 0.0
    let expected = craft.firstMass - craft.burnt - craft.vented + delivered
    put(.vented, craft.vented)
    put(.delivered, delivered)
    put(.massLedger, world.bodies[piece].properties.mass - expected)
  }

  private func writeShape(_ piece: Int, _ put: Put) {
    if let area = crafts[piece].airArea { put(.dragArea, area) }
    let modules = world.pieces[piece].modules
    let first = world.assembly.linkage.joints.firstIndex {
      $0.plan.kind == .sarj && modules.contains($0.module)
    }
    if let first, world.joints.indices.contains(first) {
      put(.sarjAngle, world.joints[first].angle)
    }
  }

  private func writeSystems(_ piece: Int, _ put: Put) {
    let craft = crafts[piece]
    put(.controllable, craft.controllable ? 1 : 0)
    put(.stationPropellant, craft.propulsion.station)
    put(.vehiclePropellant, craft.propulsion.vehicles)
    put(.deltaV, craft.propulsion.deltaV)
    put(.propellantBurnt, craft.burnt)
    let span = time - craft.recordedTime
    let flows = craft.flows
    if span > 0 {
      put(.sunlight, craft.recordedLit / span)
      put(.powerGenerated, (flows.energyGenerated - craft.recordedFlows.energyGenerated) / span)
    }
    put(.betaAngle, beta(of: piece))
    put(.powerRequired, craft.inventory.electricalLoad)
    put(.energyGenerated, flows.energyGenerated)
    put(.energyUsed, flows.energyUsed)
    put(.energyStored, flows.energyStored)
    put(.energyUnserved, flows.energyUnserved)
    put(.energySpilled, flows.energySpilled)
    let reading = systems.reading(
      of: craft.inventory, world.systems, tankLoads: world.tankLoads)
    put(.batteryEnergy, reading.batteryEnergy)
    put(.pressure, reading.pressure)
    put(.oxygenPressure, reading.oxygenPressure)
    put(.carbonDioxidePressure, reading.carbonDioxidePressure)
    put(.oxygen, reading.oxygen)
    put(.carbonDioxide, reading.carbonDioxide)
    put(.nitrogen, reading.nitrogen)
    put(.oxygenStore, reading.oxygenStore)
    put(.absorbentStore, reading.absorbentStore)
    put(.oxygenMade, flows.oxygenMade)
    put(.oxygenFromStore, flows.oxygenFromStore)
    put(.oxygenBreathed, flows.oxygenBreathed)
    put(.oxygenLeaked, flows.oxygenLeaked)
    put(.carbonDioxideExhaled, flows.carbonDioxideExhaled)
    put(.carbonDioxideRemoved, flows.carbonDioxideRemoved)
    put(.carbonDioxideAbsorbed, flows.carbonDioxideAbsorbed)
    put(.carbonDioxideLeaked, flows.carbonDioxideLeaked)
    put(.nitrogenLeaked, flows.nitrogenLeaked)
    put(.water, reading.water)
    put(.waterUsed, flows.waterUsed)
    put(.waterElectrolysed, flows.waterElectrolysed)
    put(.waterRecovered, flows.waterRecovered)
    put(.crewAboard, Double(craft.inventory.crew))
    put(.seats, Double(craft.inventory.seats))
  }

  mutating func recordPairs() {
    guard let frame = try? world.reference.localOrbitalFrame(), !watches.isEmpty else { return }
    if recording.reference.times.last != time {
      recording.reference.times.append(time)
      recording.reference.positions.append(world.reference.position.components)
      recording.reference.velocities.append(world.reference.velocity.components)
    }
    for watch in watches {
      guard world.entries[watch.first] == nil, world.entries[watch.second] == nil,
        recording.pairs[watch.pair].times.last != time
      else { continue }
      let a = world.bodies[watch.first]
      let b = world.bodies[watch.second]
      let gap = (b.position - a.position).components
      let velocity = (b.velocity - a.velocity).components
      let local = frame.rotate(gap)
      let distance = gap.magnitude
      recording.pairs[watch.pair].times.append(time)
      recording.pairs[watch.pair].values += [
        self.gap(watch, world.bodies)?.distance ?? .infinity, distance,
        distance > 0 ? -dot(gap, velocity) / distance : 0, local.x, -local.y, -local.z,
      ]
    }
  }

  /// Names the tracks, takes over the closest approaches and puts the events in order.
  mutating func finish() {
    stepSystems()
    record()
    for burn in world.burns {
      if let piece = world.piece(holding: burn.module) { end(burn, piece: piece, by: "end") }
    }
    noteUnopened()
    note(.end, crafts.map(\.track), "the flight ends")
    keepWindows()
    for (watch, seen) in zip(watches, clearance?.pairs ?? []) {
      let found = (seen.contact ?? seen.closest).map {
        Recording.Approach(
          distance: $0.distance, time: clearanceStart + $0.time,
          modules: ordered($0.modules, watch), isContact: seen.contact != nil)
      }
      guard let closest = recording.pairs[watch.pair].seam ?? found else { continue }
      recording.pairs[watch.pair].closest = closest
      let names = closest.modules.map { world.assembly.modules[$0].id }
      note(
        .closestApproach,
        [recording.pairs[watch.pair].first, recording.pairs[watch.pair].second],
        "\(Assembly.rounded(closest.distance, 1)) m between "
          + names.joined(separator: " and "), at: closest.time)
    }
    report()
    nameTracks()
    let order = recording.events.enumerated().sorted {
      $0.element.time != $1.element.time
        ? $0.element.time < $1.element.time : $0.offset < $1.offset
    }
    recording.events = order.map(\.element)
    recording.duration = time
  }

  /// Takes over what was seen in the stretches of time after each parting, and before returns.
  private mutating func keepWindows() {
    guard let clearance else { return }
    let rows = ClearanceReport(clearance, windows: windows).rows
    for (index, watch) in watches.enumerated() {
      func approach(_ found: PieceApproach?, isContact: Bool) -> Recording.Approach? {
        found.map {
          Recording.Approach(
            distance: $0.distance, time: clearanceStart + $0.time,
            modules: ordered($0.modules, watch), isContact: isContact)
        }
      }
      let seen = clearance.pairs[index]
      recording.pairs[watch.pair].closestInParting = approach(
        seen.closestInParting, isContact: false)
      recording.pairs[watch.pair].windows = rows[
        (index * windows.count)..<((index + 1) * windows.count)
      ].map { row in
        Recording.Window(
          name: row.window.name, duration: row.window.duration, isComplete: row.isComplete,
          closest: approach(row.contact ?? row.closest, isContact: row.contact != nil))
      }
    }
  }

  /// `piece1` … in the order of the world's pieces; `before`, `before2` … for those that came apart.
  private mutating func nameTracks() {
    for (piece, craft) in crafts.enumerated() {
      recording.tracks[craft.track].id = "piece\(piece + 1)"
    }
    var past = 0
    for index in recording.tracks.indices where !recording.tracks[index].isFinal {
      past += 1
      recording.tracks[index].id = past == 1 ? "before" : "before\(past)"
    }
  }
}
