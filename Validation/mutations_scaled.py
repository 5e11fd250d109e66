"""Mutations that scale, add or cut off: masses, drag, power, lines, leaks, water, length."""

import numpy

from answers import FUTURE, HOLD, LOAD, MASS, MOTION, ROUNDING, VERDICT
from mutations_moved import draws, on, pick, power_limit
from station_file import scaled, value


def masses_doubled(case):
    data = case.station.data

    def double(entry, *keys):
        for key in keys:
            if key in entry:
                entry[key] = scaled(entry[key], 2)

    for body in data["modules"] + data["vehicleTypes"]:
        double(body, "mass", "grossMass")
        for solid in body.get("solids") or []:
            double(solid, "mass")
        for tank in body.get("tanks") or []:
            double(tank, "capacity", "load")
        for key in body.get("inertia", {}):
            body["inertia"][key] = scaled(body["inertia"][key], 2)
    for visit in data.get("visits", []):
        double(visit, "mass", "grossMass")
        double(visit.get("loads", {}), *visit.get("loads", {}))
    for item in data.get("stowage", []):
        double(item, "mass")
    case.says("all masses and tank contents doubled: mass, inertia, propellant, water, ballistic "
              "coefficient (and lifetime, where given) double; centre of mass and delta-v stay")
    after = case.ask()
    doubled = ["*/massKg", "*/inertiaKgM2", "*/propellantKg", "*/vehiclePropellantKg",
               "*/ballisticCoefficientKgPerM2", "*/water/stockKg", "*/water/timeToLimitS",
               "*/air/oxygenStoreKg", "*/survivingMassKg", "*/casualtyAreaM2"]
    # The springs push heavier pieces less, by millimetres a second: other orbits, by a little.
    risk = "reentry/casualtyExpectation"
    for side in ("before", "A", "B"):
        for path in doubled:
            path = next(p for p in after.flat
                        if p.startswith(f"{side}/") and p.endswith(path[1:]))
            old = case.before[path]
            case.equal(path, None if old is None else (2 * numpy.array(old)).tolist(), after[path])
        lifetime(case, after, side, 1.5, 2.5)
        reboost(case, after, side, 0.5, 1e-6 if side == "before" else 1e-3)
        # All torques double, what stands them stays.
        path = f"{side}/attitude/controlMargin"
        margin = case.before[path]
        case.equal(path, margin and margin / 2, after[path])
        path = f"{side}/{risk}"
        case.equal(path, 2 * case.before[path], after[path], 1e-8)
    shown = case.show()
    for name, module in case.shown["modules"].items():
        case.equal(f"{name} massKg", 2 * module["massKg"], shown["modules"][name]["massKg"])
        case.equal(f"{name} centreM", module["centreM"], shown["modules"][name]["centreM"])
    for path, amount in case.before.kinds("propellant").items():
        case.equal(path, 2 * amount, after.dependencies.get(path))
    case.unchanged(after, [*doubled, f"*/{risk}", *MOTION, "*/timeToSaturationS",
                           "*/air/firstLimit", "*/air/timeToLimitS", "*/holdable",
                           "*/failuresToLossOfControl", "*/controlMargin",
                           "*/lifetimeDays/*", *VERDICT, "*/reboost*", "*/reentry/*Range*",
                           "dependencies/propellant/*"])


def lifetime(case, after, side, low, high):
    """The lifetime, where there is one, follows the ballistic coefficient. The Sun's cycle makes
    the factor differ from that of the coefficient, the more so where the orbit lasts for years and
    falls in the next maximum rather than in this one; beyond the horizon it is null."""
    path = f"{side}/orbit/lifetimeDays/p50"
    horizon = case.before[f"{side}/orbit/forecast/horizonDays"]
    old, new = case.before[path], after[path]
    if old and old > 1000:
        low, high = low - 0.25, high + 0.25
    if old is None or new is None:
        if old and high * old < horizon or new and new < low * horizon:
            case.fail(f"{path}: was {old}, is {new}")
    elif not low <= new / old <= high:
        case.fail(f"{path}: was {old}, is {new}, expected {low} to {high} times as much")


