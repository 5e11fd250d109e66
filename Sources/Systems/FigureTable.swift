import Exchange
import Foundation

/// A small table of named figures of the world, read from a data file.
///
/// Columns: quantity, value, unit, source, confidence; lines from `#` are comments.
struct FigureTable {
  private var values: [String: Double] = [:]
  private let path: String

  init(at url: URL) throws(InputErrors) {
    path = url.path
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputErrors(
        file: url.path, line: 1, what: "the table cannot be read", allowed: "a readable file")
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("quantity,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 5, let value = Double(fields[1]), value.isFinite else {
        throw InputErrors(
          file: url.path, line: index + 1, what: "not a row of figures",
          allowed: "quantity,value,unit,source,confidence")
      }
      values[String(fields[0])] = value
    }
  }

  /// The value of a quantity.
  func value(_ quantity: String) throws(InputErrors) -> Double {
    guard let value = values[quantity] else {
      throw InputErrors(
        file: path, line: 1, what: "no figure '\(quantity)'", allowed: "a row for it")
    }
    return value
  }
}
