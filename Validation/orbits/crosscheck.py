"""A day in low Earth orbit that six programs flew with the same forces."""

import json

import numpy as np

from .bench import GRAVITY_ALONE
from .files import moment

BODY = ["--mass", 420000, "--drag-area", 1000, "--drag-coefficient", 2.2, "--f107", 150, "--ap", 15]
LEFT_OUT = ["--no-tides", "--no-solar-pressure", "--no-relativity"]
FORCES = {
    "gravity-only": GRAVITY_ALONE,
    "nodrag": ["--no-drag", *LEFT_OUT],
    "full": [*BODY, *LEFT_OUT],
}

# Why a program stands apart, by the beginning of its name.
REASONS = {
    "orekit-apparent": "true, not mean solar time in the air",
    "satkit": "three-hourly ap in the air",
    "heyoka-thermoNET": "a neural network for the air",
    "nyx": "Earth without EOP",
    "basilisk": "Earth without EOP, fixed steps",
}


def check_crosscheck(bench):
    table = bench.table
    table.title("a day in low Earth orbit, the same forces in every program")
    results = bench.peers / "results" / "leo_crosscheck.json"
    field = bench.data / "environment/gravity/EGM96_to120.gfc.xz"
    if not bench.has("the end of the day", results, field):
        return
    case = json.loads(results.read_text())
    initial = case["initial_state_gcrf_m"]
    state = bench.state("leo", "GCRF", moment(case["epoch_utc"]), initial[:3], initial[3:])
    field = bench.unpacked(field)
    ends = {}
    for degree in (8, 70):
        for name, options in FORCES.items():
            said, _ = bench.fly(state, case["duration_s"], "--gravity", f"{degree}x{degree}",
                                "--gravity-field", field, *options)
            ends[degree, name] = said["final"]["positionM"]
            reference = case["states"][f"orekit|{degree}|{name}"]
            table.within(f"{degree}x{degree}, {name}", _distance(ends[degree, name], reference),
                         "Orekit", 0.01)
    for key, reference in case["states"].items():
        program, degree, forces = key.split("|")
        if program == "orekit":
            continue
        why = next((text for start, text in REASONS.items() if program.startswith(start)), "")
        gap = _distance(ends[int(degree), forces], reference)
        table.told(f"{degree}x{degree}, {forces}, {program}", gap, why if gap > 1 else "")


def _distance(ours, theirs):
    return float(np.linalg.norm(np.array(ours) - np.array(theirs)[:3]))
