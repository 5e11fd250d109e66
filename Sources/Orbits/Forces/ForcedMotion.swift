import NumericalMethods
import SpaceEnvironment

/// The motion of one object under a ``ForceModel``, guided by the point mass and the oblateness of the
/// Earth.
struct ForcedMotion: GuidedMotion {
  let forces: ForceModel
  let object: DragAndPressure
  /// The field of the near model, without the terms that change within tens of seconds.
  private let nearField: Geopotential
  /// 1.5 J₂ times the square of the radius that the field refers to [m²].
  private let oblateness: Double
  /// The Earth, the Sun and the Moon at the nodes, made by the near model and kept for the full one.
  private var instants: [ForceModel.Instant] = []
  /// The density of the segment before [kg/m³]: with it the near model brakes nearly as the full one.
  private var density = 0.0

  private(set) var stiffness = Self.fieldStiffness

  /// That of the field beyond the oblateness, some 1e-5 m/s² over a hundred kilometres [1/s²].
  private static let fieldStiffness = 1e-10
  /// The least height over which the density changes by a factor of e [m].
  private static let scaleHeight = 6e3

  /// Degree of the near field: two levels were measured, and more of it saves nothing.
  private static let nearDegree = 20

  init(forces: ForceModel, object: DragAndPressure) {
    self.forces = forces
    self.object = object
    let field = forces.geopotential
    nearField =
      field.cut(
        degree: min(field.degree, Self.nearDegree), order: min(field.order, Self.nearDegree))
      ?? field
    oblateness = 1.5 * field.oblateness * field.radius * field.radius
  }

  /// Point mass and oblateness about the Z axis of GCRF (Vallado 2013, equation 8-25 without its
  /// further terms); a guide needs no better axis.
  @inline(__always)
  func guide(_ r: LaneVector) -> LaneVector {
    let inverseSquare = Lanes(repeating: 1) / r.squaredMagnitude
    let k = Lanes(repeating: oblateness) * inverseSquare
    let z2 = Lanes(repeating: 5) * r.z * r.z * inverseSquare
    let m = Lanes(repeating: -nearField.mu) * inverseSquare * inverseSquare.root
    let one = Lanes(repeating: 1)
    let across = m * k.multiplied(by: one - z2, adding: one)
    let along = m * k.multiplied(by: Lanes(repeating: 3) - z2, adding: one)
    return LaneVector(x: across * r.x, y: across * r.y, z: along * r.z)
  }

  func guide(_ r: SIMD3<Double>) -> SIMD3<Double> {
    let inverseSquare = 1 / r.squaredMagnitude
    let k = oblateness * inverseSquare
    let z2 = 5 * r.z * r.z * inverseSquare
    let m = -nearField.mu * inverseSquare * inverseSquare.squareRoot()
    return SIMD3(m * (1 + k * (1 - z2)), m * (1 + k * (1 - z2)), m * (1 + k * (3 - z2))) * r
  }

  mutating func accelerate(isFull: Bool, _ nodes: inout CollocationNodes) {
    if isFull { full(&nodes) } else { near(&nodes) }
  }

  private mutating func near(_ nodes: inout CollocationNodes) {
    instants.removeAll(keepingCapacity: true)
    for time in nodes.times { instants.append(forces.instant(at: time)) }
    for index in instants.indices {
      let instant = instants[index]
      let r = nodes.positions[index]
      let squared = r.squaredMagnitude
      var sum = (-nearField.mu / (squared * squared.squareRoot())) * r
      if nearField.degree > 0 {
        sum += instant.rotation.weightedRows(
          nearField.perturbation(atEarthFixed: instant.rotation * r))
      }
      if density != 0 {
        let wind = forces.airVelocity(r, nodes.velocities[index], at: instant)
        sum += ForceModel.braking(
          density: density, ballisticArea: object.ballisticArea, wind: wind)
      }
      nodes.accelerations[index] = sum
    }
  }

  private mutating func full(_ nodes: inout CollocationNodes) {
    for index in instants.indices {
      let instant = instants[index]
      let r = nodes.positions[index]
      nodes.accelerations[index] =
        forces.gravity(r, at: instant)
        + forces.besides(r, nodes.velocities[index], of: object, at: instant)
    }
    guard forces.densityModel != nil, object.ballisticArea != 0 else { return }
    let densities = forces.densities(nodes.positions, at: instants, times: nodes.times)
    for index in instants.indices {
      let wind = forces.airVelocity(
        nodes.positions[index], nodes.velocities[index], at: instants[index])
      nodes.accelerations[index] += ForceModel.braking(
        density: densities[index], ballisticArea: object.ballisticArea, wind: wind)
    }
    density = densities.reduce(0, +) / Double(densities.count)
    let speed = nodes.velocities[0].squaredMagnitude
    let drag = 0.5 * (densities.max() ?? 0) * object.ballisticArea * speed
    stiffness = Self.fieldStiffness + drag / Self.scaleHeight
  }
}
