import Exchange
import StationModel

/// The sources behind the numbers of a page, numbered in the order of their keys.
struct References {
  /// The keys that are used, sorted.
  let keys: [String]
  private let places: [String: Int]
  private let sources: [String: Source]

  /// - Parameter sources: those that the files name; of two with one key the first counts.
  init(_ document: JSONValue, known: [Source], more: [String]) {
    let sources = Dictionary(
      known.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let verdict = document.at("verdict")
    var used = Set(more)
    for piece in [verdict.at("before")] + verdict.at("pieces").items {
      guard case .object(let groups) = piece.at("evidence") else { continue }
      for group in groups { used.formUnion(group.value.texts("sources")) }
    }
    for item in verdict.at("dependencies").items {
      let keys = item.text("source").split(separator: " ").map(String.init)
      used.formUnion(keys.filter { sources[$0] != nil })
    }
    self.sources = sources
    keys = used.sorted()
    places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0 + 1) })
  }

  func title(_ key: String) -> String { sources[key]?.title ?? "" }

  /// The title of a source, leading to where it was read if that is an address of the web.
  func entry(_ key: String) -> Markup {
    guard let address = sources[key]?.address,
      address.hasPrefix("https://") || address.hasPrefix("http://")
    else { return Markup.name(title(key)) }
    return "<a href=\"\(address)\" rel=\"noreferrer\">\(Markup.name(title(key)))</a>"
  }

  /// The number of a source, leading to its entry; the text itself where it is no source.
  func link(_ key: String) -> Markup {
    guard let place = places[key] else { return "\(key)" }
    return "<a class=\"ref\" href=\"#source-\(place)\" title=\"\(key): \(title(key))\">\(place)</a>"
  }

  /// The links of a list of keys with blanks between; the whole text where it names no source.
  func links(_ text: String) -> Markup {
    let parts = text.split(separator: " ").map(String.init)
    guard !parts.isEmpty, parts.allSatisfy({ places[$0] != nil }) else { return "\(text)" }
    return parts.sorted().map { link($0) }.joined(separator: " ")
  }
}
