import Exchange
import Mission
import Testing

@Suite struct DocumentPathTests {
  static let document: JSONValue = [
    "burns": .array([
      ["id": "tug.main", "deltaVMPerS": 0.5, "sources": .array(["A", "B"])],
      ["id": "ferry.jets", "deltaVMPerS": 0.7, "sources": .array([])],
      ["id": "ferry.jets", "deltaVMPerS": 0.9, "sources": .array([])],
    ]),
    "pieces": .array([["id": "piece1", "modules": .array(["hub", "mast"]), "air": nil]]),
  ]

  private func find(_ text: String) throws -> DocumentPath.Found {
    try #require(DocumentPath(text)).find(in: Self.document)
  }

  @Test func namesInBracketsMayHaveDots() throws {
    #expect(try find("burns[tug.main].deltaVMPerS") == .value(0.5))
    #expect(try find("pieces[mast].id") == .value("piece1"))
  }

  /// Nothing, one and many: a count is asked of what was picked.
  @Test func whatIsPickedCounts() throws {
    #expect(try find("burns[hub.main].count") == .value(0))
    #expect(try find("burns[tug.main].count") == .value(1))
    #expect(try find("burns[ferry.jets].count") == .value(2))
    #expect(try find("burns[tug.main].sources.count") == .value(2))
    #expect(try find("burns.count") == .value(3))
  }

  @Test func whatIsNotThereIsNamed() throws {
    #expect(try find("burns[tug.main].mass") == .nothing("mass"))
    #expect(try find("burns[hub.main].mass") == .nothing("mass"))
    #expect(try find("count") == .nothing("count"))
    #expect(try find("pieces[hub].air.pressure") == .value(.null), "a null stays one")
  }

  @Test(arguments: ["", ".", "a.", ".a", "a..b", "a[", "a[]", "a[b", "a]b", "a[b]c", "[a]", "a b"])
  func isNoPath(_ text: String) {
    #expect(DocumentPath(text) == nil)
  }
}
