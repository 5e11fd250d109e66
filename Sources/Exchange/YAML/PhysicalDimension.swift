import Foundation
import Kinematics

/// What a quantity measures, and the units in which a file may write it.
///
/// A quantity is written with its unit (`12.99 m`, `5.4 kg/day`, `4760 N m s`) and held in the SI
/// unit. Conversion factors are exact by definition (BIPM, *The International System of Units*,
/// 9th ed. 2019; cfm: international foot of 0.3048 m; mmHg: 133.322387415 Pa, ISO 80000-4).
public enum PhysicalDimension: String, CaseIterable, Sendable {
  /// Mass, geometry, time, rotation, force and energy.
  case mass, length, area, volume, time, angle, angularRate, force, torque, power, energy
  /// What is made of those: momentum, rates, the states of air.
  case angularMomentum, massRate, pressure, temperature, speed, acceleration, volumeRate, density
  /// Moment of inertia; force over time; a plain number or a percentage.
  case inertia, impulse, fraction

  /// Units as written, each with its size in the SI unit; the first is the SI unit.
  var units: [(name: String, size: Double)] {
    switch self {
    case .mass: [("kg", 1), ("g", 1e-3), ("t", 1e3)]
    case .length: [("m", 1), ("km", 1e3), ("cm", 1e-2), ("mm", 1e-3)]
    case .area: [("m2", 1), ("cm2", 1e-4), ("mm2", 1e-6)]
    case .volume: [("m3", 1), ("L", 1e-3)]
    case .time: [("s", 1), ("min", 60), ("h", 3600), ("d", 86_400), ("ms", 1e-3)]
    case .angle: [("rad", 1), ("deg", .pi / 180), ("arcsec", .pi / 648_000)]
    case .angularRate: [("rad/s", 1), ("deg/s", .pi / 180)]
    case .force: [("N", 1), ("kN", 1e3)]
    case .torque: [("N m", 1)]
    case .power: [("W", 1), ("kW", 1e3)]
    case .energy: [("J", 1), ("kJ", 1e3), ("Wh", 3600), ("kWh", 3.6e6)]
    case .angularMomentum: [("N m s", 1)]
    case .massRate:
      [
        ("kg/s", 1), ("g/s", 1e-3), ("kg/h", 1 / 3600), ("kg/day", 1 / 86_400),
        ("g/day", 1e-3 / 86_400),
      ]
    case .pressure: [("Pa", 1), ("hPa", 100), ("kPa", 1e3), ("mmHg", 133.322_387_415)]
    case .temperature: [("K", 1), ("degC", 1)]
    case .speed: [("m/s", 1), ("km/s", 1e3), ("mm/s", 1e-3)]
    case .acceleration: [("m/s2", 1)]
    case .volumeRate: [("m3/s", 1), ("L/min", 1e-3 / 60), ("cfm", 0.028_316_846_592 / 60)]
    case .density: [("kg/m3", 1)]
    case .inertia: [("kg m2", 1)]
    case .impulse: [("N s", 1)]
    case .fraction: [("1", 1), ("%", 0.01)]
    }
  }
}

extension YAMLNode {
  /// The text of a scalar.
  public func string(_ problems: InputProblems) -> String? {
    guard case .scalar(let text) = content else {
      problems.add("\(label) is not a text", allowed: "a text", at: self)
      return nil
    }
    return text
  }

  /// The last key of the path, in quotes, for messages.
  var label: String {
    path.isEmpty ? "the file" : "'\(path.split(separator: ".").last.map(String.init) ?? path)'"
  }

  /// A finite number in `range`.
  public func number(in range: ClosedRange<Double>, _ problems: InputProblems) -> Double? {
    let allowed =
      "a number from \(Wording.short(range.lowerBound)) to \(Wording.short(range.upperBound))"
    guard let text = string(problems) else { return nil }
    guard let value = plainNumber(text) else {
      problems.add("\(label) is \(Wording.quoted(text)), not a number", allowed: allowed, at: self)
      return nil
    }
    guard range.contains(value) else {
      problems.add("\(label) is \(text)", allowed: allowed, at: self)
      return nil
    }
    return value
  }

  /// A whole number in `range`.
  public func integer(in range: ClosedRange<Int>, _ problems: InputProblems) -> Int? {
    guard let text = string(problems) else { return nil }
    guard text.utf8.count <= 20, let value = Int(text), range.contains(value) else {
      problems.add(
        "\(label) is \(Wording.quoted(text))",
        allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)", at: self)
      return nil
    }
    return value
  }

  /// `true` or `false`.
  public func boolean(_ problems: InputProblems) -> Bool? {
    guard let text = string(problems) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      problems.add("\(label) is \(Wording.quoted(text))", allowed: "true or false", at: self)
      return nil
    }
  }

  /// An instant in UTC.
  public func epoch(_ problems: InputProblems) -> Epoch? {
    guard let text = string(problems) else { return nil }
    do {
      return try Epoch(utc: text)
    } catch {
      problems.add(
        "\(label) is \(Wording.quoted(text)), not a date of UTC from 1972 to 2199",
        allowed: "2022-03-11 or 2022-03-11T12:34:56Z", at: self)
      return nil
    }
  }

  /// A quantity with its unit, in SI, with `range` in SI.
  public func quantity(
    _ dimension: PhysicalDimension, in range: ClosedRange<Double>, _ problems: InputProblems
  ) -> Double? {
    guard let text = string(problems) else { return nil }
    let names = dimension.units.map(\.name)
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = parts.first, let value = plainNumber(String(first)) else {
      problems.add(
        "\(label) is \(Wording.quoted(text)), not a quantity of \(dimension.rawValue)",
        allowed: "a number and one of the units \(names.joined(separator: ", "))", at: self)
      return nil
    }
    let name = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    guard let unit = dimension.units.first(where: { $0.name == name }) else {
      let what = name.isEmpty ? "has no unit" : "has the unit '\(name)'"
      problems.add(
        "\(label) \(what), a quantity of \(dimension.rawValue) is asked for",
        allowed: "one of the units \(names.joined(separator: ", "))", at: self)
      return nil
    }
    let offset = name == "degC" ? 273.15 : 0
    let result = value * unit.size + offset
    guard range.contains(result) else {
      let low = (range.lowerBound - offset) / unit.size
      let high = (range.upperBound - offset) / unit.size
      let span = "\(Wording.short(low)) to \(Wording.short(high))"
      let limits = name.isEmpty ? span : "\(span) \(name)"
      problems.add("\(label) is \(text)", allowed: limits, at: self)
      return nil
    }
    return result
  }

  /// The unit that a quantity is written in, with its size in the SI unit; nil where there is none, or
  /// where its scale does not start at zero.
  public func unit(of dimension: PhysicalDimension) -> (name: String, size: Double)? {
    guard case .scalar(let text) = content else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    return name == "degC" ? nil : dimension.units.first { $0.name == name }
  }

  /// One of the raw values of an enumeration.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type, _ problems: InputProblems
  ) -> Choice? where Choice.RawValue == String {
    guard let text = string(problems) else { return nil }
    if let value = Choice(rawValue: text) { return value }
    problems.add(
      "\(label) is \(Wording.quoted(text))",
      allowed: Wording.allowed(Choice.allCases.map(\.rawValue), insteadOf: text), at: self)
    return nil
  }

  /// A number without unit: digits, sign, point and exponent, finite.
  private func plainNumber(_ text: String) -> Double? {
    guard text.utf8.count <= 40,
      text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}
