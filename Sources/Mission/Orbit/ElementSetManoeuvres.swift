import Exchange
import Foundation
import Kinematics
import Orbits

/// The burns that histories of element sets show, as answers to print.
public struct ElementSetManoeuvres: Sendable {
  /// One object and what its history shows.
  public struct Object: Sendable {
    /// Its catalogue number.
    public var catalogueNumber: Int
    /// Its name in the newest set.
    public var name: String?
    /// Epochs of the first and the last set.
    public var span: ClosedRange<Epoch>
    /// What was found.
    public var search: ManoeuvreSearch
  }

  /// The objects by catalogue number.
  public var objects: [Object]

  /// Searches sets of one object or several, in any order.
  ///
  /// - Throws: `OrbitError.outOfRange` for elements that SGP4 is not asked for.
  public init(_ sets: [TwoLineElementSet]) throws(OrbitError) {
    objects = []
    for number in Set(sets.map(\.catalogueNumber)).sorted() {
      let own = sets.filter { $0.catalogueNumber == number }
      guard let first = own.map(\.epoch).min(), let last = own.max(by: { $0.epoch < $1.epoch })
      else { continue }
      objects.append(
        Object(
          catalogueNumber: number, name: last.name, span: first...last.epoch,
          search: try ManoeuvreSearch(own.map { SGP4Elements($0) })))
    }
  }

  /// The burns of all objects, and for each object how well it is known.
  public var document: JSONValue {
    let burns = objects.flatMap { object in
      object.search.manoeuvres.map { Self.document($0, object.catalogueNumber) }
    }
    return [
      "manoeuvres": .array(burns), "objects": .array(objects.map { Self.document($0) }),
      "method": .string(Self.method),
    ]
  }

  private static let method =
    "steps of the mean semi-major axis (inTrack) and inclination (crossTrack) between trends fitted "
    + "on both sides, above five standard deviations of such steps where no burn is; inTrack is "
    + "timed where the mean longitudes before and after meet; burns less than about 1.5 days apart "
    + "are told as one"

  private static let tooFew =
    "whether there was a burn cannot be told: five element sets and more are needed on both sides of "
    + "it, within days"

  private static func document(_ burn: DetectedManoeuvre, _ number: Int) -> JSONValue {
    .object([
      .init("catalogueNumber", .integer(Int64(number))),
      .init("kind", .string(burn.kind.rawValue)),
      .init("atUtc", .string(burn.epoch.iso8601(digits: 0))),
      .init("timeUncertaintyS", JSONValue(burn.timeUncertainty)),
      .init("deltaSemiMajorAxisM", JSONValue(burn.semiMajorAxisChange)),
      .init("deltaSemiMajorAxisUncertaintyM", JSONValue(burn.semiMajorAxisUncertainty)),
      .init("deltaInclinationDeg", JSONValue(burn.inclinationChange.map { $0 * 180 / .pi })),
      .init("deltaVMPerS", JSONValue(burn.speedChange)),
      .init("deltaVUncertaintyMPerS", JSONValue(burn.speedUncertainty)),
    ])
  }

  private static func document(_ object: Object) -> JSONValue {
    let search = object.search
    return .object([
      .init("catalogueNumber", .integer(Int64(object.catalogueNumber))),
      .init("name", JSONValue(object.name)),
      .init("elementSets", .integer(Int64(search.count))),
      .init("fromUtc", .string(object.span.lowerBound.iso8601(digits: 0))),
      .init("toUtc", .string(object.span.upperBound.iso8601(digits: 0))),
      .init("noiseSemiMajorAxisM", JSONValue(search.semiMajorAxisNoise)),
      .init("thresholdSemiMajorAxisM", JSONValue(search.semiMajorAxisThreshold)),
      .init("thresholdInclinationDeg", JSONValue(search.inclinationThreshold * 180 / .pi)),
      .init("note", search.canTell ? .null : .string(Self.tooFew)),
      .init("quietSpans", .array(search.quietSpans.map { Self.document($0) })),
    ])
  }

  private static func document(_ span: QuietSpan) -> JSONValue {
    .object([
      .init("fromUtc", .string(span.from.iso8601(digits: 0))),
      .init("toUtc", .string(span.to.iso8601(digits: 0))),
      .init("decayRateMPerDay", JSONValue(span.decayRate)),
      .init("decayRateUncertaintyMPerDay", JSONValue(span.decayUncertainty)),
    ])
  }

  /// A standard deviation of time in words: minutes below three hours.
  private static func span(_ seconds: Double) -> String {
    seconds < 3 * 3600
      ? String(format: "%4.0f min", (seconds / 60).rounded(.up))
      : String(format: "%4.1f h", seconds / 3600)
  }

  /// The answers as a table for people.
  public var text: String {
    var text = ""
    for object in objects {
      let search = object.search
      text += "\(object.catalogueNumber)\(object.name.map { " \($0)" } ?? ""): "
      text += "\(search.count) element sets, \(object.span.lowerBound.iso8601(digits: 0)) to "
      text += "\(object.span.upperBound.iso8601(digits: 0)); steps of "
      text += String(format: "%.0f", search.semiMajorAxisThreshold) + " m and more are told\n"
      if search.manoeuvres.isEmpty {
        text += search.canTell ? "  no burn is seen\n" : "  \(Self.tooFew)\n"
      }
      for burn in search.manoeuvres {
        text += "  \(burn.epoch.iso8601(digits: 0))"
        text += " ± " + Self.span(burn.timeUncertainty)
        if let change = burn.semiMajorAxisChange {
          text += String(format: "  axis %+6.0f m", change)
        }
        if let change = burn.inclinationChange {
          text += String(format: "  inclination %+.4f deg", change * 180 / .pi)
        }
        text += String(
          format: "  %+.2f ± %.2f m/s", burn.speedChange, burn.speedUncertainty)
        text += burn.kind == .inTrack ? " along\n" : " across at least\n"
      }
      for span in search.quietSpans {
        text += "  \(span.from.iso8601(digits: 0)) to \(span.to.iso8601(digits: 0)): falls "
        text += String(format: "%.1f ± %.1f m a day\n", span.decayRate, span.decayUncertainty)
      }
    }
    return text
  }
}
