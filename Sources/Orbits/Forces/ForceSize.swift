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
    let fields = forces.fields
    var magnitudes: [[Double]] = []
    var inTrack: [[Double]] = []
    var names: [String] = []
    for index in 0..<samples {
      let epoch = arc.first.epoch + span * Double(index) / Double(samples)
      guard let state = arc.state(at: epoch) else { continue }
      let along = EphemerisDifference.axes(state)
      let parts = forces.parts(
        state.position.components, state.velocity.components, of: object,
        time: epoch - forces.start, fields)
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
  /// The gravity field up to degree 2, to degree 20 and whole, each with the name of what it adds to
  /// the one before.
  fileprivate var fields: [(name: String, field: Geopotential)] {
    var fields: [(name: String, field: Geopotential)] = []
    var below = 0
    for limit in [2, 20, geopotential.degree] {
      let degree = min(limit, geopotential.degree)
      guard degree > below,
        let field = geopotential.cut(degree: degree, order: min(degree, geopotential.order))
      else { continue }
      let first = max(2, below + 1)
      fields.append(
        (first == degree ? "Earth, degree 2" : "Earth, degrees \(first) to \(degree)", field))
      below = degree
    }
    return fields
  }

  /// Every force that is counted, by name, as an acceleration [m/s²] in GCRF; together they are
  /// ``acceleration(_:_:of:at:time:)``.
  ///
  /// - Parameters:
  ///   - position: in GCRF [m].
  ///   - velocity: in GCRF [m/s].
  ///   - object: what it offers air and light.
  ///   - time: after `start` [s].
  public func parts(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, of object: DragAndPressure, time: Double
  ) -> [(name: String, acceleration: SIMD3<Double>)] {
    parts(position, velocity, of: object, time: time, fields)
  }

  fileprivate func parts(
    _ position: SIMD3<Double>, _ velocity: SIMD3<Double>, of object: DragAndPressure, time: Double,
    _ fields: [(name: String, field: Geopotential)]
  ) -> [(name: String, acceleration: SIMD3<Double>)] {
    let instant = instant(at: time)
    let squared = position.squaredMagnitude
    var parts: [(name: String, acceleration: SIMD3<Double>)] = [
      ("Earth, point mass", (-geopotential.mu / (squared * squared.squareRoot())) * position)
    ]
    let fixed = instant.rotation * position
    var seen = SIMD3<Double>.zero
    for (name, field) in fields {
      let sum = field.perturbation(atEarthFixed: fixed)
      parts.append((name, instant.rotation.weightedRows(sum - seen)))
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
