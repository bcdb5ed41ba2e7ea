"""A fault: what is wrong with one thing, and in which of its fields.

A definition, a task list and a form tell it in the same words; a form links them to the field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Fault:
    """What is wrong. `words` follow the name of the thing: “The fact …” “does not say who says it”."""

    field: str
    words: str

    def of(self, name: str) -> str:
        """The whole sentence."""
        return f"{name} {self.words}."

    def under(self, prefix: str) -> Fault:
        """The same fault of a part whose fields stand under this prefix."""
        return replace(self, field=f"{prefix}{self.field}")


def by_field(name: str, faults: Iterable[Fault]) -> dict[str, str]:
    """The sentences by field. Of two in one field the first is told; the other shows once it is put right."""
    found: dict[str, str] = {}
    for fault in faults:
        found.setdefault(fault.field, fault.of(name))
    return found
