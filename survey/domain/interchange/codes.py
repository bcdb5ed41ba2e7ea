"""Codes from the names of other programs: kebab-case, unique, and the same name wherever it can be a code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

_NOT_IN_CODES = re.compile(r"[^A-Za-z0-9]+")
LONGEST_CODE = 60


def code_from(name: str, *, otherwise: str) -> str:
    """The name as a code: “age_group” becomes “age-group”, “Q1a” stays. `otherwise` where nothing is left."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_IN_CODES.sub("-", plain)[:LONGEST_CODE].strip("-") or otherwise


class Codes:
    """Hands out codes, each once."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)
        # Where counting goes on for a name: a file may give thousands of things the same one.
        self._next: dict[str, int] = {}

    def give(self, name: str, *, otherwise: str) -> str:
        """A code that nobody has yet."""
        stem = code_from(name, otherwise=otherwise)
        for number in count(self._next.get(stem, 1)):
            code = stem if number == 1 else f"{stem}-{number}"
            if code not in self._taken:
                self._taken.add(code)
                self._next[stem] = number + 1
                return code
        raise AssertionError
