import Kinematics

extension AttitudeEphemerisMessage {
  init(_ tree: MessageTree) throws(InputErrors) {
    header = try tree.header()
    segments = []
    for part in tree.body.parts("segment") {
      segments.append(try Segment(part, tree, version: header.version))
    }
  }

  /// The message in KVN (504.0-B, section 4), angles in degrees.
  ///
  /// Numbers have as many digits as it takes to read the same numbers back.
  public func keyValueText() -> String { tree.keyValueText() }

  /// The message in XML (505.0-B); digits as in ``keyValueText()``.
  public func xmlText() -> String { tree.xmlText() }

  private var tree: MessageTree {
    MessageTree(
      kind: .aem, header: header, body: segments.map { $0.part(version: header.version) })
  }
}

extension AttitudeEphemerisMessage.Segment {
  fileprivate init(
    _ part: MessagePart, _ tree: MessageTree, version: String
  ) throws(InputErrors) {
    let head = tree.fields(part.part("metadata"))
    let data = tree.fields(part.part("data"))
    let columns = try AttitudeColumns(
      metadata: head.part, version: version, file: tree.file, line: head.part.line)
    self.init(
      metadata: try .init(head), comments: data.part.comments, states: [])
    states.reserveCapacity(data.part.rows.count)
    for row in data.part.rows { try append(row.words, columns, data, row.line) }
    for inner in data.part.parts {
      comments += inner.comments
      guard let words = columns.words(inner) else {
        throw data.error(
          inner.line, "the attitude is not of the type of its metadata",
          "\(columns.form.rawValue), with the axes of EULER_ROT_SEQ")
      }
      try append(words.map { Substring($0) }, columns, data, inner.line)
    }
    if states.isEmpty {
      throw data.error(data.part.line, "a segment without attitudes ends", "at least one")
    }
  }

  private mutating func append(
    _ words: [Substring], _ columns: AttitudeColumns, _ fields: MessageFields, _ line: Int
  ) throws(InputErrors) {
    guard words.count == columns.columns.count + 1 else {
      throw fields.error(
        line, "a line of \(words.count) columns",
        "\(columns.columns.count + 1) columns: a date and what ATTITUDE_TYPE says")
    }
    let epoch = try fields.epoch(words[0], metadata.timeSystem, line: line, name: "the epoch")
    if let before = states.last, epoch < before.epoch {
      throw fields.error(line, "the attitudes go back in time", "epochs that never fall")
    }
    var values: [Double] = []
    values.reserveCapacity(words.count - 1)
    for word in words.dropFirst() { values.append(try fields.number(word, line: line)) }
    let attitude = AttitudeEphemerisMessage.Attitude(
      columns.form, values, scalarFirst: metadata.isScalarFirst)
    if let quaternion = attitude.quaternion {
      let length = (quaternion * quaternion).sum().squareRoot()
      guard abs(length - 1) <= 0.01 else {
        throw fields.error(
          line, "a quaternion of length \(Wording.short(length))", "a length of 1 within 1 %")
      }
    }
    states.append(.init(epoch: epoch, attitude: attitude))
  }

  fileprivate func part(version: String) -> MessagePart {
    var (segment, head, data) = MessageTree.segment(.aem)
    metadata.add(to: &head, version: version)
    data.comments = comments
    data.rows = states.map { state in
      let values = state.attitude.values(
        scalarFirst: version == "1.0" && metadata.isScalarFirst)
      return .init(
        text: ([metadata.timeSystem.text(state.epoch)] + values).joined(separator: " "))
    }
    segment.parts = [head, data]
    return segment
  }
}

extension AttitudeEphemerisMessage.Metadata {
  fileprivate init(_ fields: MessageFields) throws(InputErrors) {
    let system = try fields.timeSystem()
    self.init(
      objectName: fields.text("OBJECT_NAME"), objectID: fields.text("OBJECT_ID"),
      frameA: fields.text("REF_FRAME_A"), frameB: fields.text("REF_FRAME_B"),
      timeSystem: system, start: try fields.requiredEpoch("START_TIME", system),
      stop: try fields.requiredEpoch("STOP_TIME", system),
      attitudeType: fields.text("ATTITUDE_TYPE"))
    guard start <= stop else {
      throw fields.error(
        fields.line("STOP_TIME"), "STOP_TIME lies before START_TIME", "a later STOP_TIME")
    }
    centerName = fields["CENTER_NAME"]
    isFromBToA = fields["ATTITUDE_DIR"] == "B2A"
    useableStart = try fields.epoch("USEABLE_START_TIME", system)
    useableStop = try fields.epoch("USEABLE_STOP_TIME", system)
    isScalarFirst = fields["QUATERNION_TYPE"] == "FIRST"
    eulerSequence = fields["EULER_ROT_SEQ"]
    rateFrame = fields["RATE_FRAME"] ?? fields["ANGVEL_FRAME"]
    interpolation = fields["INTERPOLATION_METHOD"]
    interpolationDegree = try fields.interpolationDegree()
    comments = fields.part.comments
  }

