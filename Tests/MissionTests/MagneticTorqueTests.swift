import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import SpaceEnvironment
import StationModel
import TestSupport
import Testing

/// The Earth's magnetic field turns what is magnetic.
@Suite struct MagneticTorqueTests {
  /// A module of 4 t without gyroscopes and jets, turned against the station's axes by its port.
  private static func station(_ dipole: String) -> String {
    """
    station: {id: magnet, name: Magnet}
    frame: {name: MAG, description: of the core}
    root: core
    source: test
    confidence: low
    dragCoefficient: 2.2
    sources: {test: {title: made for a test}}
    owners: [{id: o, name: O}]
    modules:
      - id: core
        name: Core
        owner: o
        from: 2020-01-01
        mass: 2000 kg
        solids: [{id: hull, shape: box, centre: [0, 0, 0], size: [4, 2, 2]}]
        ports: [{id: side, at: [0, 1, 0], axis: +y, mechanism: apas}]
      - id: wing
        name: Wing
        owner: o
        from: 2020-01-01
        mass: 2000 kg
        solids: [{id: hull, shape: box, centre: [2, 0, 0], size: [4, 2, 2]}]
        ports: [{id: foot, at: [0, 0, 0], axis: -x, mechanism: apas}]
        \(dipole)
    joints: [{id: J, between: [core.side, wing.foot], from: 2020-01-01}]
    """
  }

  private func flight(_ dipole: String) throws -> MissionFlight {
    let plan = try StationPlan(
      YAMLNode.parse(Self.station(dipole), file: "magnet.yaml"),
      mechanisms: Fixtures.standards().mechanisms)
    return try Fixtures.airlessFlight(
      of: Assembly(plan, at: Epoch(utc: "2024-03-06")), [], duration: 30)
  }

  /// After half a minute the turning differs by `I⁻¹ ∫ m × B dt`, with the dipole along the axes of its
  /// module (its x is the station's y) and the field of the dipole of IGRF-14 along the way.
  @Test func torqueIsMCrossB() throws {
    let without = try flight("")
    let with = try flight("magneticDipole: [2000, 0, 0]")
    let body = without.world.bodies[0]
    let turned = with.world.bodies[0].angularVelocity.components - body.angularVelocity.components
    let field = try GeomagneticDipole(
      tableAt: repositoryRoot.appendingPathComponent("Data/igrf14-dipole.csv"))
    let rotation = try EarthRotation(
      from: without.first.epoch - 3600, to: without.first.epoch + 3600,
      orientation: Fixtures.environment().orientation
    ).matrix(at: without.world.epoch)
    let place = rotation * without.world.orbit(of: 0).position.components
    let here = body.attitude.inverse.rotate(
      rotation.weightedRows(field.field(atEarthFixed: place, epoch: without.world.epoch)))
    let torque = cross(SIMD3(0, 2000, 0), here)
    #expect(torque.magnitude > 0.01)
    let expected = 30 * (try #require(body.properties.inertia.inverse) * torque)
    // Field and attitude change by 3 % in half a minute.
    #expect((turned - expected).magnitude < 0.04 * expected.magnitude)
    let change =
      with.world.bodies[0].velocity.components - without.world.bodies[0].velocity.components
    #expect(change.magnitude < 1e-6)
  }
}
