import Kinematics

extension OrbitComprehensiveMessage {
  /// How many values an element set has (SANA's registry of orbital elements); nil for other types.
  static func count(ofType type: String) -> Int? {
    switch type.uppercased() {
    case "CARTP": 3
    case "CARTPV", "ADBARV", "LDBARV", "KEPLERIAN", "KEPLERIANMEAN", "GEODETIC", "DELAUNAY",
      "DELAUNAYMOD", "ONSTATION", "POINCARE":
      6
    case "EQUINOCTIAL", "EQUINOCTIALMOD": 7
    case "CARTPVA": 9
    case "EIGVAL3EIGVEC3": 12
    default: nil
    }
  }

  init(_ tree: MessageTree) throws(InputErrors) {
    let head = tree.fields(tree.segment.part("metadata"))
    let data = tree.segment.part("data") ?? MessagePart(.header)
    header = try tree.header()
    metadata = try Metadata(head)
    let clock = Clock(system: metadata.timeSystem, zero: metadata.epochZero)
    trajectories = []
    covariances = []
    maneuvers = []
    for part in data.parts {
      let fields = tree.fields(part)
      switch part.layout.element {
      case "traj": trajectories.append(try Trajectory(fields, clock))
      case "cov": covariances.append(try Covariance(fields, clock))
      case "man": maneuvers.append(try Maneuver(fields, clock))
      case "phys": physical = Block(fields)
      case "pert": perturbations = Block(fields)
      case "od": determination = Block(fields)
      default: userDefined = Block(fields)
      }
      try clock.check(fields)
    }
    try clock.check(head)
  }

  /// The message in KVN (502.0-B-3, section 6).
  ///
  /// Numbers have as many digits as it takes to read the same numbers back.
  public func keyValueText() -> String { tree.keyValueText() }

  /// The message in XML (505.0-B); digits as in ``keyValueText()``.
  public func xmlText() -> String { tree.xmlText() }

  private var tree: MessageTree {
    var (segment, head, data) = MessageTree.segment(.ocm)
    let system = metadata.timeSystem
    head.comments = metadata.more.comments
    head.add("OBJECT_NAME", metadata.objectName)
    head.add("INTERNATIONAL_DESIGNATOR", metadata.internationalDesignator)
    head.add("TIME_SYSTEM", system.rawValue)
    head.add("EPOCH_TZERO", metadata.epochZero, system)
    head.add(metadata.more.fields)
    func part(_ element: String, _ block: Block?, _ fill: (inout MessagePart) -> Void = { _ in }) {
      guard let block else { return }
      var part = MessagePart(element, in: data.layout)
      part.comments = block.comments
      fill(&part)
      part.add(block.fields)
      data.add(part)
    }
    for trajectory in trajectories {
      part("traj", trajectory.more) { trajectory.add(to: &$0, system) }
    }
    part("phys", physical)
    for covariance in covariances {
      part("cov", covariance.more) { covariance.add(to: &$0, system) }
    }
    for maneuver in maneuvers { part("man", maneuver.more) { maneuver.add(to: &$0) } }
    part("pert", perturbations)
    part("od", determination)
    part("user", userDefined)
    segment.parts = [head, data]
    return MessageTree(kind: .ocm, header: header, body: [segment])
  }

  /// Dates, and seconds from the epoch of the message.
  fileprivate struct Clock {
    let system: CCSDSTimeSystem
    let zero: Epoch

    func epoch(
      _ text: some StringProtocol, _ fields: MessageFields, line: Int, name: String
    ) throws(InputErrors) -> Epoch {
      if let seconds = NumberText.number(text) {
        guard abs(seconds) < 1e10 else {
          throw fields.error(line, "\(name) is \(Wording.quoted(text))", "less than 1e10 seconds")
        }
        return zero + seconds
      }
      return try fields.epoch(text, system, line: line, name: name)
    }

    /// Sees to it that all dates of a part are dates.
    func check(_ fields: MessageFields) throws(InputErrors) {
      for key in fields.part.layout.keys where key.kind == .time || key.kind == .date {
        guard let entry = fields.part.entry(key.name) else { continue }
        // The end of a leap second's day is 23:59:60, whether it is one of those known today or not.
        if key.name == "NEXT_LEAP_EPOCH" { continue }
        _ = try epoch(entry.value, fields, line: entry.line, name: key.name)
      }
    }

    func line(
      _ row: MessagePart.Row, count: Int?, _ fields: MessageFields
    ) throws(InputErrors) -> Line {
      let words = row.words
      guard words.count >= 2, count == nil || words.count == (count ?? 0) + 1 else {
        throw fields.error(
          row.line, "a line of \(words.count) columns",
          count.map { "\($0 + 1) columns: a time and \($0) values" } ?? "a time and values")
      }
      let epoch = try epoch(words[0], fields, line: row.line, name: "the time")
      var values: [Double] = []
      values.reserveCapacity(words.count - 1)
      for word in words.dropFirst() { values.append(try fields.number(word, line: row.line)) }
      return Line(epoch: epoch, values: values)
    }
  }
}

