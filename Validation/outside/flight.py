"""Checks of the flight of each piece: ephemeris, orbit, attitude, light, engines."""

import numpy as np

from . import mechanics as m
from .files import seconds
from .turning import series

# What two-body motion with J2 leaves out near the Earth [m/s²]: the rest of the field gives up to
# 5e-4 (50 mGal) at 420 km, Sun, Moon and, above the altitude below, the air less than 1e-4.
UNMODELLED = 6e-4
THIN_AIR = 250e3  # above it the air is left out [m]
# The Sun of the Almanac is good to 0.01 degrees, Outpost's to 0.02 by its own word.
SUN = 0.03 * m.DEGREE


def check_flight(result, rows):
    for track in result.tracks.values():
        rows.title(f"{track.id}: flight")
        check_ephemeris(result, track, rows)
        check_orbit(result, track, rows)
        check_attitude(result, track, rows)
        check_mass(result, track, rows)
        check_gyros(result, track, rows)
        check_light(result, track, rows)
    check_reference(result, rows)
    check_burns(result, rows)


def check_ephemeris(result, track, rows):
    """The OEM against the series: km with all digits are the same numbers to the last place, and
    epochs are told to a nanosecond."""
    oem = result.ephemerides[track.id]
    rows.same("OEM: number of states", len(oem.times), len(track.times))
    if len(oem.times) != len(track.times):
        return
    rows.equal("OEM: epochs [s]", oem.times, track.times, 1e-6)
    rows.equal("OEM: positions [m]", oem.positions, track.vector("position"), 2e-9)
    rows.equal("OEM: velocities [m/s]", oem.velocities, track.vector("velocity"), 2e-12)
    edges = [result.utc(oem.metadata[key]) for key in ("START_TIME", "STOP_TIME")]
    rows.equal("OEM: start and stop [s]", oem.times[[0, -1]], edges, 1e-6)
    rows.same("OEM: frame", "GCRF", oem.metadata["REF_FRAME"])
    if len(oem.times) < 5:
        rows.note("too few states to interpolate")
        return
    check_smoothness(result, track, oem, rows)


def check_smoothness(result, track, oem, rows):
    """Each state left out and put back by the polynomial of degree 7 through its neighbours'
    positions and velocities. Its error is r (ωh)⁸ 16/8! on a circle; the field's harmonics up to
    degree 20 add some 0.1 mm. Kinks where something pushes and the dense air are left out."""
    middle = np.arange(2, len(oem.times) - 2)
    index = middle[:, None] + np.array([-2, -1, 1, 2])
    nodes = oem.times[index]
    free = np.ones(len(middle), bool)
    for begin, end in result.pushes(track):
        free &= (nodes[:, 0] >= end) | (nodes[:, -1] <= begin)
    free &= np.min(track["altitude"][index], axis=1) > THIN_AIR
    middle, index, nodes = middle[free], index[free], nodes[free]
    position, velocity = m.hermite(
        nodes, oem.positions[index], oem.velocities[index], oem.times[middle])
    h = np.max(np.diff(nodes, axis=1), axis=1)[:, None] / 2
    rate = 1.2e-3
    bound = 6.8e6 * (rate * 2 * h) ** 8 / 2520 * 4 + 1e-3
    rows.equal("OEM: positions from their neighbours [m]", position, oem.positions[middle], bound)
    rows.equal(
        "OEM: velocities from their neighbours [m/s]", velocity, oem.velocities[middle],
        bound * 3 / h)


def check_orbit(result, track, rows):
    r, v = track.vector("position"), track.vector("velocity")
    check_gravity(result, track, r, v, track["altitude"], rows)
    axis = 1 / (2 / m.norm(r) - m.dots(v, v) / m.MU)
    rows.equal("semi-major axis [m]", axis, track["semiMajorAxis"], 1e-6)
    altitude, latitude, longitude = m.geodetic(r, seconds(result.start), track.times)
    # Nutation (9″) moves a place by 300 m in latitude, which the flattening makes 2 m of altitude;
    # UT1 is within 0.9 s of UTC: 14″ of longitude, more towards the poles.
    rows.equal("altitude [m]", altitude, track["altitude"], 3)
    rows.equal("latitude [rad]", latitude, track["latitude"], 6e-5)
    turn = (longitude - track["longitude"] + np.pi) % (2 * np.pi) - np.pi
    rows.equal(
        "longitude, difference [rad]", turn, np.zeros_like(turn), 1.2e-4 / np.cos(latitude))


