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

  /// What a piece is called by first: its modules, then what else is permanent, then vehicles.
  private var rank: Int {
    switch kind {
    case "module": 0
    case "vehicle": 3
    case "airlock", "adapter": 1
    default: 2
    }
  }

  /// Whether a piece is rather named by this one than by the other.
  func names(before other: ModuleView) -> Bool {
    if rank != other.rank { return rank < other.rank }
    return mass != other.mass ? mass > other.mass : id < other.id
  }
}
