/// The coefficients of the method.
///
/// Source: Hairer, Norsett, Wanner, *Solving Ordinary Differential Equations I*, 2nd ed. (1993),
/// section II.10 and the program DOP853 that goes with it.
@usableFromInline
enum DormandPrince853Tableau {
  /// A stage weight: which earlier stage, and how much of it.
  @frozen @usableFromInline
  struct Weight: Sendable {
    @usableFromInline var stage: Int
    @usableFromInline var value: Double

    @usableFromInline
    init(_ stage: Int, _ value: Double) {
      self.stage = stage
      self.value = value
    }
  }

  /// Where in the step each stage stands, as a fraction of it.
  @usableFromInline static let nodes: [Double] = [
    0.0,
    0.05260015195876773,
    0.0789002279381516,
    0.1183503419072274,
    0.2816496580927726,
    0.3333333333333333,
    0.25,
    0.3076923076923077,
    0.6512820512820513,
    0.6,
    0.8571428571428571,
    1.0,
  ]

  /// Where the weights of each stage begin in `weights`, and where the last ends.
  @usableFromInline static let first: [Int] = [0, 0, 1, 3, 5, 8, 11, 15, 20, 26, 33, 41, 50]

  /// The weights of the earlier stages in the state of each stage, stage after stage.
  @usableFromInline static let weights: [Weight] = [
    Weight(0, 0.05260015195876773),
    Weight(0, 0.0197250569845379),
    Weight(1, 0.0591751709536137),
    Weight(0, 0.02958758547680685),
    Weight(2, 0.08876275643042054),
    Weight(0, 0.2413651341592667),
    Weight(2, -0.8845494793282861),
    Weight(3, 0.924834003261792),
    Weight(0, 0.037037037037037035),
    Weight(3, 0.17082860872947386),
    Weight(4, 0.12546768756682242),
    Weight(0, 0.037109375),
    Weight(3, 0.17025221101954405),
    Weight(4, 0.06021653898045596),
    Weight(5, -0.017578125),
    Weight(0, 0.03709200011850479),
    Weight(3, 0.17038392571223998),
    Weight(4, 0.10726203044637328),
    Weight(5, -0.015319437748624402),
    Weight(6, 0.008273789163814023),
    Weight(0, 0.6241109587160757),
    Weight(3, -3.3608926294469414),
    Weight(4, -0.868219346841726),
    Weight(5, 27.59209969944671),
    Weight(6, 20.154067550477894),
    Weight(7, -43.48988418106996),
    Weight(0, 0.47766253643826434),
    Weight(3, -2.4881146199716677),
    Weight(4, -0.590290826836843),
    Weight(5, 21.230051448181193),
    Weight(6, 15.279233632882423),
    Weight(7, -33.28821096898486),
    Weight(8, -0.020331201708508627),
    Weight(0, -0.9371424300859873),
    Weight(3, 5.186372428844064),
    Weight(4, 1.0914373489967295),
    Weight(5, -8.149787010746927),
    Weight(6, -18.52006565999696),
    Weight(7, 22.739487099350505),
    Weight(8, 2.4936055526796523),
    Weight(9, -3.0467644718982196),
    Weight(0, 2.273310147516538),
    Weight(3, -10.53449546673725),
    Weight(4, -2.0008720582248625),
    Weight(5, -17.9589318631188),
    Weight(6, 27.94888452941996),
    Weight(7, -2.8589982771350235),
    Weight(8, -8.87285693353063),
    Weight(9, 12.360567175794303),
    Weight(10, 0.6433927460157636),
  ]

  /// The weights of the result of order 8.
  @usableFromInline static let solution: [Weight] = [
    Weight(0, 0.054293734116568765),
    Weight(5, 4.450312892752409),
    Weight(6, 1.8915178993145003),
    Weight(7, -5.801203960010585),
    Weight(8, 0.3111643669578199),
    Weight(9, -0.1521609496625161),
    Weight(10, 0.20136540080403034),
    Weight(11, 0.04471061572777259),
  ]

  /// The weights of the error estimate of order 5.
  @usableFromInline static let fifth: [Weight] = [
    Weight(0, 0.01312004499419488),
    Weight(5, -1.2251564463762044),
    Weight(6, -0.4957589496572502),
    Weight(7, 1.6643771824549864),
    Weight(8, -0.35032884874997366),
    Weight(9, 0.3341791187130175),
    Weight(10, 0.08192320648511571),
    Weight(11, -0.022355307863886294),
  ]

  /// The weights of the error estimate of order 3.
  @usableFromInline static let third: [Weight] = [
    Weight(0, -0.18980075407240762),
    Weight(5, 4.450312892752409),
    Weight(6, 1.8915178993145003),
    Weight(7, -5.801203960010585),
    Weight(8, -0.4226823213237919),
    Weight(9, -0.1521609496625161),
    Weight(10, 0.20136540080403034),
    Weight(11, 0.02265179219836082),
  ]

}
