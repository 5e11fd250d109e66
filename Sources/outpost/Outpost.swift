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
      StationCommand.self, ScenarioCommand.self, CutCommand.self, RunCommand.self,
      ClaimsCommand.self, SGP4Command.self,
    ])

  /// Commands that the contract names and that are not built yet.
  static let planned = [
    "atlas", "propagate", "fit", "manoeuvres", "compare", "atmosphere", "lifetime",
    "screen", "pc", "avoid", "convert", "film", "serve", "campaign", "survive", "data", "replay",
    "branch",
  ]

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let first = arguments.first, planned.contains(first) {
      exit(
        refusing:
          "'\(first)' is not built yet; allowed: station, scenario, cut, run, claims, sgp4, help")
    }
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
      Foundation.exit(3)
    } catch let status as ExitCode {
      Foundation.exit(status.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        print(fullMessage(for: error))
        Foundation.exit(0)
      }
      let text = message(for: error).split(separator: "\n").joined(separator: " ")
      exit(refusing: text + "; allowed: see 'outpost help'")
    }
  }

  private static func refuse(_ errors: InputErrors) -> Never {
    for error in errors.errors.prefix(100) { write("outpost: error: \(error)") }
    if errors.errors.count > 100 {
      write("outpost: error: and \(errors.errors.count - 100) more errors")
    }
    Foundation.exit(2)
  }

  private static func exit(refusing message: String) -> Never {
    write("outpost: error: \(message)")
    Foundation.exit(2)
  }

  /// What a person should know of an answer that is given all the same.
  static func note(_ text: String) { write("outpost: note: \(text)") }

  static func write(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
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

/// The reason that the system gives, without the wrapping.
func reason(of error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
  return underlying?.localizedDescription ?? error.localizedDescription
}
