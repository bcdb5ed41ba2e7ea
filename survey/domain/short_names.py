"""Short names for addresses and codes, made once from a name that people gave and kept for good.

Links, printed addresses and answers hold them, so a thing that is renamed keeps its own.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from survey.domain.deployments.boundaries.naming import kebab


def short_name(name: str, taken: Collection[str], *, otherwise: str) -> str:
    """The name in lower case with hyphens, and a number where it is taken: “theatre-streets-2”.

    `otherwise` is used for a name without a letter or digit of the Latin alphabet.
    """
    stem = kebab(name) or otherwise
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(candidate for candidate in numbered if candidate not in taken)
