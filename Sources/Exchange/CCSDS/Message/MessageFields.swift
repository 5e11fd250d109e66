import Kinematics

/// The values of a part of a message, with the words for what is wrong with them.
struct MessageFields {
  let part: MessagePart
  let file: String

  func error(_ line: Int, _ what: String, _ allowed: String) -> InputErrors {
    InputErrors(file: file, line: line, what: what, allowed: allowed)
  }

  /// The text of a keyword; nil where it is not there.
  subscript(_ key: String) -> String? { part[key] }

  /// The line of a keyword, or of the part.
  func line(_ key: String) -> Int { part.entry(key)?.line ?? part.line }

  /// The text of a keyword that the layout requires.
  func text(_ key: String) -> String { part[key] ?? "" }

  /// A number times its unit in SI; nil where it is not there or not known.
  func number(_ key: String, unit: Double = 1) -> Double? {
    part[key].flatMap { NumberText.number($0) }.map { unit * $0 }
  }

  /// A number that the layout requires, times its unit in SI.
  func required(_ key: String, unit: Double = 1) -> Double { number(key, unit: unit) ?? 0 }

  func integer(_ key: String) -> Int? { part[key].flatMap { Int($0) } }

  func notNegative(_ key: String, unit: Double = 1) throws(InputErrors) -> Double? {
    guard let value = number(key, unit: unit) else { return nil }
    guard value >= 0 else { throw error(line(key), "\(key) is negative", "0 and more") }
    return value
  }

  func vector(_ keys: [String], unit: Double) -> SIMD3<Double>? {
    guard let x = number(keys[0], unit: unit), let y = number(keys[1], unit: unit),
      let z = number(keys[2], unit: unit)
    else { return nil }
    return SIMD3(x, y, z)
  }

  func epoch(_ key: String, _ system: CCSDSTimeSystem = .utc) throws(InputErrors) -> Epoch? {
    guard let entry = part.entry(key) else { return nil }
    return try epoch(entry.value, system, line: entry.line, name: key)
  }

  /// A date that the layout requires.
  func requiredEpoch(
    _ key: String, _ system: CCSDSTimeSystem = .utc
  ) throws(InputErrors) -> Epoch {
    try epoch(text(key), system, line: line(key), name: key)
  }

  func epoch(
    _ text: some StringProtocol, _ system: CCSDSTimeSystem, line: Int, name: String
  ) throws(InputErrors) -> Epoch {
    if let epoch = system.epoch(String(text)) { return epoch }
    throw error(
      line, "\(name) is \(Wording.quoted(text)), not a date",
      "a date of \(system.rawValue) from 1972 to 2199, as in 2022-02-14T12:00:00.000")
  }

  /// A number of a line.
  func number(
    _ text: some StringProtocol, line: Int, name: String = "a column"
  ) throws(InputErrors) -> Double {
    if let value = NumberText.bounded(text) { return value }
    throw error(
      line, "\(name) is \(Wording.quoted(text)), not a number", "a finite number below 1e90")
  }

  /// The time system of metadata.
  func timeSystem() throws(InputErrors) -> CCSDSTimeSystem {
    let system = text("TIME_SYSTEM")
    if let timeSystem = CCSDSTimeSystem(name: system) { return timeSystem }
    throw error(
      line("TIME_SYSTEM"), "the time system is \(Wording.quoted(system))",
      CCSDSTimeSystem.allCases.map(\.rawValue).joined(separator: ", "))
  }

  /// Whose orbit, about what, in which frame and time system.
  func object() throws(InputErrors) -> CCSDSObject {
    let system = try timeSystem()
    return CCSDSObject(
      name: text("OBJECT_NAME"), id: text("OBJECT_ID"), centerName: text("CENTER_NAME"),
      frame: CCSDSFrame(text("REF_FRAME")), frameEpoch: try epoch("REF_FRAME_EPOCH", system),
      timeSystem: system)
  }

  /// The 21 values of a covariance of an orbit message, in SI.
  var covariance: [Double]? {
    let values = CCSDSCovariance.names.compactMap { number($0, unit: 1e6) }
    return values.count == 21 ? values : nil
  }

  /// Mass, areas and coefficients.
  func spacecraft() throws(InputErrors) -> CCSDSSpacecraft {
    var spacecraft = CCSDSSpacecraft()
    spacecraft.mass = try notNegative("MASS")
    spacecraft.solarRadiationArea = try notNegative("SOLAR_RAD_AREA")
    spacecraft.solarRadiationCoefficient = try notNegative("SOLAR_RAD_COEFF")
    spacecraft.dragArea = try notNegative("DRAG_AREA")
    spacecraft.dragCoefficient = try notNegative("DRAG_COEFF")
    return spacecraft
  }

  /// What the part says that is not typed: all but the keywords named.
  func fields(without typed: Set<String>) -> [CCSDSField] {
    part.entries.filter { !typed.contains($0.key) }.map {
      CCSDSField(key: $0.key, value: $0.value, unit: $0.unit)
    }
  }
}

