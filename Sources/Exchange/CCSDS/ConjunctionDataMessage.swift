import Foundation
import Kinematics

/// A Conjunction Data Message, CCSDS 508.0-B: two objects that come close, where they are at the time
/// of closest approach, and how well that is known.
///
///     let message = try ConjunctionDataMessage.read(url)
///     message.missDistance                     // [m]
///     message.objects[0].covariance.matrix     // RTN, [m², m²/s, …]
public struct ConjunctionDataMessage: Sendable, Hashable {
  /// The header.
  public var header: CCSDSHeader
  /// The identity of the conjunction, where the message has one.
  public var conjunctionID: String?
  /// Whom the message is for, where it says so.
  public var messageFor: String?
  /// What it says of the two objects relative to one another.
  public var relative: Relative
  /// Object 1 and object 2.
  public var objects: [Object]

  /// What the message says of object 2 relative to object 1.
  public struct Relative: Sendable, Hashable {
    /// The time of closest approach.
    public var timeOfClosestApproach: Epoch
    /// The distance then [m].
    public var missDistance: Double
    /// The speed of object 2 relative to object 1 [m/s].
    public var speed: Double?
    /// Position of object 2 relative to object 1 along object 1's R, T and N [m].
    public var position: SIMD3<Double>?
    /// Velocity of object 2 relative to object 1 along object 1's R, T and N [m/s].
    public var velocity: SIMD3<Double>?
    /// The probability of collision that its maker found.
    public var collisionProbability: Double?
    /// How its maker found it, as in `FOSTER-1992`.
    public var collisionProbabilityMethod: String?
    /// What else is said, in the order of the message.
    public var fields: [CCSDSField] = []
    /// Comments.
    public var comments: [String] = []

    /// What has to be said; the rest stays empty.
    public init(timeOfClosestApproach: Epoch, missDistance: Double) {
      self.timeOfClosestApproach = timeOfClosestApproach
      self.missDistance = missDistance
    }
  }

  /// One of the two objects.
  public struct Object: Sendable, Hashable {
    /// Its number in the catalogue.
    public var designator: String
    /// The catalogue, as in `SATCAT`.
    public var catalogueName: String
    /// Its name.
    public var name: String
    /// The international designator, as in `1998-067A`.
    public var internationalDesignator: String
    /// `PAYLOAD`, `ROCKET BODY`, `DEBRIS`, `UNKNOWN` or `OTHER`, where the message says so.
    public var type: String?
    /// Whether it can manoeuvre; nil where the message does not know.
    public var isManeuverable: Bool?
    /// The ephemeris it comes from, or `NONE`.
    public var ephemerisName: String
    /// `CALCULATED` or `DEFAULT`.
    public var covarianceMethod: String
    /// The body it moves about; the Earth where the message does not say.
    public var centerName: String
    /// The axes of the state.
    public var frame: CCSDSFrame
    /// Where it is and how it moves at the time of closest approach.
    public var state: CCSDSState
    /// How well that is known.
    public var covariance: Covariance
    /// Its area for the probability of collision [m²].
    public var area: Double?
    /// Its mass [kg].
    public var mass: Double?
    /// Its radius for the probability of collision, where the message has one [m].
    public var hardBodyRadius: Double?
    /// Drag coefficient times area over mass [m²/kg].
    public var dragAreaOverMass: Double?
    /// Coefficient of light pressure times area over mass [m²/kg].
    public var lightPressureAreaOverMass: Double?
    /// Acceleration by thrust [m/s²].
    public var thrustAcceleration: Double?
    /// What else the metadata say, in the order of the message.
    public var metadata: [CCSDSField] = []
    /// What is said of the determination of the orbit.
    public var orbitDetermination: [CCSDSField] = []
    /// What else is said of the body.
    public var additional: [CCSDSField] = []
    /// What the maker added under names of its own, without the prefix `USER_DEFINED_`.
    public var userDefined: [OrbitParameterMessage.Parameter] = []
    /// Comments by the part in which they stand: `metadata`, `data`, `odParameters`,
    /// `additionalParameters`, `stateVector`, `covarianceMatrix`.
    public var comments: [String: [String]] = [:]

