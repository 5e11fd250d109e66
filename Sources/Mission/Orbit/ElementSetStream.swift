import Crypto
import Exchange
import Foundation
import Orbits

/// The states that SGP4 gives for element sets, handed on piece by piece: what ``ElementSetStates``
/// prints of all of them at once, byte for byte, in the memory that a block of them takes.
public struct ElementSetStream: Sendable {
  private let sets: [TwoLineElementSet]
  private let minutes: [Double]
  private let threads: Int
  private let block: Int

  /// Element sets at times from the epoch of each.
  ///
  /// - Parameters:
  ///   - sets: what is evaluated.
  ///   - minutes: from the epoch of each set [min], before it where negative.
  ///   - threads: how many may work at once; never changes a result.
  ///   - block: how many states are held at once, 1 and more; never changes a result.
  /// - Throws: `OrbitError.outOfRange` for elements that SGP4 is not asked for, before anything is
  ///   handed on.
  public init(
    _ sets: [TwoLineElementSet], minutes: [Double], threads: Int = 1, block: Int = 20_000
  ) throws(OrbitError) {
    for set in sets { _ = try SGP4Propagator(SGP4Elements(set)) }
    // The times are asked of one set for all.
    if let first = sets.first, !minutes.isEmpty {
      for time in [minutes.reduce(.infinity, min), minutes.reduce(-.infinity, max)] {
        _ = try ElementSetStates([first], minutes: [time])
      }
    }
    self.sets = sets
    self.minutes = minutes
    self.threads = threads
    self.block = max(1, block)
  }

  /// The answers as JSON with their digest.
  ///
  /// - Parameter put: takes the next piece of the text.
  /// - Throws: what `put` throws; `OrbitError.outOfRange` for a time that SGP4 is not asked for.
  public func writeDocument(to put: (String) throws -> Void) throws {
    var digest = SHA256()
    func take(_ text: String) { digest.update(data: Data(text.utf8)) }
    take(#"{"frame":"TEME","satellites":["#)
    try put("{\n  \"frame\": \"TEME\",\n  \"satellites\": [" + (sets.isEmpty ? "" : "\n"))
    try eachPart { part in
      let set = sets[part.set]
      var text = ""
      var canonical = ""
      if part.isFirst {
        let members = ElementSetStates.members(set)
        text += "    {\n"
        for member in members {
          text += "      \(JSONValue.string(member.key).canonical): \(member.value.canonical),\n"
        }
        text += "      \"states\": [" + (minutes.isEmpty ? "" : "\n")
        // The other keys sort before 'states'.
        canonical += part.set > 0 ? "," : ""
        canonical += JSONValue.object(members).canonical.dropLast() + #","states":["#
      }
      for (index, answer) in part.answers.enumerated() {
        let document = ElementSetStates.document(answer)
        let isLast = part.isLast && index + 1 == part.answers.count
        text += "        " + document.pretty(indent: 4) + (isLast ? "\n" : ",\n")
        canonical += (part.isFirst && index == 0 ? "" : ",") + document.canonical
      }
      if part.isLast {
        text += (minutes.isEmpty ? "" : "      ") + "]\n    }"
        text += part.set + 1 < sets.count ? ",\n" : "\n"
        canonical += "]}"
      }
      take(canonical)
      try put(text)
    }
    take("]}")
    let hexadecimal = SHA256.hexadecimal(of: digest.finalize())
    try put((sets.isEmpty ? "" : "  ") + "],\n  \"resultDigest\": \"\(hexadecimal)\"\n}\n")
  }

  /// The answers as a table for people.
  ///
  /// - Parameter put: takes the next piece of the text.
  /// - Throws: what `put` throws; `OrbitError.outOfRange` for a time that SGP4 is not asked for.
  public func writeText(to put: (String) throws -> Void) throws {
    try put(ElementSetStates.heading)
    try eachPart { part in
      var text = part.isFirst ? ElementSetStates.heading(of: sets[part.set]) : ""
      for answer in part.answers { text += ElementSetStates.row(answer) }
      try put(text)
    }
  }

  /// Answers of one set, all or some of them in order of the times.
  private struct Part {
    var set: Int
    var answers: [ElementSetStates.Answer]
    var isFirst: Bool
    var isLast: Bool
  }

  /// As many sets as a block holds at once, or one and a part of the times where it holds no more.
  private func eachPart(_ body: (Part) throws -> Void) throws {
    let together = max(1, block / max(1, minutes.count))
    for start in stride(from: 0, to: sets.count, by: together) {
      let some = Array(sets[start..<min(sets.count, start + together)])
      var next = 0
      repeat {
        let end = min(minutes.count, next + block)
        let states = try ElementSetStates(
          some, minutes: Array(minutes[next..<end]), threads: threads)
        for (index, satellite) in states.satellites.enumerated() {
          try body(
            Part(
              set: start + index, answers: satellite.answers, isFirst: next == 0,
              isLast: end == minutes.count))
        }
        next = end
      } while next < minutes.count
    }
  }
}
