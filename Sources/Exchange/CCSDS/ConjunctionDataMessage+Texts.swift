import Kinematics

extension ConjunctionDataMessage {
  init(_ tree: MessageTree) throws(InputErrors) {
    header = try tree.header()
    let head = tree.fields(tree.root.part("header"))
    messageFor = head["MESSAGE_FOR"]
    relative = try Relative(tree.fields(tree.body.part("relativeMetadataData")), tree)
    conjunctionID = tree.body.part("relativeMetadataData")?["CONJUNCTION_ID"]
    objects = []
    for segment in tree.body.parts("segment") {
      let fields = tree.fields(segment.part("metadata"))
      guard objects.count < 2, fields["OBJECT"] == "OBJECT\(objects.count + 1)" else {
        throw fields.error(
          fields.line("OBJECT"), "OBJECT is \(Wording.quoted(fields.text("OBJECT")))",
          "OBJECT1 and then OBJECT2")
      }
      objects.append(
        try Object(segment, tree, epoch: relative.timeOfClosestApproach))
    }
    guard objects.count == 2 else {
      throw head.error(
        tree.root.parts.last?.line ?? 1, "the message has no OBJECT2", "OBJECT1 and OBJECT2")
    }
  }

  /// The message in KVN (508.0-B, section 3), with units.
  ///
  /// Numbers have as many digits as it takes to read the same numbers back.
  public func keyValueText() -> String { tree.keyValueText() }

  /// The message in XML (508.0-B, section 4); digits as in ``keyValueText()``.
  public func xmlText() -> String { tree.xmlText() }

  private var tree: MessageTree {
    let segments = objects.prefix(2).enumerated().map { index, object in
      object.part(number: index + 1)
    }
    var first = relative.part
    first.add("CONJUNCTION_ID", conjunctionID)
    return MessageTree(
      kind: .cdm, header: header, messageFor: messageFor, body: [first] + segments)
  }
}

extension ConjunctionDataMessage.Relative {
  private static let typed: Set<String> = [
    "CONJUNCTION_ID", "TCA", "MISS_DISTANCE", "RELATIVE_SPEED", "COLLISION_PROBABILITY",
    "COLLISION_PROBABILITY_METHOD",
  ]
  private static let position = [
    "RELATIVE_POSITION_R", "RELATIVE_POSITION_T", "RELATIVE_POSITION_N",
  ]
  private static let velocity = [
    "RELATIVE_VELOCITY_R", "RELATIVE_VELOCITY_T", "RELATIVE_VELOCITY_N",
  ]

  fileprivate init(_ fields: MessageFields, _ tree: MessageTree) throws(InputErrors) {
    let state = tree.fields(fields.part.part("relativeStateVector"))
    self.init(
      timeOfClosestApproach: try fields.requiredEpoch("TCA"),
      missDistance: try fields.notNegative("MISS_DISTANCE") ?? 0)
    speed = fields.number("RELATIVE_SPEED")
    position = state.vector(Self.position, unit: 1)
    velocity = state.vector(Self.velocity, unit: 1)
    collisionProbability = fields.number("COLLISION_PROBABILITY")
    if let probability = collisionProbability, !(0...1).contains(probability) {
      throw fields.error(
        fields.line("COLLISION_PROBABILITY"), "COLLISION_PROBABILITY is \(probability)", "0 to 1")
    }
    collisionProbabilityMethod = fields["COLLISION_PROBABILITY_METHOD"]
    self.fields = fields.fields(without: Self.typed)
    comments = fields.part.comments + state.part.comments
  }

  fileprivate var part: MessagePart {
    let body = MessagePart("body", in: .conjunctionData)
    var part = MessagePart("relativeMetadataData", in: body.layout)
    part.comments = comments
    part.add("TCA", timeOfClosestApproach)
    part.add("MISS_DISTANCE", number: missDistance)
    part.add("RELATIVE_SPEED", number: speed)
    part.add("COLLISION_PROBABILITY", number: collisionProbability)
    part.add("COLLISION_PROBABILITY_METHOD", collisionProbabilityMethod)
    part.add(fields)
    var state = MessagePart("relativeStateVector", in: part.layout)
    for index in 0..<3 {
      state.add(Self.position[index], number: position?[index])
      state.add(Self.velocity[index], number: velocity?[index])
    }
    part.add(state)
    return part
  }
}

