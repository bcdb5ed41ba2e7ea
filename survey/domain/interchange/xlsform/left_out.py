"""What a line has that questions here do not: noted, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from survey.domain.interchange.xlsform.items import Item
from survey.domain.interchange.xlsform.lists import list_key
from survey.domain.interchange.xlsform.logic import TRUE

LONGEST_VALUE = 200


def left_out(item: Item, pictured: frozenset[str]) -> Iterator[str]:
    """The sentences about a question. `pictured` are the lists of which options have pictures."""
    line = item.line
    yield from media(item)
    if list_key(item.type.list_name) in pictured:
        yield "Pictures or sounds of its options are left out."
    if line.get("choice_filter"):
        yield f"Its options depend on an earlier answer; here all are shown: {line.get('choice_filter')}"
    for column, what in (("default", "It is filled in beforehand"), ("calculation", "It is worked out")):
        if line.get(column):
            yield f"{what} ({line.get(column)[:LONGEST_VALUE]}); here nothing is."
    if line.get("read_only").strip().lower() in TRUE:
        yield "It can only be read there; here it can be answered."
    if "search(" in item.appearance.replace(" ", ""):
        yield "Its options come from another file; here only those of the form are shown."


def media(item: Item) -> Iterator[str]:
    """The sentence about pictures, sounds and films."""
    files = [cell for (column, _), cell in item.line.cells.items() if column.startswith("media::")]
    if files:
        yield f"What goes with it is left out: {', '.join(dict.fromkeys(files))}"
