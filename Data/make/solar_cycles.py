"""Derives Data/solar-cycles.csv from CelesTrak's space weather file (SW-All.csv).

    python3 Data/make/solar_cycles.py SW-All.csv > Data/solar-cycles.csv

Monthly means of the observed F10.7 and of the daily Ap from October 1957, as long as every day of
the month is measured ('measured'); after that the file's own monthly prediction ('predicted'). The
months in which the 13-month smoothed number of sunspots was least begin a cycle.
"""
import csv
import lzma
import sys

# Minima of the 13-month smoothed sunspot number (SILSO, Royal Observatory of Belgium).
MINIMA = {"1964-10": 20, "1976-03": 21, "1986-09": 22, "1996-08": 23, "2008-12": 24, "2019-12": 25}


def mean(texts):
    values = [float(text) for text in texts if text]
    return sum(values) / len(values) if values else None


def main(path):
    opener = lzma.open if path.endswith(".xz") else open
    months, order = {}, []
    with opener(path, "rt") as lines:
        for row in csv.DictReader(lines):
            month = row["DATE"][:7]
            if month not in months:
                months[month] = []
                order.append(month)
            months[month].append((row["F10.7_OBS"], row["AP_AVG"], row["F10.7_DATA_TYPE"]))
    print("# Solar and geomagnetic activity by month: CelesTrak SW-All (GFZ Potsdam Ap, Penticton"
          " F10.7), as of 2026-02-23")
    print("# licence: public data; F10.7 as observed (not turned to 1 au), monthly means; minima of"
          " cycles: SILSO")
    print("# kind: measured, or predicted by CelesTrak's monthly series; begins_cycle: number of the"
          " cycle that begins")
    print("month,f107_sfu,ap,kind,begins_cycle")
    for month in order:
        days = months[month]
        kinds = {kind for _, _, kind in days}
        measured = kinds <= {"OBS", "INT"}
        flux, ap = mean(day[0] for day in days), mean(day[1] for day in days)
        if flux is None or ap is None:
            continue
        kind = "measured" if measured else "predicted"
        print(f"{month},{flux:.1f},{ap:.1f},{kind},{MINIMA.get(month, '')}")


main(sys.argv[1])
