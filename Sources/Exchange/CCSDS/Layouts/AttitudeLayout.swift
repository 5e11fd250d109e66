extension MessageLayout {
  /// Attitude Ephemeris Message (504.0-B, section 4 of both versions).
  static let attitudeEphemeris = MessageLayout(
    "aem", keys: "CCSDS_AEM_VERS!",
    parts: [
      header,
      body(
        segment(
          mark: "META",
          metadata: """
            OBJECT_NAME! OBJECT_ID!? CENTER_NAME REF_FRAME_A! REF_FRAME_B! ATTITUDE_DIR=A2B|B2A
            TIME_SYSTEM! START_TIME!:date USEABLE_START_TIME:date USEABLE_STOP_TIME:date
            STOP_TIME!:date ATTITUDE_TYPE! QUATERNION_TYPE=FIRST|LAST EULER_ROT_SEQ RATE_FRAME
            ANGVEL_FRAME INTERPOLATION_METHOD INTERPOLATION_DEGREE:int
            """,
          data: MessageLayout(
            "data", mark: "DATA", required: true, rows: .parts, parts: [attitudeState]))),
    ])

  /// A line of an attitude ephemeris.
  static let attitudeState = MessageLayout(
    "attitudeState", repeats: true, isRow: true,
    parts: AttitudeForm.allCases.map(\.layout))
}

/// How a line of an attitude ephemeris reads in XML: the element under `attitudeState`.
enum AttitudeForm: String, CaseIterable {
  case quaternionState, quaternionEphemeris, quaternionDerivative, quaternionEulerRate
  case quaternionAngVel, eulerAngle, eulerAngleRate, eulerAngleDerivative, eulerAngleAngVel
  case spin, spinNutation, spinNutationMom

  /// The form of an `ATTITUDE_TYPE`; nil for a type that the version does not know.
  init?(type: String, version: String) {
    let isFirst = version == "1.0"
    switch type.uppercased() {
    case "QUATERNION": self = isFirst ? .quaternionState : .quaternionEphemeris
    case "QUATERNION/DERIVATIVE": self = .quaternionDerivative
    case "QUATERNION/RATE" where isFirst: self = .quaternionEulerRate
    case "QUATERNION/ANGVEL" where !isFirst: self = .quaternionAngVel
    case "EULER_ANGLE": self = .eulerAngle
    case "EULER_ANGLE/RATE" where isFirst: self = .eulerAngleRate
    case "EULER_ANGLE/DERIVATIVE" where !isFirst: self = .eulerAngleDerivative
    case "EULER_ANGLE/ANGVEL" where !isFirst: self = .eulerAngleAngVel
    case "SPIN": self = .spin
    case "SPIN/NUTATION": self = .spinNutation
    case "SPIN/NUTATION_MOM": self = .spinNutationMom
    default: return nil
    }
  }

  /// A value of a line: the element around it, its keyword and its unit.
  struct Column {
    let group: String?
    let key: String
    let unit: String
  }

  private static func columns(_ group: String?, _ keys: [String], _ unit: String = "") -> [Column] {
    keys.map { Column(group: group, key: $0, unit: unit) }
  }

  private static let quaternion = ["Q1", "Q2", "Q3", "QC"]
  private static let rotations = ["rotation1", "rotation2", "rotation3"]
  private static let angles = ["ANGLE_1", "ANGLE_2", "ANGLE_3"]

  /// The values behind the date, in the order of KVN.
  ///
  /// - Parameters:
  ///   - version: The version of the message.
  ///   - scalarFirst: Whether QC stands in front of Q1.
  func columns(version: String, scalarFirst: Bool = false) -> [Column] {
    let isFirst = version == "1.0"
    func ordered(_ suffix: String) -> [String] {
      let names = Self.quaternion.map { $0 + suffix }
      return scalarFirst ? [names[3]] + names[..<3] : names
    }
    let quaternion = Self.columns("quaternion", ordered(""))
    let angles =
      isFirst
      ? Self.columns("rotationAngles", Self.rotations, "deg")
      : Self.columns(nil, Self.angles, "deg")
    let rates = Self.columns("rotationRates", Self.rotations, "deg/s")
    let velocity = ["ANGVEL_X", "ANGVEL_Y", "ANGVEL_Z"]
    let spin =
      Self.columns(nil, ["SPIN_ALPHA", "SPIN_DELTA", "SPIN_ANGLE"], "deg")
      + Self.columns(nil, ["SPIN_ANGLE_VEL"], "deg/s")
    switch self {
    case .quaternionState, .quaternionEphemeris: return quaternion
    case .quaternionDerivative:
      let group = isFirst ? "quaternionRate" : "quaternionDot"
      return quaternion + Self.columns(group, ordered("_DOT"), "1/s")
    case .quaternionEulerRate: return quaternion + rates
    case .quaternionAngVel: return quaternion + Self.columns("angVel", velocity, "deg/s")
    case .eulerAngle: return angles
    case .eulerAngleRate: return angles + rates
    case .eulerAngleDerivative:
      return angles + Self.columns(nil, Self.angles.map { $0 + "_DOT" }, "deg/s")
    case .eulerAngleAngVel: return angles + Self.columns(nil, velocity, "deg/s")
    case .spin: return spin
    case .spinNutation:
      return spin + Self.columns(nil, ["NUTATION"], "deg")
        + Self.columns(nil, ["NUTATION_PER"], "s")
        + Self.columns(nil, ["NUTATION_PHASE"], "deg")
    case .spinNutationMom:
      return spin + Self.columns(nil, ["MOMENTUM_ALPHA", "MOMENTUM_DELTA"], "deg")
        + Self.columns(nil, ["NUTATION_VEL"], "deg/s")
    }
  }

