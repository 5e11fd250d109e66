import CERFA
import Kinematics

/// The Moon as it pulls.
public enum Moon {
  /// Gravitational parameter [m³/s²] (DE421: Folkner and others 2009).
  public static let mu = 4.902_800_076e12

  /// The position of the Moon relative to the Earth's centre in GCRF [m].
  ///
  /// Within 24 km (7e-5 of the distance; 6 km in the mean square) of DE421 between 2004 and 2030;
  /// no light time, no aberration. Source: Meeus, *Astronomical Algorithms*, 2nd ed. (1998),
  /// chapter 47, which abridges ELP 2000-82 (Chapront-Touzé, Chapront 1983), as ERFA's `eraMoon98`
  /// brings it to GCRF.
  ///
  /// Rounded to 8 m, so that a last digit of the C library's sines (1e-7 m) does not reach a
  /// result. One call takes 4 µs; a loop takes it from a table.
  public static func position(at epoch: Epoch) -> SIMD3<Double> {
    let date = JulianDate<TT>(epoch)
    var state = [Double](repeating: 0, count: 6)
    state.withUnsafeMutableBytes { bytes in
      guard let first = bytes.bindMemory(to: (Double, Double, Double).self).baseAddress else {
        return
      }
      eraMoon98(date.day, date.fraction, first)
    }
    return (Sun.astronomicalUnit * SIMD3(state[0], state[1], state[2])).rounded(toMultipleOf: 8)
  }
}
