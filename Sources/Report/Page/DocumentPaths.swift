import Exchange

extension JSONValue {
  /// The value at a path of keys and places, as in `power.marginW` or `inertiaKgM2.0.0`; null where
  /// it leads nowhere.
  func at(_ path: String) -> JSONValue {
    path.split(separator: ".").reduce(self) { value, step in
      if let place = Int(step) {
        return value.items.indices.contains(place) ? value.items[place] : .null
      }
      return value[String(step)] ?? .null
    }
  }

  func number(_ path: String) -> Double? { at(path).double }
  func text(_ path: String) -> String { at(path).text ?? "" }
  func texts(_ path: String) -> [String] { at(path).items.compactMap(\.text) }
  func isTrue(_ path: String) -> Bool { at(path) == .bool(true) }
  func whole(_ path: String) -> Int { Int(exactly: (number(path) ?? 0).rounded()) ?? 0 }
}
