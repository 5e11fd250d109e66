import NumericalMethods
import StationModel

extension ArrayTracking {
  /// The part of an array's face that the Sun sees on the mean while it shines, at the angle `beta`
  /// between the Sun and the orbit's plane [rad].
  ///
  /// A two-axis array faces the Sun, a one-axis array turns about the orbit's normal and loses
  /// `cos β`, a fixed one is met from all sides in turn: a quarter of its face. In the attitude +XVV.
  func facing(beta: Double) -> Double {
    switch self {
    case .twoAxis: 1
    case .oneAxis: max(0, Elementary.cos(beta))
    case .fixed: 0.25
    }
  }
}
