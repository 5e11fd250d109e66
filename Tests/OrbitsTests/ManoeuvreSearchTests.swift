import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import TestSupport
import Testing

@Suite struct ManoeuvreSearchTests {
  /// Element sets of a low orbit with given burns [day, change of the semi-major axis in m] and a
  /// trend by drag, a set each five hours, its elements off at random as those of the ISS are.
  static func history(
    days: Double, burns: [(day: Double, step: Double)], seed: UInt64, noise: Double = 1,
    decay: Double = 15
  ) throws -> [SGP4Elements] {
    let stream = Philox4x32(seed: seed, stream: 0)
    let start = try Epoch(utc: "2022-01-01T00:00:00Z")
    let mu = 3.986_008e14
    let axis = 6.795e6
    let motion = (mu / (axis * axis * axis)).squareRoot()
    return stride(from: 0.0, to: days, by: 0.21).enumerated().map { index, day in
      func random(_ draw: Int) -> Double { noise * stream.normal(at: UInt64(4 * index + draw)) }
      let passed = burns.filter { $0.day < day }
      // Kepler's third law once and, for the place, integrated once more.
      let factor = -1.5 * motion / axis
      let away = passed.reduce(-decay * day) { $0 + $1.step }
      let drift = passed.reduce(-0.5 * decay * day * day) { $0 + $1.step * (day - $1.day) }
      let rate = motion + factor * (away + 3 * random(0))
      let longitude = motion * 86_400 * day + factor * 86_400 * drift + 5e-5 * random(1)
      // Far enough from the place where Kozai's and Brouwer's motion differ by much.
      let inclination = 0.9553 + 5e-6 * random(2)
      return SGP4Elements(
        epoch: start + 86_400 * day, meanMotion: rate, eccentricity: 0.0005,
        inclination: inclination, rightAscensionOfAscendingNode: 1, argumentOfPerigee: 2,
        meanAnomaly: longitude.truncatingRemainder(dividingBy: 2 * .pi), dragTerm: 1e-4)
    }
  }

