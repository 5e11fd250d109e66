import Exchange

/// The keys of a station file, mapping by mapping. The reader refuses every other key, and the
/// schema that `outpost station schema` prints is this list: the two cannot differ.
public enum StationFileFields {
  static let provenance = [
    FileField("source", "key or list of keys", "where the figures of this element come from"),
    FileField("confidence", "high, medium or low", "how sure they are"),
  ]

  static let top =
    [
      FileField("station", "mapping", "id and name", required: true),
      FileField("frame", "mapping", "the station frame: name, description", required: true),
      FileField("root", "module id", "the module whose frame is the station frame", required: true),
      FileField("dragCoefficient", "figure (number)", "of the projected area", required: true),
      FileField("sources", "mapping key: {title, address}", "the sources that figures name"),
      FileField("owners", "list", "who owns and operates modules: id, name", required: true),
      FileField("mechanisms", "list", "own kinds of mechanism"),
      FileField("modules", "list", "the modules", required: true),
      FileField("vehicleTypes", "list", "kinds of visiting vehicle"),
      FileField("visits", "list", "vehicles at a port, with dates"),
      FileField("joints", "list", "what joins two modules"),
      FileField("stowage", "list", "mass carried in modules"),
      FileField("crew", "list", "members of the crew, with dates"),
      FileField(
        "complete", "list", "days on which lists are complete; a list not named always counts so"),
      FileField("orbits", "list", "states and altitudes that the station had"),
    ] + provenance

  static let identity = FileField.identity
  static let frame = [
    FileField("name", "text", "for example SSACS", required: true),
    FileField("description", "text", "origin and axes", required: true),
  ]
  static let source = FileField.source
  static let mechanism =
    identity + [
      FileField("mates", "list of ids", "mechanisms it mates with", required: true),
      FileField("release", "text", "how a joint of it is opened", required: true),
      FileField("springEnergy", "figure (energy)", "of its separation springs", required: true),
      FileField("releaseDuration", "figure (time)", "from command to parting", required: true),
    ] + provenance

