import NumericalMethods

/// The torque of a magnetic field on what is magnetic in a piece.
///
/// Source: Wertz (ed.), *Spacecraft Attitude Determination and Control* (1978), equation 17-2:
/// `m × B`. The dipole is what is left when all is switched off and what steady currents make; eddies
/// and hysteresis are left out.
public enum MagneticTorque {
  /// The torque [N m] on a dipole [A m²] in a field [T], all along the same axes.
  public static func torque(on dipole: SIMD3<Double>, in field: SIMD3<Double>) -> SIMD3<Double> {
    cross(dipole, field)
  }
}
