/// What kind of thing turns, after the ISS's names.
public enum RotaryJointKind: String, CaseIterable, Sendable {
  /// A solar alpha rotary joint: turns all that lies outboard of it, once an orbit.
  case sarj
  /// A beta gimbal assembly: turns one wing about its length.
  case bga
  /// A thermal radiator rotary joint: turns a set of radiators.
  case trrj
  /// Any other: the hinge of an antenna, say.
  case other
}

/// What a rotary joint is turned by.
public enum RotaryJointDrive: String, CaseIterable, Sendable {
  /// So that the faces which it carries look at the Sun, together with the joints that it carries: the
  /// inner one of two then turns with the Sun along the orbit (alpha), the outer one with its height
  /// over the orbit's plane (beta).
  case sun
  /// So that its face stands edge-on to the Sun.
  case sunEdge
  /// Held at one angle.
  case fixed
  /// By a command or by hand.
  case free
}

/// A joint inside a module that turns about one axis, and what of the module turns with it.
///
/// What hangs on a port that it carries turns along: the graph says what that is.
public struct RotaryJointPlan: Sendable, Hashable {
  /// Unique among the rotary joints of its module.
  public var id: String
  /// What kind of thing it is.
  public var kind: RotaryJointKind
  /// The joint of the same module that carries it; nil: the module itself does.
  public var on: String?
  /// A point of its axis in the module's frame, as drawn [m].
  public var position: SIMD3<Double>
  /// Its axis, a unit vector in the module's frame, as drawn; a growing angle turns right-handed
  /// about it.
  public var axis: SIMD3<Double>
  /// Which way the face looks that it turns, a unit vector in the module's frame, as drawn.
  public var facing: SIMD3<Double>?
  /// The fastest it turns [rad/s].
  public var rate: Figure
  /// The angles that it can stand at [rad]; nil: it turns without end.
  public var limits: ClosedRange<Double>?
  /// The angle at which the solids and ports of the file are drawn [rad].
  public var drawnAt: Double
  /// The angle at which it stands when nothing drives it [rad].
  public var heldAt: Double
  /// What it is turned by.
  public var drive: RotaryJointDrive
  /// Solids of its module that turn with it.
  public var solids: [String]
  /// Ports of its module that turn with it.
  public var ports: [String]
  /// Line of the file.
  public var line: Int
}

/// A form of a module in a file of its own.
public struct MeshReference: Sendable, Hashable {
  /// The file, glTF 2.0, relative to the station file; its axes and metres are the module's.
  public var file: String
  /// The node whose meshes are meant, with what hangs on it; nil: all that the file shows.
  public var node: String?
  /// Line of the station file.
  public var line: Int
}
