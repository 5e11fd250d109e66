import Foundation
import Kinematics

/// An Attitude Ephemeris Message, CCSDS 504.0-B (versions 1 and 2): how an object was or will be
/// turned, as a table.
///
///     let message = try AttitudeEphemerisMessage.read(url)
///     message.segments[0].states[0].attitude      // .quaternion(…)
public struct AttitudeEphemerisMessage: Sendable, Hashable {
  /// The header.
  public var header: CCSDSHeader
  /// The segments, each a table with its own metadata, at least one.
  public var segments: [Segment]

  /// A message from its parts.
  public init(header: CCSDSHeader, segments: [Segment]) {
    self.header = header
    self.segments = segments
  }

  /// How an object is turned, as the message says it.
  public enum Attitude: Sendable, Hashable {
    /// A unit quaternion, scalar last.
    case quaternion(SIMD4<Double>)
    /// A unit quaternion and its derivative, scalars last [1, 1/s].
    case quaternionDerivative(SIMD4<Double>, SIMD4<Double>)
    /// A unit quaternion, scalar last, and angular rates about the axes that the metadata name
    /// [1, rad/s].
    case quaternionRate(SIMD4<Double>, SIMD3<Double>)
    /// Three angles in the order of the metadata's turns [rad].
    case eulerAngles(SIMD3<Double>)
    /// Three angles in the order of the metadata's turns, and their rates or the angular velocity
    /// [rad, rad/s].
    case eulerAnglesRate(SIMD3<Double>, SIMD3<Double>)
    /// A spin, as the message has it: 4 values, or 7 with a nutation [deg, deg/s, s].
    case spin([Double])
  }

  /// An attitude at an instant.
  public struct State: Sendable, Hashable {
    /// When.
    public var epoch: Epoch
    /// How the object is turned.
    public var attitude: Attitude

    /// A state from its parts.
    public init(epoch: Epoch, attitude: Attitude) {
      self.epoch = epoch
      self.attitude = attitude
    }
  }

  /// Metadata of a segment.
  public struct Metadata: Sendable, Hashable {
    /// The object's name.
    public var objectName: String
    /// Its identity, by custom the international designator.
    public var objectID: String
    /// The body about which it moves, where the message says so.
    public var centerName: String?
    /// The frame from which the turn starts, as in `EME2000`.
    public var frameA: String
    /// The frame to which the turn leads, as in `SC_BODY_1`.
    public var frameB: String
    /// Whether the turn leads from B to A; only the first version can say so.
    public var isFromBToA = false
    /// The time system in which the message writes its dates.
    public var timeSystem: CCSDSTimeSystem
    /// The start of the span of the states.
    public var start: Epoch
    /// The end of the span of the states.
    public var stop: Epoch
    /// The start of the span in which interpolation is good, where the message says so.
    public var useableStart: Epoch?
    /// The end of the span in which interpolation is good, where the message says so.
    public var useableStop: Epoch?
    /// What the states are, as in `QUATERNION`.
    public var attitudeType: String
    /// Whether the lines of the first version have the scalar in front.
    public var isScalarFirst = false
    /// The axes of the turns in their order, as in `321` or `ZYX`, where there are angles.
    public var eulerSequence: String?
    /// The frame of rates or of the angular velocity, where there are such.
    public var rateFrame: String?
    /// The recommended interpolation, as in `HERMITE`.
    public var interpolation: String?
    /// Its degree.
    public var interpolationDegree: Int?
    /// Comments of the metadata.
    public var comments: [String] = []

    /// What has to be said of a segment; the rest stays empty.
    public init(
      objectName: String, objectID: String, frameA: String, frameB: String,
      timeSystem: CCSDSTimeSystem = .utc, start: Epoch, stop: Epoch,
      attitudeType: String = "QUATERNION"
    ) {
      self.objectName = objectName
      self.objectID = objectID
      self.frameA = frameA
      self.frameB = frameB
      self.timeSystem = timeSystem
      self.start = start
      self.stop = stop
      self.attitudeType = attitudeType
    }
  }

  /// One table of attitudes.
  public struct Segment: Sendable, Hashable {
    /// What the table is about.
    public var metadata: Metadata
    /// Comments of the data.
    public var comments: [String]
    /// The attitudes in the order of the message, their epochs never falling, at least one.
    public var states: [State]

    /// A segment from its parts.
    public init(metadata: Metadata, comments: [String] = [], states: [State]) {
      self.metadata = metadata
      self.comments = comments
      self.states = states
    }
  }

  /// Reads a message in KVN or XML, whichever the file holds.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> AttitudeEphemerisMessage {
    try parse(
      TextFile.read(url, limit: OrbitEphemerisMessage.sizeLimit), file: url.relativePath)
  }

  /// Reads a message in KVN or XML, whichever the text holds.
  ///
  /// - Throws: ``InputErrors`` with the line of the first thing that 504.0-B does not allow, for a
  ///   quaternion whose length is not 1 within 1 %, and for time systems other than those of
  ///   ``CCSDSTimeSystem``.
  public static func parse(
    _ text: String, file: String
  ) throws(InputErrors) -> AttitudeEphemerisMessage {
    try AttitudeEphemerisMessage(MessageTree(text, kind: .aem, file: file))
  }
}
