"""Derives Data/earth-orientation.csv from the IERS series finals2000A.all.

    python3 Data/make/earth_orientation.py finals2000A.all > Data/earth-orientation.csv

Every tenth day of UT1-UTC and the pole: interpolated linearly in UT1-TAI this is within 1 ms
(0.5 m along the equator) of the daily series, which is what a carried table has to be; the full
series is read when precise orbits are wanted.
"""
import lzma
import sys

FIRST, STEP = 50814, 10  # MJD of 1998-01-01, days


def main(path):
    opener = lzma.open if path.endswith(".xz") else open
    rows = {}
    with opener(path, "rt") as lines:
        for line in lines:
            try:
                mjd = int(float(line[7:15]))
                predicted = line[16] == "P" or line[57] == "P"
                x, y, ut1 = float(line[18:27]), float(line[37:46]), float(line[58:68])
            except ValueError:
                continue
            rows[mjd] = (f"{int(line[0:2]) + (1900 if int(line[0:2]) > 70 else 2000):04d}"
                         f"-{int(line[2:4]):02d}-{int(line[4:6]):02d}", ut1, x, y, predicted)
    print("# IERS rapid service, series finals2000A.all, as of 2026-11; every tenth day")
    print("# licence: public data of the International Earth Rotation and Reference Systems Service")
    print("date,ut1_minus_utc_s,x_pole_arcsec,y_pole_arcsec,kind")
    for mjd in range(FIRST, max(rows) + 1, STEP):
        if mjd in rows:
            date, ut1, x, y, predicted = rows[mjd]
            print(f"{date},{ut1:.4f},{x:.4f},{y:.4f},{'predicted' if predicted else 'measured'}")


main(sys.argv[1])
