"""The field of degree and order 70, one state a call, against Basilisk and Orekit."""

import pathlib
import shutil
import subprocess
import time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "Data" / "gravity-egm2008.csv"
DEGREE = 70


def prepare(folder):
    """Writes our table of coefficients as the peers read it: `field.txt` and `field.gfc`."""
    text = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in text if line[0].isdigit()]
    known = {(int(n), int(m)): (c, s) for n, m, c, s in rows}
    full = [(n, m, *known.get((n, m), ("0.0", "0.0")))
            for n in range(DEGREE + 1) for m in range(n + 1)]
    head = f"6378136.3, 398600441500000.0, 0.0, {DEGREE}, {DEGREE}, 1, 0.0, 0.0\n"
    body = "".join(f"{n}, {m}, {c}, {s}, 0.0, 0.0\n" for n, m, c, s in full)
    pathlib.Path(folder, "field.txt").write_text(head + body, encoding="ascii")
    head = ("product_type gravity_field\nmodelname field\n"
            "earth_gravity_constant 398600441500000.0\nradius 6378136.3\n"
            f"max_degree {DEGREE}\nerrors no\nnorm fully_normalized\ntide_system tide_free\n"
            "end_of_head\n")
    body = "".join(f"gfc {n} {m} {c} {s}\n" for n, m, c, s in full)
    pathlib.Path(folder, "field.gfc").write_text(head + body, encoding="ascii")


def basilisk(folder):
    from Basilisk.simulation import gravityEffector

    model = gravityEffector.SphericalHarmonicsGravityModel()
    model.loadFromFile(str(pathlib.Path(folder, "field.txt")), DEGREE)
    model.initializeParameters()
    return model


def places(folder, variant="plain"):
    path = pathlib.Path(folder, f"{variant}-places.bin")
    return np.fromfile(path).reshape(-1, 3).tolist() if path.exists() else []


def measure(folder):
    rows = places(folder)
    if not rows:
        return
    try:
        measure_basilisk(folder, rows)
    except ImportError:
        pass
    measure_orekit(folder)


def measure_basilisk(folder, rows):
    """What degree 70 takes beyond degree 0, which is the call from Python and little else."""
    model = basilisk(folder)

    def seconds(degree):
        times = []
        for _ in range(9):
            start = time.process_time()
            for row in rows:
                model.computeField(row, degree, True)
            times.append(time.process_time() - start)
        return np.median(times)

    nanoseconds = 1e9 * (seconds(DEGREE) - seconds(0)) / len(rows)
    print("gravity", "basilisk", nanoseconds, "ns/state", flush=True)


def measure_orekit(folder):
    """Orekit's part runs in a Java machine of its own, so that no call from Python is counted."""
    if not (shutil.which("java") and shutil.which("javac")):
        return
    try:
        import orekit_jpype
    except ImportError:
        return
    jars = str(pathlib.Path(orekit_jpype.__file__).parent / "jars" / "*")
    classes = pathlib.Path(folder, "classes")
    if not (classes / "Gravity.class").exists():
        subprocess.run(["javac", "-cp", jars, "-d", classes, HERE / "Gravity.java"], check=True)
    data = pathlib.Path(folder, "orekit")
    data.mkdir(exist_ok=True)
    shutil.copy(pathlib.Path(folder, "field.gfc"), data)
    subprocess.run(
        ["java", "-cp", f"{jars}:{classes}", "Gravity", data, pathlib.Path(folder, "plain-places.bin")],
        check=True)


def compare(folder, variant):
    """How far the accelerations are from Basilisk's."""
    rows = places(folder, variant)
    if not rows:
        return
    model = basilisk(folder)
    theirs = np.array([np.ravel(model.computeField(row, DEGREE, True)) for row in rows])
    ours = np.fromfile(pathlib.Path(folder, f"{variant}-accelerations.bin")).reshape(-1, 3)
    off = np.linalg.norm(ours - theirs, axis=1) / np.linalg.norm(ours, axis=1)
    print(f"gravity {off.max():.1e} relative")
