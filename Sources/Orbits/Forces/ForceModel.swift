import Kinematics
import NumericalMethods
import SpaceEnvironment

/// What pulls and brakes an object near the Earth, prepared for an arc of time.
public struct ForceModel: Sendable {
  /// What is counted.
  public struct Settings: Sendable, Hashable {
    /// Degree of the gravity field, 0 or 2 to the degree that the field was read with.
    public var degree = 20
    /// Order of the gravity field, 0 to `degree`.
    public var order = 20
    /// Whether the Sun pulls.
    public var sun = true
    /// Whether the Moon pulls.
    public var moon = true
    /// Whether the air brakes.
    public var drag = true
    /// Whether the solid Earth has tides.
    public var tides = false
    /// Whether sunlight presses.
    public var radiationPressure = false
    /// Whether general relativity is counted.
    public var relativity = false

    /// Settings; as they stand, what matters between pieces of a station: a field of degree and order
    /// 20, Sun, Moon and drag.
    public init(
      degree: Int = 20, order: Int = 20, sun: Bool = true, moon: Bool = true, drag: Bool = true,
      tides: Bool = false, radiationPressure: Bool = false, relativity: Bool = false
    ) {
      self.degree = degree
      self.order = order
      self.sun = sun
      self.moon = moon
      self.drag = drag
      self.tides = tides
      self.radiationPressure = radiationPressure
      self.relativity = relativity
    }

    /// Everything that the room knows, with a field of degree and order 70.
    public static let all = Settings(
      degree: 70, order: 70, tides: true, radiationPressure: true, relativity: true)
  }

  /// The Earth, the Sun and the Moon at an instant: what all objects share.
  public struct Instant: Sendable, Hashable {
    /// Turns components along GCRF into components along ITRF.
    public var rotation: Matrix3
    /// The Sun relative to the Earth's centre in GCRF [m].
    public var sun: SIMD3<Double>
    /// The Moon relative to the Earth's centre in GCRF [m].
    public var moon: SIMD3<Double>

    /// An instant from its parts; positions in [m].
    public init(rotation: Matrix3, sun: SIMD3<Double>, moon: SIMD3<Double>) {
      self.rotation = rotation
      self.sun = sun
      self.moon = moon
    }
  }

  /// What is counted.
  public let settings: Settings
  /// The instant that times count from [s].
  public let start: Epoch
  /// The last instant of the arc.
  public let end: Epoch
  /// The density model of the drag; nil where there is no drag.
  public let densityModel: (any DensityModel)?
  /// The gravity field, cut to the settings.
  public let geopotential: Geopotential
  private let earth: EarthRotation
  private let sunTable: BodyTable
  private let moonTable: BodyTable

  /// Gravitational parameter of the Earth [m³/s²].
  public var mu: Double { geopotential.mu }

  /// The rate of the Earth's rotation [rad/s] (IERS Conventions 2010, table 1.1).
  public static let earthRate = 7.292_115e-5

  /// The longest arc [s]: 400 days.
  public static let longestArc = 400 * 86_400.0

  /// Prepares the arc from one epoch to another, with Sun and Moon from `bodies`.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for an arc that ends before it starts
  ///   or is longer than ``longestArc``, a degree or order beyond those of `geopotential`, or drag
  ///   without a density model; ``OrbitError/ephemeris(_:)`` where `bodies` do not cover the arc
  ///   and some hours around it.
  public init(
    settings: Settings, from start: Epoch, to end: Epoch, orientation: EarthOrientation,
    geopotential: Geopotential, density: (any DensityModel)?, bodies: CelestialBodies = .analytic
  ) throws(OrbitError) {
    let span = end - start
    guard (0...Self.longestArc).contains(span) else {
      throw .outOfRange(what: "length of the arc", value: span, allowed: "0 to 34560000 s")
    }
    guard let field = geopotential.cut(degree: settings.degree, order: settings.order) else {
      throw .outOfRange(
        what: "degree and order of gravity",
        value: Double(
          (0...geopotential.degree).contains(settings.degree) && settings.degree != 1
            ? settings.order : settings.degree),
        allowed: "degree 0 or 2 to \(geopotential.degree), order 0 to the degree and at most "
          + "\(geopotential.order)")
    }
    guard !settings.drag || density != nil else {
      throw .outOfRange(
        what: "number of density models with drag", value: 0, allowed: "1")
    }
    self.settings = settings
    self.start = start
    self.end = end
    self.geopotential = field
    densityModel = settings.drag ? density : nil
    earth = EarthRotation(from: start, to: end, orientation: orientation)
    do throws(EnvironmentError) {
      sunTable = try BodyTable(
        from: start, span: span, spacing: BodyTable.spacingOfSun, bodies.sun)
      moonTable = try BodyTable(
        from: start, span: span, spacing: BodyTable.spacingOfMoon, bodies.moon)
    } catch {
      throw .ephemeris(error)
    }
  }

