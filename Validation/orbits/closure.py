"""What needs no other program: closed forms, and orbits flown there and back or in two parts."""

import datetime
import math

import numpy as np

from .bench import GRAVITY_ALONE
from .files import Ephemeris, moment

MU = 3.986004415e14  # of EGM2008 [m³/s²]
EARTH = 6378137.0
DAY = 86400.0
YEAR = 365 * DAY
POINT = ["--gravity", "0x0", *GRAVITY_ALONE]


def circular(altitude, inclination, angle=0.0):
    """Place and velocity [m, m/s] on a circular orbit whose node is on the x axis."""
    radius, i = EARTH + altitude, math.radians(inclination)
    along = np.array([1.0, 0, 0]), np.array([0, math.cos(i), math.sin(i)])
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    speed = math.sqrt(MU / radius)
    return radius * (c * along[0] + s * along[1]), speed * (c * along[1] - s * along[0])


def check_closure(bench):
    _check_time(bench)
    _check_poles(bench)
    _check_light(bench)
    _check_low(bench)


def _there_and_back(bench, state, duration, options):
    """How far from its start an orbit ends that is flown there and back [m]."""
    start = Ephemeris.read(state).states[0]
    _, there = bench.fly(state, duration, *options, name="there")
    end = Ephemeris.read(there)
    back = bench.state("turned", "GCRF", end.times[-1], end.states[-1][:3], end.states[-1][3:])
    _, home = bench.fly(back, -duration, *options, name="home")
    return float(np.linalg.norm(Ephemeris.read(home).states[0][:3] - start[:3]))


def _check_time(bench):
    """A second lost or gained moves a satellite by 7.6 km."""
    table = bench.table
    table.title("time")
    position, velocity = circular(420e3, 51.6)
    start = moment("2016-12-31T00:00:00")
    state = bench.state("leap", "GCRF", start, position, velocity)
    _, flown = bench.fly(state, 2 * DAY, *POINT)
    last = Ephemeris.read(flown).times[-1]
    table.holds("172800 s from 2016-12-31T00:00:00 UTC", last.isoformat(), "2017-01-01T23:59:59",
                last.isoformat() == "2017-01-01T23:59:59")
    # From the summer before to the summer after: 365 days of UTC are a second more of time.
    state = bench.state("year", "GCRF", moment("2016-07-01T00:00:00"), position, velocity)
    _, flown = bench.fly(state, YEAR + 1, *POINT)
    arc = Ephemeris.read(flown)
    table.holds("365 days and a second from 2016-07-01T00:00:00 UTC", arc.times[-1].isoformat(),
                "2017-07-01T00:00:00", arc.times[-1].isoformat() == "2017-07-01T00:00:00")
    angle = math.degrees(math.sqrt(MU / (EARTH + 420e3) ** 3) * (YEAR + 1))
    expected, _ = circular(420e3, 51.6, angle)
    table.within("that year about a point mass, 5648 turns: place at the end",
                 float(np.linalg.norm(arc.states[-1][:3] - expected)), "Kepler's ellipse", 1)
    table.within("a year at 800 km in a field of 20x20, Sun and Moon, there and back",
                 _there_and_back(bench, bench.state("high", "GCRF", start, *circular(800e3, 98)),
                                 YEAR, ["--no-drag", "--no-solar-pressure", "--gravity", "20x20"]),
                 "its start", 100)


