import Foundation

extension EarthOrientation {
  /// Reads a table of any form that ``init(text:named:)`` knows.
  ///
  /// - Throws: ``KinematicsError/fileUnreadable(path:)`` or
  ///   ``KinematicsError/malformed(path:line:what:)``.
  public init(tableAt url: URL) throws(KinematicsError) {
    try self.init(TextBytes(fileAt: url), named: url.path)
  }

  /// Reads the text of a table, which errors name `path`.
  ///
  /// Its form is seen from its beginning: the carried one (`date,ut1_minus_utc_s,…`), the IERS
  /// rapid service (`finals2000A.all` and its shorter sisters), the IERS series 20 C04, and
  /// CelesTrak's `EOP-All` as CSV and as text. Rows before 1972 are left out.
  ///
  /// - Throws: ``KinematicsError/malformed(path:line:what:)``.
  public init(text: String, named path: String) throws(KinematicsError) {
    try self.init(TextBytes(text), named: path)
  }

  private init(_ bytes: TextBytes, named path: String) throws(KinematicsError) {
    var reader = OrientationReader(path: path, form: Self.form(of: bytes))
    var start = 0
    while let line = bytes.line(from: start) {
      start = line.upperBound + 1
      try reader.read(bytes, line)
    }
    guard reader.rows.count >= 4 else {
      throw .malformed(path: path, line: 1, what: "fewer than four rows")
    }
    self.init(rows: reader.rows, source: reader.source, isDated: reader.form == .carried)
  }

  private static func form(of bytes: TextBytes) -> OrientationReader.Form {
    var start = 0
    var form = OrientationReader.Form.carried
    // What the first line that is no comment looks like; C04 and CelesTrak say it themselves.
    while let line = bytes.line(from: start) {
      start = line.upperBound + 1
      if bytes.begins(line, with: "DATE,MJD,") { return .celestrakCSV }
      if bytes.begins(line, with: "VERSION") { return .celestrakText }
      if bytes.begins(line, with: "# EOP (IERS) 20 C04") { return .c04 }
      if bytes.begins(bytes.trimmed(line), with: "#") || bytes.trimmed(line).isEmpty { continue }
      if line.count >= 68, bytes.character(13, of: line) == UInt8(ascii: "."),
        bytes.integer(bytes.columns(8...15, of: line)) != nil
      {
        form = .finals
      }
      return form
    }
    return form
  }
}

/// Reads the rows of a table of Earth orientation, line by line.
struct OrientationReader {
  /// How a table is laid out.
  enum Form {
    case carried
    case finals
    case c04
    case celestrakCSV
    case celestrakText
  }

  let path: String
  let form: Form
  private(set) var rows: [EarthOrientation.Row] = []
  private(set) var source: String
  private var number = 0
  private var fields: [Range<Int>] = []
  private var isPredicted = false
  private let leapSeconds = LeapSeconds.inUse

  private static let arcsecond = Double.pi / 648_000
  /// 1972-01-01, from which on UTC has whole leap seconds, counted from 2000-01-01.
  private static let firstDay = -10_227
  /// The Modified Julian Date of 2000-01-01.
  private static let dayZero = 51_544

  init(path: String, form: Form) {
    self.path = path
    self.form = form
    let name = URL(fileURLWithPath: path).lastPathComponent
    switch form {
    case .carried: source = name
    case .finals: source = "IERS rapid service, \(name)"
    case .c04: source = "IERS series 20 C04, \(name)"
    case .celestrakCSV, .celestrakText: source = "CelesTrak, \(name)"
    }
  }

  private func broken(_ what: String) -> KinematicsError {
    .malformed(path: path, line: number, what: what)
  }

  mutating func read(_ bytes: TextBytes, _ line: Range<Int>) throws(KinematicsError) {
    number += 1
    let content = bytes.trimmed(line)
    if content.isEmpty { return }
    switch form {
    case .carried: try readCarried(bytes, content)
    case .finals: try readFinals(bytes, line)
    case .c04:
      if !bytes.begins(content, with: "#") { try readSpaced(bytes, content, isC04: true) }
    case .celestrakCSV:
      if !bytes.begins(content, with: "DATE") { try readCommas(bytes, content) }
    case .celestrakText: try readCelestrakText(bytes, content)
    }
  }

  // MARK: - Forms

  private mutating func readCarried(
    _ bytes: TextBytes, _ line: Range<Int>
  ) throws(KinematicsError) {
    if bytes.begins(line, with: "#") {
      if number == 1 { source = bytes.string(line.lowerBound + 1..<line.upperBound) }
      return
    }
    if bytes.begins(line, with: "date") { return }
    bytes.fields(of: line, separator: UInt8(ascii: ","), into: &fields)
    guard fields.count == 7, let day = Self.day(bytes, fields[0]),
      let ut1 = bytes.decimal(fields[1]), let x = bytes.decimal(fields[2]),
      let y = bytes.decimal(fields[3]), let dX = bytes.decimal(fields[4]),
      let dY = bytes.decimal(fields[5])
    else { throw broken("not a row of Earth orientation") }
    try append(
      day, ut1, x, y, dX * 1e-3, dY * 1e-3, bytes.begins(fields[6], with: "predicted"))
  }