def reboost(case, after, side, factor, tolerance=1e-6):
    """What holds the orbit is the drag of a year on the orbit as it is, which is proportional to
    the inverse of the ballistic coefficient."""
    path = f"{side}/orbit/reboostDeltaVMPerSPerYear"
    # The pieces are asked after ten seconds, in which another drag has moved them by millimetres.
    case.equal(path, factor * case.before[path], after[path], tolerance)


def drag_doubled(case):
    coefficient = case.station.data["dragCoefficient"]
    case.station.data["dragCoefficient"] = scaled(coefficient, 2)
    case.says("the drag coefficient doubled: the ballistic coefficient is halved (the lifetime, "
              "where given, too), nothing else changes but the flight")
    after = case.ask()
    for side in ("before", "A", "B"):
        path = f"{side}/orbit/ballisticCoefficientKgPerM2"
        case.equal(path, case.before[path] / 2, after[path])
        path = f"{side}/orbit/dragCoefficient"
        case.equal(path, 2 * value(coefficient), after[path])
        lifetime(case, after, side, 0.4, 0.67)
        reboost(case, after, side, 2)
    case.unchanged(after, ["*/orbit/ballistic*", "*/orbit/dragCoefficient", "*/lifetimeDays/*",
                           "*/reboost*", "*/limits/orbit/*", "separation/*"])


def arrays_scaled(case):
    factor = round(case.rng.uniform(0.4, 2.5), 2)
    for side in "AB":
        for _, _, array in case.station.units(side, "arrays"):
            array["power"] = scaled(array["power"], factor)
    case.says(f"the power of all arrays times {factor}: the power generated times {factor}, at the "
              "same worst beta angle; the loads stay")
    after = case.ask()
    for side in ("before", "A", "B"):
        made = factor * case.before[f"{side}/power/generatedW"]
        case.equal(f"{side}/power/generatedW", made, after[f"{side}/power/generatedW"])
        case.equal(f"{side}/power/marginW", made - case.before[f"{side}/power/requiredW"],
                   after[f"{side}/power/marginW"])
        date = f"{side}/power/onDate/generatedW"
        case.equal(date, factor * case.before[date], after[date])
    power_limit(case, after)
    case.unchanged(after, ["*/power/generatedW", "*/power/marginW", "*/power/onDate/generatedW",
                           "*/power/onDate/marginW", *VERDICT])


def load_added(case):
    watts = case.rng.randrange(100, 20000, 10)
    name = case.rng.choice(sorted(case.station.permanent()))
    side = case.station.side_of(name)
    case.says(f"a load of {watts} W added in {name}: its piece has to give and to reject {watts} W "
              "more, and nothing else changes")
    body = case.station.bodies()[name]
    body.setdefault("loads", []).append({"id": "one-load-more", "power": f"{watts} W"})
    after = case.ask()
    draws(case, after, watts, (side, "before"))
    if after[f"{side}/thermal/marginW"] is not None:
        case.grows(after, "thermal/marginW", -watts, (side, "before"))
        case.limit(after, side, "heat", after[f"{side}/thermal/marginW"] < 0)
    case.unchanged(after, [*LOAD, *VERDICT])


def propellant_crossing_removed(case):
    station = case.station
    masses = {s: case.before[f"{s}/massKg"] for s in "AB"}
    entries = [j for j in station.data["joints"] if station.there(j)] + station.visits()
    found = {True: [], False: []}
    for entry in entries:
        lines = [c for c in entry.get("crossings") or [] if c["kind"] == "propellant"]
        if not lines or entry is station.cut_joint():
            continue
        was = {s: station.delta_v(s, masses[s]) for s in "AB"}
        kept = list(entry["crossings"])
        entry["crossings"] = [c for c in kept if c not in lines]
        now = {s: station.delta_v(s, masses[s]) for s in "AB"}
        entry["crossings"] = kept
        # The old value lies outside of what is possible now.
        acts = any(was[s][1] < now[s][0] or now[s][1] < was[s][0] for s in "AB")
        found[acts].append(entry)
    entry = pick(case, found[True] or found[False], "joint that carries propellant")
    entry["crossings"] = [c for c in entry["crossings"] if c["kind"] != "propellant"]
    now = [station.delta_v(s, masses[s]) for s in "AB"]
    case.says(f"no propellant through the joint of {entry['id']} any more: the delta-v (A, B) is "
              f"that of the parts alone, {now[0][1]:.1f} and {now[1][1]:.1f} m/s; the masses stay")
    after = case.ask()
    for side in "AB":
        case.delta_v(after, side)
        actuators, controllable = station.attitude(side)
        case.equal("actuators", actuators, after[f"{side}/attitude/actuators"])
        case.equal("controllable", controllable, after[f"{side}/attitude/controllable"])
    case.unchanged(after, [
        "*/deltaVMPerS", "*/refuelable", "*/holdable", "*/offCentreM", "*/gimbalNeededDeg",
        "*/actuators", "*/controllable", "*/failuresToLossOfControl", "*/controlMargin",
        *HOLD, *VERDICT])


