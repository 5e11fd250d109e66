import NumericalMethods
import StationModel

/// One piece from one instant on, until its loads are set anew: mass, centre of mass, inertia and inner
/// motion are closed forms of the time.
struct PieceModel: Sendable {
  /// At `epoch`.
  let properties: MassProperties
  /// At `epoch`.
  let loads: BodyLoads
  /// After the start of the forces [s].
  let epoch: Double
  let flow: FlowSums
  private let inverse: Matrix3
  /// Inertia of what turns, as it stands at `epoch`, about the piece's centre then [kg m²].
  private let turningInertia: Matrix3
  private let isSteady: Bool

  /// The piece at one time.
  struct Moment {
    var properties: MassProperties
    /// Of the inertia; zero for a point.
    var inverse: Matrix3
    /// Angular momentum about the centre of mass of what turns inside [N m s].
    var inner: SIMD3<Double>
    /// How far the centre of mass has moved in the hull [m].
    var shift = SIMD3<Double>.zero
    /// How fast it moves by what is drawn from tanks [m/s].
    var drift = SIMD3<Double>.zero
    /// How fast it moves by what turns [m/s].
    var swing = SIMD3<Double>.zero
  }

  init(properties: MassProperties, loads: BodyLoads, epoch: Double) {
    self.properties = properties
    self.loads = loads
    self.epoch = epoch
    flow = FlowSums(loads.outflows, about: properties.centre)
    inverse = properties.inertia.inverse ?? .zero
    turningInertia = loads.movingParts.reduce(.zero) {
      $0 + $1.properties.inertia(about: properties.centre)
    }
    isSteady = flow.rate == 0 && loads.movingParts.isEmpty
  }

  func moment(at time: Double) -> Moment {
    let s = time - epoch
    let stored = loads.storedMomentum + s * loads.storedMomentumRate
    if isSteady { return Moment(properties: properties, inverse: inverse, inner: stored) }
    var mass = properties.mass - s * flow.rate
    // First and second moments about the centre at the epoch.
    var first = -s * flow.drawn
    var second = properties.inertia - s * flow.drawnInertia
    if !(mass > 0) {
      // More has left than the piece weighs: what it was at the epoch, for want of an answer.
      mass = properties.mass
      first = .zero
      second = properties.inertia
    }
    // Linear and angular momentum of what turns, the latter about the centre at the epoch.
    var linear = SIMD3<Double>.zero
    var angular = SIMD3<Double>.zero
    if !loads.movingParts.isEmpty { second -= turningInertia }
    for part in loads.movingParts {
      let now = part.turned(for: s)
      first += part.properties.mass * (now.properties.centre - part.properties.centre)
      second += now.properties.inertia(about: properties.centre)
      linear += part.properties.mass * now.centreVelocity
      angular += now.momentum(about: properties.centre)
    }
    let shift = first / mass
    let centre = properties.centre + shift
    let swing = linear / mass
    let inner = stored + angular - cross(shift, linear)
    let inertia = second - mass * FlowSums.pointInertia(shift)
    return Moment(
      properties: MassProperties(mass: mass, centre: centre, inertia: inertia),
      inverse: inertia.inverse ?? .zero, inner: inner, shift: shift,
      drift: flow.centreVelocity(mass: mass, shift: shift), swing: swing)
  }

  /// The same piece with what it has become by then as its start.
  func restarted(at time: Double) -> PieceModel {
    var now = loads.after(time - epoch)
    // By the sum that tells when they are dry: late in a flight the clock's rounding is longer than
    // what is then left seems to last.
    for (index, flow) in loads.outflows.enumerated()
    where flow.massRate > 0 && epoch + flow.timeUntilDry <= time {
      now.outflows[index].remaining = 0
    }
    return PieceModel(properties: moment(at: time).properties, loads: now, epoch: time)
  }

  /// When the first tank is dry, after the start of the forces [s].
  var dryTime: Double { epoch + loads.timeUntilDry }
}
