import Exchange
import Foundation
import Kinematics
import Mission
import StationModel
import Testing

/// The verdict on the boundary cut, and what becomes of it when units move.
@Suite struct VerdictTests {
  func kinds(_ document: JSONValue, to piece: String) -> Set<String> {
    Set(
      (document["dependencies"]?.items ?? []).filter { $0["to"]?.text == piece }
        .compactMap { $0["kind"]?.text })
  }

  func piece(_ document: JSONValue, holding module: String) throws -> JSONValue {
    try #require(
      document["pieces"]?.items.first {
        $0["modules"]?.items.contains(.string(module)) == true
      })
  }

  /// NASA's ISS manager in March 2022: the US side needs Russian propellant and thrusters, the
  /// Russian side excess power and communications. Besides, seats and gyroscopes.
  @Test func boundaryCutNamesTheDependencies() throws {
    let (document, _) = try Fixtures.verdict(of: Fixtures.iss("2022-03-11"), opening: ["J01"])
    let items = document["dependencies"]?.items ?? []
    let zarya = try piece(document, holding: "zarya")
    let destiny = try piece(document, holding: "destiny")
    func has(_ kind: String, fromPiece piece: JSONValue) -> Bool {
      items.contains { item in
        guard item["kind"]?.text == kind, let from = item["from"]?.text else { return false }
        let module = String(from.split(separator: ".")[0])
        return piece["modules"]?.items.contains(.string(module)) == true
      }
    }
    #expect(has("propellant", fromPiece: zarya))
    #expect(has("thrust", fromPiece: zarya))
    #expect(has("power", fromPiece: destiny))
    #expect(has("communications", fromPiece: destiny))
    #expect(has("attitudeControl", fromPiece: destiny))
    #expect(has("crew", fromPiece: zarya), "one astronaut has a seat in the Soyuz")
    #expect(destiny["propulsion"]?["propellantKg"]?.double == 0)
  }

  /// Gyroscopes and the converter taken across the joint: the dependency on them is gone.
  @Test func dependencyFollowsItsUnit() throws {
    var plan = try Fixtures.station("iss")
    let z1 = try #require(plan.modules.firstIndex { $0.id == "z1" })
    let zvezda = try #require(plan.modules.firstIndex { $0.id == "zvezda" })
    let unity = try #require(
      plan.modules.firstIndex { !$0.converters.isEmpty })
    plan.modules[zvezda].gyros = plan.modules[z1].gyros
    plan.modules[z1].gyros = []
    plan.modules[zvezda].converters = plan.modules[unity].converters
    plan.modules[unity].converters = []
    for index in plan.modules.indices {
      let relays = plan.modules[index].links.filter { $0.path == .relaySatellite }
      plan.modules[index].links.removeAll { $0.path == .relaySatellite }
      plan.modules[zvezda].links += relays
    }
    let assembly = try Assembly(plan, at: Epoch(utc: "2022-03-11"))
    let (document, _) = try Fixtures.verdict(of: assembly, opening: ["J01"])
    let items = document["dependencies"]?.items ?? []
    for kind in ["attitudeControl", "power", "communications"] {
      let givers = items.filter { $0["kind"]?.text == kind }.compactMap { $0["from"]?.text }
      #expect(givers.allSatisfy { $0.hasPrefix("zvezda.") }, "\(kind) from \(givers)")
    }
  }

  /// Propellant and engines taken to the American side: it needs none of the Russian any more, and
  /// the Russian side needs them.
  @Test func propellantAndThrustFollowTheirUnits() throws {
    var plan = try Fixtures.station("iss")
    let unity = try #require(plan.modules.firstIndex { $0.id == "unity" })
    let present = Set(try Fixtures.iss("2022-03-11").modules.map(\.id))
    for index in plan.modules.indices
    where plan.modules[index].kind != .vehicle && present.contains(plan.modules[index].id) {
      plan.modules[unity].tanks += plan.modules[index].tanks.filter { $0.contents == .propellant }
        .map { renamed($0, by: plan.modules[index].id) }
      plan.modules[index].tanks.removeAll { $0.contents == .propellant && index != unity }
      guard index != unity else { continue }
      plan.modules[unity].engines += plan.modules[index].engines
      plan.modules[index].engines = []
    }
    let assembly = try Assembly(plan, at: Epoch(utc: "2022-03-11"))
    let (document, _) = try Fixtures.verdict(of: assembly, opening: ["J01"])
    for kind in ["propellant", "thrust"] {
      let givers = (document["dependencies"]?.items ?? []).filter { $0["kind"]?.text == kind }
        .compactMap { $0["from"]?.text }
      #expect(!givers.isEmpty && givers.allSatisfy { $0.hasPrefix("unity.") }, "\(kind): \(givers)")
    }
  }

  private func renamed(_ tank: Tank, by module: String) -> Tank {
    var tank = tank
    tank.id = "\(module)-\(tank.id)"
    return tank
  }

  /// A seat on the own side: nobody depends on a seat of the other.
  @Test func seatsFollowTheirVehicle() throws {
    var plan = try Fixtures.station("iss")
    let member = try #require(plan.crew.firstIndex { $0.id == "vande-hei" })
    plan.crew[member].seat = "crew-3"
    let assembly = try Assembly(plan, at: Epoch(utc: "2022-03-11"))
    let (document, _) = try Fixtures.verdict(of: assembly, opening: ["J01"])
    #expect((document["dependencies"]?.items ?? []).allSatisfy { $0["kind"]?.text != "crew" })
  }

  @Test func withoutGyrosTheUSSideLosesControl() throws {
    var plan = try Fixtures.station("iss")
    for index in plan.modules.indices { plan.modules[index].gyros = [] }
    let assembly = try Assembly(plan, at: Epoch(utc: "2022-03-11"))
    let (document, _) = try Fixtures.verdict(of: assembly, opening: ["J01"])
    let us = try piece(document, holding: "destiny")
    #expect(us["attitude"]?["controllable"] == .bool(false))
    #expect(us["attitude"]?["cmgMomentumNMS"]?.double == 0)
  }

  /// A Progress moved across the joint takes its thrust and its delta-v along.
  @Test func deltaVMovesWithTheProgress() throws {
    let plan = try Fixtures.station("your-own-station")
    var moved = plan
    let joint = try #require(moved.joints.firstIndex { $0.id == "waist" })
    let tug = try #require(moved.modules.firstIndex { $0.id == "tug" })
    let garden = try #require(moved.modules.firstIndex { $0.id == "garden" })
    moved.modules[garden].tanks += moved.modules[tug].tanks
    moved.modules[garden].engines = moved.modules[tug].engines
    moved.modules[tug].engines = []
    moved.modules[tug].tanks = []
    let epoch = try Epoch(utc: "2031-06-01")
    let name = plan.joints[joint].id
    let (first, _) = try Fixtures.verdict(of: Assembly(plan, at: epoch), opening: [name])
    let (second, _) = try Fixtures.verdict(of: Assembly(moved, at: epoch), opening: [name])
    let before = try piece(first, holding: "tug")["propulsion"]?["deltaVMPerS"]?.double ?? 0
    #expect(before > 400)
    #expect(try piece(second, holding: "tug")["propulsion"]?["deltaVMPerS"]?.double == 0)
    #expect(try piece(second, holding: "hub")["propulsion"]?["deltaVMPerS"]?.double ?? 0 > 100)
  }

  /// The order of the file decides nothing; doubled masses double the ballistic coefficient.
  @Test func mutationsOfARandomStation() throws {
    let standards = try Fixtures.standards()
    func document(_ text: String, reversed: Bool) throws -> JSONValue {
      var plan = try StationPlan(
        YAMLNode.parse(text, file: "random.yaml"), mechanisms: standards.mechanisms)
      if reversed {
        plan.modules.reverse()
        plan.joints.reverse()
      }
      return try Fixtures.verdict(
        of: Assembly(plan, at: Epoch(utc: "2040-06-01")), opening: ["j4"]
      ).document
    }
    let text = Fixtures.randomStation(count: 12, seed: 5)
    let plain = try document(text, reversed: false)
    #expect(try document(text, reversed: true).resultDigest == plain.resultDigest)
    let doubled = try document(
      Fixtures.randomStation(count: 12, seed: 5, doubled: true), reversed: false)
    for (a, b) in zip(plain["pieces"]?.items ?? [], doubled["pieces"]?.items ?? []) {
      let one = try #require(a["orbit"]?["ballisticCoefficientKgPerM2"]?.double)
      let two = try #require(b["orbit"]?["ballisticCoefficientKgPerM2"]?.double)
      #expect(abs(two / one - 2) < 1e-12)
    }
  }

  /// Every null of a piece that has a model to come is named.
  @Test func nothingIsNullInSilence() throws {
    let (document, _) = try Fixtures.verdict(of: Fixtures.iss("2022-03-11"), opening: ["J01"])
    let paths = (document["notYetModelled"]?.items ?? []).compactMap { $0["path"]?.text }
    for path in ["pieces[0].orbit.lifetimeDays", "pieces[1].reentry", "pieces[0].debris"] {
      #expect(paths.contains(path))
    }
    #expect(!document.canonical.contains("nan"))
  }
}
