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
    case state(OrbitState<GCRF>, source: String, line: Int)
    /// A file of states (OEM, OPM, element sets): the one nearest to the start.
    case file(URL, named: String, line: Int)
  }

  /// For machines: letters, digits, `-` and `_`.
  public var id: String
  /// For people.
  public var name: String
  /// What it is about, for the reader of the report.
  public var description: String
  /// The station file.
  public var station: URL
  /// The station file as the scenario names it.
  public var stationName: String
  /// Line where the scenario names the station file.
  public var stationLine: Int
  /// When the flight starts.
  public var start: Epoch
  /// Line where that stands.
  public var startLine: Int
  /// [s]
  public var duration: Double
  /// Where the flight starts.
  public var initialState: InitialState
  /// From the local orbital frame to the station frame at the start.
  public var attitude: Rotation<LVLH, StationFrame>
  /// What acts from outside.
  public var surroundings: Surroundings
  /// In order of time.
  public var commands: [TimedCommand]
  /// Between records [s].
  public var interval: Double
  /// What is expected of the flight.
  public var expectations: [Expectation]
  /// Where its figures are from.
  public var sources: [Source]
  /// The file.
  public var file: String
  /// The text of the file.
  public var text = ""
  /// The text of the station file.
  public var stationText = ""
  /// SHA-256 of the scenario's text and of the station file's, in hexadecimal.
  public var digest: String

  /// What acts from outside.
  public struct Surroundings: Sendable, Hashable {
    /// Which terms of the forces count.
    public var forces = ForceModel.Settings()
    /// Which model of the air.
    public var atmosphere = AtmosphereChoice.nrlmsise00
    /// Factor on the density of the air.
    public var densityScale = 1.0
    /// The coefficient Cr of the pressure of sunlight on the area along the flight; 0 for none.
    public var radiationCoefficient = 0.0

    /// What acts where nothing else is said.
    public init() {}
  }

  /// An expectation: a check with an id.
  public struct Expectation: Sendable {
    /// Unique in the scenario.
    public var id: String
    /// What decides it.
    public var check: Check
  }
}
