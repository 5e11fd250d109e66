"""The table: what is compared, our figure, the reference, the tolerance."""

import math

HEADS = ("what", "Outpost", "reference", "tolerance", "")
WIDTHS = (68, 14, 36, 12, 7)


class Table:
    """Rows are printed as they come and counted by how they ended."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def title(self, text):
        print(f"\n{text}")
        self._show(HEADS)

    def note(self, text):
        print(f"- {text}", flush=True)

    def within(self, what, distance, reference, tolerance, unit="m"):
        """How far our figures are from those of a reference."""
        self._judge(what, _figure(distance, unit), reference, f"<= {_figure(tolerance, unit)}",
                    distance <= tolerance)

    def near(self, what, figure, reference, tolerance, unit=""):
        """A figure and the reference's."""
        self._judge(what, _figure(figure, unit, 7), _figure(reference, unit, 7),
                    f"+- {_figure(tolerance, unit)}", abs(figure - reference) <= tolerance)

    def between(self, what, low, figure, high, reference, unit=""):
        self._judge(what, _figure(figure, unit), f"{low:g} .. {high:g}, {reference}", "within",
                    low <= figure <= high)

    def holds(self, what, figure, reference, true):
        self._judge(what, str(figure), str(reference), "same", true)

    def told(self, what, figure, reference, unit="m"):
        """A figure that nothing bounds."""
        self._show((what, _figure(figure, unit), reference, "", "told"))

    def skip(self, what, why):
        self.skipped += 1
        self._show((what, "", why, "", "skipped"))

    def summary(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def _judge(self, what, figure, reference, tolerance, true):
        self.passed += bool(true)
        self.failed += not true
        self._show((what, figure, reference, tolerance, "ok" if true else "NOT OK"))

    @staticmethod
    def _show(row):
        print(" | ".join(str(text).ljust(width) for text, width in zip(row, WIDTHS)).rstrip(),
              flush=True)


def _figure(value, unit, digits=4):
    if not math.isfinite(value):
        return str(value)
    return f"{value:.{digits}g} {unit}".rstrip()
