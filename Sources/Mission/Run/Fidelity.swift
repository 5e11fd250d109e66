/// How closely a flight is followed.
public enum Fidelity: String, CaseIterable, Sendable {
  /// Six degrees of freedom: thin air pushes and turns every piece by its shape, parts hiding each
  /// other; gyroscopes and jets hold the attitude once a second, fill up, burn propellant and may lose
  /// it.
  case full
  /// The attitude is as it is told where something aboard can hold it, and drag is that of one area.
  case study
}
