import NumericalMethods

/// Mass, centre of mass and inertia of a body, along the axes of one frame.
public struct MassProperties: Sendable, Hashable {
  /// [kg]
  public var mass: Double
  /// Centre of mass relative to the frame's origin [m].
  public var centre: SIMD3<Double>
  /// Inertia tensor about the centre of mass [kg m²]; an off-diagonal entry is minus the product
  /// of inertia.
  public var inertia: Matrix3

  /// Properties from their values; mass [kg], centre [m], inertia about it [kg m²].
  public init(mass: Double, centre: SIMD3<Double>, inertia: Matrix3) {
    self.mass = mass
    self.centre = centre
    self.inertia = inertia
  }

  /// A body without mass.
  public static let none = MassProperties(mass: 0, centre: .zero, inertia: .zero)

  /// A point of `mass` at `centre`.
  public static func point(mass: Double, at centre: SIMD3<Double>) -> Self {
    Self(mass: mass, centre: centre, inertia: .zero)
  }

  /// A body of uniform density in the form of a solid, its centre at `centre`.
  ///
  /// Closed forms of the solid cylinder and box (for example Meriam and Kraige, *Dynamics*,
  /// appendix D).
  public static func uniform(
    _ form: Solid.Form, mass: Double, at centre: SIMD3<Double>
  ) -> Self {
    var diagonal: SIMD3<Double>
    switch form {
    case .cylinder(let axis, let length, let diameter):
      let radius = 0.5 * diameter
      let across = mass * (3 * radius * radius + length * length) / 12
      diagonal = SIMD3(repeating: across)
      diagonal[axis] = 0.5 * mass * radius * radius
    case .box(let size):
      let s = size * size
      diagonal = mass / 12 * SIMD3(s.y + s.z, s.x + s.z, s.x + s.y)
    }
    return Self(mass: mass, centre: centre, inertia: .diagonal(diagonal))
  }

  /// The inertia tensor about another point (parallel-axis theorem) [kg m²].
  public func inertia(about point: SIMD3<Double>) -> Matrix3 {
    inertia + Self.steiner(mass: mass, arm: centre - point)
  }

  /// The sum of bodies, in the order given.
  public static func sum(_ bodies: [MassProperties]) -> MassProperties {
    var mass = CompensatedSum()
    var x = CompensatedSum()
    var y = CompensatedSum()
    var z = CompensatedSum()
    for body in bodies {
      mass.add(body.mass)
      x.add(body.mass * body.centre.x)
      y.add(body.mass * body.centre.y)
      z.add(body.mass * body.centre.z)
    }
    let total = mass.value
    guard total > 0 else { return .none }
    let centre = SIMD3(x.value, y.value, z.value) / total
    var inertia = Matrix3.zero
    for body in bodies { inertia = inertia + body.inertia(about: centre) }
    return MassProperties(mass: total, centre: centre, inertia: inertia)
  }

  private static func steiner(mass: Double, arm d: SIMD3<Double>) -> Matrix3 {
    mass * (Matrix3.diagonal(SIMD3(repeating: d.squaredMagnitude)) - Matrix3.outer(d, d))
  }

  /// Whether the tensor can belong to a body: no principal moment is below zero and none exceeds
  /// the sum of the other two, each to a part in a billion.
  public var isPhysical: Bool {
    let values = inertia.symmetricEigen().values
    let slack = 1e-9 * abs(values.z)
    return values.x >= -slack && values.z <= values.x + values.y + slack
  }
}