def check_gravity(result, track, r, v, altitude, rows):
    """From each state to the next by the Earth's gravity alone."""
    if len(track.times) < 2:
        return
    span = np.diff(track.times)
    free = (altitude[:-1] > THIN_AIR) & (altitude[1:] > THIN_AIR)
    for begin, end in result.pushes(track):
        free &= (track.times[1:] <= begin) | (track.times[:-1] >= end)
    if not free.any():
        rows.note("no free flight above 250 km")
        return
    span = span[free]
    position, velocity = m.coast(
        r[:-1][free], v[:-1][free], span, m.pole(seconds(result.start)))
    rows.equal(
        "position by gravity from record to record [m]", position, r[1:][free],
        (UNMODELLED / 2 * span ** 2)[:, None])
    rows.equal(
        "velocity by gravity from record to record [m/s]", velocity, v[1:][free],
        (UNMODELLED * span)[:, None])


def check_reference(result, rows):
    reference = result.reference
    if reference is None:
        return
    rows.title("reference orbit")
    r, v = reference.vector("referencePosition"), reference.vector("referenceVelocity")
    altitude = m.norm(r) - m.RADIUS
    check_gravity(result, reference, r, v, altitude, rows)
    row = reference.at(result.utc(result.verdict["pieces"][0]["epochUtc"]))
    if row is None:
        rows.note("no record of it at the verdict's instant")
        return
    for piece in result.verdict["pieces"]:
        place = np.array(piece["positionM"], float) - piece["relativePositionM"]
        speed = np.array(piece["velocityMPerS"], float) - piece["relativeVelocityMPerS"]
        rows.equal(f"its place, from {piece['id']} [m]", place, r[row], 4e-9)
        rows.equal(f"its velocity, from {piece['id']} [m/s]", speed, v[row], 4e-12)


def check_attitude(result, track, rows):
    q, w = track.quaternions, track.vector("angularVelocity")
    r, v = track.vector("position"), track.vector("velocity")
    rows.equal("length of the quaternion", m.norm(q), np.ones(len(q)), 1e-15 * 4)
    # Rows of this matrix are the body's axes along the local orbital ones.
    body = np.swapaxes(m.matrices(q), -1, -2) @ np.swapaxes(m.local_frame(r, v), -1, -2)
    yaw = np.arctan2(body[:, 0, 1], body[:, 0, 0])
    pitch = np.arcsin(np.clip(-body[:, 0, 2], -1, 1))
    roll = np.arctan2(body[:, 1, 2], body[:, 2, 2])
    # Yaw and roll lose their digits where the pitch nears 90 degrees, the pitch by a root; within a
    # microradian of it they are two names of one angle, and only their sum or difference is told.
    level = np.maximum(np.cos(pitch), 1e-7)
    upright = level < 1e-6
    side = np.sign(pitch)
    for name, own in [("yaw", yaw), ("pitch", pitch), ("roll", roll)]:
        turn = (own - track[name] + np.pi) % (2 * np.pi) - np.pi
        turn = np.where(upright & (name != "pitch"), 0, turn)
        rows.equal(f"{name}, difference [rad]", turn, np.zeros_like(turn), 1e-14 / level)
    if np.any(upright):
        # At pitch +90 degrees the second row is (sin(roll - yaw), cos(roll - yaw), 0), at -90 with
        # roll + yaw.
        own = np.arctan2(body[:, 1, 0] * side, body[:, 1, 1])
        told = track["roll"] - side * track["yaw"]
        turn = ((own - told + np.pi) % (2 * np.pi) - np.pi)[upright]
        rows.equal("upright: roll less yaw, difference [rad]", turn, np.zeros_like(turn), 1e-6)
    if len(q) > 1:
        check_turning(result, track, body, rows)


