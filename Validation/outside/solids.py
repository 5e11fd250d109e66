"""Boxes and cylinders: the distance between them, by Wolfe's algorithm, and the area they show."""

import numpy as np


class Solid:
    """A solid in its place; `carried` moves it with its piece."""

    def __init__(self, document, module):
        self.module = module
        self.centre = np.array(document["centreM"], float)
        self.axes = np.array(document["axes"], float)
        self.tracking = document.get("tracking", "fixed")
        # The rotary joint that carries it, or its module.
        self.part = document.get("rotaryJoint") or module
        self.round = document["shape"] == "cylinder"
        if self.round:
            self.axis = "xyz".index(document["axis"])
            self.half = 0.5 * document["lengthM"]
            self.rim = 0.5 * document["diameterM"]
            self.radius = np.hypot(self.half, self.rim)
        else:
            self.sizes = 0.5 * np.array(document["sizeM"], float)
            self.radius = np.linalg.norm(self.sizes)

    def carried(self, matrix, offset):
        moved = object.__new__(Solid)
        moved.__dict__.update(self.__dict__)
        moved.centre = offset + matrix @ self.centre
        moved.axes = matrix @ self.axes
        return moved

    def support(self, direction):
        """The point farthest along a direction."""
        d = direction @ self.axes
        if not self.round:
            return self.centre + self.axes @ np.where(d < 0, -self.sizes, self.sizes)
        across = d.copy()
        across[self.axis] = 0
        length = np.linalg.norm(across)
        point = self.rim / length * across if length > 0 else np.zeros(3)
        point[self.axis] = -self.half if d[self.axis] < 0 else self.half
        return self.centre + self.axes @ point

    def corners(self, sides=64):
        if not self.round:
            signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
            points = signs * self.sizes
        else:
            turn = 2 * np.pi * np.arange(sides) / sides
            points = np.zeros((2 * sides, 3))
            points[:, self.axis] = np.repeat([-self.half, self.half], sides)
            points[:, (self.axis + 1) % 3] = np.tile(self.rim * np.cos(turn), 2)
            points[:, (self.axis + 2) % 3] = np.tile(self.rim * np.sin(turn), 2)
        return self.centre + points @ self.axes.T

    @property
    def largest_face(self):
        if self.round:
            return 4 * self.half * self.rim
        a, b, c = sorted(2 * self.sizes)
        return b * c


def gap(a, b):
    """Bounds of the distance between two convex solids [m]: the nearest point to the origin of the
    set of differences (Wolfe 1976), held between its length and the plane that supports the set
    there; they close to a nanometre. Zero where the solids overlap."""
    x = a.centre - b.centre
    corral = np.array([a.support(-x) - b.support(x)])
    weights = np.ones(1)
    for _ in range(500):
        x = weights @ corral
        length = np.linalg.norm(x)
        if length < 1e-9:
            return 0.0, length
        point = a.support(-x) - b.support(x)
        low = x @ point / length
        if length - low <= 1e-9 or np.any(np.all(corral == point, axis=1)):
            break
        corral = np.vstack([corral, point])
        weights = np.append(weights, 0.0)
        while True:
            # The nearest point of the affine hull; inside the corral it is the next x.
            edges = corral[1:] - corral[0]
            found = np.linalg.lstsq(edges.T, -corral[0], rcond=None)[0]
            affine = np.append(1 - found.sum(), found)
            if np.all(affine > 1e-13):
                weights = affine
                break
            falling = affine <= 1e-13
            drops = weights - affine
            ratios = np.where(falling & (drops > 0), weights / np.where(drops > 0, drops, 1), 1)
            weights = weights + min(1, ratios.min()) * (affine - weights)
            keep = weights > 1e-13
            if keep.all():
                keep[np.argmin(weights)] = False
            corral, weights = corral[keep], weights[keep] / weights[keep].sum()
    return max(0.0, low), length


def distance(first, second, floor=0.0):
    """Bounds of the least distance between two sets of solids [m], and the modules that have it."""
    a = np.array([solid.centre for solid in first])
    b = np.array([solid.centre for solid in second])
    reach = np.add.outer([s.radius for s in first], [s.radius for s in second])
    bounds = np.linalg.norm(a[:, None] - b[None], axis=-1) - reach
    best = (np.inf, np.inf, None)
    for flat in np.argsort(bounds, axis=None):
        i, j = np.unravel_index(flat, bounds.shape)
        if bounds[i, j] >= best[1] or best[1] <= floor:
            break
        low, high = gap(first[i], second[j])
        if high < best[1]:
            best = (low, high, (first[i].module, second[j].module))
    return best


# Silhouettes.


def hull(points):
    """The convex hull in the plane, counter-clockwise (Andrew 1979)."""
    ordered = sorted(set(map(tuple, points)))

    def chain(points):
        line = []
        for p in points:
            while len(line) > 1:
                (ax, ay), (bx, by) = line[-2:]
                if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                    break
                line.pop()
            line.append(p)
        return line[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]))


def frontal_area(solids, row=0.02):
    """The common silhouette along x [m²], cut into rows of 2 cm; solids that turn with the Sun count
    with 2/π of their largest face."""
    turning = sum(2 / np.pi * s.largest_face for s in solids if s.tracking != "fixed")
    outlines = [hull(s.corners()[:, 1:]) for s in solids if s.tracking == "fixed"]
    if not outlines:
        return turning
    low = min(outline[:, 1].min() for outline in outlines)
    high = max(outline[:, 1].max() for outline in outlines)
    heights = np.arange(low + row / 2, high, row)
    spans = [[] for _ in heights]
    for outline in outlines:
        a, b = outline, np.roll(outline, -1, axis=0)
        for index in np.flatnonzero(
                (heights >= outline[:, 1].min()) & (heights <= outline[:, 1].max())):
            y = heights[index]
            crossing = (np.minimum(a[:, 1], b[:, 1]) <= y) & (np.maximum(a[:, 1], b[:, 1]) >= y)
            crossing &= a[:, 1] != b[:, 1]
            share = (y - a[crossing, 1]) / (b[crossing, 1] - a[crossing, 1])
            x = a[crossing, 0] + share * (b[crossing, 0] - a[crossing, 0])
            if x.size > 1:
                spans[index].append((x.min(), x.max()))
    area = 0.0
    for line in spans:
        reach = -np.inf
        for left, right in sorted(line):
            area += row * max(0.0, right - max(left, reach))
            reach = max(reach, right)
    return area + turning
