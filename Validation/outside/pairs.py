"""Checks of what lies between two pieces."""

import numpy as np

from . import mechanics as m
from .solids import Solid, distance


def check_pairs(result, rows):
    if not result.pairs:
        rows.title("between the pieces")
        rows.note("one piece in this run")
    for names, pair in result.pairs:
        rows.title(f"between {names[0]} and {names[1]}")
        first, second = (result.tracks[name] for name in names)
        shared = np.isin(pair.times, first.times) & np.isin(pair.times, second.times)
        if not shared.any():
            rows.note("no records of both")
            continue
        scene = Scene(result, first, second)
        check_centres(result, pair, names, shared, rows)
        check_surfaces(pair, scene, shared, rows)
        answer = next((s for s in result.verdict["separation"] if s["pieces"] == list(names)), None)
        if answer:
            check_answer(result, pair, scene, answer, rows)


def check_centres(result, pair, names, shared, rows):
    """From the OEMs. Positions are told to 1e-9 m, so a gap is good to some 1e-9; what is told
    along the local frame has that and a rounding of the gap."""
    a, b = (result.ephemerides[name] for name in names)
    times = pair.times[shared]
    i, j = np.searchsorted(a.times, times - 1e-6), np.searchsorted(b.times, times - 1e-6)
    gap = b.positions[j] - a.positions[i]
    speed = b.velocities[j] - a.velocities[i]
    apart = m.norm(gap)
    fine = 6e-9 + 1e-14 * apart
    rows.equal("distance of the centres [m]", apart, pair["centreDistance"][shared], fine)
    closing = -m.dots(gap, speed) / apart
    rows.equal(
        "closing speed [m/s]", closing, pair["closingSpeed"][shared],
        6e-12 + 6e-9 * m.norm(speed) / apart + 1e-14 * m.norm(speed))
    k = np.searchsorted(result.reference.times, times - 1e-6)
    rows.equal("times of the reference orbit [s]", result.reference.times[k], times, 1e-9)
    frame = m.local_frame(
        result.reference.vector("referencePosition")[k],
        result.reference.vector("referenceVelocity")[k])
    local = np.einsum("nij,nj->ni", frame, gap) * np.array([1, -1, -1])
    for column, name in enumerate(["inTrack", "crossTrack", "radial"]):
        rows.equal(f"{name} [m]", local[:, column], pair[name][shared], fine)


class Scene:
    """The solids of two pieces, at any record or between two."""

    def __init__(self, result, first, second):
        self.tracks = first, second
        self.solids = [
            [Solid(solid, module) for module in track.modules
             for solid in result.modules[module]["solids"]] for track in self.tracks]
        self.reach = [
            max(np.linalg.norm(solid.centre - self.centre(track, 0)) + solid.radius
                for solid in solids) for track, solids in zip(self.tracks, self.solids)]
        self.windows = [result.pushes(track) for track in self.tracks]

    @staticmethod
    def centre(track, row):
        return np.array([track["centre" + axis][row] for axis in "XYZ"])

    def placed(self, states, only=(None, None)):
        """The solids where the pieces are; the first piece's centre is the origin. Only those of
        one module each, where asked."""
        origin = states[0][0]
        sides = []
        for (position, matrix, centre), solids, module in zip(states, self.solids, only):
            offset = (position - origin) - matrix @ centre
            sides.append([
                solid.carried(matrix, offset) for solid in solids
                if module is None or solid.module == module])
        return sides

    def at_record(self, time):
        rows = [track.at(time) for track in self.tracks]
        return [
            (track.vector("position")[row], m.matrices(track.quaternions[row]),
             self.centre(track, row))
            for track, row in zip(self.tracks, rows)]

    def between(self, time):
        """States at any time and how far they may be off [m]; None where something pushes nearby."""
        states, slack = [], 0.0
        for track, windows, reach in zip(self.tracks, self.windows, self.reach):
            times = track.times
            row = int(np.clip(np.searchsorted(times, time, "right") - 1, 0, len(times) - 2))
            low, high = max(0, row - 2), min(len(times) - 1, row + 3)
            if any(a < times[high] and b > times[low] for a, b in windows):
                return None
            r, v = track.vector("position"), track.vector("velocity")
            position, velocity = m.interpolate(times, r, v, time)
            pair = np.array([row, row + 1])
            turns = m.matrices(track.quaternions[pair])
            local = m.local_frame(r[pair], v[pair]) @ turns
            if m.stands(local[0], local[1]):
                turn = m.local_frame(position[0], velocity[0]).T @ local[0]
                slack += 2e-6
            else:
                turn, error = attitude(track, pair, time)
                slack += 1e-6 + reach * error
            states.append((position[0], turn, self.centre(track, row)))
        return states, slack


