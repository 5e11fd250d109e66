import Kinematics
import NumericalMethods

/// What a controller tries to do.
public enum ControlMode: Sendable, Hashable {
  /// Nothing.
  case freeDrift
  /// To keep an attitude in the local orbital frame.
  case localHold(Rotation<LVLH, StationFrame>)
  /// To keep an attitude among the stars.
  case inertialHold(Rotation<GCRF, StationFrame>)
  /// To stay near the torque equilibrium with the gyroscopes near empty.
  case torqueEquilibrium(MomentumManager)
}

/// Which actuators hold the attitude. On the ISS the gyroscopes are those of the American segment and
/// the jets those of the Russian one.
public enum ControlActuators: String, CaseIterable, Sendable {
  /// Gyroscopes, and jets to empty them.
  case gyros
  /// Jets, while the gyroscopes run empty.
  case jets
}

/// How a controller does.
public enum ControlStatus: String, CaseIterable, Sendable {
  /// It lets the body drift, as it was told.
  case drifting
  /// It holds the attitude.
  case holding
  /// It holds the attitude while jets empty the gyroscopes.
  case desaturating
  /// The gyroscopes are full, and no jets empty them: the attitude is about to go.
  case saturated
  /// The attitude is lost, and the body drifts.
  case lost
  /// Jets bring the attitude back.
  case recovering
}

/// An attitude controller with its gyroscopes and jets: what it is told, what it knows, and what it
/// then does, period by period.
///
///     var control = AttitudeController(gyros: gyros, jets: jets, settings: AttitudeController.Settings())
///     control.mode = .localHold(.identity)
///     let output = control.command(measurement, duration: 1)   // torque and firing for this second
///
/// Rules: gyroscopes follow a proportional and rate law, or the momentum manager. Above
/// ``Settings/desaturationStart`` of their capacity jets take momentum out until
/// ``Settings/desaturationEnd``. When the error exceeds ``Settings/lossAngle`` control by gyroscopes is
/// lost, as on 2021-07-29; then, if jets may fire, they take over, stop the body, bring it back, empty
/// the gyroscopes and hand back. Jets alone hold by a switching line `δ + τ δ̇` with a deadband. To
/// another attitude the body is turned along an ``AttitudeSlew``: the error counts from where it should
/// be on the way, so that a turn that is told is no loss.
///
/// Limits: the state is known without error and at once; a firing acts within its period.
public struct AttitudeController: Sendable {
  /// What tunes a controller.
  public struct Settings: Sendable, Hashable {
    /// Natural frequency of the hold by gyroscopes [rad/s]. Higher holds tighter and asks for more
    /// torque.
    public var bandwidth = 0.01
    /// Damping ratio of it [1].
    public var damping = 1.0
    /// Deadband of the hold by jets, to either side [rad]. Wider saves propellant.
    public var deadband = 0.01
    /// The greatest rate at which jets bring the body back into the deadband [rad/s].
    public var returnRate = 5e-4
    /// The time in which they bring it back where that is slower [s]. Much longer than ``lead``, or
    /// the way back alone crosses the switching line.
    public var returnTime = 600.0
    /// The time τ of the switching line [s].
    public var lead = 60.0
    /// Share of the gyroscopes' capacity at which jets begin to empty them [1].
    public var desaturationStart = 0.8
    /// Share at which they stop [1].
    public var desaturationEnd = 0.3
    /// The time in which jets take most of the momentum out [s]. Shorter needs stronger jets.
    public var desaturationTime = 300.0
    /// The turn from the attitude at which control by gyroscopes counts as lost [rad].
    public var lossAngle = 0.26
    /// The greatest rate of a turn to another attitude [rad/s]: 0.1 °/s, half an hour for the station
    /// turned round by jets. Chosen. By gyroscopes alone, with the help of gravity, the ISS took two
    /// hours for 90 degrees (Draper Laboratory, 2006-11-05), 0.0125 °/s: there ``slewShare`` decides.
    public var slewRate = 0.1 * .pi / 180
    /// Share of the free momentum of the gyroscopes that a turn may take [1]. The rest is for the
    /// torques that act meanwhile.
    public var slewShare = 0.4

