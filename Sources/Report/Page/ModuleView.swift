import Exchange

/// A module as the result's document tells of it.
struct ModuleView {
  let id: String
  let name: String
  let kind: String
  let owner: String
  /// [kg]
  let mass: Double

  init(_ document: JSONValue) {
    id = document.text("id")
    let given = document.text("name")
    name = given.isEmpty ? id : given
    kind = document.text("kind")
    owner = document.text("owner")
    mass = document.number("massKg") ?? 0
  }

  var isVehicle: Bool { kind == "vehicle" }

  /// The name without what stands in brackets behind it.
  var shortName: String {
    guard name.hasSuffix(")"), let bracket = name.lastIndex(of: "(") else { return name }
    let start = name[..<bracket]
    let trimmed = start.reversed().drop { $0 == " " }.reversed()
    return trimmed.isEmpty ? name : String(trimmed)
  }
}
