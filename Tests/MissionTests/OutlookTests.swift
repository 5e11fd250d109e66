import Exchange
import Foundation
import Kinematics
import Mission
import NumericalMethods
import Orbits
import StationModel
import TestSupport
import Testing

/// What becomes of orbits, in the verdict and in the answer to `lifetime`.
@Suite struct OutlookTests {
  static func outlook(samples: Int = 20, seed: UInt64 = 0) throws -> OrbitOutlook {
    try OrbitOutlook(
      dataFolder: repositoryRoot.appendingPathComponent("Data"), samples: samples, seed: seed)
  }

  static func verdict(_ outlook: OrbitOutlook) throws -> JSONValue {
    let flight = try Fixtures.flight(
      of: Fixtures.iss("2022-03-11"), [TimedCommand(time: 0, .open(["J01"]))], duration: 10)
    return Verdict(of: flight, orbitSource: "test", outlook: outlook).document
  }

  /// The pieces of the parted ISS: without an engine the American one is down in one to two years,
  /// as was published (DM22 in `Claims`); the Russian one holds its orbit.
  @Test func verdictForetellsOrbits() throws {
    let document = try Self.verdict(Self.outlook())
    let pieces = document["pieces"]?.items ?? []
    #expect(pieces.count == 2)
    for piece in pieces {
      let days = try #require(piece["orbit"]?["lifetimeDays"])
      let values = try ["p5", "p50", "p95"].map { try #require(days[$0]?.double) }
      #expect(values == values.sorted() && values[0] > 100 && values[2] < 1500)
      #expect(piece["orbit"]?["forecast"]?["coverage"]?.text?.contains("measured") == true)
      // 10 to 40 % of the mass come down, by a burn of 105 to 115 m/s from 420 km where it is steered.
      let mass = try #require(piece["massKg"]?.double)
      let surviving = try #require(piece["reentry"]?["survivingMassKg"]?.double)
      #expect((0.1...0.4).contains(surviving / mass))
      let entry = try #require(piece["reentry"]?["controlledEntryDeltaVMPerS"]?.double)
      #expect((105...115).contains(entry))
      #expect(try #require(piece["reentry"]?["casualtyExpectation"]?.double) > 1e-3)
    }
    let american = try #require(pieces[0]["orbit"]?["lifetimeDays"]?["p50"]?.double)
    // Measured: 368 days with a hundred futures; 300 leaves room for twenty.
    #expect((300...730).contains(american))
    #expect(pieces[0]["orbit"]?["reboostPropellantKgPerYear"] == .null)
    #expect(pieces[1]["orbit"]?["reboostPropellantKgPerYear"]?.double != nil)
    // Its orbit is among the limits of the one that cannot raise it, and of that alone.
    func limits(_ piece: JSONValue) -> [String] {
      (piece["limits"]?.items ?? []).compactMap { $0["what"]?.text }
    }
    #expect(limits(pieces[0]).contains("orbit") && !limits(pieces[1]).contains("orbit"))
    let missing = (document["notYetModelled"]?.items ?? []).compactMap { $0["path"]?.text }
    #expect(!missing.contains { $0.hasSuffix("orbit.lifetimeDays") || $0.hasSuffix("reentry") })
    #expect(missing.contains("pieces[0].orbit.reboostPropellantKgPerYear"))
  }

  @Test func sameSeedSameVerdict() throws {
    let one = try Self.verdict(Self.outlook(samples: 5, seed: 1))
    #expect(try one.resultDigest == Self.verdict(Self.outlook(samples: 5, seed: 1)).resultDigest)
    #expect(try one.resultDigest != Self.verdict(Self.outlook(samples: 5, seed: 2)).resultDigest)
  }

  @Test func answersWhatIsAsked() throws {
    let state = Fixtures.orbit(at: try Epoch(utc: "2026-06-01"))
    var question = LifetimeReport.Question(
      state: state, source: "test", mass: 450e3, area: 1500, dragCoefficient: 2.2)
    let report = try LifetimeReport(question, Self.outlook())
    let document = report.document
    let days = try #require(document["lifetimeDays"]?["p50"]?.double)
    let date = try Epoch(utc: try #require(document["reentryUtc"]?["p50"]?.text))
    #expect(abs((date - state.epoch) / 86_400 - days) < 1)
    #expect(document["environment"]?["coverage"]?.text?.contains("sampled") == true)
    // Propellant by the rocket equation.
    let deltaV = try #require(document["reboost"]?["deltaVMPerSPerYear"]?["p50"]?.double)
    let propellant = try #require(document["reboost"]?["propellantKgPerYear"]?["p50"]?.double)
    #expect(
      abs(propellant / (450e3 * (1 - Elementary.exp(-deltaV / (300 * 9.806_65)))) - 1) < 1e-9)
    #expect(report.text.contains("days to 120 km"))
    // A light thing far up outlasts the horizon: null, and why.
    question.area = 0.01
    let lasting = try LifetimeReport(question, Self.outlook())
    #expect(lasting.document["lifetimeDays"]?["p50"] == .null)
    #expect(lasting.note?.contains("last longer") == true)
    question.entryArea = "moon"
    #expect(throws: OrbitError.self) { try LifetimeReport(question, Self.outlook()) }
    question.entryArea = "south-pacific"
    question.mass = .nan
    #expect(throws: OrbitError.self) { try LifetimeReport(question, Self.outlook()) }
  }
}
