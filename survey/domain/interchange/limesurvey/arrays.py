"""Arrays: A B C E F H (one scale), 1 (two scales), : (numbers in cells) and ; (texts in cells)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from survey.domain.interchange.expressions.variables import Kind, Variable
from survey.domain.interchange.limesurvey.asked import LimeAsked
from survey.domain.interchange.limesurvey.entering import DECIMALS, number_between
from survey.domain.interchange.limesurvey.model import Part
from survey.domain.interchange.limesurvey.words import after
from survey.domain.interchange.options import Choices, at_least_two, rows_of, texts_of
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.questions import Grid, MultipleChoice, ShortText
from survey.domain.wording import listed, say, say_many

MOST_CELLS = 60
EACH_ROW = say("Each row is a question of its own here.")
TYPES_WITH_OWN_SCALE = {
    "A": tuple((str(point), str(point)) for point in range(1, 6)),
    "B": tuple((str(point), str(point)) for point in range(1, 11)),
    "C": (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")),
    "E": (("I", "Increase"), ("S", "Same"), ("D", "Decrease")),
}


def one_scale(asked: LimeAsked) -> None:
    """The same scale for each subquestion: a grid, also where the file lays it out by column."""
    source = asked.source
    own = TYPES_WITH_OWN_SCALE.get(source.type)
    options = asked.built_in(*own) if own else asked.choices(source.on_scale(0))
    _grid(asked, options, asked.text)


def two_scales(asked: LimeAsked) -> None:
    """1: two scales side by side are two grids."""
    asked.draft.fallback(say("Its two scales are two questions here."))
    for scale, name in ((0, "dualscale_headerA"), (1, "dualscale_headerB")):
        options = asked.choices(asked.source.on_scale(scale))
        if options.options:
            _grid(
                asked,
                options,
                after(asked.text, asked.words(asked.source.words_of(name))),
                f"scale-{scale + 1}",
            )
    if not asked.draft.questions:
        asked.draft.none(say("It has no scale."))


def _grid(asked: LimeAsked, options: Choices, text: Text, suffix: str = "") -> None:
    source = asked.source
    rows = asked.choices(source.along(0), word="row")
    if not rows.options or not options.options or options.too_many:
        asked.draft.none(say("It has no rows, or no scale."))
        return
    code = asked.next_code(f"{source.title}-{suffix}")
    question = Grid(
        code=code,
        text=text.own,
        rows=rows_of(rows),
        options=options.options,
        required=asked.mandatory,
        all_rows=asked.mandatory,
    )
    question = replace(question, random_order=asked.shuffled(question.rows))
    asked.draft.texts |= texts_of(code, "rows", rows) | texts_of(code, "options", options)
    asked.put(question, source.title, text)
    for value in rows.codes:
        asked.draft.variables[f"{source.title}_{value}"] = Variable(code, Kind.UNSEEN)


def numbers(asked: LimeAsked) -> None:
    """`:` is a number in each cell, or a box to tick in each."""
    if asked.source.get("multiflexible_checkbox") == "1":
        _boxes(asked)
        return
    low, high = asked.whole_number("multiflexible_min"), asked.whole_number("multiflexible_max")
    if asked.source.get("input_boxes") != "1":
        # The program lets people choose from 1 to 10 where nothing else is said.
        low, high = 1 if low is None else low, 10 if high is None else high
    asked.draft.fallback(DECIMALS)

    def cell(code: str, text: Text, name: str) -> None:
        asked.put(number_between(asked, code, text, low=low, high=high), name, text)

    _cells(asked, cell)


def texts(asked: LimeAsked) -> None:
    """`;` is a line of text in each cell."""

    def cell(code: str, text: Text, name: str) -> None:
        asked.put(ShortText(code=code, text=text.own, required=asked.mandatory), name, text)

    _cells(asked, cell)


def _cells(asked: LimeAsked, put: Callable[[str, Text, str], None]) -> None:
    """One question a cell, while there are not too many."""
    rows, columns = asked.source.along(0), asked.source.along(1)
    cells = len(rows) * len(columns)
    if not 0 < cells <= MOST_CELLS:
        words = say_many(
            "It has {count} cell to fill in, and here each would be a question of its own.",
            "It has {count} cells to fill in, and here each would be a question of its own.",
            cells,
        )
        asked.draft.none(words)
        return
    asked.draft.fallback(say("Each cell is a question of its own here."))
    title = asked.source.title
    for row in rows:
        for column in columns:
            name = f"{title}_{row.code}_{column.code}"
            text = after(_stem(asked, row), asked.words(column.words, asked.draft))
            put(asked.next_code(name), text, name)


def _stem(asked: LimeAsked, row: Part) -> Text:
    return after(asked.text, asked.words(row.words, asked.draft))


def _boxes(asked: LimeAsked) -> None:
    """Boxes to tick: for each row, which of the columns."""
    rows: Sequence[Part] = asked.source.along(0)
    choices, added = at_least_two(asked.choices(asked.source.along(1)))
    if not rows or not choices.options or choices.too_many:
        asked.draft.none(say("It has no rows or columns."))
        return
    asked.draft.fallback(listed([EACH_ROW, added], " ") if added else EACH_ROW)
    title = asked.source.title
    for row in rows:
        code, text = asked.next_code(f"{title}-{row.code}"), _stem(asked, row)
        question = MultipleChoice(code=code, text=text.own, options=choices.options, required=asked.mandatory)
        asked.draft.texts.update(texts_of(code, "options", choices))
        asked.put(question, f"{title}_{row.code}", text, options=choices)
        for value, option in choices.codes.items():
            asked.draft.variables[f"{title}_{row.code}_{value}"] = Variable(code, Kind.FLAG, {"Y": option})
