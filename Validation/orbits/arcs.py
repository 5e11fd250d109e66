"""NASA's public ephemerides of the ISS: predicted, fitted, and fitted for the next day.

The files are NASA's predictions, in its own forces and with its own forecast of the Sun: what is
measured here is agreement with them. NASA's table stands on a grid of four minutes; where it
leaves the grid a burn begins, or the station takes another attitude and so another area. An arc is
quiet where it does neither within the span that counts. `fit` finds such breaks in the places by
itself, and fits what lies behind the last one.
"""

import datetime
from statistics import median

from .files import Ephemeris, written

DAY = 86400.0
FIT = 43200.0
GRID = 240.0

# About the means over 81 days; Ap of a quiet forecast. The factor on the drag takes up the rest.
FORECAST = {2021: ("85", "7"), 2022: ("110", "7"), 2023: ("170", "7"), 2024: ("175", "7")}


class Arc:
    def __init__(self, bench, path):
        self.bench, self.path = bench, bench.unpacked(path)
        self.name = path.name[8:16]
        self.table = Ephemeris.read_xml(self.path)
        self.start = self.table.times[0]
        self.scratch = bench.folder / "arc.oem"
        off = [i for i, gap in enumerate(self.table.seconds[1:] - self.table.seconds[:-1])
               if abs(gap - GRID) > 0.01]
        self.breaks = [self.table.seconds[i] for i in off]
        self.found = []

    def quiet(self, span):
        return not any(time < span for time in self.breaks)

    def miss(self):
        """How far the arc that was flown ends from NASA's [m]."""
        return self.bench.ask("compare", self.path, self.scratch)["endPositionM"]

    def as_published(self):
        self._propagate("first")
        return self.miss()

    def fitted(self, *options):
        said = self.bench.ask("fit", "--state", self.path, "--span", FIT, "--estimate", "drag",
                              "--duration", DAY, "--oem", self.scratch, *options)
        assert not said["burnsWithin"], "an arc with a burn is not fitted"
        self.found = said["breaks"]
        return self.miss()

    def next_day(self):
        scale = self.bench.ask("fit", "--state", self.path, "--span", DAY, "--estimate", "drag",
                               "--duration", DAY)["dragScale"]
        self._propagate(written(self.start + datetime.timedelta(days=1)) + "Z",
                        "--drag-scale", repr(scale))
        return self.miss()

    def residual(self, gravity):
        return self.bench.ask("fit", "--state", self.path, "--span", FIT, "--duration", FIT,
                              "--gravity", gravity)["rmsM"]

    def _propagate(self, epoch, *options):
        self.bench.ask("propagate", "--state", self.path, "--epoch", epoch, "--duration", DAY,
                       "--step", GRID, "--oem", self.scratch, *options)


def check_arcs(bench):
    table = bench.table
    table.title("NASA's ephemerides of the ISS")
    paths = sorted(bench.data.glob("oem/ISS_OEM_*.xml.xz"))
    if not paths:
        table.skip("arcs as published, fitted, and the day after", "no oem/ISS_OEM_*.xml.xz")
        return
    arcs = [Arc(bench, path) for path in paths]
    figures = []
    for arc in arcs:
        row = (arc.as_published(), arc.fitted(), arc.next_day())
        figures.append(row)
        breaks = [f"{time / 3600:.1f} h" for time in arc.breaks if time < 2 * DAY]
        found = [f"{entry['kind']} at {entry['atUtc']}" for entry in arc.found]
        table.note(f"{arc.name}: as published {row[0]:.0f} m, fitted {row[1]:.0f} m, day after "
                   f"{row[2]:.0f} m" + (f"; off its grid at {', '.join(breaks)}" if breaks else "")
                   + (f"; `fit` finds {', '.join(found)}" if found else ""))
    _judge(table, arcs, figures)
    _explain(table, arcs)


def _judge(table, arcs, figures):
    day = [row for arc, row in zip(arcs, figures) if arc.quiet(DAY)]
    two = [row for arc, row in zip(arcs, figures) if arc.quiet(2 * DAY)]
    nasa = "NASA's prediction"
    table.within(f"24 h, mass, area, Cd as published: median of {len(day)} quiet arcs",
                 median(row[0] for row in day), nasa, 600)
    table.within(f"the same, median of all {len(arcs)}", median(row[0] for row in figures), nasa,
                 600)
    table.within(f"24 h, drag fitted on 12 h: median of {len(day)} quiet arcs",
                 median(row[1] for row in day), nasa, 100)
    table.within("the same, worst quiet arc", max(row[1] for row in day), nasa, 300)
    table.within(f"the same, median of all {len(arcs)}", median(row[1] for row in figures), nasa,
                 100)
    table.within(f"the same, worst of all {len(arcs)}", max(row[1] for row in figures), nasa, 300)
    table.within(f"day 2, drag fitted on day 1: median of {len(two)} arcs quiet for two days",
                 median(row[2] for row in two), nasa, 200)
    table.within(f"the same, median of all {len(arcs)}", median(row[2] for row in figures), nasa,
                 200)


def _explain(table, arcs):
    nasa = "NASA's prediction"
    steady = [arc.fitted("--f107", FORECAST[arc.start.year][0], "--ap",
                         FORECAST[arc.start.year][1]) for arc in arcs if arc.quiet(DAY)]
    table.told("24 h, drag fitted on 12 h in a steady Sun: median of quiet arcs", median(steady),
               nasa)
    for gravity in ("20x20", "36x36", "70x70"):
        table.told(f"residual of the fit of 12 h with gravity {gravity}: median",
                   median(arc.residual(gravity) for arc in arcs if arc.quiet(FIT)), nasa)
