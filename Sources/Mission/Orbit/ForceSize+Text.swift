import Foundation
import Orbits

extension ForceSize {
  /// A table for people.
  static func table(_ sizes: [ForceSize]) -> String {
    var text = "force                        mean [m/s2]   greatest   in-track (mean, signed)\n"
    for size in sizes {
      let name = size.name.padding(toLength: 28, withPad: " ", startingAt: 0)
      text += String(
        format: "%@ %11.3e %11.3e %+11.3e\n", name, size.mean, size.maximum, size.meanInTrack)
    }
    return text
  }
}
