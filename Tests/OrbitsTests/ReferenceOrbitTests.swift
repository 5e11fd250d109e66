import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import TestSupport
import Testing

@Suite(.enabled(if: ReferenceData.has("oem"))) struct ReferenceOrbitTests {
  private func distance(
    _ name: String, _ settings: ForceModel.Settings, field: Geopotential? = nil
  ) throws -> Double {
    let carried = try Carried()
    let truth = try ReferenceData.report(name)
    let first = try #require(truth.first)
    #expect(truth.count == 1441)
    let forces = try carried.forces(
      settings, from: first.epoch, to: first.epoch + 86_400, field: field)
    let states = try NumericalPropagator(
      state: first, object: DragAndPressure(ballisticArea: 0), forces: forces
    )
    .states(every: 60, for: 86_400)
    let distance = Carried.distance(states, truth)
    print("\(name): \(distance) m in a day")
    return distance
  }

  /// STK and this propagator integrate the same equations.
  @Test func pointMass() throws {
    let settings = ForceModel.Settings(degree: 0, order: 0, sun: false, moon: false, drag: false)
    #expect(try distance("STK_ISS_Earth_0_0_0", settings) < 1e-3)
  }

  /// The Moon moves this orbit by metres; its series is good to 24 km, 6e-5 of the distance.
  @Test func moon() throws {
    let settings = ForceModel.Settings(degree: 0, order: 0, sun: false, drag: false)
    #expect(try distance("STK_ISS_EarthLuna_0_0_0", settings) < 0.02)
  }

  /// The planets, which are left out here, move it by millimetres.
  @Test func sunAndMoon() throws {
    let settings = ForceModel.Settings(degree: 0, order: 0, drag: false)
    #expect(try distance("STK_ISS_AllPlanets_0_0_0", settings) < 0.02)
  }

  /// The same coefficients to 20x20; precession, nutation and polar motion of other years of the
  /// conventions leave centimetres.
  @Test func gravityField() throws {
    let text = try ReferenceData.text("environment/gravity/EGM96_to120.gfc.xz")
    let field = try withTemporaryFile(holding: text, ending: "gfc") {
      try Geopotential(fileAt: $0, degree: 20, order: 20)
    }
    let settings = ForceModel.Settings(sun: false, moon: false, drag: false)
    #expect(try distance("STK_ISS_Earth_EGM96_0_0", settings, field: field) < 0.1)
  }

  /// NASA's ephemeris of the station: with the ballistic area that fits the end of the first day,
  /// the whole day stays within a kilometre, and the fitted density within a factor of three of
  /// the model for the mean Sun.
  @Test func aDayOfTheStation() throws {
    let carried = try Carried()
    let all = try ReferenceData.ephemeris("ISS_OEM_20220214T231900")
    let first = try #require(all.first)
    let truth = all.filter { $0.epoch - first.epoch <= 86_400 }
    #expect(truth.count > 360)
    // The file goes over to another count of seconds at each event: all are multiples of 3 s.
    let places = truth.map { Int((($0.epoch - first.epoch) / 3).rounded()) }
    for (place, state) in zip(places, truth) {
      #expect(state.epoch == first.epoch + 3 * Double(place))
    }
    let forces = try carried.forces(.init(), from: first.epoch, to: first.epoch + 86_400)
    func run(_ scale: Double) throws -> [OrbitState<GCRF>] {
      // Mass, area and drag coefficient as the file's comments give them.
      let area = scale * 2.8 * 1439.7 / 445_386
      let states = try NumericalPropagator(
        state: first, object: DragAndPressure(ballisticArea: area), forces: forces
      )
      .states(every: 3, for: 86_400)
      return places.map { states[$0] }
    }
    func ahead(_ states: [OrbitState<GCRF>]) throws -> Double {
      let last = try #require(states.last)
      let end = try #require(truth.last)
      return dot(
        (last.position - end.position).components, end.velocity.components.normalized)
    }
    let none = try ahead(run(0))
    let full = try ahead(run(1))
    print("ISS, one day: without drag \(none) m, as the model says \(full) m")
    let scale = none / (none - full)
    let fitted = Carried.distance(try run(scale), truth)
    print("ISS, one day: unfitted \(full) m along track, scale \(scale), fitted \(fitted) m")
    #expect(scale > 0.33 && scale < 3)
    #expect(fitted < 1000)
  }
}
