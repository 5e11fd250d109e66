import Exchange
import Foundation
import Kinematics
import Orbits

extension EphemerisDifference {
  /// The comparison as JSON.
  public var document: JSONValue {
    func axes(_ value: SIMD3<Double>) -> JSONValue {
      [
        "radial": JSONValue(value.x), "inTrack": JSONValue(value.y),
        "crossTrack": JSONValue(value.z),
      ]
    }
    let greatest = maximum
    let last = samples[samples.count - 1]
    return [
      "startUtc": .string(samples[0].epoch.iso8601(digits: 3)),
      "endUtc": .string(last.epoch.iso8601(digits: 3)),
      "samples": .integer(Int64(samples.count)),
      "maxPositionM": JSONValue(greatest.distance),
      "maxAtUtc": .string(greatest.epoch.iso8601(digits: 3)),
      "rmsPositionM": JSONValue(rms),
      "endPositionM": JSONValue(last.position.magnitude),
      "maxM": axes(maximumByAxis),
      "rmsM": axes(rmsByAxis),
      "endM": axes(last.position),
      "radial": JSONValue(rmsByAxis.x), "inTrack": JSONValue(rmsByAxis.y),
      "crossTrack": JSONValue(rmsByAxis.z),
      "maxVelocityMPerS": JSONValue(samples.map(\.velocity.magnitude).max()),
    ]
  }

  /// The comparison for people.
  public var text: String {
    let greatest = maximum
    let (most, rms3) = (maximumByAxis, rmsByAxis)
    let last = samples[samples.count - 1]
    func row(_ name: String, _ total: Double, _ axes: SIMD3<Double>) -> String {
      String(format: "%@ %12.3f %12.3f %12.3f %12.3f\n", name, total, axes.x, axes.y, axes.z)
    }
    return "\(samples[0].epoch.iso8601()) to \(last.epoch.iso8601()), \(samples.count) instants\n"
      + "[m]        position       radial     in-track  cross-track\n"
      + row("greatest", greatest.distance, most) + row("rms     ", rms, rms3)
      + row("at end  ", last.position.magnitude, last.position)
      + "greatest at \(greatest.epoch.iso8601())\n"
  }
}
