import NumericalMethods
import SpaceEnvironment

/// A stream of thin air as a body in it sees it: molecules that fly by with one velocity and, on top
/// of it, with the velocities of a gas at rest (a drifting Maxwellian).
///
/// Holds where molecules meet the body and not each other: above some 150 km for a station.
public struct GasStream: Sendable, Hashable {
  /// Mass of the air in a volume [kg/m³].
  public var density: Double
  /// Temperature [K].
  public var temperature: Double
  /// Mean mass of a molecule [kg].
  public var molecularMass: Double
  /// Of the air relative to the body [m/s].
  public var speed: Double

  /// Boltzmann's constant [J/K] (SI, exact).
  public static let boltzmann = 1.380_649e-23

  /// A stream from its parts: density [kg/m³], temperature [K], mean molecular mass [kg], speed [m/s].
  public init(density: Double, temperature: Double, molecularMass: Double, speed: Double) {
    self.density = density
    self.temperature = temperature
    self.molecularMass = molecularMass
    self.speed = speed
  }

  /// The stream of some air, with its anomalous oxygen, that flies by at `speed` [m/s].
  ///
  /// One gas of the mean mass stands for the mixture.
  public init(_ air: AirState, speed: Double) {
    let light = air.helium + air.hydrogen + air.argon
    let atoms = air.atomicOxygen + air.atomicNitrogen + air.anomalousOxygen
    let number = light + atoms + air.nitrogen + air.oxygen
    self.init(
      density: air.effectiveMassDensity, temperature: air.temperature,
      molecularMass: air.effectiveMassDensity / number, speed: speed)
  }

  /// The most probable speed of a molecule in the gas at rest, √(2kT/m) [m/s].
  public var thermalSpeed: Double {
    (2 * Self.boltzmann * temperature / molecularMass).squareRoot()
  }

  /// The speed over the most probable speed of a molecule [1]: about 8 in low Earth orbit.
  public var speedRatio: Double { speed / thermalSpeed }

  /// ½ρV² [Pa].
  public var dynamicPressure: Double { 0.5 * density * speed * speed }

  /// The most probable speed √(2kT_r/m) of molecules that leave a surface, over the stream's speed [1].
  ///
  /// The energy they leave with, 2kT_r each, is `energyAccommodation` of what they would have at the
  /// wall's temperature and the rest of what they came with. That is taken as kT(S² + 2) each, which is
  /// exact where the stream runs along the surface; face-on it is kT(S² + 5/2) at high speed (Schaaf
  /// and Chambre 1958, energy transfer), 0.8 % more at S = 8. A gas at rest at the wall's temperature
  /// presses evenly from all sides then. Without the thermal part it is equation 12 of Koppenwallner,
  /// *Energy accommodation coefficient and momentum transfer modeling* (2009).
  public func reflectedSpeed(from surface: GasSurface) -> Double {
    let wall = surface.energyAccommodation * surface.wallTemperature / temperature
    let squared = speedRatio * speedRatio
    let kept = 0.5 * (1 - surface.energyAccommodation) * (squared + 2)
    return ((wall + kept) / squared).squareRoot()
  }
}

/// How molecules leave a surface.
public struct GasSurface: Sendable, Hashable {
  /// Of the surface [K].
  public var wallTemperature: Double
  /// The part of their energy above the wall's that molecules leave at it, 0 to 1.
  public var energyAccommodation: Double
  /// The part of their momentum across the surface that they leave at it, 0 (mirror) to 1 (diffuse).
  public var normalAccommodation: Double
  /// The part of their momentum along the surface that they leave at it, 0 (mirror) to 1 (diffuse).
  public var tangentialAccommodation: Double

  /// A surface from its parts; diffuse (Sentman 1961) where the accommodation of momentum is not
  /// given, otherwise after Schaaf and Chambre (1958). The temperature is in [K].
  public init(
    wallTemperature: Double, energyAccommodation: Double = 1, normalAccommodation: Double = 1,
    tangentialAccommodation: Double = 1
  ) {
    self.wallTemperature = wallTemperature
    self.energyAccommodation = energyAccommodation
    self.normalAccommodation = normalAccommodation
    self.tangentialAccommodation = tangentialAccommodation
  }

  /// The energy accommodation of a surface in low orbit, which oxygen atoms cover in part: K n T /
  /// (1 + K n T) with K = 7.5e-17 m³/K.
  ///
  /// Source: Pilinski, Argrow, Palo (2010), *Semiempirical model for satellite energy-accommodation
  /// coefficients*, Journal of Spacecraft and Rockets 47.
  ///
  /// - Parameter air: where the surface flies; its oxygen atoms and temperature count.
  public static func accommodation(in air: AirState) -> Double {
    let coverage = 7.5e-17 * air.atomicOxygen * air.temperature
    return coverage / (1 + coverage)
  }
}
