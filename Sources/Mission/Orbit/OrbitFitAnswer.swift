import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits

/// An orbit fitted to the start of an ephemeris and carried on from there, as `outpost fit` answers it.
public struct OrbitFitAnswer: Sendable {
  /// The fit.
  public let fit: OrbitFit
  /// Where the fitted span of the file goes over to another orbit or drag; the fit starts behind the
  /// last that leaves it long enough.
  public let breaks: [EphemerisBreak]
  /// The orbit from the start of the fit to the end of the answer.
  public let arc: OrbitArc
  /// How it lies to the file behind the fitted span; nil where the file ends with it.
  public let prediction: EphemerisDifference?
  /// Burns that the file announces within the fitted span, which no fit without them can follow.
  public let burnsWithin: [TrajectoryEvent]

  private let file: StateFile
  private let span: Double
  /// From the first to the last place that was fitted [s].
  private let fittedSpan: Double
  private let least: Double
  /// Whether the fit starts behind a break instead of at the start of the span.
  private let fittedFromBreak: Bool
  private let environment: Environment

  /// Fits the states of a file.
  ///
  /// - Parameters:
  ///   - file: the states.
  ///   - start: where the fit starts, within the file.
  ///   - span: over how long it goes [s].
  ///   - duration: how long the answer goes on from the start [s]; nil: to the end of the file.
  ///   - spacecraft: what it offers air and light, before the factor on the drag.
  ///   - parameters: what is estimated.
  ///   - least: how long what lies behind a break must be for the fit to start there [s].
  ///   - environment: what acts.
  /// - Throws: ``MissionError``, `OrbitError`.
  public init(
    _ file: StateFile, from start: Epoch, span: Double, duration: Double?,
    _ spacecraft: DragAndPressure, parameters: OrbitFit.Parameters, leastBehindBreak least: Double,
    environment: Environment
  ) throws {
    let observed = file.states.filter { $0.epoch >= start && $0.epoch <= start + span }
    guard let first = observed.first, let last = file.states.last else {
      throw MissionError.outsideFile(
        "no state between \(start.iso8601()) and \((start + span).iso8601())")
    }
    let length = duration ?? last.epoch - first.epoch
    let end = first.epoch + max(length, observed[observed.count - 1].epoch - first.epoch)
    let forces = try environment.forces(from: first.epoch, to: end)
    let (fit, breaks) = try OrbitFit.behindBreaks(
      observed, object: spacecraft, forces: forces, parameters: parameters, least: least)
    self.fit = fit
    self.breaks = breaks
    fittedSpan = observed[observed.count - 1].epoch - fit.state.epoch
    var fitted = spacecraft
    fitted.ballisticArea *= fit.dragScale
    let arc = try NumericalPropagator(state: fit.state, object: fitted, forces: forces)
      .arc(for: end - fit.state.epoch)
    self.arc = arc
    let behind = file.states.filter { $0.epoch > start + span && $0.epoch <= arc.end }
    let flown = behind.compactMap { arc.state(at: $0.epoch) }
    if let theirs = Ephemeris(behind), let ours = Ephemeris(flown) {
      prediction = EphemerisDifference(theirs, ours)
    } else {
      prediction = nil
    }
    burnsWithin = file.events.filter {
      $0.kind == .burn && $0.time > fit.state.epoch && $0.time < start + span
    }
    self.file = file
    self.span = span
    fittedFromBreak = fit.state.epoch > first.epoch
    self.least = least
    self.environment = environment
  }

  /// The fitted orbit as a message, at the instants of the file and then every four minutes.
  public func message() -> OrbitEphemerisMessage? {
    var epochs = file.states.map(\.epoch).filter { $0 >= arc.first.epoch && $0 <= arc.end }
    var next = (epochs.last ?? arc.first.epoch) + Self.spacing
    while next < arc.end {
      epochs.append(next)
      next = next + Self.spacing
    }
    if epochs.last != arc.end { epochs.append(arc.end) }
    return OrbitEphemerisMessage(
      epochs.compactMap { arc.state(at: $0) }, of: file.object,
      orientation: environment.orientation,
      comments: [
        "Outpost, orbit fitted over \(Int(fittedSpan)) s: \(environment.description)"
      ] + (dragScale.map { ["drag scale \($0)"] } ?? []) + breakNotes
        + environment.coverage(over: arc.first.epoch...arc.end))
  }

