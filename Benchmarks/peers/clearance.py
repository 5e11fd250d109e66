"""Distances: capsules and boxes as hulls of eight corners, against coal, FCL and libccd.

A call from Python takes longer than the distance that it asks for: the peers are called from
`clearance.cpp`, which is compiled here against coal from PyPI (`coal`, `cmeel-eigen`) and, where
Debian's `libfcl-dev` and `libccd-dev` are installed, FCL and libccd. The last has no distance to be
timed: its answers are compared, how much two solids have to grow until they meet.
"""

import pathlib
import shutil
import subprocess
import sysconfig

import numpy as np

CAPSULES, PAIRS = 32, 4096
PEERS = ("coal", "fcl", "ccd")


def rotation(rng):
    x, y, z, w = (q := rng.normal(size=4)) / np.linalg.norm(q)
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])


def along(axis):
    """A rotation whose third column is along the axis."""
    z = axis / np.linalg.norm(axis)
    x = np.cross(z, [1, 0, 0] if abs(z[0]) < 0.9 else [0, 1, 0])
    x /= np.linalg.norm(x)
    return np.column_stack([x, np.cross(z, x), z])


SIGNS = np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)])


def prepare(folder):
    """Writes what our program reads (`capsules.bin`, `hulls.bin`) and what the peers read."""
    folder = pathlib.Path(folder)
    rng = np.random.default_rng(20260101)
    ours, theirs = [], []
    for index in range(2 * CAPSULES):
        start = rng.uniform(-10, 10, 3) + (0 if index < CAPSULES else np.array([40, 0, 0]))
        axis, radius = rng.uniform(-3, 3, 3), rng.uniform(0.5, 2)
        ours.append([*start, *axis, radius])
        theirs.append([radius, np.linalg.norm(axis), 0, *along(axis).ravel(), *(start + axis / 2)])
    np.array(ours, dtype=float).tofile(folder / "capsules.bin")
    np.array(theirs, dtype=float).tofile(folder / "capsules-placed.bin")
    ours, theirs = [], []
    for index in range(2 * PAIRS):
        centre = np.zeros(3) if index % 2 == 0 else np.array([5, 1, 1]) + rng.uniform(0, 3, 3)
        half, turn = rng.uniform(0.3, 2, 3), rotation(rng)
        ours.append((half * SIGNS) @ turn.T + centre)
        theirs.append([*(2 * half), *turn.ravel(), *centre])
    np.array(ours, dtype=float).tofile(folder / "hulls.bin")
    np.array(theirs, dtype=float).tofile(folder / "boxes-placed.bin")


def flags():
    """What the compiler needs for each peer that is there. Each has a program of its own: the
    libraries that both bring along do not bear each other."""
    prefix = pathlib.Path(sysconfig.get_paths()["purelib"], "cmeel.prefix")
    found = {}
    if (prefix / "include/coal").exists() and (prefix / "include/eigen3").exists():
        lib = prefix / "lib"
        found["coal"] = ["-DWITH_COAL", f"-I{prefix}/include", f"-I{prefix}/include/eigen3",
                         f"-L{lib}", f"-Wl,-rpath,{lib}", "-lcoal"]
    config = shutil.which("pkg-config")
    for peer in ("fcl", "ccd") if config else ():
        asked = subprocess.run([config, "--cflags", "--libs", peer], capture_output=True,
                               text=True, check=False)
        if asked.returncode == 0:
            found[peer] = [f"-DWITH_{peer.upper()}", *asked.stdout.split()]
    return found


def measure(folder):
    here = pathlib.Path(__file__).resolve().parent
    compiler = shutil.which("g++") or shutil.which("clang++")
    for peer, words in flags().items() if compiler else ():
        out = pathlib.Path(folder, peer)
        if not out.exists() or out.stat().st_mtime < (here / "clearance.cpp").stat().st_mtime:
            command = [compiler, "-std=c++17", "-O3", "-w", "-o", out, here / "clearance.cpp"]
            subprocess.run([*command, *words], check=True)
        subprocess.run([out, folder], check=True)


def compare(folder, variant):
    """How far the distances that the program left are from the peers'."""
    folder = pathlib.Path(folder)
    for name in ("capsules", "hulls"):
        ours = np.fromfile(folder / f"{variant}-{name}.bin")
        for peer in PEERS:
            path = folder / f"{peer}-{name}.bin"
            if path.exists():
                theirs = np.fromfile(path)
                # Overlaps are zero in ours where corners are asked, and below in theirs; libccd has
                # zero for all.
                if name == "hulls" or peer == "ccd":
                    ours, theirs = np.maximum(ours, 0), np.maximum(theirs, 0)
                print(f"{name}-from-{peer}", f"{np.abs(ours - theirs).max():.2g}", "m")
