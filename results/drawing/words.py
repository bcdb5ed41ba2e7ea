"""Words on and about charts: figures, labels, lists and bases, the same everywhere.

A figure is drawn in one language: how its words break decides how high it is. `spoken_in` says in which, for
everything that is drawn inside of it; English outside of one.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from results.domain.disclosure import SafeCell, SafeTable
from survey.domain.languages import isolated
from survey.domain.questionnaires.questions import Question
from survey.domain.translating.texts import respelled
from survey.domain.wording import SOURCE, Catalogue, Words, say, say_and
from survey.domain.wording import listed as joined

FEWER = say("fewer than 10")
NOT_SHOWN = say("not shown: fewer than 50 answered")
_SPOKEN: ContextVar[Catalogue] = ContextVar("spoken", default=SOURCE)


@contextmanager
def spoken_in(catalogue: Catalogue) -> Iterator[None]:
    """Draws in the language of that catalogue."""
    before = _SPOKEN.set(catalogue)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken(text: str) -> str:
    """The text in the language that is drawn in."""
    return str(_told(text, _SPOKEN.get()))


def _told(value: object, catalogue: Catalogue) -> object:
    """As the catalogue says it, and what runs from right to left apart from what stands around it."""
    if not isinstance(value, Words):
        return isolated(value) if isinstance(value, str) else value
    params = {name: _told(param, catalogue) for name, param in value.params.items()}
    text = isolated(catalogue.message_of(value))
    return text.format_map(params) if params else text


def named(name: str, text: str) -> str:
    """“Name: text”."""
    return joined([name, text], ": ")


def option_labels(question: Question) -> dict[str, str]:
    """The label of every option by its code; bands and places count as options."""
    return {option.code: option.label for option in question.counted}


def apart_codes(question: Question) -> frozenset[str]:
    """The options that are drawn apart from the others."""
    return frozenset(option.code for option in question.counted if option.apart)


def part_labels(question: Question) -> dict[str, str]:
    """The label of each row of a grid, or of each thing that is ranked or given a share."""
    return {part.code: part.label for part in question.parts}


def label(labels: Mapping[str, str], code: str | None) -> str:
    return labels.get(code or "", code or "")


def safe(text: str) -> str:
    """Text that Plotly's small markup cannot mistake for markup."""
    return spoken(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lines(text: str, width: int) -> list[str]:
    """The text broken for a narrow screen, each line safe."""
    whole = str(_SPOKEN.get().said(text))
    return [safe(line) for line in textwrap.wrap(whole, width, break_long_words=True)] or [""]


def number(count: int) -> str:
    return f"{count:,}"


def figure(cell: SafeCell) -> str:
    """Percentage and count, or the words for a hidden one."""
    if cell.count is None:
        return FEWER
    return number(cell.count) if cell.percent is None else f"{cell.percent}% ({number(cell.count)})"


def base(table: SafeTable) -> str:
    """Who the percentages are of."""
    people = number(table.base or 0)
    shown = people if table.exact else say("about {number}", number=people)
    return say("base: {number} who answered", number=shown)


def short_base(table: SafeTable) -> str:
    """The base beside the label of a row."""
    return say("base {number}", number=number(table.base or 0)) if table.shown else ""


def lowered(text: str) -> str:
    """An answer as the rest of a sentence: with a small letter. Words of ours stay as they are."""
    return text if isinstance(text, Words) else respelled(text, f"{text[:1].lower()}{text[1:]}")


def listed(parts: Iterable[str]) -> str:
    return say_and(list(parts))


def quoted(text: str) -> str:
    return say("“{text}”", text=text)


def spread(shares: Sequence[tuple[int, str]]) -> str:
    """From the lowest share to the highest, each with its place."""
    low, high = min(shares), max(shares)
    if low[0] == high[0]:
        return say("is {share}% in every group shown", share=low[0])
    return say(
        "ranges from {low}% ({where}) to {high}% ({there})",
        low=low[0],
        where=_inside(low[1]),
        high=high[0],
        there=_inside(high[1]),
    )


def _inside(name: str) -> str:
    """A name that stands in brackets: its own at the end, such as a date, become a comma."""
    return respelled(name, re.sub(r" \(([^()]+)\)$", r", \1", spoken(name)))