  /// The layout of the element, of both versions of the standard.
  var layout: MessageLayout { Self.layouts[rawValue] ?? .header }

  private static let layouts = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.makeLayout()) })

  private func makeLayout() -> MessageLayout {
    let columns = columns(version: "1.0") + columns(version: "2.0")
    func keys(_ group: String?) -> String {
      columns.filter { $0.group == group }.map { "\($0.key):\($0.unit.isEmpty ? "1" : $0.unit)" }
        .joined(separator: " ")
    }
    var groups: [String] = []
    for case let group? in columns.map(\.group) where !groups.contains(group) {
      groups.append(group)
    }
    return MessageLayout(
      rawValue, keys: "EPOCH!:date " + keys(nil),
      parts: groups.map { MessageLayout($0, keys: keys($0)) })
  }
}

/// What the metadata of an attitude ephemeris say of its lines.
struct AttitudeColumns {
  let form: AttitudeForm
  let columns: [AttitudeForm.Column]
  /// The axes of the angles, as in `["X", "Y", "Z"]`; empty where there are none.
  let axes: [String]

  /// - Throws: ``InputErrors`` for a type or an order that the standard does not know.
  init(
    metadata: MessagePart, version: String, file: String, line: Int
  ) throws(InputErrors) {
    let type = metadata["ATTITUDE_TYPE"] ?? ""
    guard let form = AttitudeForm(type: type, version: version) else {
      throw InputErrors(
        file: file, line: metadata.entry("ATTITUDE_TYPE")?.line ?? line,
        what: "the attitude type is \(Wording.quoted(type))",
        allowed: "the types of version \(version) of the AEM, as in QUATERNION or EULER_ANGLE")
    }
    for key in version == "1.0" ? ["ANGVEL_FRAME"] : Self.firstVersionAlone {
      guard let entry = metadata.entry(key) else { continue }
      throw InputErrors(
        file: file, line: entry.line, what: "\(key) stands in version \(version) of the AEM",
        allowed: "the keywords of this version")
    }
    self.form = form
    columns = form.columns(
      version: version, scalarFirst: metadata["QUATERNION_TYPE"] == "FIRST")
    let turns = columns.contains { $0.key.hasPrefix("rotation") || $0.key.hasPrefix("ANGLE") }
    axes = turns ? try Self.axes(metadata, file: file, line: line) : []
  }

  /// The same of metadata that were read; nil for what the standard does not know.
  init?(metadata: MessagePart, version: String) {
    do {
      try self.init(metadata: metadata, version: version, file: "", line: 1)
    } catch {
      return nil
    }
  }

  private static let firstVersionAlone = ["ATTITUDE_DIR", "QUATERNION_TYPE", "RATE_FRAME"]

  private static func axes(
    _ metadata: MessagePart, file: String, line: Int
  ) throws(InputErrors) -> [String] {
    let text = metadata["EULER_ROT_SEQ"] ?? ""
    let names = text.compactMap { letter -> String? in
      switch letter {
      case "1", "X": "X"
      case "2", "Y": "Y"
      case "3", "Z": "Z"
      default: nil
      }
    }
    guard names.count == 3, text.count == 3, names[0] != names[1], names[1] != names[2] else {
      throw InputErrors(
        file: file, line: metadata.entry("EULER_ROT_SEQ")?.line ?? line,
        what: "EULER_ROT_SEQ is \(Wording.quoted(text))",
        allowed: "three of 1, 2, 3 or X, Y, Z, neighbours different, as in 321 or ZYX")
    }
    return names
  }

  /// The part that a date and its values stand for.
  func part(_ words: [String]) -> MessagePart {
    var state = MessagePart(form.layout)
    state.add("EPOCH", words.first)
    for (index, (column, word)) in zip(columns, words.dropFirst()).enumerated() {
      var tag: String?
      if column.key.hasPrefix("rotation"), axes.count == 3 {
        tag = axes[index % 3] + (column.group == "rotationRates" ? "_RATE" : "_ANGLE")
      }
      let unit = column.unit.isEmpty ? nil : column.unit
      let entry = MessagePart.Entry(key: column.key, value: word, unit: unit, tag: tag)
      guard let group = column.group else {
        state.entries.append(entry)
        continue
      }
      if let place = state.parts.firstIndex(where: { $0.layout.element == group }) {
        state.parts[place].entries.append(entry)
      } else if let layout = form.layout.parts.first(where: { $0.element == group }) {
        var part = MessagePart(layout)
        part.entries.append(entry)
        state.parts.append(part)
      }
    }
    var part = MessagePart(.attitudeState)
    part.parts = [state]
    return part
  }

  /// The words of the line that a part stands for; nil where a value is missing or the form is
  /// another one.
  func words(_ part: MessagePart) -> [String]? {
    guard let state = part.part(form.rawValue), let epoch = state["EPOCH"] else { return nil }
    var words = [epoch]
    for (index, column) in columns.enumerated() {
      let place = column.group.map { state.part($0) } ?? state
      guard let entry = place?.entry(column.key) else { return nil }
      if let tag = entry.tag, axes.count == 3, !tag.hasPrefix(axes[index % 3]) { return nil }
      words.append(entry.value)
    }
    return words
  }
}
