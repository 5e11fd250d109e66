"""Mutations after which every number is as it was: other orders, names, frames, groupings."""

import json
import re

from answers import MOTION
from station_file import scaled, text_of

LISTS = ("modules", "vehicleTypes", "visits", "owners", "mechanisms", "stowage", "crew", "orbits")
UNITS = ("solids", "ports", "tanks", "engines", "gyros", "arrays", "batteries", "converters",
         "loads", "radiators", "lifeSupport", "links", "computers")

# Where several units of a side could give a thing, the dependency names the first of them by the
# order of ids: its name may change, what it gives may not.
GIVERS = ("communications", "attitudeControl", "power")
NAMED = [f"dependencies/{kind}/*" for kind in GIVERS]


def shuffle(rng, data, keys):
    for key in keys:
        if key in data:
            rng.shuffle(data[key])


def same_givers(case, after):
    """What the sides gave each other, without the name of the giving unit."""
    for kind in GIVERS:
        old, new = (
            sorted((path.split("/")[4], amount or 0) for path, amount in a.kinds(kind).items())
            for a in (case.before, after))
        if [x[0] for x in old] != [x[0] for x in new]:
            case.fail(f"dependencies/{kind}: {old} became {new}")
        for (_, x), (_, y) in zip(old, new):
            case.equal(f"dependencies/{kind}", x, y)


def same_digest(case, after):
    if after.document["resultDigest"] != case.own_digest:
        case.fail("resultDigest is another")
    case.unchanged(after, before=case.own, tolerance=0)
    if case.show() != case.shown:
        case.fail("station show prints another document")


def modules_permuted(case):
    data, rng = case.station.data, case.rng
    case.says("modules, vehicles, crew, stowage, owners, orbits and the keys of each in another "
              "order: the same document to the last bit, its digest too")
    shuffle(rng, data, LISTS)
    for key in LISTS:
        for entry in data.get(key, []):
            pairs = list(entry.items())
            rng.shuffle(pairs)
            entry.clear()
            entry.update(pairs)
    same_digest(case, case.ask(own_orbit=True))


def joints_permuted(case):
    case.says("joints in another order: the same document to the last bit, its digest too")
    case.rng.shuffle(case.station.data["joints"])
    same_digest(case, case.ask(own_orbit=True))


def joint_sides_exchanged(case):
    case.says("the two sides of every joint exchanged: the same numbers (turning the first side "
              "about the second one's axis is turning the second about the first one's)")
    for joint in case.station.data["joints"]:
        joint["between"].reverse()
    after = case.ask()
    after.pieces = dict(zip("AB", (after.pieces["B"], after.pieces["A"])))
    swapped = {}
    for path, value in after.flat.items():
        side, slash, rest = path.partition("/")
        swapped[{"A": "B", "B": "A"}.get(side, side) + slash + rest] = value
    after.flat = swapped
    case.unchanged(after)


def units_permuted(case):
    case.says("solids, ports, tanks, engines and all other units of every module in another order: "
              "the same numbers")
    for body in case.station.data["modules"] + case.station.data["vehicleTypes"]:
        shuffle(case.rng, body, UNITS)
    after = case.ask()
    case.unchanged(after, NAMED)
    same_givers(case, after)


def renamed(case, names):
    """Puts new names for old ones, wherever a station file refers to an id."""
    new = {name: f"n{case.rng.getrandbits(40):010x}" for name in sorted(names)}

    def name(text):
        return ".".join(new.get(part, part) for part in text.split("."))

    single = {"id", "root", "owner", "operatedBy", "type", "port", "with", "joint", "module",
              "seat", "location", "authority", "mechanism", "source", "on"}
    several = {"between", "mates", "source", "tanks", "solids", "ports"}

    def walk(node):
        if isinstance(node, list):
            return [walk(x) for x in node]
        if not isinstance(node, dict):
            return node
        result = {}
        for key, inner in node.items():
            refers = key in single or key in ("from", "to") and "kind" in node
            if isinstance(inner, str) and refers:
                inner = name(inner)
            elif key in several and isinstance(inner, list) and isinstance(inner[:1][0], str):
                inner = [name(x) for x in inner]
            elif key == "sources" or key == "loads" and isinstance(inner, dict):
                inner = {name(k): walk(v) for k, v in inner.items()}
            else:
                inner = walk(inner)
            result[key] = inner
        return result

    case.station.data = walk(case.station.data)
    case.station.joint = name(case.station.joint)
    old = {v: k for k, v in new.items()}

    def back(document):
        text = re.sub(r"\bn[0-9a-f]{10}\b", lambda m: old.get(m[0], m[0]), json.dumps(document))
        return json.loads(text)

    return back


def ids(node):
    """Every id, source key and authority that a file declares."""
    found = set()
    if isinstance(node, dict):
        found |= {node[k] for k in ("id", "authority") if isinstance(node.get(k), str)}
        found |= set(node.get("sources", {})) if "root" in node else set()
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            found |= ids(inner)
    return found


def ids_renamed(case):
    names = ids(case.station.data)
    # A mechanism that only the program knows keeps its name, and so does an id that is spelt so.
    declared = {m["id"] for m in case.station.data.get("mechanisms", [])}
    ports = [p for b in case.station.data["modules"] + case.station.data["vehicleTypes"]
             for p in b.get("ports", [])]
    names -= {p["mechanism"] for p in ports} - declared
    case.says(f"all {len(names)} ids renamed at random: the same numbers under the new names")
    back = renamed(case, names)
    after = case.ask(back=back)
    case.unchanged(after, NAMED)
    same_givers(case, after)
    # Carried from its own orbit over n revolutions, a rounding of the sums over the modules grows
    # as 6 pi n: some thousand times in two weeks.
    case.unchanged(
        case.ask(own_orbit=True, back=back), NAMED, before=case.own, tolerance=1e-9)


