import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The slow motion of an orbit under drag and the Earth's flattening, by mean elements: a year of a
/// low orbit costs milliseconds.
///
///     let mean = try MeanElements(of: state)
///     let propagator = try MeanElementPropagator(
///       mean, at: state.epoch, ballisticArea: 0.01, density: atmosphere)
///     let month = propagator.elements(after: 30 * 86_400)
///
/// Over 10 to 30 days between 300 and 400 km the decay is within 1 % of that of
/// ``NumericalPropagator`` in the same air (`LifetimeTests`). The mean argument of latitude is not
/// followed: where on its orbit an object is after weeks of drag nobody knows.
public struct MeanElementPropagator: Sendable {
  /// Where the air comes from.
  private enum Source: Sendable {
    case model(any DensityModel)
    case climate(DensityClimate, SolarActivity, scale: Double)
  }

  /// The elements at the start.
  public let elements: MeanElements
  /// The start.
  public let epoch: Epoch
  /// Drag coefficient times area over mass, Cd · A / m [m²/kg].
  public let ballisticArea: Double
  private let source: Source

  /// The altitude of the perigee above the equatorial radius at which an orbit is over [m].
  public static let endAltitude = 120_000.0
  /// The highest apogee above the equatorial radius that is answered for [m]: above it the Sun and the
  /// Moon, which are left out, move the perigee.
  public static let highestApogee = 10_000_000.0

  /// A propagator in the air of a model, which is asked along every revolution that counts.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for an orbit that is over, whose apogee
  ///   is above ``highestApogee``, or a ballistic area that is not 0 to 1000 m²/kg.
  public init(
    _ elements: MeanElements, at epoch: Epoch, ballisticArea: Double, density: any DensityModel
  ) throws(OrbitError) {
    try Self.check(elements, ballisticArea)
    self.elements = elements
    self.epoch = epoch
    self.ballisticArea = ballisticArea
    source = .model(density)
  }

  /// A propagator in a climate of the air under an activity, times a factor.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for an orbit that is over, whose apogee
  ///   is above ``highestApogee``, or a ballistic area that is not 0 to 1000 m²/kg.
  public init(
    _ elements: MeanElements, at epoch: Epoch, ballisticArea: Double, climate: DensityClimate,
    activity: SolarActivity, scale: Double = 1
  ) throws(OrbitError) {
    try Self.check(elements, ballisticArea)
    self.elements = elements
    self.epoch = epoch
    self.ballisticArea = ballisticArea
    source = .climate(climate, activity, scale: scale)
  }

  /// The elements after a time [s], or those at which the perigee came to ``endAltitude`` before.
  public func elements(after time: Double) -> MeanElements { advanced(to: time).elements }

  /// How long the orbit lasts, until its perigee comes to ``endAltitude`` [s]; nil where that is longer
  /// than `horizon` [s].
  public func lifetime(within horizon: Double) -> Double? { advanced(to: horizon).end }

  /// The change of speed that holds the orbit against drag for a time [s], on average over it [m/s per
  /// Julian year].
  ///
  /// What drag takes from the semi-major axis in a revolution is given back at once: `Δv = n Δa / 2`.
  public func holdingDeltaV(over time: Double) -> Double {
    func mean<Air: AirAlongOrbit>(_ decay: OrbitDecay<Air>) -> Double {
      var decay = decay
      let count = max(8, Int((time / (5 * 86_400)).rounded(.up)))
      var sum = 0.0
      for index in 0..<count {
        sum += decay.heldRate(at: (Double(index) + 0.5) * time / Double(count))
      }
      return -0.5 * elements.meanMotion * sum / Double(count) * 365.25 * 86_400
    }
    switch source {
    case .model(let model): return mean(decay(in: ModelAir(model, from: epoch)))
    case .climate(let climate, let activity, let scale):
      return mean(decay(in: ClimateAir(climate, activity, from: epoch, scale: scale)))
    }
  }

  private func advanced(to time: Double) -> (elements: MeanElements, end: Double?) {
    func run<Air: AirAlongOrbit>(_ decay: OrbitDecay<Air>) -> (MeanElements, Double?) {
      var decay = decay
      let isOver = decay.advance(to: time, perigee: Self.endAltitude)
      return (decay.elements, isOver ? decay.time : nil)
    }
    switch source {
    case .model(let model): return run(decay(in: ModelAir(model, from: epoch)))
    case .climate(let climate, let activity, let scale):
      return run(decay(in: ClimateAir(climate, activity, from: epoch, scale: scale)))
    }
  }

  private func decay<Air: AirAlongOrbit>(in air: Air) -> OrbitDecay<Air> {
    OrbitDecay(elements, ballisticArea: ballisticArea, air: air)
  }

  private static func check(
    _ elements: MeanElements, _ ballisticArea: Double
  ) throws(OrbitError) {
    guard (0...1000).contains(ballisticArea) else {
      throw .outOfRange(
        what: "ballistic area", value: ballisticArea, allowed: "0 to 1000 m2/kg")
    }
    guard elements.perigeeAltitude > endAltitude, elements.eccentricity < 1 else {
      throw .outOfRange(
        what: "altitude of the mean perigee", value: elements.perigeeAltitude,
        allowed: "above 120000 m")
    }
    guard elements.apogeeAltitude <= highestApogee else {
      throw .outOfRange(
        what: "altitude of the mean apogee", value: elements.apogeeAltitude,
        allowed: "at most 10000000 m, above which the Sun and the Moon count")
    }
  }
}