  /// The Earth, the Sun and the Moon `time` [s] after `start`.
  ///
  /// Outside the arc the last cubic goes on, which is good for some minutes.
  public func instant(at time: Double) -> Instant {
    Instant(
      rotation: earth.matrix(at: start + time), sun: sunTable.position(at: time),
      moon: moonTable.position(at: time))
  }

  /// How long from `time` [s] towards `end` nothing steps in what drives the density.
  func untilStep(from time: Double, towards end: Double) -> Double {
    guard let densityModel else { return .infinity }
    let now = start + time
    // What is nearer than a tenth of a second counts as passed: no segment is that short for it.
    let grain = 0.1
    if end >= time {
      return densityModel.nextStep(after: now + grain).map { $0 - now } ?? .infinity
    }
    // Backwards: the last of the changes that follow each other from a day before.
    var before: Epoch?
    var next = densityModel.nextStep(after: now + -90_000)
    while let change = next, change < now + -grain {
      before = change
      next = densityModel.nextStep(after: change)
    }
    return before.map { now - $0 } ?? .infinity
  }

  /// The acceleration [m/s²] by the Earth with its tides, the Sun and the Moon at a position [m], all
  /// in GCRF.
  public func gravity(_ position: SIMD3<Double>, at instant: Instant) -> SIMD3<Double> {
    let squared = position.squaredMagnitude
    return addingPerturbations(
      to: (-geopotential.mu / (squared * squared.squareRoot())) * position, position, at: instant)
  }

  /// What ``gravity(_:at:)`` is besides the pull of the Earth as a point mass [m/s²]: a hundredth of
  /// it and less, so that its differences between near places lose nothing in rounding.
  public func perturbation(_ position: SIMD3<Double>, at instant: Instant) -> SIMD3<Double> {
    addingPerturbations(to: .zero, position, at: instant)
  }

  private func addingPerturbations(
    to pull: SIMD3<Double>, _ position: SIMD3<Double>, at instant: Instant
  ) -> SIMD3<Double> {
    var sum = pull
    if geopotential.degree > 0 {
      let field = geopotential.perturbation(atEarthFixed: instant.rotation * position)
      sum += instant.rotation.weightedRows(field)
    }
    if settings.sun {
      sum += ThirdBody.acceleration(at: position, body: instant.sun, mu: Sun.mu)
    }
    if settings.moon {
      sum += ThirdBody.acceleration(at: position, body: instant.moon, mu: Moon.mu)
    }
    if settings.tides { sum += tides(position, at: instant) }
    return sum
  }

  /// The acceleration [m/s²] by the tides of the solid Earth.
  func tides(_ position: SIMD3<Double>, at instant: Instant) -> SIMD3<Double> {
    let turn = instant.rotation
    return turn.weightedRows(
      SolidTides.acceleration(
        at: turn * position, sun: turn * instant.sun, moon: turn * instant.moon))
  }

  /// The whole acceleration [m/s²] of an object at a position [m] with a velocity [m/s], in GCRF.
  public func acceleration(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, of object: DragAndPressure,
    at instant: Instant, time: Double
  ) -> SIMD3<Double> {
    gravity(position, at: instant)
      + drag(
        position, velocity, ballisticArea: object.ballisticArea, at: instant, time: time)
      + besides(position, velocity, of: object, at: instant)
  }

  /// What is neither gravity nor drag: the pressure of light and relativity [m/s²].
  public func besides(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, of object: DragAndPressure,
    at instant: Instant
  ) -> SIMD3<Double> {
    var sum = SIMD3<Double>.zero
    if settings.radiationPressure, object.radiationArea != 0 {
      sum += RadiationPressure.acceleration(
        at: position, sun: instant.sun, area: object.radiationArea)
    }
    if settings.relativity { sum += Relativity.acceleration(at: position, velocity: velocity) }
    return sum
  }