def owners_renamed(case):
    owners = {o["id"] for o in case.station.data["owners"]} - {
        m["id"] for m in case.station.data["modules"]}
    case.says(f"the {len(owners)} owners renamed: the pieces have owners of the new names, every "
              "number is the same to the last bit")
    back = renamed(case, owners)
    left = []

    def look_and_turn_back(document):
        if isinstance(document, dict) and "pieces" in document:
            left.extend(o for p in document["pieces"] for o in p["owners"] if o in owners)
        return back(document)

    case.unchanged(case.ask(back=look_and_turn_back), tolerance=0)
    if left:
        case.fail(f"owners: old names are left, {sorted(set(left))}")


def tank_split(case):
    rng = case.rng
    side = rng.choice("AB")
    name, body, tank = rng.choice(
        [u for u in case.station.units(side, "tanks") if float(text_of(u[2]["load"]).split()[0])])
    part = round(rng.uniform(0.2, 0.8), 3)
    case.says(f"the contents of {name}.{tank['id']} parted {part:.0%} to {1 - part:.0%} between "
              "two tanks at its place: the same numbers")
    other = dict(tank, id="second-of-two")
    for key in ("capacity", "load"):
        other[key], tank[key] = scaled(tank[key], 1 - part), scaled(tank[key], part)
    body["tanks"].append(other)
    for engine in body.get("engines", []):
        if tank["id"] in engine.get("tanks", []):
            engine["tanks"].append(other["id"])
    after = case.ask()
    # The dependency names the largest tank, which may now be another.
    case.unchanged(after, ["dependencies/propellant/*"])
    old, new = (sorted(a.kinds("propellant").values()) for a in (case.before, after))
    case.equal("dependencies/propellant", old, new)


def frame_shifted(case):
    shift = [round(case.rng.uniform(-20, 20), 1) for _ in range(3)]
    root = case.station.bodies()[case.station.data["root"]]
    case.says(f"the origin of the station frame moved by {[-x for x in shift]} m: every centre "
              "moves the other way, all else is the same (areas to the 2 % of their raster)")

    def moved(place):
        return [repr(float(x) + d) for x, d in zip(place, shift)]

    for key, place in (("solids", "centre"), ("ports", "at"), ("tanks", "at"), ("engines", "at")):
        for unit in root.get(key) or []:
            if place in unit:
                unit[place] = moved(unit[place])
    if "centreOfMass" in root:
        root["centreOfMass"] = moved(root["centreOfMass"])
    after = case.ask()
    shown = case.show()["modules"]
    for name, module in case.shown["modules"].items():
        case.equal(f"{name} centreM", [x + d for x, d in zip(module["centreM"], shift)],
                   shown[name]["centreM"])
    raster = ["*/dragAreaM2", "*/ballisticCoefficientKgPerM2"]
    case.unchanged(after, ["*/centreOfMassM", "separation/*", *raster])
    for side in ("before", "A", "B"):
        path = f"{side}/centreOfMassM"
        case.equal(path, [x + d for x, d in zip(case.before[path], shift)], after[path])
        for path in raster:
            path = path.replace("*", f"{side}/orbit")
            case.equal(path, case.before[path], after[path], 0.02)
    # Over the 10 s of flight the drag of an area 2 % greater moves a piece by less than 1e-5 m.
    for end in ("centreDistanceM", "finalCentreDistanceM", "centreRelativeSpeedMPerS"):
        path = f"separation/{end}"
        case.equal(path, case.before[path], after[path], 1e-6)


def second_joint(case):
    station = case.station
    first = station.cut_joint()
    case.says(f"a second closed joint beside {station.joint}: opening the one separates nothing, "
              "and opening both gives the pieces that opening the one gave before")
    bodies, ends = station.bodies(), []
    for end in first["between"]:
        module, port = end.split(".")
        old = next(p for p in bodies[module]["ports"] if p["id"] == port)
        bodies[module]["ports"].append(dict(old, id="beside"))
        ends.append(f"{module}.beside")
    station.data["joints"].append(dict(first, id="beside-the-cut", between=ends))
    document = case.program.cut(station, case.file_name(), case.state)
    if document["separates"] or len(document["pieces"]) != 1 or document["dependencies"]:
        case.fail(f"separates: {document['separates']}, pieces: {len(document['pieces'])}, "
                  f"dependencies: {len(document['dependencies'])}; expected false, 1, 0")
    elif not document["note"]:
        case.fail("no note says that the joint does not separate the station")
    else:
        case.equal("massKg", case.before["before/massKg"], document["pieces"][0]["massKg"])
        case.equal("inertiaKgM2", case.before["before/inertiaKgM2"],
                   document["pieces"][0]["inertiaKgM2"])
    both = case.ask(joints=[station.joint, "beside-the-cut"])
    case.unchanged(both, [*MOTION, "joints", "*/docking/freePorts", "dependencies/*"])
    for side in "AB":
        extra = set(both[f"{side}/docking/freePorts"]) - set(
            case.before[f"{side}/docking/freePorts"])
        if len(extra) != 1:
            case.fail(f"{side}/docking/freePorts: {sorted(extra)} are new, one expected")


SAME = [modules_permuted, joints_permuted, joint_sides_exchanged, units_permuted, ids_renamed,
        owners_renamed, tank_split, frame_shifted, second_joint]
