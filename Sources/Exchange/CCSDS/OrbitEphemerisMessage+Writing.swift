import Kinematics

extension OrbitEphemerisMessage {
  /// The message in KVN (502.0-B, section 5), lengths in km.
  ///
  /// Numbers have as many digits as it takes to read the same numbers of km back.
  public func keyValueText() -> String {
    var lines: [String] = []
    func pair(_ key: String, _ value: String?) {
      if let value { lines.append("\(key) = \(Self.oneLine(value))") }
    }
    func comments(_ texts: [String]) { lines += texts.map { "COMMENT " + Self.oneLine($0) } }
    pair("CCSDS_OEM_VERS", header.version)
    comments(header.comments)
    for (key, value) in headerPairs { pair(key, value) }
    for segment in segments {
      lines += ["", "META_START"]
      comments(segment.metadata.comments)
      for (key, value) in segment.metadata.pairs { pair(key, value) }
      lines += ["META_STOP", ""]
      comments(segment.comments)
      let system = segment.metadata.object.timeSystem
      for state in segment.states {
        let numbers = state.kilometres.map { "\($0)" }
        lines.append(([system.text(state.epoch)] + numbers).joined(separator: " "))
      }
      if segment.covariances.isEmpty { continue }
      lines += ["", "COVARIANCE_START"]
      for covariance in segment.covariances {
        pair("EPOCH", covariance.epoch.map(system.text))
        pair("COV_REF_FRAME", covariance.frame?.name)
        var values = covariance.lowerTriangle.map { "\($0 / 1e6)" }[...]
        for row in 1...6 {
          lines.append(values.prefix(row).joined(separator: " "))
          values = values.dropFirst(row)
        }
      }
      lines.append("COVARIANCE_STOP")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The message in XML (505.0-B), lengths in km; digits as in ``keyValueText()``.
  public func xmlText() -> String {
    var writer = XMLText()
    writer.open(
      "oem", attributes: " id=\"CCSDS_OEM_VERS\" version=\"\(xmlEscaped(header.version))\"")
    writer.open("header")
    for text in header.comments { writer.leaf("COMMENT", text) }
    for (key, value) in headerPairs { writer.leaf(key, value) }
    writer.close("header")
    writer.open("body")
    for segment in segments { segment.write(to: &writer) }
    writer.close("body")
    writer.close("oem")
    return writer.text
  }

  private var headerPairs: [(String, String?)] {
    [
      ("CREATION_DATE", CCSDSTimeSystem.utc.text(header.creationDate)),
      ("ORIGINATOR", header.originator), ("MESSAGE_ID", header.messageID),
    ]
  }

  /// KVN knows lines only: line ends inside a value become blanks.
  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}

extension OrbitEphemerisMessage.Metadata {
  fileprivate var pairs: [(String, String?)] {
    let system = object.timeSystem
    return [
      ("OBJECT_NAME", object.name), ("OBJECT_ID", object.id), ("CENTER_NAME", object.centerName),
      ("REF_FRAME", object.frame.name), ("REF_FRAME_EPOCH", object.frameEpoch.map(system.text)),
      ("TIME_SYSTEM", system.rawValue), ("START_TIME", system.text(start)),
      ("USEABLE_START_TIME", useableStart.map(system.text)),
      ("USEABLE_STOP_TIME", useableStop.map(system.text)), ("STOP_TIME", system.text(stop)),
      ("INTERPOLATION", interpolation),
      ("INTERPOLATION_DEGREE", interpolationDegree.map { String($0) }),
    ]
  }
}

extension CCSDSState {
  /// Position [km], velocity [km/s] and, where there is one, acceleration [km/s²].
  fileprivate var kilometres: [Double] {
    var values = [position.x, position.y, position.z, velocity.x, velocity.y, velocity.z]
    if let acceleration { values += [acceleration.x, acceleration.y, acceleration.z] }
    return values.map { $0 / 1000 }
  }
}

extension OrbitEphemerisMessage.Segment {
  fileprivate func write(to writer: inout XMLText) {
    let system = metadata.object.timeSystem
    writer.open("segment")
    writer.open("metadata")
    for text in metadata.comments { writer.leaf("COMMENT", text) }
    for (key, value) in metadata.pairs { writer.leaf(key, value) }
    writer.close("metadata")
    writer.open("data")
    for text in comments { writer.leaf("COMMENT", text) }
    let names = ["X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT", "X_DDOT", "Y_DDOT", "Z_DDOT"]
    let units = ["km", "km/s", "km/s**2"]
    for state in states {
      writer.open("stateVector")
      writer.leaf("EPOCH", system.text(state.epoch))
      for (index, value) in state.kilometres.enumerated() {
        writer.leaf(names[index], "\(value)", unit: units[index / 3])
      }
      writer.close("stateVector")
    }
    for covariance in covariances {
      writer.open("covarianceMatrix")
      writer.leaf("EPOCH", covariance.epoch.map(system.text))
      writer.leaf("COV_REF_FRAME", covariance.frame?.name)
      for (index, value) in covariance.lowerTriangle.prefix(21).enumerated() {
        writer.leaf(
          CCSDSCovariance.names[index], "\(value / 1e6)", unit: CCSDSCovariance.units[index])
      }
      writer.close("covarianceMatrix")
    }
    writer.close("data")
    writer.close("segment")
  }
}

/// XML with two blanks a level.
private struct XMLText {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var level = 0

  private var margin: String { String(repeating: "  ", count: level) }

  mutating func open(_ name: String, attributes: String = "") {
    text += "\(margin)<\(name)\(attributes)>\n"
    level += 1
  }

  mutating func close(_ name: String) {
    level -= 1
    text += "\(margin)</\(name)>\n"
  }

  mutating func leaf(_ name: String, _ value: String?, unit: String? = nil) {
    guard let value else { return }
    let attribute = unit.map { " units=\"\($0)\"" } ?? ""
    text += "\(margin)<\(name)\(attribute)>\(xmlEscaped(value))</\(name)>\n"
  }
}
