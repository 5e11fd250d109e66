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
    guard let first = states.first?.epoch, let last = states.last?.epoch,
      let frame = MessageFrame(
        object.frame, over: min(first, last)...max(first, last), orientation: orientation)
    else { return nil }
    var metadata = Metadata(object: object, start: first, stop: last)
    metadata.interpolation = "HERMITE"
    metadata.interpolationDegree = 7
    self.init(
      header: CCSDSHeader(creationDate: first, originator: "OUTPOST"),
      segments: [
        Segment(metadata: metadata, comments: comments, states: states.map { frame.state($0) })
      ])
  }
}
