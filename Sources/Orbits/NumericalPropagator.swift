import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The motion of one object under a ``ForceModel``, integrated numerically.
///
///     let forces = try ForceModel(
///       settings: .all, from: state.epoch, to: state.epoch + 86_400,
///       orientation: orientation, geopotential: field, density: atmosphere)
///     let propagator = try NumericalPropagator(
///       state: state, object: DragAndPressure(ballisticArea: 0.01), forces: forces)
///     let day = try propagator.arc(for: 86_400)
///     let noon = day.state(at: state.epoch + 43_200)
///
/// Segments of a tenth of a revolution and less, each by `GaussCollocation` of sixteen nodes: in a low
/// orbit one or two centimetres a day at some 2500 calls of the force model. Where the acceleration
/// changes too fast (deep in the air, near a perigee) segments get shorter; at the edges of shadow and
/// where the drivers of the atmosphere step, one ends and the next begins.
public struct NumericalPropagator: Sendable {
  /// Where the object starts.
  public let state: OrbitState<GCRF>
  /// What it offers the air and the light.
  public let object: DragAndPressure
  /// What acts on it.
  public let forces: ForceModel
  /// How much of a segment's last series terms is allowed in a position [m].
  public var tolerance = 0.01
  /// How far the acceleration at a node may be off, because it was asked for where the object nearly
  /// is [m/s²]: 6e-10 leaves some centimetres a day in a low orbit, 2e-11 some millimetres at twice
  /// the cost.
  public var settled = 6e-10

  /// The altitude above the ellipsoid below which an orbit ends [m].
  public static let reentryAltitude = 100_000.0
  /// [m/s]
  private static let speedOfLight = 299_792_458.0

  /// A propagator of one object.
  ///
  /// - Parameters:
  ///   - state: where the object starts.
  ///   - object: its areas over its mass [m²/kg], each 0 to 1000.
  ///   - forces: what acts on it.
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for an area or state that is not
  ///   finite, ``OrbitError/outsideArc(epoch:arc:)`` for a state outside the arc of `forces`,
  ///   ``OrbitError/reentered(at:altitude:)`` for a state below ``reentryAltitude``.
  public init(
    state: OrbitState<GCRF>, object: DragAndPressure, forces: ForceModel
  ) throws(OrbitError) {
    for (name, area) in [
      ("ballistic area", object.ballisticArea), ("radiation area", object.radiationArea),
    ] where !(0...1000).contains(area) {
      throw .outOfRange(what: name, value: area, allowed: "0 to 1000 m2/kg")
    }
    let distance = state.position.magnitude
    guard distance.isFinite, state.velocity.magnitude.isFinite, distance < 1e12 else {
      throw .outOfRange(
        what: "distance from the Earth's centre", value: distance, allowed: "a finite state")
    }
    let speed = state.velocity.magnitude
    guard speed < Self.speedOfLight else {
      throw .outOfRange(
        what: "speed [m/s]", value: speed, allowed: "below that of light, 299792458 m/s")
    }
    self.state = state
    self.object = object
    self.forces = forces
    try checkArc(state.epoch)
    let altitude = self.altitude(state.position.components, at: state.epoch - forces.start)
    guard altitude >= Self.reentryAltitude else {
      throw .reentered(at: state.epoch, altitude: altitude)
    }
  }

  /// The states at the start and each `step` after it; at most ten million.
  ///
  /// - Parameters:
  ///   - step: from one state to the next [s], above 0.
  ///   - duration: how long [s]; negative: back in time. The state at the end is the last one if it
  ///     is a multiple of `step`.
  /// - Throws: what ``arc(for:)`` and ``OrbitArc/states(every:)`` throw, and
  ///   ``OrbitError/reentered(at:altitude:)`` where the object comes below ``reentryAltitude``.
  public func states(
    every step: Double, for duration: Double
  ) throws(OrbitError) -> [OrbitState<GCRF>] {
    guard step > 0, step.isFinite, duration.isFinite, abs(duration) / step < 1e7 else {
      throw .outOfRange(
        what: "output step", value: step,
        allowed: "above 0 s, and at most ten million in the duration")
    }
    let arc = try arc(for: duration)
    if let reentry = arc.reentry {
      throw .reentered(at: reentry.epoch, altitude: reentry.altitude)
    }
    return try arc.states(every: step)
  }

  /// The motion over `duration` [s], negative: back in time. It ends earlier where the object comes
  /// below ``reentryAltitude``.
  ///
  /// - Throws: ``OrbitError/outsideArc(epoch:arc:)`` where the end is outside the arc of `forces`, or
  ///   ``OrbitError/notFinite(at:)``.
  public func arc(for duration: Double) throws(OrbitError) -> OrbitArc {
    guard duration.isFinite else {
      throw .outOfRange(what: "duration", value: duration, allowed: "a finite time")
    }
    try checkArc(state.epoch + duration)
    let origin = state.epoch - forces.start
    var flight = GaussCollocation(
      motion: ForcedMotion(forces: forces, object: object), time: origin,
      position: state.position.components, velocity: state.velocity.components)
    flight.tolerance = tolerance
    flight.settled = settled
    var segments: [CollocationSegment] = []
    var reentry: OrbitArc.Reentry?
    let end = origin + duration
    var growth = Double.infinity
    while flight.time != end, reentry == nil {
      let (segment, error) = try self.segment(&flight, towards: end, atMost: growth)
      growth = abs(segment.length) * (error < flight.tolerance / 1e3 ? 2 : 1)
      reentry = self.reentry(in: segment)
      segments.append(segment)
      flight.accept(segment)
      // What is left of rounding is no segment.
      if abs(end - flight.time) < 1e-9 { break }
    }
    return OrbitArc(
      first: state, end: reentry?.epoch ?? state.epoch + duration, reentry: reentry,
      evaluations: flight.passes * CollocationNodes.count, segments: segments,
      origin: forces.start)
  }

