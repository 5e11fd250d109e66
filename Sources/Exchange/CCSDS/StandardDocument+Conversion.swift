import Kinematics

/// The forms that documents of the standards are converted into.
public enum StandardForm: Sendable, Hashable, CaseIterable {
  /// Keywords and values, line by line.
  case keyValues
  /// XML.
  case xml
  /// Two-line element sets, with name lines.
  case namedElementSets
  /// Two-line element sets without name lines.
  case elementSets
  /// CZML.
  case czml
}

extension StandardDocument {
  /// The kind, as in `OEM`; `TLE` for two-line element sets.
  public var kind: String {
    switch self {
    case .orbitEphemeris: "OEM"
    case .orbitParameters: "OPM"
    case .meanElements: "OMM"
    case .attitudeEphemeris: "AEM"
    case .conjunctionData: "CDM"
    case .orbitComprehensive: "OCM"
    case .elementSets: "TLE"
    }
  }

  /// The text of a document in another form.
  ///
  /// Messages that stay of their kind keep every value as it was written, and their comments in the
  /// order of their parts.
  ///
  /// - Parameters:
  ///   - text: The document.
  ///   - file: How errors name it.
  ///   - form: What it is to become.
  /// - Throws: ``InputErrors`` for what is wrong with the document, and for what the form cannot
  ///   hold.
  public static func converted(
    _ text: String, file: String, to form: StandardForm
  ) throws(InputErrors) -> String {
    let text = withoutByteOrderMark(text)
    guard let document = try parse(text, file: file) else {
      throw InputErrors(
        file: file, line: 1, what: "this is no document of a standard that is read here",
        allowed: "a CCSDS OEM, OPM, OMM, AEM, CDM or OCM in KVN or XML, an OMM in JSON or CSV, "
          + "or two-line element sets")
    }
    switch form {
    case .keyValues, .xml:
      let trees = try document.trees(of: text, file: file)
      return form == .xml
        ? xmlText(trees) : trees.map { $0.keyValueText() }.joined(separator: "\n")
    case .namedElementSets, .elementSets, .czml:
      do throws(ExchangeError) {
        return try document.text(as: form)
      } catch {
        guard case .notExpressible(let what, let allowed) = error else {
          throw InputErrors(file: file, line: 1, what: "\(error)", allowed: "another form")
        }
        throw InputErrors(
          file: file, line: 1, what: "the form cannot hold \(what)", allowed: allowed)
      }
    }
  }

  /// Element sets or CZML.
  private func text(as form: StandardForm) throws(ExchangeError) -> String {
    if form != .czml {
      return try TwoLineElementSet.text(twoLineSets(), named: form == .namedElementSets)
    }
    guard case .orbitEphemeris(let message) = self else {
      throw .notExpressible(what: "\(kind) as CZML", allowed: "an OEM")
    }
    return try CZMLDocument(message).json.pretty
  }

  /// The messages as they were written; those of element sets and of records as they are made.
  private func trees(of text: String, file: String) throws(InputErrors) -> [MessageTree] {
    switch self {
    case .elementSets(let sets):
      guard !sets.isEmpty else {
        throw InputErrors(
          file: file, line: 1, what: "the file holds no element set",
          allowed: "sets of two lines of 69 columns")
      }
      return sets.map { $0.meanElements().tree }
    case .meanElements(let messages):
      guard let kind = try MessageKind.appearing(in: text, file: file) else {
        return messages.map(\.tree)
      }
      let trees = try MessageTree.all(in: text, kind: kind, file: file)
      // Dates and originators that their maker left empty are filled in.
      return zip(trees, messages).map { tree, message in
        let header = tree.root.part("header")
        let isWhole = header?["CREATION_DATE"] != "" && header?["ORIGINATOR"] != ""
        return isWhole ? tree : message.tree
      }
    default:
      guard let kind = try MessageKind.appearing(in: text, file: file) else { return [] }
      return [try MessageTree(text, kind: kind, file: file)]
    }
  }

  private func twoLineSets() throws(ExchangeError) -> [TwoLineElementSet] {
    switch self {
    case .elementSets(let sets): return sets
    case .meanElements(let messages):
      var sets: [TwoLineElementSet] = []
      for message in messages { sets.append(try TwoLineElementSet(message)) }
      return sets
    default:
      throw .notExpressible(what: "\(kind) as element sets", allowed: "an OMM")
    }
  }

  /// One message as it is, several in an element `ndm`.
  private static func xmlText(_ trees: [MessageTree]) -> String {
    if trees.count == 1 { return trees[0].xmlText() }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let texts = trees.map { $0.xmlText().dropFirst(head.count) }
    return head + "<ndm>\n" + texts.joined() + "</ndm>\n"
  }
}
