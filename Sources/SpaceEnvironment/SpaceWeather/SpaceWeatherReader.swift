import Foundation
import Kinematics

/// Reads tables of space weather.
struct SpaceWeatherReader {
  /// A row of a table and its line.
  struct Row {
    var day: CivilDay
    var values: SpaceWeather.Day
    var line: Int
  }

  /// The first line of the table that Outpost carries, after its comments.
  static let header = "date,ap,daily_ap,f107,f107_mean81,kind"

  private let name: String
  private var rows: [Row] = []
  private var source: String
  private var layout = Layout.unknown

  private enum Layout {
    case unknown
    case own
    /// CelesTrak's CSV; where the columns of date, first ap, mean ap, F10.7, its kind and its mean
    /// stand.
    case commaSeparated(SIMD8<Int>)
    /// CelesTrak's columns, in a section of a kind; nil between sections.
    case columns(SpaceWeather.Kind?)
  }

  /// The rows of a text, in their order.
  static func read(
    _ text: String, named name: String
  ) throws(EnvironmentError) -> (days: [Row], source: String) {
    var reader = SpaceWeatherReader(name: name)
    var number = 0
    var rest = text.utf8[...]
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      var line = rest[..<end]
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[rest.endIndex...]
      while let last = line.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: " ") {
        line = line.dropLast()
      }
      try reader.read(line, number)
    }
    if case .unknown = reader.layout {
      throw .malformed(
        path: name, line: 1,
        what: "no table of space weather; allowed: CelesTrak's SW-All as .csv or .txt")
    }
    return (reader.rows, reader.source)
  }

  private init(name: String) {
    self.name = name
    source = (name as NSString).lastPathComponent
  }

  private mutating func read(
    _ line: Substring.UTF8View, _ number: Int
  ) throws(EnvironmentError) {
    if line.isEmpty { return }
    switch layout {
    case .unknown: try begin(line, number)
    case .own: try readOwn(line, number)
    case .commaSeparated(let places): try readCommaSeparated(line, number, places)
    case .columns(let section): try readColumns(line, number, section)
    }
  }

  /// Finds out which table it is.
  private mutating func begin(
    _ line: Substring.UTF8View, _ number: Int
  ) throws(EnvironmentError) {
    let text = String(Substring(line))
    if text.hasPrefix("#") {
      if number == 1 { source = text.dropFirst().trimmingCharacters(in: .whitespaces) }
    } else if text == Self.header {
      layout = .own
    } else if text.hasPrefix("DATATYPE") {
      layout = .columns(nil)
      source = "CelesTrak, \(source)"
    } else if text.hasPrefix("DATE,") {
      let names = text.split(separator: ",").map(String.init)
      var places = SIMD8<Int>.zero
      let wanted = [
        "DATE", "AP1", "AP8", "AP_AVG", "F10.7_OBS", "F10.7_DATA_TYPE", "F10.7_OBS_CENTER81",
      ]
      for (index, column) in wanted.enumerated() {
        guard let place = names.firstIndex(of: column) else {
          throw .malformed(path: name, line: number, what: "no column \(column)")
        }
        places[index] = place
      }
      guard places[2] == places[1] + 7 else {
        throw .malformed(path: name, line: number, what: "AP1 to AP8 do not stand side by side")
      }
      places[7] = names.count
      layout = .commaSeparated(places)
      source = "CelesTrak, \(source)"
    } else {
      throw .malformed(
        path: name, line: number,
        what: "no table of space weather; allowed: CelesTrak's SW-All as .csv or .txt")
    }
  }

  private mutating func readOwn(
    _ line: Substring.UTF8View, _ number: Int
  ) throws(EnvironmentError) {
    let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard fields.count == 6, let day = Self.day(fields[0]) else {
      throw .malformed(path: name, line: number, what: "not a row \(Self.header)")
    }
    let kinds: [String: SpaceWeather.Kind] = [
      "measured": .measured, "predicted": .predicted, "forecast": .forecast,
    ]
    guard let kind = kinds[String(Substring(fields[5]))] else {
      throw .malformed(
        path: name, line: number, what: "kind is not measured, predicted or forecast")
    }
    let indices = fields[1].split(separator: UInt8(ascii: " "))
    try add(day, indices, fields[2], fields[3], fields[4], kind, number)
  }

  private mutating func readCommaSeparated(
    _ line: Substring.UTF8View, _ number: Int, _ places: SIMD8<Int>
  ) throws(EnvironmentError) {
    let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard fields.count == places[7], let day = Self.day(fields[places[0]]) else {
      throw .malformed(
        path: name, line: number, what: "not a row of \(places[7]) fields that starts with a date")
    }
    let kinds: [String: SpaceWeather.Kind] = [
      "OBS": .measured, "INT": .measured, "PRD": .predicted, "PRM": .forecast,
    ]
    guard let kind = kinds[String(Substring(fields[places[5]]))] else {
      throw .malformed(
        path: name, line: number, what: "F10.7_DATA_TYPE is not OBS, INT, PRD or PRM")
    }
    let indices = kind == .forecast ? [] : Array(fields[places[1]...places[2]])
    try add(day, indices, fields[places[3]], fields[places[4]], fields[places[6]], kind, number)
  }

  private mutating func readColumns(
    _ line: Substring.UTF8View, _ number: Int, _ section: SpaceWeather.Kind?
  ) throws(EnvironmentError) {
    if line.first == UInt8(ascii: "#") { return }
    guard let section else {
      let sections: [String: SpaceWeather.Kind] = [
        "BEGIN OBSERVED": .measured, "BEGIN DAILY_PREDICTED": .predicted,
        "BEGIN MONTHLY_PREDICTED": .forecast,
      ]
      let text = String(Substring(line))
      if let kind = sections[text] {
        layout = .columns(kind)
      } else if !["VERSION", "UPDATED", "NUM_"].contains(where: text.hasPrefix) {
        throw .malformed(path: name, line: number, what: "neither a section nor a count of one")
      }
      return
    }
    if line.starts(with: "END ".utf8) {
      layout = .columns(nil)
      return
    }
    // FORMAT(I4,I3,I3,I5,I3,8I3,I4,8I4,I4,F4.1,I2,I4,F6.1,I2,5F6.1): 130 columns.
    let bytes = Array(line)
    func field(_ range: Range<Int>) -> Substring.UTF8View {
      let start = line.index(line.startIndex, offsetBy: range.lowerBound)
      var field = line[start..<line.index(start, offsetBy: range.count)]
      while field.first == UInt8(ascii: " ") { field = field.dropFirst() }
      return field
    }
    guard bytes.count == 130, let year = Self.number(field(0..<4)),
      let month = Self.number(field(4..<7)), let date = Self.number(field(7..<10)),
      let day = CivilDay(year: Int(year), month: Int(month), day: Int(date))
    else {
      throw .malformed(
        path: name, line: number, what: "not a row of 130 columns that starts with a date")
    }
    let indices =
      section == .forecast ? [] : (0..<8).map { field((46 + 4 * $0)..<(50 + 4 * $0)) }
    try add(
      day, indices, field(78..<82), field(112..<118), field(118..<124), section, number)
  }

  private mutating func add(
    _ day: CivilDay, _ indices: [Substring.UTF8View], _ daily: Substring.UTF8View,
    _ flux: Substring.UTF8View, _ mean: Substring.UTF8View, _ kind: SpaceWeather.Kind,
    _ number: Int
  ) throws(EnvironmentError) {
    guard let flux = Self.number(flux), let mean = Self.number(mean),
      AtmosphereConditions.fluxRange.contains(flux), AtmosphereConditions.fluxRange.contains(mean)
    else {
      throw .malformed(
        path: name, line: number, what: "F10.7 and its mean are not numbers from 40 to 1000")
    }
    var values = SpaceWeather.Day(
      indices: .zero, dailyIndex: 0, flux: flux, meanFlux: mean, kind: kind)
    if kind != .forecast {
      guard indices.count == 8, let dailyIndex = Self.number(daily),
        AtmosphereConditions.indexRange.contains(dailyIndex)
      else {
        throw .malformed(
          path: name, line: number, what: "not eight ap and their mean from 0 to 400")
      }
      values.dailyIndex = dailyIndex
      for (place, text) in indices.enumerated() {
        guard let index = Self.number(text), AtmosphereConditions.indexRange.contains(index) else {
          throw .malformed(path: name, line: number, what: "ap is not a number from 0 to 400")
        }
        values.indices[place] = Int16(index.rounded())
      }
    }
    if let last = rows.last, last.values.kind > kind {
      throw .malformed(
        path: name, line: number, what: "a day that is better known than the one before it")
    }
    rows.append(Row(day: day, values: values, line: number))
  }

  /// A date as 2022-03-11.
  private static func day(_ text: Substring.UTF8View) -> CivilDay? {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2])
    else { return nil }
    return CivilDay(year: Int(year), month: Int(month), day: Int(day))
  }

  /// A number of at most nine digits with at most one decimal point, as tables have it.
  private static func number(_ text: Substring.UTF8View) -> Double? {
    var value = 0
    var scale = 1
    var hasPoint = false
    guard !text.isEmpty, text.count <= 10 else { return nil }
    for byte in text {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        value = 10 * value + Int(byte - UInt8(ascii: "0"))
        if hasPoint { scale *= 10 }
      } else {
        return nil
      }
    }
    return Double(value) / Double(scale)
  }
}
