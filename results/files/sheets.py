"""A release as worksheets, by the rules for government statistics in spreadsheets.

A cover, a list of contents and notes come first; then one table a sheet, with a title in its first cell, one
row of headings, no merged and no empty cell, and shorthand in place of every figure that is held back. The
rules: the Analysis Function's “Releasing statistics in spreadsheets”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from results.domain.disclosure import ASKED, SafeTable, percent
from results.drawing import words
from results.exports import WRITTEN
from results.files.material import Material, Tables
from results.files.readme import LICENCE_TITLE, PROTECTION, cannot_conclude
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import say_day

HELD_BACK, NOT_APPLICABLE, NOT_KNOWN = "[c]", "[z]", "[x]"

ONE_TABLE = "This worksheet contains one table. Marks in brackets are explained on the worksheet Notes."
SYNTHETIC = "Synthetic demonstration data. A program made these responses."
SEVERAL = "People could choose more than one answer, so percentages can add up to more than 100."

Cell = str | int
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One worksheet: words, then its table if it has one. The first `text` columns of it are words."""

    name: str
    title: str
    about: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    text: int = 0


@dataclass(frozen=True)
class Book:
    """A workbook with its title and its publisher, for the properties of the file."""

    title: str
    publisher: str
    sheets: tuple[Sheet, ...]


NUMBER, SHARE, BASE = "Number of people [note 1]", "Percentage of base [note 2]", "Base [note 3]"
FIGURES = (NUMBER, SHARE, BASE)
NOTES = (
    (
        "[note 1]",
        (
            "Where all who were asked are counted together, these are exact counts. In tables about groups "
            "each may be up to four away from the real one, so totals may not add up."
        ),
    ),
    ("[note 2]", "Whole numbers, worked out from the published figures. They may not add up to 100."),
    ("[note 3]", "How many people answered the question. Percentages are of these."),
    ("[note 4]", "From the census that the consultation’s rules named before it opened."),
    (
        HELD_BACK,
        (
            "Held back to protect people: fewer than 10 people, nobody included; or a group in which fewer "
            "than about 50 people answered. Zero and hidden look alike on purpose."
        ),
    ),
    (NOT_APPLICABLE, "Not applicable: no percentage is worked out for this line."),
    (NOT_KNOWN, "Not available: the census has no figure for this group."),
)


def book(material: Material) -> Book:
    """The whole workbook."""
    tables = tuple(_numbered(material))
    contents = tuple((sheet.name, sheet.title) for sheet in tables)
    notes = Sheet(
        "Notes", "Notes and shorthand", ("This worksheet contains one table.",), ("Mark", "Meaning"), NOTES, 2
    )
    listed = Sheet(
        "Contents",
        "List of worksheets",
        ("This worksheet contains one table. Each name leads to its worksheet.",),
        ("Worksheet", "Title"),
        ((notes.name, notes.title), *contents),
        2,
    )
    title = f"{material.consultation.title}: results"
    return Book(title, material.consultation.council, (_cover(material, title), listed, notes, *tables))


def _cover(material: Material, title: str) -> Sheet:
    consultation, release = material.consultation, material.release
    label = (SYNTHETIC,) if consultation.synthetic else ()
    dates = [say_day(day) for day in (consultation.opens_on, consultation.closed_on) if day is not None]
    left_out = f" {release.excluded:,} were left out by the published rules." if release.excluded else ""
    about = (
        *label,
        consultation.summary,
        f"Published by {consultation.council}. Open to answers from {' to '.join(dates)}.",
        f"{release.counted:,} responses are counted.{left_out}",
        f"Edition {release.edition}, made on {say_day(release.made_on)}. Checksum {release.checksum}.",
        f"Results page: {material.home}",
        f"You may use this under the {LICENCE_TITLE}, if you name the council as its source.",
        "What may not be concluded",
        *cannot_conclude(consultation, release),
        "How people are protected",
        *PROTECTION[2:],
    )
    return Sheet("Cover", title, about)


