import Exchange
import Foundation
import TestSupport
import Testing

@Suite struct NetCDFTests {
  private var sample: NetCDFGroup {
    var file = NetCDFGroup()
    file.attributes = [
      .init("Conventions", "CF-1.11"), .init("seed", .integers([7])),
      .init("owners", .texts(["a", "b"])), .init("limits", .doubles([1.5, -2])),
    ]
    file.dimensions = [.init("time", count: 2000), .init("axis", count: 3)]
    file.variables = [
      .init(
        "time", dimensions: ["time"], (0..<2000).map { Double($0) }, units: "seconds",
        longName: "time after separation", standardName: "time"),
      .init("name", dimensions: ["axis"], .texts(["x", "ý", ""])),
      .init("count", dimensions: [], .integers([.min])),
    ]
    var piece = NetCDFGroup("piece_1")
    piece.dimensions = [.init("crew", count: 2)]
    piece.variables = [
      .init(
        "position", dimensions: ["time", "axis"], (0..<6000).map { 0.1 * Double($0) }, units: "m"),
      .init("suit", dimensions: ["crew"], .integers([1, -1])),
    ]
    file.groups = [piece]
    return file
  }

  @Test func readsWhatItWrites() throws {
    try withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("a.nc")
      try sample.write(to: url)
      #expect(try NetCDFGroup.read(url) == sample)
      // Written again, the file is replaced, and it has the same bytes.
      let bytes = try Data(contentsOf: url)
      try sample.write(to: url)
      #expect(try Data(contentsOf: url) == bytes)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.nc"])
    }
  }

  @Test func missingNumbersAreMarked() throws {
    try withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("a.nc")
      var file = NetCDFGroup()
      file.dimensions = [.init("n", count: 2), .init("none", count: 0)]
      file.variables = [
        .init("a", dimensions: ["n"], [.nan, 1], units: "K"),
        .init("b", dimensions: ["none"], [], units: "K"),
      ]
      try file.write(to: url)
      let read = try NetCDFGroup.read(url)
      let values = try #require(read.variable("a")?.doubles)
      #expect(values[0].isNaN && values[1] == 1)
      #expect(read.variable("a")?.attributes.last?.name == "_FillValue")
      #expect(read.variable("b")?.doubles == [])
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    try withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("a.nc")
      try sample.write(to: url)
      let good = try Data(contentsOf: url)
      var broken: [NetCDFGroup] = []
      for change: (inout NetCDFGroup) -> Void in [
        { $0.variables[0].dimensions = ["axis"] }, { $0.variables[0].dimensions = ["nobody"] },
        { $0.variables[1].name = "time" }, { $0.variables[0].name = "a/b" },
        { $0.variables[0].name = "" }, { $0.dimensions[0].count = -1 },
        { $0.dimensions = [.init("time", count: .max), .init("axis", count: .max)] },
        { $0.attributes = [.init("a", "b\u{0}c")] }, { $0.groups[0].name = "" },
      ] {
        var file = sample
        change(&file)
        broken.append(file)
      }
      for file in broken {
        #expect(throws: ExchangeError.self) { try file.write(to: url) }
      }
      #expect(try Data(contentsOf: url) == good)
      #expect(throws: ExchangeError.self) {
        try sample.write(to: folder.appendingPathComponent("none/a.nc"))
      }
      for count in [0, 1, 100, good.count / 2, good.count - 1] {
        try good.prefix(count).write(to: url)
        #expect(throws: ExchangeError.self) { try NetCDFGroup.read(url) }
      }
    }
  }
}