  @Test func findsWhatWasPutIn() throws {
    let burns = [(20.3, 1500.0), (41.77, -900.0), (55.0, 250.0), (58.2, 180.0), (80.12, 120.0)]
    for seed in 0..<5 {
      let sets = try Self.history(days: 100, burns: burns, seed: UInt64(seed))
      let search = try ManoeuvreSearch(sets.reversed() + sets)
      #expect(search.manoeuvres.count == burns.count, "\(search.manoeuvres)")
      #expect(search.count == sets.count)
      for (found, expected) in zip(search.manoeuvres, burns) {
        let day = (found.epoch - sets[0].epoch) / 86_400
        #expect(found.kind == .inTrack)
        #expect(abs(day - expected.0) < 0.2, "\(day) for \(expected)")
        let step = try #require(found.semiMajorAxisChange)
        #expect(abs(step - expected.1) < 30, "\(step) for \(expected)")
        #expect(abs(found.speedChange / expected.1 - 0.5 * 1.1272e-3) < 0.3e-3)
        #expect(found.timeUncertainty > 0 && found.timeUncertainty < 86_400)
      }
      for span in search.quietSpans { #expect(abs(span.decayRate - 15) < 2, "\(span)") }
      #expect(search.quietSpans.count >= 4)
    }
  }

  @Test func findsNothingInNoise() throws {
    for seed in 10..<20 {
      let sets = try Self.history(days: 120, burns: [], seed: UInt64(seed))
      #expect(try ManoeuvreSearch(sets).manoeuvres.isEmpty)
    }
  }

  @Test func findsATurnOfTheOrbit() throws {
    var sets = try Self.history(days: 60, burns: [], seed: 3)
    for index in sets.indices where index > 150 { sets[index].inclination += 2e-4 }
    let found = try ManoeuvreSearch(sets).manoeuvres.filter { $0.kind == .crossTrack }
    #expect(found.count == 1)
    let burn = try #require(found.first)
    #expect(abs((burn.inclinationChange ?? 0) - 2e-4) < 2e-5)
    #expect(abs(burn.speedChange - 2e-4 * 7659) < 0.15)
    #expect(abs(burn.epoch - sets[150].epoch) < 43_200)
  }

  /// Without noise a step is seen at once, and few sets show nothing but do no harm.
  @Test func edgesOfTheInput() throws {
    let exact = try Self.history(days: 40, burns: [(20, 200)], seed: 0, noise: 0)
    #expect(try ManoeuvreSearch(exact).manoeuvres.count == 1)
    for count in 0..<12 {
      #expect(try ManoeuvreSearch(Array(exact.prefix(count))).manoeuvres.isEmpty)
    }
    let same = [SGP4Elements](repeating: exact[0], count: 50)
    #expect(try ManoeuvreSearch(same).count == 1)
    var wrong = exact
    wrong[7].eccentricity = 2
    #expect(throws: OrbitError.self) { try ManoeuvreSearch(wrong) }
  }

  /// A few sets that are plainly wrong are no burns.
  @Test func wrongSetsAreNoBurns() throws {
    var sets = try Self.history(days: 60, burns: [(30, 700)], seed: 4)
    for index in [40, 97, 200] { sets[index].meanMotion *= 1.001 }
    let found = try ManoeuvreSearch(sets).manoeuvres
    #expect(found.count == 1, "\(found)")
  }
}

@Suite(.enabled(if: ReferenceData.has("oem"))) struct ManoeuvreReferenceTests {
  static func sets(_ path: String, object: Int = 25544) throws -> [SGP4Elements] {
    let lines = try ReferenceData.text(path).split(whereSeparator: \.isNewline)
    // Of a table, the two lines at the end of each row.
    let plain = lines.flatMap { line -> [String] in
      let fields = line.components(separatedBy: "\",\"").suffix(2)
        .map { $0.replacingOccurrences(of: "\"", with: "") }
      return fields.count == 2 && fields[0].hasPrefix("1 ") ? Array(fields) : [String(line)]
    }.filter { $0.hasPrefix("1 ") || $0.hasPrefix("2 ") }
    return try TwoLineElementSet.parse(plain.joined(separator: "\n"), file: path)
      .filter { $0.catalogueNumber == object }.map { SGP4Elements($0) }
  }

  /// The burns of 2020 that were reported (history/reported_manoeuvres_2013_2020.csv), with the
  /// steps of its last column, straight lines through 2.5 days on each side.
  @Test func reportedBurnsOfTheStation() throws {
    let search = try ManoeuvreSearch(Self.sets("tle/iss_gp_20191208_20201207.csv.xz"))
    let reported: [(utc: String, length: Double, step: Double)] = [
      ("2020-04-19T05:09:00Z", 60, -1827), ("2020-07-11T19:15:00Z", 180, -924),
      ("2020-07-29T13:57:00Z", 336, 1257), ("2020-09-10T20:32:00Z", 225, 883),
      ("2020-09-22T21:19:00Z", 150, 575), ("2020-10-07T08:11:00Z", 404, -1339),
    ]
    var squares = 0.0
    for row in reported {
      let epoch = try Epoch(utc: row.utc) + 0.5 * row.length
      let burn = try #require(
        search.manoeuvres.min { abs($0.epoch - epoch) < abs($1.epoch - epoch) })
      let away = (burn.epoch - epoch) / burn.timeUncertainty
      squares += away * away
      #expect(abs(away) < 3, "\(row.utc): \(burn.epoch) ± \(burn.timeUncertainty) s")
      #expect(burn.timeUncertainty < 1800, "\(row.utc): ± \(burn.timeUncertainty) s")
      #expect(abs((burn.semiMajorAxisChange ?? 0) - row.step) < 150, "\(row.utc): \(burn)")
    }
    // What is told of the times is neither too little nor too much.
    #expect((0.5...1.5).contains((squares / 6).squareRoot()), "\((squares / 6).squareRoot())")
    // Six more of 800 m and above were not reported in what we have, but are as plain; one of
    // 150 m on 2020-11-20 may be a burn or a change of drag.
    #expect(search.manoeuvres.count == 13, "\(search.manoeuvres)")
    #expect(search.semiMajorAxisNoise < 20)
  }

  /// A dead satellite does not burn: Cosmos 1818 (17369) in 2020.
  @Test func aDeadSatelliteHasNoBurns() throws {
    let sets = try Self.sets("tle/gp_cosmos1818_iridium136_2019_2020.csv.xz", object: 17369)
    let search = try ManoeuvreSearch(sets)
    #expect(search.count > 800)
    #expect(search.manoeuvres.isEmpty, "\(search.manoeuvres)")
  }

  /// The first half of 2021, and the decay that is published for its months, 8 to 11 m a day.
  @Test func burnsAndDecayOf2021() throws {
    let search = try ManoeuvreSearch(Self.sets("tle/iss_3le_20210101_20210630.txt.xz"))
    let days = search.manoeuvres.map { $0.epoch.iso8601(digits: 0).prefix(10) }
    #expect(
      days == ["2021-01-21", "2021-03-12", "2021-04-02", "2021-05-20", "2021-06-24"], "\(days)")
    let rates = search.quietSpans.map(\.decayRate)
    #expect(rates.count >= 5 && rates.allSatisfy { (5...15).contains($0) }, "\(rates)")
  }
}
