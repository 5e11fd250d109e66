/// The air at a place and an instant.
public struct AirState: Sendable, Hashable {
  /// Number densities [1/m³].
  public var helium, atomicOxygen, nitrogen, oxygen: Double
  /// Number densities [1/m³].
  public var argon, hydrogen, atomicNitrogen: Double
  /// Number density of oxygen atoms and ions hotter than the air around them [1/m³].
  public var anomalousOxygen: Double
  /// Temperature [K].
  public var temperature: Double
  /// The temperature that the thermosphere approaches far out [K].
  public var exosphericTemperature: Double

  /// Atomic mass unit of the model's program [kg].
  static let atomicMass = 1.66e-27

  /// The mass density without anomalous oxygen [kg/m³].
  public var massDensity: Double {
    let light = 4 * helium + hydrogen
    let atoms = 16 * atomicOxygen + 14 * atomicNitrogen
    let molecules = 28 * nitrogen + 32 * oxygen
    return Self.atomicMass * (light + atoms + molecules + 40 * argon)
  }

  /// The mass density that drag feels, with anomalous oxygen [kg/m³].
  public var effectiveMassDensity: Double {
    massDensity + Self.atomicMass * 16 * anomalousOxygen
  }

  init(
    perCubicCentimetre n: InlineArray<8, Double>, temperature: Double,
    exosphericTemperature: Double
  ) {
    helium = 1e6 * n[0]
    atomicOxygen = 1e6 * n[1]
    nitrogen = 1e6 * n[2]
    oxygen = 1e6 * n[3]
    argon = 1e6 * n[4]
    hydrogen = 1e6 * n[5]
    atomicNitrogen = 1e6 * n[6]
    anomalousOxygen = 1e6 * n[7]
    self.temperature = temperature
    self.exosphericTemperature = exosphericTemperature
  }
}
