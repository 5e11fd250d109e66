"""Orbit files: CCSDS OEM in key-value notation and in XML."""

import datetime
import xml.etree.ElementTree as ElementTree

import numpy as np


def moment(text):
    """A time as CCSDS writes it, by month and day or by day of the year."""
    day, clock = text.strip().rstrip("Z").split("T")
    clock, _, fraction = clock.partition(".")
    form = "%Y-%j" if len(day) == 8 else "%Y-%m-%d"
    whole = datetime.datetime.strptime(f"{day}T{clock}", f"{form}T%H:%M:%S")
    return whole + datetime.timedelta(microseconds=round(float("0." + (fraction or "0")) * 1e6))


def written(time):
    return time.isoformat(timespec="microseconds")


class Ephemeris:
    """Times, and states in m and m/s, of a file."""

    def __init__(self, times, states):
        self.times = times
        self.states = np.array(states, float)
        self.seconds = np.array([(t - times[0]).total_seconds() for t in times])

    @classmethod
    def read(cls, path):
        """An OEM that Outpost wrote."""
        times, states = [], []
        for line in path.read_text().splitlines():
            if line[:1].isdigit():
                fields = line.split()
                times.append(moment(fields[0]))
                states.append([1e3 * float(field) for field in fields[1:7]])
        return cls(times, states)

    @classmethod
    def read_xml(cls, path):
        """NASA's OEM in XML."""
        names = ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")
        times, states = [], []
        for vector in ElementTree.parse(path).iter("stateVector"):
            times.append(moment(vector.findtext("EPOCH")))
            states.append([1e3 * float(vector.findtext(name)) for name in names])
        return cls(times, states)


def write_ephemeris(path, frame, time_system, rows):
    """An OEM of (time, state in m and m/s)."""
    lines = [
        "CCSDS_OEM_VERS = 2.0", "CREATION_DATE = 2026-01-01T00:00:00", "ORIGINATOR = OUTPOST",
        "META_START", "OBJECT_NAME = TEST", "OBJECT_ID = 2000-000A", "CENTER_NAME = EARTH",
        f"REF_FRAME = {frame}", f"TIME_SYSTEM = {time_system}",
        f"START_TIME = {written(rows[0][0])}", f"STOP_TIME = {written(rows[-1][0])}", "META_STOP",
    ]
    for time, state in rows:
        lines.append(f"{written(time)} " + " ".join(repr(float(x) / 1e3) for x in state))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
