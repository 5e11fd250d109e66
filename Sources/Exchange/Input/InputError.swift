/// What is wrong with a file that a person wrote or another programme delivered, and where.
public struct InputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, as it was named by the caller.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// What was wrong, in the words of the file.
  public let what: String
  /// What is allowed in its place.
  public let allowed: String

  /// An error from its parts; `line` counts from 1.
  public init(file: String, line: Int, what: String, allowed: String) {
    self.file = file
    self.line = line
    self.what = what
    self.allowed = allowed
  }

  /// `FILE:LINE: what was wrong; what is allowed`
  public var description: String {
    let lead = allowed.hasPrefix("allowed: ") || allowed.hasPrefix("did you mean")
    return "\(file):\(line): \(what); " + (lead ? allowed : "allowed: \(allowed)")
  }
}

/// Everything that was found wrong with the files that were read, at least one error.
///
/// The errors stand in the order in which the files were first named, then by line.
public struct InputErrors: Error, Sendable, Hashable, CustomStringConvertible {
  /// The errors, by file and line.
  public let errors: [InputError]
  /// How many more were found and not kept.
  public let omitted: Int

  /// Sorts the errors by file, in the order of first mention, and by line.
  public init(_ errors: [InputError], omitted: Int = 0) {
    self.omitted = omitted
    var places: [String: Int] = [:]
    for error in errors where places[error.file] == nil { places[error.file] = places.count }
    let ranked = errors.enumerated().sorted { a, b in
      let fileA = places[a.element.file] ?? 0
      let fileB = places[b.element.file] ?? 0
      return (fileA, a.element.line, a.offset) < (fileB, b.element.line, b.offset)
    }
    self.errors = ranked.map(\.element)
  }

  /// A single error.
  public init(file: String, line: Int, what: String, allowed: String) {
    self.init([InputError(file: file, line: line, what: what, allowed: allowed)])
  }

  /// One line an error.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Collects the errors of one reading, so that a person sees all of them at once.
public final class InputProblems {
  /// At most this many errors are kept: past it, a file is not worth a longer list.
  static let limit = 1000

  private var found: [InputError] = []
  private var omitted = 0

  /// A collection without errors.
  public init() {}

  /// Whether further errors are only counted, and their words are not needed.
  var isFull: Bool { found.count >= Self.limit }

  /// Notes an error at the place of a node.
  public func add(_ what: String, allowed: String, at node: YAMLNode) {
    add(InputError(file: node.file, line: node.line, what: what, allowed: allowed))
  }

  /// Notes an error.
  public func add(_ error: InputError) {
    if isFull { omitted += 1 } else { found.append(error) }
  }

  /// Notes all errors of another reading.
  public func add(_ errors: InputErrors) {
    for error in errors.errors { add(error) }
    omitted += errors.omitted
  }

  /// The errors so far, by file and line.
  public var errors: [InputError] { InputErrors(found).errors }

  /// Whether nothing was found wrong.
  public var isEmpty: Bool { found.isEmpty }

  /// Ends the reading.
  ///
  /// - Throws: ``InputErrors`` with all errors, if there are any.
  public func throwIfAny() throws(InputErrors) {
    if !found.isEmpty { throw InputErrors(found, omitted: omitted) }
  }
}
