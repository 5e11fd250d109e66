import Flight
import Kinematics
import Shapes
import SpaceEnvironment
import StationModel
import Systems

/// One piece in flight and what is added up for it from record to record. What it is made of stands
/// in the world; this is what a flight needs at hand beside it.
struct Craft {
  /// Index of its track in the recording.
  var track: Int
  let inventory: PieceInventory
  let shape: PieceShape
  /// Drag coefficient times area [m²].
  let dragArea: Double
  /// What its systems have done since the piece came to be, and until the last record.
  var flows = SystemsFlows()
  var recordedFlows = SystemsFlows()
  var recordedTime: Double
  /// How far its systems have been followed, after the start [s].
  var systemsTime: Double
  /// Time in sunlight since the last record [s].
  var recordedLit = 0.0
  /// Whether the Sun's centre is above the Earth's edge.
  var isLit: Bool
  /// Propellant burnt since the piece came to be [kg]: by all engines, and by attitude jets.
  var burnt = 0.0
  var attitudePropellant = 0.0
  /// The latter until the last record [kg].
  var recordedAttitudePropellant = 0.0
  /// Mass when the piece came to be, and air lost to space since [kg].
  var firstMass: Double
  var vented = 0.0
  /// Whether what leaves it has turned it away from its attitude, or makes it tumble.
  var isTurnedAway = false
  var isTumbling = false
  /// What attitude jets have burnt and no tank has given yet [kg], by module.
  var jetPropellant: [Int: Double] = [:]
  /// The turn from the attitude that is commanded [rad].
  var controlError = 0.0
  /// What sunlight does to it over its pressure, about the origin of its axes, where that is followed.
  var light: StreamCoefficients?
  /// What the air does on the stretch that it is on, where it has no tables.
  var airWay: AirWay?
  /// Drag coefficient times area as it stood at the last step [m²]; nil where it is not followed.
  var airArea: Double?
  var propulsion: (station: Double, vehicles: Double, deltaV: Double)
  var controllable: Bool
  /// The limits that were crossed, each at its first time after the start.
  var crossings: [SystemsCrossing] = []

  init(
    of piece: Int, in world: World, track: Int, time: Double, standards: Standards,
    sun: SIMD3<Double>
  ) {
    let assembly = world.assembly
    let modules = world.pieces[piece].modules
    self.track = track
    inventory = PieceInventory(
      of: modules, in: assembly, crew: world.crew(aboard: piece).map { assembly.crew[$0] })
    let solids = assembly.solids(of: modules)
    shape = PieceShape(solids)
    dragArea =
      assembly.dragCoefficient.value * ProjectedArea(of: solids, along: SIMD3(1, 0, 0)).area
    recordedTime = time
    systemsTime = time
    firstMass = world.bodies[piece].properties.mass
    isLit = Sunlight.isLit(world.orbit(of: piece).position.components, sun: sun)
    propulsion = Self.propulsion(of: piece, in: world)
    controllable =
      PieceAnswer(world: world, index: piece, standards: standards).attitude.controllable
  }

  /// The same piece with its books carried on, after something aboard has changed.
  func renewed(_ piece: Int, in world: World, standards: Standards, sun: SIMD3<Double>) -> Craft {
    var craft = Craft(
      of: piece, in: world, track: track, time: recordedTime, standards: standards, sun: sun)
    craft.flows = flows
    craft.recordedFlows = recordedFlows
    craft.systemsTime = systemsTime
    craft.crossings = crossings
    craft.recordedLit = recordedLit
    craft.isLit = isLit
    craft.burnt = burnt
    craft.firstMass = firstMass
    craft.vented = vented
    craft.isTurnedAway = isTurnedAway
    craft.isTumbling = isTumbling
    craft.attitudePropellant = attitudePropellant
    craft.recordedAttitudePropellant = recordedAttitudePropellant
    craft.jetPropellant = jetPropellant
    craft.controlError = controlError
    craft.light = light
    craft.airWay = airWay
    craft.airArea = airArea
    return craft
  }

  static func propulsion(
    of piece: Int, in world: World
  ) -> (station: Double, vehicles: Double, deltaV: Double) {
    let networks = PropellantNetwork.networks(
      of: world.pieces[piece], in: world.assembly, opened: world.opened,
      tankLoads: world.tankLoads)
    return (
      networks.reduce(0) { $0 + $1.station }, networks.reduce(0) { $0 + $1.vehicles },
      PropellantNetwork.deltaV(networks, mass: world.bodies[piece].properties.mass)
    )
  }
}

/// Day and night in orbit: night is where less than half of the Sun's disk is seen.
enum Sunlight {
  static func isLit(_ position: SIMD3<Double>, sun: SIMD3<Double>) -> Bool {
    margin(position, sun: sun) >= 0
  }

  /// Above zero in light; crosses zero where half of the disk is hidden.
  static func margin(_ position: SIMD3<Double>, sun: SIMD3<Double>) -> Double {
    Shadow.illumination(of: position, sun: sun) - 0.5
  }
}
