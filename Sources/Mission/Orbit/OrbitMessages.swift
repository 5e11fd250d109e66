import Exchange
import Kinematics
import Orbits

extension OrbitEphemerisMessage {
  /// An ephemeris that Outpost computed, in the frame and time system of the file it started from.
  ///
  /// The date of creation is that of the first state: the same input gives the same file.
  ///
  /// - Parameters:
  ///   - states: at least one, in order of time.
  ///   - object: whose states, in which frame.
  ///   - orientation: the Earth's orientation, for frames that turn.
  ///   - comments: what stands before the states: forces and sources.
  init?(
    _ states: [OrbitState<GCRF>], of object: CCSDSObject, orientation: EarthOrientation,
    comments: [String]
  ) {
    self.init([states], of: object, orientation: orientation, comments: comments)
  }

  /// An ephemeris in parts, each a segment, over whose borders nobody may interpolate.
  ///
  /// - Parameter legs: each as `states` above; the comments stand in the first.
  init?(
    _ legs: [[OrbitState<GCRF>]], of object: CCSDSObject, orientation: EarthOrientation,
    comments: [String]
  ) {
    guard let created = legs.first?.first?.epoch else { return nil }
    var segments: [Segment] = []
    for leg in legs {
      guard
        let segment = Self.segment(
          leg, of: object, orientation: orientation, comments: segments.isEmpty ? comments : [])
      else { return nil }
      segments.append(segment)
    }
    self.init(
      header: CCSDSHeader(creationDate: created, originator: "OUTPOST"), segments: segments)
  }

  private static func segment(
    _ states: [OrbitState<GCRF>], of object: CCSDSObject, orientation: EarthOrientation,
    comments: [String]
  ) -> Segment? {
    guard let first = states.first?.epoch, let last = states.last?.epoch,
      let frame = MessageFrame(
        of: object, over: min(first, last)...max(first, last), orientation: orientation)
    else { return nil }
    var metadata = Metadata(object: object, start: first, stop: last)
    if states.count > 1 {
      metadata.interpolation = "HERMITE"
      // As many states as there are have twice as many values to go through.
      metadata.interpolationDegree = min(7, 2 * states.count - 1)
    }
    return Segment(metadata: metadata, comments: comments, states: states.map { frame.state($0) })
  }
}
