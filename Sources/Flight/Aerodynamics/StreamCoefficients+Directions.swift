import NumericalMethods
import Shapes

extension StreamCoefficients {
  /// Of thin air on a body whose parts stand before each other, by what is seen of it along few
  /// directions of molecules: for a body that is met once in a pose, where a table would cost more.
  ///
  /// The directions are drawn evenly from the flux of the drifting Maxwellian, each with the one that is
  /// as far on the other side of the stream, so that the mean direction is the stream's. With 24 of them
  /// and cells of half a metre the force on the International Space Station is within 1 % of
  /// ``ShadowedFlow``'s from all sides, and its torque as if it acted within 10 cm (the tests hold it).
  ///
  /// - Parameters:
  ///   - finder: of the body, closed; its axes and origin are those of the answer.
  ///   - flow: where the air goes, a unit vector.
  ///   - speedRatio: of the stream.
  ///   - reflectedSpeed: as ``GasStream/reflectedSpeed(from:)`` gives it.
  ///   - surface: how molecules leave.
  ///   - directions: how many, an even number.
  public static func seen(
    by finder: inout SilhouetteFinder, flow: SIMD3<Double>, speedRatio: Double,
    reflectedSpeed: Double, surface: GasSurface, directions: Int = 24
  ) -> StreamCoefficients {
    let gas = DriftingMaxwellian(speedRatio: speedRatio)
    var number = 0.0
    var momentum = 0.0
    var incident = StreamCoefficients.zero
    var reflected = StreamCoefficients.zero
    for drawn in gas.evenDirections(along: flow, pairs: max(1, directions / 2)) {
      let moments = FlowMoments(
        finder.silhouette(along: drawn.direction), of: finder.mesh, surface: surface)
      number += drawn.number
      momentum += drawn.momentum
      incident.force += drawn.momentum * moments.incident.force
      incident.torque += drawn.momentum * moments.incident.torque
      reflected.force += drawn.number * moments.reflected.force
      reflected.torque += drawn.number * moments.reflected.torque
    }
    // The whole flux is known.
    let whole = gas.flux
    let a = 2 / (speedRatio * speedRatio) * whole.momentum / momentum
    let b = reflectedSpeed * Double.pi.squareRoot() / speedRatio * whole.number / number
    return StreamCoefficients(
      force: a * incident.force + b * reflected.force,
      torque: a * incident.torque + b * reflected.torque)
  }
}

extension DriftingMaxwellian {
  /// A direction of molecules with its shares of their number and momentum.
  struct DrawnDirection {
    var direction: SIMD3<Double>
    var number: Double
    var momentum: Double
  }

  /// Directions about that of a stream, in pairs opposite to each other about it.
  ///
  /// The squares of their sines are evenly spaced quantiles of `S² exp(-S² sin² θ)`, which is nearly the
  /// flux; the rest is in the shares. About the stream pairs follow each other by the golden section of
  /// half a turn.
  func evenDirections(along flow: SIMD3<Double>, pairs: Int) -> [DrawnDirection] {
    let squared = speedRatio * speedRatio
    let (first, second) = across(flow)
    var drawn: [DrawnDirection] = []
    for pair in 0..<pairs {
      let fraction = (Double(pair) + 0.5) / Double(pairs)
      let sine2 = min(0.99, -Elementary.log(1 - fraction) / squared)
      let cosine = (1 - sine2).squareRoot()
      let flux = flux(cosine: cosine)
      let density = Elementary.exp(-squared * sine2) * cosine
      // π times the golden ratio's inverse.
      let (s, c) = Elementary.sinCos(1.941_611_038_725_466_6 * Double(pair))
      let aside = sine2.squareRoot() * (c * first + s * second)
      for sign in [1.0, -1] {
        drawn.append(
          DrawnDirection(
            direction: cosine * flow + sign * aside, number: flux.number / density,
            momentum: flux.momentum / density))
      }
    }
    return drawn
  }
}