extension OrbitComprehensiveMessage.Block {
  fileprivate init(_ fields: MessageFields, without typed: Set<String> = []) {
    self.init(fields: fields.fields(without: typed), comments: fields.part.comments)
  }
}

extension OrbitComprehensiveMessage.Metadata {
  fileprivate init(_ fields: MessageFields) throws(InputErrors) {
    let system = try fields.timeSystem()
    self.init(
      objectName: fields["OBJECT_NAME"],
      internationalDesignator: fields["INTERNATIONAL_DESIGNATOR"], timeSystem: system,
      epochZero: try fields.requiredEpoch("EPOCH_TZERO", system),
      more: .init(
        fields,
        without: ["OBJECT_NAME", "INTERNATIONAL_DESIGNATOR", "TIME_SYSTEM", "EPOCH_TZERO"]))
  }
}

extension OrbitComprehensiveMessage.Trajectory {
  fileprivate init(
    _ fields: MessageFields, _ clock: OrbitComprehensiveMessage.Clock
  ) throws(InputErrors) {
    let type = fields.text("TRAJ_TYPE")
    let count = OrbitComprehensiveMessage.count(ofType: type)
    let units = fields["TRAJ_UNITS"].map(OrbitComprehensiveMessage.list)
    if let units, let count, units.count != count {
      throw fields.error(
        fields.line("TRAJ_UNITS"), "TRAJ_UNITS has \(units.count) units",
        "\(count) units, as TRAJ_TYPE \(type) has values")
    }
    self.init(
      centerName: fields["CENTER_NAME"] ?? "EARTH",
      frame: CCSDSFrame(fields["TRAJ_REF_FRAME"] ?? "ICRF"), type: type,
      units: units?.joined(separator: ","),
      more: .init(fields, without: ["CENTER_NAME", "TRAJ_REF_FRAME", "TRAJ_TYPE", "TRAJ_UNITS"]),
      lines: [])
    lines.reserveCapacity(fields.part.rows.count)
    for row in fields.part.rows {
      let line = try clock.line(row, count: count, fields)
      if let before = lines.last, line.epoch < before.epoch {
        throw fields.error(row.line, "the trajectory goes back in time", "times that never fall")
      }
      lines.append(line)
    }
    guard !lines.isEmpty else {
      throw fields.error(fields.part.line, "a trajectory without lines", "at least one line")
    }
  }

  fileprivate func add(to part: inout MessagePart, _ system: CCSDSTimeSystem) {
    part.add("CENTER_NAME", centerName)
    part.add("TRAJ_REF_FRAME", frame.name)
    part.add("TRAJ_TYPE", type)
    part.add("TRAJ_UNITS", units.map { "[\($0)]" })
    part.rows = lines.map { $0.row(system) }
  }

  /// The states in SI of a Cartesian trajectory in km or m; empty for other types. Where there is
  /// no velocity it is zero.
  public var states: [CCSDSState] {
    guard ["CARTP", "CARTPV", "CARTPVA"].contains(type.uppercased()) else { return [] }
    let written = units.map { $0.split(separator: ",").map { String($0) } } ?? []
    let isMetres = written.first == "m"
    let scale: Double = isMetres ? 1 : 1000
    guard written.allSatisfy({ $0.hasPrefix(isMetres ? "m" : "km") }) else { return [] }
    return lines.map { line in
      func vector(_ start: Int) -> SIMD3<Double>? {
        guard line.values.count >= start + 3 else { return nil }
        return scale * SIMD3(line.values[start], line.values[start + 1], line.values[start + 2])
      }
      return CCSDSState(
        epoch: line.epoch, position: vector(0) ?? .zero, velocity: vector(3) ?? .zero,
        acceleration: vector(6))
    }
  }
}

