/// The coefficients of the Runge-Kutta method of order 5 of Dormand and Prince.
///
/// Figures: Dormand, Prince (1980), table 2; Hairer, Norsett, Wanner (1993), Solving Ordinary
/// Differential Equations I, 2nd ed., sec. II.5, table 5.2.
enum DormandPrince5Coefficients {
  /// The times of the stages, in parts of the step.
  static let nodes: [Double] = [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1]

  /// The stages' weights: rows 1 to 5 are the stages of the step, row 6 is its result.
  static let stages: [DormandPrince853Coefficients.Row] = [
    [],
    [(0, 1.0 / 5)],
    [(0, 3.0 / 40), (1, 9.0 / 40)],
    [(0, 44.0 / 45), (1, -56.0 / 15), (2, 32.0 / 9)],
    [
      (0, 19372.0 / 6561), (1, -25360.0 / 2187), (2, 64448.0 / 6561), (3, -212.0 / 729),
    ],
    [
      (0, 9017.0 / 3168), (1, -355.0 / 33), (2, 46732.0 / 5247), (3, 49.0 / 176),
      (4, -5103.0 / 18656),
    ],
    [
      (0, 35.0 / 384), (2, 500.0 / 1113), (3, 125.0 / 192), (4, -2187.0 / 6784), (5, 11.0 / 84),
    ],
  ]
}
