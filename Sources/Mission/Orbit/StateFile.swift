import Exchange
import Foundation
import Kinematics
import NumericalMethods

/// The states in a file of the field: a CCSDS OEM or OPM, KVN or XML, or element sets, as two lines
/// or OMM.
///
///     let file = try StateFile(contentsOf: url, named: path, orientation: orientation)
///     let state = file.nearest(to: epoch)
///
/// Of element sets the file gives the osculating state at the epoch of each: SGP4 at its own zero,
/// turned from TEME to GCRF. Such a state is worth about 1 km at its epoch, and carried on from there
/// it goes off by kilometres a day along track: enough to say where a station flies, not how close
/// two objects pass. An operator's ephemeris is better by a factor of ten and more.
public struct StateFile: Sendable {
  /// In order of time.
  public var states: [OrbitState<GCRF>]
  /// The object and the file, in words.
  public var source: String
  /// Whose states they are, and the frame and time system that the file gives them in.
  public var object: CCSDSObject
  /// What the file says of the spacecraft's mass and areas.
  public var spacecraft = CCSDSSpacecraft()
  /// Burns and other events that the file announces.
  public var events: [TrajectoryEvent] = []
  /// The burns that an OPM announces. The states of an OEM have theirs in them.
  public var burns: [OrbitParameterMessage.Maneuver] = []
  /// What a person should know of what the file says.
  public var notes: [String] = []
  /// Whether the states are one trajectory, between whose states others may be interpolated; sets of
  /// mean elements are not.
  public var isTrajectory = false

  /// Reads the file; its format shows in its content.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - path: the file as errors name it.
  ///   - orientation: the Earth's orientation, for frames that turn.
  /// - Throws: `InputErrors` for a file that is none of these, whose states are not of one object
  ///   about the Earth in a frame of ``allowedFrames``, or whose element sets are of several objects
  ///   or have no state.
  public init(
    contentsOf url: URL, named path: String, orientation: EarthOrientation
  ) throws(InputErrors) {
    let beginning = Self.beginning(of: url)
    if TwoLineElementSet.appears(in: beginning)
      || OrbitMeanElementsMessage.appears(in: beginning)
    {
      let (states, name, id) = try Self.elementSets(url, path, orientation)
      self.init(
        states: states.sorted { $0.epoch < $1.epoch },
        source: "\(name) (\(path), mean elements by SGP4, good to about 1 km)",
        object: CCSDSObject(name: name, id: id, frame: CCSDSFrame("TEME")))
    } else if beginning.contains("CCSDS_OPM_VERS") {
      let message = try OrbitParameterMessage.read(url)
      try self.init([(message.object, [message.state])], path, orientation, isTrajectory: false)
      spacecraft = message.spacecraft
      burns = message.maneuvers
      notes = Self.notes(on: message)
    } else if beginning.contains("CCSDS_OEM_VERS") || beginning.isEmpty {
      // Of a file that cannot be read or is empty the reader says so.
      try self.init(OrbitEphemerisMessage.read(url), path, orientation)
    } else {
      throw InputErrors(
        file: path, line: 1, what: "the file is not understood",
        allowed: "a CCSDS OEM, OPM or OMM in KVN or XML, or two-line element sets")
    }
  }

  private init(states: [OrbitState<GCRF>], source: String, object: CCSDSObject) {
    self.states = states
    self.source = source
    self.object = object
  }

  private init(
    _ message: OrbitEphemerisMessage, _ path: String, _ orientation: EarthOrientation
  ) throws(InputErrors) {
    try self.init(
      message.segments.map { ($0.metadata.object, $0.states) }, path, orientation,
      isTrajectory: true)
    for segment in message.segments {
      spacecraft.take(segment.spacecraft)
      events += segment.trajectoryEvents
    }
  }

  /// The frames that states may be given in.
  public static let allowedFrames = MessageFrame.allowed

  private init(
    _ tables: [(object: CCSDSObject, states: [CCSDSState])], _ path: String,
    _ orientation: EarthOrientation, isTrajectory: Bool
  ) throws(InputErrors) {
    func refusal(_ what: String, _ allowed: String) -> InputErrors {
      InputErrors(file: path, line: 1, what: what, allowed: allowed)
    }
    guard let object = tables.first?.object, tables.contains(where: { !$0.states.isEmpty }) else {
      throw refusal("the file holds no state", "an OEM or OPM with states, or element sets")
    }
    var states: [OrbitState<GCRF>] = []
    for table in tables {
      guard table.object.centerName.uppercased() == "EARTH" else {
        throw refusal("the center is \(table.object.centerName)", "EARTH")
      }
      guard table.object.id == object.id else {
        throw refusal(
          "the file holds states of \(object.id) and \(table.object.id)", "those of one object")
      }
      guard let first = table.states.first?.epoch, let last = table.states.last?.epoch else {
        continue
      }
      guard
        let frame = MessageFrame(
          of: table.object, over: min(first, last)...max(first, last), orientation: orientation)
      else { throw refusal("the frame is \(table.object.frame.name)", Self.allowedFrames) }
      states += table.states.map { frame.state($0) }
    }
    self.states = states.sorted { $0.epoch < $1.epoch }
    self.object = object
    self.isTrajectory = isTrajectory
    source = "\(object.name) (\(path))"
  }

  /// Where the elements of an OPM say another orbit than its state: the state is what is taken.
  private static func notes(on message: OrbitParameterMessage) -> [String] {
    guard let elements = message.elements, elements.mu > 0,
      elements.eccentricity >= 0, elements.eccentricity < 1, elements.semiMajorAxis > 0,
      let anomaly = elements.trueAnomaly
    else { return [] }
    let own = KeplerianElements(
      semiMajorAxis: elements.semiMajorAxis, eccentricity: elements.eccentricity,
      inclination: elements.inclination,
      rightAscensionOfAscendingNode: elements.rightAscensionOfAscendingNode,
      argumentOfPerigee: elements.argumentOfPericenter, trueAnomaly: anomaly
    ).state(at: message.state.epoch, mu: elements.mu, in: GCRF.self)
    let away = (own.position.components - message.state.position).magnitude
    // Elements of four digits are as far off as that.
    guard away > 1e-3 * message.state.position.magnitude else { return [] }
    return [
      "the Kepler elements lie \(Int(min(1e12, away / 1000).rounded())) km from the state; the state "
        + "is taken"
    ]
  }

  /// The state nearest to an instant, the earlier of two equally near.
  public func nearest(to epoch: Epoch) -> OrbitState<GCRF> {
    var best = states[0]
    for state in states where abs(state.epoch - epoch) < abs(best.epoch - epoch) { best = state }
    return best
  }
}
