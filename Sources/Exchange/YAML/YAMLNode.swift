import Foundation
import Yams

/// One value of a YAML file and the place where it stands.
///
/// Outpost's files use the plain part of YAML 1.2: one document, mappings with text keys,
/// sequences and scalars. Anchors, aliases, tags and keys that are not text are refused.
///
///     let root = try YAMLNode.parse("mass: 420 t", file: "station.yaml")
public struct YAMLNode: Sendable {
  /// One line of a mapping: the key, the line where it stands and its value.
  public typealias Entry = (key: String, line: Int, value: YAMLNode)

  /// What a value is.
  public enum Content: Sendable {
    /// Nothing, `~` or `null`.
    case null
    /// Text; numbers, dates and booleans are text until somebody asks.
    case scalar(String)
    /// A list, in order.
    case sequence([YAMLNode])
    /// A mapping, in the order of the file; no key stands twice.
    case mapping([Entry])
  }

  /// The file, as it was named by the caller.
  public let file: String
  /// The line where the value starts, counted from 1.
  public let line: Int
  /// The column where the value starts, counted from 1 in Unicode scalars.
  public let column: Int
  /// How to get here from the root, as in `modules[3].mass`; empty for the root.
  public let path: String
  /// The value.
  public let content: Content

  /// A value with its place, for text that comes from no file.
  public init(file: String, line: Int, column: Int, path: String, content: Content) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.content = content
  }

  /// Mappings and sequences may stand in one another this deep.
  public static let depthLimit = 64
  /// Larger texts are refused [bytes].
  public static let sizeLimit = 16 * 1_048_576

  /// Reads a YAML file.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)-(String,_)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> YAMLNode {
    try parse(TextFile.read(url, limit: sizeLimit), file: url.relativePath)
  }

  /// Reads bytes that should be YAML in UTF-8.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)-(String,_)`` does, and when the bytes are not UTF-8.
  public static func parse(_ bytes: [UInt8], file: String) throws(InputErrors) -> YAMLNode {
    try parse(TextFile.decode(bytes, file: file, limit: sizeLimit), file: file)
  }

  /// Reads a YAML text; an empty one is ``Content/null``.
  ///
  /// - Throws: ``InputErrors`` with the line of a syntax error, a key that stands twice, an anchor,
  ///   an alias, a tag or a second document, and when the text is too large or nested too deeply.
  public static func parse(_ text: String, file: String) throws(InputErrors) -> YAMLNode {
    guard text.utf8.count <= sizeLimit else { throw TextFile.tooLarge(file, sizeLimit) }
    var text = withoutByteOrderMark(text)
    if hasAliasInsideKey(text) {
      throw InputErrors(
        file: file, line: 1, what: "anchors and aliases stand beside keys that are not text",
        allowed: "allowed: text keys, and no & or *")
    }
    // Yams keeps a pointer into the text: a short string would live in a register.
    if text.utf8.count < 64 { text += String(repeating: "\n", count: 64) }
    text.makeContiguousUTF8()
    do {
      let parser = try Yams.Parser(yaml: text, encoding: .utf8)
      let root = try parser.singleRoot()
      // The parser holds the anchors that the nodes name weakly.
      return try withExtendedLifetime(parser) {
        guard let root else {
          return YAMLNode(file: file, line: 1, column: 1, path: "", content: .null)
        }
        return try YAMLNode(root, file: file, line: 1, path: "", depth: 0)
      }
    } catch let errors as InputErrors {
      throw errors
    } catch let error as YamlError {
      throw InputErrors(error, file: file, text: text)
    } catch {
      throw InputErrors(
        file: file, line: 1, what: "the text is not YAML", allowed: "allowed: YAML 1.2")
    }
  }

  /// Whether the text may hold an alias inside a key that is not text.
  ///
  /// Yams hashes keys while it reads, aliases followed, which a few nested ones make endless. Such
  /// a text needs all three: an anchor, an alias and a key that is an alias, in brackets or behind
  /// a question mark.
  private static func hasAliasInsideKey(_ text: String) -> Bool {
    var anchor = false
    var alias = false
    var key = false
    var isInAlias = false
    var last: UInt8 = 0x0A
    var lastVisible: UInt8 = 0x0A
    let breaks: Set<UInt8> = Set(" \t\r\n,[]{}:-?".utf8)
    for byte in text.utf8 {
      let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
      if breaks.contains(last) {
        if byte == UInt8(ascii: "&") { anchor = true }
        if byte == UInt8(ascii: "*") { (alias, isInAlias) = (true, true) }
        if byte == UInt8(ascii: "?") { key = true }
      }
      if byte == 0x0A || byte == UInt8(ascii: ",") { isInAlias = false }
      if byte == UInt8(ascii: ":"),
        isInAlias || lastVisible == UInt8(ascii: "]") || lastVisible == UInt8(ascii: "}")
      {
        key = true
      }
      if anchor && alias && key { return true }
      last = byte
      if !isBlank { lastVisible = byte }
    }
    return false
  }

  private init(
    _ node: Yams.Node, file: String, line outer: Int, path: String, depth: Int
  ) throws(InputErrors) {
    let line = node.mark?.line ?? outer
    func refuse(_ what: String, _ allowed: String, at place: Int? = nil) -> InputErrors {
      InputErrors(file: file, line: place ?? line, what: what, allowed: "allowed: \(allowed)")
    }
    if node.anchor != nil { throw refuse("an anchor (&) or alias (*)", "values written out") }
    guard depth <= Self.depthLimit else {
      throw refuse("nested too deeply", "at most \(Self.depthLimit) levels")
    }
    self.file = file
    self.line = line
    self.column = node.mark?.column ?? 1
    self.path = path
    let tag: String
    switch node {
    case .scalar(let scalar):
      tag = scalar.tag.description
      let isPlain = scalar.style == .plain || scalar.style == .any
      let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      guard scalar.string.isPortable else {
        throw refuse("a text with U+0000 or U+FFFE", "text that other formats can carry")
      }
      content = isNull ? .null : .scalar(scalar.string)
    case .sequence(let sequence):
      tag = sequence.tag.description
      var values: [YAMLNode] = []
      values.reserveCapacity(sequence.count)
      for (index, value) in sequence.enumerated() {
        values.append(
          try YAMLNode(
            value, file: file, line: line, path: "\(path)[\(index)]", depth: depth + 1))
      }
      content = .sequence(values)
    case .mapping(let mapping):
      tag = mapping.tag.description
      var entries: [Entry] = []
      entries.reserveCapacity(mapping.count)
      var seen: Set<String> = []
      for (keyNode, value) in mapping {
        let keyLine = keyNode.mark?.line ?? line
        guard case .scalar(let scalar) = keyNode, keyNode.anchor == nil else {
          throw refuse("a key that is not text", "text keys", at: keyLine)
        }
        let key = scalar.string
        guard key.isPortable else {
          throw refuse(
            "a text with U+0000 or U+FFFE", "text that other formats can carry", at: keyLine)
        }
        guard seen.insert(key).inserted else {
          throw refuse("key \(Wording.quoted(key)) stands twice", "each key once", at: keyLine)
        }
        let inner = path.isEmpty ? key : "\(path).\(key)"
        let child = try YAMLNode(value, file: file, line: keyLine, path: inner, depth: depth + 1)
        entries.append((key, keyLine, child))
      }
      content = .mapping(entries)
    case .alias: throw refuse("an alias (*)", "values written out")
    }
    guard ["", "!", "tag:yaml.org,2002:str"].contains(tag) else {
      throw refuse("the tag \(Wording.quoted(tag))", "values without a tag")
    }
  }
}

