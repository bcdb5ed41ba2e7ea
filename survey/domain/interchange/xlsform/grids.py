"""A table of an XLSForm → the grid that stands for all its lines."""

from __future__ import annotations

from survey.domain.interchange.drafts import Draft
from survey.domain.interchange.expressions.variables import Kind, Variable
from survey.domain.interchange.options import Choices, choices_of, rows_of, texts_of
from survey.domain.interchange.texts import Text
from survey.domain.interchange.xlsform.lists import Words
from survey.domain.interchange.xlsform.logic import TRUE
from survey.domain.interchange.xlsform.tables import Table
from survey.domain.questionnaires.questions import Grid
from survey.domain.wording import say


def put_grid(draft: Draft, code: str, table: Table, *, words: Words, choices: Choices | None) -> None:
    """Gives the first line of a table the grid; the others are part of it."""
    if choices is None or not choices.options or choices.too_many:
        draft.none(say("The options of the table do not come with the form."))
        return
    heading = words(table.heading.line, "label") if table.heading else Text()
    text = heading or table.group.label or Text(table.group.name)
    rows = choices_of(((row.name, words(row.line, "label")) for row in table.rows), word="row")
    needed = [row.line.get("required").strip().lower() in TRUE for row in table.rows]
    if any(needed) and not all(needed):
        draft.fallback(say("Some rows are required and some are not; here all can be left empty."))
    draft.questions.append(
        Grid(
            code=code,
            text=text.own,
            rows=rows_of(rows),
            options=choices.options,
            required=all(needed),
            all_rows=all(needed),
        )
    )
    draft.texts |= {f"{code}.text": text} | texts_of(code, "rows", rows) | texts_of(code, "options", choices)
    draft.variables |= {row.name: Variable(code, Kind.UNSEEN) for row in table.rows}
