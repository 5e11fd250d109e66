import ArgumentParser
import Exchange
import Foundation
import Kinematics
import Mission

/// `outpost data`
struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "The tables of the world that age: Earth orientation, space weather, leap seconds.",
    subcommands: [Show.self, Update.self])

  /// `outpost data show`
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say which tables are in use, and up to when they are measured and predicted.",
      discussion: """
          outpost data show
        """)

    @OptionGroup var options: RunOptions

    func run() async throws {
      let tables = try tablesInUse()
      try options.say(tables.document.digested(), or: tables.text)
    }
  }

  /// `outpost data update`
  struct Update: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetch the tables where a network is there, check them, and say what is covered.",
      discussion: """
        The files of the IERS and of CelesTrak, as they are published, go to the user's folder \
        ($XDG_DATA_HOME/outpost, or ~/.local/share/outpost). From then on the newer of each and \
        of those that Outpost carries is used. Without a network it exits 3.

          outpost data update
          outpost data update --from /media/stick
        """)

    @Option(help: "The folder to put the tables into, instead of the user's.")
    var into: String?

    @Option(help: "A folder that holds finals2000A.all, SW-All.csv and leap-seconds.list.")
    var from: String?

    @Flag(help: "Fetch nothing; say what is covered.")
    var offline = false

    @OptionGroup var options: RunOptions

    func run() async throws {
      if offline {
        let tables = try tablesInUse()
        return try options.say(tables.document.digested(), or: tables.text)
      }
      let update = try update()
      // The table of leap seconds is read when it is first asked for: after the update.
      let tables = try tablesInUse()
      var document = tables.document
      document.set("update", update.document)
      try options.say(
        document.digested(), or: update.lines.joined(separator: "\n") + "\n\n" + tables.text)
      if !update.isComplete {
        let message = update.failures.joined(separator: "; ")
        if from != nil {
          throw Refusal(message: message + "; allowed: files as they are published")
        }
        throw OutsideFailure(message: message)
      }
    }

    private func update() throws -> TableUpdate {
      guard let folder = into.map({ URL(fileURLWithPath: $0) }) ?? DataFolder.user() else {
        throw Refusal(
          message: "no folder for the tables: neither XDG_DATA_HOME nor HOME is set; "
            + "allowed: --into DIR")
      }
      var origin = TableUpdate.Origin.publishers
      if let from {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: from, isDirectory: &isFolder),
          isFolder.boolValue
        else { throw Refusal(message: "--from: there is no folder \(from); allowed: a folder") }
        origin = .folder(URL(fileURLWithPath: from))
      }
      do {
        return try TableUpdate(into: folder, from: origin)
      } catch {
        throw OutsideFailure(message: "\(folder.path): \(systemReason(of: error))")
      }
    }
  }
}

/// The tables in use.
private func tablesInUse() throws -> TablesInUse {
  let (folder, _) = try loadStandards()
  do {
    return try TablesInUse(carriedIn: folder)
  } catch {
    throw Refusal(message: allowing(error, "the tables of the folder Data"))
  }
}
