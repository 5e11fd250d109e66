import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import Testing

extension SGP4Elements {
  init(_ set: TwoLineElementSet) {
    self.init(
      epoch: set.epoch, meanMotion: set.meanMotion, eccentricity: set.eccentricity,
      inclination: set.inclination,
      rightAscensionOfAscendingNode: set.rightAscensionOfAscendingNode,
      argumentOfPerigee: set.argumentOfPerigee, meanAnomaly: set.meanAnomaly,
      dragTerm: set.dragTerm)
  }
}

@Suite struct SGP4Tests {
  static func elements(
    revolutionsPerDay: Double = 15.5, eccentricity: Double = 0.001, inclination: Double = 0.9,
    dragTerm: Double = 1e-4
  ) throws -> SGP4Elements {
    SGP4Elements(
      epoch: try Epoch(utc: "2022-03-11T00:00:00Z"),
      meanMotion: revolutionsPerDay * 2 * .pi / 86_400, eccentricity: eccentricity,
      inclination: inclination, rightAscensionOfAscendingNode: 1, argumentOfPerigee: 2,
      meanAnomaly: 3, dragTerm: dragTerm)
  }

  /// A circle over the equator in closed form: in the plane, at the distance of Kepler's law but for
  /// J2, and in a Kozai period ahead of a full turn by 1.5 J2 (R/a)² of it, since node and perigee
  /// turn by -1.5 and 3 of that.
  @Test func circleOverTheEquator() throws {
    let elements = try Self.elements(eccentricity: 0, inclination: 0, dragTerm: 0)
    let propagator = try SGP4Propagator(elements)
    let axis = Elementary.cbrt(3.986_008e14 / (elements.meanMotion * elements.meanMotion))
    for minutes in stride(from: -1440.0, through: 1440, by: 37) {
      let state = try propagator.state(minutes: minutes)
      #expect(abs(state.position.magnitude / axis - 1) < 3e-3)
      #expect(abs(state.position.z) < 1e-6)
      #expect(abs(state.velocity.z) < 1e-9)
    }
    let a = try propagator.state(minutes: 0).position.components.normalized
    let revolution = 2 * .pi / elements.meanMotion
    let b = try propagator.state(at: elements.epoch + revolution).position.components.normalized
    let ahead = Elementary.atan2(cross(a, b).z, dot(a, b))
    let ratio = 6_378_135 / axis
    let expected = 2 * .pi * 1.5 * 0.001_082_616 * ratio * ratio
    #expect(abs(ahead / expected - 1) < 0.01, "\(ahead) against \(expected)")
  }

  /// The velocity is the derivative of the position but for what the theory leaves out: terms of
  /// J2 squared, some centimetres a second low down.
  @Test(arguments: [15.5, 12, 6.3, 2.0, 1.0027]) func velocityIsTheDerivative(_ revolutions: Double)
    throws
  {
    let propagator = try SGP4Propagator(Self.elements(revolutionsPerDay: revolutions))
    for minutes in stride(from: 0.0, through: 2000, by: 111) {
      let before = try propagator.state(minutes: minutes - 0.01)
      let after = try propagator.state(minutes: minutes + 0.01)
      let state = try propagator.state(minutes: minutes)
      let rate = (after.position.components - before.position.components) / 1.2
      #expect((rate - state.velocity.components).magnitude < 0.5)
    }
  }

  @Test func answersAreTheSameByTimeAndByEpoch() throws {
    let propagator = try SGP4Propagator(Self.elements(revolutionsPerDay: 2, eccentricity: 0.7))
    let late = try propagator.state(minutes: 5000)
    _ = try propagator.state(minutes: -3000)
    #expect(try propagator.state(minutes: 5000) == late)
    #expect(try propagator.state(at: propagator.elements.epoch + 300_000) == late)
    #expect(late.epoch == propagator.elements.epoch + 300_000)
  }

  @Test(arguments: [1.0, 1.5, -0.1, .nan, .infinity]) func refusesEccentricities(_ e: Double) throws
  {
    let elements = try Self.elements(eccentricity: e)
    let error = #expect(throws: OrbitError.self) { try SGP4Propagator(elements) }
    #expect(error?.description.contains("eccentricity") == true)
  }

  @Test(arguments: [0.0, -1, .nan, .infinity]) func refusesMeanMotions(_ motion: Double) throws {
    let elements = try Self.elements(revolutionsPerDay: motion)
    let error = #expect(throws: OrbitError.self) { try SGP4Propagator(elements) }
    #expect(error?.description.contains("mean motion") == true)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func refusesWhatIsNotFinite(
    _ value: Double
  ) throws {
    for path in [
      \SGP4Elements.inclination, \.rightAscensionOfAscendingNode, \.argumentOfPerigee,
      \.meanAnomaly, \.dragTerm,
    ] as [WritableKeyPath<SGP4Elements, Double>] {
      var elements = try Self.elements()
      elements[keyPath: path] = value
      #expect(throws: OrbitError.self) { try SGP4Propagator(elements) }
    }
    let propagator = try SGP4Propagator(Self.elements())
    #expect(throws: OrbitError.self) { try propagator.state(minutes: value) }
    #expect(throws: OrbitError.self) { try propagator.state(minutes: 1e9) }
  }

  /// Whatever finite elements say, there is a finite state or an error with a number.
  @Test func absurdElementsEndInAStateOrAnError() throws {
    let magnitudes = [0, 1e-300, 1e-8, 1, 1e8, 1e300]
    var codes: Set<Int> = []
    for motion in [1e-300, 1e-10, 0.01, 1, 2, 15, 100, 1e8, 1e300] {
      for eccentricity in [0, 1e-300, 0.3, 0.999_999_9, 1 - 0x1p-53] {
        for angle in magnitudes {
          for drag in magnitudes {
            var elements = try Self.elements()
            elements.meanMotion = motion / 86_400
            elements.eccentricity = eccentricity
            elements.inclination = angle
            elements.dragTerm = drag
            guard let propagator = try? SGP4Propagator(elements) else { continue }
            for minutes in [0, -1440, 1e5] {
              do throws(OrbitError) {
                let state = try propagator.state(minutes: minutes)
                #expect(state.position.magnitude.isFinite && state.velocity.magnitude.isFinite)
              } catch {
                if case .sgp4(let failure, _) = error { codes.insert(failure.code) }
              }
            }
          }
        }
      }
    }
    #expect(codes.isSubset(of: [1, 2, 3, 4, 6]))
    #expect(codes.count >= 3, "\(codes)")
  }

  @Test func errorsNameTheirNumber() throws {
    let propagator = try SGP4Propagator(
      Self.elements(revolutionsPerDay: 16.46, eccentricity: 0.03, dragTerm: 1e-3))
    let error = #expect(throws: OrbitError.self) { try propagator.state(minutes: 5000) }
    #expect(error?.description.contains("error") == true, "\(error.map(\.description) ?? "")")
    #expect(SGP4Failure.decayed.code == 6)
    #expect(SGP4Failure.allCases.map(\.code) == [1, 2, 3, 4, 6])
  }
}
