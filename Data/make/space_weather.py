"""Derives Data/space-weather.csv from CelesTrak's table SW-All.csv.

    python3 Data/make/space_weather.py SW-All.csv > Data/space-weather.csv

Kept are the days from 1998 on, the three-hourly ap, and F10.7 as observed at the Earth with its mean
over the 81 days about each day; left out are Kp, which says the same as ap, and the values adjusted to
one astronomical unit. Rows of the monthly forecast have no ap.
"""
import csv
import lzma
import sys

FIRST = "1998-01-01"
KINDS = {"OBS": "measured", "INT": "measured", "PRD": "predicted", "PRM": "forecast"}


def main(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt") as lines:
        rows = [row for row in csv.DictReader(lines) if row["DATE"] >= FIRST]
    measured = max(row["DATE"] for row in rows if KINDS[row["F10.7_DATA_TYPE"]] == "measured")
    print(f"# CelesTrak, SW-All.csv, measured to {measured}: ap of GFZ Potsdam, F10.7 of NRC Canada, "
          "predictions of NOAA and NASA MSFC")
    print("# licence: public figures of these institutions, gathered by CelesTrak; ap: CC BY 4.0, GFZ, "
          "Matzka and others 2021, doi 10.5880/Kp.0001")
    print(f"# date: {measured}; derived by Data/make/space_weather.py")
    print("date,ap,daily_ap,f107,f107_mean81,kind")
    for row in rows:
        ap = " ".join(row[f"AP{i}"] for i in range(1, 9)).strip()
        print(f"{row['DATE']},{ap},{row['AP_AVG']},{row['F10.7_OBS']},"
              f"{row['F10.7_OBS_CENTER81']},{KINDS[row['F10.7_DATA_TYPE']]}")


main(sys.argv[1])
