"""Mutations that take units away or move them across the joint."""

from answers import HOLD, LOAD, MASS, MOTION, VERDICT, Refused
from station_file import instant, value

OTHER = {"A": "B", "B": "A"}
# NASA, Advanced Life Support Baseline Values and Assumptions Document (2004): a person a day takes
# 0.835 kg of oxygen and gives 0.998 kg of carbon dioxide; and 136.7 W of heat (RP-1324).
OXYGEN, CARBON_DIOXIDE, HEAT = 0.835, 0.998, 136.7


def pick(case, found, what):
    if not found:
        raise Refused(f"the station has no {what}")
    return case.rng.choice(found)


def side_with(case, kind, test=lambda unit: True):
    """A side that has a unit of a list."""
    found = [s for s in "AB" if any(test(u) for _, _, u in case.station.units(s, kind))]
    return pick(case, found, kind)


def on(side, patterns):
    """Patterns such as '*/massKg' for one side alone."""
    return [f"{side}/*{pattern.removeprefix('*/')}" for pattern in patterns]


def power_limit(case, after):
    """Short on the date: a limit. Enough at the worst angle of the Sun: none. Between the two it
    hangs on whether the Sun comes to such an angle within the year that is looked at."""
    for side in "AB":
        if after[f"{side}/power/onDate/marginW"] < 0:
            case.limit(after, side, "power", True)
        if after[f"{side}/power/marginW"] >= 0:
            case.limit(after, side, "power", False)


def draws(case, after, watts, sides):
    """Power and heat grow by so much on these sides."""
    case.grows(after, "power/requiredW", watts, sides)
    case.grows(after, "power/marginW", -watts, sides)
    case.grows(after, "thermal/requiredW", watts, sides)
    power_limit(case, after)


def gyros_deleted(case):
    side = side_with(case, "gyros")
    name = pick(case, [n for n, _, _ in case.station.units(side, "gyros")], "gyros")
    body = case.station.bodies()[name]
    sets = body.pop("gyros")
    momentum = sum(int(g["count"]) * value(g["momentum"]) for g in sets)
    watts = sum(value(g["power"]) for g in sets)
    gone = [f"{name}.{g['id']}" for g in sets]
    case.says(f"the gyroscopes of {name} deleted: its piece has {gone} no more among its "
              f"actuators, {momentum:g} N m s less momentum, {watts:g} W less load; nobody "
              "depends on them")
    after = case.ask()
    case.grows(after, "attitude/cmgMomentumNMS", -momentum, (side, "before"))
    draws(case, after, -watts, (side, "before"))
    actuators, controllable = case.station.attitude(side)
    case.equal("actuators", sorted(set(case.before[f"{side}/attitude/actuators"]) - set(gone)),
               after[f"{side}/attitude/actuators"])
    case.equal("actuators", actuators, after[f"{side}/attitude/actuators"])
    case.equal("controllable", controllable, after[f"{side}/attitude/controllable"])
    case.limit(after, side, "attitude", not controllable)
    if not case.station.units(side, "gyros") and after.kinds("attitudeControl"):
        case.fail(f"dependencies: {list(after.kinds('attitudeControl'))} is still there")
    case.unchanged(after, [f"{side}/attitude/*", "before/attitude/*", *LOAD, *VERDICT,
                           *on(side, HOLD), *on("before", HOLD), "dependencies/attitudeControl/*",
                           "separation/*"])


def jets_disabled(case):
    station = case.station
    able = [s for s in "AB" if case.before[f"{s}/attitude/controllable"]]
    bare = [s for s in able if not station.units(s, "gyros")]
    side = pick(case, bare or able, "side that holds its attitude")
    gone = []
    for name, _, engine in station.units(side, "engines"):
        if "attitude" in engine["uses"]:
            gone.append(f"{name}.{engine['id']}")
            engine["uses"].remove("attitude")
    actuators, controllable = station.attitude(side)
    case.says(f"no engine of side {side} is fired for attitude any more: {len(gone)} sets leave "
              f"the actuators, controllable is {str(controllable).lower()}, the delta-v stays")
    after = case.ask()
    case.equal("actuators", actuators, after[f"{side}/attitude/actuators"])
    case.equal("controllable", controllable, after[f"{side}/attitude/controllable"])
    case.limit(after, side, "attitude", not controllable)
    case.unchanged(after, [f"{side}/attitude/*", "before/attitude/*", "*/holdable", *VERDICT,
                           *on(side, HOLD), *on("before", HOLD), "separation/*"])


