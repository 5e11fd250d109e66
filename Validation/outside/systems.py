"""Checks of the balances of air, water and energy, and of the verdict's own arithmetic."""

import numpy as np

from . import mechanics as m
from .files import elapsed
from .solids import Solid, frontal_area
from .turning import series

GAS_CONSTANT = 8.31446261815324  # [J/(mol K)] (CODATA 2018)
# Molar masses [kg/mol] (CIAAW 2021).
OXYGEN, CARBON_DIOXIDE, NITROGEN = 0.031998, 0.044009, 0.028014
WATER = 0.018015

# stock: what came in, what went out.
BALANCES = [
    ("oxygen", ["oxygenMade", "oxygenFromStore"], ["oxygenBreathed", "oxygenLeaked"]),
    ("carbonDioxide", ["carbonDioxideExhaled"],
     ["carbonDioxideRemoved", "carbonDioxideAbsorbed", "carbonDioxideLeaked"]),
    ("nitrogen", [], ["nitrogenLeaked"]),
    ("oxygenStore", [], ["oxygenFromStore"]),
    ("absorbentStore", [], ["carbonDioxideAbsorbed"]),
    ("water", ["waterRecovered"], ["waterUsed", "waterElectrolysed"]),
    ("batteryEnergy", ["energyStored"], []),
    ("batteryEnergy", ["energyGenerated", "energyUnserved"], ["energyUsed", "energySpilled"])]


def check_systems(result, rows):
    for track in result.tracks.values():
        rows.title(f"{track.id}: balances at every record")
        check_balances(track, rows)
        check_air(result, track, rows)


def check_balances(track, rows):
    """Stock at the start and what came and went. The sums have as many terms as there were steps,
    each with a rounding of its sum: 1e-11 of what went through."""
    for stock, gains, losses in BALANCES:
        flows = gains + losses
        now = track[stock][0] + sum(track[name] - track[name][0] for name in gains)
        now = now - sum(track[name] - track[name][0] for name in losses)
        scale = abs(track[stock][0]) + sum(np.abs(track[name]).max() for name in flows)
        rows.equal(f"{stock} by {', '.join(flows)}", now, track[stock], 1e-11 * scale)
    # 2 H₂O → 2 H₂ + O₂
    made = track["waterElectrolysed"] * OXYGEN / (2 * WATER)
    rows.equal("oxygen made, of water split [kg]", made, track["oxygenMade"], 1e-11 * made.max())
    if len(track.times) < 2:
        return
    span = np.diff(track.times)
    for power, energy in [("powerGenerated", "energyGenerated"), ("powerRequired", "energyUsed")]:
        # A record's power is that of the time since the last one; a member of the crew or an
        # engine changes no load.
        rise = np.diff(track[energy])
        rows.equal(
            f"{energy} by {power} [J]", track[power][1:] * span, rise,
            1e-11 * max(1.0, np.abs(track[energy]).max()))
    dark = track["sunlight"][1:] == 0
    if dark.any():
        rows.equal("power of the arrays at night [W]", 0, track["powerGenerated"][1:][dark], 0)
    for name in ["oxygen", "carbonDioxide", "nitrogen", "water", "batteryEnergy", "oxygenStore",
                 "absorbentStore"]:
        rows.least(f"least {name}", track[name].min(), 0)


