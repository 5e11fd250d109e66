import Kinematics

/// One line of an element set by columns, counted from 1 as the rules count them.
struct TwoLineColumns {
  private let bytes: [UInt8]
  private let file: String
  private let line: Int

  /// Checks the length, the characters, the first column and, where there is one, the checksum.
  init(
    _ text: String, kind: Character, file: String, line: Int, hasChecksum: Bool
  ) throws(InputErrors) {
    bytes = Array(text.utf8)
    self.file = file
    self.line = line
    guard bytes.count == 69, bytes.allSatisfy({ (32...126).contains($0) }) else {
      throw error("the line has \(bytes.count) columns", "69 columns of ASCII")
    }
    guard bytes[0] == kind.asciiValue, bytes[1] == 32 else {
      throw error("the line does not start with '\(kind) '", "'\(kind) '")
    }
    guard hasChecksum else { return }
    let sum = bytes.dropLast().reduce(0) { sum, byte in
      (48...57).contains(byte) ? sum + Int(byte) - 48 : (byte == 45 ? sum + 1 : sum)
    }
    guard Int(bytes[68]) - 48 == sum % 10 else {
      throw error(
        "the checksum is \(Wording.quoted(text.suffix(1)))", "\(sum % 10), the sum of the digits")
    }
  }

  func error(_ what: String, _ allowed: String) -> InputErrors {
    InputErrors(file: file, line: line, what: what, allowed: allowed)
  }

  /// The text of some columns without blanks around it.
  func text(_ columns: ClosedRange<Int>) -> String {
    NumberText.trimmed(
      String(decoding: bytes[(columns.lowerBound - 1)...(columns.upperBound - 1)], as: UTF8.self))
  }

  private func wrong(
    _ columns: ClosedRange<Int>, _ name: String, _ allowed: String
  ) -> InputErrors {
    let place = "columns \(columns.lowerBound) to \(columns.upperBound)"
    return error("\(name) (\(place)) is \(Wording.quoted(text(columns)))", allowed)
  }

  func letter(_ column: Int, from letters: String, name: String) throws(InputErrors) -> Character {
    let letter = Character(Unicode.Scalar(bytes[column - 1]))
    guard letters.contains(letter) else {
      throw wrong(column...column, name, letters.map { String($0) }.joined(separator: ", "))
    }
    return letter
  }

  /// Five columns: a number, or a letter for the ten thousands and four digits (Alpha-5).
  func catalogueNumber() throws(InputErrors) -> Int {
    let word = text(3...7)
    if let number = digits(word) { return number }
    // I and O are left out because they look like digits.
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    guard word.utf8.count == 5, let first = word.first, let place = letters.firstIndex(of: first),
      let rest = digits(String(word.dropFirst()))
    else {
      throw wrong(3...7, "the catalogue number", "5 digits, or a letter but I and O and 4 digits")
    }
    return (place + 10) * 10_000 + rest
  }

  /// The year of two digits, 57 to 99 for the last century, and the day of it with its fraction.
  func epoch() throws(InputErrors) -> Epoch {
    let allowed = "YYDDD.DDDDDDDD from 1972 to 2056"
    guard let short = digits(text(19...20)),
      let day = NumberText.number(text(21...32)), day >= 1, day < 367
    else { throw wrong(19...32, "the epoch", allowed) }
    let year = short < 57 ? 2000 + short : 1900 + short
    let whole = day.rounded(.down)
    do {
      let ordinal = String(String(1000 + Int(whole)).dropFirst())
      let midnight = try Epoch(utc: "\(year)-\(ordinal)")
      return midnight + (day - whole) * 86_400
    } catch {
      throw wrong(19...32, "the epoch", allowed)
    }
  }

  func decimal(
    _ columns: ClosedRange<Int>, in range: ClosedRange<Double>, _ name: String
  ) throws(InputErrors) -> Double {
    let word = text(columns)
    guard let value = NumberText.number(word), !word.contains("e"), !word.contains("E"),
      range.contains(value)
    else {
      throw wrong(columns, name, "a decimal number, \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A whole number without sign; nothing counts as 0.
  func whole(_ columns: ClosedRange<Int>, _ name: String) throws(InputErrors) -> Int {
    let word = text(columns)
    if word.isEmpty { return 0 }
    guard let value = digits(word) else { throw wrong(columns, name, "digits") }
    return value
  }

  /// `-11606-4` for -0.11606e-4; nothing counts as 0.
  func assumedPoint(_ columns: ClosedRange<Int>, _ name: String) throws(InputErrors) -> Double {
    let word = text(columns)
    if word.isEmpty { return 0 }
    let sign = word.hasPrefix("-") ? "-" : ""
    let body = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    let mantissa = body.dropLast(2)
    let exponent = body.suffix(2)
    guard mantissa.utf8.count == 5, digits(String(mantissa)) != nil,
      exponent.hasPrefix("-") || exponent.hasPrefix("+"),
      digits(String(exponent.dropFirst())) != nil,
      let value = Double("\(sign)0.\(mantissa)e\(exponent)")
    else { throw wrong(columns, name, "a form like -11606-4 for -0.11606e-4") }
    return value
  }

  private func digits(_ word: String) -> Int? {
    guard (1...9).contains(word.utf8.count), word.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(word)
  }
}
