import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import TestSupport
import Testing

@Suite struct SGP4BatchTests {
  /// Elements of many kinds by a seed: low, eccentric, decaying, in deep space.
  static func catalogue(_ count: Int) throws -> [SGP4Elements] {
    let stream = Philox4x32(seed: 7, stream: 0)
    let start = try Epoch(utc: "2024-03-20T00:00:00Z")
    return (0..<count).map { index in
      func number(_ draw: Int) -> Double { stream.uniform(at: UInt64(8 * index + draw)) }
      let isDeep = index % 11 == 3
      let eccentricity = index % 5 == 0 ? 0.1 * number(0) : 0.002 * number(0)
      let revolutions = isDeep ? 1 + 5 * number(1) : 12.5 + 3.4 * number(1)
      return SGP4Elements(
        epoch: start + 86_400 * (number(2) - 1), meanMotion: revolutions * 2 * .pi / 86_400,
        eccentricity: eccentricity, inclination: .pi * number(3),
        rightAscensionOfAscendingNode: 2 * .pi * number(4),
        argumentOfPerigee: 2 * .pi * number(5), meanAnomaly: 2 * .pi * number(6),
        dragTerm: 1e-3 * number(7) * number(7))
    }
  }

  /// Whether batch and theory one by one agree: state within 1e-7 km and 1e-10 km/s, or the same
  /// failure. Gives the greatest distance [m].
  static func compare(
    _ states: SGP4States, _ batch: SGP4Batch, _ minutes: (Int, Int) -> Double
  ) -> (distance: Double, failures: Int, different: Int) {
    var worst = (distance: 0.0, failures: 0, different: 0)
    for time in 0..<states.times {
      for satellite in 0..<states.satellites {
        let found = states.state(satellite: satellite, time: time)
        do throws(OrbitError) {
          let one = try batch.propagators[satellite].state(minutes: minutes(satellite, time))
          guard let found else {
            worst.different += 1
            continue
          }
          let off = (found.position - one.position).magnitude
          let slip = (found.velocity - one.velocity).magnitude
          worst.distance = max(worst.distance, off)
          if off.isNaN || !(slip < 1e-7) { worst.different += 1 }
        } catch {
          worst.failures += 1
          guard case .sgp4(let failure, _) = error else {
            worst.different += 1
            continue
          }
          if failure != states.failure(satellite: satellite, time: time) { worst.different += 1 }
        }
      }
    }
    return worst
  }

  @Test func agreesWithTheTheoryOneByOne() throws {
    let batch = try SGP4Batch(Self.catalogue(1003))
    let times = [0, 1, -1, 90.5, -720, 1440, 10_000, -30_000, 100_000]
    let result = Self.compare(try batch.states(minutes: times), batch) { times[$1] }
    #expect(result.distance < 1e-4, "\(result)")
    #expect(result.different == 0 && result.failures > 0, "\(result)")
  }

