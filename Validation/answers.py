"""Runs Outpost and compares what it answers."""

import fnmatch
import json
import re
import subprocess

import numpy

# Sums of at most some hundred terms of double precision (1.1e-16 each), with differences of about
# a hundredth of their terms: 1e-12 of the size of a number is rounding, more is not.
ROUNDING = 1e-12

# Many numbers are differences of greater ones (a margin, an offset from the centre of mass, water
# for oxygen that some hundred kilograms in the cabins ask for); their rounding belongs to the size
# of those, by the unit at the end of the name.
LEAST_SIZE = {
    "W": 1e4, "M": 30.0, "Deg": 30.0, "MPerS": 0.1, "Kg": 1e3, "KgPerDay": 10.0, "RadPerS": 1e-3,
}

# Not compared: the name of a piece, the digest, the path of the orbit's source, where figures come
# from, the list of propellant networks by module (their sums are compared, and `recompute.py` adds
# them up), what is checked of every answer alone.
SKIPPED = {"resultDigest", "orbitSource", "conservation", "notYetModelled", "before/id", "A/id",
           "B/id", "separation/id", "separation/pieces", "before/evidence", "A/evidence",
           "B/evidence", "before/propulsion/networks", "A/propulsion/networks",
           "B/propulsion/networks"}

MOTION = ["*/positionM", "*/velocityMPerS", "*/quaternion", "*/angularVelocityRadPerS",
          "*/relative*", "separation/*", "springs"]
MASS = ["*/massKg", "*/centreOfMassM", "*/inertiaKgM2", "*/orbit/ballistic*",
        "*/attitude/timeToSaturationS", "*/attitude/controlMargin", "*/deltaVMPerS", "*/offCentreM",
        "*/gimbalNeededDeg", "*/holdable"]
VERDICT = ["*/limits/*", "*/survives/*"]
# What comes of sampled futures makes more of the rounding of mass, area and orbit: it is compared
# to 2 % where none of these is changed, bit by bit where nothing is. Mutations that change what a
# piece weighs, offers the air or holds itself by name what comes of that.
FUTURE = ["*/orbit/lifetimeDays/*", "*/orbit/reboost*", "*/orbit/forecast/*", "*/reentry/*",
          "*/limits/orbit/*"]
FUTURE_TOLERANCE = 0.02
# Of these a date in words and counts jump where a sample crosses a border; the numbers beside them
# are compared.
JUMPY = ["*/limits/orbit/atUtc", "*/orbit/forecast/beyondHorizon", "*/orbit/forecast/coverage"]
# The drag of a piece that holds its attitude is known to 0.1, of one that tumbles to 0.3: with it the
# interval widens, and the median moves by some percent. Whether it can raise its orbit decides on
# the rest.
HOLD = ["*/orbit/lifetimeDays/*", "*/orbit/forecast/*", "*/orbit/reboost*", "*/limits/orbit/*"]
LOAD = ["*/power/requiredW", "*/power/marginW", "*/power/onDate/marginW", "*/thermal/requiredW",
        "*/thermal/marginW"]


class Refused(Exception):
    """The program did not answer."""


class Answer:
    """A document of `outpost cut --json`, its pieces by the side of the cut that they lie on."""

    def __init__(self, document, anchors):
        self.document = document
        self.flat = {}
        self.flatten("before", document["before"])
        self.pieces = {}
        for side, anchor in anchors.items():
            piece = next(p for p in document["pieces"] if anchor in p["modules"])
            self.pieces[side] = piece
            self.flatten(side, piece)
        for key in document:
            if key not in ("before", "pieces", "separation", "dependencies", "springs"):
                self.flatten(key, document[key])
        for pair in document["separation"]:
            self.flatten("separation", pair)
        self.dependencies = {}
        for d in document["dependencies"]:
            name = f"dependencies/{d['kind']}/{d['joint']}/{d['from']}/{d['to']}"
            self.dependencies[name] = d["amount"]
            self.flat[name] = d["amount"]
        # The axis of a spring points from its first side to its second: its sign has no meaning.
        self.flat["springs"] = [
            [[s["energyJ"] * x * y for x in s["axis"]] for y in s["axis"]]
            for s in document["springs"]
        ]

    def flatten(self, path, node):
        if path in SKIPPED:
            return
        if isinstance(node, dict):
            for key, inner in node.items():
                self.flatten(f"{path}/{key}", inner)
        elif isinstance(node, list) and node and isinstance(node[0], str):
            self.flat[path] = sorted(node)
        elif isinstance(node, list) and path.endswith("/limits"):
            for limit in node:
                self.flatten(f"{path}/{limit['what']}", limit)
        else:
            self.flat[path] = node

    def __getitem__(self, path):
        return self.flat[path]

    def kinds(self, kind):
        """Dependencies of a kind: path to amount."""
        return {k: v for k, v in self.dependencies.items() if k.split("/")[1] == kind}


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def differs(path, a, b, tolerance):
    """Whether two values differ by more than `tolerance` of their size."""
    name = path.rsplit("/", 1)[-1]
    if name == "timeToSaturationS" and a != b and 0 not in (a, b):
        # Its inverse is what is computed: the torque over the momentum. None is a torque of zero.
        return abs((1 / a if a else 0) - (1 / b if b else 0)) > tolerance * max(
            1 / a if a else 0, 1e-4)
    if name == "controlMargin" and None not in (a, b) and 0 not in (a, b):
        # What is in reach over the torque, by linear programmes: where torques cancel but for their
        # rounding it has no size.
        return abs(1 / a - 1 / b) > max(tolerance, 1e-7) * max(1 / a, 1 / b, 1e-4)
    if is_number(a) and is_number(b) or isinstance(a, list) and isinstance(b, list):
        try:
            x, y = numpy.array(a, dtype=float), numpy.array(b, dtype=float)
        except (TypeError, ValueError):
            return a != b
        if x.shape != y.shape:
            return True
        if x.size == 0:
            return False
        size = max(numpy.abs(x).max(), numpy.abs(y).max(), least_size(name))
        return bool(numpy.abs(x - y).max() > tolerance * size)
    return a != b