  /// The next segment: as long as the orbit and the end allow, and shorter until it is good.
  private func segment(
    _ flight: inout GaussCollocation<ForcedMotion>, towards end: Double, atMost longest: Double
  ) throws(OrbitError) -> (CollocationSegment, error: Double) {
    let radius = flight.position.magnitude
    let degree = forces.settings.degree
    let part = Self.part * (degree > Self.resolved ? Self.finelyResolved / Double(degree) : 1)
    let natural = part * (radius * radius * radius / forces.mu).squareRoot()
    let left = abs(end - flight.time)
    let limit = min(natural, longest, forces.untilStep(from: flight.time, towards: end))
    // Two equal parts rather than one and a scrap.
    var length = left <= limit ? left : left < 2 * limit ? min(limit, left / 2) : limit
    let direction: Double = end < flight.time ? -1 : 1
    length = shadowEdge(flight, direction * length) ?? length
    repeat {
      if case .segment(let segment, let error) = flight.trial(direction * length) {
        return (segment, error)
      }
      length /= 2
    } while length > Self.shortest
    throw .notFinite(at: forces.start + flight.time)
  }

  /// A segment in units of the time in which a circular orbit turns by one radian.
  private static let part = 0.64
  /// The degree up to which sixteen nodes in such a segment resolve the gravity field; of a field of
  /// more the segments are shorter, by more than in proportion: its last terms are the worst resolved.
  private static let resolved = 70
  private static let finelyResolved = 60.0
  /// The shortest segment [s]: what changes faster is no orbit.
  private static let shortest = 0.01

  /// How long into a stretch of `length` [s] the light first begins or ceases to fade, by the guide;
  /// nil where that is at its ends or nowhere, or does not matter.
  private func shadowEdge(_ flight: GaussCollocation<ForcedMotion>, _ length: Double) -> Double? {
    guard forces.settings.radiationPressure, object.radiationArea != 0 else { return nil }
    let sun = forces.instant(at: flight.time + 0.5 * length).sun
    let course = flight.guided(length)
    var first: Double?
    for border in [Shadow.Border.penumbra, .umbra] {
      var before = Shadow.outside(border, of: course[0].position, sun: sun)
      for (from, to) in zip(course, course.dropFirst()) {
        let after = Shadow.outside(border, of: to.position, sun: sun)
        if before * after < 0 {
          let interval = min(from.time, to.time)...max(from.time, to.time)
          let root = RootFinding.brent(
            { time in
              var place = from
              place.step(to: time, flight.motion)
              return Shadow.outside(border, of: place.position, sun: sun)
            }, in: interval, tolerance: 1e-3)
          let edge = abs((root ?? from.time) - flight.time)
          // An edge that a segment already begins or ends with.
          if edge > Self.edgeWidth, abs(length) - edge > Self.edgeWidth {
            first = min(first ?? edge, edge)
          }
        }
        before = after
      }
    }
    return first
  }

  /// How near to its end a segment may hold the edge of a shadow [s].
  private static let edgeWidth = 0.2

  private func reentry(in segment: CollocationSegment) -> OrbitArc.Reentry? {
    // What the flattening and the air do to a perigee within a segment is some 10 km.
    let lowest = perigee(segment.position, segment.velocity) - GeodeticPosition.equatorialRadius
    if lowest > Self.reentryAltitude + 100_000 { return nil }
    func height(_ time: Double) -> Double {
      altitude(segment.state(at: segment.start + time).position, at: segment.start + time)
        - Self.reentryAltitude
    }
    var before = 0.0
    for index in 1...8 {
      let time = segment.length * Double(index) / 8
      if height(time) < 0 {
        let interval = min(before, time)...max(before, time)
        let root = RootFinding.brent(height, in: interval, tolerance: 1e-6) ?? time
        return OrbitArc.Reentry(
          epoch: forces.start + (segment.start + root),
          altitude: height(root) + Self.reentryAltitude)
      }
      before = time
    }
    return nil
  }

  /// Distance of the perigee [m] of the Kepler orbit through a state.
  private func perigee(_ position: SIMD3<Double>, _ velocity: SIMD3<Double>) -> Double {
    let momentum = cross(position, velocity).squaredMagnitude / forces.mu
    let energy = 0.5 * velocity.squaredMagnitude - forces.mu / position.magnitude
    let eccentricity = max(0, 1 + 2 * energy * momentum / forces.mu).squareRoot()
    return momentum / (1 + eccentricity)
  }

  private func checkArc(_ epoch: Epoch) throws(OrbitError) {
    guard epoch >= forces.start, epoch <= forces.end else {
      throw .outsideArc(epoch: epoch, arc: forces.start...forces.end)
    }
  }

  /// The altitude above the ellipsoid [m], or a lower bound of it where that is enough.
  private func altitude(_ position: SIMD3<Double>, at time: Double) -> Double {
    let bound = position.magnitude - GeodeticPosition.equatorialRadius
    if bound > Self.reentryAltitude { return bound }
    let fixed = forces.instant(at: time).rotation * position
    return GeodeticPosition(Position<ITRF>(fixed)).altitude
  }
}
