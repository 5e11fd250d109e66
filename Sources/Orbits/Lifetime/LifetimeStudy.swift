import Kinematics
import NumericalMethods
import SpaceEnvironment

/// How long an orbit lasts, with the spread of what is not known: the Sun's future, how the density
/// model errs, and how the object meets the air.
///
/// Each sample is one future of the Sun with one factor on the density and one on the ballistic
/// area, both constant and lognormal. Sample `n` of a seed is the same whatever the number of samples.
public struct LifetimeStudy: Sendable {
  /// What varies from sample to sample besides the Sun.
  public struct Dispersions: Sendable, Hashable {
    /// Standard deviation of the logarithm of the density over that of the model.
    ///
    /// As it stands 0.2, chosen: NRLMSISE-00 is off by 10 to 30 % for months at a time (Emmert, Lean,
    /// Picone 2010, *Geophysical Research Letters* 37, L12102, doi 10.1029/2010GL043671, for the minimum
    /// of the Sun in 2008; Bowman and others 2008, AIAA 2008-6438, for models of its kind).
    /// Tiangong-1, whose fall `LifetimeTests` foretells a quarter early, is 1.4 of these standard
    /// deviations off.
    public var density = 0.2
    /// Standard deviation of the logarithm of the ballistic area.
    ///
    /// As it stands 0.1, for an object that holds its attitude: that of drag coefficients at these
    /// altitudes (Moe, Moe 2005, *Planetary and Space Science* 53, 793).
    public var ballisticArea = Dispersions.held

    /// The spread of the ballistic area of an object that holds its attitude.
    public static let held = 0.1
    /// The spread of the ballistic area of one that tumbles. Chosen: from edge-on to broadside the area
    /// of a station changes by a factor of two and more, and which mean of it counts is not known.
    public static let tumbling = 0.3

    /// Dispersions from their values, as they stand those of an object that holds its attitude.
    public init(density: Double = 0.2, ballisticArea: Double = Dispersions.held) {
      self.density = density
      self.ballisticArea = ballisticArea
    }
  }

  /// The mean elements at the start.
  public let elements: MeanElements
  /// The start.
  public let epoch: Epoch
  /// Cd · A / m [m²/kg].
  public let ballisticArea: Double
  /// The air.
  public let climate: DensityClimate
  /// The Sun.
  public let forecast: SolarForecast
  /// What else varies.
  public let dispersions: Dispersions

  /// A study from its parts; elements with an apogee or perigee out of range are refused when it runs.
  public init(
    _ elements: MeanElements, at epoch: Epoch, ballisticArea: Double, climate: DensityClimate,
    forecast: SolarForecast, dispersions: Dispersions = .init()
  ) {
    self.elements = elements
    self.epoch = epoch
    self.ballisticArea = ballisticArea
    self.climate = climate
    self.forecast = forecast
    self.dispersions = dispersions
  }

  /// Flies the samples.
  ///
  /// - Parameters:
  ///   - samples: how many, at least 1.
  ///   - seed: of the run.
  ///   - horizon: how long an orbit is followed [s].
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` as ``MeanElementPropagator`` does.
  public func run(
    samples: Int, seed: UInt64, horizon: Double
  ) throws(OrbitError) -> LifetimeSamples {
    var lifetimes: [Double] = []
    var holding: [Double] = []
    for sample in 0..<max(1, samples) {
      let stream = UInt64(sample)
      let random = Philox4x32(seed: seed, stream: stream)
      let density = Elementary.exp(dispersions.density * random.normal(at: 0))
      let area = Elementary.exp(dispersions.ballisticArea * random.normal(at: 1))
      let propagator = try MeanElementPropagator(
        elements, at: epoch, ballisticArea: ballisticArea * area, climate: climate,
        activity: forecast.activity(until: epoch + horizon, seed: seed, sample: stream),
        scale: density)
      lifetimes.append(propagator.lifetime(within: horizon) ?? .infinity)
      holding.append(propagator.holdingDeltaV(over: 365.25 * 86_400))
    }
    return LifetimeSamples(lifetimes: lifetimes, holdingDeltaV: holding, horizon: horizon)
  }
}

/// What the samples of a ``LifetimeStudy`` came to.
public struct LifetimeSamples: Sendable, Hashable {
  /// How long the orbit of each sample lasts [s]; infinity: longer than the horizon.
  public let lifetimes: [Double]
  /// What each sample's drag of the first year asks for to hold the orbit [m/s per year].
  public let holdingDeltaV: [Double]
  /// How long orbits were followed [s].
  public let horizon: Double

  /// Samples from their values; times in [s].
  public init(lifetimes: [Double], holdingDeltaV: [Double], horizon: Double) {
    self.lifetimes = lifetimes
    self.holdingDeltaV = holdingDeltaV
    self.horizon = horizon
  }

  /// A percentile of the lifetimes [s], `fraction` from 0 to 1; nil where it is beyond the horizon.
  public func lifetime(at fraction: Double) -> Double? {
    let value = Self.percentile(lifetimes, fraction)
    return value.isFinite ? value : nil
  }

  /// A percentile of the change of speed that holds the orbit for a year [m/s], `fraction` from 0
  /// to 1.
  public func holdingDeltaV(at fraction: Double) -> Double {
    Self.percentile(holdingDeltaV, fraction)
  }

  /// Linear between the sorted values, the first at 0 and the last at 1.
  private static func percentile(_ values: [Double], _ fraction: Double) -> Double {
    let sorted = values.sorted()
    let place = max(0, min(1, fraction)) * Double(sorted.count - 1)
    let index = min(sorted.count - 1, Int(place))
    let part = place - Double(index)
    return part == 0 ? sorted[index] : sorted[index] * (1 - part) + sorted[index + 1] * part
  }
}
