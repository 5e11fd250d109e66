/// The kinds of CCSDS messages that are read and written, by the name of their element in XML.
enum MessageKind: String, CaseIterable {
  case oem, opm, omm, aem, cdm, ocm

  /// The keyword with which KVN starts, as in `CCSDS_OEM_VERS`.
  var versionKey: String { "CCSDS_\(rawValue.uppercased())_VERS" }

  /// The versions of the standards: 502.0-B, 504.0-B, 508.0-B.
  var versions: [String] {
    switch self {
    case .oem, .opm, .omm: ["1.0", "2.0", "3.0"]
    case .aem, .cdm: ["1.0", "2.0"]
    case .ocm: ["2.0", "3.0"]
    }
  }

  var layout: MessageLayout {
    switch self {
    case .oem: .orbitEphemeris
    case .opm: .orbitParameters
    case .omm: .orbitMeanElements
    case .aem: .attitudeEphemeris
    case .cdm: .conjunctionData
    case .ocm: .orbitComprehensive
    }
  }

  /// What a text starts as; nil for other texts.
  ///
  /// - Throws: ``InputErrors`` for XML that breaks before its first element.
  static func appearing(in text: String, file: String) throws(InputErrors) -> MessageKind? {
    if text.utf8.first(where: { !($0 == 0x20 || (9...13).contains($0)) }) == UInt8(ascii: "<") {
      var scanner = XMLScanner(text, file: file)
      while let token = try scanner.next() {
        guard case .start(let name, _) = token else { continue }
        let local = MessageXMLReader.local(name)
        if local != "ndm", local != "COMMENT" { return MessageKind(rawValue: local) }
      }
      return nil
    }
    for bytes in text.utf8.split(separator: 0x0A).prefix(100) {
      let line = NumberText.trimmed(Substring(bytes))
      if line.isEmpty || line.hasPrefix("COMMENT") { continue }
      return allCases.first { line.hasPrefix($0.versionKey) }
    }
    return nil
  }
}

extension MessageBuilder {
  /// Notes the version, which stands in front of all.
  mutating func start(version: String, key: String, line: Int) throws(InputErrors) {
    guard key == kind.versionKey else {
      throw error(line, "the message starts with \(Wording.quoted(key))", kind.versionKey)
    }
    guard kind.versions.contains(version) else {
      throw error(
        line, "the version is \(Wording.quoted(version))",
        kind.versions.joined(separator: ", "))
    }
    try add(.init(key: key, value: version, line: line))
  }

  /// The keywords and elements that may stand in the innermost part and those around it.
  var known: [String] {
    top.keys.map(\.name)
      + top.parts.flatMap { part in
        part.element.map { [$0] } ?? part.keys.map(\.name)
      }
  }
}

/// A message that was read, with the name of its file for errors.
struct MessageTree {
  let kind: MessageKind
  let file: String
  let root: MessagePart

  /// Reads a message in KVN or XML, whichever the text holds.
  init(_ text: String, kind: MessageKind, file: String) throws(InputErrors) {
    let text = withoutByteOrderMark(text)
    let first = text.utf8.first { !($0 == 0x20 || (9...13).contains($0)) }
    self.kind = kind
    self.file = file
    root =
      first == UInt8(ascii: "<")
      ? try MessageXMLReader.read(text, kind: kind, file: file)
      : try MessageKeyValueReader.read(text, kind: kind, file: file)
  }

  /// All messages of a text in KVN or XML.
  static func all(
    in text: String, kind: MessageKind, file: String
  ) throws(InputErrors) -> [MessageTree] {
    let first = text.utf8.first { !($0 == 0x20 || (9...13).contains($0)) }
    let roots =
      first == UInt8(ascii: "<")
      ? try MessageXMLReader.readAll(text, kind: kind, file: file)
      : try MessageKeyValueReader.readAll(text, kind: kind, file: file)
    return roots.map { MessageTree(kind: kind, root: $0, file: file) }
  }

  /// A message that was read, or is to be written.
  init(kind: MessageKind, root: MessagePart, file: String = "") {
    self.kind = kind
    self.file = file
    self.root = root
  }
}
