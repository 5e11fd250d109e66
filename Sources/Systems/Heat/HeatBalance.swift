/// The heat of one piece: what its loads and crew give off and what its radiators reject at most.
///
/// All electrical power becomes heat. Limits: steady, no heat through the hull, radiators at their
/// rated rejection whatever the Sun does.
public struct HeatBalance: Sendable {
  /// The most that radiators reject [W]; nil: no figure for any loop of the piece.
  public var rejection: Double?
  /// Heat given off [W].
  public var required: Double
  /// What radiators could still reject [W]; nil: no figure for any loop.
  public var margin: Double? { rejection.map { $0 - required } }

  /// A balance; what radiators reject at most and what loads draw in [W].
  public init(rejection: Double?, electrical: Double, crew: Int, metabolism: CrewMetabolism) {
    self.rejection = rejection
    required = electrical + Double(crew) * metabolism.heat
  }
}
