import Exchange
import Kinematics
import SpaceEnvironment

/// The reader that is fed; set once, before libFuzzer starts.
nonisolated(unsafe) var chosen = Reader.tle

/// The readers by the names that `run.sh` takes.
enum Reader: String, CaseIterable {
  case tle
  case elementTable = "history-csv"
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
  case gltf = "glb-binary"

  /// Reads a text. One that is read is written and read again, which must succeed: what a reader
  /// takes, the writers can say. A table of the world answers with numbers.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    if self == .kernel {
      if let kernel = try? EphemerisKernel(bytes: Array(bytes), named: "f") { check(kernel) }
      return
    }
    if self == .gltf {
      if let model = try? GLTFModel.parse(Array(bytes), file: "f") { check(model) }
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
    case .elementTable:
      _ = try TwoLineElementSet.parseHistory(text, file: "f")
      return []
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
      check(try EarthOrientation(text: text, named: "f"))
      return []
    case .leapSeconds:
      check(try LeapSeconds(text: text, named: "f"))
      return []
    case .spaceWeather:
      check(try SpaceWeather(text: text, named: "f"))
      return []
    case .kernel, .gltf: return []
    }
  }

  /// What is read is written, and the same bytes come out when that is read and written.
  private func check(_ model: GLTFModel) {
    do {
      let written = try model.binary()
      let again = try GLTFModel.parse(written, file: "f")
      precondition(again.nodes.count == model.nodes.count, "nodes are lost")
      let twice = try again.binary()
      precondition(twice == written, "written twice it differs")
    } catch {
      fatalError("what was read is refused: \(error)")
    }
  }

  // MARK: - Tables answer with numbers

  /// Instants at the ends of a span, within it and on either side.
  private func instants(of span: CoverageDates) -> [Epoch] {
    let middle = span.first + 0.4 * (span.predictedTo - span.first)
    return [span.first - 1, span.first, middle, span.predictedTo, span.predictedTo + 1, .j2000]
  }

  private func check(_ table: EarthOrientation) {
    for epoch in instants(of: table.coverage) {
      let values = table.parameters(at: epoch)
      precondition(abs(values.ut1MinusTAI) < 1e3, "UT1 \(values)")
      precondition(abs(values.xPole) < 1 && abs(values.yPole) < 1, "the pole \(values)")
      precondition(abs(values.xOffset) < 1 && abs(values.yOffset) < 1, "offsets \(values)")
    }
  }

  private func check(_ table: LeapSeconds) {
    for epoch in instants(of: table.coverage) {
      precondition((10...100).contains(table.offset(at: epoch)), "TAI-UTC")
    }
  }

  private func check(_ table: SpaceWeather) {
    for epoch in instants(of: table.dates) {
      let reading = table.reading(at: epoch)
      precondition((40...1000).contains(reading.solarFlux), "F10.7 \(reading)")
      precondition((40...1000).contains(reading.averageSolarFlux), "F10.7 \(reading)")
      precondition(reading.indices.past.allSatisfy { (0...400).contains($0) }, "ap \(reading)")
    }
    precondition(!table.coverageInWords.isEmpty, "a table of nothing")
  }

  private func check(_ kernel: EphemerisKernel) {
    let span = kernel.coverage
    for epoch in [span.lowerBound, .j2000 + 120, span.upperBound] {
      for position in [try? kernel.sun(at: epoch), try? kernel.moon(at: epoch)] {
        guard let position else { continue }
        precondition((position.x + position.y + position.z).isFinite, "a place \(position)")
      }
    }
  }
}
