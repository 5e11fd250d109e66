import NumericalMethods

/// What a stream of thin air does to one side of a flat panel that nothing shadows.
///
/// Source: Sentman (1961), *Free molecule flow theory and its application to the determination of
/// aerodynamic forces*, LMSC-448514; Schaaf, Chambre (1958), *Flow of rarefied gases*, section H.
public struct FreeMolecularPanel: Sendable, Hashable {
  /// Pressure of the molecules that come, over ½ρV².
  public var pressure: Double
  /// Shear of the molecules that come, over ½ρV² and the sine of the angle between stream and normal.
  public var shear: Double
  /// Pressure of the molecules that leave diffusely, over ½ρV² and the speed that they leave with,
  /// over V.
  public var reflected: Double

  /// The coefficients of a panel.
  ///
  /// - Parameters:
  ///   - cosine: of the angle between the outward normal and where the stream comes from: 1 face-on,
  ///     -1 turned away.
  ///   - speedRatio: of the stream, greater than zero.
  public init(cosine: Double, speedRatio: Double) {
    let x = cosine * speedRatio
    let decay = Elementary.exp(-x * x)
    let towards = Elementary.erfc(-x)  // 1 + erf(x) without loss where the panel turns away
    let root = Double.pi.squareRoot()
    let squared = speedRatio * speedRatio
    let flux = max(0, decay + root * x * towards)
    pressure = max(0, x * decay + root * (0.5 + x * x) * towards) / (root * squared)
    shear = flux / (root * speedRatio)
    reflected = flux / (2 * speedRatio)
  }

  /// The force on a panel, over its area and ½ρV².
  ///
  /// - Parameters:
  ///   - normal: outward, a unit vector.
  ///   - flow: where the stream goes, a unit vector.
  ///   - speedRatio: of the stream.
  ///   - reflectedSpeed: as ``GasStream/reflectedSpeed(from:)`` gives it.
  ///   - surface: how molecules leave.
  public static func force(
    normal: SIMD3<Double>, flow: SIMD3<Double>, speedRatio: Double, reflectedSpeed: Double,
    surface: GasSurface
  ) -> SIMD3<Double> {
    let cosine = -dot(normal, flow)
    let panel = FreeMolecularPanel(cosine: cosine, speedRatio: speedRatio)
    let mirrored = (2 - surface.normalAccommodation) * panel.pressure
    let diffuse = surface.normalAccommodation * panel.reflected * reflectedSpeed
    let along = surface.tangentialAccommodation * panel.shear
    return along * (flow + cosine * normal) - (mirrored + diffuse) * normal
  }
}

/// Force and torque of a stream on a body, over the stream's pressure.
///
/// Times ½ρV² for air, times the pressure of sunlight for light; along the axes of the body's mesh.
public struct StreamCoefficients: Sendable, Hashable {
  /// [m²]
  public var force: SIMD3<Double>
  /// About the origin of the mesh [m³].
  public var torque: SIMD3<Double>

  /// No force.
  public static let zero = StreamCoefficients(force: .zero, torque: .zero)

  /// Coefficients from their parts: force [m²], torque about the mesh's origin [m³].
  public init(force: SIMD3<Double>, torque: SIMD3<Double>) {
    self.force = force
    self.torque = torque
  }

  /// The torque about another point of the mesh's frame [m³].
  public func torque(about point: SIMD3<Double>) -> SIMD3<Double> {
    torque - cross(point, force)
  }

  /// Adds a force [m²] that acts at a point [m].
  mutating func add(_ force: SIMD3<Double>, at point: SIMD3<Double>) {
    self.force += force
    torque += cross(point, force)
  }
}
