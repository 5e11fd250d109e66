import Foundation

/// The bytes of a text, read as lines, columns and plain decimal numbers.
///
/// Tables of some megabytes are read at every start of the program: nothing is copied here.
struct TextBytes: Sendable {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// - Throws: ``KinematicsError/fileUnreadable(path:)``.
  init(fileAt url: URL) throws(KinematicsError) {
    guard let data = try? Data(contentsOf: url) else { throw .fileUnreadable(path: url.path) }
    bytes = [UInt8](data)
  }

  /// The line from `start` on, without its end; nil where the text is over.
  func line(from start: Int) -> Range<Int>? {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 10 { end += 1 }
    return start..<end
  }

  /// Whether the range begins with the characters of `word`.
  func begins(_ range: Range<Int>, with word: StaticString) -> Bool {
    guard range.count >= word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { bytes[range.lowerBound + $0] == wanted[$0] }
    }
  }

  /// The character at a column of a line, counted from 1; a blank where the line is shorter.
  func character(_ column: Int, of line: Range<Int>) -> UInt8 {
    column <= line.count ? bytes[line.lowerBound + column - 1] : 32
  }

  /// The columns of a line, counted from 1, as far as the line goes.
  func columns(_ columns: ClosedRange<Int>, of line: Range<Int>) -> Range<Int> {
    let low = min(line.lowerBound + columns.lowerBound - 1, line.upperBound)
    return low..<min(line.lowerBound + columns.upperBound, line.upperBound)
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[trimmed(range)], as: UTF8.self)
  }

  /// The range without blanks, tabs and carriage returns at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, isBlank(bytes[low]) { low += 1 }
    while high > low, isBlank(bytes[high - 1]) { high -= 1 }
    return low..<high
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  /// The fields of a line between `separator`s (ASCII); with a blank as separator, between runs of blanks.
  func fields(
    of line: Range<Int>, separator mark: UInt8, into fields: inout [Range<Int>]
  ) {
    fields.removeAll(keepingCapacity: true)
    var start = line.lowerBound
    for place in line where mark == 32 ? isBlank(bytes[place]) : bytes[place] == mark {
      if mark != 32 || place > start { fields.append(start..<place) }
      start = place + 1
    }
    if mark != 32 || start < line.upperBound { fields.append(start..<line.upperBound) }
  }

  /// The whole number that a range holds, blanks around it left aside.
  func integer(_ range: Range<Int>) -> Int? {
    guard let value = decimal(range), value.rounded() == value, abs(value) < 1e15 else {
      return nil
    }
    return Int(value)
  }

  /// The decimal number that a range holds (no exponent), blanks around it left aside; the nearest
  /// double, as every mantissa below 2⁵³ over a power of ten below 10²³ is.
  func decimal(_ range: Range<Int>) -> Double? {
    let text = trimmed(range)
    var place = text.lowerBound
    guard place < text.upperBound else { return nil }
    let isNegative = bytes[place] == 45
    if isNegative || bytes[place] == 43 { place += 1 }
    var mantissa = 0
    var decimals = 0
    var digits = 0
    var isEmpty = true
    var isFraction = false
    while place < text.upperBound {
      let byte = bytes[place]
      if byte == 46, !isFraction {
        isFraction = true
      } else if (48...57).contains(byte), digits < 15 {
        isEmpty = false
        mantissa = mantissa * 10 + Int(byte - 48)
        if mantissa > 0 { digits += 1 }
        if isFraction { decimals += 1 }
        guard decimals <= 22 else { return nil }
      } else {
        return nil
      }
      place += 1
    }
    guard !isEmpty else { return nil }
    let value = Double(mantissa) / Self.powers[decimals]
    return isNegative ? -value : value
  }

  private static let powers: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0.1) * 10)
  }
}
