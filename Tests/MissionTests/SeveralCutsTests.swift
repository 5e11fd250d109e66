import Exchange
import Foundation
import Kinematics
import Mission
import StationModel
import Testing

/// Flights that cut more than once, and burns and entries between the cuts.
@Suite struct SeveralCutsTests {
  /// `count` modules in a row, each with an engine; their tanks as `fuel` says [kg].
  static func row(_ fuel: [Double], line: Int? = nil) -> String {
    var modules = ""
    var joints = ""
    for (index, load) in fuel.enumerated() {
      modules += """
          - id: m\(index)
            name: Module \(index)
            owner: o
            from: 2040-01-01
            mass: 1000 kg
            solids: [{id: hull, shape: cylinder, axis: x, centre: [-2, 0, 0], length: 4 m, diameter: 3 m}]
            ports:
              - {id: fore, at: [0, 0, 0], axis: +x, mechanism: ssvp-hybrid}
              - {id: aft, at: [-4, 0, 0], axis: -x, mechanism: ssvp-hybrid}
            engines:
              - {id: main, count: 1, thrust: 400 N, specificImpulse: 300 s, direction: +x, \
        at: [-4, 0, 0], uses: [orbit, attitude]}
            computers: [{id: bridge, authority: home}]

        """
      if load > 0 {
        modules +=
          "    tanks: [{id: fuel, contents: propellant, capacity: \(load) kg, load: \(load) kg, "
          + "at: [-2, 0, 0]}]\n"
      }
      guard index > 0 else { continue }
      let crossing = line == index ? ", crossings: [{kind: propellant}]" : ""
      joints +=
        "  - {id: j\(index), between: [m\(index - 1).aft, m\(index).fore], from: 2040-01-01"
        + "\(crossing)}\n"
    }
    return """
      station: {id: row, name: Row}
      frame: {name: ROW, description: of the first module}
      root: m0
      source: test
      confidence: low
      dragCoefficient: 2.2
      sources: {test: {title: made for a test}}
      owners: [{id: o, name: O}]
      modules:
      \(modules)joints:
      \(joints)
      """
  }

  static func burn(_ module: String, at time: Double, _ amount: Burn.Amount) -> TimedCommand {
    TimedCommand(
      time: time,
      .burn(Burn(module: module, engine: "main", direction: .retrograde, amount: amount)))
  }

  static func fly(
    _ station: String, _ commands: [TimedCommand], duration: Double
  ) throws -> (flight: MissionFlight, verdict: JSONValue) {
    let plan = try StationPlan(
      YAMLNode.parse(station, file: "row.yaml"), mechanisms: Fixtures.standards().mechanisms)
    let flight = try Fixtures.flight(
      of: Assembly(plan, at: Epoch(utc: "2040-02-01")), commands, duration: duration)
    return (flight, Verdict(of: flight, orbitSource: "test").document)
  }

  /// An engine that a cut parts from its tank stops, and has burnt no more than what it drew.
  @Test func burnStopsWithoutItsTank() throws {
    let (flight, verdict) = try Self.fly(
      Self.row([0, 500, 0], line: 1),
      [
        Self.burn("m0", at: 60, .duration(1000)), TimedCommand(time: 180, .open(["j1"])),
      ], duration: 1800)
    let burns = flight.recording.burns
    #expect(burns.map(\.endedBy) == ["cut", "propellant"])
    let drawn = 120 * 400 / (9.806_65 * 300)
    #expect(abs(burns[0].startMass - burns[0].endMass - drawn) < 1e-9)
    #expect(burns[1].end - burns[1].start == 0)
    #expect(flight.world.burns.isEmpty)
    let masses = (verdict["pieces"]?.items ?? []).compactMap { $0["massKg"]?.double }
    #expect(abs(masses.reduce(0, +) - (3500 - drawn)) < 1e-9)
    #expect(masses.last == 1000)
  }

  /// A change of velocity that a cut interrupts is finished on the lighter piece.
  @Test func burnGoesOnAfterTheCut() throws {
    let (flight, _) = try Self.fly(
      Self.row([0, 0, 400]),
      [
        Self.burn("m2", at: 60, .deltaV(20)), TimedCommand(time: 120, .open(["j2"])),
      ], duration: 1800)
    let burns = flight.recording.burns
    #expect(burns.map(\.endedBy) == ["cut", "deltaV"])
    #expect(abs(burns[0].deltaV + burns[1].deltaV - 20) < 1e-9)
    let flow = 400 / (9.806_65 * 300)
    #expect(abs(burns[1].startMass - (1400 - 60 * flow)) < 1e-9)
    #expect(abs(burns[1].endMass - (burns[1].startMass - (burns[1].end - 120) * flow)) < 1e-9)
  }

