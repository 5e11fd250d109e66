import Exchange
import Orbits

extension SGP4Elements {
  /// The mean elements of a two-line element set.
  public init(_ set: TwoLineElementSet) {
    self.init(
      epoch: set.epoch, meanMotion: set.meanMotion, eccentricity: set.eccentricity,
      inclination: set.inclination,
      rightAscensionOfAscendingNode: set.rightAscensionOfAscendingNode,
      argumentOfPerigee: set.argumentOfPerigee, meanAnomaly: set.meanAnomaly,
      dragTerm: set.dragTerm)
  }
}
