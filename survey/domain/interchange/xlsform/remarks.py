"""What of an XLSForm is about the whole form and has no place in ours: told once, not line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from survey.domain.interchange.result import Outcome
from survey.domain.interchange.xlsform.items import Survey
from survey.domain.interchange.xlsform.sheets import Line, Sheet, lines
from survey.domain.wording import message, say, say_many

Remark = tuple[str, Outcome, str]
_WORDS = ("label", "hint", "guidance_hint")
_LOGIC = ("required", "relevant", "constraint", "calculation", "choice_filter", "repeat_count")
_READ = frozenset(
    (*_WORDS, *_LOGIC, "type", "name", "appearance", "parameters", "default", "read_only", "disabled")
)
_MESSAGES = ("constraint_message", "required_message")
_SETTINGS = frozenset(("form_title", "form_id", "id_string", "default_language"))
_PLAIN_LOOKS = frozenset(("multiline", "field-list", "table-list", "label", "list-nolabel", "hidden"))
MOST_NAMED = 12
COLUMN = message("survey, column {column}")
SETTING = message("The setting “{setting}” ({value}) has no counterpart here.")
MESSAGES = say("The wording of error messages is not taken over: ours say what to do, in every question.")


def remarks(survey: Survey, settings: Line | None) -> Iterator[Remark]:
    """All of them, with the place that each is about."""
    for row, words in survey.faults:
        yield say("survey, row {number}", number=row), Outcome.NONE, words
    every = [*(item.line for item in survey.items), *(group.line for group in survey.groups)]
    yield from _columns(every)
    looks = {word for line in every for word in line.get("appearance").lower().split()} - _PLAIN_LOOKS
    if looks:
        words = say("How questions look is not taken over: {looks}.", looks=_listed(looks))
        yield say(COLUMN, column="appearance"), Outcome.NONE, words
    numbers = [item for item in survey.items if item.type.kind in ("integer", "decimal")]
    if any(not item.line.get("constraint") for item in numbers):
        words = say("A number without limits of its own is taken from 0 to 1,000,000,000.")
        yield say(COLUMN, column="type"), Outcome.FALLBACK, words
    for (column, _), value in settings.cells.items() if settings else ():
        if column not in _SETTINGS and not column.startswith("lamppost::"):
            yield say("settings"), Outcome.NONE, say(SETTING, setting=column, value=value[:100])


def _columns(every: Sequence[Line]) -> Iterator[Remark]:
    filled = {column for line in every for column, _ in line.cells}
    for column in _MESSAGES:
        if column in filled:
            yield say(COLUMN, column=column), Outcome.NONE, MESSAGES
    unknown = {column for column in filled - _READ if not column.startswith(("media::", "lamppost::"))}
    for column in sorted(unknown - set(_MESSAGES)):
        values = [cell for line in every for (name, _), cell in line.cells.items() if name == column]
        words = say_many(
            "The column “{column}” is not known here and is left out ({count} cell): {values}.",
            "The column “{column}” is not known here and is left out ({count} cells): {values}.",
            len(values),
            column=column,
            values=_listed(values),
        )
        yield say(COLUMN, column=column), Outcome.NONE, words


def _listed(words: Iterable[str]) -> str:
    unlike = list(dict.fromkeys(word[:60] for word in sorted(words)))
    named = ", ".join(unlike[:MOST_NAMED])
    more = len(unlike) - MOST_NAMED
    return say("{named}, and {more} more", named=named, more=more) if more > 0 else named


def first_line(sheet: Sheet | None) -> Line | None:
    """The first line of a sheet, such as the one with the settings."""
    return next(lines(sheet), None) if sheet else None
