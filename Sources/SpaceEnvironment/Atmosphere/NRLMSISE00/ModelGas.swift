import NumericalMethods

/// What the model knows of one gas beside how it varies.
struct ModelGas: Sendable {
  /// A change of the logarithm of a density that sets in below a height [km].
  struct Correction: Sendable {
    /// What is added far below.
    var strength: Double
    var height: Double
    /// The lengths of the transition [km], of which the mean is taken.
    var lengths: (Double, Double)

    /// The change at a height for a strength of its own.
    @inline(__always)
    func change<N: ModelNumber>(_ z: N, strength: N) -> N {
      let above = z - N(height)
      let first = N.exponential((1 / lengths.0) * above)
      let second = lengths.1 == lengths.0 ? first : N.exponential((1 / lengths.1) * above)
      return strength / (N(1) + 0.5 * (first + second))
    }
  }

  /// Molar mass [g/mol].
  var mass: Double
  /// Factor of thermal diffusion.
  var thermalDiffusion: Double
  /// Logarithm of the mean density at 120 km by diffusion alone [1/cm³].
  var logMean: Double
  /// The altitude above which mixing no longer counts [km].
  var mixedBelow: Double
  /// Where diffusion takes over from mixing [km].
  var turbopause: Double
  /// Logarithm of the ratio to nitrogen at the ground; nil where that is not prescribed.
  var groundLogRatio: Double?
  /// The correction that leads to that ratio; its strength is used where there is none.
  var ground: Correction?
  var chemistry: Correction?
}

/// The logarithm of the density where diffusion and mixing meet, from those of either [1/cm³].
///
/// Picone and others (2002), appendix A; `sharpness` is the transition length over the difference of
/// molar masses.
@inline(__always)
func logNetDensity<N: ModelNumber>(diffusive: N, mixed: N, sharpness: Double) -> N {
  let lead = sharpness * (mixed - diffusive)
  let held = lead.least(N(10)).greatest(N(-10))
  let net = diffusive + (1 / sharpness) * N.logarithm(N(1) + N.exponential(held))
  return net.replaced(by: diffusive, where: lead.isBelow(N(-10)))
    .replaced(by: mixed, where: N(10).isBelow(lead))
}

/// The gases of the model above 72.5 km at a height: logarithms of their densities [1/cm³].
struct Thermosphere<N: ModelNumber>: Sendable {
  var logDensities: InlineArray<8, N>
  /// The logarithm of the density of nitrogen by mixing alone, where it was asked for.
  var logMixedNitrogen: N
  var temperature: N
  var exosphericTemperature: N
  /// The temperature [K] and its slope [K/km] at 72.5 km.
  var bottomTemperature: N
  var bottomSlope: N
}
