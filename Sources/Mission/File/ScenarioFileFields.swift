import Exchange

/// The keys of a scenario file, mapping by mapping; what `outpost scenario schema` prints.
public enum ScenarioFileFields {
  static let top = [
    FileField("scenario", "mapping", "id, name and description", required: true),
    FileField("station", "path", "the station file, from this file's folder", required: true),
    FileField("start", "date", "when the flight starts, in UTC", required: true),
    FileField("duration", "time", "how long it is, 10 s to 400 d", required: true),
    FileField("initialState", "mapping", "where it starts; default: the station's data"),
    FileField("environment", "mapping", "what acts on the pieces"),
    FileField("timeline", "list", "commands, in order of time; two may be at one time"),
    FileField("record", "mapping", "how often: every; default 60 s"),
    FileField("expectations", "list", "what has to be true; decides the exit code"),
    FileField("sources", "mapping key: {title, address}", "the sources that this file names"),
  ]
  static let identity =
    FileField.identity + [FileField("description", "text", "what it is about")]
  static let initialState = [
    FileField("file", "path", "an OEM, OPM or file of element sets: the state nearest the start"),
    FileField("epoch", "date", "of the state; default: the start"),
    FileField("frame", "GCRF or EME2000", "of the state"),
    FileField("position", "[x, y, z]", "km"),
    FileField("velocity", "[x, y, z]", "km/s"),
    FileField("source", "text or keys", "where the state is from"),
    FileField("attitude", "mapping", "yaw, pitch, roll from LVLH; default 0, 0, 0"),
  ]
  static let attitude = [
    FileField("yaw", "angle", "first turn, about z"),
    FileField("pitch", "angle", "second turn, about y"),
    FileField("roll", "angle", "third turn, about x"),
  ]
  static let environment = [
    FileField("gravity", "DEGREExORDER", "0x0 or 2x0 to 120x120; default 20x20"),
    FileField("tides", "true or false", "whether the solid Earth has tides; default false"),
    FileField("sun", "true or false", "whether the Sun pulls; default true"),
    FileField("moon", "true or false", "whether the Moon pulls; default true"),
    FileField("drag", "true or false", "whether the air brakes; default true"),
    FileField(
      "atmosphere", "nrlmsise-00 or harris-priester", "model of the air; default nrlmsise-00"),
    FileField("densityScale", "number", "factor on the density of the air; default 1"),
    FileField(
      "radiationCoefficient", "number",
      "Cr of the pressure of sunlight on the area along the flight; default 0, none"),
    FileField("relativity", "true or false", "whether it is counted; default false"),
  ]
  static let command = [
    FileField("at", "time or date", "after the start, or in UTC", required: true),
    FileField("note", "text", "for the record"),
    FileField("open", "list of joints", "opens them together"),
    FileField(
      "springs", "energy", "with open: what the springs of each joint give; default: as built"),
    FileField("attitude", "mapping", "of, mode: how the piece that has this module is held"),
    FileField("burn", "mapping", "fires engines"),
    FileField("move", "mapping", "crew, to: sends members of the crew to a module"),
    FileField(
      "joints", "mapping", "of, lock or angle: rotary joints stand or follow the Sun again"),
  ]
  static let attitudeCommand = [
    FileField("of", "module", "whose piece", required: true),
    FileField("mode", "hold or drift", "held in LVLH as it stands, or not", required: true),
  ]
  static let burn = [
    FileField("engine", "module.engine", "the set that fires", required: true),
    FileField(
      "direction", "prograde, retrograde, radialOut, radialIn, normal, antinormal",
      "where it pushes the piece", required: true),
    FileField("deltaV", "speed", "ends the burn"),
    FileField("duration", "time", "ends the burn"),
  ]
  static let move = [
    FileField("crew", "list of ids", "who", required: true),
    FileField("to", "module", "where to", required: true),
  ]
  static let joints = [
    FileField(
      "of", "module.joint or module", "one rotary joint, or all of a module", required: true),
    FileField("lock", "true or false", "stand where they are, or turn as they are driven"),
    FileField("angle", "angle", "go there and stand, as for a docking"),
  ]
  static let record = [FileField("every", "time", "between records, 1 s to 1 d")]
  static let expectation = [FileField("id", "id", "for the report", required: true)] + check

  /// A check, as expectations and claims share it.
  static let check = [
    FileField("says", "text", "the statement, for people", required: true),
    FileField("series", "quantity", "a recorded quantity; with of or between"),
    FileField("of", "module", "the piece that holds it"),
    FileField("between", "[module, module]", "the pieces that hold them"),
    FileField("when", "always, eventually or atEnd", "for a series; default always"),
    FileField("from", "time", "a series counts from here; default 0 s"),
    FileField("until", "time", "a series counts until here; default the end"),
    FileField("verdict", "path", "a value of the verdict, as pieces[zarya].power.marginW"),
    FileField("result", "path", "a value of result.json, as burns[zarya.main].deltaVMPerS"),
    FileField("station", "path", "a value of 'station show', as modules[zarya].owner"),
    FileField("fact", "id", "a fact of this file (claims)"),
    FileField("events", "kind", "how many events of this kind there are"),
    FileField("cut", "id", "which cut of this file is meant (claims)"),
    FileField("least", "number or quantity", "condition: not less"),
    FileField("most", "number or quantity", "condition: not more"),
    FileField("near", "number or quantity", "condition: within tolerance of it"),
    FileField("tolerance", "number or quantity", "for near"),
    FileField("is", "text, number, true or false", "condition: equal"),
    FileField("isNot", "text, number, true or false", "condition: not equal"),
    FileField("contains", "text", "condition: the list or text has it"),
    FileField("lacks", "text", "condition: the list or text does not have it"),
    FileField("before", "date", "condition: an earlier date"),
    FileField("after", "date", "condition: a later date"),
  ]

  /// The mappings of the file, each with its keys.
  public static let sections: [FileSection] = [
    ("file", top), ("scenario", identity), ("initialState", initialState),
    ("initialState.attitude", attitude), ("environment", environment), ("timeline[]", command),
    ("timeline[].attitude", attitudeCommand), ("timeline[].burn", burn), ("timeline[].move", move),
    ("timeline[].joints", joints),
    ("record", record), ("expectations[]", expectation), ("sources.KEY", FileField.source),
  ]

  /// What expectations may name besides keys: recorded quantities with their units, and events.
  public static let recorded: [FileSection] = [
    (
      "series of a piece",
      RecordedQuantity.allCases.map { FileField($0.rawValue, $0.meaning.units, $0.meaning.name) }
    ),
    (
      "series of two pieces",
      PairQuantity.allCases.map { FileField($0.rawValue, $0.meaning.units, $0.meaning.name) }
    ),
    ("events", MissionEvent.Kind.allCases.map { FileField($0.rawValue, "kind", "") }),
  ]
}
