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
    FileField("attitude", "mapping", "of, mode: how the piece that has this module points"),
    FileField("release", "mapping", "with open: how the joints let go, at full fidelity"),
    FileField("mate", "list of joints", "closes them, where their sides stand near each other"),
    FileField("burn", "mapping", "fires engines"),
    FileField("vent", "mapping", "lets air out into space (--fidelity full)"),
    FileField("move", "mapping", "crew, to: sends members of the crew to a module"),
    FileField(
      "joints", "mapping", "of, lock or angle: rotary joints stand or follow the Sun again"),
    FileField("fail", "mapping", "jets, gyros: units that fail for good"),
    FileField("jets", "mapping", "of, mode: whether the piece's attitude jets may fire"),
  ]
  static let release = [
    FileField("opening", "time", "from the command to open hooks; default: the mechanism's"),
    FileField("stuckHooks", "number or list", "how many hooks stick, or which, from 1"),
    FileField("stuckFor", "time", "when they open after all; default: never"),
    FileField("umbilical", "attached", "a cable is still plugged, and comes out"),
    FileField("lateral", "speed", "how fast the sides slide past each other"),
    FileField("tipOff", "angular rate", "how fast they turn against each other"),
    FileField("dispersion", "whole number", "seed that draws energies and directions of pushers"),
  ]
  static let attitudeCommand = [
    FileField("of", "module", "whose piece", required: true),
    FileField(
      "mode", "hold, drift, inertial or torqueEquilibrium",
      "held in LVLH, not at all, among the stars, or where torques cancel (TEA)", required: true),
    FileField("yaw", "angle", "with hold and inertial: from LVLH; default for all: as it stands"),
    FileField("pitch", "angle", "second turn, about y; default 0 beside another angle"),
    FileField("roll", "angle", "third turn, about x; default 0 beside another angle"),
    FileField("by", "gyros or jets", "what holds it; default: what did before"),
    FileField(
      "rate", "angular rate",
      "the fastest that it turns there; default 0.1 deg/s, below 50 t 0.5 deg/s"),
  ]
  static let failure = [
    FileField("jets", "list", "modules, or sets, strings and manifolds, as zvezda.rcs-up/1"),
    FileField("gyros", "list", "as z1.cmg/1, a set, or numbers"),
  ]
  static let jets = [
    FileField("of", "module", "whose piece", required: true),
    FileField("mode", "inhibit or enable", "whether they may fire", required: true),
  ]
  static let burn = [
    FileField("engine", "module.engine", "the set that fires", required: true),
    FileField(
      "direction", "prograde, retrograde, radialOut, radialIn, normal, antinormal",
      "where it is to push the piece; at full fidelity it has to point there to 15 deg"),
    FileField(
      "uncommanded", "true",
      "instead of direction: it fires by a fault, along its own axis (--fidelity full)"),
    FileField("deltaV", "speed", "ends the burn"),
    FileField("duration", "time", "ends the burn"),
  ]
  static let vent = [
    FileField("module", "module", "whose air", required: true),
    FileField("port", "port id", "of the module: the air leaves along its axis"),
    FileField("at", "[x, y, z] m", "instead of a port: a place in the module's frame"),
    FileField("direction", "+x … -z or [x, y, z]", "with at: which way the air leaves there"),
    FileField("area", "area", "of the stream, which flows at the speed of sound"),
    FileField("rate", "mass rate", "instead of area: so much, whatever the pressure"),
    FileField("duration", "time", "closes it; default: it stays open"),
    FileField("until", "pressure", "of the piece's air, which closes it"),
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
    ("timeline[].attitude", attitudeCommand), ("timeline[].burn", burn),
    ("timeline[].vent", vent), ("timeline[].move", move),
    ("timeline[].joints", joints), ("timeline[].fail", failure), ("timeline[].jets", jets),
    ("timeline[].release", release),
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