  /// Source: IERS, *readme.finals2000A*; columns count from 1. Rows without UT1 are yet to come.
  private mutating func readFinals(
    _ bytes: TextBytes, _ line: Range<Int>
  ) throws(KinematicsError) {
    let ut1Columns = bytes.columns(59...68, of: line)
    if bytes.trimmed(ut1Columns).isEmpty { return }
    guard let date = bytes.integer(bytes.columns(8...15, of: line)),
      let x = bytes.decimal(bytes.columns(19...27, of: line)),
      let y = bytes.decimal(bytes.columns(38...46, of: line)),
      let ut1 = bytes.decimal(ut1Columns)
    else { throw broken("not a row of finals2000A") }
    // The offsets are not predicted as far as the pole is: the last are held.
    var offsets = SIMD2(rows.last?.xOffset ?? 0, rows.last?.yOffset ?? 0) / Self.arcsecond
    let offsetColumns = bytes.columns(98...106, of: line)
    if !bytes.trimmed(offsetColumns).isEmpty {
      guard let dX = bytes.decimal(offsetColumns),
        let dY = bytes.decimal(bytes.columns(117...125, of: line))
      else { throw broken("not offsets of the celestial pole") }
      offsets = 1e-3 * SIMD2(dX, dY)
    }
    let p = UInt8(ascii: "P")
    try append(
      date - Self.dayZero, ut1, x, y, offsets.x, offsets.y,
      bytes.character(17, of: line) == p || bytes.character(58, of: line) == p)
  }

  /// The series 20 C04: `year month day hour MJD x y UT1-UTC dX dY …`; CelesTrak's text:
  /// `year month day MJD x y UT1-UTC LOD dPsi dEps dX dY …`.
  private mutating func readSpaced(
    _ bytes: TextBytes, _ line: Range<Int>, isC04: Bool
  ) throws(KinematicsError) {
    bytes.fields(of: line, separator: UInt8(ascii: " "), into: &fields)
    let first = isC04 ? 4 : 3
    let offset = isC04 ? 8 : 10
    guard fields.count >= offset + 2, let date = bytes.integer(fields[first]),
      let x = bytes.decimal(fields[first + 1]), let y = bytes.decimal(fields[first + 2]),
      let ut1 = bytes.decimal(fields[first + 3]), let dX = bytes.decimal(fields[offset]),
      let dY = bytes.decimal(fields[offset + 1])
    else { throw broken("not a row of \(isC04 ? "20 C04" : "EOP-All")") }
    try append(date - Self.dayZero, ut1, x, y, dX, dY, isPredicted)
  }

  /// CelesTrak's CSV: `DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE`, the last O for
  /// observed and P for predicted.
  private mutating func readCommas(
    _ bytes: TextBytes, _ line: Range<Int>
  ) throws(KinematicsError) {
    bytes.fields(of: line, separator: UInt8(ascii: ","), into: &fields)
    guard fields.count == 12, let date = bytes.integer(fields[1]),
      let x = bytes.decimal(fields[2]), let y = bytes.decimal(fields[3]),
      let ut1 = bytes.decimal(fields[4]), let dX = bytes.decimal(fields[8]),
      let dY = bytes.decimal(fields[9])
    else { throw broken("not a row of EOP-All") }
    try append(
      date - Self.dayZero, ut1, x, y, dX, dY, bytes.begins(fields[11], with: "P"))
  }

  private mutating func readCelestrakText(
    _ bytes: TextBytes, _ line: Range<Int>
  ) throws(KinematicsError) {
    if bytes.begins(line, with: "BEGIN PREDICTED") { isPredicted = true }
    guard (48...57).contains(bytes.bytes[line.lowerBound]) else { return }
    try readSpaced(bytes, line, isC04: false)
  }

  // MARK: - Rows

  /// The day of a date `2022-03-11`, counted from 2000-01-01.
  private static func day(_ bytes: TextBytes, _ field: Range<Int>) -> Int? {
    let low = field.lowerBound
    guard field.count == 10, bytes.bytes[low + 4] == 45, bytes.bytes[low + 7] == 45,
      let year = bytes.integer(low..<low + 4), let month = bytes.integer(low + 5..<low + 7),
      let day = bytes.integer(low + 8..<low + 10), (1972...2199).contains(year),
      (1...12).contains(month), (1...CalendarDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    return Epoch.dayNumber(year, month, day)
  }

  /// Appends a row; angles in arcseconds.
  private mutating func append(
    _ day: Int, _ ut1: Double, _ x: Double, _ y: Double, _ dX: Double, _ dY: Double,
    _ predicted: Bool
  ) throws(KinematicsError) {
    if day < Self.firstDay { return }
    guard day < 73_049, abs(ut1) <= 1, abs(x) <= 2, abs(y) <= 2, abs(dX) <= 0.1, abs(dY) <= 0.1
    else { throw broken("a date after 2199, or a value that no Earth has had") }
    let offset = leapSeconds.offset(onDay: day)
    let epoch = Epoch(nanosecondsTAI: Int64(day * 86_400 + offset) * 1_000_000_000)
    let row = EarthOrientation.Row(
      epoch: epoch, ut1MinusTAI: ut1 - Double(offset), xPole: x * Self.arcsecond,
      yPole: y * Self.arcsecond, xOffset: dX * Self.arcsecond, yOffset: dY * Self.arcsecond,
      predicted: predicted)
    if let last = rows.last {
      guard last.epoch < epoch else { throw broken("dates do not rise") }
      // A day is up to 5 ms longer than 86,400 s of TAI.
      let days = (epoch - last.epoch) / 86_400
      guard abs(row.ut1MinusTAI - last.ut1MinusTAI) < 0.1 + 0.01 * days else {
        throw broken("UT1 steps as if the table of leap seconds lacked one")
      }
    }
    rows.append(row)
  }
}