  fileprivate func add(to part: inout MessagePart, version: String) {
    let isFirst = version == "1.0"
    let isQuaternion = attitudeType.hasPrefix("QUATERNION")
    part.comments = comments
    part.add("OBJECT_NAME", objectName)
    part.add("OBJECT_ID", objectID)
    part.add("CENTER_NAME", centerName)
    part.add("REF_FRAME_A", frameA)
    part.add("REF_FRAME_B", frameB)
    part.add("ATTITUDE_DIR", isFirst ? (isFromBToA ? "B2A" : "A2B") : nil)
    part.add("TIME_SYSTEM", timeSystem.rawValue)
    part.add("START_TIME", start, timeSystem)
    part.add("USEABLE_START_TIME", useableStart, timeSystem)
    part.add("USEABLE_STOP_TIME", useableStop, timeSystem)
    part.add("STOP_TIME", stop, timeSystem)
    part.add("ATTITUDE_TYPE", attitudeType)
    part.add("QUATERNION_TYPE", isFirst && isQuaternion ? (isScalarFirst ? "FIRST" : "LAST") : nil)
    part.add("EULER_ROT_SEQ", eulerSequence)
    part.add(isFirst ? "RATE_FRAME" : "ANGVEL_FRAME", rateFrame)
    part.add("INTERPOLATION_METHOD", interpolation)
    part.add("INTERPOLATION_DEGREE", interpolationDegree.map { String($0) })
  }
}

extension AttitudeEphemerisMessage.Attitude {
  /// The quaternion, scalar last; nil for angles and spins.
  public var quaternion: SIMD4<Double>? {
    switch self {
    case .quaternion(let q), .quaternionDerivative(let q, _), .quaternionRate(let q, _): q
    case .eulerAngles, .eulerAnglesRate, .spin: nil
    }
  }

  /// The attitude from the values of a line, as many as its form has.
  fileprivate init(_ form: AttitudeForm, _ values: [Double], scalarFirst: Bool) {
    func quaternion(_ start: Int) -> SIMD4<Double> {
      let q = SIMD4(values[start], values[start + 1], values[start + 2], values[start + 3])
      return scalarFirst ? SIMD4(q.y, q.z, q.w, q.x) : q
    }
    func angles(_ start: Int) -> SIMD3<Double> {
      OrbitMeanElementsMessage.degree
        * SIMD3(values[start], values[start + 1], values[start + 2])
    }
    switch form {
    case .quaternionState, .quaternionEphemeris: self = .quaternion(quaternion(0))
    case .quaternionDerivative: self = .quaternionDerivative(quaternion(0), quaternion(4))
    case .quaternionEulerRate, .quaternionAngVel:
      self = .quaternionRate(quaternion(0), angles(4))
    case .eulerAngle: self = .eulerAngles(angles(0))
    case .eulerAngleRate, .eulerAngleDerivative, .eulerAngleAngVel:
      self = .eulerAnglesRate(angles(0), angles(3))
    case .spin, .spinNutation, .spinNutationMom: self = .spin(values)
    }
  }

  /// The values of a line.
  fileprivate func values(scalarFirst: Bool) -> [String] {
    func texts(_ q: SIMD4<Double>) -> [String] {
      let q = scalarFirst ? SIMD4(q.w, q.x, q.y, q.z) : q
      return (0..<4).map { "\(q[$0])" }
    }
    func degrees(_ v: SIMD3<Double>) -> [String] {
      (0..<3).map { NumberText.shortest(v[$0], in: OrbitMeanElementsMessage.degree) }
    }
    return switch self {
    case .quaternion(let q): texts(q)
    case .quaternionDerivative(let q, let rate): texts(q) + texts(rate)
    case .quaternionRate(let q, let rate): texts(q) + degrees(rate)
    case .eulerAngles(let angles): degrees(angles)
    case .eulerAnglesRate(let angles, let rate): degrees(angles) + degrees(rate)
    case .spin(let values): values.map { "\($0)" }
    }
  }
}