  static let body =
    [
      FileField("kind", ModuleKind.allCases.map(\.rawValue).joined(separator: ", "), "what it is"),
      FileField("mass", "figure (mass)", "without contents of tanks and stowage"),
      FileField("grossMass", "figure (mass)", "instead of mass: with the loads of its tanks"),
      FileField("centreOfMass", "[x, y, z] m", "measured; with inertia"),
      FileField("inertia", "mapping", "measured tensor about centreOfMass: xx yy zz xy xz yz"),
      FileField("magneticDipole", "[x, y, z] A m2", "residual, along its axes"),
      FileField("solids", "list", "its shape"),
      FileField("ports", "list", "where others attach"),
      FileField("rotaryJoints", "list", "what turns: arrays, radiators, antennas"),
      FileField("mesh", "mapping", "its form for pictures and rays: file, node"),
      FileField("airVolume", "figure (volume)", "free air; absent: not pressurised"),
      FileField("leak", "figure (mass rate)", "air lost to space"),
      FileField("tanks", "list", "tanks and stores"),
      FileField("engines", "list", "engines and jets"),
      FileField("gyros", "list", "control moment gyroscopes"),
      FileField("arrays", "list", "solar arrays"),
      FileField("batteries", "list", "stores of electrical energy"),
      FileField("converters", "list", "hand power on to modules of another operator"),
      FileField("loads", "list", "draw electrical power"),
      FileField("radiators", "list", "reject heat"),
      FileField("lifeSupport", "list", "life-support units"),
      FileField("links", "list", "radio links"),
      FileField("computers", "list", "from which a control centre commands"),
      FileField("seats", "integer", "seats for a way home"),
      FileField("sleepStations", "integer", "sleeping places"),
    ] + provenance
  static let module =
    identity + [
      FileField("owner", "owner id", "who owns it", required: true),
      FileField("operatedBy", "owner id", "who operates it; default: the owner"),
      FileField("launched", "date", "nothing is attached before it"),
      FileField("from", "date", "first day as part of the station", required: true),
      FileField("until", "date", "end of it"),
    ] + body
  static let vehicleType = identity + body
  static let visit =
    identity + [
      FileField("type", "vehicle type id", "what vehicle it is", required: true),
      FileField("owner", "owner id", "who owns it", required: true),
      FileField("port", "module.port", "where it docks", required: true),
      FileField("with", "port id", "its own port; default: its only one"),
      FileField("clocking", "angle", "turn about the port's axis"),
      FileField("joint", "id", "of the joint; default: id-joint"),
      FileField("hatches", "integer", "between it and the station; default 2"),
      FileField("from", "date", "docking", required: true),
      FileField("until", "date", "undocking"),
      FileField("mass", "figure (mass)", "instead of the type's, without contents of tanks"),
      FileField("grossMass", "figure (mass)", "instead of the type's, with its tanks"),
      FileField("loads", "mapping tank: figure (mass)", "instead of the type's loads"),
      FileField("crossings", "list", "what crosses its joint; default: crew and air"),
    ] + provenance
  static let joint =
    [
      FileField("id", "id", "of the joint", required: true),
      FileField("between", "[module.port, module.port]", "its two sides", required: true),
      FileField("from", "date", "joined", required: true),
      FileField("until", "date", "parted"),
      FileField("clocking", "angle", "turn of the second side about the first port's outward axis"),
      FileField("hatches", "integer", "hatches in it"),
      FileField("springEnergy", "figure (energy)", "instead of the mechanism's"),
      FileField(
        "crossings", "list", "what crosses it; default: nothing, it only holds"),
    ] + provenance
  static let crossing =
    [
      FileField(
        "kind", CrossingKind.allCases.map(\.rawValue).joined(separator: ", "), "of what",
        required: true),
      FileField("from", "module id", "where it comes from; absent: both ways"),
      FileField("to", "module id", "where it goes to"),
      FileField("amount", "figure", "power W, propellant kg, air m3/s, water kg, heat W, count"),
      FileField("carries", "text", "what it is"),
    ] + provenance
  static let solid = [
    FileField("id", "id", "of the solid", required: true),
    FileField("shape", "cylinder or box", "its form", required: true),
    FileField("centre", "[x, y, z] m", "in the module's frame", required: true),
    FileField("axis", "x, y or z", "of a cylinder"),
    FileField("length", "length", "of a cylinder"),
    FileField("diameter", "length", "of a cylinder"),
    FileField("size", "[x, y, z] m", "of a box"),
    FileField("mass", "mass", "its own; absent: what the others leave, by volume"),
    FileField(
      "tracking", "fixed, oneAxis or twoAxis", "how it follows the Sun, where no rotary joint says"),
  ]
  static let rotaryJoint = unit([
    FileField(
      "kind", RotaryJointKind.allCases.map(\.rawValue).joined(separator: ", "), "what it is",
      required: true),
    FileField("on", "rotary joint id", "the joint above it in the list that carries it"),
    FileField("at", "[x, y, z] m", "a point of its axis", required: true),
    FileField("axis", "+x … -z or [x, y, z]", "it turns right-handed about it", required: true),
    FileField("rate", "figure (angular rate)", "the fastest it turns", required: true),
    FileField("limits", "[angle, angle]", "the least and greatest; absent: it turns without end"),
    FileField("drawn", "angle", "of the pose in which solids and ports stand; default 0"),
    FileField("hold", "angle", "where it stands when nothing drives it; default: drawn"),
    FileField(
      "drive", RotaryJointDrive.allCases.map(\.rawValue).joined(separator: ", "),
      "what turns it", required: true),
    FileField("facing", "+x … -z or [x, y, z]", "where the face looks that it turns, as drawn"),
    FileField("solids", "list of solid ids", "of the module, that turn with it"),
    FileField("ports", "list of port ids", "of the module; what is joined there turns along"),
  ])
  static let mesh = [
    FileField(
      "file", "path", "glTF 2.0, relative to this file, in the module's axes",
      required: true),
    FileField("node", "text", "of the node meant; absent: all that the file shows"),
  ]
  static let port = [
    FileField("id", "id", "of the port", required: true),
    FileField("at", "[x, y, z] m", "centre of the mating plane", required: true),
    FileField("axis", "+x … -z or [x, y, z]", "outward", required: true),
    FileField("mechanism", "mechanism id", "its half of the joint", required: true),
  ]
  static func unit(_ fields: [FileField]) -> [FileField] {
    [FileField("id", "id", "unique in its module", required: true)] + fields + provenance
  }
  static let tank = unit([
    FileField(
      "contents", TankContents.allCases.map(\.rawValue).joined(separator: ", "),
      "what it holds", required: true),
    FileField("capacity", "figure (mass)", "the most it holds", required: true),
    FileField("load", "figure (mass)", "what it holds", required: true),
    FileField("at", "[x, y, z] m", "default: the module's centre of mass"),
  ])
  static let engine = unit([
    FileField("count", "integer", "how many", required: true),
    FileField("simultaneous", "integer", "fire together in an orbit change; default count"),
    FileField("thrust", "figure (force)", "of one", required: true),
    FileField("specificImpulse", "figure (time)", "in vacuum", required: true),
    FileField("direction", "+x … -z or [x, y, z]", "of the force on the module", required: true),
    FileField("at", "[x, y, z] m", "a point on the line of thrust", required: true),
    FileField("gimbal", "angle", "how far the line turns"),
    FileField("strings", "integer", "independent manifolds, default 1"),
    FileField("minimumPulse", "figure (time)", "the shortest that one fires"),
    FileField("tanks", "list of tank ids", "of the same module"),
    FileField("uses", "list of orbit, attitude", "what it is fired for", required: true),
    FileField("status", "usable, contingency or disabled", "default usable"),
  ])
  static let gyro = unit([
    FileField("count", "integer", "how many", required: true),
    FileField("minimum", "integer", "needed to hold attitude", required: true),
    FileField("momentum", "figure (angular momentum)", "of one", required: true),
    FileField("torque", "figure (torque)", "the most of one"),
    FileField("axis", "+x … -z or [x, y, z]", "the outer gimbal axes"),
    FileField("innerLimit", "angle", "of the inner gimbals to either side; default 90 deg"),
    FileField("power", "figure (power)", "of all", required: true),
  ])
  static let array = unit([
    FileField("power", "figure (power)", "facing the Sun", required: true),
    FileField("tracking", "fixed, oneAxis or twoAxis", "how it follows the Sun", required: true),
  ])
  static let battery = unit([
    FileField("energy", "figure (energy)", "usable", required: true)
  ])
  static let power = unit([FileField("power", "figure (power)", "mean or most", required: true)])
  static let radiator = unit([
    FileField("rejection", "figure (power)", "the most it rejects", required: true)
  ])
  static let lifeSupport = unit([
    FileField(
      "function", LifeSupportFunction.allCases.map(\.rawValue).joined(separator: ", "),
      "what it does", required: true),
    FileField("capacity", "figure (mass rate)", "in normal service", required: true),
    FileField("power", "figure (power)", "in service", required: true),
    FileField("status", "running, standby, unknown or failed", "default running"),
  ])
  static let link = unit([
    FileField(
      "path", "relaySatellite or groundStation", "how it reaches the ground",
      required: true),
    FileField("authority", "id", "the control centre at its far end", required: true),
  ])
  static let computer = unit([
    FileField("authority", "id", "the control centre that commands through it", required: true)
  ])
  static let stowage =
    [
      FileField("id", "id", "of the item", required: true),
      FileField("module", "module id", "where it is", required: true),
      FileField("from", "date", "from when", required: true),
      FileField("until", "date", "until when"),
      FileField("mass", "figure (mass)", "how much", required: true),
    ] + provenance
  static let crew =
    identity + [
      FileField("owner", "owner id", "the agency", required: true),
      FileField("seat", "visit id", "the vehicle with the seat home", required: true),
      FileField("location", "module id", "where the member sleeps", required: true),
      FileField("from", "date", "arrival", required: true),
      FileField("until", "date", "departure"),
    ] + provenance
  static let coverage = [
    FileField(
      "what", StationList.allCases.map(\.rawValue).joined(separator: " or "), "which list",
      required: true),
    FileField("from", "date", "first day on which it is complete", required: true),
    FileField("until", "date", "end of it, excluded; absent: from then on"),
  ]
  static let orbit =
    [
      FileField("epoch", "date", "of the state or the mean", required: true),
      FileField("frame", "GCRF or EME2000", "of the state"),
      FileField("position", "[x, y, z] km", "of the state"),
      FileField("velocity", "[x, y, z] km/s", "of the state"),
      FileField("meanAltitude", "length", "instead of a state: above the equatorial radius"),
      FileField("inclination", "angle", "with meanAltitude"),
    ] + provenance

  /// Every mapping of the file with its name, in the order in which people read them.
  public static let sections: [(name: String, fields: [FileField])] = [
    ("file", top), ("station", identity), ("frame", frame), ("sources.KEY", source),
    ("owners[]", identity), ("mechanisms[]", mechanism), ("modules[]", module),
    ("vehicleTypes[]", vehicleType), ("visits[]", visit), ("joints[]", joint),
    ("joints[].crossings[]", crossing), ("…solids[]", solid), ("…ports[]", port),
    ("…rotaryJoints[]", rotaryJoint), ("…mesh", mesh),
    ("…tanks[]", tank), ("…engines[]", engine), ("…gyros[]", gyro), ("…arrays[]", array),
    ("…batteries[]", battery), ("…converters[], loads[]", power), ("…radiators[]", radiator),
    ("…lifeSupport[]", lifeSupport), ("…links[]", link), ("…computers[]", computer),
    ("stowage[]", stowage), ("crew[]", crew),
    ("complete[]", coverage), ("orbits[]", orbit),
  ]
}
