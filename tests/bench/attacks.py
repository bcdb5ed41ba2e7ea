"""Attacks on whole releases of up to 20,000 responses: how many counts of one or two were found out."""

import time

from tests.bench.site import report
from tests.results.domain.test_attacks import everything_at
from tests.results.populations import responses

SIZES = (50, 120, 500, 2_000, 5_000, 20_000)
SEEDS = range(5)
TARGETS = 40


def run() -> None:
    """A line a size: counts attacked, counts found out, and what one attack costs."""
    for size in SIZES:
        before, found, tried = time.process_time(), 0, 0
        for seed in SEEDS:
            pinned, attacked = everything_at(responses(size, 1000 + seed), most=TARGETS)
            found, tried = found + len(pinned), tried + attacked
        report("attacked_counts_of_1_or_2", tried, "counts", size)
        report("found_out_counts_of_1_or_2", found, "counts", size)
        report("attack_cpu_s", (time.process_time() - before) / max(1, tried), "CPU-seconds a count", size)