def check_air(result, track, rows):
    """Partial pressures by the ideal gas law, p = m R T / (M V)."""
    answer = answer_of(result, track)
    if answer is None:
        rows.note("the verdict has no volume of this piece")
        return
    volume, temperature = answer["air"]["volumeM3"], answer["air"]["temperatureK"]
    if volume > 0:
        scale = GAS_CONSTANT * temperature / volume
        parts = {
            "oxygenPressure": track["oxygen"] * scale / OXYGEN,
            "carbonDioxidePressure": track["carbonDioxide"] * scale / CARBON_DIOXIDE}
        total = sum(parts.values()) + track["nitrogen"] * scale / NITROGEN
        for name, own in parts.items():
            rows.equal(f"{name} [Pa]", own, track[name], 1e-9)
        rows.equal("pressure [Pa]", total, track["pressure"], 1e-9)
    row = track.at(result.utc(answer["epochUtc"]))
    if row is None:
        return
    for name, group, key in [
        ("crewAboard", "crew", "aboard"), ("seats", "crew", "seats"),
        ("water", "water", "stockKg"), ("oxygenStore", "air", "oxygenStoreKg"),
        ("stationPropellant", "propulsion", "propellantKg"),
        ("vehiclePropellant", "propulsion", "vehiclePropellantKg"),
        ("deltaV", "propulsion", "deltaVMPerS"), ("powerRequired", "power", "requiredW"),
        ("mass", None, "massKg"),
    ]:
        told = answer[group][key] if group else answer[key]
        rows.equal(
            f"{name} at the verdict's instant", track[name][row], told, 1e-12 * abs(told))
    rows.equal(
        "position at the verdict's instant [m]", track.vector("position")[row],
        answer["positionM"], 0)
    rows.equal(
        "velocity at the verdict's instant [m/s]", track.vector("velocity")[row],
        answer["velocityMPerS"], 0)


def answer_of(result, track):
    verdict = result.verdict
    for piece in verdict["pieces"] + [verdict["before"]]:
        if piece["modules"] == track.modules:
            return piece
    return None


def check_verdict(result, rows):
    for piece in [result.verdict["before"]] + result.verdict["pieces"]:
        name = "before" if piece is result.verdict["before"] else piece["id"]
        rows.title(f"{name}: the verdict's arithmetic")
        check_orbit(result, piece, rows)
        check_propulsion(piece, rows)
        check_saturation(result, piece, rows)
        check_momentum(result, piece, rows)
        check_margins(piece, rows)
        check_limits(piece, rows)
    check_end(result, rows)


def check_orbit(result, piece, rows):
    orbit = piece["orbit"]
    solids = [
        Solid(solid, module) for module in piece["modules"]
        for solid in result.modules[module]["solids"]]
    area = frontal_area(solids)
    # Outpost fills cells of 10 cm and gives circles 48 sides: 2 % by its own word.
    rows.equal("drag area [m²]", area, orbit["dragAreaM2"], 0.02 * area)
    if orbit["ballisticCoefficientKgPerM2"] is not None:
        ratio = piece["massKg"] / (orbit["dragCoefficient"] * orbit["dragAreaM2"])
        rows.equal(
            "ballistic coefficient [kg/m²]", ratio, orbit["ballisticCoefficientKgPerM2"],
            1e-14 * ratio)


def check_propulsion(piece, rows):
    propulsion = piece["propulsion"]
    left, gained = piece["massKg"], 0.0
    # The least specific impulse first.
    for network in sorted(propulsion["networks"], key=lambda n: n["specificImpulseS"] or 0):
        if network["specificImpulseS"] is None:
            continue
        burnt = network["propellantKg"] + network["vehiclePropellantKg"]
        gained += m.GRAVITY * network["specificImpulseS"] * np.log(left / (left - burnt))
        left -= burnt
    rows.equal(
        "velocity change by the rocket equation [m/s]", gained, propulsion["deltaVMPerS"],
        1e-12 * max(1, gained))
    for key in ["propellantKg", "vehiclePropellantKg"]:
        total = sum(network[key] for network in propulsion["networks"])
        rows.equal(f"{key} over the networks", total, propulsion[key], 1e-12 * max(1, total))


