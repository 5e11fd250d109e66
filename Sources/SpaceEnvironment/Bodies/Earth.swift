/// The Earth as it pulls, in the two figures that analysis needs beside its whole field.
public enum Earth {
  /// Gravitational parameter [m³/s²] (EGM2008; IERS Conventions 2010, table 1.1, in TT).
  public static let mu = 3.986_004_415e14
  /// The oblateness J₂ (IERS Conventions 2010, table 1.1).
  public static let oblateness = 1.082_635_9e-3
}
