"""Derives Data/earth-orientation.csv from the IERS series finals2000A.all.

    python3 Data/make/earth_orientation.py finals2000A.all > Data/earth-orientation.csv

Every day from 1998 on, by Bulletin A: UT1-UTC to 1 us (0.5 mm along the equator), the pole to 0.01
mas (0.3 mm), the offsets of the celestial pole to 0.01 mas; these are not predicted as far as the
pole is, and the last are held.
"""
import lzma
import sys

FIRST = 50814  # MJD of 1998-01-01


def main(path):
    opener = lzma.open if path.endswith(".xz") else open
    rows = []
    offsets = (0.0, 0.0)
    measured = ""
    with opener(path, "rt") as lines:
        for line in lines:
            if int(float(line[7:15])) < FIRST or not line[58:68].strip():
                continue
            year = int(line[0:2])
            date = (f"{year + (1900 if year > 70 else 2000):04d}"
                    f"-{int(line[2:4]):02d}-{int(line[4:6]):02d}")
            predicted = line[16] == "P" or line[57] == "P"
            if line[97:106].strip():
                offsets = float(line[97:106]), float(line[116:125])
            if not predicted:
                measured = date
            rows.append(f"{date},{float(line[58:68]):.6f},{float(line[18:27]):.5f},"
                        f"{float(line[37:46]):.5f},{offsets[0]:.2f},{offsets[1]:.2f},"
                        f"{'predicted' if predicted else 'measured'}")
    print(f"# IERS rapid service, series finals2000A.all, measured to {measured}")
    print("# licence: public data of the International Earth Rotation and Reference Systems Service")
    print("# derived by Data/make/earth_orientation.py")
    print("date,ut1_minus_utc_s,x_pole_arcsec,y_pole_arcsec,dx_mas,dy_mas,kind")
    print("\n".join(rows))


main(sys.argv[1])