def check_saturation(result, piece, rows):
    """Time until gyroscopes are full, held in the attitude +XVV on the reference orbit: the gravity
    gradient (Hughes 1986, eq. 8.1.15) less what turning with the orbit asks for. Outpost takes it
    at every degree of the orbit and straight lines between."""
    told = piece["attitude"]["timeToSaturationS"]
    if told is None:
        return
    if result.is_full:
        # The air adds to it, and arrays that turn: `check_momentum`.
        return
    r = np.array(piece["positionM"], float) - piece["relativePositionM"]
    v = np.array(piece["velocityMPerS"], float) - piece["relativeVelocityMPerS"]
    rate = np.linalg.norm(np.cross(r, v)) / (r @ r)
    inertia = np.array(piece["inertiaKgM2"], float)
    down, turning = np.array([0, 0, 1.0]), np.array([0, -rate, 0])
    torque = 3 * rate ** 2 * np.cross(down, inertia @ down)
    torque = torque - np.cross(turning, inertia @ turning)
    capacity = piece["attitude"]["cmgMomentumNMS"]
    across = np.hypot(torque[0], torque[2])

    def room(time):
        # Along axes that do not turn, the torque about the orbit's normal adds up and the others go
        # round with the orbit.
        return capacity ** 2 - (torque[1] * time) ** 2 - (
            2 * across / rate * np.sin(0.5 * rate * time)) ** 2

    longest = capacity / max(abs(torque[1]), 1e-6)
    step = max(1.0, longest / 1e6)
    times = np.arange(0.0, longest + step, step)
    full = np.flatnonzero(room(times) < 0)
    low = times[full[0]] - step if full.size else longest
    high = low + step
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if room(middle) >= 0 else (low, middle)
    own = high
    rows.equal("time until the gyroscopes are full [s]", own, told, 0.5 + 1e-5 * own)


def check_momentum(result, piece, rows):
    """The momentum that gyroscopes take up over an orbit in the attitude +XVV. Of gravity alone it
    follows from the inertia as the arrays turned in the flight, over one orbit from the verdict on; what
    the air adds is told, and its density is not in these files."""
    attitude = piece["attitude"]
    told = attitude.get("meanTorqueNM") and attitude["momentumOverOrbitNMS"]
    if told is None:
        return
    r = np.array(piece["positionM"], float) - piece["relativePositionM"]
    v = np.array(piece["velocityMPerS"], float) - piece["relativeVelocityMPerS"]
    rate = np.linalg.norm(np.cross(r, v)) / (r @ r)
    period = 2 * np.pi / rate
    means = {key: np.array(value) for key, value in attitude["meanTorqueNM"].items()}
    rows.least(
        "momentum over an orbit: what it adds, less the torque about its normal [N m s]",
        told["perOrbit"] - abs(means["gravity"][1] + means["air"][1]) * period,
        -1e-6 * told["perOrbit"])
    rows.between(
        "momentum over an orbit: the peak, by its parts [N m s]",
        max(told["perOrbit"], told["cyclic"] - told["perOrbit"]) * (1 - 1e-9), told["peak"],
        (told["perOrbit"] + told["cyclic"]) * (1 + 1e-9))
    time, capacity = attitude["timeToSaturationS"], attitude["cmgMomentumNMS"]
    if time is not None:
        rows.between(
            "orbits until the gyroscopes are full", (capacity - told["cyclic"]) / told["perOrbit"],
            time / period, (capacity + told["cyclic"]) / told["perOrbit"])
    inertias = over_orbit(result, piece, period)
    if inertias is None:
        rows.note("mean torque of gravity: no records of an orbit that it holds near the local frame")
        return
    mean = inertias.mean(axis=0)
    own = rate ** 2 * np.array([-4 * mean[1, 2], 3 * mean[0, 2], mean[0, 1]])
    # The flight's joints lag behind the Sun, stand still near their goals and see it at its real height;
    # records stand at unequal places of the Sun's way.
    moments = np.linalg.eigvalsh(mean)
    bound = 3 * rate ** 2 * 5e-4 * (moments[2] - moments[0])
    rows.equal("mean torque of gravity over an orbit [N m]", own, means["gravity"], bound)


