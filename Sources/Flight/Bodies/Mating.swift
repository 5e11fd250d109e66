import Kinematics
import NumericalMethods
import StationModel

extension RigidBody {
  /// The one body that several become when they are made fast to each other, each as it stands: the
  /// inverse of ``split(into:)``.
  ///
  /// A perfectly plastic blow, in which linear and angular momentum stay as they are (Goldsmith,
  /// *Impact*, 1960, ch. 2); the energy of what they moved against each other is lost
  /// (``energyOfMating(_:)``). The whole has the axes of the first, and its attitude. Bodies that
  /// were cut from one and have not moved since give back what was cut, to rounding.
  ///
  /// - Parameters:
  ///   - bodies: at least one, relative to the same reference orbit.
  ///   - whole: mass properties of the whole along the first one's axes, where the graph knows them;
  ///     left out, they are those of the bodies as they stand.
  public static func mated(_ bodies: [RigidBody], as whole: MassProperties? = nil) -> RigidBody {
    precondition(!bodies.isEmpty, "nothing to mate")
    let first = bodies[0]
    let toFirst = first.attitude.inverse
    let sum = MassProperties.sum(
      bodies.map { body in
        let turn = body.attitude.then(toFirst)
        // Axes that agree to the bit leave the tensor as it is.
        let isAligned = body.attitude == first.attitude
        let arm = toFirst.rotate(body.position.components - first.position.components)
        return MassProperties(
          mass: body.properties.mass, centre: first.properties.centre + arm,
          inertia: isAligned ? body.properties.inertia : turn.tensor(body.properties.inertia))
      })
    // Everything beside the first: shares of what is between them lose no digits of where they are.
    var way = SIMD3<Double>.zero
    var drift = SIMD3<Double>.zero
    for body in bodies {
      let share = body.properties.mass / sum.mass
      way += share * (body.position.components - first.position.components)
      drift += share * (body.velocity.components - first.velocity.components)
    }
    let (position, velocity) = (first.position.components + way, first.velocity.components + drift)
    var momentum = SIMD3<Double>.zero
    for body in bodies {
      let arm = body.position.components - first.position.components - way
      let relative = body.velocity.components - first.velocity.components - drift
      momentum += body.spinMomentum + body.properties.mass * cross(arm, relative)
    }
    let properties = whole ?? sum
    let inverse = properties.inertia.inverse ?? .zero
    return RigidBody(
      properties: properties, position: Position(position), velocity: Velocity(velocity),
      attitude: first.attitude,
      angularVelocity: AngularVelocity(inverse * toFirst.rotate(momentum)))
  }

  /// The energy of motion that is lost when bodies are made fast to each other [J]: that of their
  /// motion about the common centre of mass, less that of the whole's turning.
  public static func energyOfMating(_ bodies: [RigidBody]) -> Double {
    let whole = mated(bodies)
    let motion = bodies.reduce(0.0) {
      let relative = $1.velocity.components - whole.velocity.components
      return $0 + 0.5 * $1.properties.mass * relative.squaredMagnitude + $1.spinEnergy
    }
    return motion - whole.spinEnergy
  }
}
