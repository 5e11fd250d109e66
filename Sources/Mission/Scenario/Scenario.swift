import Exchange
import Flight
import Foundation
import Kinematics
import Orbits
import StationModel

/// What is to be flown, from what and how, and what is expected of it: a test, a study and a lesson
/// in one file.
public struct Scenario: Sendable {
  /// Where the flight starts.
  public enum InitialState: Sendable {
    /// The orbit that the station's own data give for the date.
    case ofStation
    /// A state, carried to the start where it is of another instant, and where it is from.
    case state(OrbitState<GCRF>, source: String)
    /// A file of states (OEM, OPM, element sets): the one nearest to the start.
    case file(URL, named: String, line: Int)
  }

  public var id: String
  public var name: String
  /// What it is about, for the reader of the report.
  public var description: String
  /// The station file.
  public var station: URL
  /// As the scenario names it, with its line.
  public var stationName: String
  public var stationLine: Int
  public var start: Epoch
  public var startLine: Int
  /// [s]
  public var duration: Double
  public var initialState: InitialState
  /// From the local orbital frame to the station frame at the start.
  public var attitude: Rotation<LVLH, StationFrame>
  public var forces: ForceModel.Settings
  /// Factor on the density of the air.
  public var densityScale: Double
  public var commands: [TimedCommand]
  /// Between records [s].
  public var interval: Double
  public var expectations: [Expectation]
  public var sources: [Source]
  /// The file.
  public var file: String
  /// The texts of the file and of the station file.
  public var text = ""
  public var stationText = ""
  /// SHA-256 of the scenario's text and of the station file's, in hexadecimal.
  public var digest: String

  /// An expectation: a check with an id.
  public struct Expectation: Sendable {
    public var id: String
    public var check: Check
  }
}
