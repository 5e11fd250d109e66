import Foundation
import Kinematics

/// An Orbit Comprehensive Message, CCSDS 502.0-B-3: trajectories of an object with its body, its
/// manoeuvres, covariances and the forces that were counted.
///
/// What Outpost uses is typed; all else that the standard knows is carried along as fields.
///
///     let message = try OrbitComprehensiveMessage.read(url)
///     message.trajectories[0].states        // [m, m/s], for Cartesian types
///     message.spacecraft.mass               // [kg]
public struct OrbitComprehensiveMessage: Sendable, Hashable {
  /// The header.
  public var header: CCSDSHeader
  /// Whose message it is, and its time.
  public var metadata: Metadata
  /// The trajectories in the order of the message.
  public var trajectories: [Trajectory]
  /// What is said of the body, where there is such a part.
  public var physical: Block?
  /// The covariances in the order of the message.
  public var covariances: [Covariance]
  /// The manoeuvres in the order of the message.
  public var maneuvers: [Maneuver]
  /// The forces that were counted, where there is such a part.
  public var perturbations: Block?
  /// How the orbit was determined, where there is such a part.
  public var determination: Block?
  /// What the maker added under names of its own; the keys have the prefix `USER_DEFINED_`.
  public var userDefined: Block?

  /// Values that are carried along.
  public struct Block: Sendable, Hashable {
    /// The values in the order of the message.
    public var fields: [CCSDSField]
    /// Comments.
    public var comments: [String]

    /// A block from its parts.
    public init(fields: [CCSDSField] = [], comments: [String] = []) {
      self.fields = fields
      self.comments = comments
    }

    /// The value of a keyword.
    public subscript(_ key: String) -> String? { fields.first { $0.key == key }?.value }
  }

  /// Whose message it is, and its time.
  public struct Metadata: Sendable, Hashable {
    /// The object's name, where the message says so.
    public var objectName: String?
    /// The international designator, where the message says so.
    public var internationalDesignator: String?
    /// The time system in which the message writes its dates.
    public var timeSystem: CCSDSTimeSystem
    /// The instant from which relative times count.
    public var epochZero: Epoch
    /// What else is said, in the order of the message.
    public var more: Block

    /// Metadata from their parts.
    public init(
      objectName: String? = nil, internationalDesignator: String? = nil,
      timeSystem: CCSDSTimeSystem = .utc, epochZero: Epoch, more: Block = Block()
    ) {
      self.objectName = objectName
      self.internationalDesignator = internationalDesignator
      self.timeSystem = timeSystem
      self.epochZero = epochZero
      self.more = more
    }
  }

  /// A line of a table of numbers.
  public struct Line: Sendable, Hashable {
    /// When.
    public var epoch: Epoch
    /// The values in the units of the table.
    public var values: [Double]

    /// A line from its parts.
    public init(epoch: Epoch, values: [Double]) {
      self.epoch = epoch
      self.values = values
    }
  }

  /// A trajectory.
  public struct Trajectory: Sendable, Hashable {
    /// The body it is about; the Earth where the message does not say.
    public var centerName: String
    /// The axes; ICRF where the message does not say.
    public var frame: CCSDSFrame
    /// The kind of elements, as in `CARTPV` or `KEPLERIAN`.
    public var type: String
    /// The units of the values as written, without the brackets; nil for those of the standard.
    public var units: String?
    /// What else is said, in the order of the message.
    public var more: Block
    /// The elements in the order of the message.
    public var lines: [Line]

    /// A trajectory from its parts.
    public init(
      centerName: String = "EARTH", frame: CCSDSFrame, type: String = "CARTPV",
      units: String? = nil, more: Block = Block(), lines: [Line]
    ) {
      self.centerName = centerName
      self.frame = frame
      self.type = type
      self.units = units
      self.more = more
      self.lines = lines
    }
  }

  /// A covariance over time.
  public struct Covariance: Sendable, Hashable {
    /// The axes.
    public var frame: CCSDSFrame
    /// Over which elements, as in `CARTPV`.
    public var type: String
    /// How the values of a line stand in the matrix, as in `LTM`, the lower triangle.
    public var ordering: String
    /// What else is said, in the order of the message.
    public var more: Block
    /// The values in the order of the message.
    public var lines: [Line]

    /// A covariance from its parts.
    public init(
      frame: CCSDSFrame, type: String, ordering: String = "LTM", more: Block = Block(),
      lines: [Line]
    ) {
      self.frame = frame
      self.type = type
      self.ordering = ordering
      self.more = more
      self.lines = lines
    }
  }

  /// A manoeuvre: burns or deployments over time.
  public struct Maneuver: Sendable, Hashable {
    /// Its identity.
    public var id: String
    /// What makes it, as in `THR_01`.
    public var deviceID: String
    /// What the columns of the lines are, as in `TIME_ABSOLUTE`, `MAN_DURA`, `DV_X`.
    public var composition: [String]
    /// What else is said, in the order of the message.
    public var more: Block
    /// The lines as written, as many words each as the composition has.
    public var lines: [[String]]

    /// A manoeuvre from its parts.
    public init(
      id: String, deviceID: String, composition: [String], more: Block = Block(),
      lines: [[String]]
    ) {
      self.id = id
      self.deviceID = deviceID
      self.composition = composition
      self.more = more
      self.lines = lines
    }
  }

  /// A message from its parts.
  public init(
    header: CCSDSHeader, metadata: Metadata, trajectories: [Trajectory] = [],
    physical: Block? = nil, covariances: [Covariance] = [], maneuvers: [Maneuver] = [],
    perturbations: Block? = nil, determination: Block? = nil, userDefined: Block? = nil
  ) {
    self.header = header
    self.metadata = metadata
    self.trajectories = trajectories
    self.physical = physical
    self.covariances = covariances
    self.maneuvers = maneuvers
    self.perturbations = perturbations
    self.determination = determination
    self.userDefined = userDefined
  }

  /// The figures of the body for drag and light pressure.
  public var spacecraft: CCSDSSpacecraft {
    func number(_ key: String) -> Double? { physical?[key].flatMap { NumberText.number($0) } }
    var spacecraft = CCSDSSpacecraft()
    spacecraft.mass = number("WET_MASS") ?? number("INITIAL_WET_MASS")
    spacecraft.dragArea = number("DRAG_CONST_AREA")
    spacecraft.dragCoefficient = number("DRAG_COEFF_NOM")
    spacecraft.solarRadiationArea = number("SRP_CONST_AREA")
    spacecraft.solarRadiationCoefficient = number("SOLAR_RAD_COEFF")
    return spacecraft
  }

  /// Reads a message in KVN or XML, whichever the file holds.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> OrbitComprehensiveMessage {
    try parse(
      TextFile.read(url, limit: OrbitEphemerisMessage.sizeLimit), file: url.relativePath)
  }

  /// Reads a message in KVN or XML, whichever the text holds.
  ///
  /// - Throws: ``InputErrors`` with the line of the first thing that 502.0-B does not allow, and
  ///   for time systems other than those of ``CCSDSTimeSystem``.
  public static func parse(
    _ text: String, file: String
  ) throws(InputErrors) -> OrbitComprehensiveMessage {
    try OrbitComprehensiveMessage(MessageTree(text, kind: .ocm, file: file))
  }
}
