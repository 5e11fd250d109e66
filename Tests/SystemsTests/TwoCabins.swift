import Exchange
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import Systems

/// A station of two cabins, `north` with the units and `south` with further tanks, and the means to
/// take it through time.
struct TwoCabins {
  var assembly: Assembly
  let model: SystemsModel
  var crew: Int
  var state: SystemsState
  var tankLoads: [Double]
  /// Sunlight now, and the angle of the Sun from the orbit's plane [rad].
  var sunlit = 0.0
  var beta = 0.0

  /// What the clock says at every step.
  var epoch: Epoch { assembly.epoch }

  static let day = 86_400.0

  /// - Parameter edit: changes the station before it is built.
  init(crew: Int, edit: (inout Assembly) -> Void = { _ in }) throws {
    let data = try DataFolder.locate()
    let (metabolism, standard) = try BalanceTests.tables()
    model = SystemsModel(metabolism: metabolism, standard: standard)
    let plan = try StationPlan(
      YAMLNode.parse(Self.text, file: "two-cabins.yaml"),
      mechanisms: MechanismCatalogue(
        tableAt: data.appendingPathComponent("docking-mechanisms.csv")))
    assembly = try Assembly(plan, at: Epoch(utc: "2040-06-01"))
    edit(&assembly)
    self.crew = crew
    state = SystemsState(assembly, standard: standard)
    tankLoads = assembly.initialTankLoads
  }

  /// What some of the modules add up to, with `crew` people.
  func piece(_ modules: [Int], crew: Int) -> PieceInventory {
    let one = assembly.crew[0]
    return PieceInventory(
      of: modules, in: assembly, crew: Array(repeating: one, count: crew))
  }

  var whole: PieceInventory { piece([0, 1], crew: crew) }

  /// Water used and not recovered [kg/s] while units hold the air and nothing leaks: what the crew
  /// drinks and the electrolysis of what it breathes, less condensate and urine as far as units go.
  var netWaterUse: Double {
    let piece = whole
    let rates = model.metabolism
    let crew = Double(piece.crew)
    let oxygen = min(piece.oxygenGeneration, crew * rates.oxygen)
    let back =
      min(piece.waterRecovery, crew * rates.vapour) + min(piece.urineProcessing, crew * rates.urine)
    return crew * rates.water + 2 * 18.015 / 31.998 * oxygen - back
  }

  func reading(_ piece: PieceInventory? = nil) -> SystemsReading {
    model.reading(of: piece ?? whole, state, tankLoads: tankLoads)
  }

  /// One step of a piece.
  mutating func step(_ piece: PieceInventory, _ duration: Double) -> SystemsFlows {
    model.advance(
      piece, state: &state, tankLoads: &tankLoads,
      in: Surroundings(epoch: epoch, sunlit: sunlit, beta: beta), duration: duration)
  }

  /// Goes on for `time` [s] in steps of `duration` [s], and returns what went where and the first
  /// time that each limit was crossed.
  mutating func run(
    _ time: Double, in duration: Double
  ) -> (flows: SystemsFlows, first: [SystemsLimit: Double]) {
    let piece = whole
    var sum = SystemsFlows()
    var first: [SystemsLimit: Double] = [:]
    var before = reading(piece)
    for number in 0..<Int((time / duration).rounded()) {
      let flows = step(piece, duration)
      let after = reading(piece)
      let crossings = model.crossings(
        of: piece, from: before, to: after, flows, duration: duration)
      for crossing in crossings where first[crossing.limit] == nil {
        first[crossing.limit] = Double(number) * duration + crossing.after
      }
      sum += flows
      before = after
    }
    return (sum, first)
  }

