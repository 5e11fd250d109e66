"""Measured states of the ISS: twelve hours of its own GPS navigation, as it sends them down.

The states come every ten seconds, with gaps, and scatter by some ten metres. A state whose time tag
does not go with the moment of its reception is left out. The published telemetry has no drag area:
the area below is that of NASA's ephemerides, and the fit finds the factor on it.
"""

import csv
import datetime

import numpy as np

from .files import written, write_ephemeris

CODES = [f"USLAB0000{number}" for number in range(32, 38)]
TAG = "USLAB000102"
GPS_ZERO = datetime.datetime(1980, 1, 6)
HALF = 21600
WHOLE = 43200
BODY = ["--mass", 410000, "--drag-area", 1500, "--drag-coefficient", 2.2]

# One state a minute: those between are steps of one filter and tell nothing new.
EVERY = 6


def check_measured(bench):
    table = bench.table
    table.title("measured states of the ISS, 2018-10-12: GPS on board")
    folder = bench.data / "telemetry/2018-10-12_first_12h"
    files = [folder / "ADCO.csv.xz", folder / "TOPO.csv.xz"]
    if not bench.has("fit on six hours, error over the next six", *files):
        return
    rows = _states(bench, files)
    path = bench.folder / "gps.oem"
    write_ephemeris(path, "EME2000", "GPS", rows)
    table.note(f"{len(rows)} states from {written(rows[0][0])} GPS, one a minute")
    for gravity in ("36x36", "70x70"):
        said = _fit(bench, path, HALF, gravity)
        table.within(f"fit on 6 h with gravity {gravity}: residual, rms", said["rmsM"],
                     "GPS states", 20)
        table.within("the next 6 h, rms", said["prediction"]["rmsPositionM"], "GPS states", 100)
        table.within("the next 6 h, worst", said["prediction"]["maxPositionM"], "GPS states", 200)
    for gravity in ("20x20", "36x36", "70x70"):
        said = _fit(bench, path, WHOLE, gravity)
        table.told(f"fit on all 12 h with gravity {gravity}: residual, rms", said["rmsM"],
                   "GPS states")


def _fit(bench, path, span, gravity):
    return bench.ask("fit", "--state", path, "--span", span, "--gravity", gravity, *BODY)


def _states(bench, files):
    """Time in GPS, state in m and m/s; positions are sent in km."""
    sent = {code: {} for code in [*CODES, TAG]}
    for path in files:
        for row in csv.reader(bench.text(path).splitlines()):
            if row[0] in sent:
                sent[row[0]][float(row[1])] = float(row[2])
    received = [hour for hour in sorted(sent[TAG]) if all(hour in sent[code] for code in CODES)]
    late = np.array([3600 * hour - sent[TAG][hour] for hour in received])
    late -= np.median(late)
    rows = []
    for hour in [h for h, delay in zip(received, late) if abs(delay) < 0.05][::EVERY]:
        values = [sent[code][hour] for code in CODES]
        time = GPS_ZERO + datetime.timedelta(seconds=sent[TAG][hour])
        if not rows or time > rows[-1][0]:
            rows.append((time, [*(1e3 * x for x in values[:3]), *values[3:]]))
    return rows
