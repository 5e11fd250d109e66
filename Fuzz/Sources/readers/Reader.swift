import Exchange
import Kinematics
import SpaceEnvironment

/// The reader that is fed; set once, before libFuzzer starts.
nonisolated(unsafe) var chosen = Reader.tle

/// The readers by the names that `run.sh` takes.
enum Reader: String, CaseIterable {
  case tle
  case ommKVN = "omm-kvn"
  case ommXML = "omm-xml"
  case ommJSON = "omm-json"
  case ommCSV = "omm-csv"
  case oemKVN = "oem-kvn"
  case oemXML = "oem-xml"
  case opmKVN = "opm-kvn"
  case opmXML = "opm-xml"
  case aemKVN = "aem-kvn"
  case aemXML = "aem-xml"
  case cdmKVN = "cdm-kvn"
  case cdmXML = "cdm-xml"
  case ocmKVN = "ocm-kvn"
  case ocmXML = "ocm-xml"
  case earthOrientation = "eop-table"
  case leapSeconds = "leap-table"
  case spaceWeather = "weather-table"
  case kernel = "kernel-binary"

  /// Reads a text. One that is read is written and read again, which must succeed: what a reader
  /// takes, the writers can say.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    if self == .kernel {
      _ = try? EphemerisKernel(bytes: Array(bytes), named: "f")
      return
    }
    // Files are checked for UTF-8 before a reader sees them.
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    // A file with control characters is refused before, as others could not carry them.
    let isFile = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 || $0 == 10 || $0 == 13 }
    do {
      let written = try texts(text)
      if isFile { for text in written { try check(text) } }
    } catch {
      return
    }
  }

  private func check(_ written: String) throws {
    do {
      _ = try texts(written)
    } catch {
      fatalError("what was written is refused: \(error)\n\(written)")
    }
  }

  /// What the text says, written anew.
  private func texts(_ text: String) throws -> [String] {
    switch self {
    case .tle:
      return try TwoLineElementSet.parse(text, file: "f").map { set in
        // The columns hold less than the numbers that are read from them.
        let (one, two) = try set.lines()
        return "\(one)\n\(two)"
      }
    case .ommKVN, .ommXML, .ommJSON, .ommCSV:
      return try OrbitMeanElementsMessage.parse(text, file: "f").flatMap {
        [$0.keyValueText(), $0.xmlText()]
      }
    case .oemKVN, .oemXML:
      let message = try OrbitEphemerisMessage.parse(text, file: "f")
      _ = message.segments.map { ($0.spacecraft, $0.trajectoryEvents) }
      return [message.keyValueText(), message.xmlText()]
    case .opmKVN, .opmXML:
      let message = try OrbitParameterMessage.parse(text, file: "f")
      return [message.keyValueText(), message.xmlText()]
    case .aemKVN, .aemXML:
      let message = try AttitudeEphemerisMessage.parse(text, file: "f")
      return [message.keyValueText(), message.xmlText()]
    case .cdmKVN, .cdmXML:
      let message = try ConjunctionDataMessage.parse(text, file: "f")
      return [message.keyValueText(), message.xmlText()]
    case .ocmKVN, .ocmXML:
      let message = try OrbitComprehensiveMessage.parse(text, file: "f")
      _ = message.trajectories.map(\.states)
      return [message.keyValueText(), message.xmlText()]
    case .earthOrientation:
      let table = try EarthOrientation(text: text, named: "f")
      _ = table.parameters(at: .j2000)
      return []
    case .leapSeconds:
      _ = try LeapSeconds(text: text, named: "f").offset(at: .j2000)
      return []
    case .spaceWeather:
      _ = try SpaceWeather(text: text, named: "f").reading(at: .j2000)
      return []
    case .kernel: return []
    }
  }
}
