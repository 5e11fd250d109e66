import Kinematics

/// Where a body is and how it moves at an instant, in the frame and about the centre that the
/// metadata name.
public struct CCSDSState: Sendable, Hashable {
  /// When.
  public var epoch: Epoch
  /// Position relative to the centre [m].
  public var position: SIMD3<Double>
  /// Velocity relative to the centre [m/s].
  public var velocity: SIMD3<Double>
  /// Acceleration, where the message has one [m/s²].
  public var acceleration: SIMD3<Double>?

  /// A state; position [m], velocity [m/s], acceleration [m/s²].
  public init(
    epoch: Epoch, position: SIMD3<Double>, velocity: SIMD3<Double>,
    acceleration: SIMD3<Double>? = nil
  ) {
    self.epoch = epoch
    self.position = position
    self.velocity = velocity
    self.acceleration = acceleration
  }
}

/// The covariance of position and velocity at an instant.
public struct CCSDSCovariance: Sendable, Hashable {
  /// When; nil in an OPM, where it is the state's epoch.
  public var epoch: Epoch?
  /// The frame, when it is not that of the states.
  public var frame: CCSDSFrame?
  /// The lower triangle by rows of the 6 × 6 matrix over x, y, z, ẋ, ẏ, ż: 21 values
  /// [m², m²/s, m²/s²].
  public var lowerTriangle: [Double]

  /// The names of the 21 values in the order of ``lowerTriangle``.
  static let names: [String] = {
    let axes = ["X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"]
    return axes.indices.flatMap { row in (0...row).map { "C\(axes[row])_\(axes[$0])" } }
  }()

  /// The units of the 21 values.
  static let units: [String] = (0..<6).flatMap { row in
    (0...row).map { column in
      switch (row < 3 ? 0 : 1) + (column < 3 ? 0 : 1) {
      case 0: "km**2"
      case 1: "km**2/s"
      default: "km**2/s**2"
      }
    }
  }
}

/// The figures of a spacecraft that orbit messages carry for drag and light pressure.
public struct CCSDSSpacecraft: Sendable, Hashable {
  /// Mass [kg].
  public var mass: Double?
  /// Area that light pressure acts on [m²].
  public var solarRadiationArea: Double?
  /// Coefficient of light pressure.
  public var solarRadiationCoefficient: Double?
  /// Area that drag acts on [m²].
  public var dragArea: Double?
  /// Coefficient of drag.
  public var dragCoefficient: Double?

  /// A spacecraft of which nothing is said.
  public init() {}

  /// The figures that NASA writes into the comments of the station's ephemeris, as in
  /// `MASS=452886.00`; comments that say something else are passed over.
  public init(comments: [String]) {
    for comment in comments {
      let halves = comment.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, let word = halves[1].split(separator: " ").first,
        let value = NumberText.number(word), value >= 0
      else { continue }
      switch NumberText.trimmed(halves[0]) {
      case "MASS": mass = value
      case "SOLAR_RAD_AREA": solarRadiationArea = value
      case "SOLAR_RAD_COEFF": solarRadiationCoefficient = value
      case "DRAG_AREA": dragArea = value
      case "DRAG_COEFF": dragCoefficient = value
      default: break
      }
    }
  }
}

/// What stands in front of every CCSDS orbit message.
public struct CCSDSHeader: Sendable, Hashable {
  /// The version of the message format, as in `2.0`.
  public var version: String
  /// When the message was made, in UTC.
  public var creationDate: Epoch
  /// Who made it.
  public var originator: String
  /// The identity that its maker gave it.
  public var messageID: String?
  /// Who may see it, where the message says so.
  public var classification: String?
  /// Comments of the header.
  public var comments: [String]

  /// A header from its parts.
  public init(
    version: String = "2.0", creationDate: Epoch, originator: String, messageID: String? = nil,
    classification: String? = nil, comments: [String] = []
  ) {
    self.version = version
    self.creationDate = creationDate
    self.originator = originator
    self.messageID = messageID
    self.classification = classification
    self.comments = comments
  }
}

/// Whose orbit a message describes, and relative to what.
public struct CCSDSObject: Sendable, Hashable {
  /// The object's name.
  public var name: String
  /// Its identity, by custom the international designator.
  public var id: String
  /// The body about which it moves.
  public var centerName: String
  /// The axes of the states.
  public var frame: CCSDSFrame
  /// The epoch of the axes, where the frame needs one.
  public var frameEpoch: Epoch?
  /// The time system in which the message writes its dates.
  public var timeSystem: CCSDSTimeSystem

  /// An object from its parts.
  public init(
    name: String, id: String, centerName: String = "EARTH", frame: CCSDSFrame,
    frameEpoch: Epoch? = nil, timeSystem: CCSDSTimeSystem = .utc
  ) {
    self.name = name
    self.id = id
    self.centerName = centerName
    self.frame = frame
    self.frameEpoch = frameEpoch
    self.timeSystem = timeSystem
  }
}
