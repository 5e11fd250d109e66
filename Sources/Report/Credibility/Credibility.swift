import Exchange
import Foundation

/// How each model behind a verdict was checked, and how well: `Data/credibility.yaml`.
///
/// In the manner of NASA-STD-7009A (Standard for Models and Simulations, 2016), of whose factors
/// verification and validation are told for each model, from 0 to 4.
public struct Credibility: Sendable {
  /// One model.
  public struct Model: Sendable, Hashable {
    /// As the evidence of a verdict names it.
    public var id: String
    /// For people.
    public var name: String
    /// How it works.
    public var how: String
    /// What it leaves out.
    public var limits: String
    /// Whether it is solved right, 0 to 4.
    public var verification: Int
    /// How that is known.
    public var verified: String
    /// Whether it is the right model, 0 to 4.
    public var validation: Int
    /// How that is known.
    public var validated: String
    /// The tests and comparisons, by file.
    public var checks: String
  }

  /// In the order of the file.
  public var models: [Model]

  /// The model of an id.
  public subscript(id: String) -> Model? { models.first { $0.id == id } }

  /// Reads the file.
  ///
  /// - Throws: `InputErrors` with the line of everything that is wrong.
  public init(contentsOf url: URL) throws(InputErrors) {
    try self.init(YAMLNode.read(url))
  }

  /// Reads a text that stands in a file of that name.
  ///
  /// - Throws: `InputErrors` with the line of everything that is wrong.
  public init(_ text: String, file: String) throws(InputErrors) {
    try self.init(YAMLNode.parse(text, file: file))
  }

  private init(_ root: YAMLNode) throws(InputErrors) {
    let problems = InputProblems()
    models = []
    if let file = YAMLObject(root, keys: ["models"], problems) {
      models = file.list("models").compactMap { Model($0, problems) }
      if models.isEmpty, problems.isEmpty {
        problems.add("there is no model", allowed: "a list 'models'", at: root)
      }
    }
    var seen: Set<String> = []
    for model in models where !seen.insert(model.id).inserted {
      problems.add("the model '\(model.id)' stands twice", allowed: "each id once", at: root)
    }
    try problems.throwIfAny()
  }
}

extension Credibility.Model {
  private static let fields = [
    FileField("id", "id", "as evidence names the model", required: true),
    FileField("name", "text", "for people", required: true),
    FileField("how", "text", "how it works", required: true),
    FileField("limits", "text", "what it leaves out", required: true),
    FileField("verification", "0 to 4", "whether it is solved right", required: true),
    FileField("verified", "text", "how that is known", required: true),
    FileField("validation", "0 to 4", "whether it is the right model", required: true),
    FileField("validated", "text", "how that is known", required: true),
    FileField("where", "text", "tests and comparisons", required: true),
  ]

  fileprivate init?(_ node: YAMLNode, _ problems: InputProblems) {
    guard let object = problems.object(node, Self.fields), let id = object.identifier("id"),
      let name = object.requiredString("name"), let how = object.requiredString("how"),
      let limits = object.requiredString("limits"),
      let verification = object.integer("verification", in: 0...4),
      let verified = object.requiredString("verified"),
      let validation = object.integer("validation", in: 0...4),
      let validated = object.requiredString("validated"),
      let checks = object.requiredString("where")
    else { return nil }
    self.init(
      id: id, name: name, how: how, limits: limits, verification: verification,
      verified: verified, validation: validation, validated: validated, checks: checks)
  }
}
