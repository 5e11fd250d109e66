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
    let counts = letterCounts(letters)
    var best: (name: String, edits: Int)?
    for name in names {
      let other = Array(name.lowercased().unicodeScalars)
      let limit = min(max(2, other.count / 3), other.count - 1, (best?.edits ?? .max) - 1)
      if abs(other.count - letters.count) > limit { continue }
      // An edit changes the count of a letter by one at most, up or down: most names are too far by
      // that alone, and a long list of them is gone through for each slip in a hostile file.
      let difference = counts &- letterCounts(other)
      let more = Int(difference.replacing(with: 0, where: difference .< 0).wrappedSum())
      let less = Int((0 &- difference.replacing(with: 0, where: difference .> 0)).wrappedSum())
      if max(more, less) > limit { continue }
      let edits = editDistance(letters, other)
      if edits <= limit { best = (name, edits) }
    }
    return best?.name
  }

  /// How often letters stand in a text, in 32 groups of letters.
  private static func letterCounts(_ letters: [Unicode.Scalar]) -> SIMD32<Int8> {
    var counts = SIMD32<Int8>()
    for letter in letters.prefix(100) { counts[Int(letter.value & 31)] &+= 1 }
    return counts
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
