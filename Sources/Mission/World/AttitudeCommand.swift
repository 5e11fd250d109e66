import Flight
import Kinematics
import StationModel

/// How a piece is to point from now on.
public struct AttitudeCommand: Sendable, Hashable {
  /// What to keep to.
  public enum Goal: String, CaseIterable, Sendable {
    /// An attitude in the local orbital frame (LVLH hold); for the ISS, +XVV where all angles are 0.
    case hold
    /// Nothing: it turns as it is turned.
    case drift
    /// An attitude among the stars.
    case inertial
    /// The attitude in LVLH in which gravity, turning and air cancel over an orbit (TEA), the
    /// gyroscopes near empty.
    case torqueEquilibrium
  }

  /// A module of the piece, by id.
  public var module: String
  /// What it keeps to.
  public var goal: Goal
  /// The attitude, from LVLH; of one among the stars, from LVLH as it is when the command is given.
  /// Nil: as it stands.
  public var attitude: Rotation<LVLH, StationFrame>?
  /// What holds it; nil: what held it before.
  public var actuators: ControlActuators?
  /// The greatest rate of the turn there [rad/s]; nil: the usual.
  public var rate: Double?

  /// A command from its parts; `rate` [rad/s].
  public init(
    module: String, _ goal: Goal, attitude: Rotation<LVLH, StationFrame>? = nil,
    by actuators: ControlActuators? = nil, rate: Double? = nil
  ) {
    self.module = module
    self.goal = goal
    self.attitude = attitude
    self.actuators = actuators
    self.rate = rate
  }
}

/// What an ``AttitudeCommand`` did.
public struct AttitudeChange: Sendable, Hashable {
  /// The piece, by index.
  public var piece: Int
  /// What it keeps to.
  public var goal: AttitudeCommand.Goal
  /// The turn to the attitude that was told [rad].
  public var angle: Double
  /// The greatest rate at which it turns there [rad/s]; nil where it is there at once.
  public var rate: Double?
  /// The attitude from LVLH that it is to have; among the stars, that of this instant. Nil: none was
  /// told.
  public var attitude: Rotation<LVLH, StationFrame>?
  /// What holds it; nil where that is not followed.
  public var actuators: ControlActuators?
}

/// Units that fail for good.
public struct UnitFailure: Sendable, Hashable {
  /// Jets: a module, a set of engines `MODULE.ENGINE`, one string of it `MODULE.ENGINE/1`, or a
  /// manifold of a module `MODULE/1`.
  public var jets: [String]
  /// Gyroscopes: one of a set `MODULE.SET/1`, a whole set, or a number, counted over the station.
  public var gyros: [String]

  /// Units by their names.
  public init(jets: [String] = [], gyros: [String] = []) {
    self.jets = jets
    self.gyros = gyros
  }
}

/// Whether the attitude jets of a piece may fire.
public enum JetsMode: String, CaseIterable, Sendable {
  /// They may not, as when a ship docks.
  case inhibit
  /// They may.
  case enable
}
