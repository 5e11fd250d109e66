import Crypto
import Flight
import Kinematics
import NumericalMethods
import StationModel

extension World {
  /// SHA-256 of ``stateBytes``, in hexadecimal: two worlds of one assembly with the same digest are
  /// in the same state, to the last bit.
  public var stateDigest: String { SHA256.hexadecimal(stateBytes) }

  /// The whole state as bytes, the same on every machine: what the mission log keeps as a snapshot
  /// and what ``stateDigest`` is taken of.
  ///
  /// Everything is a word of eight bytes, the lowest first: whole numbers, numbers by their bits
  /// (IEEE 754 binary64), a choice by its rank, a value that may be missing behind a 1 or, missing,
  /// a 0. A list or text stands behind its count; a text is in UTF-8. The order is that of the
  /// functions below. The assembly is not in it: a log has the file that it was built from.
  public var stateBytes: [UInt8] {
    var bytes = StateBytes()
    bytes.put("outpost world 4")
    bytes.put(epoch)
    put(reference, to: &bytes)
    bytes.put(opened.sorted()) { $0.put($1) }
    bytes.put(pieces) { bytes, piece in bytes.put(piece.modules) { $0.put($1) } }
    bytes.put(bodies, putBody)
    bytes.put(modes) { $0.put($1.rank) }
    bytes.put(entries) { bytes, entry in bytes.put(entry) { put($1, to: &$0) } }
    bytes.put(burns, putBurn)
    bytes.put(tankLoads) { $0.put($1) }
    bytes.put(crewPlaces) { bytes, place in bytes.put(place) { $0.put($1) } }
    bytes.put(systems.cabins) { bytes, air in
      bytes.put(air.oxygen)
      bytes.put(air.carbonDioxide)
      bytes.put(air.nitrogen)
    }
    bytes.put(systems.batteries) { $0.put($1) }
    bytes.put(systems.units) { bytes, unit in
      bytes.put(UnitStatus.allCases.firstIndex(of: unit.status) ?? 0)
      bytes.put(unit.power)
    }
    bytes.put(controllers, putController)
    bytes.put(failedJets.sorted()) { $0.put($1) }
    bytes.put(failedGyros.sorted()) { $0.put($1) }
    bytes.put(inhibitedJets.sorted()) { $0.put($1) }
    bytes.put(motions, putMotion)
    bytes.put(touches) { bytes, touch in
      bytes.put(touch.first)
      bytes.put(touch.second)
      bytes.put(touch.blows)
      bytes.put(touch.impulse)
      bytes.put(touch.normal)
      bytes.put(touch.isResting ? 1 : 0)
    }
    bytes.put(parted) { bytes, whole in
      bytes.put(whole.modules) { $0.put($1) }
      bytes.put(whole.mode.rank)
      bytes.put(whole.controller, putController)
      bytes.put(whole.burns, putBurn)
      bytes.put(whole.hasChanged ? 1 : 0)
    }
    bytes.put(vents, putVent)
    bytes.put(airLost) { $0.put($1) }
    // Of worlds in which nothing has just come apart there is no such list.
    if !seams.isEmpty { bytes.put(seams, putSeam) }
    // Worlds that take joints as drawn have no such list.
    if !joints.isEmpty { bytes.put(joints, putJoint) }
    return bytes.bytes
  }

  private func putSeam(_ bytes: inout StateBytes, _ seam: SeamState) {
    bytes.put("seam")
    bytes.put(seam.joint)
    bytes.put(seam.blows)
    bytes.put(seam.impulse)
    bytes.put(seam.isResting ? 1 : 0)
    bytes.put(seam.push)
  }

  private func putJoint(_ bytes: inout StateBytes, _ joint: JointState) {
    bytes.put(joint.angle)
    bytes.put(joint.rate)
    bytes.put(joint.held) { $0.put($1) }
  }

  private func put(_ orbit: OrbitState<GCRF>, to bytes: inout StateBytes) {
    bytes.put(orbit.epoch)
    bytes.put(orbit.position.components)
    bytes.put(orbit.velocity.components)
  }

  private func putBody(_ bytes: inout StateBytes, _ body: RigidBody) {
    bytes.put(body.properties.mass)
    bytes.put(body.properties.centre)
    let rows = body.properties.inertia.rows
    for row in [rows.0, rows.1, rows.2] { bytes.put(row) }
    bytes.put(body.position.components)
    bytes.put(body.velocity.components)
    let q = body.attitude.quaternion
    for component in [q.x, q.y, q.z, q.w] { bytes.put(component) }
    bytes.put(body.angularVelocity.components)
  }

