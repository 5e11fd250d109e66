import Foundation

/// How errors quote what they found and what they would rather have found.
enum Wording {
  /// A text of the input in quotes: at most 60 characters, on one line.
  static func quoted(_ text: some StringProtocol) -> String {
    var kept = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == 60 {
        kept += "…"
        break
      }
      let printable = scalar.value >= 0x20 && scalar.value != 0x7f
      kept.unicodeScalars.append(printable ? scalar : " ")
      count += 1
    }
    return "'\(kept)'"
  }

  /// A number in six digits, for people.
  static func short(_ number: Double) -> String { String(format: "%.6g", number) }

  /// `allowed: a, b, c`, with the nearest of them in front where one is near.
  static func allowed(_ names: [String], insteadOf word: String) -> String {
    let list = "allowed: " + names.joined(separator: ", ")
    guard let near = nearest(to: word, among: names) else { return list }
    return "did you mean '\(near)'? \(list)"
  }

  /// The name that is fewest edits away, if it is near enough to be a slip of the keys.
  static func nearest(to word: String, among names: [String]) -> String? {
    let letters = Array(word.lowercased().unicodeScalars.prefix(65))
    guard letters.count <= 64 else { return nil }
    var best: (name: String, edits: Int)?
    for name in names {
      let edits = editDistance(letters, Array(name.lowercased().unicodeScalars))
      if edits <= max(2, name.count / 3), edits < name.count, edits < best?.edits ?? .max {
        best = (name, edits)
      }
    }
    return best?.name
  }

  /// The least number of insertions, deletions, replacements and swaps of neighbours that turn
  /// one text into the other (optimal string alignment; Damerau 1964).
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var above = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for (j, y) in b.enumerated() {
        var least = min(above[j + 1] + 1, row[j] + 1, above[j] + (x == y ? 0 : 1))
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { least = min(least, before[j - 1] + 1) }
        row.append(least)
      }
      before = above
      above = row
    }
    return above[b.count]
  }
}

/// The name that a person most likely meant, if one is a slip of the keys away.
public func nearestName(to word: String, among names: [String]) -> String? {
  Wording.nearest(to: word, among: names)
}
