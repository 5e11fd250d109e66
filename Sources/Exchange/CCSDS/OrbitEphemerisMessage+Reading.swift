import Kinematics

extension OrbitEphemerisMessage {
  init(_ tree: MessageTree) throws(InputErrors) {
    header = try tree.header()
    segments = []
    for part in tree.body.parts("segment") {
      segments.append(try Segment(part, tree))
    }
  }
}

extension OrbitEphemerisMessage.Segment {
  fileprivate init(_ part: MessagePart, _ tree: MessageTree) throws(InputErrors) {
    let data = tree.fields(part.part("data"))
    let metadata = try OrbitEphemerisMessage.Metadata(tree.fields(part.part("metadata")))
    let system = metadata.object.timeSystem
    self.init(metadata: metadata, comments: data.part.comments, states: [])
    states.reserveCapacity(data.part.rows.count)
    for row in data.part.rows {
      try append(CCSDSState(row.words, data, system, line: row.line), row.line, data)
    }
    for inner in data.part.parts {
      if inner.layout === MessageLayout.ephemerisState {
        let state = try CCSDSState(tree.fields(inner), system)
        try append(state, inner.line, data)
        comments += inner.comments
      } else if inner.layout.element == nil {
        comments += inner.comments
        for matrix in inner.parts {
          comments += matrix.comments
          covariances.append(try CCSDSCovariance(tree.fields(matrix), system))
        }
      }
    }
    if states.isEmpty {
      throw data.error(data.part.line, "a segment without states ends", "at least one state")
    }
  }

  private mutating func append(
    _ state: CCSDSState, _ line: Int, _ fields: MessageFields
  ) throws(InputErrors) {
    if let before = states.last, state.epoch < before.epoch {
      throw fields.error(line, "the states go back in time", "epochs that never fall")
    }
    states.append(state)
  }
}

extension OrbitEphemerisMessage.Metadata {
  fileprivate init(_ fields: MessageFields) throws(InputErrors) {
    let object = try fields.object()
    let system = object.timeSystem
    self.init(
      object: object, start: try fields.requiredEpoch("START_TIME", system),
      stop: try fields.requiredEpoch("STOP_TIME", system))
    guard start <= stop else {
      throw fields.error(
        fields.line("STOP_TIME"), "STOP_TIME lies before START_TIME", "a later STOP_TIME")
    }
    useableStart = try fields.epoch("USEABLE_START_TIME", system)
    useableStop = try fields.epoch("USEABLE_STOP_TIME", system)
    interpolation = fields["INTERPOLATION"]
    interpolationDegree = try fields.interpolationDegree()
    comments = fields.part.comments
  }
}

extension MessageFields {
  func interpolationDegree() throws(InputErrors) -> Int? {
    guard let degree = integer("INTERPOLATION_DEGREE") else { return nil }
    guard (1...99).contains(degree) else {
      throw error(
        line("INTERPOLATION_DEGREE"), "INTERPOLATION_DEGREE is \(degree)", "1 to 99")
    }
    return degree
  }
}

extension CCSDSState {
  static let position = ["X", "Y", "Z"]
  static let velocity = ["X_DOT", "Y_DOT", "Z_DOT"]
  static let acceleration = ["X_DDOT", "Y_DDOT", "Z_DDOT"]

  init(_ fields: MessageFields, _ system: CCSDSTimeSystem) throws(InputErrors) {
    let given = Self.acceleration.count { fields[$0] != nil }
    guard given == 0 || given == 3 else {
      throw fields.error(fields.part.line, "an acceleration of \(given) components", "none or 3")
    }
    self.init(
      epoch: try fields.requiredEpoch("EPOCH", system),
      position: fields.vector(Self.position, unit: 1000) ?? .zero,
      velocity: fields.vector(Self.velocity, unit: 1000) ?? .zero,
      acceleration: fields.vector(Self.acceleration, unit: 1000))
  }

  /// A line of KVN.
  fileprivate init(
    _ words: [Substring], _ fields: MessageFields, _ system: CCSDSTimeSystem, line: Int
  ) throws(InputErrors) {
    guard words.count == 7 || words.count == 10 else {
      throw fields.error(line, "a state of \(words.count) columns", "7 or 10 columns")
    }
    epoch = try fields.epoch(words[0], system, line: line, name: "the epoch")
    var vectors = (SIMD3<Double>(), SIMD3<Double>(), SIMD3<Double>())
    for index in 0..<3 {
      vectors.0[index] = try fields.number(words[1 + index], line: line)
      vectors.1[index] = try fields.number(words[4 + index], line: line)
      if words.count == 10 { vectors.2[index] = try fields.number(words[7 + index], line: line) }
    }
    position = 1000 * vectors.0
    velocity = 1000 * vectors.1
    acceleration = words.count == 10 ? 1000 * vectors.2 : nil
  }

  /// Adds what an orbit message says of a state.
  func add(to part: inout MessagePart, _ system: CCSDSTimeSystem) {
    part.add("EPOCH", epoch, system)
    part.add(Self.position, position, in: 1000)
    part.add(Self.velocity, velocity, in: 1000)
    part.add(Self.acceleration, acceleration, in: 1000)
  }
}

extension CCSDSCovariance {
  init(_ fields: MessageFields, _ system: CCSDSTimeSystem) throws(InputErrors) {
    epoch = try fields.epoch("EPOCH", system)
    frame = fields["COV_REF_FRAME"].map { CCSDSFrame($0) }
    lowerTriangle = fields.covariance ?? []
  }
}
