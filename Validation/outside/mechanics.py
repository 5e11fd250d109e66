"""Rotations, rigid bodies, orbits, the Sun and the Earth's shadow, from textbooks."""

import numpy as np

GRAVITY = 9.80665  # standard gravity [m/s²] (CGPM 1901)
MU = 3.986004415e14  # of the Earth [m³/s²] (EGM2008)
J2 = 1.0826355e-3  # of the Earth (EGM2008)
GRAVITY_RADIUS = 6378136.3  # to which J2 belongs [m] (EGM2008)
RADIUS = 6378137.0  # equatorial [m] (WGS 84)
FLATTENING = 1 / 298.257223563  # (WGS 84)
DEGREE = np.pi / 180
ARCSECOND = DEGREE / 3600


def norm(vectors):
    return np.linalg.norm(vectors, axis=-1)


def unit(vectors):
    return vectors / norm(vectors)[..., None]


def dots(a, b):
    return np.sum(a * b, axis=-1)


# Rotations: quaternions are scalar-last and turn body vectors into inertial ones.


def matrices(q):
    x, y, z, w = np.moveaxis(np.asarray(q, float), -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]]
    return np.moveaxis(np.array(rows), (0, 1), (-2, -1))


def product(a, b):
    """First b, then a."""
    u, v = a[..., :3], b[..., :3]
    vector = a[..., 3:] * v + b[..., 3:] * u + np.cross(u, v)
    return np.concatenate([vector, (a[..., 3] * b[..., 3] - dots(u, v))[..., None]], axis=-1)


def angle_between(a, b):
    """Of two attitudes [rad]; by the sine, which keeps small angles."""
    back = a * np.array([-1, -1, -1, 1])
    turn = product(back, b)
    return 2 * np.arctan2(norm(turn[..., :3]), np.abs(turn[..., 3]))


def local_frame(r, v):
    """Rows x, y, z of the local orbital frame: +z to the Earth, +y against the momentum."""
    z = -unit(r)
    y = -unit(np.cross(r, v))
    return np.stack([np.cross(y, z), y, z], axis=-2)


def stands(a, b):
    """Whether attitudes told by matrices are the same to 1e-11 rad; by the sine of the turn."""
    step = np.swapaxes(a, -1, -2) @ b
    sines = np.stack([
        step[..., 2, 1] - step[..., 1, 2], step[..., 0, 2] - step[..., 2, 0],
        step[..., 1, 0] - step[..., 0, 1]], axis=-1) / 2
    return (norm(sines) < 1e-11) & (np.trace(step, axis1=-2, axis2=-1) > 2)


# Rigid bodies.


def assemble(modules):
    """Mass, centre and inertia about it of parts that have these, by parallel axes."""
    masses = np.array([module["massKg"] for module in modules], float)
    centres = np.array([module["centreM"] for module in modules], float)
    total = masses.sum()
    centre = masses @ centres / total
    inertia = np.zeros((3, 3))
    for mass, place, module in zip(masses, centres, modules):
        arm = place - centre
        inertia += np.array(module["inertiaKgM2"]) + mass * (arm @ arm * np.eye(3) - np.outer(arm, arm))
    return total, centre, inertia


def drift(q, w, inertia, positions, span):
    """Attitude and rate of bodies after `span` [s] under the gravity gradient alone
    (Hughes 1986, eq. 8.1.15), by Runge and Kutta's fourth order.

    `positions(s)` are the bodies' places after s."""
    inverse = np.linalg.inv(inertia)
    fastest = max(float(np.max(norm(w))), 1e-3)
    steps = max(12, int(np.ceil(fastest * np.max(span) / 0.02)))
    h = span / steps

    def rates(s, q, w):
        place = positions(s)
        up = np.einsum("nji,nj->ni", matrices(unit(q)), unit(place))
        torque = 3 * MU / norm(place)[:, None] ** 3 * np.cross(up, up @ inertia)
        turning = np.concatenate([w, np.zeros((len(w), 1))], axis=-1)
        return 0.5 * product(q, turning), (torque - np.cross(w, w @ inertia)) @ inverse

    column = h[:, None]
    for step in range(steps):
        s = step * h
        a, b = rates(s, q, w)
        c, d = rates(s + h / 2, q + column / 2 * a, w + column / 2 * b)
        e, f = rates(s + h / 2, q + column / 2 * c, w + column / 2 * d)
        g, k = rates(s + h, q + column * e, w + column * f)
        q = q + column / 6 * (a + 2 * c + 2 * e + g)
        w = w + column / 6 * (b + 2 * d + 2 * f + k)
    return unit(q), w


# Interpolation.


def hermite(nodes, values, slopes, t):
    """The polynomial through values and slopes at the nodes of each query: value and slope at t.

    Nodes (n, k), values and slopes (n, k, 3), t (n,): Newton's divided differences with every node
    twice."""
    nodes, t = np.asarray(nodes, float), np.asarray(t, float)
    scale = (nodes[:, -1] - nodes[:, 0])[:, None]
    x = np.repeat((nodes - nodes[:, :1]) / scale, 2, axis=1)
    s = (t - nodes[:, 0])[:, None] / scale
    table = np.repeat(np.asarray(values, float), 2, axis=1)
    rises = np.asarray(slopes, float) * scale[..., None]
    count = x.shape[1]
    for order in range(1, count):
        gap = (x[:, order:] - x[:, :-order])[..., None]
        new = (table[:, order:] - table[:, order - 1:-1]) / np.where(gap == 0, 1, gap)
        if order == 1:
            new[:, 0::2] = rises
        table = np.concatenate([table[:, :order], new], axis=1)
    value = table[:, -1]
    slope = np.zeros_like(value)
    for index in range(count - 2, -1, -1):
        step = s - x[:, index:index + 1]
        slope = slope * step + value
        value = value * step + table[:, index]
    return value, slope / scale