def _numbered(material: Material) -> Iterator[Sheet]:
    """The tables: every question over everybody, who answered, then everything by each characteristic."""
    every = (*_alone(material), *_profiles(material), *_groups(material))
    for number, sheet in enumerate(every, start=1):
        name = f"Table {number}"
        yield replace(sheet, name=name, title=f"{name}: {sheet.title}")


def _alone(material: Material) -> Iterator[Sheet]:
    for question in material.questions:
        tables = material.alone[question.code]
        rows = tuple(row for table in tables for row in _lines(table, question, in_rows=bool(table.part)))
        in_rows = any(table.part for table in tables)
        header = (*(("Asked of",) if in_rows else ()), "Answer", *FIGURES)
        yield Sheet("", question.text, _about(tables), header, rows, len(header) - len(FIGURES))


def _about(tables: Sequence[SafeTable]) -> tuple[str, ...]:
    notes = dict.fromkeys(table.note for table in tables)
    several = (SEVERAL,) if any(table.multiple for table in tables) else ()
    return (ONE_TABLE, *notes, *several)


def _lines(table: SafeTable, question: Question, *, in_rows: bool) -> Iterator[Row]:
    """A line an answer; over everybody also one for those who did not answer, and who were not asked."""
    part = (words.label(words.part_labels(question), table.part),) if in_rows else ()
    labels = words.option_labels(question)
    for code, cell in zip(table.options, table.cells, strict=True):
        count, share = _figure(cell.count), _figure(cell.percent)
        yield (*part, words.label(labels, code), count, share, _figure(table.base))
    if not table.options:
        yield (*part, WRITTEN.capitalize(), _figure(table.base), NOT_APPLICABLE, _figure(table.base))
    if table.shown and table.group is None and table.kind != ASKED:
        for label, count in (("Did not answer", table.not_answered), ("Not asked", table.not_asked)):
            yield (*part, label, _figure(count), NOT_APPLICABLE, NOT_APPLICABLE)


def _figure(count: int | None) -> Cell:
    return HELD_BACK if count is None else count


def _profiles(material: Material) -> Iterator[Sheet]:
    rows = tuple(row for group in material.profiles for row in _who(material, group.question))
    if rows:
        header = ("Characteristic", "Group", *FIGURES, "Percentage in the census [note 4]")
        tables = [material.alone[group.question.code][0] for group in material.profiles]
        yield Sheet("", "Who answered, by one characteristic at a time", _about(tables), header, rows, 2)


def _who(material: Material, question: Question) -> Iterator[Row]:
    table = material.alone[question.code][0]
    census = material.consultation.counting_rules.margins.get(question.code, {}).get("counts", {})
    total = sum(census.values())
    shares = [percent(census.get(code), total) for code in table.options]
    # The lines after those of the options, such as “not asked”, have no place in a census.
    for row, share in zip_longest(_lines(table, question, in_rows=False), shares):
        yield (question.text, *row, NOT_KNOWN if share is None else share)


def _groups(material: Material) -> Iterator[Sheet]:
    for group in material.groups:
        tables = material.by.get(group.question.code, {})
        rows = tuple(_by(material, tables, group.question))
        if rows:
            header = ("Question", "Group", "Answer", *FIGURES)
            shown = [table for own in tables.values() for table in own if table.shown][:1]
            title = f"Every question by {words.spoken(group.name)}"
            yield Sheet("", title, _about(shown), header, rows, 3)


def _by(material: Material, by_question: Tables, group: Question) -> Iterator[Row]:
    names = words.option_labels(group)
    for question in material.questions:
        for table in by_question.get(question.code, ()):
            asked = question.text
            if table.part:
                asked = f"{asked} {words.label(words.part_labels(question), table.part)}"
            for row in _lines(table, question, in_rows=False):
                yield (asked, words.label(names, table.value), *row)


def widths(sheet: Sheet, rows: Iterable[Row]) -> list[int]:
    """How wide each column is to be, in characters: words are wrapped, figures stand on one line."""
    widest, narrowest = 60, 12
    columns = zip(*((*sheet.header,), *rows), strict=True)
    found = [max(len(str(cell)) for cell in column) + 2 for column in columns]
    return [min(widest, max(narrowest, width)) for width in found]
