import Kinematics

extension OrbitMeanElementsMessage {
  static let degree = Double.pi / 180
  static let revolution = 2 * Double.pi / 86_400
  static let rate = revolution / 86_400
  static let acceleration = revolution / (86_400 * 86_400)

  init(_ tree: MessageTree) throws(InputErrors) {
    let metadata = tree.fields(tree.segment.part("metadata"))
    let data = tree.segment.part("data") ?? MessagePart(.header)
    object = try metadata.object()
    theory = metadata.text("MEAN_ELEMENT_THEORY")
    elements = try Elements(tree.fields(data.part("meanElements")), object.timeSystem)
    header = try tree.header(date: elements.epoch)
    spacecraft = try tree.fields(data.part("spacecraftParameters")).spacecraft()
    catalogue = data.part("tleParameters").map { Catalogue(tree.fields($0)) }
    covariance = nil
    if let matrix = data.part("covarianceMatrix"), tree.fields(matrix).covariance != nil {
      covariance = try CCSDSCovariance(tree.fields(matrix), object.timeSystem)
    }
    userDefined = data.part("userDefinedParameters")?.userDefined ?? []
    comments = metadata.part.comments + data.comments + data.parts.flatMap(\.comments)
  }

  /// The message in KVN (502.0-B, section 4), angles in degrees, mean motion in revolutions a day.
  ///
  /// Numbers have as many digits as it takes to read the same numbers back.
  public func keyValueText() -> String { tree.keyValueText() }

  /// The message in XML (505.0-B); digits as in ``keyValueText()``.
  public func xmlText() -> String { tree.xmlText() }

  var tree: MessageTree {
    var (segment, metadata, data) = MessageTree.segment(.omm)
    metadata.add(object)
    metadata.add("MEAN_ELEMENT_THEORY", theory)
    data.comments = comments
    func part(_ element: String, _ fill: (inout MessagePart) -> Void) {
      var part = MessagePart(element, in: data.layout)
      fill(&part)
      data.add(part)
    }
    part("meanElements") { elements.add(to: &$0, object.timeSystem) }
    part("spacecraftParameters") { $0.add(spacecraft) }
    part("tleParameters") { catalogue?.add(to: &$0) }
    part("covarianceMatrix") { matrix in
      if var covariance {
        covariance.epoch = nil
        matrix.add(covariance, object.timeSystem)
      }
    }
    part("userDefinedParameters") { $0.add(userDefined) }
    segment.parts = [metadata, data]
    return MessageTree(kind: .omm, header: header, body: [segment])
  }
}

extension OrbitMeanElementsMessage.Elements {
  init(_ fields: MessageFields, _ system: CCSDSTimeSystem) throws(InputErrors) {
    let degree = OrbitMeanElementsMessage.degree
    self.init(
      epoch: try fields.requiredEpoch("EPOCH", system),
      meanMotion: fields.number("MEAN_MOTION", unit: OrbitMeanElementsMessage.revolution),
      semiMajorAxis: fields.number("SEMI_MAJOR_AXIS", unit: 1000),
      eccentricity: fields.required("ECCENTRICITY"),
      inclination: fields.required("INCLINATION", unit: degree),
      rightAscensionOfAscendingNode: fields.required("RA_OF_ASC_NODE", unit: degree),
      argumentOfPericenter: fields.required("ARG_OF_PERICENTER", unit: degree),
      meanAnomaly: fields.required("MEAN_ANOMALY", unit: degree),
      mu: fields.number("GM", unit: 1e9))
    guard meanMotion != nil || semiMajorAxis != nil else {
      throw fields.error(
        fields.part.line, "neither MEAN_MOTION nor SEMI_MAJOR_AXIS is there", "one of them")
    }
    guard eccentricity >= 0 else {
      throw fields.error(fields.line("ECCENTRICITY"), "ECCENTRICITY is negative", "0 and more")
    }
    guard (meanMotion ?? 1) > 0 else {
      throw fields.error(fields.line("MEAN_MOTION"), "MEAN_MOTION is not positive", "above 0")
    }
  }

  fileprivate func add(to part: inout MessagePart, _ system: CCSDSTimeSystem) {
    let degree = OrbitMeanElementsMessage.degree
    part.add("EPOCH", epoch, system)
    part.add("SEMI_MAJOR_AXIS", semiMajorAxis, in: 1000)
    part.add("MEAN_MOTION", meanMotion, in: OrbitMeanElementsMessage.revolution)
    part.add("ECCENTRICITY", eccentricity)
    part.add("INCLINATION", inclination, in: degree)
    part.add("RA_OF_ASC_NODE", rightAscensionOfAscendingNode, in: degree)
    part.add("ARG_OF_PERICENTER", argumentOfPericenter, in: degree)
    part.add("MEAN_ANOMALY", meanAnomaly, in: degree)
    part.add("GM", mu, in: 1e9)
  }
}

extension OrbitMeanElementsMessage.Catalogue {
  init(_ fields: MessageFields) {
    ephemerisType = fields.integer("EPHEMERIS_TYPE")
    classification = fields["CLASSIFICATION_TYPE"]
    number = fields.integer("NORAD_CAT_ID")
    elementSetNumber = fields.integer("ELEMENT_SET_NO")
    revolutionNumber = fields.integer("REV_AT_EPOCH")
    dragTerm = fields.number("BSTAR")
    ballisticTerm = fields.number("BTERM")
    lightPressureTerm = fields.number("AGOM")
    halfMeanMotionRate = fields.number("MEAN_MOTION_DOT", unit: OrbitMeanElementsMessage.rate)
    sixthMeanMotionAcceleration = fields.number(
      "MEAN_MOTION_DDOT", unit: OrbitMeanElementsMessage.acceleration)
  }

  fileprivate func add(to part: inout MessagePart) {
    part.add("EPHEMERIS_TYPE", ephemerisType.map { String($0) })
    part.add("CLASSIFICATION_TYPE", classification)
    part.add("NORAD_CAT_ID", number.map { String($0) })
    part.add("ELEMENT_SET_NO", elementSetNumber.map { String($0) })
    part.add("REV_AT_EPOCH", revolutionNumber.map { String($0) })
    part.add("BSTAR", dragTerm)
    part.add("BTERM", ballisticTerm)
    part.add("MEAN_MOTION_DOT", halfMeanMotionRate, in: OrbitMeanElementsMessage.rate)
    part.add(
      "MEAN_MOTION_DDOT", sixthMeanMotionAcceleration,
      in: OrbitMeanElementsMessage.acceleration)
    part.add("AGOM", lightPressureTerm)
  }
}
