import Exchange
import Foundation

extension MechanismCatalogue {
  /// The mechanisms that Outpost knows, from `Data/docking-mechanisms.csv`.
  ///
  /// Columns: id, name, mates (separated by spaces), release, spring energy with its range [J],
  /// release duration [s], source, confidence. Lines from `#` are comments.
  ///
  /// - Throws: the first line that is not such a row.
  public init(tableAt url: URL) throws(InputErrors) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputErrors(
        file: url.path, line: 1, what: "the table of mechanisms cannot be read",
        allowed: "a readable file")
    }
    var mechanisms: [Mechanism] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("id,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 10, let energy = Double(fields[4]), let low = Double(fields[5]),
        let high = Double(fields[6]), let duration = Double(fields[7]), low <= energy,
        energy <= high, let confidence = Confidence(rawValue: fields[9])
      else {
        throw InputErrors(
          file: url.path, line: index + 1, what: "not a row of the table of mechanisms",
          allowed: "ten columns with low <= energy <= high")
      }
      let sources = fields[8].split(separator: " ").map(String.init)
      mechanisms.append(
        Mechanism(
          id: fields[0], name: fields[1], mates: fields[2].split(separator: " ").map(String.init),
          release: fields[3],
          springEnergy: Figure(
            energy, range: low...high, sources: sources, confidence: confidence),
          releaseDuration: Figure(duration, sources: sources, confidence: confidence)))
    }
    self.init(mechanisms)
  }
}
