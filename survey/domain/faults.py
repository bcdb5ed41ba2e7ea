"""A fault: what is wrong with one thing, and in which of its fields.

A definition, a task list and a form tell it in the same words; a form links them to the field.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from survey.domain.wording import say


@dataclass(frozen=True)
class Fault:
    """What is wrong. `words` is a message that names the thing: “{name} does not say who says it.”"""

    field: str
    words: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def of(self, name: str) -> str:
        """The whole sentence."""
        return say(self.words, name=name, **self.params)

    def under(self, prefix: str) -> Fault:
        """The same fault of a part whose fields stand under this prefix."""
        return replace(self, field=f"{prefix}{self.field}")


def by_field(name: str, faults: Iterable[Fault]) -> dict[str, str]:
    """The sentences by field. Of two in one field the first is told; the other shows once it is put right."""
    found: dict[str, str] = {}
    for fault in faults:
        found.setdefault(fault.field, fault.of(name))
    return found
