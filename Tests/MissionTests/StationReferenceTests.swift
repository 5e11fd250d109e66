import Kinematics
import Mission
import NumericalMethods
import StationModel
import Testing

/// The station file of the ISS against masses and inertias that NASA published.
@Suite struct StationReferenceTests {
  func properties(_ date: String) throws -> MassProperties {
    let assembly = try Fixtures.iss(date)
    return assembly.massProperties(
      of: Array(assembly.modules.indices), tankLoads: assembly.initialTankLoads)
  }

  /// Masses in the headers of NASA's state vectors (SVPOST) and public ephemerides (TOPO). The table
  /// of stowage was set without those of 2014-02-24, 2023-03-08, 2024-03-08 and 2024-11-27. 7 % is
  /// the outfitting that no published figure names.
  @Test(
    arguments: [
      ("2010-08-11", 375_906), ("2014-02-24", 413_518), ("2022-02-11", 445_386),
      ("2023-02-15", 460_724), ("2023-03-01", 461_235), ("2023-03-08", 473_291),
      ("2024-02-28", 459_325), ("2024-03-04", 459_325), ("2024-03-08", 471_702),
      ("2024-11-27", 473_264),
    ] as [(String, Double)])
  func publishedMass(_ date: String, _ published: Double) throws {
    let mass = try properties(date).mass
    #expect(abs(mass / published - 1) < 0.07, "\(mass) kg against \(published) kg")
  }

  /// The steps of the ephemerides' mass at the dockings of Crew-6 (12,178 kg) and Crew-8 (12,377 kg).
  @Test func stepsAtDockings() throws {
    let crew6 = try properties("2023-03-04").mass - properties("2023-03-02").mass
    let crew8 = try properties("2024-03-06").mass - properties("2024-03-04").mass
    #expect(abs(crew6 / 12_178 - 1) < 0.03)
    #expect(abs(crew8 / 12_377 - 1) < 0.03)
  }

  /// NASA's check case (JEOD, NESC): a nearly complete station of 400 t. The diagonal agrees to
  /// 25 %; products of inertia are not compared, because their signs already differ between
  /// published sets.
  @Test func checkCaseInertia() throws {
    let station = try properties("2022-03-11")
    #expect((station.centre - SIMD3(-3, -1.5, 4)).magnitude < 2.5)
    let published = SIMD3(102e6, 91e6, 164e6)
    for axis in 0..<3 {
      let ratio = station.inertia[axis, axis] / published[axis]
      #expect(abs(ratio - 1) < 0.25, "axis \(axis): \(ratio)")
    }
  }

  /// The station of two days: who was there, and who was not.
  @Test func datesDecideWhoIsThere() throws {
    let early = try Fixtures.iss("2001-02-14")
    #expect(early.moduleIndex("destiny") != nil && early.moduleIndex("s0") == nil)
    let late = try Fixtures.iss("2022-03-11")
    #expect(late.moduleIndex("nauka") != nil && late.moduleIndex("pirs") == nil)
    #expect(late.crew.count == 7)
    #expect(throws: StationError.self) { try Fixtures.iss("1998-01-01") }
  }

  /// Every module joined today stands where the layout says: its placement is the identity.
  @Test func permanentModulesStandWhereTheLayoutSays() throws {
    let station = try Fixtures.iss("2022-03-11")
    for id in ["zarya", "zvezda", "unity", "destiny", "harmony", "columbus", "s0", "p6", "nauka"] {
      let module = station.modules[try #require(station.moduleIndex(id))]
      #expect(module.placement.origin.magnitude < 0.2, "\(id): \(module.placement.origin)")
    }
  }
}