extension InputErrors {
  /// The line at or beside `line` that is indented with a tab, which YAML does not allow; counted
  /// from 1.
  fileprivate static func tabbedLine(of text: String, near line: Int) -> Int? {
    let lines = text.split(
      maxSplits: max(line, 0) + 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return [line, line + 1, line - 1].first { number in
      lines.indices.contains(number - 1)
        && lines[number - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }
  }

  /// What Yams found wrong, with its line.
  fileprivate init(_ error: YamlError, file: String, text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let line = Self.tabbedLine(of: text, near: mark.line) {
        self.init(
          file: file, line: line, what: "a tab in front of the line",
          allowed: "allowed: indent with blanks")
        return
      }
      let second = problem.contains("another document")
      let what =
        second
        ? "a second document starts" : [problem, context?.text ?? ""].joined(separator: " ")
      self.init(
        file: file, line: mark.line, what: what.trimmingCharacters(in: .whitespaces),
        allowed: second ? "allowed: one document a file" : "allowed: YAML 1.2")
    case .reader(let problem, let offset, _, _):
      let line = 1 + text.prefix(offset ?? 0).count(where: \.isNewline)
      self.init(file: file, line: line, what: problem, allowed: "allowed: printable text")
    case .duplicatedKeysInMapping(let names, let context):
      let list = names.prefix(8).map { Wording.quoted($0) }.joined(separator: ", ")
      self.init(
        file: file, line: context.mark.line, what: "key \(list) stands twice",
        allowed: "allowed: each key once")
    default:
      self.init(file: file, line: 1, what: "the text is not YAML", allowed: "allowed: YAML 1.2")
    }
  }
}
