import Kinematics

/// Builds an ``OrbitEphemerisMessage`` from its statements.
struct OrbitEphemerisReader {
  private enum Place { case header, metadata, data, stateVector, covariance }

  private var header: CCSDSValues
  private var values: CCSDSValues
  private var headerComments: [String] = []
  private var metadataComments: [String] = []
  private var place = Place.header
  private var finishedHeader: CCSDSHeader?
  private var segments: [OrbitEphemerisMessage.Segment] = []
  private var rows: [[Double]] = []

  private static let versionKey = "CCSDS_OEM_VERS"
  private static let headerKeys = [
    versionKey, "CLASSIFICATION", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID",
  ]
  private static let metadataKeys =
    CCSDSValues.objectKeys + [
      "START_TIME", "USEABLE_START_TIME", "USEABLE_STOP_TIME", "STOP_TIME", "INTERPOLATION",
      "INTERPOLATION_DEGREE",
    ]
  private static let position = ["X", "Y", "Z"]
  private static let velocity = ["X_DOT", "Y_DOT", "Z_DOT"]
  private static let acceleration = ["X_DDOT", "Y_DDOT", "Z_DDOT"]

  init(file: String) {
    header = CCSDSValues(file: file)
    values = header
  }

  private var system: CCSDSTimeSystem { segments.last?.metadata.object.timeSystem ?? .utc }

  mutating func take(_ statement: CCSDSStatement) throws(InputErrors) {
    let line = statement.line
    switch statement.content {
    case .comment(let text): take(comment: text)
    case .begin(let section): try begin(section, line)
    case .end(let section): try end(section, line)
    case .pair(let key, let value, let unit): try take(key, value, unit, line)
    case .row(let words): try take(words, line)
    }
  }

  func message(lastLine: Int) throws(InputErrors) -> OrbitEphemerisMessage {
    guard place == .data, let finishedHeader else {
      throw header.error(
        lastLine, segments.isEmpty ? "the message has no segment" : "the message ends too early",
        "an OEM with header, metadata and states")
    }
    try checkLastSegment(lastLine)
    return OrbitEphemerisMessage(header: finishedHeader, segments: segments)
  }

  private mutating func take(comment: String) {
    switch place {
    case .header: headerComments.append(comment)
    case .metadata: metadataComments.append(comment)
    default:
      if !segments.isEmpty { segments[segments.count - 1].comments.append(comment) }
    }
  }

  private mutating func begin(_ section: CCSDSStatement.Section, _ line: Int) throws(InputErrors) {
    switch (section, place) {
    case (.metadata, .header):
      finishedHeader = try header.header(
        versionKey: Self.versionKey, comments: headerComments, before: line)
      place = .metadata
    case (.metadata, .data):
      try checkLastSegment(line)
      place = .metadata
    case (.stateVector, .data): place = .stateVector
    case (.covariance, .data): place = .covariance
    default: throw header.error(line, "a section starts in the wrong place", "502.0-B's order")
    }
    values = CCSDSValues(file: header.file)
    if section == .metadata { metadataComments = [] }
    rows = []
  }

  private mutating func end(_ section: CCSDSStatement.Section, _ line: Int) throws(InputErrors) {
    switch (section, place) {
    case (.metadata, .metadata):
      segments.append(.init(metadata: try metadata(line), states: []))
    case (.stateVector, .stateVector): try finishStateVector(line)
    case (.covariance, .covariance): try finishCovariance(line)
    default: throw header.error(line, "a section ends that was not started", "502.0-B's order")
    }
    place = .data
  }

  private mutating func take(
    _ key: String, _ value: String, _ unit: String?, _ line: Int
  ) throws(InputErrors) {
    switch place {
    case .header:
      if header.isEmpty, key != Self.versionKey {
        throw header.error(line, "the message starts with \(Wording.quoted(key))", Self.versionKey)
      }
      try header.note(key, value, unit: unit, line: line, known: Self.headerKeys)
    case .metadata:
      try values.note(key, value, unit: unit, line: line, known: Self.metadataKeys)
    case .stateVector:
      let known = ["EPOCH"] + Self.position + Self.velocity + Self.acceleration
      try values.note(key, value, unit: unit, line: line, known: known)
    case .covariance:
      if key == "EPOCH", values["EPOCH"] != nil {
        try finishCovariance(line)
        values = CCSDSValues(file: header.file)
        rows = []
      }
      guard rows.isEmpty else {
        throw header.error(line, "the keyword \(key) stands inside a matrix", "its next row")
      }
      let known = ["EPOCH", "COV_REF_FRAME"] + CCSDSCovariance.names
      try values.note(key, value, unit: unit, line: line, known: known)
    case .data:
      throw header.error(
        line, "the keyword \(Wording.quoted(key)) stands among the states",
        "states, COVARIANCE_START or META_START")
    }
  }