  /// A piece that has come down before the last cut is told as it came down, and its entry is a limit.
  @Test func pieceThatCameDownStaysWhereItWas() throws {
    let (flight, verdict) = try Self.fly(
      Self.row([0, 0, 400, 0]),
      [
        TimedCommand(time: 60, .open(["j2"])), Self.burn("m2", at: 120, .deltaV(300)),
        TimedCommand(time: 10_000, .open(["j1"])),
      ], duration: 11_000)
    let entry = try #require(flight.recording.events.first { $0.kind == .entry })
    #expect(entry.time < 10_000)
    let piece = try #require(
      verdict["pieces"]?.items.first { $0["modules"]?.items.contains("m2") == true })
    let epoch = try Epoch(utc: try #require(piece["epochUtc"]?.text))
    #expect(abs(epoch - (flight.recording.start + entry.time)) < 1e-5)
    let place = (piece["positionM"]?.items ?? []).compactMap(\.double)
    let radius = place.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect((6_470_000...6_499_000).contains(radius), "\(radius) m")
    let limit = try #require(piece["limits"]?.items.first { $0["what"]?.text == "orbit" })
    let crossed = try Epoch(utc: try #require(limit["atUtc"]?.text))
    #expect(abs(crossed - epoch) < 1e-3)
    for pair in verdict["separation"]?.items ?? [] where pair["centreDistanceM"] == .null {
      #expect(pair["note"]?.text == "one of the pieces had come down before the other was one")
    }
  }

  /// Two pieces that have changed places in the order of masses are still told as a pair.
  @Test func pairsOutliveTheOrderOfPieces() throws {
    let (flight, verdict) = try Self.fly(
      Self.row([100, 100, 100, 100]),
      [
        TimedCommand(time: 60, .open(["j2", "j3"])), Self.burn("m2", at: 120, .duration(100)),
        TimedCommand(time: 600, .open(["j1"])),
      ], duration: 6000)
    #expect(flight.recording.finals.map(\.id) == ["piece1", "piece2", "piece3", "piece4"])
    let ids = (verdict["pieces"]?.items ?? []).compactMap { $0["modules"]?.items.first?.text }
    #expect(ids == ["m0", "m1", "m3", "m2"])
    for pair in verdict["separation"]?.items ?? [] {
      #expect(pair["finalCentreDistanceM"]?.double != nil, "\(pair["id"]?.text ?? "")")
    }
  }

  /// What stays null for want of a model is named for the whole before the cut too.
  @Test func nothingOfTheWholeIsNullInSilence() throws {
    let (_, verdict) = try Self.fly(
      Self.row([0, 0]), [TimedCommand(time: 0, .open(["j1"]))], duration: 10)
    let paths = Set((verdict["notYetModelled"]?.items ?? []).compactMap { $0["path"]?.text })
    for path in ["orbit.lifetimeDays", "debris", "reentry", "thermal.marginW"] {
      for place in ["before", "pieces[0]", "pieces[1]"] {
        #expect(paths.contains("\(place).\(path)"))
      }
    }
  }

  /// What a piece had over two opened joints is named as well, at the joint next to it.
  @Test func dependenciesReachOverPiecesBetween() throws {
    let (one, _) = try Fixtures.verdict(of: Fixtures.iss("2022-03-11"), opening: ["J01"])
    let (three, _) = try Fixtures.verdict(
      of: Fixtures.iss("2022-03-11"), opening: ["J01", "J02", "J03"])
    func had(_ module: String, _ document: JSONValue) -> [String: JSONValue] {
      var found: [String: JSONValue] = [:]
      for item in document["dependencies"]?.items ?? [] where item["to"]?.text == module {
        found[(item["kind"]?.text ?? "") + " " + (item["from"]?.text ?? "")] = item
      }
      return found
    }
    let zvezda = had("zvezda", three)
    for (key, item) in had("zvezda", one) where item["unit"]?.text == "N m s" {
      #expect(zvezda[key]?["amount"] == item["amount"], "\(key)")
      #expect(zvezda[key]?["joint"]?.text == "J03")
    }
    let destiny = had("destiny", three)
    for key in ["thrust zvezda.main", "propellant zarya.propellant", "crew soyuz-ms-19"] {
      #expect(destiny[key]?["joint"]?.text == "J02", "\(key)")
    }
  }
}