extension MessageTree {
  func fields(_ part: MessagePart?) -> MessageFields {
    MessageFields(part: part ?? MessagePart(kind.layout), file: file)
  }

  /// The header, its date in UTC.
  ///
  /// - Parameter date: What stands for a date that is left empty.
  func header(date: Epoch? = nil) throws(InputErrors) -> CCSDSHeader {
    let fields = fields(root.part("header"))
    let isEmpty = fields.text("CREATION_DATE").isEmpty
    let made: Epoch
    if let date, isEmpty { made = date } else { made = try fields.requiredEpoch("CREATION_DATE") }
    return CCSDSHeader(
      version: root[kind.versionKey] ?? "", creationDate: made,
      originator: fields.text("ORIGINATOR").isEmpty ? "UNKNOWN" : fields.text("ORIGINATOR"),
      messageID: fields["MESSAGE_ID"],
      classification: fields["CLASSIFICATION"], comments: root.comments + fields.part.comments)
  }

  var body: MessagePart { root.part("body") ?? MessagePart(kind.layout) }

  /// The metadata and data of the only segment.
  var segment: MessagePart { body.part("segment") ?? MessagePart(kind.layout) }
}

/// A value of a message that Outpost carries along without looking into it.
public struct CCSDSField: Sendable, Hashable {
  /// The keyword, as in `GRAVITY_MODEL`.
  public var key: String
  /// The value as the message writes it, without its unit.
  public var value: String
  /// The unit, where one is written.
  public var unit: String?

  /// A value from its parts.
  public init(key: String, value: String, unit: String? = nil) {
    self.key = key
    self.value = value
    self.unit = unit
  }
}

extension MessagePart {
  /// A part of the layout `element` within `layout`, to be written.
  init(_ element: String, in layout: MessageLayout) {
    self.init(layout.parts.first { $0.element == element } ?? layout)
  }

  mutating func add(_ key: String, _ value: Double?, in unit: Double = 1) {
    if let value { add(key, NumberText.shortest(value, in: unit)) }
  }

  mutating func add(_ key: String, _ epoch: Epoch?, _ system: CCSDSTimeSystem = .utc) {
    if let epoch { add(key, system.text(epoch)) }
  }

  mutating func add(_ keys: [String], _ vector: SIMD3<Double>?, in unit: Double) {
    guard let vector else { return }
    for (index, key) in keys.enumerated() { add(key, vector[index], in: unit) }
  }

  mutating func add(_ fields: [CCSDSField]) {
    for field in fields { add(field.key, field.value, unit: field.unit) }
  }

  /// Whose orbit, about what, in which frame and time system.
  mutating func add(_ object: CCSDSObject) {
    add("OBJECT_NAME", object.name)
    add("OBJECT_ID", object.id)
    add("CENTER_NAME", object.centerName)
    add("REF_FRAME", object.frame.name)
    add("REF_FRAME_EPOCH", object.frameEpoch, object.timeSystem)
    add("TIME_SYSTEM", object.timeSystem.rawValue)
  }

  mutating func add(_ spacecraft: CCSDSSpacecraft) {
    add("MASS", spacecraft.mass)
    add("SOLAR_RAD_AREA", spacecraft.solarRadiationArea)
    add("SOLAR_RAD_COEFF", spacecraft.solarRadiationCoefficient)
    add("DRAG_AREA", spacecraft.dragArea)
    add("DRAG_COEFF", spacecraft.dragCoefficient)
  }

  mutating func add(_ covariance: CCSDSCovariance, _ system: CCSDSTimeSystem) {
    add("EPOCH", covariance.epoch, system)
    add("COV_REF_FRAME", covariance.frame?.name)
    for (name, value) in zip(CCSDSCovariance.names, covariance.lowerTriangle) {
      add(name, value, in: 1e6)
    }
  }
}

extension MessageTree {
  /// A message with a header and the parts of its body, to be written.
  init(
    kind: MessageKind, header: CCSDSHeader, messageFor: String? = nil, body: [MessagePart]
  ) {
    let layout = kind.layout
    var root = MessagePart(layout)
    root.add(kind.versionKey, header.version)
    var head = MessagePart("header", in: layout)
    head.comments = header.comments
    head.add("CLASSIFICATION", header.classification)
    head.add("CREATION_DATE", header.creationDate)
    head.add("ORIGINATOR", header.originator)
    head.add("MESSAGE_ID", header.messageID)
    head.add("MESSAGE_FOR", messageFor)
    var inner = MessagePart("body", in: layout)
    inner.parts = body
    root.parts = [head, inner]
    self.init(kind: kind, root: root)
  }

  /// A segment of metadata and data, empty, in the layout of its kind.
  static func segment(_ kind: MessageKind) -> (
    segment: MessagePart, metadata: MessagePart, data: MessagePart
  ) {
    let body = MessagePart("body", in: kind.layout)
    let segment = MessagePart("segment", in: body.layout)
    return (
      segment, MessagePart("metadata", in: segment.layout), MessagePart("data", in: segment.layout)
    )
  }
}
