import NumericalMethods

extension PlacedSolid {
  /// The outline of the solid as it is drawn on paper: `x` along `right`, `y` along `up`, from the
  /// origin of the station frame [m]; counter-clockwise.
  ///
  /// - Parameters:
  ///   - right: a unit vector along the station's axes.
  ///   - up: another, at a right angle to it.
  public func outline(right: SIMD3<Double>, up: SIMD3<Double>) -> [SIMD2<Double>] {
    ProjectedArea.hull(corners.map { SIMD2(dot($0, right), dot($0, up)) })
  }
}
