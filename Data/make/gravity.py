"""Derives Data/gravity-egm2008.csv from an ICGEM file of EGM2008 (tide-free).

    python3 Data/make/gravity.py EGM2008_120.gfc.xz > Data/gravity-egm2008.csv

Degree and order are cut at 120: at 400 km the terms left out add up to less than 1e-9 m/s^2.
"""
import lzma
import sys

DEGREE = 120


def main(path):
    opener = lzma.open if path.endswith(".xz") else open
    header, rows = {}, []
    with opener(path, "rt") as lines:
        for line in lines:
            fields = line.split()
            if not fields:
                continue
            if fields[0] == "gfc" and int(fields[1]) <= DEGREE:
                c, s = (float(field.replace("d", "e")) for field in fields[3:5])
                rows.append((int(fields[1]), int(fields[2]), c, s))
            elif fields[0] != "gfc" and len(fields) > 1:
                header[fields[0]] = fields[1]
    if header["norm"] != "fully_normalized" or header["tide_system"] != "tide_free":
        sys.exit("not a fully normalised, tide-free field")
    print(f"# {header['modelname']}, tide-free, fully normalised, to degree and order {DEGREE}")
    print("# source: Pavlis, Holmes, Kenyon, Factor (2008), distributed by ICGEM; public")
    print("# date: 2008; derived by Data/make/gravity.py")
    print(f"# mu_m3_s2={float(header['earth_gravity_constant'])!r}")
    print(f"# radius_m={float(header['radius'])!r}")
    print("degree,order,c,s")
    for degree, order, c, s in sorted(rows):
        print(f"{degree},{order},{c!r},{s!r}")


main(sys.argv[1])
