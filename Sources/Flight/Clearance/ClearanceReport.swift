import Shapes

/// How near the pieces of a station come to each other again, for stretches of time from the parting.
public struct ClearanceReport: Sendable {
  /// A stretch of time from the parting.
  public struct Window: Sendable, Hashable {
    /// For people and files, such as `2 orbits`.
    public var name: String
    /// [s]
    public var duration: Double

    /// A stretch from its parts; duration in [s].
    public init(name: String, duration: Double) {
      self.name = name
      self.duration = duration
    }

    /// One, two and sixteen orbits of a period [s], and a day; rising.
    public static func standard(period: Double) -> [Window] {
      let windows = [
        Window(name: "1 orbit", duration: period), Window(name: "2 orbits", duration: 2 * period),
        Window(name: "16 orbits", duration: 16 * period), Window(name: "24 h", duration: 86_400),
      ]
      return windows.sorted { $0.duration < $1.duration }
    }
  }

  /// Two pieces in one window.
  public struct Row: Sendable, Hashable {
    /// The pieces, by index.
    public var pieces: [Int]
    /// The stretch of time.
    public var window: Window
    /// Whether the watch has lasted as long as the window.
    public var isComplete: Bool
    /// The closest return; nil where the pieces only drew apart.
    public var closest: PieceApproach?
    /// Where they touched, if they did.
    public var contact: PieceApproach?
  }

  /// Pair by pair, and in each window by window.
  public var rows: [Row]

  /// What a watch has seen in its windows, which are those given.
  public init(_ clearance: FormationClearance, windows: [Window]) {
    rows = clearance.pairs.flatMap { pair in
      windows.enumerated().map { index, window in
        let isComplete = index < pair.atWindows.count
        let end = pair.start + window.duration
        let contact = pair.contact.flatMap { $0.time <= end ? $0 : nil }
        return Row(
          pieces: [pair.first, pair.second], window: window, isComplete: isComplete,
          closest: isComplete ? pair.atWindows[index] : pair.closest, contact: contact)
      }
    }
  }
}