def computers_deleted(case):
    station = case.station
    side = side_with(case, "computers")
    bodies = station.bodies()
    for name in station.sides()[side]:
        bodies[name].pop("computers", None)
    case.says(f"the computers of side {side} deleted, those of its vehicles too: it is "
              "controllable no more, for want of a computer, and commanded by nobody")
    after = case.ask()
    case.equal("controllable", False, after[f"{side}/attitude/controllable"])
    case.equal("authorities", [], after[f"{side}/command/authorities"])
    case.equal("failures", 0, after[f"{side}/attitude/failuresToLossOfControl"])
    case.equal("margin", 0, after[f"{side}/attitude/controlMargin"])
    case.limit(after, side, "attitude", True)
    if "computer" not in after.flat.get(f"{side}/limits/attitude/cause", ""):
        case.fail("limits: the cause of 'attitude' is not the computer")
    case.unchanged(after, [f"{side}/attitude/controllable", f"{side}/attitude/failures*",
                           f"{side}/attitude/controlMargin",
                           "*/command/authorities", "before/attitude/*", *on(side, HOLD),
                           *on("before", HOLD), *VERDICT, "separation/*"])


def relay_moved(case):
    station = case.station
    permanent = station.permanent()

    def relays(side):
        return [(n, b, u) for n, b, u in station.units(side, "links")
                if n in permanent and u["path"] == "relaySatellite"]

    one = [s for s in "AB" if relays(s) and not relays(OTHER[s])]
    side = pick(case, one or [s for s in "AB" if relays(s)], "relay link")
    name, body, link = pick(case, relays(side), "relay link")
    target = pick(case, [n for n in station.sides()[OTHER[side]] if n in permanent], "module")
    last = len(relays(side)) == 1
    data = any(c["kind"] == "data" for c in station.cut_joint().get("crossings") or [])
    case.says(f"the relay link {name}.{link['id']} moved to {target}: side {OTHER[side]} depends "
              f"on no relay of the other any more; side {side} "
              + ("now does" if last and data else "does not either"))
    body["links"].remove(link)
    permanent[target].setdefault("links", []).append(dict(link, id="relay-moved"))
    after = case.ask()
    wanted = [f"dependencies/communications/{station.joint}/{target}.relay-moved"]
    found = [path.rsplit("/", 1)[0] for path in after.kinds("communications")]
    case.equal("dependencies/communications", wanted if last and data else [], found)
    case.equal("links", sorted(case.before[f"{OTHER[side]}/command/links"]
                               + [f"{target}.relay-moved"]), after[f"{OTHER[side]}/command/links"])
    case.unchanged(after, ["dependencies/communications/*", "*/command/links"])


def vehicle_moved(case):
    station = case.station
    permanent, sides = station.permanent(), station.sides()

    def freighter(visit):
        body = station.type_of(visit)
        return any("orbit" in e["uses"] and e.get("status", "usable") == "usable"
                   for e in body.get("engines", [])) and any(
            t["contents"] == "propellant" and value(t["load"]) for t in body["tanks"])

    visit = pick(case, [v for v in station.visits() if freighter(v)], "freighter")
    name, side = visit["id"], station.side_of(visit["id"])
    target = pick(case, [n for n in sides[OTHER[side]] if n in permanent
                         and instant(permanent[n]["from"]) <= instant(visit["from"])], "module")
    body = station.type_of(visit)
    tanks = {}
    for tank in body["tanks"]:
        tanks[tank["contents"]] = tanks.get(tank["contents"], 0) + value(tank["load"])
    host, port = visit["port"].split(".")
    old = next(p for p in permanent[host]["ports"] if p["id"] == port)
    place = [float(x) for x in permanent[target]["solids"][0]["centre"]]
    axis = case.rng.randrange(3)
    place[axis] += 6
    permanent[target]["ports"].append({
        "id": "one-more", "at": [repr(x) for x in place], "axis": "+" + "xyz"[axis],
        "mechanism": old["mechanism"]})
    visit["port"] = f"{target}.one-more"
    visit.pop("clocking", None)
    mass = case.shown["modules"][name]["massKg"]
    gives = {s: station.delta_v(s, case.before[f"{s}/massKg"] + sign * mass)[0]
             for s, sign in ((side, -1), (OTHER[side], 1))}
    case.says(f"{name} moved from {host}.{port} across the joint to {target}: {mass:g} kg and its "
              f"{tanks['propellant']:g} kg of propellant move with it, the delta-v (A, B) becomes "
              f"{gives['A']:.1f} and {gives['B']:.1f} m/s by the rocket equation")
    after = case.ask()
    shown = case.show()["modules"][name]
    case.equal("attachedTo", [target], shown["attachedTo"])
    case.equal("massKg", mass, shown["massKg"])
    for path, amount in (
            ("massKg", mass), ("propulsion/vehiclePropellantKg", tanks["propellant"]),
            ("propulsion/propellantKg", 0), ("water/stockKg", tanks.get("water", 0)),
            ("air/oxygenStoreKg", tanks.get("oxygen", 0)),
            ("air/volumeM3", value(body.get("airVolume"))),
            ("crew/seats", int(body.get("seats", 0))),
            ("power/requiredW", sum(value(u["power"]) for u in body.get("loads", []))),
            ("propulsion/thrustN", sum(
                value(e["thrust"]) * int(e.get("simultaneous", e["count"]))
                for e in body["engines"] if "orbit" in e["uses"] and station.fires(name, e)))):
        case.moves(after, path, amount, side, OTHER[side])
    for s in "AB":
        case.delta_v(after, s)
        case.equal("actuators", station.attitude(s)[0], after[f"{s}/attitude/actuators"])
    if f"{host}.{port}" not in after[f"{side}/docking/freePorts"]:
        case.fail(f"{side}/docking/freePorts: {host}.{port} is not free")
    case.unchanged(after, ["A/*", "B/*", *MOTION, "before/docking/freePorts", "before/orbit/*",
                           "dependencies/*", *on("before", MASS), "before/*/refuel*",
                           *VERDICT])


