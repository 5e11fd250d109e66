import Foundation
import NumericalMethods

/// The coefficients of NRLMSISE-00 as their file gives them, by name and index.
struct NRLMSISE00Table {
  private let path: String
  private var values: [String: [Int: Double]] = [:]
  private var unread: Set<String> = []
  /// Where the coefficients come from.
  private(set) var source: String
  /// The first name that was asked for in vain.
  private var missing: String?

  init(at url: URL) throws(EnvironmentError) {
    path = url.path
    source = url.lastPathComponent
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("#") {
        if index == 0 { source = line.dropFirst().trimmingCharacters(in: .whitespaces) }
      } else if !line.isEmpty, line != "name,index,value" {
        try read(line, number: index + 1)
      }
    }
  }

  private mutating func read(_ line: Substring, number: Int) throws(EnvironmentError) {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 3, let index = Int(fields[1]), let value = Double(fields[2]),
      (0...7).contains(index), value.isFinite, abs(value) < 1e12
    else {
      throw .malformed(path: path, line: number, what: "not a row name,index 0 to 7,value")
    }
    let name = String(fields[0])
    guard values[name]?[index] == nil else {
      throw .malformed(path: path, line: number, what: "\(name) \(index) is given twice")
    }
    values[name, default: [:]][index] = value
    unread.insert(name)
  }

  /// A number that a quantity may lack; zero then.
  mutating func number(_ name: String, _ index: Int = 0) -> Double {
    unread.remove(name)
    return values[name]?[index] ?? 0
  }

  /// A number that has to be there, above zero.
  mutating func positive(_ name: String, _ index: Int = 0) -> Double {
    let value = number(name, index)
    if !(value > 0), missing == nil { missing = name }
    return value
  }

  /// A number that has to be there.
  mutating func required(_ name: String, _ index: Int = 0) -> Double {
    let value = number(name, index)
    if value == 0, missing == nil { missing = name }
    return value
  }

  /// The numbers of a name by index.
  mutating func degrees(_ name: String) -> Degrees {
    var degrees = Degrees.zero
    for degree in 0..<8 { degrees[degree] = number(name, degree) }
    return degrees
  }

  /// Refuses a table of which a number is missing or has no use.
  func check() throws(EnvironmentError) {
    if let missing {
      throw .malformed(path: path, line: 0, what: "no number above 0 for \(missing)")
    }
    if let name = unread.min() {
      throw .malformed(path: path, line: 0, what: "\(name) is no name of the model")
    }
  }
}

extension NRLMSISE00Table {
  /// How a quantity varies.
  mutating func variation(_ quantity: String) -> Variation {
    func name(_ term: String) -> String { "\(quantity).\(term)" }
    let year = DayConditions.day
    let degree = ExpansionBasis<Double>.degree
    let second = ExpansionBasis<Double>.second
    return Variation(
      constant: number(name("constant")), flux: number(name("flux")),
      fluxSquare: number(name("fluxSquare")), meanFlux: number(name("meanFlux")),
      meanFluxSquare: number(name("meanFluxSquare")), fluxMeanFlux: number(name("fluxMeanFlux")),
      seasonMeanFlux: number(name("seasonMeanFlux")),
      localTimeMeanFlux: number(name("localTimeMeanFlux")), zonal: degrees(name("zonal")),
      zonalMeanFlux: degrees(name("zonalMeanFlux")), annual: degrees(name("annual")),
      semiannual: degrees(name("semiannual")), season: degrees(name("season")),
      halfSeason: degrees(name("halfSeason")), annualPhase: phase(name("annualPhase"), year),
      semiannualPhase: phase(name("semiannualPhase"), 2 * year),
      seasonPhase: phase(name("seasonPhase"), year),
      halfSeasonPhase: phase(name("halfSeasonPhase"), 2 * year),
      localTime: waves(quantity, ""), localTimeSeason: waves(quantity, "Season"),
      longitude: wave(name("longitude"), ""), longitudeSeason: wave(name("longitude"), "Season"),
      longitudeMeanFlux: number(name("longitudeMeanFlux")),
      longitudeAnnual: number(name("longitudeAnnual")),
      longitudeSemiannual: number(name("longitudeSemiannual")),
      longitudeSeasonTilt: number(name("longitudeSeasonTilt")),
      longitudeHalfSeasonTilt: number(name("longitudeHalfSeasonTilt")),
      longitudeAnnualPhase: phase(name("longitudeAnnualPhase"), year),
      longitudeSemiannualPhase: phase(name("longitudeSemiannualPhase"), 2 * year),
      longitudeSeasonTiltPhase: phase(name("longitudeSeasonTiltPhase"), year),
      longitudeHalfSeasonTiltPhase: phase(name("longitudeHalfSeasonTiltPhase"), 2 * year),
      universalTime: degrees(name("universalTime")),
      universalTimeLongitude: degrees(name("universalTimeLongitude")),
      universalTimePhase: phase(name("universalTimePhase"), second),
      universalTimeLongitudePhase: phase(name("universalTimeLongitudePhase"), second),
      universalTimeTilt: number(name("universalTimeTilt")),
      universalTimeSeasonTilt: number(name("universalTimeSeasonTilt")),
      universalTimeMeanFlux: number(name("universalTimeMeanFlux")),
      universalTimeLongitudeMeanFlux: number(name("universalTimeLongitudeMeanFlux")),
      daily: magnetic(name("daily"), degree, second),
      hourly: magnetic(name("hourly"), degree, second), response: response(quantity))
  }

