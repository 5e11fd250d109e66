"""Checks of masses and inertias, and of what goes over a cut."""

import numpy as np

from . import mechanics as m
from .turning import inner, posed

# Between two weighings Outpost turns arrays on from where they stood, the tensor of a part about an
# axis that another joint carries along being of second order in a step: what that leaves over the
# hours of a flight, as a part of the tensor, and of the centre's place.
TURNED = 1e-9


def check_masses(result, rows):
    """From the modules by parallel axes. Both sides add up in doubles: a relative 1e-12 leaves a
    thousand roundings."""
    rows.title("masses and inertias, from the modules")
    last = cut_time(result)
    burnt_before = any(result.utc(burn["startUtc"]) < last for burn in result.burns)
    answers = [("before", result.verdict["before"])]
    answers += [(piece["id"], piece) for piece in result.verdict["pieces"]]
    for name, answer in answers:
        inertia = np.array(answer["inertiaKgM2"], float)
        moments = np.linalg.eigvalsh(inertia)
        rows.least(f"{name}: least principal moment [kg m²]", moments[0], 0)
        rows.least(
            f"{name}: two moments less the third [kg m²]", moments[0] + moments[1] - moments[2], 0)
        rows.equal(
            f"{name}: inertia is symmetric [kg m²]", inertia.T, inertia, 1e-12 * moments[2])
        if burnt_before:
            continue
        modules = [result.modules[module] for module in answer["modules"]]
        mass, centre, found = m.assemble(modules)
        if result.is_full:
            standing = at_verdict(result, answer)
            if standing is None:
                rows.note(f"{name}: no record at the verdict's instant tells how its arrays stand")
                continue
            if standing[0].joints:
                mass, centre, found = posed(result, *standing)
        size = max(np.linalg.norm(module["centreM"]) for module in modules)
        # At full fidelity masses count what has left since the start, some grams of air or jets'
        # propellant. Out of which module is not in these files: that bounds centre and inertia.
        gone = max(0.0, mass - answer["massKg"]) if result.is_full else 0.0
        reach = size + np.linalg.norm(centre)
        if result.is_full:
            check_gone(result, name, answer, gone, rows)
        else:
            rows.equal(f"{name}: mass [kg]", mass, answer["massKg"], 1e-12 * mass)
        turned = TURNED if result.is_full else 0.0
        rows.equal(
            f"{name}: centre of mass [m]", centre, answer["centreOfMassM"],
            (1e-12 + turned) * size + gone * reach / mass)
        rows.equal(
            f"{name}: inertia [kg m²]", found, inertia,
            (1e-12 + turned) * np.linalg.norm(found) + gone * reach ** 2)
    if burnt_before:
        rows.note("engines fired before the cut: the modules' masses are those of the start")


def at_verdict(result, answer):
    """The track of what a part of the verdict is about, and its record at the verdict's instant."""
    time = result.utc(answer["epochUtc"])
    for track in result.tracks.values():
        if set(track.modules) == set(answer["modules"]) and track.at(time) is not None:
            return track, track.at(time)
    return None


def check_gone(result, name, answer, gone, rows):
    """What has left a piece since the start, by its masses and by its series: at the last record
    before the verdict's instant, and at the first after it. Of what the whole lost before a cut each
    part has a share."""
    time = result.utc(answer["epochUtc"]) + 1e-6
    low, high = 0.0, 0.0
    for track in result.tracks.values():
        if not set(answer["modules"]) <= set(track.modules) or track.times[0] > time + 1:
            continue
        lost = track["propellantBurnt"] + track["vented"] - track["delivered"]
        before = lost[max(0, np.searchsorted(track.times, time, "right") - 1)]
        after = lost[min(len(lost) - 1, np.searchsorted(track.times, time))]
        if set(answer["modules"]) == set(track.modules):
            low += before - lost[0]
            high += after - lost[0]
        else:
            high += before - lost[0]
    # A mass of 4e5 kg has 6e-11 kg to a digit.
    rows.between(f"{name}: mass gone since the start [kg]", low - 1e-9, gone, high + 1e-9)


def cut_time(result):
    """Of the last cut, after which the verdict's pieces are taken [s]; the start without one."""
    return result.utc(result.verdict["pieces"][0]["epochUtc"])