def life_support_moved(case, function, path, word):
    """Moves a running unit of life support across the joint."""
    station = case.station

    def runs(unit):
        return unit["function"] == function and unit.get("status", "running") == "running"

    side = side_with(case, "lifeSupport", runs)
    name, body, unit = pick(
        case, [u for u in station.units(side, "lifeSupport") if runs(u[2])], function)
    target = pick(case, [n for n in station.sides()[OTHER[side]] if n in station.permanent()],
                  "module")
    amount, watts = value(unit["capacity"]) * 86400, value(unit["power"])

    def supported(piece):
        other = {"air/oxygenKgPerDay": OXYGEN, "air/carbonDioxideRemovalKgPerDay": CARBON_DIOXIDE}
        # A capacity of 2.99 kg/day is meant for three: a hundredth of a person is forgiven.
        return int(min(piece[p] / r for p, r in other.items()) + 0.01)

    expected = {}
    for s, sign in ((side, -1), (OTHER[side], 1)):
        piece = {p: case.before[f"{s}/{p}"] for p in (
            "air/oxygenKgPerDay", "air/carbonDioxideRemovalKgPerDay")}
        piece[path] += sign * amount
        expected[s] = supported(piece)
    was = {s: case.before[f"{s}/air/crewSupported"] for s in "AB"}
    case.says(f"the {word} {name}.{unit['id']} moved to {target}: {amount:g} kg/day and "
              f"{watts:g} W move with it, crew supported (A, B) from {was['A']}, {was['B']} to "
              f"{expected['A']}, {expected['B']}")
    body["lifeSupport"].remove(unit)
    station.permanent()[target].setdefault("lifeSupport", []).append(dict(unit, id="moved-here"))
    after = case.ask()
    case.moves(after, path, amount, side, OTHER[side])
    for load in ("power/requiredW", "thermal/requiredW"):
        case.moves(after, load, watts, side, OTHER[side])
    case.moves(after, "power/marginW", -watts, side, OTHER[side])
    power_limit(case, after)
    for s in "AB":
        case.equal(f"{s}/air/crewSupported", expected[s], after[f"{s}/air/crewSupported"])
    case.unchanged(after, ["A/air/*", "B/air/*", "A/water/*", "B/water/*", *LOAD, "A/limits/*",
                           "B/limits/*", *VERDICT])


def oxygen_moved(case):
    life_support_moved(
        case, "oxygenGeneration", "air/oxygenKgPerDay", "oxygen generator")


def carbon_dioxide_moved(case):
    life_support_moved(case, "carbonDioxideRemoval", "air/carbonDioxideRemovalKgPerDay",
                       "carbon dioxide remover")


def crew_moved(case):
    station = case.station
    member = pick(case, station.crew(), "crew")
    origin = station.side_of(member["location"])
    target = pick(case, [n for n in station.sides()[OTHER[origin]] if n in station.permanent()
                         and instant(station.permanent()[n]["from"]) <= instant(member["from"])],
                  "module")
    member["location"] = target
    expected = station.crew_dependencies()
    case.says(f"{member['name']} sleeps in {target} instead, across the joint: one more aboard "
              f"there and {HEAT} W; seats of the other side that somebody depends on: "
              f"{expected or 'none'}")
    after = case.ask()
    case.moves(after, "crew/aboard", 1, origin, OTHER[origin])
    case.moves(after, "thermal/requiredW", HEAT, origin, OTHER[origin])
    found = {path.split("/")[3]: amount for path, amount in after.kinds("crew").items()}
    case.equal("dependencies/crew", expected, found)
    for side in "AB":
        case.limit(after, side, "seats",
                   after[f"{side}/crew/aboard"] > after[f"{side}/crew/seats"])
    if member["name"] not in after[f"{OTHER[origin]}/crew/names"]:
        case.fail(f"crew/names: {member['name']} is not aboard the other side")
    case.unchanged(after, ["A/crew/*", "B/crew/*", "A/thermal/*", "B/thermal/*", "*/air/firstLimit",
                           "*/air/timeToLimitS", "*/water/*", "dependencies/crew/*", *VERDICT])


MOVED = [gyros_deleted, jets_disabled, computers_deleted, relay_moved, vehicle_moved, oxygen_moved,
         carbon_dioxide_moved, crew_moved]
