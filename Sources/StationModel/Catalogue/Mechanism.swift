/// A kind of docking, berthing or structural mechanism on one side of a joint.
public struct Mechanism: Sendable, Hashable {
  /// The key by which ports name it.
  public var id: String
  /// For people.
  public var name: String
  /// The mechanisms that it mates with.
  public var mates: [String]
  /// How a joint of it is opened, in words.
  public var release: String
  /// Energy of its separation springs [J]; 0: it has none.
  public var springEnergy: Figure
  /// Time from the command to the parting [s].
  public var releaseDuration: Figure
}

/// The mechanisms that ports may name: those that Outpost knows and those that a station declares.
public struct MechanismCatalogue: Sendable {
  /// Sorted by id.
  public private(set) var mechanisms: [Mechanism]

  /// A catalogue of these mechanisms.
  public init(_ mechanisms: [Mechanism]) {
    self.mechanisms = mechanisms.sorted { $0.id < $1.id }
  }

  /// The mechanism with this id.
  public subscript(id: String) -> Mechanism? { mechanisms.first { $0.id == id } }

  /// Adds or replaces mechanisms by their id.
  public func adding(_ more: [Mechanism]) -> Self {
    Self(mechanisms.filter { old in !more.contains { $0.id == old.id } } + more)
  }

  /// Whether two mechanisms mate; either side's word is enough.
  public func mates(_ a: String, _ b: String) -> Bool {
    self[a]?.mates.contains(b) == true || self[b]?.mates.contains(a) == true
  }
}
