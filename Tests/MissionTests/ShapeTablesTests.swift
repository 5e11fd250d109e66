import Exchange
import Kinematics
import Mission
import StationModel
import Testing

/// What flights hand each other of the shapes that they fly.
@Suite struct ShapeTablesTests {
  private func flight(
    _ assembly: Assembly, _ commands: [TimedCommand], tables: ShapeTables
  ) throws -> MissionFlight {
    var flight = try MissionFlight(
      Fixtures.world(assembly),
      plan: FlightPlan(commands: commands, duration: 60, interval: 20, fidelity: .full),
      environment: Fixtures.environment(), standards: Fixtures.standards(), tables: tables)
    try flight.fly()
    return flight
  }

  /// A flight with the tables of another one ends in the same state to the last bit, and so does one
  /// with the tables of another station beside them.
  @Test func handedTablesChangeNothing() throws {
    let cut = [ReleaseFlightTests.open(joint: "J01", at: 20)]
    let first = try flight(Fixtures.iss("2022-03-11"), cut, tables: ShapeTables())
    #expect(first.tables.count == 3)
    let later = try flight(Fixtures.iss("2024-03-06"), [], tables: first.tables)
    let alone = try flight(Fixtures.iss("2024-03-06"), [], tables: ShapeTables())
    #expect(later.world.stateBytes == alone.world.stateBytes)
    #expect(later.tables.count == 4)
    let again = try flight(Fixtures.iss("2022-03-11"), cut, tables: later.tables)
    #expect(again.world.stateBytes == first.world.stateBytes)
    #expect(again.tables.count == 4)
  }
}
