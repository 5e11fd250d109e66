import Kinematics

/// The values of one part of a message by keyword, and the words for what is wrong with them.
struct CCSDSValues {
  let file: String
  private var values: [String: (line: Int, value: String, unit: String?)] = [:]

  init(file: String) { self.file = file }

  func error(_ line: Int, _ what: String, _ allowed: String) -> InputErrors {
    InputErrors(file: file, line: line, what: what, allowed: allowed)
  }

  var isEmpty: Bool { values.isEmpty }

  /// Notes a pair.
  ///
  /// - Throws: When the keyword is not among the known ones, stands twice or has no value.
  mutating func note(
    _ key: String, _ value: String, unit: String?, line: Int, known: [String]
  ) throws(InputErrors) {
    guard known.contains(key) else {
      throw error(
        line, "the keyword \(Wording.quoted(key)) is not known here",
        Wording.allowed(known, insteadOf: key))
    }
    guard !value.isEmpty else { throw error(line, "\(key) has no value", "a value") }
    guard values[key] == nil else { throw error(line, "\(key) stands twice", "each keyword once") }
    values[key] = (line, value, unit)
  }

  subscript(_ key: String) -> String? { values[key]?.value }
  func line(_ key: String) -> Int? { values[key]?.line }

  func require(_ key: String, before line: Int) throws(InputErrors) -> String {
    guard let value = values[key]?.value else {
      throw error(line, "\(key) is missing before this line", "\(key), which is required")
    }
    return value
  }

  func epoch(_ key: String, _ system: CCSDSTimeSystem) throws(InputErrors) -> Epoch? {
    guard let entry = values[key] else { return nil }
    return try epoch(entry.value, system, line: entry.line, name: key)
  }

  func epoch(
    _ text: String, _ system: CCSDSTimeSystem, line: Int, name: String
  ) throws(InputErrors) -> Epoch {
    if let epoch = system.epoch(text) { return epoch }
    throw error(
      line, "\(name) is \(Wording.quoted(text)), not a date",
      "a date of \(system.rawValue) from 1972 to 2199, as in 2022-02-14T12:00:00.000")
  }

  /// A number, in the unit that the standard fixes.
  func number(_ key: String, unit: String) throws(InputErrors) -> Double? {
    guard let entry = values[key] else { return nil }
    var text = Substring(entry.value)
    var written = entry.unit
    if written == nil, text.last == "]", let bracket = text.lastIndex(of: "[") {
      written = NumberText.trimmed(text[text.index(after: bracket)...].dropLast())
      text = text[..<bracket]
    }
    if let written, written != unit, !(unit.isEmpty && ["n/a", "1"].contains(written)) {
      throw error(
        entry.line, "\(key) has the unit \(Wording.quoted(written))",
        unit.isEmpty ? "no unit" : "the unit \(unit)")
    }
    return try number(NumberText.trimmed(text), line: entry.line, name: key)
  }

  func number(
    _ text: some StringProtocol, line: Int, name: String
  ) throws(InputErrors) -> Double {
    if let value = NumberText.number(text) { return value }
    throw error(line, "\(name) is \(Wording.quoted(text)), not a number", "a finite number")
  }

  func vector(
    _ keys: [String], unit: String, before line: Int
  ) throws(InputErrors) -> SIMD3<Double> {
    var vector = SIMD3<Double>()
    for (index, key) in keys.enumerated() {
      _ = try require(key, before: line)
      vector[index] = try number(key, unit: unit) ?? 0
    }
    return vector
  }

  /// The 21 values of a covariance matrix, in SI.
  func covariance(before line: Int) throws(InputErrors) -> [Double] {
    var triangle: [Double] = []
    for (name, unit) in zip(CCSDSCovariance.names, CCSDSCovariance.units) {
      _ = try require(name, before: line)
      triangle.append((try number(name, unit: unit) ?? 0) * 1e6)
    }
    return triangle
  }

  /// The header, its date in UTC.
  func header(
    versionKey: String, comments: [String], before line: Int
  ) throws(InputErrors) -> CCSDSHeader {
    let version = try require(versionKey, before: line)
    guard ["1.0", "2.0", "3.0"].contains(version) else {
      throw error(
        self.line(versionKey) ?? line, "the version is \(Wording.quoted(version))",
        "1.0, 2.0 or 3.0")
    }
    let date = try require("CREATION_DATE", before: line)
    return CCSDSHeader(
      version: version,
      creationDate: try epoch(
        date, .utc, line: self.line("CREATION_DATE") ?? line, name: "CREATION_DATE"),
      originator: try require("ORIGINATOR", before: line), messageID: self["MESSAGE_ID"],
      comments: comments)
  }

  static let objectKeys = [
    "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "REF_FRAME_EPOCH", "TIME_SYSTEM",
  ]

  /// Whose orbit, about what, in which frame and time system.
  func object(before line: Int) throws(InputErrors) -> CCSDSObject {
    let system = try require("TIME_SYSTEM", before: line)
    let modern = ["TDT": "TT", "ET": "TDB"][system] ?? system
    guard let timeSystem = CCSDSTimeSystem(rawValue: modern) else {
      let names = CCSDSTimeSystem.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(
        self.line("TIME_SYSTEM") ?? line, "the time system is \(Wording.quoted(system))", names)
    }
    return CCSDSObject(
      name: try require("OBJECT_NAME", before: line), id: try require("OBJECT_ID", before: line),
      centerName: try require("CENTER_NAME", before: line),
      frame: CCSDSFrame(try require("REF_FRAME", before: line)),
      frameEpoch: try epoch("REF_FRAME_EPOCH", timeSystem), timeSystem: timeSystem)
  }
}