extension ConjunctionDataMessage.Object {
  private static let typedMetadata: Set<String> = [
    "OBJECT", "OBJECT_DESIGNATOR", "CATALOG_NAME", "OBJECT_NAME", "INTERNATIONAL_DESIGNATOR",
    "OBJECT_TYPE", "MANEUVERABLE", "EPHEMERIS_NAME", "COVARIANCE_METHOD", "ORBIT_CENTER",
    "REF_FRAME",
  ]
  private static let typedAdditional: Set<String> = [
    "AREA_PC", "MASS", "HBR", "CD_AREA_OVER_MASS", "CR_AREA_OVER_MASS", "THRUST_ACCELERATION",
  ]
  private static let commented = [
    "odParameters", "additionalParameters", "stateVector", "covarianceMatrix",
    "userDefinedParameters",
  ]

  fileprivate init(
    _ segment: MessagePart, _ tree: MessageTree, epoch: Epoch
  ) throws(InputErrors) {
    let head = tree.fields(segment.part("metadata"))
    let data = segment.part("data") ?? MessagePart(.header)
    // That along R, T and N stands in front in the layout, wherever the message has it.
    let matrices = data.orderedParts.filter { $0.layout.element == "covarianceMatrix" }
    let vector = tree.fields(data.part("stateVector"))
    let more = tree.fields(data.part("additionalParameters"))
    self.init(
      designator: head.text("OBJECT_DESIGNATOR"), catalogueName: head.text("CATALOG_NAME"),
      name: head.text("OBJECT_NAME"),
      internationalDesignator: head.text("INTERNATIONAL_DESIGNATOR"),
      isManeuverable: ["YES": true, "NO": false][head.text("MANEUVERABLE").uppercased()],
      ephemerisName: head.text("EPHEMERIS_NAME"),
      covarianceMethod: head.text("COVARIANCE_METHOD"),
      centerName: head["ORBIT_CENTER"] ?? "EARTH", frame: CCSDSFrame(head.text("REF_FRAME")),
      state: CCSDSState(
        epoch: epoch, position: vector.vector(CCSDSState.position, unit: 1000) ?? .zero,
        velocity: vector.vector(CCSDSState.velocity, unit: 1000) ?? .zero),
      covariance: try .init(
        tree.fields(matrices.first), more: matrices.dropFirst().map { tree.fields($0) }))
    type = head["OBJECT_TYPE"]
    area = try more.notNegative("AREA_PC")
    mass = try more.notNegative("MASS")
    hardBodyRadius = try more.notNegative("HBR")
    dragAreaOverMass = more.number("CD_AREA_OVER_MASS")
    lightPressureAreaOverMass = more.number("CR_AREA_OVER_MASS")
    thrustAcceleration = more.number("THRUST_ACCELERATION")
    metadata = head.fields(without: Self.typedMetadata)
    orbitDetermination = tree.fields(data.part("odParameters")).fields(without: [])
    additional = more.fields(without: Self.typedAdditional)
    userDefined = data.part("userDefinedParameters")?.userDefined ?? []
    comments["metadata"] = head.part.comments
    comments["data"] = data.comments
    for element in Self.commented {
      comments[element] = data.orderedParts.first { $0.layout.element == element }?.comments
    }
    comments = comments.filter { !$0.value.isEmpty }
  }

