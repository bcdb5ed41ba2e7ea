"""Texts on their way to a translator and back: the lines of a file, and what a returned file would change.

Nothing is taken without being shown first. A line that does not fit is listed with the reason; one whose text
was worded anew since the export is kept beside the new wording, as out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from survey.domain.translating.placeholders import gaps_of, problem_with
from survey.domain.translating.progress import Pair, State
from survey.domain.translating.table import Kind
from survey.domain.wording import message, say


@dataclass(frozen=True)
class Row:
    """One text in a file. `key` is the place, with the subject before it."""

    key: str
    note: str
    source: str
    text: str = ""
    state: State = State.MISSING
    old_source: str = ""
    old_text: str = ""


@dataclass(frozen=True)
class Returned:
    """One text of a file that came back: place, the text that it says it was made from, translation."""

    key: str
    source: str
    text: str


class Fate(StrEnum):
    """What would become of a returned line. The values are headings."""

    NEW = message("New translations")
    REPLACES = message("Translations that replace another")
    OUTDATED = message("Made from an earlier wording: kept beside the new one, as out of date")
    MISFIT = message("What cannot be taken over")
    SAME = message("Already here, unchanged")
    EMPTY = message("Not translated in the file")

    @property
    def words(self) -> str:
        """The heading, as a page says it."""
        return say(self.value)


@dataclass(frozen=True)
class Verdict:
    """What would become of one line. `why` says what does not fit, `before` what it replaces."""

    fate: Fate
    line: Returned
    pair: Pair | None = None
    why: str = ""

    @property
    def before(self) -> str:
        return self.pair.now.text if self.fate is Fate.REPLACES and self.pair and self.pair.now else ""


def row_of(key: str, pair: Pair) -> Row:
    """A text as a file holds it."""
    text, now, earlier = pair.text, pair.now, pair.earlier
    note = f"{text.note}: {text.about}" if text.about else text.note
    if text.kind is Kind.PRINTED:
        note = ". ".join((note, *(f"Keep {{{gap}}} as it is" for gap in gaps_of(text.text))))
    old = (earlier.source, earlier.text) if earlier and not now else ("", "")
    return Row(key, note, text.text, now.text if now else "", pair.state, *old)


def tidy(text: str) -> str:
    """A text as a form would have sent it: lines end in one way, and nothing stands around them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def judged(lines: Iterable[Returned], beside: Mapping[str, Pair]) -> list[Verdict]:
    """What would become of each line, by the texts as they are now. A place that comes twice counts once."""
    seen: set[str] = set()
    found = []
    for line in lines:
        if line.key in seen:
            found.append(Verdict(Fate.MISFIT, line, why=TWICE))
        else:
            seen.add(line.key)
            found.append(_judged(line, beside.get(line.key)))
    return found


def _judged(line: Returned, pair: Pair | None) -> Verdict:
    if not line.text:
        return Verdict(Fate.EMPTY, line, pair)
    if pair is None:
        return Verdict(Fate.MISFIT, line, why=GONE)
    same = _plain(line.source) == _plain(pair.text.text)
    source = pair.text.text if same else line.source
    printed = pair.text.kind is Kind.PRINTED
    why = problem_with(source, line.text, printed=printed) if line.source else NO_SOURCE
    if why:
        return Verdict(Fate.MISFIT, line, pair, why)
    return Verdict(_fate(line, pair) if same else Fate.OUTDATED, line, pair)


def _fate(line: Returned, pair: Pair) -> Fate:
    if pair.now is None:
        return Fate.NEW
    return Fate.SAME if pair.now.text == line.text else Fate.REPLACES


GONE = say("There is no such text here any more.")
NO_SOURCE = say("The file does not say which text it was made from.")
TWICE = say("This place stands twice in the file.")


def _plain(text: str) -> str:
    """Spreadsheets and tools of agencies change spaces, which nobody reads."""
    return " ".join(text.split())
