import Exchange
import Systems

extension PieceAnswer.Limit {
  /// A limit that a flight crossed, told like those that balances find.
  init(_ crossing: SystemsCrossing) {
    self.init(what: crossing.limit.what, after: crossing.after, cause: crossing.limit.cause)
    flown = true
  }
}

extension SystemsLimit {
  /// How verdicts name it.
  var what: String {
    switch self {
    case .oxygen, .carbonDioxide, .pressure: "air: \(rawValue)"
    case .water: "water"
    case .power: "batteries"
    }
  }

  /// Why it is crossed.
  var cause: String {
    switch self {
    case .oxygen: "less oxygen is made and stored than the crew breathes and the leak takes"
    case .carbonDioxide: "more carbon dioxide is breathed out than is removed"
    case .pressure: "the leak lowers the pressure and nothing replaces the air"
    case .water: "more water is used than recovered and stored"
    case .power: "the arrays give less than the loads ask for, and the batteries are empty"
    }
  }
}
