import Systems
import Testing

/// Air that leaves a cabin at the speed of sound.
@Suite struct ChokedFlowTests {
  /// Printed values for γ = 1.4: critical pressure ratio 0.528, mass flow factor 0.6847 (Sutton and
  /// Biblarz 2010, table of compressible flow; Zucrow and Hoffman 1976, appendix C); the push of a sonic
  /// stream is p* (1 + γ).
  @Test func theStreamIsThatOfTheTextbooks() {
    let hole = ChokedFlow(gasConstant: 287.05, temperature: 288.15)
    let factor = hole.massFlux * (287.05 * 288.15).squareRoot()
    #expect(abs(factor - 0.6847) < 5e-5)
    #expect(abs(ChokedFlow.thrustCoefficient - 0.52828 * 2.4) < 2e-5)
    // Known of air at 15 °C: 241 kg/s through a square metre at one atmosphere.
    #expect(abs(101_325 * hole.massFlux - 241.2) < 0.1)
    #expect(abs(hole.effectiveSpeed - ChokedFlow.thrustCoefficient / hole.massFlux) < 1e-9)
    #expect((530...540).contains(hole.effectiveSpeed))
  }
}