  private static let spacing = 240.0

  /// The factor on the drag; nil where drag is not flown.
  private var dragScale: Double? { environment.settings.drag ? fit.dragScale : nil }

  /// The answer as JSON.
  public var document: JSONValue {
    var document: JSONValue = [
      "object": .string(file.object.name),
      "epochUtc": .string(arc.first.epoch.iso8601(digits: 6)),
      "endUtc": .string(arc.end.iso8601(digits: 6)),
      "spanS": JSONValue(span),
      "fittedFromUtc": .string(fit.state.epoch.iso8601(digits: 6)),
      "breaks": .array(breaks.map(Self.document)),
      "observations": .integer(Int64(fit.observations)),
      "dragScale": JSONValue(dragScale),
      "dragScaleStandardDeviation": JSONValue(fit.dragScaleDeviation),
      "rmsM": JSONValue(fit.rms), "maximumM": JSONValue(fit.maximum),
      "rounds": .integer(Int64(fit.rounds)),
      "state": Propagation.document(fit.state),
      "forces": .string(environment.description),
    ]
    document.set(
      "coverage",
      .array(environment.coverage(over: arc.first.epoch...arc.end).map { .string($0) }))
    document.set(
      "reenteredAtUtc", JSONValue(arc.reentry.map { $0.epoch.iso8601(digits: 3) }))
    document.set("burnsWithin", .array(burnsWithin.map { .string("\($0.name)") }))
    document.set("prediction", prediction.map { $0.document } ?? .null)
    return document
  }

  private static func document(_ found: EphemerisBreak) -> JSONValue {
    [
      "kind": .string(found.kind.rawValue),
      "atUtc": .string(found.epoch.iso8601(digits: 3)),
      "positionM": found.kind == .state ? JSONValue(found.distance) : .null,
      "velocityMPerS": found.kind == .state ? JSONValue(found.speed) : .null,
      "dragRatio": JSONValue(found.dragRatio),
    ]
  }

  /// Each break, and from where the fit goes, in words; none where there is no break.
  public var breakNotes: [String] {
    guard let last = breaks.last else { return [] }
    var notes = breaks.map { found in
      let from = "from \(found.epoch.iso8601(digits: 0)) on the file has another"
      guard let ratio = found.dragRatio else {
        let (distance, speed) = (found.distance, found.speed)
        return from + String(format: " orbit: %.1f m and %.4f m/s from", distance, speed)
          + " where it led to"
      }
      return from + String(format: " drag: %.3f times that before, relative to the air", ratio)
    }
    if fit.state.epoch < last.epoch {
      notes.append(
        "behind it less than \(Int(least)) s of the span remain, so that the fit goes across it")
    }
    if fittedFromBreak {
      notes.append("fitted from \(fit.state.epoch.iso8601(digits: 0)), behind a break")
    }
    return notes
  }

  /// The answer for people.
  public var text: String {
    func metres(_ value: Double) -> String { String(format: "%.1f m", value) }
    var text = "\(file.object.name): orbit fitted to \(fit.observations) places from "
    text += "\(arc.first.epoch.iso8601()) over \(Int(fittedSpan)) s\n"
    text += "residuals    \(metres(fit.rms)) rms, \(metres(fit.maximum)) at most\n"
    if let dragScale {
      text += String(format: "drag scale   %.4f", dragScale)
      if let deviation = fit.dragScaleDeviation {
        text += String(format: " +- %.4f (as the residuals tell it)", deviation)
      }
      text += "\n"
    }
    text += "forces       \(environment.description)\n"
    for note in breakNotes { text += "note         \(note)\n" }
    for burn in burnsWithin {
      text += "note         the file announces \(burn.name) within the fitted span\n"
    }
    if let prediction {
      let greatest = prediction.maximum
      text +=
        "behind it    \(metres(prediction.rms)) rms, \(metres(greatest.distance)) at most, at "
      text += "\(greatest.epoch.iso8601())\n"
    }
    return text
  }
}
