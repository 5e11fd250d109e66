"""SGP4 beside the verification set of its authors and beside a day of STK."""

import datetime

import numpy as np

from .files import Ephemeris, write_ephemeris

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Sets that SGP4 refuses at their epoch, with its error code: the printed row under them is what the
# set before them left.
REFUSED = {33334: 3}


def check_elements(bench):
    _check_verification(bench)
    _check_stk_day(bench)


def _check_verification(bench):
    table = bench.table
    table.title("SGP4: the verification set of Vallado, Crawford, Hujsak and Kelso (2006)")
    sets = bench.data / "sgp4/SGP4-VER.TLE"
    expected = bench.data / "sgp4/tcppver_odd.out"
    if not bench.has("SGP4-VER", sets, expected):
        return
    lines = bench.text(sets).splitlines()
    elements = {}
    for first, second in zip(lines, lines[1:]):
        if first.startswith("1 ") and second.startswith("2 "):
            elements.setdefault(int(first[2:7]), (first, second))
    for number, rows in _printed(bench.text(expected)).items():
        path = bench.folder / "one.tle"
        path.write_text("\n".join(elements[number]) + "\n", encoding="utf-8")
        said = bench.ask("sgp4", path, "--minutes=" + ",".join(repr(row[0]) for row in rows))
        found = said["satellites"][0]["states"]
        if number in REFUSED:
            table.holds(f"{number}, no state", found[0]["errorCode"], REFUSED[number],
                        found[0]["errorCode"] == REFUSED[number])
            continue
        gaps = [np.linalg.norm(np.array(state["positionKm"]) - row[1:4])
                for state, row in zip(found, rows, strict=True)]
        table.within(f"{number}, {len(rows)} times, place", max(gaps), "as printed (1e-8 km)", 1e-6,
                     "km")


def _printed(text):
    """Minutes and places by catalogue number."""
    printed, rows = {}, None
    for line in text.splitlines():
        fields = line.split()
        if len(fields) == 2 and fields[1] == "xx":
            rows = printed.setdefault(int(fields[0]), [])
        elif len(fields) >= 7:
            rows.append([float(x) for x in fields[:7]])
    return printed


def _check_stk_day(bench):
    table = bench.table
    table.title("SGP4 and the frames: a day of the ISS in STK")
    sets = bench.data / "stk_truth/25544_2le_20200330_20200402.txt"
    report = bench.data / "stk_truth/25544_ECI_Epoch.csv.xz"
    if not bench.has("STK's day", sets, report):
        return
    theirs = _stk(bench.text(report))
    lines = bench.text(sets).splitlines()
    pairs = [(lines[i], lines[i + 1]) for i in range(0, len(lines) - 1, 2)]
    epochs = [_epoch(first) for first, _ in pairs]
    rows = []
    for index, (epoch, pair) in enumerate(zip(epochs, pairs)):
        until = epochs[index + 1] if index + 1 < len(epochs) else datetime.datetime.max
        times = [t for t in theirs.times if epoch <= t < until]
        if not times:
            continue
        path = bench.folder / "one.tle"
        path.write_text("\n".join(pair) + "\n", encoding="utf-8")
        minutes = [(t - epoch).total_seconds() / 60 for t in times]
        said = bench.ask("sgp4", path, "--minutes=" + ",".join(map(repr, minutes)))
        for time, state in zip(times, said["satellites"][0]["states"]):
            rows.append((time, 1e3 * np.array([*state["positionKm"], *state["velocityKmPerS"]])))
    ours = bench.folder / "sgp4.oem"
    write_ephemeris(ours, "TEME", "UTC", rows)
    by_time = dict(zip(theirs.times, theirs.states))
    inertial = bench.folder / "stk.oem"
    write_ephemeris(inertial, "ICRF", "UTC", [(time, by_time[time]) for time, _ in rows])
    said = bench.ask("compare", inertial, ours)
    table.within(f"place in ICRF, {said['samples']} times, worst", said["maxPositionM"], "STK", 1)


def _epoch(line):
    """The epoch of a first line, to the microsecond."""
    start = datetime.datetime(2000 + int(line[18:20]), 1, 1)
    return start + datetime.timedelta(days=float(line[20:32]) - 1)


def _stk(text):
    times, states = [], []
    for line in text.splitlines()[1:]:
        fields = line.split(",")
        if len(fields) != 7:
            continue
        day, month, year, clock = fields[0].split()
        whole, _, fraction = clock.partition(".")
        hour, minute, second = map(int, whole.split(":"))
        # Every tenth of the rows: one in 100 seconds.
        if (minute * 60 + second) % 100 or int(fraction):
            continue
        times.append(datetime.datetime(
            int(year), MONTHS.index(month) + 1, int(day), hour, minute, second))
        states.append([1e3 * float(x) for x in fields[1:7]])
    return Ephemeris(times, states)
