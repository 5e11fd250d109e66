import Exchange
import Foundation
import Kinematics

/// The states in a file of the field: a CCSDS OEM or OPM, KVN or XML.
public struct StateFile: Sendable {
  /// In order of time.
  public var states: [OrbitState<GCRF>]
  /// The object and the file, in words.
  public var source: String

  /// Reads the file.
  ///
  /// - Throws: `InputErrors` for a file that is neither, or whose states are not given about the
  ///   Earth in GCRF, ICRF or EME2000.
  public init(contentsOf url: URL, named path: String) throws(InputErrors) {
    var found: [(object: CCSDSObject, state: CCSDSState)] = []
    var first: InputErrors?
    do throws(InputErrors) {
      for segment in try OrbitEphemerisMessage.read(url).segments {
        found += segment.states.map { (segment.metadata.object, $0) }
      }
    } catch {
      first = error
    }
    if let first {
      do throws(InputErrors) {
        let message = try OrbitParameterMessage.read(url)
        found = [(message.object, message.state)]
      } catch {
        // Which of the two it was meant to be shows in how far the reader came.
        let far = { (errors: InputErrors) in errors.errors.map(\.line).max() ?? 0 }
        throw far(first) >= far(error) ? first : error
      }
    }
    var states: [OrbitState<GCRF>] = []
    for (object, state) in found {
      states.append(try Self.state(state, object, path))
    }
    guard !states.isEmpty else {
      throw InputErrors(
        file: path, line: 1, what: "the file holds no state", allowed: "an OEM or OPM with states")
    }
    self.states = states.sorted { $0.epoch < $1.epoch }
    source = "\(found[0].object.name) (\(path))"
  }

  private static func state(
    _ state: CCSDSState, _ object: CCSDSObject, _ path: String
  ) throws(InputErrors) -> OrbitState<GCRF> {
    guard object.centerName.uppercased() == "EARTH" else {
      throw InputErrors(
        file: path, line: 1, what: "the center is \(object.centerName)", allowed: "EARTH")
    }
    switch object.frame.kind {
    case .gcrf, .icrf:
      return OrbitState(
        epoch: state.epoch, position: Position(state.position), velocity: Velocity(state.velocity))
    case .eme2000:
      let bias = EarthRotation.biasFromEME2000
      return OrbitState(
        epoch: state.epoch, position: bias(Position<EME2000>(state.position)),
        velocity: bias(Velocity<EME2000>(state.velocity)))
    case .itrf, .teme, .trueOfDate, .other:
      throw InputErrors(
        file: path, line: 1, what: "the frame is \(object.frame.name)",
        allowed: "EME2000, GCRF or ICRF")
    }
  }

  /// The state nearest to an instant, the earlier of two equally near.
  public func nearest(to epoch: Epoch) -> OrbitState<GCRF> {
    var best = states[0]
    for state in states where abs(state.epoch - epoch) < abs(best.epoch - epoch) { best = state }
    return best
  }
}