  private mutating func phase(_ name: String, _ unit: Double) -> Variation.Phase {
    Variation.Phase(number(name), unit: unit)
  }

  private mutating func wave(
    _ name: String, _ suffix: String
  ) -> (cosine: Degrees, sine: Degrees) {
    (degrees("\(name)Cosine\(suffix)"), degrees("\(name)Sine\(suffix)"))
  }

  private mutating func waves(
    _ quantity: String, _ suffix: String
  ) -> InlineArray<3, (cosine: Degrees, sine: Degrees)> {
    [
      wave("\(quantity).diurnal", suffix), wave("\(quantity).semidiurnal", suffix),
      wave("\(quantity).terdiurnal", suffix),
    ]
  }

  private mutating func magnetic(
    _ name: String, _ degree: Double, _ second: Double
  ) -> Variation.Magnetic {
    Variation.Magnetic(
      zonal: degrees("\(name)Zonal"), season: degrees("\(name)Season"),
      diurnal: degrees("\(name)Diurnal"), longitude: degrees("\(name)Longitude"),
      longitudeSeason: degrees("\(name)LongitudeSeason"),
      universalTime: degrees("\(name)UniversalTime"),
      diurnalPhase: phase("\(name)DiurnalPhase", ExpansionBasis<Double>.hour),
      longitudePhase: phase("\(name)LongitudePhase", degree),
      longitudeSeasonPhase: phase("\(name)LongitudeSeasonPhase", degree),
      universalTimePhase: phase("\(name)UniversalTimePhase", second),
      longitudeTilt: number("\(name)LongitudeTilt"))
  }

  private mutating func response(_ quantity: String) -> MagneticResponse {
    MagneticResponse(
      dailyRate: number("\(quantity).dailyRate"), dailySlope: number("\(quantity).dailySlope"),
      hourlyRate: number("\(quantity).hourlyRate"),
      hourlySlope: number("\(quantity).hourlySlope"),
      decay: number("\(quantity).hourlyDecay"),
      decayLatitude: number("\(quantity).hourlyDecayLatitude"))
  }

  /// What is known of a gas.
  mutating func gas(_ name: String) -> ModelGas {
    let ratio = number("\(name).groundRatio")
    return ModelGas(
      mass: positive("\(name).mass"), thermalDiffusion: number("\(name).thermalDiffusion"),
      logMean: Elementary.log(max(positive("\(name).mean"), 1e-300)),
      mixedBelow: number("\(name).mixedBelow"), turbopause: number("\(name).turbopause"),
      groundLogRatio: ratio > 0 ? Elementary.log(ratio) : nil,
      ground: correction("\(name).ground"), chemistry: correction("\(name).chemistry"))
  }

  /// A correction; nil where the gas has none.
  private mutating func correction(_ name: String) -> ModelGas.Correction? {
    let strength = number(name)
    let height = number("\(name)Height")
    let first = number("\(name)Length")
    let second = number("\(name)Length", 1)
    guard height > 0, first != 0 else { return nil }
    return ModelGas.Correction(
      strength: strength, height: height, lengths: (first, second == 0 ? first : second))
  }
}
