import Kinematics

extension TwoLineElementSet {
  /// The element set that a mean-elements message holds, with all digits of the message.
  ///
  /// - Throws: ``ExchangeError/notExpressible(what:allowed:)`` where the message is not one for SGP4
  ///   about the Earth in TEME and UTC, or has no catalogue number or mean motion.
  public init(_ message: OrbitMeanElementsMessage) throws(ExchangeError) {
    let name = message.object.name
    func need<Value>(_ value: Value?, _ what: String) throws(ExchangeError) -> Value {
      if let value { return value }
      throw .notExpressible(what: "an element set of '\(name)' without it", allowed: what)
    }
    guard ["SGP4", "SGP/SGP4", "SGP"].contains(message.theory.uppercased()) else {
      throw .notExpressible(
        what: "elements of the theory \(Wording.quoted(message.theory))", allowed: "SGP4")
    }
    guard message.object.frame.kind == .teme, message.object.timeSystem == .utc else {
      throw .notExpressible(
        what: "elements in \(message.object.frame.name) and \(message.object.timeSystem.rawValue)",
        allowed: "TEME and UTC")
    }
    guard message.object.centerName.uppercased() == "EARTH" else {
      throw .notExpressible(
        what: "elements about \(Wording.quoted(message.object.centerName))", allowed: "EARTH")
    }
    let elements = message.elements
    let catalogue = message.catalogue ?? .init()
    let isExtended = catalogue.ballisticTerm != nil || catalogue.lightPressureTerm != nil
    guard Self.isForSGP4(ephemerisType: catalogue.ephemerisType ?? 0),
      !isExtended || catalogue.dragTerm != nil
    else {
      throw .notExpressible(
        what: isExtended
          ? "elements with BTERM or AGOM, which are for SGP4-XP"
          : "elements of ephemeris type \(catalogue.ephemerisType ?? 0), SGP4-XP's or another's",
        allowed: "elements for SGP4: EPHEMERIS_TYPE 0, and BSTAR")
    }
    let half = Double.pi
    guard elements.eccentricity < 1, (0...half).contains(elements.inclination) else {
      throw .notExpressible(
        what: "an eccentricity of \(elements.eccentricity) or an inclination beyond its range",
        allowed: "an ellipse, its inclination from 0 to 180 degrees")
    }
    self.init(
      name: name == "UNKNOWN" ? nil : name,
      catalogueNumber: try need(catalogue.number, "NORAD_CAT_ID"),
      classification: catalogue.classification?.first ?? "U",
      internationalDesignator: Self.shortDesignator(message.object.id), epoch: elements.epoch,
      halfMeanMotionRate: catalogue.halfMeanMotionRate ?? 0,
      sixthMeanMotionAcceleration: catalogue.sixthMeanMotionAcceleration ?? 0,
      dragTerm: catalogue.dragTerm ?? 0, ephemerisType: catalogue.ephemerisType ?? 0,
      elementSetNumber: max(0, catalogue.elementSetNumber ?? 0),
      inclination: elements.inclination,
      rightAscensionOfAscendingNode: Self.turn(elements.rightAscensionOfAscendingNode),
      eccentricity: elements.eccentricity,
      argumentOfPerigee: Self.turn(elements.argumentOfPericenter),
      meanAnomaly: Self.turn(elements.meanAnomaly),
      meanMotion: try need(elements.meanMotion, "MEAN_MOTION"),
      revolutionNumber: max(0, catalogue.revolutionNumber ?? 0), line: 1)
  }

  /// The angle between 0 and a turn; one that is in it stays to the bit.
  private static func turn(_ angle: Double) -> Double {
    let full = 2 * Double.pi
    if angle >= 0, angle <= full { return angle }
    let rest = angle.truncatingRemainder(dividingBy: full)
    return rest < 0 ? rest + full : rest
  }

  /// `98067A` for `1998-067A`; what is not of that form stays.
  private static func shortDesignator(_ id: String) -> String {
    if id == "UNKNOWN" { return "" }
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
      (1957...2056).contains(year)
    else { return id }
    return parts[0].suffix(2) + parts[1...].joined()
  }

  /// `1998-067A` for `98067A`; what is not of that form stays.
  private static func longDesignator(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard (6...8).contains(bytes.count), bytes.prefix(5).allSatisfy({ (48...57).contains($0) }),
      bytes.dropFirst(5).allSatisfy({ (65...90).contains($0) }), let short = Int(text.prefix(2))
    else { return text.isEmpty ? "UNKNOWN" : text }
    return "\(short < 57 ? 2000 + short : 1900 + short)-" + text.dropFirst(2)
  }

  /// The set as a mean-elements message.
  ///
  /// Its header has the epoch of the elements as its date: the set does not say when it was made.
  /// The epoch is rounded to the microsecond, far below the 0.9 ms of the columns.
  ///
  /// - Parameter originator: Who makes the message.
  public func meanElements(originator: String = "OUTPOST") -> OrbitMeanElementsMessage {
    var catalogue = OrbitMeanElementsMessage.Catalogue()
    catalogue.ephemerisType = ephemerisType
    catalogue.classification = classification == " " ? "U" : String(classification)
    catalogue.number = catalogueNumber
    catalogue.elementSetNumber = elementSetNumber
    catalogue.revolutionNumber = revolutionNumber
    catalogue.dragTerm = dragTerm
    catalogue.halfMeanMotionRate = halfMeanMotionRate
    catalogue.sixthMeanMotionAcceleration = sixthMeanMotionAcceleration
    let nanoseconds = epoch.nanosecondsTAI
    let rounded = Epoch(
      nanosecondsTAI: (nanoseconds / 1000 + (nanoseconds % 1000) / 500) * 1000)
    return OrbitMeanElementsMessage(
      header: CCSDSHeader(creationDate: rounded, originator: originator),
      object: CCSDSObject(
        name: name ?? "UNKNOWN", id: Self.longDesignator(internationalDesignator),
        frame: CCSDSFrame("TEME")),
      elements: .init(
        epoch: rounded, meanMotion: meanMotion, eccentricity: eccentricity,
        inclination: inclination,
        rightAscensionOfAscendingNode: rightAscensionOfAscendingNode,
        argumentOfPericenter: argumentOfPerigee, meanAnomaly: meanAnomaly),
      catalogue: catalogue)
  }
}
