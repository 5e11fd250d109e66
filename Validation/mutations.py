#!/usr/bin/env python3
"""Changes a station file in many ways, each with its effect stated beforehand, and compares.

    python3 Validation/mutations.py [--seed N] [--outpost PATH] [--keep DIR]

The stations are the ISS of 2022-03-11 parted at J01, and a station of twelve modules made from the
seed, parted at its waist. The seed also picks what is changed. Exit code 1: an effect did not come.
"""

import argparse
import pathlib
import random
import sys
import tempfile

import random_station
from answers import Answer, Case, Program, Refused, write_state
from mutations_moved import MOVED
from mutations_same import SAME, ids
from mutations_scaled import SCALED
from station_file import Station, read

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES_OF_A_FAILURE = 6


def numbers(document):
    """An answer without where its figures come from, and so without its digest."""
    parts = [document["before"], *document["pieces"]]
    bare = [{k: v for k, v in part.items() if k != "evidence"} for part in parts]
    rest = {k: v for k, v in document.items()
            if k not in ("before", "pieces", "resultDigest")}
    return bare, rest


class Subject:
    """A station, and what the program says of it unchanged."""

    def __init__(self, name, station, program):
        self.name, self.station, self.program = name, station, program
        raw = program.cut(station, f"{name}-as-read")
        station.give_visits_their_own_type()
        own = program.cut(station, f"{name}-base")
        if numbers(own) != numbers(raw):
            raise Refused("vehicle types written out one by one change the result")
        if not own["separates"]:
            raise Refused(f"opening {station.joint} does not separate the station")
        self.state = program.folder / f"{name}.opm"
        write_state(own, self.state)
        anchors = station.anchors()
        self.own, self.own_digest = Answer(own, anchors), own["resultDigest"]
        self.shown = program.show(station, f"{name}-base")
        self.before = Answer(program.cut(station, f"{name}-base", self.state), anchors)

    def try_mutation(self, mutation, seed):
        rng = random.Random(f"{seed} {self.name} {mutation.__name__}")
        name = f"{self.name}-{mutation.__name__}"
        case = Case(self.program, self.station.copy(), self.before, self.state, name, rng)
        case.own, case.own_digest, case.shown = self.own, self.own_digest, self.shown
        try:
            mutation(case)
        except Refused as refusal:
            case.fail(str(refusal))
        return case


def subjects(seed, program):
    iss = Station(read(ROOT / "Stations" / "iss.yaml"), "2022-03-11", "J01")
    document, date, joint = random_station.make(seed)
    common = ids(iss.data) & ids(document)
    if common:
        raise Refused(f"the random station shares names with the ISS: {sorted(common)}")
    other = Station(document, date, joint)
    return [Subject("iss", iss, program), Subject("random", other, program)]


def report(case, mutation, subject):
    """One row of the table, and under it what did not come."""
    title = mutation.__name__.replace("_", " ")
    verdict = "FAILS" if case.failures else "holds"
    print(f"{title:<28} {subject.name:<7} {verdict}  {case.statement}")
    for failure in case.failures[:LINES_OF_A_FAILURE]:
        print(f"{'':<37}{failure}")
    if len(case.failures) > LINES_OF_A_FAILURE:
        print(f"{'':<37}and {len(case.failures) - LINES_OF_A_FAILURE} more")


def run(options, folder):
    program = Program(options.outpost, folder)
    passed = failed = 0
    print(f"{'mutation':<28} {'station':<7} result effect stated beforehand, seed {options.seed}")
    for subject in subjects(options.seed, program):
        for mutation in SAME + MOVED + SCALED:
            case = subject.try_mutation(mutation, options.seed)
            report(case, mutation, subject)
            passed, failed = passed + (not case.failures), failed + bool(case.failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1, help="picks what is changed (default 1)")
    options.add_argument("--outpost", type=pathlib.Path, default=ROOT / "outpost",
                         help="the program (default: the launcher of this checkout)")
    options.add_argument("--keep", type=pathlib.Path, help="keep the changed files in this folder")
    options = options.parse_args()
    try:
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            return run(options, options.keep)
        with tempfile.TemporaryDirectory() as folder:
            return run(options, pathlib.Path(folder))
    except Refused as refusal:
        print(f"mutations: error: {refusal}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
