"""Short addresses of zones, to be read from paper and typed: the zone's own code, or that with a number.

A short address says which zone, and nothing else: not which notice, which lamp-post or which day.
"""

from __future__ import annotations

from collections.abc import Collection

from survey.domain.short_names import short_name

# Longer ones are not typed without a mistake.
LONGEST = 24


def short_for(code: str, taken: Collection[str]) -> str:
    """A short address that nobody has yet: the first words of the zone's code, with a number where taken."""
    words = code.split("-")
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    return short_name("-".join(words)[:LONGEST], taken, otherwise="zone")


def as_typed(text: str) -> str:
    """The short address that somebody meant: telephones write capitals, and sentences end with a stop."""
    return text.strip(" .,").lower()