def check_cut(result, rows):
    rows.title("over the cut")
    verdict = result.verdict
    before, pieces = verdict["before"], verdict["pieces"]
    names = sorted(module for piece in pieces for module in piece["modules"])
    rows.same("modules of the pieces, together", names, sorted(before["modules"]))
    for name, change in verdict["conservation"].items():
        rows.most(f"change of {name}, as Outpost says it", change, 1e-12)
    if not result.cuts:
        rows.note("no cut in this run")
        return
    if before["epochUtc"] == pieces[0]["epochUtc"] and len(result.cuts) == 1:
        check_sums(before, pieces, rows)
        check_state(before, pieces, rows)
        bodies = [body_of(piece) for piece in pieces]
        check_momentum("cut: ", body_of(before), bodies, 1e-12, rows)
        check_springs(result, body_of(before), bodies, rows)
    else:
        rows.note(f"{len(result.cuts)} cuts: the verdict has the pieces after the last of them")
    for cut in result.cuts:
        check_series(result, cut, rows)


def check_sums(before, pieces, rows):
    """What the pieces have together is what the whole had, at the instant of the cut."""
    for group, key in [
        ("propulsion", "propellantKg"), ("propulsion", "vehiclePropellantKg"),
        ("propulsion", "thrustN"), ("attitude", "cmgMomentumNMS"), ("air", "volumeM3"),
        ("air", "oxygenKgPerDay"), ("air", "carbonDioxideRemovalKgPerDay"),
        ("air", "oxygenStoreKg"), ("water", "stockKg"), ("power", "requiredW"),
        ("power", "storageJ"), ("thermal", "rejectionW"), ("thermal", "requiredW"),
        ("crew", "aboard"), ("crew", "seats"), ("crew", "sleepStations"),
    ]:
        parts = [piece[group][key] or 0 for piece in pieces]
        whole = before[group][key] or 0
        rows.equal(f"sum over the pieces: {group}.{key}", sum(parts), whole, 1e-12 * abs(whole))


def check_state(before, pieces, rows):
    """At the cut nothing moves: each centre is where the whole has it, with the same attitude; the
    shared reference orbit is that of the whole. Positions are told to 1e-9 m of 6.8e6 m."""
    whole = body_of(before)
    for piece in pieces:
        name = piece["id"]
        place = whole.r + whole.turn @ (piece["centreOfMassM"] - whole.centre)
        rows.equal(
            f"{name}: place in the whole at the cut [m]", place, piece["relativePositionM"], 1e-11)
        rows.equal(
            f"{name}: attitude at the cut", before["quaternion"], piece["quaternion"], 1e-15)
        rows.equal(
            f"{name}: reference orbit [m]", difference(before, "positionM", "relativePositionM"),
            difference(piece, "positionM", "relativePositionM"), 4e-9)
        rows.equal(
            f"{name}: reference orbit [m/s]",
            difference(before, "velocityMPerS", "relativeVelocityMPerS"),
            difference(piece, "velocityMPerS", "relativeVelocityMPerS"), 4e-12)


def difference(answer, a, b):
    return np.array(answer[a], float) - np.array(answer[b], float)


class Body:
    """A rigid body: mass, centre and inertia in its own frame, motion in GCRF."""

    def __init__(self, mass, centre, inertia, r, v, quaternion, rate, orbital, inner=0.0):
        self.mass, self.centre, self.inertia = mass, np.array(centre), np.array(inertia, float)
        self.r, self.v = np.array(r, float), np.array(v, float)
        self.turn = m.matrices(np.array(quaternion, float))
        self.rate = np.array(rate, float)
        # Its inertial velocity, for the scale of its momentum.
        self.orbital = np.array(orbital, float)
        # The angular momentum of what turns in it, along its axes [N m s].
        self.inner = inner + np.zeros(3)

    @property
    def spin(self):
        """I ω and what turns inside, in GCRF [N m s]."""
        return self.turn @ (self.inertia @ self.rate + self.inner)


def body_of(answer):
    return Body(
        answer["massKg"], answer["centreOfMassM"], answer["inertiaKgM2"],
        answer["relativePositionM"], answer["relativeVelocityMPerS"], answer["quaternion"],
        answer["angularVelocityRadPerS"], answer["velocityMPerS"])


class Momentum:
    """Mass, momentum and angular momentum about the common centre, energy seen from there, and the
    scales by which a change is judged: Σm, Σm|v| and Σ|r'||mv'| + Σ|Iω|."""

    def __init__(self, bodies):
        masses = np.array([body.mass for body in bodies])
        places = np.array([body.r for body in bodies])
        speeds = np.array([body.v for body in bodies])
        self.mass = masses.sum()
        self.linear = masses @ speeds
        r = places - masses @ places / self.mass
        v = speeds - self.linear / self.mass
        spins = np.array([body.spin for body in bodies])
        self.angular = (masses[:, None] * np.cross(r, v)).sum(0) + spins.sum(0)
        self.energy = 0.5 * (masses @ m.dots(v, v) + sum(
            body.rate @ body.inertia @ body.rate for body in bodies))
        self.linear_scale = masses @ m.norm(np.array([body.orbital for body in bodies]))
        self.angular_scale = masses @ (m.norm(r) * m.norm(v)) + m.norm(spins).sum()


