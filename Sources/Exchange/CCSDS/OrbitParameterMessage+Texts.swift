import Kinematics

extension OrbitParameterMessage {
  init(_ tree: MessageTree) throws(InputErrors) {
    let metadata = tree.fields(tree.segment.part("metadata"))
    let data = tree.segment.part("data") ?? MessagePart(.header)
    header = try tree.header()
    object = try metadata.object()
    let system = object.timeSystem
    state = try CCSDSState(tree.fields(data.part("stateVector")), system)
    covariance = nil
    if let matrix = data.part("covarianceMatrix"), tree.fields(matrix).covariance != nil {
      covariance = try CCSDSCovariance(tree.fields(matrix), system)
    }
    spacecraft = try tree.fields(data.part("spacecraftParameters")).spacecraft()
    elements = data.part("keplerianElements").map { Elements(tree.fields($0)) }
    maneuvers = []
    for burn in data.parts("maneuverParameters") {
      maneuvers.append(try Maneuver(tree.fields(burn), system))
    }
    userDefined = data.part("userDefinedParameters")?.userDefined ?? []
    comments = metadata.part.comments + data.comments + data.parts.flatMap(\.comments)
  }
}

extension MessagePart {
  /// What the maker added under names of its own.
  var userDefined: [OrbitParameterMessage.Parameter] {
    entries.filter { $0.key.hasPrefix("USER_DEFINED_") }.map {
      .init(name: String($0.key.dropFirst(13)), value: $0.value)
    }
  }

  mutating func add(_ userDefined: [OrbitParameterMessage.Parameter]) {
    for parameter in userDefined { add("USER_DEFINED_\(parameter.name)", parameter.value) }
  }
}

extension OrbitParameterMessage.Elements {
  static let degree = Double.pi / 180

  fileprivate init(_ fields: MessageFields) {
    self.init(
      semiMajorAxis: fields.required("SEMI_MAJOR_AXIS", unit: 1000),
      eccentricity: fields.required("ECCENTRICITY"),
      inclination: fields.required("INCLINATION", unit: Self.degree),
      rightAscensionOfAscendingNode: fields.required("RA_OF_ASC_NODE", unit: Self.degree),
      argumentOfPericenter: fields.required("ARG_OF_PERICENTER", unit: Self.degree),
      trueAnomaly: fields.number("TRUE_ANOMALY", unit: Self.degree),
      meanAnomaly: fields.number("MEAN_ANOMALY", unit: Self.degree),
      mu: fields.required("GM", unit: 1e9))
  }

  fileprivate func add(to part: inout MessagePart) {
    part.add("SEMI_MAJOR_AXIS", semiMajorAxis, in: 1000)
    part.add("ECCENTRICITY", eccentricity)
    part.add("INCLINATION", inclination, in: Self.degree)
    part.add("RA_OF_ASC_NODE", rightAscensionOfAscendingNode, in: Self.degree)
    part.add("ARG_OF_PERICENTER", argumentOfPericenter, in: Self.degree)
    part.add("TRUE_ANOMALY", trueAnomaly, in: Self.degree)
    part.add("MEAN_ANOMALY", meanAnomaly, in: Self.degree)
    part.add("GM", mu, in: 1e9)
  }
}

extension OrbitParameterMessage.Maneuver {
  private static let components = ["MAN_DV_1", "MAN_DV_2", "MAN_DV_3"]

  fileprivate init(_ fields: MessageFields, _ system: CCSDSTimeSystem) throws(InputErrors) {
    self.init(
      ignition: try fields.requiredEpoch("MAN_EPOCH_IGNITION", system),
      duration: try fields.notNegative("MAN_DURATION") ?? 0,
      massChange: fields.required("MAN_DELTA_MASS"),
      frame: CCSDSFrame(fields.text("MAN_REF_FRAME")),
      deltaV: fields.vector(Self.components, unit: 1000) ?? .zero)
  }

  fileprivate func add(to part: inout MessagePart, _ system: CCSDSTimeSystem) {
    part.add("MAN_EPOCH_IGNITION", ignition, system)
    part.add("MAN_DURATION", duration)
    part.add("MAN_DELTA_MASS", massChange)
    part.add("MAN_REF_FRAME", frame.name)
    part.add(Self.components, deltaV, in: 1000)
  }
}

extension OrbitParameterMessage {
  /// The message in KVN (502.0-B, section 3), lengths in km, angles in degrees.
  ///
  /// Numbers have as many digits as it takes to read the same numbers back.
  public func keyValueText() -> String { tree.keyValueText() }

  /// The message in XML (505.0-B); digits as in ``keyValueText()``.
  public func xmlText() -> String { tree.xmlText() }

  private var tree: MessageTree {
    var (segment, metadata, data) = MessageTree.segment(.opm)
    let system = object.timeSystem
    metadata.add(object)
    data.comments = comments
    func part(_ element: String, _ fill: (inout MessagePart) -> Void) {
      var part = MessagePart(element, in: data.layout)
      fill(&part)
      data.add(part)
    }
    part("stateVector") { state.add(to: &$0, system) }
    part("keplerianElements") { elements?.add(to: &$0) }
    part("spacecraftParameters") { $0.add(spacecraft) }
    part("covarianceMatrix") { matrix in
      // The epoch of the covariance is that of the state.
      if var covariance {
        covariance.epoch = nil
        matrix.add(covariance, system)
      }
    }
    for burn in maneuvers { part("maneuverParameters") { burn.add(to: &$0, system) } }
    part("userDefinedParameters") { $0.add(userDefined) }
    segment.parts = [metadata, data]
    return MessageTree(kind: .opm, header: header, body: [segment])
  }
}
