import Exchange
import StationModel

extension Verdict {
  /// The verdict for people: a sentence and a table.
  public var text: String {
    let rounded = Assembly.rounded
    let pieces = document["pieces"]?.items ?? []
    let joints = (document["joints"]?.items ?? []).compactMap(\.text)
    let opened =
      joints.isEmpty
      ? "no joint opens"
      : "\(joints.joined(separator: ", ")) \(joints.count == 1 ? "opens" : "open")"
    var text = "\(document["station"]?.text ?? ""), \(document["atUtc"]?.text ?? ""), \(opened)\n"
    text += "orbit: \(document["orbitSource"]?.text ?? "")\n"
    if let note = document["note"]?.text { text += note + "\n" }
    text += "\n"
    let rows: [(String, (JSONValue) -> String)] = [
      ("mass [kg]", { rounded($0["massKg"]?.double ?? 0, 0) }),
      ("modules and vehicles", { String($0["modules"]?.items.count ?? 0) }),
      ("crew / seats", { Self.pair($0["crew"], "aboard", "seats") }),
      ("attitude control", { Self.yes($0["attitude"]?["controllable"]) }),
      ("gyro momentum [N m s]", { Self.number($0["attitude"]?["cmgMomentumNMS"], 0) }),
      ("gyros full after [h]", { Self.number($0["attitude"]?["timeToSaturationS"], 1, per: 3600) }),
      ("momentum an orbit adds [N m s]", { Self.momentum($0["attitude"], "perOrbit") }),
      ("  and what comes back of it", { Self.momentum($0["attitude"], "cyclic") }),
      ("jets alone burn [kg/day]", { Self.number($0["attitude"]?["jetPropellantKgPerDay"], 2) }),
      ("torque equilibrium, YPR [deg]", { Self.angles($0["attitude"]?["torqueEquilibriumDeg"]) }),
      ("  stays there by itself", { Self.held($0["attitude"]?["torqueEquilibriumStable"]) }),
      ("  jets alone there [kg/day]", { Self.number(Self.atEquilibrium($0), 2) }),
      ("control margin", { Self.number($0["attitude"]?["controlMargin"], 1) }),
      (
        "failures to loss of control",
        { Self.number($0["attitude"]?["failuresToLossOfControl"], 0) }
      ),
      ("thrust [N]", { Self.number($0["propulsion"]?["thrustN"], 0) }),
      ("propellant, own [kg]", { Self.number($0["propulsion"]?["propellantKg"], 0) }),
      ("propellant, vehicles [kg]", { Self.number($0["propulsion"]?["vehiclePropellantKg"], 0) }),
      ("delta-v [m/s]", { Self.number($0["propulsion"]?["deltaVMPerS"], 1) }),
      ("thrust can be held", { Self.held($0["propulsion"]?["holdable"]) }),
      ("thrust line off centre [m]", { Self.number($0["propulsion"]?["offCentreM"], 2) }),
      ("  gimbal for that [deg]", { Self.number($0["propulsion"]?["gimbalNeededDeg"], 1) }),
      ("power margin, worst [W]", { Self.number($0["power"]?["marginW"], 0) }),
      ("oxygen made [kg/day]", { Self.number($0["air"]?["oxygenKgPerDay"], 2) }),
      ("CO2 removed [kg/day]", { Self.number($0["air"]?["carbonDioxideRemovalKgPerDay"], 2) }),
      ("crew supported by air", { Self.number($0["air"]?["crewSupported"], 0) }),
      (
        "ballistic coefficient [kg/m2]",
        {
          Self.number($0["orbit"]?["ballisticCoefficientKgPerM2"], 1)
        }
      ),
      ("days in orbit if left alone", { Self.number($0["orbit"]?["lifetimeDays"]?["p50"], 0) }),
      (
        "propellant to stay up [kg/y]",
        { Self.number($0["orbit"]?["reboostPropellantKgPerYear"], 0) }
      ),
      ("casualty expectation", { Self.number($0["reentry"]?["casualtyExpectation"], 4) }),
      ("verdict", { $0["survives"]?["verdict"]?.text ?? "" }),
    ]
    var header = "".padded(31) + "before".padded(-16)
    for piece in pieces { header += (piece["id"]?.text ?? "").padded(-16) }
    text += header + "\n"
    for (label, value) in rows {
      var line = label.padded(31)
      for column in [document["before"] ?? nil] + pieces { line += value(column).padded(-16) }
      text += line + "\n"
    }
    text += "\n"
    for piece in pieces { text += Self.sentence(piece) + "\n" }
    for pair in document["separation"]?.items ?? [] {
      text += Self.separation(pair) + Self.windows(pair) + Self.ways(pair)
    }
    let dependencies = document["dependencies"]?.items ?? []
    if !dependencies.isEmpty {
      text += "\nwhat crossed the opened joints:\n"
      for item in dependencies {
        let amount = item["amount"]?.double.map {
          rounded($0, $0 == $0.rounded() ? 0 : 3) + " " + (item["unit"]?.text ?? "")
        }
        text += "  \((item["kind"]?.text ?? "").padded(17))"
        text += "\(item["from"]?.text ?? "") → \(item["to"]?.text ?? "")  "
        text += "\(amount ?? "")\n"
      }
    }
    text += "\n\(document["notYetModelled"]?.items.count ?? 0) answers are not modelled yet; "
    text += "--json lists them with the reason\n"
    return text
  }

