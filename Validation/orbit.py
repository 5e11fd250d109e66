#!/usr/bin/env python3
"""Compares Outpost's orbits, element sets and air with figures that others published.

    python3 Validation/orbit.py [--outpost PATH] [--only PART]

Prints a table: what is compared, our figure, the reference, the tolerance. Exit code 1: a figure is
beyond its tolerance. Reference files are looked for in OUTPOST_REFERENCE_DATA (../shared/data if
not set); what needs a file that is not there is skipped, and counted as such. A row that ends with
"told" has no bound.
"""

import argparse
import pathlib
import sys
import tempfile

from answers import Refused
from orbits.air import check_air
from orbits.arcs import check_arcs
from orbits.bench import ROOT, Bench
from orbits.closure import check_closure
from orbits.crosscheck import check_crosscheck
from orbits.elements import check_elements
from orbits.manoeuvres import check_manoeuvres
from orbits.measured import check_measured
from orbits.reports import check_reports
from orbits.table import Table

PARTS = {
    "crosscheck": check_crosscheck, "reports": check_reports, "closure": check_closure,
    "arcs": check_arcs, "measured": check_measured, "elements": check_elements,
    "manoeuvres": check_manoeuvres, "air": check_air,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--outpost", type=pathlib.Path, default=ROOT / "outpost")
    parser.add_argument("--only", choices=PARTS, help="one part of the table")
    arguments = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.outpost, folder, table)
        for name, check in PARTS.items():
            if arguments.only in (None, name):
                try:
                    check(bench)
                except Refused as refusal:
                    table.holds(f"{name}: the program answers", refusal, "an answer", False)
    print(f"\n{table.summary()}")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
