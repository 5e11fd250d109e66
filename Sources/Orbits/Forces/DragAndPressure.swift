/// What an object offers the air and the light.
public struct DragAndPressure: Sendable, Hashable {
  /// Drag coefficient times area over mass, Cd · A / m [m²/kg].
  public var ballisticArea: Double
  /// Radiation pressure coefficient times area over mass, Cr · A / m [m²/kg].
  public var radiationArea: Double

  /// An object of these areas, both in m²/kg.
  public init(ballisticArea: Double, radiationArea: Double = 0) {
    self.ballisticArea = ballisticArea
    self.radiationArea = radiationArea
  }

  /// An object that neither air nor light moves.
  public static let none = DragAndPressure(ballisticArea: 0)
}
