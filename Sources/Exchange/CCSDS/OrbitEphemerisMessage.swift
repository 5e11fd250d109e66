import Foundation
import Kinematics

/// An Orbit Ephemeris Message, CCSDS 502.0-B (versions 1 to 3): where an object was or will be,
/// as a table.
///
///     let message = try OrbitEphemerisMessage.read(url)
///     message.segments[0].states[0].position       // [m]
///     message.segments[0].spacecraft.mass          // [kg]
public struct OrbitEphemerisMessage: Sendable, Hashable {
  /// The header.
  public var header: CCSDSHeader
  /// The segments, each a table with its own metadata, at least one.
  public var segments: [Segment]

  /// A message from its parts.
  public init(header: CCSDSHeader, segments: [Segment]) {
    self.header = header
    self.segments = segments
  }

  /// Metadata of a segment.
  public struct Metadata: Sendable, Hashable {
    /// Whose orbit, about what, in which frame and time system.
    public var object: CCSDSObject
    /// The start of the span of the states.
    public var start: Epoch
    /// The end of the span of the states.
    public var stop: Epoch
    /// The start of the span in which interpolation is good, where the message says so.
    public var useableStart: Epoch?
    /// The end of the span in which interpolation is good, where the message says so.
    public var useableStop: Epoch?
    /// The recommended interpolation, as in `HERMITE`.
    public var interpolation: String?
    /// Its degree.
    public var interpolationDegree: Int?
    /// Comments of the metadata.
    public var comments: [String] = []

    /// What has to be said of a segment; the rest stays empty.
    public init(object: CCSDSObject, start: Epoch, stop: Epoch) {
      self.object = object
      self.start = start
      self.stop = stop
    }
  }

  /// One table of states.
  public struct Segment: Sendable, Hashable {
    /// What the table is about.
    public var metadata: Metadata
    /// Comments of the data.
    public var comments: [String]
    /// The states in the order of the message, their epochs never falling, at least one.
    public var states: [CCSDSState]
    /// The covariances in the order of the message.
    public var covariances: [CCSDSCovariance]

    /// A segment from its parts.
    public init(
      metadata: Metadata, comments: [String] = [], states: [CCSDSState],
      covariances: [CCSDSCovariance] = []
    ) {
      self.metadata = metadata
      self.comments = comments
      self.states = states
      self.covariances = covariances
    }

    /// The figures of the spacecraft that the comments of this segment give.
    public var spacecraft: CCSDSSpacecraft {
      CCSDSSpacecraft(comments: metadata.comments + comments)
    }
  }

  /// Larger files are refused [bytes].
  public static let sizeLimit = 256 * 1_048_576

  /// Reads a message in KVN or XML, whichever the file holds.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> OrbitEphemerisMessage {
    try parse(TextFile.read(url, limit: sizeLimit), file: url.relativePath)
  }

  /// Reads a message in KVN or XML, whichever the text holds.
  ///
  /// - Throws: ``InputErrors`` with the line of the first thing that 502.0-B does not allow, and
  ///   for time systems other than those of ``CCSDSTimeSystem``.
  public static func parse(
    _ text: String, file: String
  ) throws(InputErrors) -> OrbitEphemerisMessage {
    try OrbitEphemerisMessage(MessageTree(text, kind: .oem, file: file))
  }
}