def check_turning(result, track, body, rows):
    """Between two records a piece either stands still in its local frame or drifts under the
    gravity gradient; records between which engines fire, or that a command parts, are left out."""
    if np.any(np.isfinite(track["attitudeError"])):
        rows.note("actuators turn it, at full fidelity: not recomputed")
        return
    times = track.times
    q, w = track.quaternions, track.vector("angularVelocity")
    held = m.stands(body[:-1], body[1:])
    usable = np.ones(len(held), bool)
    for begin, end, _ in result.windows(track.id):
        # Two records more on each side: places are interpolated through them.
        low, high = np.searchsorted(times, [begin, end])
        usable[max(0, low - 3):high + 2] = False
    for event in result.events:
        if event["kind"] == "attitude" and track.id in event["pieces"]:
            # The record of that instant is from before the command.
            usable &= (times[1:] <= event["timeS"]) | (times[:-1] > event["timeS"])
    if np.any(held & usable):
        r, v = track.vector("position"), track.vector("velocity")
        local = np.cross(r, v) / m.dots(r, r)[:, None]
        rate = np.einsum("nji,nj->ni", m.matrices(q), local)
        at = np.flatnonzero(held & usable)
        rows.equal("held in the local frame: rate [rad/s]", rate[at + 1], w[at + 1], 1e-15)
        check_held(times, q, w, at, rows)
    loose = np.flatnonzero(usable & ~held)
    if loose.size == 0:
        return
    if np.any(track["propellantBurnt"] > 0):
        rows.note("propellant was burnt: its inertia is not that of the modules")
        loose = loose[track["propellantBurnt"][loose] == 0]
    if loose.size == 0:
        return
    _, _, inertia = m.assemble([result.modules[module] for module in track.modules])
    positions, velocities = track.vector("position"), track.vector("velocity")
    span = times[loose + 1] - times[loose]

    def places(s):
        return m.interpolate(times, positions, velocities, times[loose] + s)[0]

    turned, rate = m.drift(q[loose], w[loose], inertia, places, span)
    # Both sides integrate to some 1e-10.
    rows.equal(
        "drift by the gravity gradient: attitude [rad]", m.angle_between(turned, q[loose + 1]),
        np.zeros(loose.size), 1e-8 * np.maximum(1, span / 60))
    fastest = np.maximum(m.norm(w[loose]), 1e-4)[:, None]
    rows.equal(
        "drift by the gravity gradient: rate [rad/s]", rate, w[loose + 1],
        1e-8 * fastest * np.maximum(1, span / 60)[:, None])


def check_held(times, q, w, at, rows):
    """The turn from record to record against the rate told at both ends. The rate leaves out the
    turn of the orbit's plane, J2's pull across it over the speed: 1.3e-6 rad/s at most."""
    if at.size and at[0] == 0:
        # The first record of a piece has the rate with which it came loose.
        at = at[1:]
    turn = m.product(q[at] * np.array([-1, -1, -1, 1]), q[at + 1])
    turn = turn * np.sign(turn[:, 3:])
    sine = m.norm(turn[:, :3])
    angle = 2 * np.arctan2(sine, turn[:, 3])
    span = (times[at + 1] - times[at])[:, None]
    mean = turn[:, :3] / np.where(sine > 0, sine, 1)[:, None] * angle[:, None] / span
    rows.equal(
        "held in the local frame: rate, from the turn [rad/s]", mean, (w[at] + w[at + 1]) / 2, 2e-6)


def check_mass(result, track, rows):
    mass, burnt = track["mass"], track["propellantBurnt"]
    # Tanks and burns add up some hundred steps of their own.
    slack = 1e-12 * mass[0]
    stock = track["stationPropellant"] + track["vehiclePropellant"]
    rows.equal(
        "propellant, start less burnt [kg]", stock[0] - (burnt - burnt[0]), stock, slack)
    if np.any(np.isfinite(track["massLedger"])):
        check_ledger(track, rows)
        check_centre(result, track, rows)
        return
    rows.equal("mass, start less burnt [kg]", mass[0] - (burnt - burnt[0]), mass, slack)
    if not result.burns:
        total, centre, _ = m.assemble([result.modules[module] for module in track.modules])
        rows.equal("mass, from the modules [kg]", total, mass, slack)
        place = np.stack([track["centre" + axis] for axis in "XYZ"], axis=-1)
        rows.equal("centre of mass, from the modules [m]", centre, place, 1e-10)


