import Foundation
import GRDB
import Mission
import TestSupport
import Testing

/// Files that are no logs, and logs with bytes that are no more what they were.
@Suite struct MissionLogHostileTests {
  private func refusal(_ url: URL) -> String? {
    do {
      _ = try MissionLog.verify(url)
      return nil
    } catch {
      return "\(error)".replacingOccurrences(of: url.path, with: "FILE")
    }
  }

  @Test(arguments: [
    ("", "FILE is no mission log: it is an SQLite file of something else"),
    ("scenario: {id: a}\n", "FILE is no mission log: it is no SQLite file"),
    (String(repeating: "SQLite format 3\u{0}", count: 300), "FILE is no mission log: "),
  ])
  func refusesOtherFiles(_ text: String, _ reason: String) throws {
    try LogFixtures.withFile(Data(text.utf8)) { url in
      #expect(refusal(url)?.hasPrefix(reason) == true, "\(refusal(url) ?? "accepted")")
    }
  }

  @Test func refusesWhatIsNotThere() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let none = folder.appendingPathComponent("none.sqlite")
    #expect(refusal(none) == "FILE cannot be read: unable to open database file")
    #expect(refusal(folder)?.hasPrefix("FILE cannot be read: ") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(arguments: [
    ("PRAGMA application_id = 1", "FILE is no mission log: it is an SQLite file of something else"),
    ("PRAGMA user_version = 99", "FILE is no mission log: its format is 99; allowed: 1"),
    ("PRAGMA user_version = -1", "FILE is no mission log: its format is -1; allowed: 1"),
  ])
  func refusesOtherFormats(_ statement: String, _ reason: String) throws {
    try LogFixtures.withLog { url in
      try DatabaseQueue(path: url.path).write { try $0.execute(sql: statement) }
      #expect(refusal(url) == reason)
    }
  }

  /// Cut off anywhere, the file is refused or its first missing entry is named.
  @Test func findsThatAFileIsCutOff() throws {
    let whole = try LogFixtures.log.get()
    for part in 1..<20 {
      let bytes = whole.prefix(whole.count * part / 20)
      try LogFixtures.withFile(bytes) { url in
        let verification = try? MissionLog.verify(url)
        #expect(verification?.firstBreak != nil || refusal(url) != nil, "\(bytes.count) bytes")
      }
    }
  }

  /// Random bytes at random places: each log is refused, or its break is named, or what was hit is
  /// no part of what the log says.
  @Test func survivesCorruption() throws {
    let whole = try LogFixtures.log.get()
    let contents = try LogFixtures.withFile(whole) { try LogFixtures.contents($0) }
    var random = SplitMix64(seed: 20)
    var refused = 0
    var broken = 0
    for _ in 0..<200 {
      var bytes = whole
      // Half of them hit the pages of the schema and the roots, where most is held together.
      let reach = random.next() % 2 == 0 ? 16_384 : bytes.count
      for _ in 0...random.next() % 8 {
        let place = Int(random.next() % UInt64(reach))
        bytes[bytes.startIndex + place] = UInt8(truncatingIfNeeded: random.next())
      }
      try LogFixtures.withFile(bytes) { url in
        switch (try? MissionLog.verify(url)).map(\.firstBreak) {
        case nil: refused += 1
        case .some(.some): broken += 1
        case .some(nil):
          let read = try LogFixtures.contents(url)
          #expect(read == contents)
        }
      }
    }
    #expect(refused > 0)
    #expect(broken > 0)
  }
}