def _check_poles(bench):
    table = bench.table
    table.title("over the poles, gravity 70x70")
    alone = ["--gravity", "70x70", *GRAVITY_ALONE]
    start = moment("2024-03-20T00:00:00")
    state = bench.state("polar", "ITRF", start, *circular(500e3, 90))
    # A segment is right to some hundredths of a millimetre; what is left grows with time squared.
    for inclination in (90, 51.6):
        inertial = bench.state("inertial", "GCRF", start, *circular(500e3, inclination))
        table.within(f"a day at 500 km and {inclination} degrees, there and back",
                     _there_and_back(bench, inertial, DAY, alone), "its start", 0.1)
        table.within(f"30 days at 500 km and {inclination} degrees, there and back",
                     _there_and_back(bench, inertial, 30 * DAY, alone), "its start", 30)
    inertial = bench.state("inertial", "GCRF", start, *circular(500e3, 90))
    table.within("a day at 90 degrees with gravity 120x120, there and back",
                 _there_and_back(bench, inertial, DAY, ["--gravity", "120x120", *GRAVITY_ALONE]),
                 "its start", 0.2)
    # On the axis itself the longitude has no meaning; beside it, it has.
    position, velocity = circular(500e3, 90, 90)
    ends = []
    for offset in (0, 1e-6, 1e-3):
        moved = position + np.array([offset, 0, 0])
        axis = bench.state(f"axis-{len(ends)}", "ITRF", start, moved, velocity)
        _, flown = bench.fly(axis, DAY, *alone)
        ends.append(Ephemeris.read(flown).states[-1][:3])
    table.within("a day from the Earth's axis itself, and from 1 mm beside it",
                 float(np.linalg.norm(ends[0] - ends[2])), "each other", 0.1)
    table.within("the same from 1 micrometre beside it", float(np.linalg.norm(ends[0] - ends[1])),
                 "each other", 1e-3)
    _, whole = bench.fly(state, 2 * DAY, *alone, name="whole")
    _, half = bench.fly(state, DAY, *alone, name="half")
    middle = Ephemeris.read(half)
    again = bench.state("middle", "ITRF", middle.times[-1], middle.states[-1][:3],
                        middle.states[-1][3:])
    _, rest = bench.fly(again, DAY, *alone, name="rest")
    table.within("two days in the Earth's own frame at once, and one after the other",
                 float(np.linalg.norm(Ephemeris.read(whole).states[-1][:3]
                                      - Ephemeris.read(rest).states[-1][:3])), "each other", 0.01)


def _check_light(bench):
    """Light starts and stops at the edges of the shadow, 30 times a day."""
    table = bench.table
    table.title("edges of the Earth's shadow")
    light = ["--no-drag", "--mass", 1000, "--solar-area", 1000, "--solar-coefficient", 1.5,
             "--gravity", "8x8"]
    state = bench.state("light", "GCRF", moment("2024-03-20T00:00:00"), *circular(700e3, 30))
    table.within("1 m2/kg in sunlight, 3 days there and back",
                 _there_and_back(bench, state, 3 * DAY, light), "its start", 0.01)
    _, whole = bench.fly(state, DAY, *light, name="whole")
    _, half = bench.fly(state, DAY / 2 + 13, *light, name="half")
    middle = Ephemeris.read(half)
    again = bench.state("middle", "GCRF", middle.times[-1], middle.states[-1][:3],
                        middle.states[-1][3:])
    _, rest = bench.fly(again, DAY / 2 - 13, *light, name="rest")
    table.within("a day at once, and in two parts",
                 float(np.linalg.norm(Ephemeris.read(whole).states[-1][:3]
                                      - Ephemeris.read(rest).states[-1][:3])), "each other", 0.01)


def _check_low(bench):
    """The last revolutions, until 100 km."""
    table = bench.table
    table.title("from 120 km down to 100 km")
    body = ["--mass", 420000, "--drag-area", 1500, "--drag-coefficient", 2.2, "--f107", 150,
            "--ap", 15]
    start = moment("2024-03-20T00:00:00")
    for altitude in (120e3, 160e3):
        state = bench.state("low", "GCRF", start, *circular(altitude, 51.6))
        whole, path = bench.fly(state, DAY, *body, step=60)
        arc = Ephemeris.read(path)
        index = len(arc.times) // 2
        parts = bench.state("half", "GCRF", arc.times[index], arc.states[index][:3],
                            arc.states[index][3:])
        rest, _ = bench.fly(parts, DAY, *body, step=60, name="rest")
        times = [moment(said["reenteredAtUtc"]) for said in (whole, rest)]
        hours = (times[0] - start) / datetime.timedelta(hours=1)
        table.within(f"{altitude / 1e3:.0f} km, {hours:.2f} h: in one flight and from half way",
                     abs((times[0] - times[1]).total_seconds()), "each other", 0.01, "s")
