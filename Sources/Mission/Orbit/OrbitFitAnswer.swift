import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits

/// An orbit fitted to the start of an ephemeris and carried on from there, as `outpost fit` answers it.
public struct OrbitFitAnswer: Sendable {
  /// The fit.
  public let fit: OrbitFit
  /// The orbit from the start of the fit to the end of the answer.
  public let arc: OrbitArc
  /// How it lies to the file behind the fitted span; nil where the file ends with it.
  public let prediction: EphemerisDifference?
  /// Burns that the file announces within the fitted span, which no fit without them can follow.
  public let burnsWithin: [TrajectoryEvent]

  private let file: StateFile
  private let span: Double
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
  ///   - environment: what acts.
  /// - Throws: ``MissionError``, `OrbitError`.
  public init(
    _ file: StateFile, from start: Epoch, span: Double, duration: Double?,
    _ spacecraft: DragAndPressure, parameters: OrbitFit.Parameters, environment: Environment
  ) throws {
    let observed = file.states.filter { $0.epoch >= start && $0.epoch <= start + span }
    guard let first = observed.first, let last = file.states.last else {
      throw MissionError.outsideFile(
        "no state between \(start.iso8601()) and \((start + span).iso8601())")
    }
    let length = duration ?? last.epoch - first.epoch
    let end = first.epoch + max(length, observed[observed.count - 1].epoch - first.epoch)
    let forces = try environment.forces(from: first.epoch, to: end)
    fit = try OrbitFit(
      observed, object: spacecraft, forces: forces, parameters: parameters)
    var fitted = spacecraft
    fitted.ballisticArea *= fit.dragScale
    let arc = try NumericalPropagator(state: fit.state, object: fitted, forces: forces)
      .arc(for: end - first.epoch)
    self.arc = arc
    let behind = file.states.filter { $0.epoch > start + span && $0.epoch <= arc.end }
    let flown = behind.compactMap { arc.state(at: $0.epoch) }
    if let theirs = Ephemeris(behind), let ours = Ephemeris(flown) {
      prediction = EphemerisDifference(theirs, ours)
    } else {
      prediction = nil
    }
    burnsWithin = file.events.filter {
      $0.kind == .burn && $0.time > first.epoch && $0.time < start + span
    }
    self.file = file
    self.span = span
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
        "Outpost, orbit fitted over \(Int(span)) s: \(environment.description)",
        "drag scale \(fit.dragScale)",
      ] + environment.coverage(over: arc.first.epoch...arc.end))
  }

  private static let spacing = 240.0

  /// The answer as JSON.
  public var document: JSONValue {
    var document: JSONValue = [
      "object": .string(file.object.name),
      "epochUtc": .string(arc.first.epoch.iso8601(digits: 6)),
      "endUtc": .string(arc.end.iso8601(digits: 6)),
      "spanS": JSONValue(span),
      "observations": .integer(Int64(fit.observations)),
      "dragScale": JSONValue(fit.dragScale),
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

  /// The answer for people.
  public var text: String {
    func metres(_ value: Double) -> String { String(format: "%.1f m", value) }
    var text = "\(file.object.name): orbit fitted to \(fit.observations) places from "
    text += "\(arc.first.epoch.iso8601()) over \(Int(span)) s\n"
    text += "residuals    \(metres(fit.rms)) rms, \(metres(fit.maximum)) at most\n"
    text += String(format: "drag scale   %.4f", fit.dragScale)
    if let deviation = fit.dragScaleDeviation {
      text += String(format: " +- %.4f (as the residuals tell it)", deviation)
    }
    text += "\nforces       \(environment.description)\n"
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
