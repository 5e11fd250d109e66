import Kinematics
import NumericalMethods

/// The density of NRLMSISE-00 along an orbit that is roughly known, at the cost of one exponential.
///
/// The model is asked at knots of a minute along the track, and 5 km above and below it; between
/// them cubic splines of the logarithm of density go in time, and a parabola in height. They are broken
/// where the model steps, with each three hours of ap and at midnight UTC. Within 5 km of height of
/// the track they are within 0.05 % of the model, also in the storm of May 2024: on most of the track
/// within 0.005 %, least so where three-hourly ap makes a kink at the equator and near 300 km, where
/// the model itself steps. Knots two minutes apart are good to 0.15 %.
///
/// For many objects near one orbit, as the cases of a campaign are. A single flight is served better by
/// the model itself, eight places at once (``DensityModel``): it asks only once or twice a node.
///
///     let air = try DensityAlongTrack(of: model, from: epoch, to: epoch + 86_400) { time in
///       reference.earthFixedPosition(at: time)
///     }
///     let density = air.density(time: 600, radius: position.magnitude)
public struct DensityAlongTrack: Sendable {
  /// A span without a step of the model.
  private struct Span: Sendable {
    /// Its first and last time [s].
    var start, end: Double
    /// Intervals a second, and where the first of them stands.
    var rate: Double
    var first, count: Int
  }

  /// The instant that times count from.
  public let start: Epoch
  /// The times that are covered [s].
  public let times: ClosedRange<Double>
  /// The model and what drives it, in words.
  public let source: String
  private let spans: [Span]
  private let pieces: [UniformSpline.Piece]
  /// How many spans there usually are in a second, and when the first would start [s].
  private let usualRate, usualStart: Double

  /// Half the thickness of the layer about the track [m].
  public static let reach = 5000.0

  /// Asks the model along a track.
  ///
  /// - Parameters:
  ///   - atmosphere: the model with its drivers.
  ///   - start: the instant that times count from.
  ///   - end: the last instant; at most 400 days later.
  ///   - spacing: the longest time between knots [s], 10 to 600.
  ///   - position: the Earth-fixed position [m] at a time [s] after `start`; asked up to `spacing`
  ///     before `start` and after `end`.
  /// - Throws: ``EnvironmentError/outOfRange(what:value:allowed:)`` for other spans or spacings, and
  ///   for positions below the ground, farther than ``AtmospherePoint/altitudeRange``, or that are
  ///   no numbers.
  public init(
    of atmosphere: AtmosphereNRLMSISE00, from start: Epoch, to end: Epoch, spacing: Double = 60,
    position: (Double) -> Position<ITRF>
  ) throws(EnvironmentError) {
    let duration = end - start
    guard (0...34_560_000).contains(duration) else {
      throw .outOfRange(what: "length of the track", value: duration, allowed: "0 to 34560000 s")
    }
    guard (10...600).contains(spacing) else {
      throw .outOfRange(what: "spacing of the knots", value: spacing, allowed: "10 to 600 s")
    }
    self.start = start
    source = atmosphere.source
    times = -spacing...(duration + spacing)
    var spans: [Span] = []
    var pieces: [UniformSpline.Piece] = []
    var from = -spacing
    while from < duration + spacing {
      let change = atmosphere.nextChange(after: start + from)
      let to = min(change - start, duration + spacing)
      let count = max(4, Int(((to - from) / spacing).rounded(.up)))
      let samples = try Self.samples(atmosphere, start, from, to, count, position)
      spans.append(
        Span(
          start: from, end: to, rate: Double(count) / (to - from), first: pieces.count,
          count: count))
      pieces += UniformSpline.pieces(through: samples)
      from = to
    }
    self.spans = spans
    self.pieces = pieces
    let change = atmosphere.nextChange(after: start - spacing)
    let usualLength = atmosphere.nextChange(after: change) - change
    usualRate = 1 / usualLength
    usualStart = change - start - usualLength
  }

  /// At equidistant times of a span: logarithm of density on the track, its first and half its
  /// second derivative by height, and the distance of the track from the Earth's centre [m].
  private static func samples(
    _ atmosphere: AtmosphereNRLMSISE00, _ start: Epoch, _ from: Double, _ to: Double,
    _ count: Int, _ position: (Double) -> Position<ITRF>
  ) throws(EnvironmentError) -> [SIMD4<Double>] {
    var points: [AtmospherePoint] = []
    var radii: [Double] = []
    // The day of the span counts, also at its end, which is the next day's first instant.
    let middle = start + (from + to) / 2
    let midnight = CivilDay(middle).start
    for index in 0...count {
      let time = from + (to - from) * (Double(index) / Double(count))
      let place = position(time)
      let geodetic = GeodeticPosition(place)
      let second = max(0, min(86_401, (start + time) - midnight))
      for offset in [0, reach, -reach] {
        points.append(
          try AtmospherePoint(
            latitude: geodetic.latitude, longitude: geodetic.longitude,
            altitude: geodetic.altitude + offset, secondOfDay: second))
      }
      radii.append(place.magnitude)
    }
    let densities = atmosphere.model.effectiveMassDensities(
      at: points, under: atmosphere.conditions(at: middle))
    return radii.indices.map { index in
      let here = Elementary.log(densities[3 * index])
      let above = Elementary.log(densities[3 * index + 1])
      let below = Elementary.log(densities[3 * index + 2])
      return SIMD4(
        here, (above - below) / (2 * reach), (above + below - 2 * here) / (2 * reach * reach),
        radii[index])
    }
  }

  /// The density [kg/m³] at a time [s] and a distance from the Earth's centre [m].
  ///
  /// What the object is off the track counts as height; 1 km to the side of it changes the height
  /// over the ellipsoid by up to 3 m, 0.01 % of density. Outside ``times`` the density of their
  /// nearest end is held.
  public func density(time: Double, radius: Double) -> Double {
    let values = values(at: time)
    return Self.density(values, height: radius - values.w)
  }

  /// The density [kg/m³] at a time [s] and a height over the track [m].
  public func density(time: Double, heightOverTrack height: Double) -> Double {
    Self.density(values(at: time), height: height)
  }

  @inline(__always)
  private static func density(_ values: SIMD4<Double>, height: Double) -> Double {
    Elementary.shortExp(values.x + height * (values.y + height * values.z))
  }

  @inline(__always)
  private func values(at time: Double) -> SIMD4<Double> {
    // In this form a time that is no number becomes the first one.
    let late = time > times.lowerBound ? time : times.lowerBound
    let held = late < times.upperBound ? late : times.upperBound
    var index = max(0, min(spans.count - 1, Int((held - usualStart) * usualRate)))
    while held < spans[index].start, index > 0 { index -= 1 }
    while held >= spans[index].end, index + 1 < spans.count { index += 1 }
    let span = spans[index]
    let place = (held - span.start) * span.rate
    let interval = max(0, min(span.count - 1, Int(place)))
    return pieces[span.first + interval].values(at: place - Double(interval))
  }
}
