import Kinematics

/// A list of a station file that may hold everything on some days only.
public enum StationList: String, CaseIterable, Sendable {
  /// The members of the crew.
  case crew
  /// The visiting vehicles.
  case vehicles
}

/// Days on which a list of the station file is complete.
public struct CoverageSpan: Sendable, Hashable {
  /// Which list.
  public var list: StationList
  /// The days.
  public var days: Presence

  /// The days on which `list` is complete.
  public init(_ list: StationList, _ days: Presence) {
    self.list = list
    self.days = days
  }
}

extension StationPlan {
  /// The lists that are not complete on a date: those that the file's `complete` names, on other
  /// days than there. A list that it does not name counts as complete.
  public func incompleteLists(on epoch: Epoch) -> [StationList] {
    StationList.allCases.filter { list in
      let spans = coverage.filter { $0.list == list }
      return !spans.isEmpty && !spans.contains { $0.days.contains(epoch) }
    }
  }

  /// The newest date from which on all lists that the file's `complete` names are complete; nil: it
  /// names none, or there is no such date.
  public var newestCompleteDate: Epoch? {
    coverage.map(\.days.from).filter { incompleteLists(on: $0).isEmpty }.max()
  }

  /// The last date that the file names; nil: it names none.
  public var lastDate: Epoch? {
    let presences =
      modules.map(\.presence) + joints.map(\.presence) + stowage.map(\.presence)
      + crew.map(\.presence) + coverage.map(\.days)
    return (presences.map { $0.until ?? $0.from } + orbits.map(\.epoch)).max()
  }
}

extension Assembly {
  /// Whether a list of the station file is complete on the date.
  public func isComplete(_ list: StationList) -> Bool { !incompleteLists.contains(list) }

  /// What a person should know before trusting the station of this date, a sentence each: which
  /// lists are not complete, and whether the date lies behind everything that the file tells of.
  public var notes: [String] {
    let date = Self.day(epoch)
    var notes: [String] = []
    if !incompleteLists.isEmpty {
      let names = incompleteLists.map { $0 == .vehicles ? "vehicle" : $0.rawValue }
      let verb = names.count == 1 ? "list of \(station) is" : "lists of \(station) are"
      notes.append(
        "the \(names.joined(separator: " and ")) \(verb) not complete on \(date); "
          + "dates under 'complete' in its file")
    }
    if let lastDate, epoch > lastDate {
      notes.append(
        "\(date) is after the last date that the file of \(station) names, "
          + "\(Self.day(lastDate)): the station as it was then")
    }
    return notes
  }

  /// A date for people: without the time where that is midnight.
  private static func day(_ epoch: Epoch) -> String {
    let text = epoch.iso8601(digits: 0)
    return text.hasSuffix("T00:00:00Z") ? String(text.dropLast(10)) : text
  }
}
