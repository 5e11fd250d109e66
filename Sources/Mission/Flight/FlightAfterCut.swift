import Exchange
import Flight
import Kinematics
import NumericalMethods
import Orbits
import Shapes
import StationModel

/// The flight of the pieces after a cut: where they go and how near they come to each other again.
public struct FlightAfterCut: Sendable {
  /// One moment of the flight.
  public struct Sample: Sendable {
    /// After the cut [s].
    public var time: Double
    public var reference: OrbitState<GCRF>
    public var bodies: [RigidBody]
  }

  /// What is known of a pair of pieces.
  public struct Pair: Sendable {
    public var first: Int
    public var second: Int
    public var closest: ClosestApproach?
    /// Distance of the centres of mass at the end [m].
    public var finalDistance: Double
  }

  public var samples: [Sample]
  public var pairs: [Pair]
  public var duration: Double
  public var modes: [AttitudeMode]

  /// Flies the pieces of `world` for `duration` [s], recording each `interval` [s].
  ///
  /// A piece that can control its attitude holds it in the local orbital frame; one that cannot
  /// drifts. Steps are 10 s; the distance between surfaces is looked at on every step, so that the
  /// closest approach is found to the way made in 5 s.
  public init(
    _ world: World, controllable: [Bool], duration: Double, interval: Double,
    environment: Environment
  ) throws {
    let assembly = world.assembly
    let forces = try environment.forces(from: world.epoch, to: world.epoch + duration)
    let solids = world.pieces.map { assembly.solids(of: $0.modules) }
    let areas = zip(solids, world.bodies).map { solids, body in
      assembly.dragCoefficient.value
        * ProjectedArea(of: solids, along: SIMD3(1, 0, 0)).area / body.properties.mass
    }
    modes = controllable.map { $0 ? .localHold : .freeDrift }
    var flight = try FormationFlight(
      reference: world.reference, bodies: world.bodies, ballisticAreas: areas, modes: modes,
      forces: forces)
    var monitors: [(a: Int, b: Int, monitor: ClearanceMonitor)] = []
    for a in solids.indices {
      for b in solids.indices where b > a {
        monitors.append((a, b, ClearanceMonitor(solids[a], solids[b])))
      }
    }
    let step = 10.0
    let count = Int((duration / step).rounded(.up))
    let every = max(1, Int((interval / step).rounded()))
    samples = [Sample(time: 0, reference: flight.reference, bodies: flight.bodies)]
    for index in 1...max(1, count) {
      try flight.step(min(step, duration - Double(index - 1) * step))
      let time = min(duration, Double(index) * step)
      let bodies = flight.bodies
      for number in monitors.indices {
        let pair = monitors[number]
        monitors[number].monitor.observe(bodies[pair.a], bodies[pair.b], time: time)
      }
      if index % every == 0 || index == count {
        samples.append(Sample(time: time, reference: flight.reference, bodies: bodies))
      }
    }
    let last = flight.bodies
    pairs = monitors.map { pair in
      let gap = last[pair.a].position.components - last[pair.b].position.components
      return Pair(
        first: pair.a, second: pair.b, closest: pair.monitor.closest,
        finalDistance: gap.magnitude)
    }
    self.duration = duration
  }
}
