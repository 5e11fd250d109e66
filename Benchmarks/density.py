"""NRLMSISE-00: densities a place, ours beside pymsis on one core in the same run.

    pip install pymsis numpy
    swift build -c release --package-path Benchmarks --product density
    python3 Benchmarks/density.py Benchmarks/.build/release/density

The work is 200,000 places between 380 and 440 km of one day, each second of it; CPU time, medians of
seven. Then the density along a track, which an integrator asks, beside a direct call of pymsis.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import pymsis

COUNT, REPEATS = 200_000, 7


def main(program):
    rng = np.random.default_rng(7)
    second = np.arange(COUNT) % 86_400
    latitude = np.degrees(np.arcsin(rng.uniform(-0.78, 0.78, COUNT)))
    longitude = rng.uniform(-180, 180, COUNT)
    altitude = rng.uniform(380, 440, COUNT)
    dates = np.datetime64("2024-03-20T00:00:00") + second.astype("timedelta64[s]")
    flux, ap = np.full(COUNT, 150.0), np.full((COUNT, 7), 15.0)
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        answer = pymsis.calculate(dates, longitude, latitude, altitude, flux, flux, ap, version=0)
        times.append(time.process_time() - start)
    peer = np.median(times) / COUNT * 1e9
    with tempfile.TemporaryDirectory() as folder:
        points, densities = os.path.join(folder, "points.csv"), os.path.join(folder, "densities")
        rows = np.column_stack([second, latitude, longitude, altitude])
        np.savetxt(points, rows, fmt="%.17g", delimiter=",")
        output = subprocess.run([program, points, densities, str(REPEATS)], check=True,
                                capture_output=True, text=True).stdout
        ours, values = json.loads(output), np.loadtxt(densities)
    worst = np.max(np.abs(values / answer[:, 0] - 1))
    print(f"pymsis {pymsis.__version__}, NRLMSISE-00     {peer:8.1f} ns a place")
    for key, name in [("batchNs", "batch"), ("batchThreeHourlyNs", "batch, three-hourly ap"),
                      ("singleNs", "single calls"), ("trackNs", "density along a track")]:
        print(f"{name:30s}{ours[key]:8.1f} ns a place, {peer / ours[key]:6.1f} times as fast")
    print(f"batch against pymsis (single precision)  {worst:.1e}")
    print(f"batch against single calls               {ours['batchAgainstSingle']:.1e}")
    print(f"density along a track against the model  {ours['trackAgainstModel']:.1e}, "
          f"a day of knots made in {ours['trackBuildMs']:.2f} ms")


main(sys.argv[1])
