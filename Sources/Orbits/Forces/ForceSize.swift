import Kinematics
import NumericalMethods
import SpaceEnvironment

/// How strong one force is along an arc.
public struct ForceSize: Sendable, Hashable {
  /// Which force.
  public let name: String
  /// Mean of its magnitude [m/s²].
  public let mean: Double
  /// The greatest of its magnitude [m/s²].
  public let maximum: Double
  /// Mean of its component along the motion [m/s²]: what changes the energy of the orbit.
  public let meanInTrack: Double

  /// How many places of the arc are looked at.
  private static let samples = 256

  /// The sizes of all forces that are counted, at 256 instants evenly spread.
  public static func along(
    _ arc: OrbitArc, object: DragAndPressure, forces: ForceModel
  ) -> [ForceSize] {
    let span = arc.end - arc.first.epoch
    var magnitudes: [[Double]] = []
    var inTrack: [[Double]] = []
    var names: [String] = []
    for index in 0..<samples {
      let epoch = arc.first.epoch + span * Double(index) / Double(samples)
      guard let state = arc.state(at: epoch) else { continue }
      let along = EphemerisDifference.axes(state)
      let parts = forces.parts(
        state.position.components, state.velocity.components, of: object,
        time: epoch - forces.start)
      if names.isEmpty {
        names = parts.map(\.name)
        magnitudes = Array(repeating: [], count: names.count)
        inTrack = magnitudes
      }
      for (place, part) in parts.enumerated() {
        magnitudes[place].append(part.acceleration.magnitude)
        inTrack[place].append((along * part.acceleration).y)
      }
    }
    return names.indices.map { place in
      ForceSize(
        name: names[place], mean: pairwiseSum(magnitudes[place]) / Double(magnitudes[place].count),
        maximum: magnitudes[place].max() ?? 0,
        meanInTrack: pairwiseSum(inTrack[place]) / Double(inTrack[place].count))
    }
  }
}

extension ForceModel {
  /// Every force that is counted, by name, as an acceleration [m/s²] in GCRF.
  func parts(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, of object: DragAndPressure, time: Double
  ) -> [(name: String, acceleration: SIMD3<Double>)] {
    let instant = instant(at: time)
    let squared = position.squaredMagnitude
    var parts: [(name: String, acceleration: SIMD3<Double>)] = [
      ("Earth, point mass", (-geopotential.mu / (squared * squared.squareRoot())) * position)
    ]
    let fixed = instant.rotation * position
    var seen = SIMD3<Double>.zero
    for (degree, name) in [
      (2, "Earth, degree 2"), (20, "Earth, degrees 3 to 20"),
      (geopotential.degree, "Earth, degrees 21 to \(geopotential.degree)"),
    ] {
      guard
        let field = geopotential.cut(
          degree: min(degree, geopotential.degree), order: min(degree, geopotential.order)),
        degree <= geopotential.degree || degree == 20, field.degree > 0
      else { continue }
      let sum = field.perturbation(atEarthFixed: fixed)
      if sum != seen { parts.append((name, instant.rotation.weightedRows(sum - seen))) }
      seen = sum
    }
    if settings.tides { parts.append(("solid tides", tides(position, at: instant))) }
    if settings.moon {
      parts.append(
        ("Moon", ThirdBody.acceleration(at: position, body: instant.moon, mu: Moon.mu)))
    }
    if settings.sun {
      parts.append(("Sun", ThirdBody.acceleration(at: position, body: instant.sun, mu: Sun.mu)))
    }
    if densityModel != nil {
      parts.append(
        (
          "drag",
          drag(
            position, velocity, ballisticArea: object.ballisticArea, at: instant, time: time)
        ))
    }
    if settings.radiationPressure, object.radiationArea != 0 {
      parts.append(
        (
          "solar radiation pressure",
          RadiationPressure.acceleration(
            at: position, sun: instant.sun, area: object.radiationArea)
        ))
    }
    if settings.relativity {
      parts.append(
        ("relativity", Relativity.acceleration(at: position, velocity: velocity)))
    }
    return parts
  }
}
