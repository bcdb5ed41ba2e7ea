"""What a line has that questions here do not: noted, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from survey.domain.interchange.xlsform.items import Item
from survey.domain.interchange.xlsform.lists import list_key
from survey.domain.interchange.xlsform.logic import TRUE
from survey.domain.wording import message, say

LONGEST_VALUE = 200
_VALUES = {
    "default": message("It is filled in beforehand ({value}); here nothing is."),
    "calculation": message("It is worked out ({value}); here nothing is."),
}


def left_out(item: Item, pictured: frozenset[str]) -> Iterator[str]:
    """The sentences about a question. `pictured` are the lists of which options have pictures."""
    line = item.line
    yield from media(item)
    if list_key(item.type.list_name) in pictured:
        yield say("Pictures or sounds of its options are left out.")
    if line.get("choice_filter"):
        words = message("Its options depend on an earlier answer; here all are shown: {filter}")
        yield say(words, filter=line.get("choice_filter"))
    for column, words in _VALUES.items():
        if line.get(column):
            yield say(words, value=line.get(column)[:LONGEST_VALUE])
    if line.get("read_only").strip().lower() in TRUE:
        yield say("It can only be read there; here it can be answered.")
    if "search(" in item.appearance.replace(" ", ""):
        yield say("Its options come from another file; here only those of the form are shown.")


def media(item: Item) -> Iterator[str]:
    """The sentence about pictures, sounds and films."""
    files = [cell for (column, _), cell in item.line.cells.items() if column.startswith("media::")]
    if files:
        yield say("What goes with it is left out: {files}", files=", ".join(dict.fromkeys(files)))