  private mutating func take(_ words: [Substring], _ line: Int) throws(InputErrors) {
    switch place {
    case .data: try append(state(words, line), line)
    case .covariance:
      guard rows.count < 6, words.count == rows.count + 1 else {
        throw header.error(
          line, "row \(rows.count + 1) of the matrix has \(words.count) columns",
          "6 rows of 1 to 6 columns")
      }
      var row: [Double] = []
      for word in words { row.append(try values.number(word, line: line, name: "a column")) }
      rows.append(row)
    default: throw header.error(line, "numbers stand in the wrong place", "502.0-B's order")
    }
  }

  private func state(_ words: [Substring], _ line: Int) throws(InputErrors) -> CCSDSState {
    guard words.count == 7 || words.count == 10 else {
      throw header.error(line, "a state of \(words.count) columns", "7 or 10 columns")
    }
    let epoch = try values.epoch(String(words[0]), system, line: line, name: "the epoch")
    var vectors = [SIMD3<Double>](repeating: .zero, count: words.count / 3)
    for (index, word) in words.dropFirst().enumerated() {
      let number = try values.number(word, line: line, name: "a column")
      vectors[index / 3][index % 3] = 1000 * number
    }
    return CCSDSState(
      epoch: epoch, position: vectors[0], velocity: vectors[1],
      acceleration: vectors.count > 2 ? vectors[2] : nil)
  }

  private mutating func append(_ state: CCSDSState, _ line: Int) throws(InputErrors) {
    let last = segments.count - 1
    if let before = segments[last].states.last, state.epoch < before.epoch {
      throw header.error(line, "the states go back in time", "epochs that never fall")
    }
    segments[last].states.append(state)
  }

  private mutating func finishStateVector(_ line: Int) throws(InputErrors) {
    _ = try values.require("EPOCH", before: line)
    guard let epoch = try values.epoch("EPOCH", system) else { return }
    let position = try values.vector(Self.position, unit: "km", before: line)
    let velocity = try values.vector(Self.velocity, unit: "km/s", before: line)
    var state = CCSDSState(epoch: epoch, position: 1000 * position, velocity: 1000 * velocity)
    if values["X_DDOT"] != nil {
      let acceleration = try values.vector(Self.acceleration, unit: "km/s**2", before: line)
      state.acceleration = 1000 * acceleration
    }
    try append(state, line)
  }

  private mutating func finishCovariance(_ line: Int) throws(InputErrors) {
    _ = try values.require("EPOCH", before: line)
    let epoch = try values.epoch("EPOCH", system)
    var triangle = rows.flatMap { $0.map { $0 * 1e6 } }
    if rows.isEmpty { triangle = try values.covariance(before: line) }
    guard triangle.count == 21 else {
      throw header.error(line, "a matrix of \(rows.count) rows ends", "6 rows")
    }
    segments[segments.count - 1].covariances.append(
      CCSDSCovariance(
        epoch: epoch, frame: values["COV_REF_FRAME"].map { CCSDSFrame($0) },
        lowerTriangle: triangle))
  }

  private func metadata(_ line: Int) throws(InputErrors) -> OrbitEphemerisMessage.Metadata {
    let object = try values.object(before: line)
    for key in ["START_TIME", "STOP_TIME"] { _ = try values.require(key, before: line) }
    guard let start = try values.epoch("START_TIME", object.timeSystem),
      let stop = try values.epoch("STOP_TIME", object.timeSystem), start <= stop
    else {
      throw header.error(
        values.line("STOP_TIME") ?? line, "STOP_TIME lies before START_TIME", "a later STOP_TIME")
    }
    var metadata = OrbitEphemerisMessage.Metadata(object: object, start: start, stop: stop)
    metadata.useableStart = try values.epoch("USEABLE_START_TIME", object.timeSystem)
    metadata.useableStop = try values.epoch("USEABLE_STOP_TIME", object.timeSystem)
    metadata.interpolation = values["INTERPOLATION"]
    if let text = values["INTERPOLATION_DEGREE"] {
      guard let degree = Int(text), (1...99).contains(degree) else {
        throw header.error(
          values.line("INTERPOLATION_DEGREE") ?? line,
          "INTERPOLATION_DEGREE is \(Wording.quoted(text))", "1 to 99")
      }
      metadata.interpolationDegree = degree
    }
    metadata.comments = metadataComments
    return metadata
  }

  private func checkLastSegment(_ line: Int) throws(InputErrors) {
    if segments.last?.states.isEmpty == true {
      throw header.error(line, "a segment without states ends", "at least one state")
    }
  }
}