def check_centre(result, track, rows):
    """Where the arrays that turn bring the centre of mass, at every record. Out of which module mass
    has gone is not in these files: it bounds what can be said."""
    if not track.joints:
        return
    total, centres, _ = series(result, track)
    place = np.stack([track["centre" + axis] for axis in "XYZ"], axis=-1)
    size = max(np.linalg.norm(result.modules[name]["centreM"]) for name in track.modules)
    gone = np.abs(total - track["mass"]) / total
    rows.equal(
        "centre of mass, by the joints' angles [m]", centres, place,
        (1e-9 + gone * 2)[:, None] * size)


def check_gyros(result, track, rows):
    """How full gyroscopes are: the momentum in them over that of all that run, in line. Those of a
    piece are told in the verdict; where some fail on the way their number is not in these files."""
    fill = track["gyroFill"]
    if not np.any(np.isfinite(fill)):
        return
    momentum = m.norm(track.vector("gyroMomentum"))
    rows.equal(
        "gyroscopes: size of the momentum [N m s]", momentum, track["gyroMomentum"],
        1e-12 * np.maximum(1, momentum))
    answers = [result.verdict["before"]] + result.verdict["pieces"]
    own = [a for a in answers if set(a["modules"]) == set(track.modules)]
    failed = [e for e in result.events if e["kind"] == "failure" and track.id in e["pieces"]]
    if not own or failed:
        rows.note("gyroscopes: how many run at each record is not in these files")
        return
    capacity = own[0]["attitude"]["cmgMomentumNMS"]
    rows.equal("gyroscopes: share in use", momentum / capacity, fill, 1e-12)
    rows.most("gyroscopes: greatest share in use", fill.max(), 1 + 1e-9)


def check_ledger(track, rows):
    """Mass now = mass at first - exhaust - vented + delivered, at every record, where masses count the
    air that is lost; a mass of 4e5 kg has 6e-11 kg to a digit. What was vented is what the books of
    the air have as lost to space."""
    mass, burnt = track["mass"], track["propellantBurnt"]
    gone = burnt + track["vented"] - track["delivered"]
    rows.equal("mass ledger [kg]", mass[0] - (gone - gone[0]), mass, 1e-9)
    rows.equal("mass ledger, as recorded [kg]", np.zeros(len(mass)), track["massLedger"], 1e-9)
    gases = [track[gas + "Leaked"] for gas in ("oxygen", "carbonDioxide", "nitrogen")]
    rows.equal("vented, from the books of the air [kg]", sum(gases), track["vented"], 1e-9)


def check_light(result, track, rows):
    """Beta angle, edges of the Earth's shadow, part of the time in light: by the Sun of the Almanac."""
    start = seconds(result.start)
    r, v = track.vector("position"), track.vector("velocity")
    beta = np.arcsin(m.dots(m.unit(np.cross(r, v)), m.unit(m.sun(start, track.times))))
    rows.equal("beta angle [rad]", beta, track["betaAngle"], SUN)
    if len(track.times) < 3:
        rows.note("too few records to find the edges of the shadow")
        return
    edges, rates, rising = shadow_edges(track, r, v, start)
    found = [
        (event["timeS"], event["kind"] == "eclipseExit") for event in result.events
        if event["kind"] in ("eclipseEntry", "eclipseExit") and track.id in event["pieces"]]
    rows.same("edges of the Earth's shadow", len(edges), len(found))
    if len(edges) == len(found) and len(edges):
        rows.same("of them into sunlight", int(np.sum(rising)), sum(exit for _, exit in found))
        # Where the Sun grazes the edge, its error is a longer time.
        slack = SUN / rates + 0.01
        rows.equal("time of an edge [s]", edges, [time for time, _ in found], slack)
        check_sunlight(track, edges, rising, slack.max(), rows)


def shadow_edges(track, r, v, start):
    times = track.times
    # The program looks for edges at steps of 10 s.
    fine = np.arange(times[0], times[-1], 10.0)
    fine = np.append(fine, times[-1])

    def height(t):
        return m.daylight(m.interpolate(times, r, v, t)[0], m.sun(start, t))

    lit = height(fine)
    at = np.flatnonzero((lit[:-1] >= 0) != (lit[1:] >= 0))
    low, high = fine[at].copy(), fine[at + 1].copy()
    rising = lit[at] < 0
    if at.size == 0:
        return low, low, rising
    for _ in range(30):
        middle = (low + high) / 2
        dark = height(middle) < 0
        up = dark == rising
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    edges = (low + high) / 2
    rates = np.abs(height(edges + 0.5) - height(edges - 0.5))
    return edges, rates, rising


