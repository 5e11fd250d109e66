import Exchange
import Testing

@Suite struct JSONTests {
  /// The samples of RFC 8785, appendix B: bits of the number and its text.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
      (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
      (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
      (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
      (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
      (0x41b3_de43_5555_5553, "333333333.3333332"),
      (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
    ] as [(UInt64, String)])
  func numbersAsECMAScriptWritesThem(_ bits: UInt64, _ text: String) {
    #expect(JSONValue.written(Double(bitPattern: bits)) == text)
  }

  @Test func canonicalFormSortsAndEscapes() {
    let value: JSONValue = ["b": [1, true, nil], "a": "\u{20ac}\n\"\\", "A": .number(1e-7)]
    #expect(value.canonical == "{\"A\":1e-7,\"a\":\"\u{20ac}\\n\\\"\\\\\",\"b\":[1,true,null]}")
  }

  @Test func whatIsNotFiniteIsNull() {
    #expect(JSONValue(Double.nan) == .null)
    #expect(JSONValue(Double.infinity) == .null)
  }
}

@Suite struct YAMLTests {
  @Test func quantitiesNeedTheirUnit() throws {
    let node = try YAMLNode.parse(
      "a: 12.5 kN\nb: 3 kg\nc: 7\nd: 51.6 deg\ne: nan m\nf: 5 %\ng: 20 degC\nh: 1e999 m",
      file: "f.yaml")
    let problems = InputProblems()
    let keys = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let object = try #require(YAMLObject(node, keys: keys, problems))
    #expect(object.quantity("a", .force, in: 0...1e6) == 12_500)
    #expect(object.quantity("d", .angle, in: 0...7) == 51.6 * .pi / 180)
    #expect(object.quantity("f", .fraction, in: 0...1) == 0.05)
    #expect(object.quantity("g", .temperature, in: 0...400) == 293.15)
    #expect(problems.isEmpty)
    #expect(object.quantity("b", .length, in: 0...1) == nil)
    #expect(object.quantity("c", .length, in: 0...1) == nil)
    #expect(object.quantity("e", .length, in: 0...1) == nil)
    #expect(object.quantity("h", .length, in: 0...1) == nil)
    #expect(problems.errors.map(\.line) == [2, 3, 5, 8])
  }

  @Test func unknownKeyNamesTheNearest() throws {
    let node = try YAMLNode.parse("mas: 3 kg", file: "f.yaml")
    let problems = InputProblems()
    _ = YAMLObject(node, keys: ["mass", "name"], problems)
    #expect(problems.errors.first?.description.contains("did you mean 'mass'") == true)
  }

  @Test(arguments: [
    "a: 1\na: 2", "a: &x 1\nb: *x", "a: [1", "a: 1\n---\nb: 2", "? [a]\n: 1", "a: !!int 3", "\t- a",
  ])
  func refusesWhatPlainYAMLIsNot(_ text: String) {
    #expect(throws: InputErrors.self) { try YAMLNode.parse(text, file: "f.yaml") }
  }

  @Test func refusesDepthAndBytes() {
    let deep = String(repeating: "[", count: 5000)
    #expect(throws: InputErrors.self) { try YAMLNode.parse(deep, file: "f.yaml") }
    #expect(throws: InputErrors.self) { try YAMLNode.parse([0x61, 0xff, 0xfe], file: "f.yaml") }
  }
}
