import Kinematics

/// Where what an entry leaves comes down, along its track.
///
/// The object falls whole to where its arrays leave it, without them to where it breaks up, and from
/// there its fragments fall on their own, the lightest first. Break-up gives them no speed, and the
/// wind is still, which moves them by tens of kilometres across the track.
public struct EntryFootprint: Sendable, Hashable {
  /// Where the object breaks up.
  public let breakUp: EntryPath
  /// Where the arrays, the lightest and the heaviest fragments reach the ground; angles count from
  /// where the path began.
  public let arrays, heel, toe: EntryPath

  /// The footprint of a path; nil where it does not come down within two days.
  ///
  /// - Parameters:
  ///   - path: where it begins.
  ///   - ballisticCoefficient: m / (Cd · A) of the whole [kg/m²].
  ///   - figures: where what comes off, and how it falls.
  ///   - air: the air.
  public init?(
    of path: EntryPath, ballisticCoefficient: Double, figures: EntryFigures, air: EntryAir
  ) {
    guard
      let shedding = path.fallen(
        to: figures.arraySeparationAltitude, ballisticCoefficient: ballisticCoefficient, in: air),
      let arrays = shedding.fallen(to: 0, ballisticCoefficient: figures.array, in: air),
      let breakUp = shedding.fallen(
        to: figures.breakUpAltitude, ballisticCoefficient: ballisticCoefficient, in: air),
      let heel = breakUp.fallen(to: 0, ballisticCoefficient: figures.lightestFragment, in: air),
      let toe = breakUp.fallen(to: 0, ballisticCoefficient: figures.heaviestFragment, in: air)
    else { return nil }
    self.breakUp = breakUp
    self.arrays = arrays
    self.heel = heel
    self.toe = toe
  }

  /// Along the ground from the lightest to the heaviest fragments [m].
  public var length: Double { EntryPath.earthRadius * (toe.angle - heel.angle) }

  /// Angle from the beginning to the middle of the footprint [rad], and when fragments come down
  /// there [s].
  public var centre: (angle: Double, time: Double) {
    (0.5 * (heel.angle + toe.angle), 0.5 * (heel.time + toe.time))
  }
}