  private static func separation(_ pair: JSONValue) -> String {
    let names = (pair["pieces"]?.items ?? []).compactMap(\.text).joined(separator: " and ")
    let speed = Assembly.rounded(pair["centreRelativeSpeedMPerS"]?.double ?? 0, 3)
    let start = "\n\(names): centres part at \(speed) m/s"
    let note = pair["note"]?.text.map { "; \($0)" } ?? ""
    guard let distance = pair["minimumDistanceM"]?.double else { return start + note + "\n" }
    let parts = (pair["parts"]?.items ?? []).compactMap(\.text).joined(separator: " and ")
    let abeam = pair["passAbeam"]?["distanceM"]?.double.map {
      ", pass abeam at \(Assembly.rounded($0, 1)) m, \(pair["passAbeam"]?["atUtc"]?.text ?? "")"
    }
    let contact = pair["contact"] == .bool(true) ? "THEY TOUCH" : "they pass"
    return start + (abeam ?? "")
      + "; \(contact) at \(Assembly.rounded(distance, 1)) m between \(parts), "
      + "\(pair["atUtc"]?.text ?? "")\(note)\n"
  }

  /// How near they come in stretches of time from the parting, in a line.
  private static func windows(_ pair: JSONValue) -> String {
    let parts = (pair["windows"]?.items ?? []).filter { $0["complete"] == .bool(true) }.map {
      let least = $0["minimumDistanceM"]?.double.map { "\(Assembly.rounded($0, 1)) m" }
      let touch = $0["contact"] == .bool(true) ? "touch" : nil
      return "\($0["id"]?.text ?? "") \(touch ?? least ?? "only apart")"
    }
    return parts.isEmpty ? "" : "  nearest return within \(parts.joined(separator: ", "))\n"
  }

  /// How near they come when the cut is done in other ways, a line each.
  private static func ways(_ pair: JSONValue) -> String {
    (pair["ways"]?.items ?? []).map { way in
      let says = "  \(way["says"]?.text ?? ""): "
      if let why = way["why"]?.text { return says + "not flown, \(why)\n" }
      var parts: [String] = []
      if let abeam = way["passAbeam"]?["distanceM"]?.double {
        parts.append("abeam at \(Assembly.rounded(abeam, 1)) m")
      }
      if way["contact"] == .bool(true) {
        let modules = (way["parts"]?.items ?? []).compactMap(\.text)
        parts.append("\(modules.joined(separator: " and ")) TOUCH, \(way["atUtc"]?.text ?? "")")
      } else if let least = way["minimumDistanceM"]?.double {
        parts.append("return to \(Assembly.rounded(least, 1)) m, \(way["atUtc"]?.text ?? "")")
      }
      return says + (parts.isEmpty ? "they only draw apart" : parts.joined(separator: ", ")) + "\n"
    }.joined()
  }

  private static func number(
    _ value: JSONValue?, _ digits: Int, per divisor: Double = 1
  ) -> String {
    value?.double.map { Assembly.rounded($0 / divisor, digits) } ?? "-"
  }

  private static func momentum(_ attitude: JSONValue?, _ key: String) -> String {
    number(attitude?["momentumOverOrbitNMS"]?[key], 0)
  }

  private static func atEquilibrium(_ piece: JSONValue) -> JSONValue? {
    piece["attitude"]?["atTorqueEquilibrium"]?["jetPropellantKgPerDay"]
  }

  private static func angles(_ value: JSONValue?) -> String {
    let angles = (value?.items ?? []).compactMap(\.double).map { Assembly.rounded($0, 1) }
    return angles.isEmpty ? "-" : angles.joined(separator: " ")
  }

  private static func pair(_ value: JSONValue?, _ a: String, _ b: String) -> String {
    number(value?[a], 0) + " / " + number(value?[b], 0)
  }

  private static func yes(_ value: JSONValue?) -> String {
    value == .bool(true) ? "yes" : "no"
  }

  /// Whether the thrust behind a delta-v can be held; a dash where there is no thrust.
  private static func held(_ value: JSONValue?) -> String {
    value.flatMap { $0 == .null ? nil : yes($0) } ?? "-"
  }

  private static func sentence(_ piece: JSONValue) -> String {
    let id = piece["id"]?.text ?? ""
    let first = (piece["modules"]?.items ?? []).compactMap(\.text).prefix(3).joined(separator: ", ")
    let count = piece["modules"]?.items.count ?? 0
    let more = count > 3 ? " and \(count - 3) more" : ""
    let why = piece["survives"]?["why"]?.text ?? ""
    let limits = (piece["limits"]?.items ?? []).prefix(2).map { limit in
      let isNow = limit["atUtc"]?.text?.prefix(19) == piece["epochUtc"]?.text?.prefix(19)
      let date = isNow ? "at once" : "from \(limit["atUtc"]?.text?.prefix(10) ?? "")"
      return "\(limit["what"]?.text ?? "") \(date) (\(limit["cause"]?.text ?? ""))"
    }
    return "\(id) (\(first)\(more)): " + (limits.isEmpty ? why : limits.joined(separator: "; "))
      + "."
  }
}
