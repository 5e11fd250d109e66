"""The table: what is compared, the value from outside, Outpost's, their difference, the bound."""

import numpy as np


class Rows:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.lines = []

    def title(self, text):
        self.lines.append(("title", text))

    def note(self, text):
        """What cannot be checked in this run, and why."""
        self.lines.append(("note", text))

    def equal(self, what, outside, outpost, tolerance):
        """Two numbers or arrays; of arrays the entry is shown that comes nearest to its tolerance."""
        a, b = np.broadcast_arrays(np.asarray(outside, float), np.asarray(outpost, float))
        bound = np.broadcast_to(np.asarray(tolerance, float), a.shape).ravel()
        a, b = a.ravel(), b.ravel()
        if a.size == 0:
            self.note(f"{what}: no values")
            return
        gap = np.abs(a - b)
        within = gap <= bound
        share = np.divide(gap, bound, out=np.where(gap > 0, np.inf, 0.0), where=bound > 0)
        worst = int(np.argmax(np.where(np.isfinite(gap), share, np.inf)))
        self._add(
            what + (f" [{a.size}]" if a.size > 1 else ""), _number(a[worst]), _number(b[worst]),
            f"{gap[worst]:.1e}", f"{bound[worst]:.1e}", bool(within.all()))

    def same(self, what, outside, outpost):
        """Texts and lists."""
        ok = outside == outpost
        self._add(what, _text(outside), _text(outpost), "" if ok else "differs", "same", ok)

    def most(self, what, outside, bound):
        """A number of our own that has a bound."""
        ok = bool(np.isfinite(outside) and outside <= bound)
        self._add(what, _number(outside), "", "", f"<= {_number(bound)}", ok)

    def least(self, what, outside, bound):
        ok = bool(np.isfinite(outside) and outside >= bound)
        self._add(what, _number(outside), "", "", f">= {_number(bound)}", ok)

    def between(self, what, low, outpost, high):
        """Outpost's value within bounds from outside."""
        ok = bool(low <= outpost <= high)
        gap = max(low - outpost, outpost - high, 0.0)
        self._add(
            what, f"{_number(low)} .. {_number(high)}", _number(outpost), f"{gap:.1e}", "within", ok)

    def _add(self, what, outside, outpost, difference, tolerance, ok):
        self.passed += ok
        self.failed += not ok
        self.lines.append(
            ("row", (what, outside, outpost, difference, tolerance, "ok" if ok else "NOT OK")))

    def print(self):
        heads = ("what", "value from outside", "value of Outpost", "difference", "tolerance", "ok")
        rows = [heads] + [line for kind, line in self.lines if kind == "row"]
        widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
        widths[0] = min(widths[0], 62)

        def show(row):
            print(" | ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())

        show(heads)
        for kind, line in self.lines:
            if kind == "title":
                print(f"\n{line}")
            elif kind == "note":
                print(f"- {line}")
            else:
                show(line)


def _number(value):
    return f"{float(value):.12g}"


def _text(value):
    text = str(value)
    return text if len(text) <= 24 else text[:21] + "..."