def interpolate(times, values, slopes, t, width=4):
    """Value and slope at times t, by the `width` nodes about each: degree 7 for four."""
    t = np.atleast_1d(np.asarray(t, float))
    width = min(width, len(times))
    first = np.clip(np.searchsorted(times, t, "right") - width // 2, 0, len(times) - width)
    index = first[:, None] + np.arange(width)
    return hermite(times[index], values[index], slopes[index], t)


# Orbits.


def pole(start):
    """The Earth's axis in GCRF: precession of the celestial pole (IAU 2006, first terms), without
    nutation, 9 arc seconds."""
    t = centuries(start)
    x = 2004.191898 * ARCSECOND * t
    y = -22.4072747 * ARCSECOND * t * t
    return np.array([x, y, np.sqrt(1 - x * x - y * y)])


def gravity(r, axis):
    """Of the Earth with J2 [m/s²] (Montenbruck, Gill 2000, eq. 3.1 and 3.28)."""
    d = norm(r)[..., None]
    height = (r @ axis)[..., None]
    factor = 1.5 * J2 * MU * GRAVITY_RADIUS ** 2 / d ** 5
    return -MU / d ** 3 * r + factor * ((5 * (height / d) ** 2 - 1) * r - 2 * height * axis)


def coast(r, v, span, axis):
    """Free flight for `span` [s] with J2, by Runge and Kutta's fourth order in steps of at most
    5 s (0.1 mm a minute)."""
    steps = max(1, int(np.ceil(np.max(span) / 5)))
    h = (span / steps)[:, None]
    for _ in range(steps):
        a = gravity(r, axis)
        b = gravity(r + h / 2 * v, axis)
        c = gravity(r + h / 2 * v + h * h / 4 * a, axis)
        d = gravity(r + h * v + h * h / 2 * b, axis)
        r, v = r + h * v + h * h / 6 * (a + b + c), v + h / 6 * (a + 2 * b + 2 * c + d)
    return r, v


def geodetic(r, start, t):
    """Altitude [m], latitude and longitude [rad] on WGS 84, without nutation, polar motion and the
    difference of UT1 and UTC."""
    axis = pole(start)
    z = r @ axis
    # Axes of the true equator, x from the celestial origin (IERS Conventions 2010, eq. 5.10).
    x_axis = unit(np.array([1, 0, -axis[0]]))
    y_axis = np.cross(axis, x_axis)
    x, y = r @ x_axis, r @ y_axis
    days = days_since_2000(start) + np.asarray(t) / 86400
    turn = 2 * np.pi * (0.7790572732640 + 1.00273781191135448 * days)
    longitude = np.arctan2(y, x) - turn
    longitude = (longitude + np.pi) % (2 * np.pi) - np.pi
    p = np.hypot(x, y)
    e2 = FLATTENING * (2 - FLATTENING)
    latitude = np.arctan2(z, p * (1 - e2))
    for _ in range(8):
        n = RADIUS / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + e2 * n * np.sin(latitude), p)
    n = RADIUS / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    altitude = p * np.cos(latitude) + z * np.sin(latitude) - RADIUS ** 2 / n
    return altitude, latitude, longitude


def days_since_2000(start):
    """UTC days since 2000-01-01T12:00, of whole seconds and a fraction since 1970."""
    return (start[0] - 946728000 + start[1]) / 86400


def centuries(start):
    return days_since_2000(start) / 36525


# Light.


def sun(start, t):
    """The Sun in GCRF [m]: the low-precision formulas of the Astronomical Almanac (page C5),
    0.01 degrees, turned from the equinox of date to J2000 by general precession."""
    # Terrestrial time is 64 to 69 s ahead of UTC in these years: 5 s of Sun are 0.2 arc seconds.
    n = days_since_2000(start) + (np.asarray(t, float) + 68) / 86400
    mean = 280.460 + 0.9856474 * n
    g = (357.528 + 0.9856003 * n) * DEGREE
    longitude = mean + 1.915 * np.sin(g) + 0.020 * np.sin(2 * g) - 1.396971 * n / 36525
    distance = 1.00014 - 0.01671 * np.cos(g) - 0.00014 * np.cos(2 * g)
    tilt = 23.4393 * DEGREE
    l = longitude * DEGREE
    direction = [np.cos(l), np.cos(tilt) * np.sin(l), np.sin(tilt) * np.sin(l)]
    return (1.495978707e11 * distance)[..., None] * np.stack(direction, axis=-1)


def daylight(r, sun_position):
    """How far the Sun's centre stands above the edge of a round Earth [rad]: above zero it shines."""
    to_sun = unit(sun_position - r)
    down = -unit(r)
    apart = np.arctan2(norm(np.cross(down, to_sun)), dots(down, to_sun))
    return apart - np.arcsin(np.minimum(1, RADIUS / norm(r)))
