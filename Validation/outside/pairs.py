"""Checks of what lies between two pieces."""

import numpy as np

from . import mechanics as m
from .solids import Solid, distance
from .turning import Turning, opened_in


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


class Side:
    """The solids of one piece, as the recorded angles of its joints turn them; as drawn where none turn."""

    def __init__(self, result, track):
        self.track = track
        self.solids = [
            Solid(solid, module) for module in track.modules
            for solid in result.modules[module]["solids"]]
        self.turning, self.columns = None, []
        if track.joints:
            self.turning = Turning(result, track.modules, opened_in(result, track))
            self.columns = [track.joints.index(name) for name in self.turning.names]
        self.windows = result.pushes(track)
        # No point is farther from the first centre of mass, in any pose.
        self.reach = max(self.arm(solid) for solid in self.solids)

    def arm(self, solid):
        """How far a solid reaches from the first centre of mass: it stays as far from its hinge, and
        hinges from each other, as they are drawn."""
        point, arm = solid.centre, solid.radius
        link = self.turning.places[solid.part] if self.turning else None
        while link is not None and self.turning.links[link][0] is not None:
            link, joint, _ = self.turning.links[link]
            hinge = np.array(self.turning.joints[joint]["positionM"])
            arm += np.linalg.norm(hinge - point)
            point = hinge
        return arm + np.linalg.norm(point - self.centre(0))

    def centre(self, row):
        return np.array([self.track["centre" + axis][row] for axis in "XYZ"])

    def centre_between(self, row, share, angles):
        """Of mass, between a record and the next: where the angles bring it, and what mass has gone."""
        pair = [self.centre(row), self.centre(row + 1)]
        if not self.turning:
            return pair[0] + share * (pair[1] - pair[0])
        found = [
            self.turning.at(a)[1][0] for a in (self.angles(row), self.angles(row + 1), angles)]
        return found[2] + (1 - share) * (pair[0] - found[0]) + share * (pair[1] - found[1])

    def angles(self, row):
        return self.track.angles[row][self.columns] if self.turning else None

    def rates(self, row):
        return self.track.rates[row][self.columns] if self.turning else None

    def between(self, row, share):
        """Angles between a record and the next, and by how much what hangs on joints may be turned
        otherwise [rad]: joints go from record to record at rates between those of both."""
        if not self.turning:
            return None, 0.0
        step = self.track.times[row + 1] - self.track.times[row]
        first, last = self.rates(row), self.rates(row + 1)
        change = self.angles(row + 1) - self.angles(row)
        middle = 0.5 * (first + last) * step
        change = middle + (change - middle + np.pi) % (2 * np.pi) - np.pi
        off = 0.25 * np.abs(last - first) * step + np.abs(change - middle)
        return self.angles(row) + share * change, max(self.turning.along(off))

    def swing(self, row):
        """No point moves faster in the piece's axes about a record [m/s]."""
        if not self.turning:
            return 0.0
        rows = range(max(0, row - 1), min(len(self.track.times), row + 2))
        fastest = np.max([np.abs(self.rates(near)) for near in rows], axis=0)
        return 2 * self.reach * max(self.turning.along(fastest))

    def posed(self, angles):
        if angles is None:
            return self.solids
        moved = self.turning.move(np.atleast_2d(angles))
        places = [self.turning.places[solid.part] for solid in self.solids]
        return [
            solid.carried(moved[place][0][0], moved[place][1][0])
            for solid, place in zip(self.solids, places)]


class Scene:
    """The solids of two pieces, at any record or between two."""

    def __init__(self, result, first, second):
        self.sides = Side(result, first), Side(result, second)

    def placed(self, states, only=(None, None)):
        """The solids where the pieces are; the first piece's centre is the origin. Only those of
        one module each, where asked."""
        origin = states[0][0]
        placed = []
        for (position, matrix, centre, angles), side, module in zip(states, self.sides, only):
            offset = (position - origin) - matrix @ centre
            placed.append([
                solid.carried(matrix, offset) for solid in side.posed(angles)
                if module is None or solid.module == module])
        return placed

    def at_record(self, time):
        rows = [side.track.at(time) for side in self.sides]
        return [
            (side.track.vector("position")[row], m.matrices(side.track.quaternions[row]),
             side.centre(row), side.angles(row))
            for side, row in zip(self.sides, rows)]

    def between(self, time):
        """States at any time and how far they may be off [m]; None where something pushes nearby."""
        states, slack = [], 0.0
        for side in self.sides:
            track, times = side.track, side.track.times
            row = int(np.clip(np.searchsorted(times, time, "right") - 1, 0, len(times) - 2))
            low, high = max(0, row - 2), min(len(times) - 1, row + 3)
            if any(a < times[high] and b > times[low] for a, b in side.windows):
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
                slack += 1e-6 + side.reach * error
            share = (time - times[row]) / (times[row + 1] - times[row])
            angles, off = side.between(row, share)
            slack += 2 * side.reach * off
            states.append((position[0], turn, side.centre_between(row, share, angles), angles))
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
    tracks = [side.track for side in scene.sides]
    ways = [track.at(pair.times[row]) for track in tracks]
    speed = sum(
        side.reach * np.linalg.norm(track.vector("angularVelocity")[way]) + side.swing(way)
        for side, track, way in zip(scene.sides, tracks, ways))
    velocity = np.subtract(*(t.vector("velocity")[way] for t, way in zip(tracks, ways)))
    # A twentieth more, for what the speed changes on the way.
    way = 1.05 * (speed + np.linalg.norm(velocity)) * abs(pair.times[row] - time) + slack
    rows.between(
        f"and against the record at {pair.times[row]:g} s [m]", pair["distance"][row] - way, least,
        pair["distance"][row] + way)
