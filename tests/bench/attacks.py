"""Attacks on whole releases of up to 20,000 responses: how many counts of one or two were found out."""

import time

from results.domain.disclosure import Disclosure
from tests.bench.site import report
from tests.results.domain.test_attacks import everything_at, nearly_all_at
from tests.results.domain.test_attacks_on_parts import (
    campaigns_attacked,
    excluded_attacked,
    themes_attacked,
    timeline_attacked,
    weighted_attacked,
)
from tests.results.populations import nearly_everybody, responses

SIZES = (50, 120, 500, 2_000, 5_000, 20_000)
SEEDS = range(5)
TARGETS = 40


def rules(seed):
    return Disclosure("c", bytes([seed + 1]) * 16)


# What is attacked: a population of so many responses, made from a seed. Gives what was found out, and the tried.
ATTACKED = {
    "tables": lambda size, seed: everything_at(responses(size, 1000 + seed), most=TARGETS, rules=rules(seed)),
    "nearly_all_alike": lambda size, seed: nearly_all_at(
        nearly_everybody(size, 1000 + seed), most=TARGETS, rules=rules(seed)
    ),
    "by_day_and_way": lambda size, seed: timeline_attacked(size, seed, most=TARGETS, rules=rules(seed)),
    "left_out": lambda size, seed: excluded_attacked(size + 100, 50 + size // 50, seed, rules=rules(seed)),
    "themes": lambda size, seed: themes_attacked(size, seed, rules=rules(seed)),
    "texts_that_many_sent": lambda size, seed: campaigns_attacked(size, seed, rules=rules(seed)),
    "weighted": lambda size, seed: weighted_attacked(size, seed, most=TARGETS, rules=rules(seed)),
}


def run() -> None:
    """A line a size and what is attacked: counts attacked, found out, and what one attack costs."""
    for what, attacked in ATTACKED.items():
        for size in SIZES:
            before, found, tried = time.process_time(), 0, 0
            for seed in SEEDS:
                pinned, own = attacked(size, seed)
                found, tried = found + len(pinned), tried + own
            report(f"attacked_counts_of_1_or_2_{what}", tried, "counts", size)
            report(f"found_out_counts_of_1_or_2_{what}", found, "counts", size)
            report(f"attack_cpu_s_{what}", (time.process_time() - before) / max(1, tried), "CPU-seconds a count", size)