def attitude(track, pair, time):
    """Between two records, by the cubic through both quaternions and their rates. It is θ⁴/384 off,
    θ the greatest turn in between: of the piece, or of the gravity gradient, which turns at twice
    the orbit's rate."""
    times, q = track.times[pair], track.quaternions[pair]
    q[1] *= np.sign(q[0] @ q[1])
    w = track.vector("angularVelocity")[pair]
    turning = np.concatenate([w, np.zeros((2, 1))], axis=-1)
    slopes = 0.5 * m.product(q, turning)
    between = m.hermite(times[None], q[None], slopes[None], [time])[0]
    angle = max(m.norm(w).max(), 2.4e-3) * (times[1] - times[0])
    return m.matrices(m.unit(between))[0], angle ** 4 / 384


def check_surfaces(pair, scene, shared, rows):
    """The distance between the surfaces at eleven records, held between two bounds of our own that
    close to a nanometre; Outpost's search ends a micrometre off."""
    records = np.flatnonzero(shared)
    near = records[np.argsort(pair["distance"][records], kind="stable")[1:4]]
    spread = records[np.unique(np.geomspace(1, len(records), 9).astype(int) - 1)]
    for row in np.unique(np.concatenate([near, spread])):
        time = pair.times[row]
        low, high, _ = distance(*scene.placed(scene.at_record(time)))
        rows.between(
            f"distance of the surfaces at {time:g} s [m]", low - 2e-6, pair["distance"][row],
            high + 2e-6)


def check_answer(result, pair, scene, answer, rows):
    rows.equal(
        "last distance of the centres [m]", pair["centreDistance"][-1],
        answer["finalCentreDistanceM"], 0)
    ids = {piece["id"]: piece for piece in result.verdict["pieces"]}
    a, b = (ids[name] for name in answer["pieces"])
    for what, key, told in [
        ("distance of the centres at the cut [m]", "relativePositionM", "centreDistanceM"),
        ("speed of parting at the cut [m/s]", "relativeVelocityMPerS", "centreRelativeSpeedMPerS"),
    ]:
        gap = np.linalg.norm(np.array(b[key], float) - a[key])
        rows.equal(what, gap, answer[told], 1e-14 * max(1, gap))
    series = pair["distance"]
    least = answer["minimumDistanceM"]
    falls = np.flatnonzero(np.diff(series) < -1e-6)
    # Where they come nearer once more before they have drawn apart, that is told beside the return.
    parting = (answer["closestInParting"] or {}).get("minimumDistanceM")
    if least is None and parting is None:
        rows.same("the pieces only draw apart", 0, falls.size)
        return
    if falls.size:
        nearest = min(way for way in (least, parting) if way is not None)
        later = series[falls[0] + 1:]
        rows.most("closest return less the least record after it [m]", nearest - later.min(), 2e-6)
    if least is None:
        return
    events = [
        event for event in result.events if event["pieces"] == answer["pieces"]
        and event["kind"] == ("contact" if answer["contact"] else "closestApproach")]
    rows.same("event of the closest return", 1, len(events))
    if not events:
        return
    time = events[0]["timeS"]
    # The verdict's dates end with the whole second.
    rows.equal("time of the closest return, verdict [s]", time, result.utc(answer["atUtc"]), 1)
    check_closest(pair, scene, answer, time, rows)


def check_closest(pair, scene, answer, time, rows):
    """At the closest return: the distance there, and that no record can be nearer than the way
    that the surfaces made from it."""
    found = scene.between(time)
    least = answer["minimumDistanceM"]
    if found is None:
        rows.note("something pushes about the closest return: not recomputed between records")
        return
    states, slack = found
    # Outpost promises a millimetre between its steps.
    slack += 1e-3
    low, high, _ = distance(*scene.placed(states))
    if answer["contact"]:
        # The time is that at which the surfaces came within a centimetre, found to a millisecond.
        rows.between("distance at the contact [m]", 0, high, 0.01 + slack + 0.01)
        rows.between("least distance after the contact [m]", 0, least, 0.01)
        return
    rows.between("distance at the closest return [m]", low - slack, least, high + slack)
    low, high, _ = distance(*scene.placed(states, only=answer["parts"]))
    parts = " and ".join(answer["parts"])
    rows.between(f"distance of {parts} there [m]", low - slack, least, high + slack)
    row = int(np.argmin(np.abs(pair.times - time)))
    ways = [track.at(pair.times[row]) for track in scene.tracks]
    speed = sum(
        reach * np.linalg.norm(track.vector("angularVelocity")[way])
        for track, way, reach in zip(scene.tracks, ways, scene.reach))
    velocity = np.subtract(*(t.vector("velocity")[way] for t, way in zip(scene.tracks, ways)))
    # A twentieth more, for what the speed changes on the way.
    way = 1.05 * (speed + np.linalg.norm(velocity)) * abs(pair.times[row] - time) + slack
    rows.between(
        f"and against the record at {pair.times[row]:g} s [m]", pair["distance"][row] - way, least,
        pair["distance"][row] + way)
