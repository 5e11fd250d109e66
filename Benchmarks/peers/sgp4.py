"""SGP4: 10,000 satellites at 100 instants, 14.4 min apart, against python-sgp4 and heyoka.

The satellites are made up, by a seed: shells of constellations, debris, low and eccentric orbits,
all near the Earth. Another catalogue can be put in the place of `.work/sgp4/catalogue.tle`.
"""

import pathlib

import numpy as np

from peers.timing import report

RADIUS, MU = 6378.135, 398600.8  # WGS-72 [km, km3/s2]
COUNT, TIMES = 10_000, 100
STEP = 14.4  # [min]
START = (2460389.5, 0.0)  # 2024-03-20T00:00:00Z as a Julian date


def draw(rng):
    """Altitude [km], inclination [deg] and eccentricity of one satellite."""
    kind = rng.random()
    if kind < 0.12:
        inclination = rng.choice([51.6, 53.0, 65.0, 97.5, 82.5, 43.0]) + rng.normal(0, 0.5)
        return 380 + 80 * rng.random(), inclination, abs(rng.normal(0, 1e-3))
    if kind < 0.5:
        altitude = rng.choice([350.0, 540.0, 550.0, 560.0, 570.0, 1200.0]) + rng.normal(0, 2)
        inclination = rng.choice([53.0, 53.2, 43.0, 70.0, 97.6, 87.9]) + rng.normal(0, 0.05)
        return altitude, inclination, abs(rng.normal(0, 2e-4))
    if kind < 0.9:
        inclination = rng.choice([98.5, 82.5, 74.0, 65.0, 99.0, 71.0]) + rng.normal(0, 0.8)
        return 300 + 900 * rng.beta(2.2, 2.0), inclination, abs(rng.normal(0, 0.006))
    return 500 + 900 * rng.random(), 25 + 85 * rng.random(), 0.02 + 0.08 * rng.random()


def prepare(folder):
    """Writes `catalogue.tle`: two lines for each satellite that has a state for six days."""
    from sgp4.api import WGS72, Satrec
    from sgp4.exporter import export_tle

    path = pathlib.Path(folder, "catalogue.tle")
    if path.exists():
        return
    rng = np.random.default_rng(20240320)
    text = []
    while len(text) < COUNT:
        altitude, inclination, eccentricity = draw(rng)
        axis = RADIUS + altitude
        if axis * (1 - eccentricity) - RADIUS < 200:
            continue
        angles = 2 * np.pi * rng.random(3)
        made = Satrec()
        made.sgp4init(
            WGS72, "i", 10_000 + len(text), START[0] - 2433281.5 - 2 * rng.random(),
            float(10 ** rng.normal(-4, 0.5)), 0.0, 0.0, float(eccentricity), float(angles[0]),
            float(np.radians(inclination)), float(angles[1]),
            float(60 * np.sqrt(MU / axis**3)), float(angles[2]))
        made.classification, made.intldesg = "U", "24001A"
        made.elnum, made.revnum, made.ephtype = 1, 1, 0
        one, two = export_tle(made)
        read = Satrec.twoline2rv(one, two)
        if all(read.sgp4(START[0] + day, START[1])[0] == 0 for day in (0, 3, 6)):
            text.append(f"{one}\n{two}\n")
    path.write_text("".join(text), encoding="ascii")


def satellites(folder):
    from sgp4.api import Satrec

    text = pathlib.Path(folder, "catalogue.tle").read_text(encoding="ascii").splitlines()
    text = [line for line in text if line[:2] in ("1 ", "2 ")]
    return [Satrec.twoline2rv(one, two) for one, two in zip(text[::2], text[1::2])]


def instants():
    return np.full(TIMES, START[0]), START[1] + np.arange(TIMES) * (STEP / 1440)


def measure(folder):
    import heyoka
    from sgp4.api import SatrecArray

    sats = satellites(folder)
    date, fraction = instants()
    array = SatrecArray(sats)
    pieces = len(sats) * TIMES
    report("sgp4", "python-sgp4", "state", pieces, lambda: array.sgp4(date, fraction))

    heyoka.set_nthreads(1)
    propagator = heyoka.model.sgp4_propagator(sats, fp_type=float)
    age = np.array([(START[0] - s.jdsatepoch) + (START[1] - s.jdsatepochF) for s in sats])
    minutes = 1440 * age[None, :] + STEP * np.arange(TIMES)[:, None]
    out = np.empty((TIMES, propagator.nouts, len(sats)))
    report("sgp4", "heyoka", "state", pieces, lambda: propagator(minutes, out))


def compare(folder, variant):
    """How far the states that the program left are from those of python-sgp4."""
    from sgp4.api import SatrecArray

    path = pathlib.Path(folder, f"{variant}-states.bin")
    if not path.exists():
        return
    sats = satellites(folder)
    ours = np.fromfile(path).reshape(6, TIMES, len(sats)) * 1e-3
    errors, position, velocity = SatrecArray(sats).sgp4(*instants())
    theirs = np.concatenate([position, velocity], axis=2).transpose(2, 1, 0)
    has_state = (errors == 0).T
    off = np.linalg.norm((ours - theirs)[:3], axis=0)[has_state]
    slip = np.linalg.norm((ours - theirs)[3:], axis=0)[has_state]
    print(f"sgp4-position {off.max():.2e} km")
    print(f"sgp4-velocity {slip.max():.2e} km/s")
