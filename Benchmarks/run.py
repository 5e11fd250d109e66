"""Runs each kernel and its peers by turns and prints what they took, side by side.

A program `Sources/NAME` prints lines `KERNEL VALUE UNIT`. A script `peers/NAME.py`, where there is one, has

    prepare(folder)            optional: writes what both sides read
    measure(folder)            prints lines `KERNEL PEER VALUE UNIT`
    compare(folder, variant)   optional: prints lines `WHAT VALUE UNIT` on how far the answers that
                               the program left are from the peer's

Each runs in a process of its own. `targets.csv` says which ratio is aimed at.
"""

import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE / ".work"
BUILDS = {"plain": ".build", "native": ".build-native"}


def lines(command, words):
    """The lines that a process prints, as lists of so many words; None when it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=HERE, check=False)
    if result.returncode != 0:
        print(f"failed with {result.returncode}: {' '.join(map(str, command))}", file=sys.stderr)
        return None
    rows = [line.split() for line in result.stdout.splitlines()]
    return [row for row in rows if len(row) == words]


def peer(name, action, *arguments):
    """One action of the peer's script; nothing where there is none or a package is missing."""
    if not (HERE / "peers" / f"{name}.py").exists():
        return []
    call = (
        f"import peers.{name} as peer\n"
        f"action = getattr(peer, {action!r}, None)\n"
        f"action and action(*{[str(a) for a in arguments]!r})\n"
    )
    words = {"prepare": 0, "measure": 4, "compare": 3}[action]
    return lines([sys.executable, "-c", call], words) or []


def kernel(name, variants, rounds):
    """The figures of one program: {(kernel, who): ([values], unit)} and the differences."""
    folder = WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    peer(name, "prepare", folder)
    figures = {}

    def take(kernel, who, value, unit):
        figures.setdefault((kernel, who), ([], unit))[0].append(float(value))

    for _ in range(rounds):
        for variant in variants:
            program = HERE / BUILDS[variant] / "release" / name
            for what, value, unit in lines([program, folder, variant], 3) or []:
                take(what, variant, value, unit)
        for what, who, value, unit in peer(name, "measure", folder):
            take(what, who, value, unit)
    differences = [
        (variant, *row) for variant in variants for row in peer(name, "compare", folder, variant)
    ]
    return figures, differences


def targets():
    """{(kernel, peer): {"plain": ratio, "native": ratio}}; the peer `-` for a bound in the unit."""
    with open(HERE / "targets.csv", encoding="utf-8") as file:
        return {
            (row["kernel"], row["peer"]): {v: float(row[v]) for v in BUILDS}
            for row in csv.DictReader(file)
        }


def table(figures, variants):
    """One row for each kernel, build and peer."""
    aims = targets()
    rows = []
    kernels = list(dict.fromkeys(k for k, who in figures if who in BUILDS))
    for what in kernels:
        others = [who for k, who in figures if k == what and who not in BUILDS]
        for variant in variants:
            if (what, variant) not in figures:
                continue
            values, unit = figures[what, variant]
            ours = statistics.median(values)
            bound = aims.get((what, "-"))
            if bound:
                rows.append(row(what, variant, ours, unit, "-", None, bound[variant], True))
            for who in others:
                theirs = statistics.median(figures[what, who][0])
                aim = aims.get((what, who), {}).get(variant)
                rows.append(row(what, variant, ours, unit, who, theirs, aim, False))
            if not others and not bound:
                rows.append(row(what, variant, ours, unit, "-", None, None, False))
    return rows


def row(what, variant, ours, unit, who, theirs, aim, is_bound):
    ratio = theirs / ours if theirs else None
    holds = None
    if aim is not None:
        holds = ours <= aim if is_bound else ratio >= aim
    return {"kernel": what, "build": variant, "unit": unit, "ours": ours, "peer": who,
            "theirs": theirs, "ratio": ratio, "target": aim, "isBound": is_bound, "holds": holds}


def number(value):
    return "" if value is None else f"{value:.4g}"


def say(rows, differences):
    print(f"{'kernel':24} {'build':7} {'ours':>10} {'unit':16} {'peer':26} {'peer takes':>10} "
          f"{'ratio':>7} {'target':>8}")
    for r in rows:
        aim = number(r["target"])
        aim = aim and (f"<{aim}" if r["isBound"] else f"{aim}x")
        mark = {True: "holds", False: "MISSED", None: ""}[r["holds"]]
        ratio = number(r["ratio"]) and f"{number(r['ratio'])}x"
        print(f"{r['kernel']:24} {r['build']:7} {number(r['ours']):>10} {r['unit']:16} "
              f"{r['peer']:26} {number(r['theirs']):>10} {ratio:>7} {aim:>8} {mark}".rstrip())
    for variant, what, value, unit in differences:
        print(f"difference: {what} {variant}: {value} {unit}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    everyone = sorted(p.parent.name for p in HERE.glob("Sources/*/main.swift"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(everyone))
    parser.add_argument("--native", action="store_true", help="the build for this CPU as well")
    parser.add_argument("--rounds", type=int, default=3, help="how often each process runs")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    options = parser.parse_args()
    for name in options.names:
        if name not in everyone:
            parser.error(f"'{name}' is no kernel; allowed: {', '.join(everyone)}")
    variants = ["plain", "native"] if options.native else ["plain"]
    rows, differences = [], []
    for name in options.names or everyone:
        figures, off = kernel(name, variants, options.rounds)
        rows += table(figures, variants)
        differences += off
    if not rows:
        sys.exit("no kernel gave a figure")
    if options.json:
        json.dump({"rows": rows, "differences": differences}, sys.stdout, indent=1)
        print()
    else:
        say(rows, differences)


if __name__ == "__main__":
    main()
