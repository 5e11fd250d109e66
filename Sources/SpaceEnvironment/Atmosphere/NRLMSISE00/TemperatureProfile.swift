import NumericalMethods

/// The gravity of the model: an ellipsoid's, in the units of its tables [cm/s², km].
struct ModelGravity<N: ModelNumber>: Sendable {
  var surface: N
  /// An effective radius of the Earth [km], which makes the fall with height right.
  var radius: N

  /// The gas constant [cm²/s² · g/mol/K · km/cm] of the program.
  static var gasConstant: Double { 831.4 }

  /// Gravity at a latitude of given sine; Smithsonian Meteorological Tables (List 1951).
  @inline(__always)
  init(sine: N) {
    let double = N(1) - 2 * (sine * sine)
    surface = 980.616 * (N(1) - 0.002_637_3 * double)
    radius = 2e-5 * surface / (N(3.085_462e-6) + 2.27e-9 * double)
  }

  /// Gravity at a height [km].
  @inline(__always)
  func at(_ height: N) -> N {
    let ratio = N(1) + height / radius
    return surface / (ratio * ratio)
  }

  /// The geopotential height of `height` over `base` [km].
  @inline(__always)
  func height(of height: N, over base: N) -> N {
    (height - base) * (radius + base) / (radius + height)
  }
}

/// A temperature between fixed heights whose reciprocal is a cubic spline of geopotential height.
struct TemperatureSpline<N: ModelNumber>: Sendable {
  private var gravity: ModelGravity<N>
  private var top: N
  /// Geopotential height from the first to the last of the heights [km]; below zero.
  private var span: N
  private var count: Int
  private var x: InlineArray<5, N>
  private var y: InlineArray<5, N>
  private var curvature: InlineArray<5, N>

  /// A spline through temperatures [K] at falling heights [km], with slopes at both ends [K/km].
  ///
  /// Natural or clamped splines: Press and others, *Numerical Recipes* (1992), section 3.3.
  @inline(__always)
  init(
    heights: InlineArray<5, Double>, count: Int, temperatures: InlineArray<5, N>, slopes: (N, N),
    gravity: ModelGravity<N>
  ) {
    self.gravity = gravity
    self.count = count
    top = N(heights[0])
    let bottom = N(heights[count - 1])
    span = gravity.height(of: bottom, over: top)
    x = InlineArray(repeating: N(0))
    y = InlineArray(repeating: N(0))
    curvature = InlineArray(repeating: N(0))
    for index in 0..<count {
      x[index] = gravity.height(of: N(heights[index]), over: top) / span
      y[index] = N(1) / temperatures[index]
    }
    let stretch = (gravity.radius + bottom) / (gravity.radius + top)
    let first = N(0) - slopes.0 * y[0] * y[0] * span
    let last = N(0) - slopes.1 * y[count - 1] * y[count - 1] * span * stretch * stretch
    solve(first, last)
  }

  /// Finds the second derivatives at the heights from the first ones at both ends.
  @inline(__always)
  private mutating func solve(_ first: N, _ last: N) {
    var rest = InlineArray<5, N>(repeating: N(0))
    var step = x[1] - x[0]
    var slope = (y[1] - y[0]) / step
    curvature[0] = N(-0.5)
    rest[0] = N(3) / step * (slope - first)
    for index in 1..<(count - 1) {
      let nextStep = x[index + 1] - x[index]
      let nextSlope = (y[index + 1] - y[index]) / nextStep
      let both = x[index + 1] - x[index - 1]
      let part = step / both
      let pivot = N(1) / (part * curvature[index - 1] + N(2))
      curvature[index] = (part - N(1)) * pivot
      rest[index] = (6 * (nextSlope - slope) / both - part * rest[index - 1]) * pivot
      step = nextStep
      slope = nextSlope
    }
    let end = N(3) / step * (last - slope)
    curvature[count - 1] =
      (end - 0.5 * rest[count - 2]) / (0.5 * curvature[count - 2] + N(1))
    for index in (0..<(count - 1)).reversed() {
      curvature[index] = curvature[index] * curvature[index + 1] + rest[index]
    }
  }

  /// The temperature [K] above which the model has broken down: between 110 and 123 km its
  /// reciprocal can pass zero in the worst magnetic storms, and is held there.
  private static var hottest: Double { 10_000 }

