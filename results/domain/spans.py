"""What can be worked out of counts that lie in ranges from what is known of their sums."""

from __future__ import annotations

from collections.abc import Sequence

Range = tuple[int, int]


def bounded(ranges: Sequence[Range], low: int, high: int) -> list[Range]:
    """From where to where each count can be where their sum is known to be from `low` to `high`.

    Whole numbers in ranges reach every sum between the sums of their ends, so each count reaches every
    value of its own range that leaves the others a sum which they can reach.
    """
    least, most = sum(start for start, _ in ranges), sum(end for _, end in ranges)
    return [(max(start, low - (most - end)), min(end, high - (least - start))) for start, end in ranges]


def of_those_added(states: Sequence[Range], answers: Sequence[Range], number: int) -> list[Range]:
    """Of so many people: those who answered, did not, were not asked; and those who gave each answer.

    `answers` add up to those who answered; there are none where people could give several.
    """
    answered, *others = states
    if answers:
        least, most = sum(start for start, _ in answers), sum(end for _, end in answers)
        answered = (max(answered[0], least), min(answered[1], most))
    found = bounded([answered, *others], number, number)
    return found + bounded(answers, *found[0])
