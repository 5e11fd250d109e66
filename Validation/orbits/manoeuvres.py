"""Burns and decay of the ISS in two histories of element sets, beside what was reported."""

import csv
import datetime
import re
from statistics import median

from .files import moment

HOURS = 12.0
METRES = 150.0
HISTORIES = ("iss_gp_20191208_20201207.csv.xz", "iss_3le_20210101_20210630.txt.xz")

# Days of steps in the other history, from `data/README.md` of the reference data.
DAYS_2021 = ("2021-04-02", "2021-05-20", "2021-06-24")


def check_manoeuvres(bench):
    table = bench.table
    table.title("burns of the ISS in histories of element sets")
    reported = bench.data / "history/reported_manoeuvres_2013_2020.csv"
    files = [bench.data / "tle" / name for name in HISTORIES]
    if not bench.has("burns", reported, *files):
        return
    said = [bench.ask("manoeuvres", bench.unpacked(path)) for path in files]
    for row in csv.DictReader(reported.read_text().splitlines()):
        step = row["delta_sma_m_from_tle (derived here: linear fits 2.5 d each side; blank = no TLE)"]
        if step:
            _compare(table, said[0]["manoeuvres"], moment(row["start_utc"]), float(step))
    for day in DAYS_2021:
        near = _nearest(said[1]["manoeuvres"], moment(f"{day}T12:00:00"))
        hours = _hours(near, moment(f"{day}T12:00:00"))
        table.within(f"{day}, burn found that day", hours, "history of element sets", HOURS, "h")
    _check_decay(bench, said)


def _compare(table, found, time, step):
    near = _nearest(found, time)
    table.within(f"{time:%Y-%m-%d %H:%M}, time of the burn", _hours(near, time), "as reported",
                 HOURS, "h")
    table.near(f"{time:%Y-%m-%d %H:%M}, step of the semi-major axis", near["deltaSemiMajorAxisM"],
               step, METRES, "m")


def _nearest(found, time):
    return min(found, key=lambda burn: _hours(burn, time))


def _hours(burn, time):
    return abs((moment(burn["atUtc"]) - time) / datetime.timedelta(hours=1))


def _check_decay(bench, said):
    """The facts have one rate for 2020, from five element sets of the year, and medians by month for
    2021. For 2020 the two differ by a third: 7.3 m a day between burns in the history, 11 in the
    facts, which five sets cannot tell better. That row bounds the order of size and no more."""
    table = bench.table
    table.title("decay of the ISS between burns")
    path = bench.facts / "orbit_history.csv"
    if not bench.has("decay", path):
        return
    years = {row["year"]: row for row in csv.DictReader(path.read_text().splitlines())}
    rates = [rate for middle, rate in _decay(said[0]) if middle.year == 2020]
    table.near(f"2020, median of {len(rates)} spans beside five element sets", median(rates),
               float(years["2020"]["decay_min_m_per_day"]), 4, "m/day")
    table.note("2020: the two differ by a third; the row bounds the order of size")
    months = dict(re.findall(r"([A-Z][a-z]{2}) (\d+)", years["2021"]["notes"]))
    for middle, rate in _decay(said[1]):
        table.near(f"{middle:%Y-%m}, between two burns", rate, float(months[f"{middle:%b}"]), 3,
                   "m/day")


def _decay(answer):
    """The middle and the rate of every span of ten days and more."""
    for span in answer["objects"][0]["quietSpans"]:
        start, end = moment(span["fromUtc"]), moment(span["toUtc"])
        if end - start >= datetime.timedelta(days=10):
            yield start + (end - start) / 2, span["decayRateMPerDay"]