  /// The temperature [K] at a height [km] between the ends, and the integral of gravity over
  /// gas constant and temperature from the first height down to it [mol/g]; below zero.
  @inline(__always)
  func at(_ height: N) -> (temperature: N, weight: N) {
    let place = gravity.height(of: height, over: top) / span
    var value = y[0]
    var integral = N(0)
    for index in 0..<(count - 1) {
      let step = x[index + 1] - x[index]
      let inside = place.greatest(x[index]).least(x[index + 1])
      let b = (inside - x[index]) / step
      let a = N(1) - b
      let bend = step * step
      let a2 = a * a
      let b2 = b * b
      let here =
        a * y[index] + b * y[index + 1]
        + (1.0 / 6) * bend
        * (a * (a2 - N(1)) * curvature[index] + b * (b2 - N(1)) * curvature[index + 1])
      value = index == 0 ? here : value.replaced(by: here, where: x[index].isAtMost(place))
      let straight = (N(1) - a2) * y[index] + b2 * y[index + 1]
      let left = 0.5 * a2 - 0.25 * (N(1) + a2 * a2)
      let right = 0.25 * (b2 * b2) - 0.5 * b2
      let curved = left * curvature[index] + right * curvature[index + 1]
      integral = integral + step * (0.5 * straight + (1.0 / 6) * bend * curved)
    }
    let scale = (1 / ModelGravity<N>.gasConstant) * (gravity.at(top) * span)
    return (N(1) / value.greatest(N(1 / Self.hottest)), scale * integral)
  }
}

/// The temperature above 72.5 km: after Bates above the joining height, a spline below it.
///
/// Picone and others (2002), appendix A; Walker (1965), J. Atmos. Sci. 22, 462. A gas of molar mass M
/// and thermal diffusion α has at each height the density n₁₂₀ exp((1 + α) l - M w), of which
/// ``Level`` holds l and w.
struct ThermosphericProfile<N: ModelNumber>: Sendable {
  /// What densities need to know of a height.
  struct Level: Sendable {
    var temperature: N
    /// Logarithm of the temperature at 120 km over that here.
    var logRatio: N
    /// Integral of gravity over gas constant and temperature from 120 km to here [mol/g].
    var weight: N
  }

  let gravity: ModelGravity<N>
  /// Temperature far out and at the lower boundary [K].
  let exospheric, lower: N
  /// The rate at which the first is approached [1/km].
  let shape: N
  private let lowerBoundary, join: Double
  private let spline: TemperatureSpline<N>
  private let atJoin: Level

  /// A profile from its temperatures and those at the heights of the spline, of which the first
  /// is found here.
  @inline(__always)
  init(
    exospheric: N, lower: N, shape: N, lowerBoundary: Double, heights: InlineArray<5, Double>,
    temperatures: InlineArray<5, N>, bottomSlope: N, gravity: ModelGravity<N>
  ) {
    self.gravity = gravity
    self.exospheric = exospheric
    self.lower = lower
    self.shape = shape
    self.lowerBoundary = lowerBoundary
    join = heights[0]
    atJoin = Self.bates(
      N(join), exospheric, lower, shape, lowerBoundary: lowerBoundary, gravity)
    let base = N(lowerBoundary)
    let stretch = (gravity.radius + base) / (gravity.radius + N(join))
    let slope = (exospheric - atJoin.temperature) * shape * stretch * stretch
    var temperatures = temperatures
    temperatures[0] = atJoin.temperature
    spline = TemperatureSpline(
      heights: heights, count: 5, temperatures: temperatures, slopes: (slope, bottomSlope),
      gravity: gravity)
  }

  @inline(__always)
  private static func bates(
    _ height: N, _ exospheric: N, _ lower: N, _ shape: N, lowerBoundary: Double,
    _ gravity: ModelGravity<N>
  ) -> Level {
    let base = N(lowerBoundary)
    let run = shape * gravity.height(of: height, over: base)
    let temperature = exospheric - (exospheric - lower) * N.exponential(N(0) - run)
    let logRatio = N.logarithm(lower / temperature)
    let scale =
      gravity.at(base) / (ModelGravity<N>.gasConstant * (shape * exospheric))
    return Level(temperature: temperature, logRatio: logRatio, weight: scale * (run - logRatio))
  }

  /// A height [km] of 72.5 km or more.
  @inline(__always)
  func level(_ height: N) -> Level {
    let isLow = height.isBelow(N(join))
    var level = Self.bates(
      height.greatest(N(join)), exospheric, lower, shape, lowerBoundary: lowerBoundary, gravity)
    guard N.any(isLow) else { return level }
    let low = lowLevel(height.least(N(join)))
    level.temperature = level.temperature.replaced(by: low.temperature, where: isLow)
    level.logRatio = level.logRatio.replaced(by: low.logRatio, where: isLow)
    level.weight = level.weight.replaced(by: low.weight, where: isLow)
    return level
  }

  /// A height [km] below the joining height.
  @inline(__always)
  func lowLevel(_ height: N) -> Level {
    let here = spline.at(height)
    return Level(
      temperature: here.temperature, logRatio: N.logarithm(lower / here.temperature),
      weight: atJoin.weight + here.weight)
  }
}
