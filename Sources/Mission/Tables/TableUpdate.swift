import Exchange
import Foundation
import Kinematics

/// Brings the tables of the world up to date in a folder: fetched, read by Outpost's own readers,
/// and only then put in place of the old ones, each in one step.
public struct TableUpdate: Sendable {
  /// What became of a table.
  public enum Outcome: Sendable {
    /// A newer file is in place.
    case updated(TablesInUse.Entry)
    /// The file that is there goes as far.
    case kept(TablesInUse.Entry)
    /// No file came; why.
    case unreachable(String)
    /// A file came that its reader refuses, or that cannot be put in place; why.
    case refused(String)
  }

  /// Where tables come from.
  public enum Origin: Sendable {
    /// Their publishers.
    case publishers
    /// A folder that holds them under their published names.
    case folder(URL)
  }

  /// Every table and what became of it.
  public let outcomes: [(table: DataFolder.Table, outcome: Outcome)]

  /// Updates every table.
  ///
  /// - Parameters:
  ///   - folder: where the tables are put; made where it is not there.
  ///   - origin: where they come from.
  /// - Throws: what the file system throws where the folder cannot be made.
  public init(into folder: URL, from origin: Origin) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    outcomes = DataFolder.Table.allCases.map { table in
      (table, Self.update(table, in: folder, from: origin))
    }
  }

  private static func update(
    _ table: DataFolder.Table, in folder: URL, from origin: Origin
  ) -> Outcome {
    let files = FileManager.default
    let place = folder.appendingPathComponent(table.publishedName)
    // In the same folder, so that it takes the old one's place in one step.
    let new = folder.appendingPathComponent(
      ".\(table.publishedName).\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? files.removeItem(at: new) }
    do throws(Download.Failure) {
      switch origin {
      case .publishers: try Download.fetch(table.addresses, to: new)
      case .folder(let given):
        try Download.copy(given.appendingPathComponent(table.publishedName), to: new)
      }
    } catch {
      return .unreachable(error.reason)
    }
    do {
      var entry = try TablesInUse.entry(table, at: new)
      entry.file = place
      if let old = try? TablesInUse.entry(table, at: place),
        (old.dates.measuredTo, old.dates.predictedTo)
          >= (entry.dates.measuredTo, entry.dates.predictedTo)
      {
        return .kept(old)
      }
      guard rename(new.path, place.path) == 0 else {
        return .refused("\(place.path): \(String(cString: strerror(errno)))")
      }
      return .updated(try TablesInUse.entry(table, at: place))
    } catch {
      // The reader names the file by the path that it was read at.
      return .refused(
        "\(error)".replacingOccurrences(of: new.path, with: table.publishedName))
    }
  }

  /// What became of the tables, a line each.
  public var lines: [String] {
    outcomes.map { table, outcome in
      switch outcome {
      case .updated(let entry): "\(table.title): updated; \(entry.words)"
      case .kept(let entry): "\(table.title): nothing newer; \(entry.words)"
      case .unreachable(let why): "\(table.title): not fetched: \(why)"
      case .refused(let why): "\(table.title): refused: \(why)"
      }
    }
  }

  /// Whether every table is as new as its publisher has it.
  public var isComplete: Bool { failures.isEmpty }

  /// Why tables could not be brought up to date; a reason that several share once.
  public var failures: [String] {
    var reasons: [(why: String, titles: [String])] = []
    for (table, outcome) in outcomes {
      let why: String
      switch outcome {
      case .updated, .kept: continue
      case .unreachable(let text), .refused(let text): why = text
      }
      if let index = reasons.firstIndex(where: { $0.why == why }) {
        reasons[index].titles.append(table.title)
      } else {
        reasons.append((why, [table.title]))
      }
    }
    return reasons.map { "\($0.titles.joined(separator: ", ")) not updated: \($0.why)" }
  }

  /// The outcomes as JSON, to stand beside those of ``TablesInUse/document``.
  public var document: JSONValue {
    .object(
      outcomes.map { table, outcome in
        let word =
          switch outcome {
          case .updated: "updated"
          case .kept: "kept"
          case .unreachable: "unreachable"
          case .refused: "refused"
          }
        return .init(table.key, .string(word))
      })
  }
}
