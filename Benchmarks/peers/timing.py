"""How a peer is timed: the CPU seconds of its process, the median of some calls."""

import statistics
import time


def report(kernel, peer, unit, pieces, work, repeats=7):
    """Prints `KERNEL PEER VALUE UNIT` for work that does so many pieces in one call."""
    work()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    print(kernel, peer, 1e9 * statistics.median(times) / pieces, f"ns/{unit}", flush=True)
