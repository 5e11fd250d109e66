import Exchange
import Kinematics
import Orbits

/// Which state of a file is meant.
public enum StateChoice: Sendable, Hashable {
  /// The first.
  case first
  /// The last.
  case last
  /// That of an instant of the file's span.
  case at(Epoch)

  /// Reads `first`, `last` or a date in UTC.
  ///
  /// - Throws: `KinematicsError` for anything else, and for a date outside 1972 to 2199.
  public init(_ text: String) throws(KinematicsError) {
    switch text {
    case "first": self = .first
    case "last": self = .last
    default: self = .at(try Epoch(utc: text))
    }
  }
}

extension StateFile {
  /// The state that is meant.
  ///
  /// Between the states of a trajectory it is interpolated; of element sets it is the one nearest to
  /// the instant.
  ///
  /// - Throws: ``MissionError/outsideFile(_:)`` for an instant outside the span of the file.
  public func state(_ choice: StateChoice) throws(MissionError) -> OrbitState<GCRF> {
    switch choice {
    case .first: return states[0]
    case .last: return states[states.count - 1]
    case .at(let epoch):
      guard let ephemeris = Ephemeris(states), ephemeris.span.contains(epoch) else {
        let (first, last) = (states[0].epoch, states[states.count - 1].epoch)
        throw .outsideFile(
          "\(epoch.iso8601()) is outside the file; allowed: \(first.iso8601()) to "
            + last.iso8601())
      }
      guard isTrajectory else { return nearest(to: epoch) }
      return ephemeris.state(at: epoch) ?? nearest(to: epoch)
    }
  }
}

extension CCSDSSpacecraft {
  /// Takes over what is not said yet.
  public mutating func take(_ other: CCSDSSpacecraft) {
    mass = mass ?? other.mass
    dragArea = dragArea ?? other.dragArea
    dragCoefficient = dragCoefficient ?? other.dragCoefficient
    solarRadiationArea = solarRadiationArea ?? other.solarRadiationArea
    solarRadiationCoefficient = solarRadiationCoefficient ?? other.solarRadiationCoefficient
  }

  /// What it offers air and light; nil where mass, area or coefficient of drag is missing.
  ///
  /// Areas of light of zero, as NASA's files have them, count as unknown: no light presses.
  public var dragAndPressure: DragAndPressure? {
    guard let mass, mass > 0, let dragArea, let dragCoefficient else { return nil }
    return DragAndPressure(
      ballisticArea: dragCoefficient * dragArea / mass,
      radiationArea: lightAlone.radiationArea)
  }

  /// What it offers the light where no air brakes; nothing where mass, area or coefficient of light is
  /// missing.
  public var lightAlone: DragAndPressure {
    guard let mass, mass > 0 else { return .none }
    let area = (solarRadiationCoefficient ?? 0) * (solarRadiationArea ?? 0)
    return DragAndPressure(ballisticArea: 0, radiationArea: area / mass)
  }
}