  private func putController(_ bytes: inout StateBytes, _ controller: AttitudeController) {
    bytes.put(controller.gyros?.outer ?? []) { $0.put($1) }
    bytes.put(controller.gyros?.inner ?? []) { $0.put($1) }
    bytes.put(controller.gyros?.running ?? []) { $0.put($1 ? 1 : 0) }
    bytes.put(controller.momentumIntegral)
    bytes.put(controller.actuators.rawValue)
    bytes.put(controller.status.rawValue)
    bytes.put(controller.jets.jets) { $0.put($1.id) }
    bytes.put(controller.jetsMayFire ? 1 : 0)
    bytes.put(controller.pending)
    bytes.put(controller.propellant)
    bytes.put(controller.settings.slewRate)
    bytes.put(controller.slew) { bytes, slew in
      put(slew.offset, to: &bytes)
      for value in [slew.rateLimit, slew.acceleration] { bytes.put(value) }
      bytes.put(slew.rate)
    }
    switch controller.mode {
    case .freeDrift: bytes.put(0)
    case .localHold(let attitude):
      bytes.put(1)
      put(attitude, to: &bytes)
    case .inertialHold(let attitude):
      bytes.put(2)
      put(attitude, to: &bytes)
    case .torqueEquilibrium(let manager):
      bytes.put(3)
      put(manager.equilibrium, to: &bytes)
      for gain in [
        manager.attitudeGain, manager.rateGain, manager.momentumGain, manager.integralGain,
      ] {
        for row in [gain.rows.0, gain.rows.1, gain.rows.2] { bytes.put(row) }
      }
    }
  }

  private func put<A: Frame, B: Frame>(_ rotation: Rotation<A, B>, to bytes: inout StateBytes) {
    let q = rotation.quaternion
    for component in [q.x, q.y, q.z, q.w] { bytes.put(component) }
  }

  private func putMotion(_ bytes: inout StateBytes, _ motion: JointMotion) {
    bytes.put(motion.joint)
    bytes.put(motion.start)
    bytes.put(motion.time)
    bytes.put(motion.phase.rawValue)
    bytes.put(motion.impulse)
    bytes.put(motion.dispersion.lateral)
    bytes.put(motion.dispersion.tipOff)
    switch motion.act {
    case .release(let plan):
      bytes.put(0)
      bytes.put(plan.opening)
      bytes.put(plan.pushers) { bytes, pusher in
        bytes.put(pusher.point)
        bytes.put(pusher.direction)
        bytes.put(pusher.stiffness)
        bytes.put(pusher.stroke)
      }
      bytes.put(plan.stuckHooks) { bytes, hook in
        bytes.put(hook.point)
        bytes.put(hook.holds)
        bytes.put(hook.opens)
      }
      bytes.put(plan.umbilical) { bytes, umbilical in
        bytes.put(umbilical.point)
        bytes.put(umbilical.tension)
        bytes.put(umbilical.length)
        bytes.put(umbilical.stiffness)
      }
    case .capture(let capture):
      bytes.put(1)
      bytes.put(capture.stiffness)
      bytes.put(capture.damping)
      bytes.put(capture.angularStiffness)
      bytes.put(capture.angularDamping)
    }
  }

  private func putBurn(_ bytes: inout StateBytes, _ active: ActiveBurn) {
    bytes.put(active.module)
    bytes.put(active.burn.module)
    bytes.put(active.burn.engine)
    bytes.put(active.burn.direction) { $0.put($1.rawValue) }
    switch active.burn.amount {
    case .deltaV(let change):
      bytes.put(0)
      bytes.put(change)
    case .duration(let duration):
      bytes.put(1)
      bytes.put(duration)
    }
    bytes.put(active.thrust.force)
    bytes.put(active.thrust.massRate)
    bytes.put(active.thrust.direction.rawValue)
    bytes.put(active.specificImpulse)
    bytes.put(active.remaining)
    bytes.put(active.runsDry ? 1 : 0)
    bytes.put(active.start)
    bytes.put(active.startMass)
    bytes.put(active.burnt)
    bytes.put(active.gained)
    bytes.put(active.handsBack ? 1 : 0)
  }

  private func putVent(_ bytes: inout StateBytes, _ active: ActiveVent) {
    bytes.put(active.module)
    bytes.put(active.name)
    bytes.put(active.point)
    bytes.put(active.direction)
    switch active.vent.flow {
    case .rate(let rate):
      bytes.put(0)
      bytes.put(rate)
    case .area(let area):
      bytes.put(1)
      bytes.put(area)
    }
    bytes.put(active.vent.pressure) { $0.put($1) }
    bytes.put(active.start)
    bytes.put(active.remaining)
    bytes.put(active.lost)
  }
}

extension AttitudeMode {
  fileprivate var rank: Int {
    switch self {
    case .freeDrift: 0
    case .localHold: 1
    case .inertialHold: 2
    }
  }
}

/// Words of eight bytes, the lowest first.
private struct StateBytes {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(8192) }

  mutating func put(_ value: Int) {
    withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ vector: SIMD3<Double>) {
    put(vector.x)
    put(vector.y)
    put(vector.z)
  }

  mutating func put(_ epoch: Epoch) { put(Int(epoch.nanosecondsTAI)) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put<Item>(_ items: [Item], _ each: (inout StateBytes, Item) -> Void) {
    put(items.count)
    for item in items { each(&self, item) }
  }

  mutating func put<Value>(_ value: Value?, _ some: (inout StateBytes, Value) -> Void) {
    put(value == nil ? 0 : 1)
    if let value { some(&self, value) }
  }
}
