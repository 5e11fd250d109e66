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
    switch form {
    case .keyValues:
      return try trees(of: text, file: file).map { $0.keyValueText() }.joined(separator: "\n")
    case .xml: return xmlText(try trees(of: text, file: file))
    case .namedElementSets, .elementSets, .czml:
      guard let document = try parse(text, file: file) else { throw noDocument(file) }
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
  private static func trees(of text: String, file: String) throws(InputErrors) -> [MessageTree] {
    if let kind = try MessageKind.appearing(in: text, file: file) {
      var trees: [MessageTree] = []
      for tree in try MessageTree.all(in: text, kind: kind, file: file) {
        trees.append(try tree.checked())
      }
      return trees
    }
    switch try parse(text, file: file) {
    case .elementSets(let sets):
      guard !sets.isEmpty else {
        throw InputErrors(
          file: file, line: 1, what: "the file holds no element set",
          allowed: "sets of two lines of 69 columns")
      }
      try TwoLineElementSet.check(sets, file: file)
      return sets.map { $0.meanElements().tree }
    case .meanElements(let messages): return messages.map(\.tree)
    default: throw noDocument(file)
    }
  }

  private static func noDocument(_ file: String) -> InputErrors {
    InputErrors(
      file: file, line: 1, what: "this is no document of a standard that is read here",
      allowed: "a CCSDS OEM, OPM, OMM, AEM, CDM or OCM in KVN or XML, an OMM in JSON or CSV, "
        + "or two-line element sets")
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

extension MessageTree {
  /// The message, its values checked as far as its dates are instants: in a time system that a message
  /// alone does not turn into instants, such as UT1, they go from one form to the other as they are.
  ///
  /// Dates and originators that the maker of an OMM left empty are filled in.
  fileprivate func checked() throws(InputErrors) -> MessageTree {
    let systems = root.allEntries.filter { $0.key == "TIME_SYSTEM" }.map(\.value)
    guard systems.allSatisfy({ CCSDSTimeSystem(name: $0) != nil }) else { return self }
    switch kind {
    case .oem: _ = try OrbitEphemerisMessage(self)
    case .opm: _ = try OrbitParameterMessage(self)
    case .aem: _ = try AttitudeEphemerisMessage(self)
    case .cdm: _ = try ConjunctionDataMessage(self)
    case .ocm: _ = try OrbitComprehensiveMessage(self)
    case .omm:
      let message = try OrbitMeanElementsMessage(self)
      let header = root.part("header")
      let isWhole = header?["CREATION_DATE"] != "" && header?["ORIGINATOR"] != ""
      return isWhole ? self : message.tree
    }
    return self
  }
}
