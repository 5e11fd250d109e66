import NumericalMethods

/// What an uncontrolled entry of a large object brings to the ground, and whom it may hit.
///
/// The mass that survives is a part of the whole as it was seen and computed for other large objects,
/// not a computation of this one: it is known to a factor of two either way, and so is all that
/// follows from it. The casualty area of a fragment of area A is `(√A + √0.36 m²)²`, the casualty
/// expectation is the sum of these areas times the people per area under the orbit.
///
/// Limits: all fragments hurt (those of the mean mass hit with kilojoules, the standard counts from
/// 15 J); nobody is sheltered; longitude and the time of day of the entry are unknown.
///
/// Source: NASA-STD-8719.14C, *Process for Limiting Orbital Debris* (2021-11-05), section 4.7.
public struct EntryRisk: Sendable, Hashable {
  /// Mass that reaches the ground [kg]: the least, the likely and the most.
  public let survivingMass, survivingMassLow, survivingMassHigh: Double
  /// Fragments that reach the ground, with the likely mass.
  public let fragments: Double
  /// Sum of the casualty areas of the fragments [m²].
  public let casualtyArea: Double
  /// The people per area under the orbit [1/m²].
  public let populationDensity: Double
  /// Casualties to be expected, with the likely mass, the least and the most.
  public let casualtyExpectation, casualtyExpectationLow, casualtyExpectationHigh: Double
  /// The expectation that the standard allows.
  public let allowed: Double

  /// The risk of an entry.
  ///
  /// - Parameters:
  ///   - mass: of the object [kg].
  ///   - inclination: of its orbit [rad].
  ///   - figures: the fractions, the fragments, the standard.
  ///   - population: who lives where.
  public init(
    mass: Double, inclination: Double, figures: EntryFigures, population: PopulationByLatitude
  ) {
    let fraction = figures.survivingFraction
    survivingMass = fraction.central * mass
    survivingMassLow = fraction.low * mass
    survivingMassHigh = fraction.high * mass
    // What is light comes down as one fragment of its own mass.
    let each = min(figures.fragmentMass, survivingMass)
    fragments = each > 0 ? survivingMass / each : 0
    let root =
      (each / figures.fragmentArealDensity).squareRoot() + figures.personArea.squareRoot()
    casualtyArea = fragments * root * root
    populationDensity = population.density(underInclination: inclination)
    casualtyExpectation = casualtyArea * populationDensity
    casualtyExpectationLow = casualtyExpectation * fraction.low / fraction.central
    casualtyExpectationHigh = casualtyExpectation * fraction.high / fraction.central
    allowed = figures.allowedExpectation
  }
}
