#!/usr/bin/env python3
"""Recomputes what Outpost's runs came to, from their files alone and with none of its code.

    recompute.py DIR...

reads `result.json`, `series.nc` and the OEMs of each folder and prints a table: what is compared,
the value from outside, Outpost's, their difference, the tolerance. Of a series the entry is shown
that comes nearest to its tolerance, and their number in brackets. Lines that begin with a dash say
what cannot be checked in a run. Ends with 1 where a row is not ok.

What is recomputed: the digest; mass, centre of mass and inertia of the whole and of every piece;
mass, momentum, angular momentum and energy over the cut; orbits, by gravity from record to record
and by interpolation; attitude, by the equations of Euler; the edges of the Earth's shadow, by a Sun
of our own; distances of centres and of surfaces; velocity changes, from the mass used and in the
trajectory; every balance of air, water and energy at every record; the arithmetic of the verdict.

What is not: the power that arrays give, the crew's metabolism and the air's density, whose figures
are not in these files; offsets and gimbals of engines; dependencies, which are no sums; at full fidelity
how actuators turn a piece, what the air adds to the torques, and orbits between two records between
which jets fire or something else pushes. Where arrays turn, their recorded angles tell centre, inertia,
the torque of gravity and where the solids are that distances are taken between. Tolerances are
explained where they stand, in `outside/`.
"""

import sys

from outside.files import Result, digest
from outside.flight import check_flight
from outside.pairs import check_pairs
from outside.rows import Rows
from outside.station import check_cut, check_masses
from outside.systems import check_systems, check_verdict


def recompute(folder):
    print(f"\n{folder}\n")
    result = Result(folder)
    rows = Rows()
    rows.title("files")
    rows.same("SHA-256 of the result", digest(result.document), result.document["resultDigest"])
    rows.same("digest in series.nc", result.document["resultDigest"], result.series_digest)
    rows.equal("start in series.nc [s]", 0, result.utc(result.series_start), 1e-6)
    check_masses(result, rows)
    check_cut(result, rows)
    check_flight(result, rows)
    check_pairs(result, rows)
    check_systems(result, rows)
    check_verdict(result, rows)
    rows.print()
    return rows


def main(folders):
    if not folders or folders[0].startswith("-"):
        print(__doc__)
        return 2
    tables = [recompute(folder) for folder in folders]
    passed, failed = sum(t.passed for t in tables), sum(t.failed for t in tables)
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
