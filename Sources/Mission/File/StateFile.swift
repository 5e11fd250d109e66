import Exchange
import Foundation
import Kinematics

/// The states in a file of the field: a CCSDS OEM or OPM, KVN or XML, or two-line element sets.
///
///     let file = try StateFile(contentsOf: url, named: path, orientation: orientation)
///     let state = file.nearest(to: epoch)
///
/// Of element sets the file gives the osculating state at the epoch of each: SGP4 at its own zero,
/// turned from TEME to GCRF. Such a state is worth about 1 km at its epoch, and carried on from there
/// it goes off by kilometres a day along track: enough to say where a station flies, not how close
/// two objects pass. An operator's ephemeris is better by a factor of ten and more.
public struct StateFile: Sendable {
  /// In order of time.
  public var states: [OrbitState<GCRF>]
  /// The object and the file, in words.
  public var source: String

  /// Reads the file; its format shows in its content.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - path: the file as errors name it.
  ///   - orientation: the Earth's orientation, for the frame of element sets.
  /// - Throws: `InputErrors` for a file that is none of these, whose states are not given about the
  ///   Earth in GCRF, ICRF or EME2000, or whose element sets are of several objects or have no
  ///   state.
  public init(
    contentsOf url: URL, named path: String, orientation: EarthOrientation
  ) throws(InputErrors) {
    if TwoLineElementSet.appears(in: Self.beginning(of: url)) {
      let (states, object) = try Self.elementSets(url, path, orientation)
      self.states = states.sorted { $0.epoch < $1.epoch }
      source = "\(object) (\(path), mean elements by SGP4, good to about 1 km)"
    } else {
      (states, source) = try Self.messages(url, path)
    }
  }

  /// The states of a CCSDS message and where they come from.
  private static func messages(
    _ url: URL, _ path: String
  ) throws(InputErrors) -> ([OrbitState<GCRF>], String) {
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
        file: path, line: 1, what: "the file holds no state",
        allowed: "an OEM or OPM with states, or element sets")
    }
    return (states.sorted { $0.epoch < $1.epoch }, "\(found[0].object.name) (\(path))")
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