def check_sunlight(track, edges, rising, slack, rows):
    times = track.times
    lit = np.zeros(len(times) - 1)
    state = not rising[0]
    corners = np.concatenate([[times[0]], edges, [times[-1]]])
    for begin, end in zip(corners[:-1], corners[1:]):
        if state:
            lit += np.clip(np.minimum(times[1:], end) - np.maximum(times[:-1], begin), 0, None)
        state = not state
    span = np.diff(times)
    rows.equal(
        "time in sunlight between records [s]", lit, track["sunlight"][1:] * span, slack)


def check_burns(result, rows):
    rows.title("burns")
    if not result.burns:
        rows.note("no burn in this run")
    for burn in result.burns:
        name = f"{burn['id']} at {result.utc(burn['startUtc']):g} s"
        before, after = burn["massBeforeKg"], burn["massAfterKg"]
        used, impulse = burn["propellantKg"], burn["specificImpulseS"]
        # Tanks lose their share step by step; a mass of 4e5 kg has 6e-11 kg to a digit.
        slack = 1e-12 * before
        track = result.tracks[burn["piece"]]
        if np.any(track["attitudePropellant"] > 0) or np.any(track["vented"] > 0):
            rows.note(f"{name}: jets or leaks take mass meanwhile; the ledger has the sum")
        else:
            rows.equal(
                f"{name}: propellant, mass before less after [kg]", before - after, used, slack)
        flow = burn["thrustN"] / (m.GRAVITY * impulse)
        rows.equal(
            f"{name}: propellant, flow times duration [kg]", flow * burn["durationS"], used,
            slack + flow * 1e-6)
        # Δv has the relative error of the propellant.
        gained = m.GRAVITY * impulse * np.log(before / (before - used))
        rows.equal(
            f"{name}: velocity change by the rocket equation [m/s]", gained, burn["deltaVMPerS"],
            m.GRAVITY * impulse * 2e-15 * 10)
        check_push(result, burn, gained, name, rows)
    for track in result.tracks.values():
        used = sum(burn["propellantKg"] for burn in result.burns if burn["piece"] == track.id)
        # Jets that hold the attitude, where they are followed.
        used += np.nan_to_num(track["attitudePropellant"][-1])
        rows.equal(
            f"{track.id}: propellant burnt, sum of its burns [kg]", used,
            track["propellantBurnt"][-1], 1e-12 * track["mass"][0])


DIRECTIONS = {
    "prograde": lambda r, v: v, "retrograde": lambda r, v: -v, "radialOut": lambda r, v: r,
    "radialIn": lambda r, v: -r, "normal": lambda r, v: np.cross(r, v),
    "antinormal": lambda r, v: -np.cross(r, v)}


def check_push(result, burn, gained, name, rows):
    """What the trajectory gained over free flight, record by record, along the thrust: within what
    our gravity leaves out, and the turn of the thrust between two records."""
    track = result.tracks[burn["piece"]]
    begin = result.utc(burn["startUtc"])
    end = begin + burn["durationS"]
    index = np.flatnonzero((track.times[1:] > begin + 1e-3) & (track.times[:-1] < end - 1e-3))
    first, last = track.times[index[0]], track.times[index[-1] + 1] if index.size else 0
    others = [w for w in result.windows(track.id) if w[2] is not burn]
    if index.size == 0 or any(a < last and b > first for a, b, _ in others):
        rows.note(f"{name}: no records that have this burn alone")
        return
    r, v = track.vector("position"), track.vector("velocity")
    span = track.times[index + 1] - track.times[index]
    position, velocity = m.coast(r[index], v[index], span, m.pole(seconds(result.start)))
    middle = DIRECTIONS[burn["direction"]](
        r[index] + r[index + 1], v[index] + v[index + 1])
    gain = m.dots(v[index + 1] - velocity, m.unit(middle)).sum()
    turn = (1.2e-3 * span.max()) ** 2 / 8
    slack = UNMODELLED * span.sum() + gained * (turn + 1e-3)
    rows.equal(f"{name}: velocity change in the trajectory [m/s]", gain, gained, slack)
