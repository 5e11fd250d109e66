import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment

/// What becomes of an orbit: how long it lasts in the Sun's futures, what holding it asks for, and what
/// its end brings to the ground.
public struct OrbitOutlook: Sendable {
  /// The Sun.
  public let forecast: SolarForecast
  /// The air above 90 km.
  public let climate: DensityClimate
  /// The air that entries go through.
  public let entryAir: EntryAir
  /// The figures of re-entry.
  public let figures: EntryFigures
  /// Who lives where.
  public let population: PopulationByLatitude
  /// Where objects may be brought down.
  public let areas: [EntryArea]
  /// How many futures are flown.
  public var samples: Int
  /// Of all randomness.
  public var seed: UInt64
  /// How long orbits are followed [s].
  public var horizon: Double

  /// A Julian year [s].
  public static let year = 365.25 * 86_400

  /// The tables that it is read from, in the folder `Data`.
  static let tables = [
    "nrlmsise00.csv", "solar-cycles.csv", "reentry.csv", "population-by-latitude.csv",
    "entry-areas.csv",
  ]

  /// Reads the tables and makes the climate of the air, which is kept for the life of the process.
  ///
  /// - Parameters:
  ///   - folder: the folder `Data`.
  ///   - samples: how many futures are flown, 1 and more.
  ///   - seed: of all randomness.
  ///   - horizon: how long orbits are followed [s].
  /// - Throws: `EnvironmentError` for a table that is not there or not one.
  public init(
    dataFolder folder: URL, samples: Int = 100, seed: UInt64 = 0, horizon: Double = 50 * year
  ) throws(EnvironmentError) {
    func table(_ index: Int) -> URL { folder.appendingPathComponent(Self.tables[index]) }
    let air = try ClimateStore.climate(tableAt: table(0))
    climate = air.climate
    entryAir = air.entry
    forecast = SolarForecast(try SolarCycles(tableAt: table(1)))
    figures = try EntryFigures(tableAt: table(2))
    population = try PopulationByLatitude(tableAt: table(3))
    areas = try EntryArea.read(tableAt: table(4))
    self.samples = samples
    self.seed = seed
    self.horizon = horizon
  }

  /// An object on an orbit.
  public struct Flier: Sendable {
    /// Where it is.
    public var state: OrbitState<GCRF>
    /// [kg]
    public var mass: Double
    /// Drag coefficient times area over mass, Cd · A / m [m²/kg].
    public var ballisticArea: Double
    /// What is not known of it.
    public var dispersions: LifetimeStudy.Dispersions

    /// An object from its parts; mass in [kg], ballistic area in [m²/kg].
    public init(
      state: OrbitState<GCRF>, mass: Double, ballisticArea: Double,
      dispersions: LifetimeStudy.Dispersions = .init()
    ) {
      self.state = state
      self.mass = mass
      self.ballisticArea = ballisticArea
      self.dispersions = dispersions
    }
  }

  /// What becomes of an object.
  public struct Future: Sendable {
    /// The mean elements at the start; nil where there are none.
    public var elements: MeanElements?
    /// How long its orbit lasts; nil where ``why`` says why not.
    public var lifetime: LifetimeSamples?
    /// Why no lifetime is told.
    public var why: String?
    /// What its entry brings to the ground.
    public var risk: EntryRisk
    /// The change of speed of a controlled entry from its orbit [m/s]; nil where it has none.
    public var entryDeltaV: Double?
  }

  /// Foretells.
  public func future(of flier: Flier) -> Future {
    let elements = try? MeanElements(of: flier.state)
    var future = Future(
      elements: elements, lifetime: nil, why: "the state is no orbit",
      risk: EntryRisk(
        mass: flier.mass, inclination: elements?.inclination ?? 0, figures: figures,
        population: population),
      entryDeltaV: nil)
    guard let elements else { return future }
    let altitude = elements.semiMajorAxis - EntryPath.earthRadius
    future.entryDeltaV = ControlledEntry.deltaV(
      from: altitude, perigee: figures.controlledPerigee)
    guard elements.perigeeAltitude > MeanElementPropagator.endAltitude else {
      // It is down within the day.
      let none = [Double](repeating: 0, count: max(1, samples))
      future.lifetime = LifetimeSamples(lifetimes: none, holdingDeltaV: [], horizon: horizon)
      future.why = nil
      return future
    }
    do throws(OrbitError) {
      future.lifetime = try LifetimeStudy(
        elements, at: flier.state.epoch, ballisticArea: flier.ballisticArea, climate: climate,
        forecast: forecast, dispersions: flier.dispersions
      ).run(samples: samples, seed: seed, horizon: horizon)
      future.why = nil
    } catch {
      future.why = "\(error)"
    }
    return future
  }

  /// How an answer from an epoch to the end of a lifetime rests on measurements; the document that
  /// stands beside every lifetime.
  func basis(
    from epoch: Epoch, _ future: Future, _ dispersions: LifetimeStudy.Dispersions
  ) -> JSONValue {
    let last = future.lifetime?.lifetime(at: 0.95) ?? horizon
    let beyond = future.lifetime?.lifetimes.filter { !$0.isFinite }.count ?? 0
    return [
      "coverage": .string(forecast.coverage(from: epoch, to: epoch + last)),
      "measuredUntilUtc": .string(forecast.measuredUntil.iso8601(digits: 0)),
      "atmosphere": "NRLMSISE-00",
      "samples": .integer(Int64(samples)), "seed": .integer(Int64(bitPattern: seed)),
      "densitySpread": JSONValue(dispersions.density),
      "ballisticAreaSpread": JSONValue(dispersions.ballisticArea),
      "horizonDays": JSONValue(horizon / 86_400), "beyondHorizon": .integer(Int64(beyond)),
    ]
  }
}

extension LifetimeSamples {
  /// The 5th, 50th and 95th percentile in days; null beyond the horizon.
  var daysJSON: JSONValue {
    func days(_ fraction: Double) -> JSONValue {
      JSONValue(lifetime(at: fraction).map { $0 / 86_400 })
    }
    return ["p5": days(0.05), "p50": days(0.5), "p95": days(0.95)]
  }
}