extension OrbitComprehensiveMessage.Line {
  fileprivate func row(_ system: CCSDSTimeSystem) -> MessagePart.Row {
    .init(text: ([system.text(epoch)] + values.map { "\($0)" }).joined(separator: " "))
  }
}

extension OrbitComprehensiveMessage.Covariance {
  fileprivate init(
    _ fields: MessageFields, _ clock: OrbitComprehensiveMessage.Clock
  ) throws(InputErrors) {
    let type = fields.text("COV_TYPE")
    let ordering = fields["COV_ORDERING"] ?? "LTM"
    let size = OrbitComprehensiveMessage.count(ofType: type)
    let count: Int?
    switch ordering.uppercased() {
    case "LTM", "UTM": count = size.map { $0 * ($0 + 1) / 2 }
    case "FULL", "LTMWCC", "UTMWCC": count = size.map { $0 * $0 }
    default:
      throw fields.error(
        fields.line("COV_ORDERING"), "COV_ORDERING is \(Wording.quoted(ordering))",
        "LTM, UTM, FULL, LTMWCC, UTMWCC")
    }
    self.init(
      frame: CCSDSFrame(fields.text("COV_REF_FRAME")), type: type, ordering: ordering,
      more: .init(fields, without: ["COV_REF_FRAME", "COV_TYPE", "COV_ORDERING"]), lines: [])
    for row in fields.part.rows { lines.append(try clock.line(row, count: count, fields)) }
  }

  fileprivate func add(to part: inout MessagePart, _ system: CCSDSTimeSystem) {
    part.add("COV_REF_FRAME", frame.name)
    part.add("COV_TYPE", type)
    part.add("COV_ORDERING", ordering)
    part.rows = lines.map { $0.row(system) }
  }
}

extension OrbitComprehensiveMessage.Maneuver {
  fileprivate init(
    _ fields: MessageFields, _ clock: OrbitComprehensiveMessage.Clock
  ) throws(InputErrors) {
    self.init(
      id: fields.text("MAN_ID"), deviceID: fields.text("MAN_DEVICE_ID"),
      composition: OrbitComprehensiveMessage.list(fields.text("MAN_COMPOSITION")),
      more: .init(fields, without: ["MAN_ID", "MAN_DEVICE_ID", "MAN_COMPOSITION"]), lines: [])
    guard ["TIME_ABSOLUTE", "TIME_RELATIVE"].contains(composition.first) else {
      throw fields.error(
        fields.line("MAN_COMPOSITION"), "MAN_COMPOSITION starts without a time",
        "TIME_ABSOLUTE or TIME_RELATIVE in front")
    }
    let texts: Set<String> = [
      "TIME_ABSOLUTE", "TIME_RELATIVE", "ACC_INTERP", "THR_INTERP", "DEPLOY_ID",
    ]
    for row in fields.part.rows {
      let words = row.words
      guard words.count == composition.count else {
        throw fields.error(
          row.line, "a line of \(words.count) columns",
          "\(composition.count) columns, as MAN_COMPOSITION says")
      }
      _ = try clock.epoch(words[0], fields, line: row.line, name: "the time")
      for (name, word) in zip(composition, words) where !texts.contains(name) {
        _ = try fields.number(word, line: row.line, name: name)
      }
      lines.append(words.map { String($0) })
    }
  }

  fileprivate func add(to part: inout MessagePart) {
    part.add("MAN_ID", id)
    part.add("MAN_DEVICE_ID", deviceID)
    part.add("MAN_COMPOSITION", composition.joined(separator: ","))
    part.rows = lines.map { .init(text: $0.joined(separator: " ")) }
  }
}

extension OrbitComprehensiveMessage {
  /// The words of `[km, km/s]` or of `A,B`.
  fileprivate static func list(_ text: String) -> [String] {
    var inner = text[...]
    if inner.first == "[", inner.last == "]" { inner = inner.dropFirst().dropLast() }
    return inner.split(separator: ",", omittingEmptySubsequences: false).map {
      NumberText.trimmed($0)
    }
  }
}