def crewed_side(case):
    return pick(case, [s for s in "AB" if case.before[f"{s}/crew/aboard"]], "crewed side")


def leak_multiplied(case):
    side, factor = crewed_side(case), round(case.rng.uniform(1.5, 4), 2)
    found = case.station.bodies()
    bodies = [found[n] for n in case.station.sides()[side] if "airVolume" in found[n]]
    case.says(f"with a leak so great that it is the first limit of side {side}, the leak times "
              f"{factor}: the time to the limit of pressure divided by {factor}, to 1 %")
    each = 200 / len(bodies)
    for body in bodies:
        body["leak"] = f"{each!r} kg/day"
    large = case.ask()
    for body in bodies:
        body["leak"] = scaled(body["leak"], factor)
    after = case.ask()
    for answer in (large, after):
        case.equal("firstLimit", "pressure", answer[f"{side}/air/firstLimit"])
    path = f"{side}/air/timeToLimitS"
    # What generators and stores put back does not grow with the leak: some kilograms a day against
    # the 200 and more that leak, which moves the limit by less than 1 %.
    case.equal(path, large[path] / factor, after[path], tolerance=0.01)
    case.unchanged(after, [f"{side}/air/timeToLimitS", "before/air/*", *VERDICT], before=large)


def water_doubled(case):
    station, before = case.station, case.before

    def stores(side):
        return [(name, tank) for name, _, tank in station.units(side, "tanks")
                if tank["contents"] == "water" and value(tank["load"])]

    side = pick(case, [s for s in "AB" if before[f"{s}/crew/aboard"] and stores(s)],
                "crewed side with water")
    tanks, limited = stores(side), before[f"{side}/water/timeToLimitS"] is not None
    if not limited:
        # Make it so: nothing is recovered.
        for _, _, unit in station.units(side, "lifeSupport"):
            if unit["function"] in ("waterRecovery", "urineProcessing"):
                unit["status"] = "failed"
    stock = sum(value(t["load"]) for _, t in tanks)
    # Where the file says what a body weighs in full, more water leaves less for the rest.
    mass = sum(value(t["load"]) for name, t in tanks if not station.full_weight_given(name))
    case.says(f"the water of side {side} doubled ({stock:g} kg more): twice the stock, twice the "
              f"time to its end, the same use, {mass:g} kg more mass; its air, of which oxygen is "
              "made of water, lasts as long or longer; the other side as before")
    if not limited:
        before = case.ask()
    for _, tank in tanks:
        tank["capacity"], tank["load"] = scaled(tank["capacity"], 2), scaled(tank["load"], 2)
    after = case.ask()
    case.grows(after, "water/stockKg", stock, (side, "before"), before)
    case.grows(after, "massKg", mass, (side, "before"), before)
    path = f"{side}/water/timeToLimitS"
    case.equal(path, 2 * before[path], after[path])
    for part in (side, "before"):
        was, now = before[f"{part}/air/timeToLimitS"], after[f"{part}/air/timeToLimitS"]
        if now is not None and (was is None or now < was * (1 - ROUNDING)):
            case.fail(f"{part}/air/timeToLimitS: was {was}, is {now}")
    case.unchanged(after, [
        f"{side}/air/timeToLimitS", f"{side}/air/firstLimit", "before/air/timeToLimitS",
        "before/air/firstLimit",
        *on(side, MASS), *on("before", MASS), *on(side, FUTURE), *on("before", FUTURE),
        f"{side}/water/stockKg", path, "before/water/stockKg", "before/water/timeToLimitS",
        *MOTION, *VERDICT], before=before)