def over_orbit(result, piece, period):
    """Inertias of a piece at its records over an orbit from the verdict on, (n, 3, 3)."""
    start = result.utc(piece["epochUtc"])
    for track in result.tracks.values():
        inside = (track.times >= start) & (track.times < start + period)
        angles = np.stack([track[name][inside] for name in ("yaw", "pitch", "roll")])
        if set(track.modules) != set(piece["modules"]) or track.times[-1] < start + period \
                or inside.sum() < 36 or np.abs(angles).max() > 0.2:
            continue
        if not track.joints:
            return np.array(piece["inertiaKgM2"], float)[None]
        # Evenly in time, the nearest record to each place.
        wanted = start + period * np.arange(36) / 36
        nearest = np.abs(track.times[:, None] - wanted).argmin(axis=0)
        return series(result, track, nearest)[2]
    return None


def check_margins(piece, rows):
    power, thermal = piece["power"], piece["thermal"]
    rows.equal(
        "power margin [W]", power["generatedW"] - power["requiredW"], power["marginW"], 1e-9)
    if thermal["rejectionW"] is not None:
        rows.equal(
            "heat margin [W]", thermal["rejectionW"] - thermal["requiredW"], thermal["marginW"],
            1e-9)
    water = piece["water"]
    if water["timeToLimitS"] is not None:
        own = water["stockKg"] / water["netUseKgPerDay"] * 86400
        rows.equal("time until the water is gone [s]", own, water["timeToLimitS"], 1e-9 * own)
    rows.same("names of the crew aboard", piece["crew"]["aboard"], len(piece["crew"]["names"]))


def check_limits(piece, rows):
    """Limits in order, the first of them in `survives`, their dates those of the balances."""
    times = [elapsed(limit["atUtc"], piece["epochUtc"]) for limit in piece["limits"]]
    rows.same("limits in order of time", sorted(times), times)
    told = piece["survives"]["days"]["p50"]
    # Dates end with the whole millisecond.
    if told is not None:
        first = next(t for t, limit in zip(times, piece["limits"]) if limit["what"] != "seats")
        rows.equal("first limit but seats, after [s]", first, told * 86400, 1.001e-3)
    first_of_air = True
    for limit, time in zip(piece["limits"], times):
        if limit["foundBy"] != "balance":
            continue
        if limit["what"] == "water":
            rows.equal("limit of water [s]", piece["water"]["timeToLimitS"], time, 1.001e-3)
        if limit["what"].startswith("air") and first_of_air:
            first_of_air = False
            rows.equal("limit of air [s]", piece["air"]["timeToLimitS"], time, 1.001e-3)
    crossed = {limit["what"] for limit in piece["limits"]}
    # At the worst angle of the Sun there is not enough; when the Sun comes to such an angle is told
    # for a year, and on the date itself it shows in the power of the date.
    if piece["power"]["marginW"] >= 0:
        rows.same("limit of power is told", False, "power" in crossed)
    if piece["power"]["onDate"]["marginW"] < 0:
        rows.same("limit of power is told", True, "power" in crossed)
    crew = piece["crew"]
    rows.same("limit of seats is told", crew["aboard"] > crew["seats"], "seats" in crossed)


def check_end(result, rows):
    rows.title("at the end")
    columns = {
        "altitudeM": "altitude", "semiMajorAxisM": "semiMajorAxis", "massKg": "mass",
        "propellantKg": "stationPropellant", "vehiclePropellantKg": "vehiclePropellant",
        "deltaVMPerS": "deltaV", "batteryEnergyJ": "batteryEnergy",
        "energyUnservedJ": "energyUnserved", "pressurePa": "pressure",
        "oxygenPressurePa": "oxygenPressure", "carbonDioxidePressurePa": "carbonDioxidePressure",
        "waterKg": "water", "crewAboard": "crewAboard", "seats": "seats", "timeS": "time"}
    for end in result.document["atEnd"]:
        track = result.tracks[end["id"]]
        last = [track[column][-1] for column in columns.values()]
        rows.equal(f"{end['id']}: its last record", last, [end[key] for key in columns], 0)
    times = [event["timeS"] for event in result.events]
    rows.same("events in order of time", sorted(times), times)
    expectations = result.document["expectations"]
    held = sum(expectation["holds"] for expectation in expectations)
    rows.same("expectations that hold", len(expectations), held)
