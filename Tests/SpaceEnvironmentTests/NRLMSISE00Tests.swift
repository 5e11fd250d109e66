import Foundation
import Kinematics
import SpaceEnvironment
import Testing

@Suite struct NRLMSISE00Tests {
  static let model = Result {
    try NRLMSISE00(tableAt: DataFolder.locate().appendingPathComponent("nrlmsise00.csv"))
  }

  /// The program's own test, inputs and printed outputs: seven digits, in 1/cm³, g/cm³ and K.
  @Test(.enabled(if: ReferenceData.has("environment/atmosphere/nrlmsise00_official_testinput.csv")))
  func theSeventeenCasesOfTheProgramAgreeInAllPrintedDigits() throws {
    let model = try Self.model.get()
    let folder = "environment/atmosphere/nrlmsise00_official_test"
    let inputs = try ReferenceData.text("\(folder)input.csv").split(whereSeparator: \.isNewline).dropFirst()
    let outputs = try ReferenceData.text("\(folder)output.txt").split(whereSeparator: \.isNewline)
      .map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
    #expect(inputs.count == 17)
    #expect(outputs.count == 17)
    for (input, output) in zip(inputs, outputs) {
      let fields = input.split(separator: ",").map(String.init)
      let v = fields.map { Double($0) ?? .nan }
      let activity: MagneticActivity =
        fields[9].hasPrefix("array")
        ? .threeHourly(try ThreeHourlyIndices([Double](repeating: 100, count: 7))) : .daily(v[9])
      let air = model.state(
        at: try AtmospherePoint(
          latitude: v[4] * .pi / 180, longitude: v[5] * .pi / 180, altitude: v[3] * 1000,
          secondOfDay: v[2], localSolarTime: v[6]),
        under: try AtmosphereConditions(
          dayOfYear: Int(v[1]), solarFlux: v[8], averageSolarFlux: v[7], activity: activity))
      let gases = [
        air.helium, air.atomicOxygen, air.nitrogen, air.oxygen, air.argon, air.hydrogen,
        air.atomicNitrogen, air.anomalousOxygen,
      ]
      var all = gases.map { $0 * 1e-6 }
      all.insert(air.massDensity * 1e-3, at: 5)
      all += [air.exosphericTemperature, air.temperature]
      for (index, value) in all.enumerated() {
        #expect(
          String(format: "%.6E", value) == output[index], "case \(fields[0]), column \(index)")
      }
    }
  }
}