    /// The usual settings, of a station of 400 t.
    public init() {}
  }

  /// What a controller knows at the start of a period.
  public struct Measurement: Sendable, Hashable {
    /// From the body's axes to GCRF.
    public var attitude: Rotation<StationFrame, GCRF>
    /// Of the body with respect to GCRF, along its axes [rad/s].
    public var angularVelocity: AngularVelocity<StationFrame>
    /// From GCRF to the local orbital frame.
    public var local: Rotation<GCRF, LVLH>
    /// Of that frame with respect to GCRF, along GCRF axes [rad/s].
    public var localRate: AngularVelocity<GCRF>
    /// Inertia of the body about its centre of mass [kg m²].
    public var inertia: Matrix3

    /// A measurement from its parts.
    public init(
      attitude: Rotation<StationFrame, GCRF>, angularVelocity: AngularVelocity<StationFrame>,
      local: Rotation<GCRF, LVLH>, localRate: AngularVelocity<GCRF>, inertia: Matrix3
    ) {
      self.attitude = attitude
      self.angularVelocity = angularVelocity
      self.local = local
      self.localRate = localRate
      self.inertia = inertia
    }
  }

  /// What the actuators do in a period.
  public struct Output: Sendable, Hashable {
    /// Of the gyroscopes on the body, mean over the period, along its axes [N m].
    public var gyroTorque: SIMD3<Double>
    /// What the jets do; nil where none fires. Its impulse and angular impulse act on the body.
    public var firing: JetSet.Firing?
    /// The turn from the commanded attitude about the body's axes at the start [rad].
    public var error: SIMD3<Double>
    /// How it does.
    public var status: ControlStatus

    /// Propellant burnt in the period [kg].
    public var propellant: Double { firing?.propellant ?? 0 }
  }

  /// What tunes it.
  public var settings: Settings
  /// What it is told to do. With each change the momentum manager starts anew, and an attitude that
  /// was lost is tried again. An attitude told in this way is gone for at once; ``turn(to:from:rateLimit:)``
  /// turns the body there.
  public var mode: ControlMode = .freeDrift {
    didSet {
      momentumIntegral = .zero
      slew = nil
      if status == .lost { status = .drifting }
    }
  }
  /// What holds the attitude.
  public private(set) var actuators: ControlActuators
  /// Whether jets may fire; false where they are inhibited or there is no propellant.
  public var jetsMayFire: Bool
  /// The gyroscopes; nil without.
  public var gyros: ControlMomentGyros?
  /// The jets, about the present centre of mass.
  public var jets: JetSet
  /// How it did in the last period.
  public internal(set) var status: ControlStatus = .drifting
  /// The turn to the attitude of its mode; nil where the body has come there.
  public internal(set) var slew: AttitudeSlew?
  /// Propellant burnt since the start [kg].
  public internal(set) var propellant = 0.0
  /// Integral of the gyroscopes' momentum, for the momentum manager [N m s²].
  public internal(set) var momentumIntegral = SIMD3<Double>.zero
  /// Angular impulse asked of the jets and too small to fire so far [N m s].
  public internal(set) var pending = SIMD3<Double>.zero

  /// A controller that lets its body drift until its mode is set.
  public init(
    gyros: ControlMomentGyros?, jets: JetSet, settings: Settings = Settings()
  ) {
    self.gyros = gyros
    self.jets = jets
    self.settings = settings
    actuators = gyros == nil ? .jets : .gyros
    jetsMayFire = !jets.jets.isEmpty
  }

  /// Whether the gyroscopes can take the attitude over: enough run, and not too full.
  public var gyrosAreReady: Bool {
    guard let gyros else { return false }
    return gyros.runningCount >= gyros.design.minimum && gyros.fill <= settings.desaturationStart
  }

  /// Hands the attitude over; false, with nothing changed, where the other side is not ready:
  /// gyroscopes that do not run or are full, jets that may not fire.
  @discardableResult
  public mutating func handOver(to next: ControlActuators) -> Bool {
    guard next == .gyros ? gyrosAreReady : jetsMayFire else { return false }
    actuators = next
    pending = .zero
    momentumIntegral = .zero
    return true
  }
}
