import Kinematics

/// Builds an ``OrbitParameterMessage`` from its statements.
///
/// Every keyword of an OPM has one meaning wherever it stands, so the sections are not followed.
struct OrbitParameterReader {
  private var values: CCSDSValues
  private var burns: [CCSDSValues] = []
  private var comments: [String] = []
  private var headerComments: [String] = []
  private var userDefined: [OrbitParameterMessage.Parameter] = []

  private static let versionKey = "CCSDS_OPM_VERS"
  private static let position = ["X", "Y", "Z"]
  private static let velocity = ["X_DOT", "Y_DOT", "Z_DOT"]
  private static let elementKeys = [
    "SEMI_MAJOR_AXIS", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER",
    "TRUE_ANOMALY", "MEAN_ANOMALY", "GM",
  ]
  private static let spacecraftKeys = [
    "MASS", "SOLAR_RAD_AREA", "SOLAR_RAD_COEFF", "DRAG_AREA", "DRAG_COEFF",
  ]
  private static let burnKeys = [
    "MAN_EPOCH_IGNITION", "MAN_DURATION", "MAN_DELTA_MASS", "MAN_REF_FRAME", "MAN_DV_1",
    "MAN_DV_2", "MAN_DV_3",
  ]
  private static let known =
    [versionKey, "CLASSIFICATION", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID"]
    + CCSDSValues.objectKeys + ["EPOCH"] + position + velocity + elementKeys + spacecraftKeys
    + ["COV_REF_FRAME"] + CCSDSCovariance.names

  init(file: String) { values = CCSDSValues(file: file) }

  mutating func take(_ statement: CCSDSStatement) throws(InputErrors) {
    let line = statement.line
    switch statement.content {
    case .begin, .end: break
    case .comment(let text):
      if values["OBJECT_NAME"] == nil {
        headerComments.append(text)
      } else {
        comments.append(text)
      }
    case .row: throw values.error(line, "a line of numbers stands in an OPM", "KEYWORD = value")
    case .pair(let key, let value, let unit):
      if values.isEmpty, key != Self.versionKey {
        throw values.error(line, "the message starts with \(Wording.quoted(key))", Self.versionKey)
      }
      if key.hasPrefix("USER_DEFINED_") {
        userDefined.append(.init(name: String(key.dropFirst(13)), value: value))
      } else if Self.burnKeys.contains(key) {
        if key == Self.burnKeys[0] { burns.append(CCSDSValues(file: values.file)) }
        guard !burns.isEmpty else {
          throw values.error(line, "\(key) stands before its manoeuvre", Self.burnKeys[0])
        }
        try burns[burns.count - 1].note(key, value, unit: unit, line: line, known: Self.burnKeys)
      } else {
        try values.note(key, value, unit: unit, line: line, known: Self.known)
      }
    }
  }

  func message(lastLine line: Int) throws(InputErrors) -> OrbitParameterMessage {
    let header = try values.header(
      versionKey: Self.versionKey, comments: headerComments, before: line)
    let object = try values.object(before: line)
    let date = try values.require("EPOCH", before: line)
    let epoch = try values.epoch(
      date, object.timeSystem, line: values.line("EPOCH") ?? line, name: "EPOCH")
    let position = try values.vector(Self.position, unit: "km", before: line)
    let velocity = try values.vector(Self.velocity, unit: "km/s", before: line)
    return OrbitParameterMessage(
      header: header, object: object,
      state: CCSDSState(epoch: epoch, position: 1000 * position, velocity: 1000 * velocity),
      covariance: try covariance(line), spacecraft: try spacecraft(),
      elements: try elements(line), maneuvers: try maneuvers(object.timeSystem, line),
      userDefined: userDefined, comments: comments)
  }

  private func covariance(_ line: Int) throws(InputErrors) -> CCSDSCovariance? {
    guard CCSDSCovariance.names.contains(where: { values[$0] != nil }) else { return nil }
    return CCSDSCovariance(
      epoch: nil, frame: values["COV_REF_FRAME"].map { CCSDSFrame($0) },
      lowerTriangle: try values.covariance(before: line))
  }

  private func notNegative(_ key: String, unit: String) throws(InputErrors) -> Double? {
    guard let value = try values.number(key, unit: unit) else { return nil }
    guard value >= 0 else {
      throw values.error(values.line(key) ?? 1, "\(key) is negative", "0 and more")
    }
    return value
  }

  private func spacecraft() throws(InputErrors) -> CCSDSSpacecraft {
    var spacecraft = CCSDSSpacecraft()
    spacecraft.mass = try notNegative("MASS", unit: "kg")
    spacecraft.solarRadiationArea = try notNegative("SOLAR_RAD_AREA", unit: "m**2")
    spacecraft.solarRadiationCoefficient = try notNegative("SOLAR_RAD_COEFF", unit: "")
    spacecraft.dragArea = try notNegative("DRAG_AREA", unit: "m**2")
    spacecraft.dragCoefficient = try notNegative("DRAG_COEFF", unit: "")
    return spacecraft
  }

  private func elements(_ line: Int) throws(InputErrors) -> OrbitParameterMessage.Elements? {
    guard Self.elementKeys.contains(where: { values[$0] != nil }) else { return nil }
    func need(_ key: String, _ unit: String) throws(InputErrors) -> Double {
      _ = try values.require(key, before: line)
      return try values.number(key, unit: unit) ?? 0
    }
    let degree = Double.pi / 180
    return OrbitParameterMessage.Elements(
      semiMajorAxis: 1000 * (try need("SEMI_MAJOR_AXIS", "km")),
      eccentricity: try need("ECCENTRICITY", ""),
      inclination: degree * (try need("INCLINATION", "deg")),
      rightAscensionOfAscendingNode: degree * (try need("RA_OF_ASC_NODE", "deg")),
      argumentOfPericenter: degree * (try need("ARG_OF_PERICENTER", "deg")),
      trueAnomaly: (try values.number("TRUE_ANOMALY", unit: "deg")).map { $0 * degree },
      meanAnomaly: (try values.number("MEAN_ANOMALY", unit: "deg")).map { $0 * degree },
      mu: 1e9 * (try need("GM", "km**3/s**2")))
  }

  private func maneuvers(
    _ system: CCSDSTimeSystem, _ line: Int
  ) throws(InputErrors) -> [OrbitParameterMessage.Maneuver] {
    var maneuvers: [OrbitParameterMessage.Maneuver] = []
    for burn in burns {
      for key in Self.burnKeys { _ = try burn.require(key, before: line) }
      let deltaV = try burn.vector(Array(Self.burnKeys[4...]), unit: "km/s", before: line)
      let duration = try burn.number("MAN_DURATION", unit: "s") ?? 0
      guard duration >= 0 else {
        throw values.error(
          burn.line("MAN_DURATION") ?? line, "MAN_DURATION is negative", "0 and more")
      }
      maneuvers.append(
        .init(
          ignition: try burn.epoch("MAN_EPOCH_IGNITION", system) ?? .j2000, duration: duration,
          massChange: try burn.number("MAN_DELTA_MASS", unit: "kg") ?? 0,
          frame: CCSDSFrame(try burn.require("MAN_REF_FRAME", before: line)),
          deltaV: 1000 * deltaV))
    }
    return maneuvers
  }
}
