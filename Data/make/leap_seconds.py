"""Derives Data/leap-seconds.csv from the IERS table Leap_Second.dat.

    python3 Data/make/leap_seconds.py Leap_Second.dat > Data/leap-seconds.csv
"""
import datetime
import re
import sys


def main(path):
    text = open(path).read()
    bulletin = re.search(r"Bulletin\s+(\d+) issued in (\w+ \d+)", text)
    expiry = re.search(r"expires on (\d+ \w+ \d+)", text).group(1)
    expiry = datetime.datetime.strptime(expiry, "%d %B %Y").date()
    print(f"# IERS Bulletin C {bulletin.group(1)} of {bulletin.group(2)}, table Leap_Second.dat")
    print("# licence: public data of the International Earth Rotation and Reference Systems Service")
    print("# derived by Data/make/leap_seconds.py")
    print(f"# expires: {expiry}")
    print("date,tai_minus_utc_s")
    for line in text.splitlines():
        fields = line.split()
        if line.startswith("#") or len(fields) != 5:
            continue
        print(f"{int(fields[3]):04d}-{int(fields[2]):02d}-{int(fields[1]):02d},{fields[4]}")


main(sys.argv[1])
