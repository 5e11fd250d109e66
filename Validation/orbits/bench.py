"""Where figures come from and go to: the program, the reference data, a folder for files."""

import lzma
import os
import pathlib

from answers import Program

from .files import write_ephemeris

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# Forces by what the program calls them, for comparisons that leave some out.
GRAVITY_ALONE = ["--no-drag", "--no-sun", "--no-moon", "--no-tides", "--no-solar-pressure",
                 "--no-relativity"]


class Bench:
    """What every comparison needs."""

    def __init__(self, program, folder, table):
        self.folder, self.table = pathlib.Path(folder), table
        self.program = Program(program, self.folder)
        data = os.environ.get("OUTPOST_REFERENCE_DATA", "../shared/data")
        self.data = (ROOT / data).resolve()
        self.peers, self.facts = self.data.parent / "peers", self.data.parent / "facts"

    def ask(self, *arguments):
        return self.program.ask([*map(str, arguments), "--json"])

    def has(self, what, *paths):
        """Whether reference files are there; where not, a row says so."""
        for path in paths:
            if not path.exists():
                self.table.skip(what, f"no {path.parent.name}/{path.name}")
                return False
        return True

    def text(self, path):
        """A text of the reference data, packed or not."""
        raw = path.read_bytes()
        return (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode()

    def unpacked(self, path):
        """A file of the reference data as the program can read it."""
        if path.suffix != ".xz":
            return path
        plain = self.folder / path.stem
        if not plain.exists():
            plain.write_bytes(lzma.decompress(path.read_bytes()))
        return plain

    def state(self, name, frame, time, position, velocity, time_system="UTC"):
        """A file with one state [m, m/s]."""
        path = self.folder / f"{name}.oem"
        write_ephemeris(path, frame, time_system, [(time, [*position, *velocity])])
        return path

    def fly(self, state, duration, *options, step=None, name="flown"):
        """A state carried on; what the program says, and the file it writes."""
        path = self.folder / f"{name}.oem"
        said = self.ask("propagate", "--state", state, "--epoch", "first", "--duration",
                        repr(float(duration)), "--step", step or abs(duration), "--oem", path,
                        *options)
        return said, path