  /// On both sides of the eccentricity where Kepler's series ends, and far beyond, all round the
  /// ellipse; a neighbour beyond changes no bit of one that is not.
  @Test func eccentricityFromCircleToEllipse() throws {
    let start = try Epoch(utc: "2024-03-20T00:00:00Z")
    let eccentricities = [0, 1e-6, 0.03, 0.08, 0.1, 0.104, 0.105, 0.106, 0.12, 0.2, 0.3, 0.42]
    let elements = (0..<96).flatMap { place in
      eccentricities.map { eccentricity in
        // Perigee 500 km above the ground.
        let axis = 6.878e6 / (1 - eccentricity)
        return SGP4Elements(
          epoch: start, meanMotion: (3.986e14 / (axis * axis * axis)).squareRoot(),
          eccentricity: eccentricity, inclination: 1.1, rightAscensionOfAscendingNode: 2,
          argumentOfPerigee: .pi / 2 * Double(place % 4),
          meanAnomaly: .pi / 12 * Double(place / 4), dragTerm: 1e-5)
      }
    }
    let batch = try SGP4Batch(elements)
    let times = [0, 37.5]
    let states = try batch.states(minutes: times)
    let result = Self.compare(states, batch) { times[$1] }
    // One by one, as in the reference program, Kepler's equation is left with up to 1e-12 rad.
    #expect(result.distance < 2e-5, "\(result)")
    #expect(result.different == 0 && result.failures == 0, "\(result)")
    // The same eccentricities next to each other.
    let order = elements.indices.sorted {
      (elements[$0].eccentricity, $0) < (elements[$1].eccentricity, $1)
    }
    let sorted = try SGP4Batch(order.map { elements[$0] }).states(minutes: times)
    for (place, index) in order.enumerated() {
      #expect(
        sorted.bits(satellite: place, time: 1) == states.bits(satellite: index, time: 1))
    }
  }

  @Test func commonInstantsAreThoseOfTheEpochs() throws {
    let batch = try SGP4Batch(Self.catalogue(40))
    let start = try Epoch(utc: "2024-03-21T12:34:56.789Z")
    let instants = [start, start + 7200.000_000_001, start - 86_400]
    let states = try batch.states(at: instants)
    let result = Self.compare(states, batch) {
      (instants[$1] - batch.propagators[$0].elements.epoch) / 60
    }
    #expect(result.distance < 1e-4 && result.different == 0, "\(result)")
  }

  /// Neither neighbours nor threads nor the other times change a bit.
  @Test func bitsHangOnObjectAndTimeAlone() throws {
    let elements = try Self.catalogue(300)
    let times = [-1440, 0, 33.3, 1e4, 2e5]
    let whole = try SGP4Batch(elements).states(minutes: times)
    #expect(try SGP4Batch(elements).states(minutes: times, threads: 3).hasSameBits(as: whole))
    for index in stride(from: 0, to: elements.count, by: 7) {
      let alone = try SGP4Batch([elements[index]]).states(minutes: times)
      let among = try SGP4Batch(Array(elements[index...].prefix(9))).states(minutes: [33.3])
      for time in times.indices {
        #expect(
          alone.bits(satellite: 0, time: time) == whole.bits(satellite: index, time: time))
      }
      if among.satellites >= 8 {
        #expect(among.bits(satellite: 0, time: 0) == whole.bits(satellite: index, time: 2))
      }
    }
    let instants = [elements[0].epoch, elements[0].epoch + 4000.5]
    let both = try SGP4Batch(elements).states(at: instants)
    let second = try SGP4Batch(elements).states(at: [instants[1]])
    #expect(both.bits(satellite: 5, time: 1) == second.bits(satellite: 5, time: 0))
  }

  /// What decays, is all but a parabola or has no sense spoils nobody else's lane.
  @Test func hostileLanesKeepToThemselves() throws {
    let tame = try Self.catalogue(16)
    let times = [-1e6, -1440, 0, 720, 5e4, SGP4Propagator.reach]
    let expected = try SGP4Batch(tame).states(minutes: times)
    var hostile: [SGP4Elements] = []
    for eccentricity in [0, 1e-300, 0.3, 0.61, 0.999_999_9, 1 - 0x1p-53] {
      for motion in [1e-300, 0.01, 2, 15, 17.5, 100, 1e8, 1e300] {
        for drag in [0, -1, 1e8] {
          for angle in [0, 3, 1e300] {
            var set = tame[0]
            set.eccentricity = eccentricity
            set.meanMotion = motion * 2 * .pi / 86_400
            set.dragTerm = drag
            set.meanAnomaly = angle
            set.inclination = angle
            hostile.append(set)
          }
        }
      }
    }
    hostile = hostile.filter { (try? SGP4Propagator($0)) != nil }
    #expect(hostile.count > 100)
    for place in stride(from: 0, to: hostile.count, by: 7) {
      var mixed = tame
      for (offset, set) in hostile[place...].prefix(7).enumerated() { mixed[2 * offset] = set }
      let batch = try SGP4Batch(mixed)
      let states = try batch.states(minutes: times)
      for satellite in [1, 3, 5, 7, 9, 11, 13, 14, 15] {
        for time in times.indices {
          #expect(
            states.bits(satellite: satellite, time: time)
              == expected.bits(satellite: satellite, time: time))
        }
      }
      let result = Self.compare(states, batch) { times[$1] }
      #expect(result.different == 0, "\(place): \(result)")
    }
  }

  @Test func refusesTimesAndElements() throws {
    let elements = try Self.catalogue(9)
    let batch = try SGP4Batch(elements)
    for time in [Double.nan, .infinity, 6e7] {
      #expect(throws: OrbitError.self) { try batch.states(minutes: [0, time]) }
    }
    let far = elements[0].epoch + 110 * 365.25 * 86_400
    #expect(throws: OrbitError.self) { try batch.states(at: [far]) }
    var wrong = elements
    wrong[4].eccentricity = 1
    #expect(throws: OrbitError.self) { try SGP4Batch(wrong) }
    #expect(try batch.states(minutes: []).count == 0)
    #expect(try SGP4Batch([SGP4Elements]()).states(minutes: [0]).count == 0)
  }

  @Test func roomIsUsedAgain() throws {
    let batch = try SGP4Batch(Self.catalogue(20))
    var states = try batch.states(minutes: [5e5, 0])
    try batch.fill(&states, minutes: [0, 10])
    #expect(states.hasSameBits(as: try batch.states(minutes: [0, 10])))
    #expect(states.values(.x).count == 40 && states.count == 40)
    #expect(states.state(satellite: 3, time: 1)?.position.x == states.values(.x)[23])
  }
}