  /// The density of the air [kg/m³] at a position [m] in GCRF, `time` [s] after `start`; zero
  /// where drag is not counted.
  private func density(
    _ position: SIMD3<Double>, at instant: Instant, time: Double
  ) -> Double {
    guard let densityModel else { return 0 }
    let place = GeodeticPosition(Position<ITRF>(instant.rotation * position))
    return densityModel.density(
      latitude: place.latitude, longitude: place.longitude, altitude: place.altitude,
      epoch: start + time,
      sunDirectionEarthFixed: (instant.rotation * instant.sun).normalized)
  }

  /// The densities at several positions [m], each at its instant.
  func densities(
    _ positions: [SIMD3<Double>], at instants: [Instant], times: [Double]
  ) -> [Double] {
    guard let densityModel else { return positions.map { _ in 0 } }
    var places: [GeodeticPosition] = []
    var epochs: [Epoch] = []
    var suns: [SIMD3<Double>] = []
    places.reserveCapacity(positions.count)
    epochs.reserveCapacity(positions.count)
    suns.reserveCapacity(positions.count)
    for index in positions.indices {
      let turn = instants[index].rotation
      places.append(GeodeticPosition(Position<ITRF>(turn * positions[index])))
      epochs.append(start + times[index])
      suns.append((turn * instants[index].sun).normalized)
    }
    return densityModel.densities(at: places, epochs: epochs, sunDirectionsEarthFixed: suns)
  }

  /// The velocity [m/s] relative to an atmosphere that turns with the Earth, along GCRF.
  ///
  /// The Earth turns about the axis of ITRF, from which its true axis differs by the motion of the
  /// pole, half an arcsecond.
  public func airVelocity(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, at instant: Instant
  ) -> SIMD3<Double> {
    let axis = instant.rotation.weightedRows(SIMD3(0, 0, 1))
    return velocity - Self.earthRate * cross(axis, position)
  }

  /// The acceleration [m/s²] by drag of an object of ballistic area `ballisticArea` =
  /// Cd · A / m [m²/kg], in GCRF.
  public func drag(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, ballisticArea: Double,
    at instant: Instant, time: Double
  ) -> SIMD3<Double> {
    guard densityModel != nil, ballisticArea != 0 else { return .zero }
    let wind = airVelocity(position, velocity, at: instant)
    let rho = density(position, at: instant, time: time)
    return Self.braking(density: rho, ballisticArea: ballisticArea, wind: wind)
  }

  /// The acceleration [m/s²] by air of a density [kg/m³] that comes with `wind` [m/s]: against it, half
  /// density, ballistic area [m²/kg] and speed squared (Vallado 2013, equation 8-28).
  static func braking(
    density: Double, ballisticArea: Double, wind: SIMD3<Double>
  ) -> SIMD3<Double> {
    (-0.5 * density * ballisticArea * wind.magnitude) * wind
  }

  /// The accelerations [m/s²] by drag of several objects at one time, in GCRF; objects without a
  /// ballistic area have none.
  ///
  /// The densities are asked for together, which costs an atmosphere that works on eight places at
  /// once little more than one. In everything else as
  /// ``drag(_:_:ballisticArea:at:time:)``, within the rounding of the density.
  ///
  /// - Parameters:
  ///   - positions: in GCRF [m].
  ///   - velocities: in GCRF [m/s], one a position.
  ///   - ballisticAreas: Cd · A / m [m²/kg], one a position.
  ///   - instant: the Earth and the Sun at `time`.
  ///   - time: after `start` [s].
  public func drags(
    _ positions: [SIMD3<Double>], _ velocities: [SIMD3<Double>], ballisticAreas: [Double],
    at instant: Instant, time: Double
  ) -> [SIMD3<Double>] {
    var drags = [SIMD3<Double>](repeating: .zero, count: positions.count)
    guard densityModel != nil else { return drags }
    let braked = positions.indices.filter { ballisticAreas[$0] != 0 }
    let densities = densities(
      braked.map { positions[$0] }, at: braked.map { _ in instant },
      times: braked.map { _ in time })
    for (index, density) in zip(braked, densities) {
      let wind = airVelocity(positions[index], velocities[index], at: instant)
      drags[index] = Self.braking(
        density: density, ballisticArea: ballisticAreas[index], wind: wind)
    }
    return drags
  }
}