def check_momentum(title, whole, parts, bound, rows, angular_slack=0.0):
    a, b = Momentum([whole]), Momentum(parts)
    rows.equal(f"{title}mass [kg]", b.mass, a.mass, bound * a.mass)
    rows.equal(
        f"{title}linear momentum [kg m/s]", b.linear, a.linear,
        bound * max(a.linear_scale, b.linear_scale))
    rows.equal(
        f"{title}angular momentum [N m s]", b.angular, a.angular,
        bound * max(a.angular_scale, b.angular_scale) + angular_slack)


def check_springs(result, whole, parts, rows):
    """The pieces have just the energy more that the springs gave, and of one joint's springs the
    push goes along its axis through its place. The whole's own energy of turning bounds the digits
    of the first, the orbit's 1e-12 of a velocity those of the second."""
    springs = result.verdict["springs"]
    given = sum(spring["energyJ"] for spring in springs)
    a, b = Momentum([whole]), Momentum(parts)
    rows.equal("energy from the springs [J]", b.energy - a.energy, given, 1e-9 * max(1, b.energy))
    joints = {joint["id"]: joint for joint in result.document["station"]["joints"]}
    opened = result.verdict["joints"]
    if len(opened) != 1 or len(parts) != 2 or given == 0:
        rows.note("not one joint with springs between two pieces: its push is not told apart")
        return
    joint = joints[opened[0]]
    axis = whole.turn @ np.array(joint["axis"], float)
    place = whole.r + whole.turn @ (np.array(joint["positionM"], float) - whole.centre)
    for name, body in zip([piece["id"] for piece in result.verdict["pieces"]], parts):
        spin = whole.turn @ whole.rate
        push = body.mass * (body.v - whole.v - np.cross(spin, body.r - whole.r))
        strength = push @ axis
        rows.equal(
            f"{name}: push of the springs [N s], along the joint's axis", strength * axis, push,
            1e-9 * np.linalg.norm(push))
        turned = body.turn @ (body.inertia @ (body.rate - whole.rate))
        rows.equal(
            f"{name}: its moment about the centre [N m s]", np.cross(place - body.r, push), turned,
            1e-9 * np.linalg.norm(push) * max(1, np.linalg.norm(place - body.r)))


def check_series(result, cut, rows):
    """The same from the series: the last record of what came apart, the first of its parts. Their
    states are told from the Earth's centre, to 2^-30 m and 2^-40 m/s: that bounds what can be said
    of the angular momentum."""
    time = cut["timeS"]
    for whole in result.tracks.values():
        parts = [
            track for track in result.tracks.values()
            if track is not whole and abs(track.times[0] - time) < 1e-6
            and set(track.modules) < set(whole.modules)]
        if len(parts) < 2 or abs(whole.times[-1] - time) > 1e-6:
            continue
        if any(track["propellantBurnt"][0] > 0 for track in parts) or whole["propellantBurnt"][-1]:
            continue
        origin = whole.vector("position")[-1], whole.vector("velocity")[-1]
        a = body_in(result, whole, -1, origin)
        b = [body_in(result, track, 0, origin) for track in parts]
        reach = sum(body.mass * np.linalg.norm(body.r) for body in b)
        # The modules' masses are those of the start; the air that has gone since is no body's.
        gone = max(0.0, np.nan_to_num(whole["vented"][-1])) if result.is_full else 0.0
        arm = max(np.linalg.norm(result.modules[module]["centreM"]) for module in whole.modules)
        speed = max(np.linalg.norm(body.v) + 2 * arm * np.linalg.norm(body.rate) for body in b)
        drift = sum(body.mass * np.linalg.norm(body.v) for body in b)
        turned = TURNED * Momentum(b).angular_scale if result.is_full else 0.0
        check_momentum(
            f"cut at {time:g} s, series: ", a, b, 1e-12, rows,
            angular_slack=reach * 2.0 ** -40 + drift * 2.0 ** -30 + 2 * gone * arm * speed
            + turned)
        return
    rows.note(
        f"cut at {time:g} s: not checked in the series, which has no record of the whole then, or of "
        "one whose propellant is not that of the start")


def body_in(result, track, index, origin):
    mass, centre, inertia = m.assemble([result.modules[module] for module in track.modules])
    within = 0.0
    if track.joints:
        mass, centre, inertia = posed(result, track, index)
        within = inner(result, track, index)
    position, velocity = track.vector("position")[index], track.vector("velocity")[index]
    return Body(
        mass, centre, inertia, position - origin[0], velocity - origin[1],
        track.quaternions[index], track.vector("angularVelocity")[index], velocity, within)