  fileprivate func part(number: Int) -> MessagePart {
    let body = MessagePart("body", in: .conjunctionData)
    var segment = MessagePart("segment", in: body.layout)
    var head = MessagePart("metadata", in: segment.layout)
    head.comments = comments["metadata"] ?? []
    let maneuverable = isManeuverable.map { $0 ? "YES" : "NO" } ?? "N/A"
    for (key, value) in [
      ("OBJECT", "OBJECT\(number)"), ("OBJECT_DESIGNATOR", designator),
      ("CATALOG_NAME", catalogueName), ("OBJECT_NAME", name),
      ("INTERNATIONAL_DESIGNATOR", internationalDesignator), ("OBJECT_TYPE", type),
      ("EPHEMERIS_NAME", ephemerisName), ("COVARIANCE_METHOD", covarianceMethod),
      ("MANEUVERABLE", maneuverable), ("ORBIT_CENTER", centerName), ("REF_FRAME", frame.name),
    ] {
      head.add(key, value)
    }
    head.add(metadata)
    var data = MessagePart("data", in: segment.layout)
    data.comments = comments["data"] ?? []
    for element in Self.commented {
      var part = MessagePart(element, in: data.layout)
      part.comments = comments[element] ?? []
      fill(&part)
      data.add(part)
    }
    let matrices = data.layout.parts.filter { $0.element == "covarianceMatrix" }.dropFirst()
    for fields in covariance.others {
      let home = matrices.first { layout in
        fields.contains { layout.places[$0.key] != nil && $0.key != "CDRG_DRG" }
      }
      guard let home else { continue }
      var part = MessagePart(home)
      part.add(fields)
      data.add(part)
    }
    segment.parts = [head, data]
    return segment
  }

  private func fill(_ part: inout MessagePart) {
    switch part.layout.element {
    case "odParameters": part.add(orbitDetermination)
    case "additionalParameters":
      part.add("AREA_PC", number: area)
      part.add("MASS", number: mass)
      part.add("HBR", number: hardBodyRadius)
      part.add("CD_AREA_OVER_MASS", number: dragAreaOverMass)
      part.add("CR_AREA_OVER_MASS", number: lightPressureAreaOverMass)
      part.add("THRUST_ACCELERATION", number: thrustAcceleration)
      part.add(additional)
    case "stateVector":
      for index in 0..<3 {
        part.add(CCSDSState.position[index], number: state.position[index], in: 1000)
        part.add(CCSDSState.velocity[index], number: state.velocity[index], in: 1000)
      }
    case "covarianceMatrix":
      let names = ConjunctionDataMessage.covarianceNames(["R", "T", "N"])
      for (name, value) in zip(names, covariance.lowerTriangle) { part.add(name, number: value) }
      part.add(covariance.fields)
    default: part.add(userDefined)
    }
  }
}

extension ConjunctionDataMessage.Covariance {
  fileprivate init(
    _ fields: MessageFields, more: [MessageFields]
  ) throws(InputErrors) {
    let names = ConjunctionDataMessage.covarianceNames(["R", "T", "N"])
    let values = names.map { fields.number($0) }
    let count = values.firstIndex { $0 == nil } ?? values.count
    let whole = [45, 36, 28, 21].first { $0 <= count } ?? 21
    lowerTriangle = values.prefix(whole).map { $0 ?? 0 }
    self.fields = fields.fields(without: Set(names.prefix(whole)))
    for part in more { others.append(part.fields(without: [])) }
    // Rounding may make small variances negative; that of the position decides on probabilities.
    for row in 0..<3 where lowerTriangle[row * (row + 3) / 2] < 0 {
      let name = names[row * (row + 3) / 2]
      throw fields.error(fields.line(name), "the variance \(name) is negative", "0 and more")
    }
  }
}

extension MessagePart {
  /// Adds a number with the unit that the layout fixes for it.
  mutating func add(_ key: String, number: Double?, in scale: Double = 1) {
    guard let number else { return }
    var unit: String?
    if let place = layout.places[key], case .number(let fixed, _) = layout.keys[place].kind {
      unit = fixed.split(separator: "|").first.map { String($0) }
    }
    add(key, NumberText.shortest(number, in: scale), unit: unit)
  }
}
