import Foundation
import Orbits
import SpaceEnvironment
import Synchronization

/// The climates of the air that were made in this process, by table: making one costs more than a
/// hundred lifetimes.
enum ClimateStore {
  struct Air: Sendable {
    var climate: DensityClimate
    var entry: EntryAir
  }

  private static let made = Mutex<[(path: String, air: Air)]>([])

  /// The climate and the entry air of a table of NRLMSISE-00.
  static func climate(tableAt url: URL) throws(EnvironmentError) -> Air {
    let path = url.standardizedFileURL.path
    if let air = made.withLock({ $0.first { $0.path == path }?.air }) { return air }
    let model = try NRLMSISE00(tableAt: url)
    let air = Air(climate: DensityClimate(model), entry: try EntryAir(model))
    made.withLock { $0.append((path, air)) }
    return air
  }
}
