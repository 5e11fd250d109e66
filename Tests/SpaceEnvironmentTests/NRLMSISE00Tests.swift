import Foundation
import Kinematics
import SpaceEnvironment
import TestSupport
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
    let inputs = try ReferenceData.text("\(folder)input.csv").split(whereSeparator: \.isNewline)
      .dropFirst()
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
  /// Rows of 20 places with the densities that two other programs give.
  static let peers = "../peers/results/density_reference_"

  static func points(
    _ file: String, wrapped: Bool
  ) throws -> [(point: AtmospherePoint, conditions: AtmosphereConditions, answers: [Double])] {
    try ReferenceData.text(peers + file).split(whereSeparator: \.isNewline).dropFirst().map {
      let fields = $0.split(separator: ",")
      let v = fields.map { Double($0) ?? .nan }
      let epoch = try Epoch(utc: String(fields[0]))
      let date = epoch.utc
      let first = try Epoch(utc: "\(date.year)-01-01")
      let second = Double(date.hour * 3600 + date.minute * 60) + date.second
      let hour = second / 3600 + v[2] / 15
      let point = try AtmospherePoint(
        latitude: v[1] * .pi / 180, longitude: v[2] * .pi / 180,
        // At 300 km the model steps, and Orekit's way to a geodetic altitude ends a hair above.
        altitude: v[3] * 1000 + (wrapped ? 1e-6 : 0), secondOfDay: second,
        localSolarTime: wrapped ? hour - 24 * (hour / 24).rounded(.down) : nil)
      let conditions = try AtmosphereConditions(
        dayOfYear: 1 + Int((epoch - first) / 86_400), solarFlux: v[4], averageSolarFlux: v[5],
        activity: .daily(v[6]))
      return (point, conditions, Array(v.dropFirst(7)))
    }
  }

  /// Orekit computes in double precision and prints ten digits. It wraps local solar time to a day,
  /// which matters because the program's hour is 0.2618 rad: 24 of them are 15 microradians more than
  /// a turn, up to 5e-5 of the density.
  @Test(.enabled(if: ReferenceData.has(peers + "orekit.csv")))
  func orekitHasTheSameDensities() throws {
    let model = try Self.model.get()
    let points = try Self.points("orekit.csv", wrapped: true)
    #expect(points.count == 20)
    for (point, conditions, answers) in points {
      let density = model.state(at: point, under: conditions).effectiveMassDensity
      #expect(abs(density / answers[1] - 1) < 1e-9)
    }
  }

  /// The program itself in single precision (24 bits: 6e-8, times the hundreds of a sum of logarithms
  /// in an exponent), by pymsis.
  @Test(.enabled(if: ReferenceData.has(peers + "pymsis.csv")))
  func theProgramHasTheSameDensities() throws {
    let model = try Self.model.get()
    let points = try Self.points("pymsis.csv", wrapped: false)
    #expect(points.count == 20)
    for (point, conditions, answers) in points {
      let air = model.state(at: point, under: conditions)
      #expect(abs(air.effectiveMassDensity / answers[0] - 1) < 1e-5)
      #expect(abs(air.temperature / answers[1] - 1) < 1e-5)
    }
  }
  /// Between the ground and 72.5 km the air is mixed and rests on itself: the fall of pressure with
  /// height is the weight of the air, and above the gases rest each on its own.
  @Test func theAirIsInHydrostaticEquilibrium() throws {
    let model = try Self.model.get()
    let day = try AtmosphereConditions(
      dayOfYear: 200, solarFlux: 140, averageSolarFlux: 130, activity: .daily(10))
    func air(_ altitude: Double) throws -> AirState {
      model.state(
        at: try AtmospherePoint(
          latitude: 0.6, longitude: 1, altitude: altitude, secondOfDay: 30_000), under: day)
    }
    // The program's own constants: gas constant 8.314, gravity of the latitude, mixed mass 28.95.
    let double = cos(1.2)
    let surface = 9.806_16 * (1 - 0.002_637_3 * double)
    let radius = 2 * surface / (3.085_462e-6 + 2.27e-9 * double)
    func gravity(_ z: Double) -> Double { surface / ((1 + z / radius) * (1 + z / radius)) }
    for z in [2e3, 12e3, 25e3, 40e3, 60e3] {
      let pressure = try [air(z - 10), air(z + 10)].map { $0.nitrogen * $0.temperature }
      let slope = log(pressure[1] / pressure[0]) / 20
      let weight = -0.028_95 * gravity(z) / (8.314 * (try air(z).temperature))
      #expect(abs(slope / weight - 1) < 1e-6, "at \(z) m")
    }
    for z in [320e3, 450e3, 800e3] {
      let pressure = try [air(z - 10), air(z + 10)].map { $0.atomicOxygen * $0.temperature }
      let slope = log(pressure[1] / pressure[0]) / 20
      let weight = -0.016 * gravity(z) / (8.314 * (try air(z).temperature))
      #expect(abs(slope / weight - 1) < 1e-6, "at \(z) m")
    }
  }

  /// Between 110 and 123 km the model breaks down in the worst storms: the program has negative
  /// densities there. Ours stay densities, but need not fall with height.
  @Test func theAirIsThereEverywhere() throws {
    let model = try Self.model.get()
    let storm = try AtmosphereConditions(
      dayOfYear: 366, solarFlux: 300, averageSolarFlux: 250,
      activity: .threeHourly(ThreeHourlyIndices([400, 400, 300, 200, 400, 100, 0])))
    let worst = try AtmosphereConditions(
      dayOfYear: 105, solarFlux: 100, averageSolarFlux: 188, activity: .daily(400))
    let quiet = try AtmosphereConditions(
      dayOfYear: 1, solarFlux: 64, averageSolarFlux: 64, activity: .daily(0))
    for day in [storm, worst, quiet] {
      for latitude in [-Double.pi / 2, -0.3, 0, Double.pi / 2] {
        var before = Double.infinity
        for kilometre in [0.0, 1, 30, 72.4, 72.6, 90, 114.3, 130, 299, 301, 1e3, 5e3, 1e4] {
          let air = model.state(
            at: try AtmospherePoint(
              latitude: latitude, longitude: -.pi, altitude: 1000 * kilometre,
              secondOfDay: 7600),
            under: day)
          #expect(air.massDensity > 0 && air.massDensity.isFinite)
          #expect(day != quiet || air.massDensity < before)
          #expect((100...10_000).contains(air.temperature))
          #expect((500...4000).contains(air.exosphericTemperature))
          before = air.massDensity
        }
      }
    }
  }

  @Test func whatIsNoPlaceOrNoDayIsRefused() throws {
    for (latitude, longitude, altitude, second) in [
      (1.6, 0, 4e5, 0), (.nan, 0, 4e5, 0), (0, 7, 4e5, 0), (0, .infinity, 4e5, 0), (0, 0, -1, 0),
      (0, 0, .nan, 0), (0, 0, 1.1e7, 0), (0, 0, 4e5, -1), (0, 0, 4e5, .nan), (0, 0, 4e5, 1e5),
    ] as [(Double, Double, Double, Double)] {
      #expect(throws: EnvironmentError.self) {
        try AtmospherePoint(
          latitude: latitude, longitude: longitude, altitude: altitude, secondOfDay: second)
      }
    }
    #expect(throws: EnvironmentError.self) {
      try AtmospherePoint(
        latitude: 0, longitude: 0, altitude: 4e5, secondOfDay: 0, localSolarTime: 25)
    }
    for (day, flux, mean, ap) in [
      (0, 150, 150, 4), (367, 150, 150, 4), (1, .nan, 150, 4), (1, 150, 39, 4), (1, 150, 2e3, 4),
      (1, 150, 150, -1), (1, 150, 150, .nan), (1, 150, 150, 401),
    ] as [(Int, Double, Double, Double)] {
      #expect(throws: EnvironmentError.self) {
        try AtmosphereConditions(
          dayOfYear: day, solarFlux: flux, averageSolarFlux: mean, activity: .daily(ap))
      }
    }
    #expect(throws: EnvironmentError.self) { try ThreeHourlyIndices([1, 2, 3]) }
    #expect(throws: EnvironmentError.self) {
      try AtmosphereConditions(
        dayOfYear: 1, solarFlux: 150, averageSolarFlux: 150,
        activity: .threeHourly(ThreeHourlyIndices([4, 4, 4, 4, 4, 4, .nan])))
    }
  }

  @Test func aTableWithAHoleOrAStrangerIsRefused() throws {
    let good = try String(
      contentsOf: DataFolder.locate().appendingPathComponent("nrlmsise00.csv"), encoding: .utf8)
    let lines = good.split(separator: "\n").map(String.init)
    let hole = lines.filter { !$0.hasPrefix("oxygen.mass,") }.joined(separator: "\n")
    for (text, word) in [
      ("", "exosphericTemperature.mean"), (hole, "oxygen.mass"),
      (good + "krypton.mass,0,84\n", "krypton.mass"), (good + "oxygen.mass,0,32\n", "twice"),
      (good + "oxygen.mass,8,32\n", "index 0 to 7"), (good + "oxygen.zonal,3,nan\n", "value"),
      (good + "oxygen.zonal,3\n", "not a row"),
    ] {
      let error = try withTemporaryFile(holding: text, ending: "csv") { url in
        #expect(throws: EnvironmentError.self, "\(word)") { try NRLMSISE00(tableAt: url) }
      }
      #expect(error?.description.contains(word) == true, "\(word)")
    }
    #expect(throws: EnvironmentError.fileUnreadable(path: "/nowhere/air.csv")) {
      try NRLMSISE00(tableAt: URL(fileURLWithPath: "/nowhere/air.csv"))
    }
  }
}
