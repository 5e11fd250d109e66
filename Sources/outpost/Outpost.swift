import ArgumentParser
import Exchange
import Foundation

/// The command line of Outpost: one file a command, no logic of its own.
@main
struct Outpost: AsyncParsableCommand {
  static let version = "outpost 0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "outpost",
    abstract: "What happens to each piece when a space station comes apart?",
    discussion: """
      Builds a station from a file, takes any part of it off, and says what each piece can still do.

        outpost station show Stations/iss.yaml --at 2022-03-11
        outpost cut Stations/iss.yaml --at 2022-03-11 --joint J01
        outpost run Scenarios/russian-segment-departure.yaml
        outpost claims Claims/roskosmos-video.yaml
      """,
    version: version,
    subcommands: [
      StationCommand.self,
      ScenarioCommand.self,
      CutCommand.self,
      RunCommand.self,
      ClaimsCommand.self,
      SGP4Command.self,
      AtmosphereCommand.self,
      PropagateCommand.self,
      FitCommand.self,
      CompareCommand.self,
      ConvertCommand.self,
      DataCommand.self,
      LifetimeCommand.self,
      ManoeuvresCommand.self,
    ])

  /// Commands that are planned; those that are built meanwhile answer for themselves.
  static let planned = {
    let built = configuration.subcommands.compactMap { $0.configuration.commandName }
    return [
      "atlas", "screen", "pc", "avoid", "film", "serve", "campaign", "survive", "replay", "branch",
    ].filter { !built.contains($0) }
  }()

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    refuseUnknown(arguments)
    do {
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let errors as InputErrors {
      refuse(errors)
    } catch let failure as Refusal {
      exit(refusing: failure.message)
    } catch let failure as OutsideFailure {
      write("outpost: error: \(failure.message)")
      // At once: on a full disk HDF5 complains once more when it is closed.
      _exit(3)
    } catch let status as ExitCode {
      Foundation.exit(status.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code == .success { sayAndExit(fullMessage(for: error) + "\n") }
      let text = message(for: error).split(separator: "\n").joined(separator: " ")
      exit(refusing: text.contains("; allowed: ") ? text : text + "; allowed: see 'outpost help'")
    }
  }

  /// Refuses commands that are not built, as a command and as what help is asked for.
  private static func refuseUnknown(_ arguments: [String]) {
    let allowed = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    let list = "allowed: " + allowed.joined(separator: ", ")
    guard let first = arguments.first else { return }
    if planned.contains(first) { exit(refusing: "'\(first)' is not built yet; \(list)") }
    guard first == "help", let topic = arguments.dropFirst().first, !topic.hasPrefix("-") else {
      return
    }
    if planned.contains(topic) { exit(refusing: "'\(topic)' is not built yet; \(list)") }
    if !allowed.contains(topic) { exit(refusing: "no command '\(topic)'; \(list)") }
  }

  private static func sayAndExit(_ text: String) -> Never {
    do {
      try say(text)
    } catch {
      write("outpost: error: \(error.message)")
      _exit(3)
    }
    Foundation.exit(0)
  }

  private static func refuse(_ errors: InputErrors) -> Never {
    for error in errors.errors.prefix(100) { write("outpost: error: \(error)") }
    let more = errors.errors.count - 100 + errors.omitted
    if more > 0 { write("outpost: error: and \(more) more errors") }
    Foundation.exit(2)
  }

  private static func exit(refusing message: String) -> Never {
    write("outpost: error: \(message)")
    Foundation.exit(2)
  }

  /// What a person should know of an answer that is given all the same.
  static func note(_ text: String) { write("outpost: note: \(text)") }

  /// A line on standard error, whatever is in it.
  static func write(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line.harmless() + "\n").utf8))
  }
}

/// Writes to standard output, without characters that would act on a terminal: names come from files.
///
/// - Throws: ``OutsideFailure`` where not all of it can be written.
func say(_ text: String) throws(OutsideFailure) {
  try put(text.harmless(keeping: "\n\t"))
}

/// Writes a document to standard output.
///
/// - Throws: ``OutsideFailure`` where not all of it can be written.
func say(_ document: JSONValue) throws(OutsideFailure) {
  try put(document.pretty)
}

/// Writes the next part of a document to standard output.
///
/// - Throws: ``OutsideFailure`` where not all of it can be written.
func sayDocument(_ part: String) throws(OutsideFailure) {
  try put(part)
}

private func put(_ text: String) throws(OutsideFailure) {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  } catch {
    throw OutsideFailure(message: "standard output cannot be written: \(systemReason(of: error))")
  }
}

extension String {
  /// Blanks in place of control characters.
  fileprivate func harmless(keeping kept: String = "") -> String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return self
    }
    var clean = ""
    for scalar in unicodeScalars {
      let isKept =
        scalar.properties.generalCategory != .control || kept.unicodeScalars.contains(scalar)
      clean.unicodeScalars.append(isKept ? scalar : " ")
    }
    return clean
  }
}

/// Input or arguments that are refused, in one line.
struct Refusal: Error {
  var message: String
}

/// Something outside that failed, in one line.
struct OutsideFailure: Error {
  var message: String
}
