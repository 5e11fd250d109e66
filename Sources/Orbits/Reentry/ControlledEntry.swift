import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The last burn of a controlled entry: how much, and when, so that the middle of the footprint falls
/// nearest to a place.
///
/// One impulse against the motion brings the perigee down. Of all instants in a span, taken every ten
/// seconds (75 km along the track, so that the best is within 38 km of it), the one is found whose
/// footprint comes nearest. The orbit is carried there by mean elements that do not decay, which after a day is good
/// to some minutes of time, not to the place: the burn is planned again when it is near.
public struct ControlledEntry: Sendable, Hashable {
  /// The change of speed [m/s].
  public let deltaV: Double
  /// When the engines burn; the impulse stands for the middle of the burn.
  public let ignition: Epoch
  /// Altitude of the orbit there, over the mean radius of the Earth [m].
  public let burnAltitude: Double
  /// The perigee that it leaves, over the mean radius [m].
  public let perigeeAltitude: Double
  /// Path angle at 120 km [rad], negative downwards.
  public let entryAngle: Double
  /// Where the lightest fragments, the middle and the heaviest fragments come down.
  public let heel, centre, toe: Place
  /// When they come down in the middle.
  public let impact: Epoch
  /// From the middle of the footprint to the place that was asked for [m].
  public let miss: Double

  /// A place on the ground [rad].
  public struct Place: Sendable, Hashable {
    /// North positive.
    public var latitude: Double
    /// East positive, -π to π.
    public var longitude: Double

    /// A place by its angles [rad].
    public init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }

    /// Along the ground to another [m], on a round Earth.
    public func distance(to other: Place) -> Double {
      let a = Elementary.sin(0.5 * (latitude - other.latitude))
      let b = Elementary.sin(0.5 * (longitude - other.longitude))
      let h = a * a + Elementary.cos(latitude) * Elementary.cos(other.latitude) * b * b
      return 2 * EntryPath.earthRadius * Elementary.asin(min(1, h).squareRoot())
    }
  }

  /// The change of speed [m/s] that brings the perigee of a nearly circular orbit at an altitude to
  /// another, by one impulse half a revolution before it.
  ///
  /// Both over the mean radius [m]. Source: Vallado, *Fundamentals of Astrodynamics and Applications*,
  /// 4th ed. (2013), section 6.3 (Hohmann's transfer, its first half).
  public static func deltaV(from altitude: Double, perigee: Double) -> Double {
    let high = EntryPath.earthRadius + altitude
    let low = EntryPath.earthRadius + min(perigee, altitude)
    let circular = (Earth.mu / high).squareRoot()
    return circular * (1 - (2 * low / (low + high)).squareRoot())
  }

  /// Plans the burn; nil where no path comes down within two days (a perigee that is too high).
  ///
  /// - Parameters:
  ///   - elements: the orbit, nearly circular.
  ///   - epoch: of the elements.
  ///   - target: where the middle of the footprint is wanted.
  ///   - ballisticCoefficient: m / (Cd · A) [kg/m²].
  ///   - span: how long after `epoch` the burn may be [s].
  ///   - figures: perigee, break-up, fragments.
  ///   - air: the air.
  public init?(
    of elements: MeanElements, at epoch: Epoch, to target: Place, ballisticCoefficient: Double,
    within span: Double, figures: EntryFigures, air: EntryAir
  ) {
    let altitude = elements.semiMajorAxis - EntryPath.earthRadius
    let change = Self.deltaV(from: altitude, perigee: figures.controlledPerigee)
    let start = EntryPath(
      altitude: altitude, radialSpeed: 0,
      crossSpeed: (Earth.mu / elements.semiMajorAxis).squareRoot() - change,
      inclination: elements.inclination)
    guard
      let footprint = EntryFootprint(
        of: start, ballisticCoefficient: ballisticCoefficient, figures: figures, air: air),
      let entry = start.fallen(
        to: min(altitude, 120e3), ballisticCoefficient: ballisticCoefficient, in: air)
    else { return nil }
    var best: (time: Double, miss: Double) = (0, .infinity)
    let middle = footprint.centre
    for index in 0...Int(max(0, min(30 * 86_400, span)) / 10) {
      let time = 10 * Double(index)
      let place = Self.place(elements, epoch, burn: time, middle.angle, middle.time)
      let miss = place.distance(to: target)
      if miss < best.miss { best = (time, miss) }
    }
    let (heel, toe) = (footprint.heel, footprint.toe)
    deltaV = change
    ignition = epoch + best.time
    burnAltitude = altitude
    perigeeAltitude = figures.controlledPerigee
    entryAngle = entry.pathAngle
    self.heel = Self.place(elements, epoch, burn: best.time, heel.angle, heel.time)
    centre = Self.place(elements, epoch, burn: best.time, middle.angle, middle.time)
    self.toe = Self.place(elements, epoch, burn: best.time, toe.angle, toe.time)
    impact = epoch + (best.time + middle.time)
    miss = best.miss
  }

  /// Where what leaves the orbit by a burn comes down, `angle` and `delay` [s] after it.
  private static func place(
    _ elements: MeanElements, _ epoch: Epoch, burn time: Double, _ angle: Double, _ delay: Double
  ) -> Place {
    let zonal = elements.zonalRates
    let i = Elementary.sinCos(elements.inclination)
    let rate = elements.meanMotion + zonal.perigee + zonal.anomaly
    let u = Elementary.sinCos(elements.meanArgumentOfLatitude + rate * time + angle)
    let node = elements.rightAscensionOfAscendingNode + zonal.node * (time + delay)
    let right = node + Elementary.atan2(i.cos * u.sin, u.cos)
    let turned = right - ModelAir.rotationAngle(at: epoch + (time + delay))
    let turns = (turned / (2 * .pi)).rounded()
    return Place(
      latitude: Elementary.asin(max(-1, min(1, i.sin * u.sin))),
      longitude: turned - 2 * .pi * turns)
  }
}