@Suite(.enabled(if: ReferenceData.has("oem"))) struct SGP4BatchReferenceTests {
  /// The published output of the reference program, all sets in one batch.
  @Test func agreesWithThePublishedOutput() throws {
    let sets = try SGP4ReferenceTests.sets()
    let batch = try SGP4Batch(sets.map { SGP4Elements($0) })
    var place = 0
    for block in try SGP4ReferenceTests.blocks() {
      while sets[place].catalogueNumber != block.number { place += 1 }
      let satellite = place
      place += 1
      if block.number == 33334 { continue }
      let states = try batch.states(minutes: block.rows.map(\.minutes))
      for (time, row) in block.rows.enumerated() {
        let state = try #require(states.state(satellite: satellite, time: time))
        let off = (1e-3 * state.position.components - row.position).magnitude
        let slip = (1e-3 * state.velocity.components - row.velocity).magnitude
        #expect(off < 1e-6, "\(block.number) at \(row.minutes) min: \(off) km")
        #expect(slip < 1e-8, "\(block.number) at \(row.minutes) min: \(slip) km/s")
      }
    }
  }

  /// A whole catalogue, at the epoch of each set and weeks away from it.
  @Test func agreesOnAWholeCatalogue() throws {
    let text = try ReferenceData.text("tle/catalogue_2le_20250419.txt.xz")
    let sets = try TwoLineElementSet.parse(text, file: "catalogue")
    let batch = try SGP4Batch(sets.map { SGP4Elements($0) })
    let times = [0, 100, -1440, 10_080, 43_200.0]
    let states = try batch.states(minutes: times, threads: 2)
    let result = SGP4BatchTests.compare(states, batch) { times[$1] }
    print("SGP4 in a batch: \(states.count) states, \(result)")
    #expect(states.count == 5 * 19_509)
    #expect(result.distance < 1e-4, "\(result)")
    #expect(result.different == 0 && result.failures > 0, "\(result)")
  }
}

extension SGP4States {
  fileprivate func bits(satellite: Int, time: Int) -> [UInt64] {
    guard let state = state(satellite: satellite, time: time) else {
      return [UInt64(failure(satellite: satellite, time: time)?.code ?? 0)]
    }
    return (0..<3).flatMap {
      [state.position.components[$0].bitPattern, state.velocity.components[$0].bitPattern]
    }
  }

  fileprivate func hasSameBits(as other: Self) -> Bool {
    satellites == other.satellites && times == other.times
      && (0..<satellites).allSatisfy { satellite in
        (0..<times).allSatisfy {
          bits(satellite: satellite, time: $0) == other.bits(satellite: satellite, time: $0)
        }
      }
  }
}
