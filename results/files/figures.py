"""Published figures as they stand in a table of a document: percentages, counts and bases, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results.charts import CHARTS
from results.domain.disclosure import ASKED, SafeCell, SafeTable
from results.drawing import words
from results.files.document import Table, table, told
from results.releases import FACTS
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import listed, say

ANSWER, PERCENT, PEOPLE, GROUP, BASE = say("Answer"), say("Percent"), say("People"), say("Group"), say("Base")
NO_PERCENT = say("not shown")


def caption(question: Question, part: str | None = None) -> str:
    """What a table is about: the question, or the row of a grid."""
    return words.label(words.part_labels(question), part) if part else question.text


def message(text: str) -> str:
    """The message of a chart as a sentence: with a capital, and a full stop."""
    said = told(text)
    return f"{said[:1].upper()}{said[1:]}."


def number(count: int | None) -> str:
    """A count as it is read."""
    return words.FEWER if count is None else words.number(count)


def share(cell: SafeCell) -> str:
    return NO_PERCENT if cell.percent is None else f"{cell.percent}%"


def of_one(own: SafeTable, question: Question, *, first: str = ANSWER) -> Table:
    """One question over everybody, an answer a line; or a characteristic, a group a line."""
    labels = words.option_labels(question)
    rows = (
        (words.label(labels, code), share(cell), number(cell.count))
        for code, cell in zip(own.options, own.cells, strict=True)
    )
    return table(caption(question, own.part), (first, PERCENT, PEOPLE), rows)


def of_rows(tables: Sequence[SafeTable], question: Question) -> Table:
    """A grid, or what is ranked: a row of it a line, an answer a column."""
    labels = words.option_labels(question)
    header = (say("For each"), *(words.label(labels, code) for code in tables[0].options), BASE)
    rows = ((caption(question, own.part), *_shares(own), number(own.base)) for own in tables if own.shown)
    return table(question.text, header, rows)


def of_groups(tables: Sequence[SafeTable], question: Question, group: Question) -> Table:
    """One question by one characteristic: a group a line, an answer a column."""
    labels, names = words.option_labels(question), words.option_labels(group)
    header = (GROUP, *(words.label(labels, code) for code in tables[0].options), BASE)
    shown = [own for own in tables if own.shown]
    rows = ((words.label(names, own.value), *_shares(own), number(own.base)) for own in shown)
    return table(caption(question, tables[0].part), header, rows)


def _shares(own: SafeTable) -> Iterator[str]:
    """Percentages alone: counts are in the spreadsheet, and would not fit."""
    for cell in own.cells:
        yield words.FEWER if cell.count is None else share(cell)


def is_in_rows(question: Question) -> bool:
    """Whether a question is drawn row by row."""
    return CHARTS[question.kind] == "rows"


def is_written(question: Question) -> bool:
    """Whether people answered in their own words."""
    return CHARTS[question.kind] is None


def residue(own: SafeTable) -> str:
    """Who the percentages are of, and who is not among them."""
    base = say("Base: {number} people who answered.", number=_people(own.base or 0, own))
    # Nobody is asked how their answers came, or in which language.
    if own.kind == ASKED or own.question in FACTS:
        return base
    skipped, unasked = (_people(count, own) for count in (own.not_answered, own.not_asked))
    rest = say("Did not answer: {skipped}. Not asked: {unasked}.", skipped=skipped, unasked=unasked)
    return listed([base, rest], " ")


def _people(count: int | None, own: SafeTable) -> str:
    if count is None:
        return words.FEWER
    return words.number(count) if own.exact else say("about {number}", number=words.number(count))


def hidden(tables: Sequence[SafeTable], group: Question) -> list[str]:
    """The names of the groups that are too small to be shown."""
    names = words.option_labels(group)
    return [words.label(names, own.value) for own in tables if not own.shown]
