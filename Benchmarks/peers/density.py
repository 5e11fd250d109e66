"""NRLMSISE-00: the places that the program leaves, against pymsis (the Fortran of the model's authors)."""

import pathlib

import numpy as np

from peers.timing import report


def places(folder, variant="plain"):
    path = pathlib.Path(folder, f"{variant}-places.bin")
    return np.fromfile(path).reshape(-1, 4) if path.exists() else None


def densities(rows):
    import pymsis

    second, latitude, longitude, altitude = rows.T
    count = len(rows)
    dates = np.datetime64("2024-03-20T00:00:00") + second.astype("timedelta64[s]")
    flux, ap = np.full(count, 150.0), np.full((count, 7), 15.0)
    return lambda: pymsis.calculate(
        dates, np.degrees(longitude), np.degrees(latitude), altitude / 1000, flux, flux, ap,
        version=0)[:, 0]


def measure(folder):
    rows = places(folder)
    if rows is None:
        return
    work = densities(rows)
    for kernel in ("density-batch", "density-track"):
        report(kernel, "pymsis", "place", len(rows), work, repeats=5)


def compare(folder, variant):
    """How far the batch is from pymsis, which reckons in single precision."""
    rows = places(folder, variant)
    if rows is None:
        return
    ours = np.fromfile(pathlib.Path(folder, f"{variant}-densities.bin"))
    print(f"density-batch {np.max(np.abs(ours / densities(rows)() - 1)):.1e} relative")
