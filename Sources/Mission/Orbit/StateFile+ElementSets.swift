import Exchange
import Foundation
import Kinematics
import Orbits

extension StateFile {
  /// The start of a file, to tell its format by; empty where it cannot be read, which its reader
  /// will say.
  static func beginning(of url: URL) -> String {
    let values = try? url.resourceValues(forKeys: [.isRegularFileKey])
    guard values?.isRegularFile == true, let file = try? FileHandle(forReadingFrom: url) else {
      return ""
    }
    defer { try? file.close() }
    return String(decoding: (try? file.read(upToCount: 65_536)) ?? Data(), as: UTF8.self)
  }

  /// The states of element sets at their epochs: SGP4, and TEME turned to GCRF.
  ///
  /// - Throws: `InputErrors` for a file that breaks the column rules, holds sets of several
  ///   objects, or a set that SGP4 has no state for.
  static func elementSets(
    _ url: URL, _ path: String, _ orientation: EarthOrientation
  ) throws(InputErrors) -> (states: [OrbitState<GCRF>], name: String, id: String) {
    let sets = try TwoLineElementSet.readElements(url)
    let first = sets[0]
    var states: [OrbitState<GCRF>] = []
    for set in sets {
      guard set.catalogueNumber == first.catalogueNumber else {
        throw InputErrors(
          file: path, line: set.line,
          what: "the set is of object \(set.catalogueNumber), the first of "
            + "\(first.catalogueNumber)",
          allowed: "sets of one object")
      }
      do throws(OrbitError) {
        let mean = try SGP4Propagator(SGP4Elements(set)).state(minutes: 0)
        let rotation = EarthRotation(from: set.epoch, to: set.epoch, orientation: orientation)
          .rotationFromTEME(at: set.epoch)
        states.append(
          OrbitState(
            epoch: set.epoch, position: rotation(mean.position), velocity: rotation(mean.velocity)))
      } catch {
        throw InputErrors(
          file: path, line: set.line, what: "\(error)",
          allowed: "a set that SGP4 has a state for at its epoch")
      }
    }
    let designator = first.internationalDesignator
    return (
      states, first.name ?? "object \(first.catalogueNumber)",
      designator.isEmpty ? "\(first.catalogueNumber)" : designator
    )
  }
}
