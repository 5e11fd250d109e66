"""Readers: `result.json`, `series.nc` and the OEMs, and the digest of a result."""

import hashlib
import json
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import netCDF4
import numpy as np


def seconds(text):
    """A UTC time as whole seconds and a fraction, so that no digit is lost; a leap second between
    two times is not counted."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    moment = datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)
    return int(moment.timestamp()), float("0." + (fraction or "0"))


def elapsed(text, start):
    """Seconds from one UTC time to another."""
    (a, b), (c, d) = seconds(start), seconds(text)
    return (c - a) + (d - b)


class Track:
    """The series of one piece, or of the reference orbit."""

    def __init__(self, name, columns, modules=()):
        self.id = name
        self.columns = columns
        self.times = columns["time"]
        self.modules = list(modules)
        # The rotary joints, their angles [rad] and rates [rad/s] by record and joint; none where none
        # turn.
        self.joints, self.angles, self.rates = [], None, None

    def __getitem__(self, name):
        return self.columns[name]

    def vector(self, name):
        return np.stack([self.columns[name + axis] for axis in "XYZ"], axis=-1)

    @property
    def quaternions(self):
        return np.stack([self.columns["quaternion" + axis] for axis in "XYZW"], axis=-1)

    def at(self, time):
        """The row of an instant, None where there is none."""
        found = np.flatnonzero(np.abs(self.times - time) < 1e-6)
        return int(found[0]) if found.size else None


class Ephemeris:
    """The states of an OEM in km and km/s, and its metadata."""

    def __init__(self, path, start):
        self.metadata = {}
        times, states = [], []
        for line in path.read_text().splitlines():
            if "=" in line and not line.startswith("COMMENT"):
                key, _, value = line.partition("=")
                self.metadata[key.strip()] = value.strip()
            elif line[:1].isdigit():
                fields = line.split()
                times.append(elapsed(fields[0], start))
                states.append([float(field) for field in fields[1:7]])
        self.times = np.array(times)
        self.positions = np.array(states)[:, :3] * 1e3
        self.velocities = np.array(states)[:, 3:] * 1e3


class Result:
    """What a run left in its folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.document = json.loads((self.folder / "result.json").read_text())
        self.verdict = self.document["verdict"]
        self.start = self.document["startUtc"]
        self.modules = {module["id"]: module for module in self.document["station"]["modules"]}
        self.tracks, self.pairs, self.reference = {}, [], None
        with netCDF4.Dataset(self.folder / "series.nc") as file:
            file.set_auto_mask(False)
            self.series_digest = file.resultDigest
            self.series_start = file.start_utc
            for name, group in file.groups.items():
                if name != "pairs":
                    modules = np.atleast_1d(group.modules)
                    self.tracks[name] = track = Track(name, _columns(group), modules)
                    if "jointAngle" in group.variables:
                        track.joints = list(group.variables["rotaryJointName"][:])
                        track.angles = np.array(group.variables["jointAngle"][:], float)
                        track.rates = np.array(group.variables["jointRate"][:], float)
                    continue
                self.reference = Track("reference", _columns(group))
                for pair, child in group.groups.items():
                    self.pairs.append((tuple(child.pieces), Track(pair, _columns(child))))
        self.ephemerides = {
            name: Ephemeris(self.folder / f"{name}.oem", self.start) for name in self.tracks}
        self.events = self.document["events"]
        self.burns = self.document["burns"]
        self.cuts = [event for event in self.events if event["kind"] == "cut"]
        # What turns pieces, and lets them go, is flown.
        self.is_full = self.verdict["fidelity"] == "full"

    def utc(self, text):
        """A UTC time of the document in seconds after the start."""
        return elapsed(text, self.start)

    def windows(self, piece):
        """When engines of a piece fire [s]."""
        found = []
        for burn in self.burns:
            if burn["piece"] == piece:
                begin = self.utc(burn["startUtc"])
                # The document prints milliseconds.
                found.append((begin - 1e-3, begin + burn["durationS"] + 1e-3, burn))
        return found

    def pushes(self, track):
        """When something other than gravity and air pushes a piece [s]: engines and, at full
        fidelity, mechanisms that let go over seconds, contacts, vents, and jets that hold it, which
        are known from record to record by what they burn."""
        found = [(begin, end) for begin, end, _ in self.windows(track.id)]
        if not self.is_full:
            return found
        edges = {"cut": "free", "contact": "contactEnd", "ventStart": "ventEnd"}
        for index, event in enumerate(self.events):
            if event["kind"] not in edges or track.id not in event["pieces"]:
                continue
            ends = [
                later["timeS"] for later in self.events[index:]
                if later["kind"] == edges[event["kind"]] and track.id in later["pieces"]]
            found.append((event["timeS"] - 1e-3, (ends or [track.times[-1]])[0] + 1e-3))
        burnt = np.nan_to_num(track.columns.get("attitudePropellant", np.zeros(1)))
        fired = np.flatnonzero(np.diff(burnt) > 0)
        return found + [(track.times[row], track.times[row + 1]) for row in fired]


def _columns(group):
    return {
        name: np.array(variable[:], float) for name, variable in group.variables.items()
        if variable.dimensions == ("time",)}


# The digest: SHA-256 over the canonical form of RFC 8785.


def digest(document):
    rest = {key: value for key, value in document.items() if key not in ("resultDigest", "run")}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def canonical(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return ecmascript(float(value))
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def ecmascript(value):
    """A number as ECMA-262 writes it (Number::toString): the shortest digits, which `repr` finds,
    in their own arrangement."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    parts = Decimal(repr(abs(value))).as_tuple()
    figures = "".join(map(str, parts.digits))
    point = len(figures) + parts.exponent
    figures = figures.rstrip("0")
    count = len(figures)
    if count <= point <= 21:
        return sign + figures + "0" * (point - count)
    if 0 < point <= 21:
        return sign + figures[:point] + "." + figures[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + figures
    power = f"e{point - 1:+d}"
    return sign + figures[0] + ("." + figures[1:] if count > 1 else "") + power