    /// What has to be said; the rest stays empty.
    public init(
      designator: String, catalogueName: String = "SATCAT", name: String,
      internationalDesignator: String, isManeuverable: Bool? = nil, ephemerisName: String = "NONE",
      covarianceMethod: String = "CALCULATED", centerName: String = "EARTH", frame: CCSDSFrame,
      state: CCSDSState, covariance: Covariance
    ) {
      self.designator = designator
      self.catalogueName = catalogueName
      self.name = name
      self.internationalDesignator = internationalDesignator
      self.isManeuverable = isManeuverable
      self.ephemerisName = ephemerisName
      self.covarianceMethod = covarianceMethod
      self.centerName = centerName
      self.frame = frame
      self.state = state
      self.covariance = covariance
    }
  }

  /// The covariance of an object's state along its R, T and N.
  public struct Covariance: Sendable, Hashable {
    /// The lower triangle by rows over R, T, N, Ṙ, Ṫ, Ṅ and then, as far as the message goes, drag,
    /// light pressure and thrust: 21, 28, 36 or 45 values [m², m²/s, m²/s², m³/kg, …].
    public var lowerTriangle: [Double]
    /// What the message has of the rows behind the last whole one.
    public var fields: [CCSDSField] = []
    /// The covariance along other axes and what is said of its realism, as the second version of
    /// the standard has them: one list each.
    public var others: [[CCSDSField]] = []

    /// A covariance from its lower triangle: 21, 28, 36 or 45 values.
    public init(lowerTriangle: [Double], fields: [CCSDSField] = []) {
      self.lowerTriangle = lowerTriangle
      self.fields = fields
    }

    /// Rows and columns: 6 to 9.
    public var size: Int { [28: 7, 36: 8, 45: 9][lowerTriangle.count] ?? 6 }

    /// The matrix, row by row; symmetric.
    public var matrix: [[Double]] {
      (0..<size).map { row in
        (0..<size).map { column in
          let (a, b) = (max(row, column), min(row, column))
          let place = a * (a + 1) / 2 + b
          return place < lowerTriangle.count ? lowerTriangle[place] : 0
        }
      }
    }
  }

  /// A message from its parts.
  public init(
    header: CCSDSHeader, messageFor: String? = nil, relative: Relative, objects: [Object]
  ) {
    self.header = header
    self.messageFor = messageFor
    self.relative = relative
    self.objects = objects
  }

  /// The distance at the time of closest approach [m].
  public var missDistance: Double { relative.missDistance }

  /// Reads a message in KVN or XML, whichever the file holds.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> ConjunctionDataMessage {
    try parse(TextFile.read(url, limit: 16 * 1_048_576), file: url.relativePath)
  }

  /// Reads a message in KVN or XML, whichever the text holds.
  ///
  /// Numbers that a maker does not know and writes as NaN are taken as absent; the states and the
  /// covariances must be numbers.
  ///
  /// - Throws: ``InputErrors`` with the line of the first thing that 508.0-B does not allow.
  public static func parse(
    _ text: String, file: String
  ) throws(InputErrors) -> ConjunctionDataMessage {
    try ConjunctionDataMessage(MessageTree(text, kind: .cdm, file: file))
  }

  /// The names of the 45 values over three axes, their rates, drag, light pressure and thrust.
  static func covarianceNames(_ axes: [String]) -> [String] {
    let all = axes + axes.map { $0 + "DOT" } + ["DRG", "SRP", "THR"]
    return all.indices.flatMap { row in (0...row).map { "C\(all[row])_\(all[$0])" } }
  }

  /// The units of the 45 values.
  static let covarianceUnits: [String] = {
    func unit(_ row: Int, _ column: Int) -> String {
      switch (row, column) {
      case (8, 8): "m**2/s**4"
      case (8, 6...): "m**3/(kg*s**2)"
      case (8, 3...): "m**2/s**3"
      case (8, _): "m**2/s**2"
      case (6..., 6...): "m**4/kg**2"
      case (6..., 3...): "m**3/(kg*s)"
      case (6..., _): "m**3/kg"
      case (3..., 3...): "m**2/s**2"
      case (3..., _): "m**2/s"
      default: "m**2"
      }
    }
    return (0..<9).flatMap { row in (0...row).map { unit(row, $0) } }
  }()
}
