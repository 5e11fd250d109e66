import Exchange
import Foundation
import Kinematics
import Mission
import StationModel
import TestSupport
import Testing

/// Files and paths changed at random: refused with a line of the file, or read; never a crash.
@Suite struct RandomFilesTests {
  /// Values that readers stumble over.
  static let values = [
    "1e308", "-1e308", "1e-320", "-0", "nan", ".inf", "0x10", "1_000", "1e400 kg", "\"\"", "[]",
    "{}",
    "~", "null", "true", "[[[[[[]]]]]]", "{a: {a: {a: 1}}}", "9223372036854775808", "../../etc",
    "\"\\u202E\"", "'='", "2016-12-31T23:59:60Z", "9999-12-31", "-1 s", "1e9 d", "400 d", "pieces[",
    "\"pieces[].a\"", "count", "hub", "[hub, hub]", String(repeating: "x", count: 5000),
  ]

  /// The lines of a file with some of them left out, doubled, swapped, indented or given another value.
  static func shaken(_ text: String, _ random: inout SplitMix64) -> String {
    var lines = text.components(separatedBy: "\n")
    for _ in 0..<(1 + Int(random.next() % 3)) {
      let place = Int(random.next() % UInt64(lines.count))
      switch random.next() % 6 {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: place)
      case 2: lines.swapAt(place, Int(random.next() % UInt64(lines.count)))
      case 3: lines[place] = "  " + lines[place]
      default:
        let keys = lines[place].indices.filter { lines[place][$0] == ":" }
        guard let colon = keys.randomElement(using: &random) else { continue }
        let value = values[Int(random.next() % UInt64(values.count))]
        let after = lines[place][colon...].firstIndex { $0 == "," || $0 == "}" }
        let rest = after.map { String(lines[place][$0...]) } ?? ""
        lines[place] = "\(lines[place][...colon]) \(value)\(rest)"
      }
      if lines.isEmpty { lines = [""] }
    }
    return lines.joined(separator: "\n")
  }

  /// Shakes a file `count` times; how often it was refused.
  private func refusals(
    of path: String, _ count: Int, seed: UInt64, _ read: (URL) throws -> Void
  ) throws -> Int {
    let source = try String(
      contentsOf: repositoryRoot.appendingPathComponent(path), encoding: .utf8)
    let stations = repositoryRoot.appendingPathComponent("Stations").path
    let text = source.replacing("../Stations", with: stations)
    return try withTemporaryFile(ending: "yaml") { url in
      var random = SplitMix64(seed: seed)
      var refused = 0
      for _ in 0..<count {
        let shaken = Self.shaken(text, &random)
        try shaken.write(to: url, atomically: true, encoding: .utf8)
        do {
          try read(url)
        } catch let errors as InputErrors {
          refused += 1
          for error in errors.errors where error.file == "x.yaml" {
            #expect((1...shaken.components(separatedBy: "\n").count + 1).contains(error.line))
            #expect(!error.what.isEmpty && !error.allowed.isEmpty)
          }
        }
      }
      return refused
    }
  }

  @Test func scenarios() throws {
    let standards = try Fixtures.standards()
    let data = repositoryRoot.appendingPathComponent("Data")
    let refused = try refusals(of: "Scenarios/your-own-station.yaml", 120, seed: 4) { url in
      let scenario = try Scenario(contentsOf: url, named: "x.yaml")
      do {
        _ = try ScenarioRun(scenario, dataFolder: data, standards: standards)
      } catch is MissionError {
      }
    }
    #expect((20...119).contains(refused), "\(refused)")
  }

  @Test func claims() throws {
    let refused = try refusals(of: "Claims/roskosmos-video.yaml", 250, seed: 5) { url in
      _ = try ClaimsFile(contentsOf: url, named: "x.yaml")
    }
    #expect((40...249).contains(refused), "\(refused)")
  }

  // MARK: Paths

  /// Every value of a document with a path to it, where items of lists have an id.
  private static func places(
    in value: JSONValue, at path: String
  ) -> [(path: String, value: JSONValue)] {
    var found = path.isEmpty ? [] : [(path: path, value: value)]
    switch value {
    case .object(let members):
      for member in members {
        found += places(
          in: member.value, at: path.isEmpty ? member.key : "\(path).\(member.key)")
      }
    case .array(let items):
      for item in items {
        guard let id = item["id"]?.text else { continue }
        found += places(in: item, at: "\(path)[\(id)]")
      }
    default: break
    }
    return found
  }

  /// Every place of real documents can be reached, and is no misfit.
  @Test func everyPlaceHasItsPath() throws {
    let assembly = try Assembly(Fixtures.station("your-own-station"), at: Epoch(utc: "2031-06-01"))
    let (verdict, _) = try Fixtures.verdict(of: assembly, opening: ["waist"])
    for document in [verdict, assembly.document] {
      let places = Self.places(in: document, at: "")
      #expect(places.count > 100)
      for place in places {
        let path = try #require(DocumentPath(place.path), "\(place.path)")
        #expect(path.misfit(in: document) == nil, "\(place.path)")
        guard case .value(let value) = path.find(in: document) else {
          Issue.record("\(place.path) leads nowhere")
          continue
        }
        // Two items of one id are picked together.
        if !value.isArray || place.value.isArray { #expect(value == place.value, "\(place.path)") }
      }
    }
  }

  /// Random paths find something or say what is not there, and a text is a path or none.
  @Test func randomPathsAreHarmless() throws {
    let (document, _) = try Fixtures.verdict(
      of: Assembly(Fixtures.station("your-own-station"), at: Epoch(utc: "2031-06-01")),
      opening: ["waist"])
    let words = [
      "pieces", "[hub]", "[tug]", "[piece1]", "[none]", ".", "..", "count", "dependencies",
      "[power]",
      "limits", "massKg", "modules", "[", "]", "", "é", "0", "[0]", "before", "attitude", " ",
      "\u{0}",
      "notYetModelled", "[].a", "debris", "canAvoid", "separation", "parts", "x.y", "inertiaKgM2",
    ]
    var random = SplitMix64(seed: 6)
    var found = 0
    for _ in 0..<20_000 {
      var text = ""
      for part in 0..<(1 + Int(random.next() % 6)) {
        let word = words[Int(random.next() % UInt64(words.count))]
        text += part > 0 && !word.hasPrefix("[") && random.next() % 3 > 0 ? "." + word : word
      }
      guard let path = DocumentPath(text) else { continue }
      #expect(path.description == text)
      let misfit = path.misfit(in: document)
      switch path.find(in: document) {
      case .value: found += 1
      case .nothing(let key): #expect(text.contains(key), "\(text): \(misfit?.key ?? "")")
      }
    }
    #expect(found > 100)
  }
}