def distance(a, b):
    return float(numpy.linalg.norm(numpy.subtract(a, b)))


def ends(station):
    """Bodies that one joint holds, with that port: id, body, port."""
    held = {}
    for joint in filter(station.there, station.data["joints"]):
        for end in joint["between"]:
            name, port = end.split(".")
            held.setdefault(name, []).append(port)
    for visit in station.visits():
        own = visit.get("with") or station.type_of(visit)["ports"][0]["id"]
        held.setdefault(visit["id"], []).append(own)
        held.setdefault(visit["port"].split(".")[0], []).append(visit["port"].split(".")[1])
    bodies = station.bodies()
    return [
        (name, bodies[name], next(p for p in bodies[name]["ports"] if p["id"] == ports[0]))
        for name, ports in sorted(held.items())
        if len(ports) == 1 and name != station.data["root"]
    ]


def module_lengthened(case):
    station, found = case.station, []
    for name, body, port in ends(station):
        filled = [s for s in body.get("solids") or [] if "mass" not in s]
        if len(filled) == 1 and isinstance(port["axis"], str) and "inertia" not in body and (
                filled[0]["shape"] == "box" or filled[0]["axis"] == port["axis"][1:]):
            found.append((name, body, port["axis"], filled[0]))
    name, body, axis, solid = pick(case, found, "module at an end")
    side, more = station.side_of(name), round(case.rng.uniform(0.5, 3), 1)
    index, away = "xyz".index(axis[1]), -1 if axis[0] == "+" else 1
    if solid["shape"] == "box":
        solid["size"][index] = repr(float(solid["size"][index]) + more)
    else:
        solid["length"] = f"{value(solid['length']) + more!r} m"
    solid["centre"][index] = repr(float(solid["centre"][index]) + away * more / 2)
    # The lengthened solid moves by half its growth, with what the other solids leave of the mass;
    # tanks without a place of their own move with the centre of all solids.
    mass = case.shown["modules"][name]["massKg"]
    tanks = [(value(t["load"]), "at" in t) for t in body.get("tanks") or []]
    structure = mass - sum(load for load, _ in tanks)
    filling = structure - sum(value(s.get("mass")) for s in body["solids"])
    shift = more / 2 * filling / structure
    shift *= (structure + sum(load for load, placed in tanks if not placed)) / mass
    moved = {s: mass * shift / case.before[f"{s}/massKg"] for s in (side, "before")}
    case.says(f"{name} {more} m longer, away from its port: its centre moves by {shift:.4g} m, "
              f"that of side {side} by {moved[side]:.4g} m; the masses stay, the drag area does "
              "not shrink")
    after = case.ask()
    for s, expected in moved.items():
        path = f"{s}/centreOfMassM"
        case.equal(path, expected, distance(after[path], case.before[path]))
    shown = case.show()["modules"]
    for n, module in case.shown["modules"].items():
        case.equal(f"{n} massKg", module["massKg"], shown[n]["massKg"])
        case.equal(f"{n} centreM", shift if n == name else 0.0,
                   distance(module["centreM"], shown[n]["centreM"]))
    # A raster of 0.1 m: an outline that only grows loses no cell.
    for s in (side, "before"):
        path = f"{s}/orbit/dragAreaM2"
        if after[path] < case.before[path] * (1 - 1e-9):
            case.fail(f"{path}: was {case.before[path]}, is {after[path]}")
    changed = [m for m in MASS if m not in ("*/massKg", "*/deltaVMPerS")]
    case.unchanged(after, [
        *on(side, changed), *on("before", changed), f"{side}/orbit/dragAreaM2",
        "before/orbit/dragAreaM2", *on(side, FUTURE), *on("before", FUTURE), *MOTION, *VERDICT])


SCALED = [masses_doubled, drag_doubled, arrays_scaled, load_added, propellant_crossing_removed,
          leak_multiplied, water_doubled, module_lengthened]