  private static let text = """
    station: {id: pair, name: Two cabins}
    frame: {name: PAIR, description: of the north cabin}
    root: north
    source: here
    confidence: low
    dragCoefficient: 2.2
    sources: {here: {title: made up for a test}}
    owners: [{id: one, name: One}]
    modules:
      - id: north
        name: North
        owner: one
        from: 2040-01-01
        mass: 10000 kg
        solids:
          - {id: hull, shape: cylinder, axis: x, centre: [5, 0, 0], length: 10 m, diameter: 4 m}
        ports: [{id: back, at: [0, 0, 0], axis: -x, mechanism: apas}]
        airVolume: 300 m3
        leak: 0.02 kg/day
        seats: 4
        sleepStations: 3
        tanks:
          - {id: oxygen, contents: oxygen, capacity: 50 kg, load: 5 kg}
          - {id: canisters, contents: carbonDioxideAbsorbent, capacity: 20 kg, load: 6 kg}
          - {id: water, contents: water, capacity: 60 kg, load: 40 kg}
        arrays:
          - {id: wings, power: 3 kW, tracking: twoAxis}
        batteries: [{id: pack, energy: 1 kWh}]
        loads: [{id: base, power: 400 W}]
        gyros: [{id: wheels, count: 4, minimum: 3, momentum: 100 N m s, power: 100 W}]
        radiators: [{id: panel, rejection: 4 kW}]
        lifeSupport:
          - {id: electrolysis, function: oxygenGeneration, capacity: 3 kg/day, power: 300 W}
          - {id: scrubber, function: carbonDioxideRemoval, capacity: 3 kg/day, power: 100 W}
          - {id: condenser, function: waterRecovery, capacity: 7 kg/day, power: 60 W}
          - {id: still, function: urineProcessing, capacity: 4 kg/day, power: 40 W}
          - {id: spare, function: oxygenGeneration, capacity: 9 kg/day, power: 900 W,
             status: standby}
      - id: south
        name: South
        owner: one
        from: 2040-01-01
        mass: 12000 kg
        solids:
          - {id: hull, shape: cylinder, axis: x, centre: [5, 0, 0], length: 10 m, diameter: 4 m}
        ports: [{id: back, at: [0, 0, 0], axis: -x, mechanism: apas}]
        airVolume: 400 m3
        leak: 0.01 kg/day
        tanks:
          - {id: oxygen, contents: oxygen, capacity: 10 kg, load: 3 kg}
          - {id: water, contents: water, capacity: 30 kg, load: 10 kg}
        arrays:
          - {id: hinged, power: 1 kW, tracking: oneAxis}
          - {id: stiff, power: 400 W, tracking: fixed}
        batteries: [{id: pack, energy: 0.5 kWh}]
        loads: [{id: base, power: 100 W}]
    joints:
      - {id: waist, between: [north.back, south.back], from: 2040-01-01}
    crew:
      - {id: ada, name: Ada, owner: one, seat: north, location: north, from: 2040-01-01}
    """
}

extension Assembly {
  /// Stops every life-support unit.
  mutating func stopUnits() {
    for module in modules.indices {
      for unit in modules[module].plan.lifeSupport.indices {
        modules[module].plan.lifeSupport[unit].status = .failed
      }
    }
  }

  /// Empties every tank.
  mutating func emptyTanks() {
    for module in modules.indices {
      for tank in modules[module].plan.tanks.indices {
        modules[module].plan.tanks[tank].load.value = 0
      }
    }
  }

  /// Gives every running unit of one kind a capacity [kg/day].
  mutating func set(_ function: LifeSupportFunction, to perDay: Double) {
    for unit in modules[0].plan.lifeSupport.indices
    where modules[0].plan.lifeSupport[unit].function == function {
      modules[0].plan.lifeSupport[unit].capacity.value = perDay / 86_400
    }
  }

  /// Puts a load into the first tank of a kind, and empties the others of it [kg].
  mutating func load(_ contents: TankContents, _ mass: Double) {
    var left = mass
    for module in modules.indices {
      for tank in modules[module].plan.tanks.indices
      where modules[module].plan.tanks[tank].contents == contents {
        modules[module].plan.tanks[tank].load.value = left
        left = 0
      }
    }
  }

  /// Lets both cabins leak together [kg/s].
  mutating func leak(_ rate: Double) {
    modules[0].plan.leak = Figure(rate)
    modules[1].plan.leak = nil
  }
}