def allowed(path, tolerance):
    """The tolerance of a path: what is sampled is not as exact as what is added up."""
    sampled = tolerance and any(fnmatch.fnmatch(path, pattern) for pattern in FUTURE)
    return FUTURE_TOLERANCE if sampled else tolerance


def least_size(name):
    """The least size of a number with a name such as `marginW`."""
    units = sorted(LEAST_SIZE, key=len, reverse=True)
    return next((LEAST_SIZE[unit] for unit in units if name.endswith(unit)), 0.0)


class Program:
    """The program that is checked."""

    def __init__(self, path, folder):
        self.path, self.folder, self.count = path, folder, 0

    def ask(self, arguments):
        self.count += 1
        done = subprocess.run(
            [str(self.path), *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines()
            raise Refused(f"exit {done.returncode}: {' | '.join(lines[:3])}")
        return json.loads(done.stdout)

    def cut(self, station, name, state=None, joints=None):
        """The document of a cut, the file kept as NAME.yaml in the folder."""
        path = self.folder / f"{name}.yaml"
        station.write(path)
        arguments = ["cut", str(path), "--at", station.date, "--for", "10 s", "--json"]
        for joint in joints or [station.joint]:
            arguments += ["--joint", joint]
        if state:
            arguments += ["--state", str(state)]
        return self.ask(arguments)

    def show(self, station, name):
        path = self.folder / f"{name}.yaml"
        station.write(path)
        shown = self.ask(["station", "show", str(path), "--at", station.date, "--json"])
        shown["modules"] = {module["id"]: module for module in shown["modules"]}
        return shown


def write_state(document, path):
    """The state of the whole as a CCSDS OPM: with it, no change of the file changes the orbit."""
    whole = document["before"]
    lines = [
        "CCSDS_OPM_VERS = 2.0", "CREATION_DATE = 2026-01-01T00:00:00", "ORIGINATOR = OUTPOST",
        "OBJECT_NAME = WHOLE", "OBJECT_ID = 2000-000A", "CENTER_NAME = EARTH",
        "REF_FRAME = GCRF", "TIME_SYSTEM = UTC", f"EPOCH = {whole['epochUtc'].rstrip('Z')}",
    ]
    for key, values in (("", whole["positionM"]), ("_DOT", whole["velocityMPerS"])):
        lines += [f"{axis}{key} = {x / 1000!r}" for axis, x in zip("XYZ", values)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def invariants(answer):
    """What holds of every answer; the failures in words."""
    failures = []
    document = answer.document
    for name, change in document["conservation"].items():
        if not abs(change) <= 1e-12:
            failures.append(f"conservation/{name}: {change}, at most 1e-12 expected")
    missing = {entry["path"] for entry in document["notYetModelled"]}
    for path in missing:
        if path != "separation" and not is_null(lookup(document, path)):
            failures.append(f"{path} is not null, yet it stands in notYetModelled")
    for index, piece in enumerate(document["pieces"]):
        days = piece["orbit"]["lifetimeDays"]
        listed = f"pieces[{index}].orbit.lifetimeDays" in missing
        if is_null(days) and not listed:
            failures.append(f"pieces[{index}].orbit.lifetimeDays is null and not explained")
        told = [days[key] for key in ("p5", "p50", "p95") if days[key] is not None]
        if told != sorted(told):
            failures.append(f"pieces[{index}].orbit.lifetimeDays is not in order: {days}")
    if document["separates"]:
        failures += sums(answer)
    return failures


def sums(answer):
    """Additive numbers of the pieces that do not add up to those of the whole."""
    failures = []
    for key in ("massKg", "propulsion/thrustN", "propulsion/propellantKg",
                "propulsion/vehiclePropellantKg", "air/oxygenKgPerDay", "air/volumeM3",
                "air/carbonDioxideRemovalKgPerDay", "air/oxygenStoreKg", "water/stockKg",
                "power/requiredW", "power/storageJ", "thermal/requiredW", "crew/aboard",
                "crew/seats", "crew/sleepStations", "attitude/cmgMomentumNMS"):
        total = sum(answer[f"{side}/{key}"] for side in answer.pieces)
        if differs(key, answer[f"before/{key}"], total, ROUNDING):
            failures.append(f"{key}: the pieces have {total}, the whole {answer[f'before/{key}']}")
    return failures


def lookup(document, path):
    node = document
    for part in re.findall(r"[^.\[\]]+", path):
        node = node[int(part)] if part.isdigit() else node[part]
    return node


def is_null(node):
    return all(map(is_null, node.values())) if isinstance(node, dict) else node is None


class Case:
    """One mutation of one station: says what is to come, changes, asks, compares."""

    def __init__(self, program, station, before, state, name, rng):
        self.program, self.station, self.before = program, station, before
        self.state, self.name, self.rng = state, name, rng
        self.own = self.own_digest = self.shown = None
        self.statement, self.failures, self.runs = "", [], 0

    def says(self, statement):
        """States the effect; to be called before the program is asked."""
        assert self.runs == 0, "stated after the fact"
        self.statement = statement

    def file_name(self):
        self.runs += 1
        return f"{self.name}-{self.runs}"

    def ask(self, own_orbit=False, joints=None, back=None):
        """The answer for the changed station, checked for what holds of every answer.

        With `own_orbit` it flies the orbit of its own file. `back` turns new names into old ones.
        """
        assert self.statement, "asked before the effect was stated"
        document = self.program.cut(
            self.station, self.file_name(), None if own_orbit else self.state, joints)
        anchors = self.station.anchors()
        if back:
            document, anchors = back(document), back(anchors)
        answer = Answer(document, anchors)
        self.failures += invariants(answer)
        return answer

    def show(self):
        """The changed station as `station show` prints it, its modules by their id."""
        return self.program.show(self.station, self.file_name())

    def fail(self, text):
        self.failures.append(text)

    def equal(self, path, expected, actual, tolerance=ROUNDING):
        if differs(path, expected, actual, tolerance):
            self.fail(f"{path}: expected {expected}, is {actual}")

    def grows(self, after, path, by, sides, before=None):
        """A number of these sides (and of the whole, 'before') grows by so much, no other does."""
        before = before or self.before
        for side in ("A", "B", "before"):
            more = by if side in sides else 0
            full = f"{side}/{path}"
            self.equal(full, before[full] + more, after[full])

    def moves(self, after, path, amount, origin, target):
        """So much of a number goes from one side to the other; the whole keeps it."""
        for side, sign in ((origin, -1), (target, 1), ("before", 0)):
            full = f"{side}/{path}"
            self.equal(full, self.before[full] + sign * amount, after[full])

    def unchanged(self, after, apart_from=(), before=None, tolerance=ROUNDING):
        """Everything else is as before."""
        old, new = (before or self.before).flat, after.flat
        if tolerance:
            apart_from = [*apart_from, *JUMPY]
        for path in sorted(old.keys() | new.keys()):
            if any(fnmatch.fnmatch(path, pattern) for pattern in apart_from):
                continue
            if path not in new:
                self.fail(f"{path}: was {old[path]}, is gone")
            elif path not in old:
                self.fail(f"{path}: is new, {new[path]}")
            elif differs(path, old[path], new[path], allowed(path, tolerance)):
                self.fail(f"{path}: was {old[path]}, is {new[path]}")

    def limit(self, after, side, what, expected):
        """Whether a limit is among those that are crossed."""
        if (f"{side}/limits/{what}/what" in after.flat) != expected:
            self.fail(f"{side}/limits: '{what}' {'missing' if expected else 'should not stand'}")

    def delta_v(self, after, side):
        """The velocity change lies between those of the best and the worst order of networks."""
        low, high = self.station.delta_v(side, after[f"{side}/massKg"])
        is_ = after[f"{side}/propulsion/deltaVMPerS"]
        # The file's masses and the rocket equation in a few operations each: 1e-10 is ample.
        if not (low * (1 - 1e-10) <= is_ <= high * (1 + 1e-10)):
            self.fail(f"{side}/propulsion/deltaVMPerS: expected {low} to {high}, is {is_}")
