import Flight
import Kinematics
import NumericalMethods
import StationModel

extension MissionFlight {
  /// Adds the torque of the Earth's magnetic field on the residual dipoles of a piece's modules to its
  /// loads.
  ///
  /// Limits: the field is that of a dipole, a quarter off; a module that turns on a joint is taken as
  /// drawn.
  func magnetise(
    _ piece: Int, _ body: RigidBody, _ reference: OrbitState<GCRF>, _ loads: inout BodyLoads
  ) {
    let dipole = magneticDipole(of: piece)
    guard dipole != .zero else { return }
    let orbit = body.orbit(relativeTo: reference)
    let turn = forces.instant(at: orbit.epoch - forces.start).rotation
    let field = environment.magneticField.field(
      atEarthFixed: turn * orbit.position.components, epoch: orbit.epoch)
    loads.torque += MagneticTorque.torque(
      on: dipole, in: body.attitude.inverse.rotate(turn.weightedRows(field)))
  }

  /// The residual dipole of a piece along its axes [A m²].
  private func magneticDipole(of piece: Int) -> SIMD3<Double> {
    world.pieces[piece].modules.reduce(.zero) { sum, index in
      let module = world.assembly.modules[index]
      return sum + (module.plan.magneticDipole.map { module.placement.direction($0) } ?? .zero)
    }
  }
}
