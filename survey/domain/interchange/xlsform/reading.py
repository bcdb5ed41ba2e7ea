"""Sheets of an XLSForm → the drafts of a questionnaire, line by line, in the form's own order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from survey.domain.interchange.codes import Codes
from survey.domain.interchange.drafts import UNTITLED, Draft, Form
from survey.domain.interchange.expressions.parsing import XPATH, Expressions
from survey.domain.interchange.expressions.variables import Variable, kind_of
from survey.domain.interchange.reader_texts import reader_text
from survey.domain.interchange.result import Outcome, Refused
from survey.domain.interchange.texts import Text
from survey.domain.interchange.xlsform.answers import build
from survey.domain.interchange.xlsform.asked import Asked
from survey.domain.interchange.xlsform.grids import put_grid
from survey.domain.interchange.xlsform.items import Item, survey_of
from survey.domain.interchange.xlsform.left_out import left_out, media
from survey.domain.interchange.xlsform.lists import list_key, lists_in, pictured_lists
from survey.domain.interchange.xlsform.logic import (
    add_conditions,
    constraint_of,
    formulas,
    names_looked_at,
    required,
)
from survey.domain.interchange.xlsform.remarks import Remark, first_line, remarks
from survey.domain.interchange.xlsform.sheets import Sheet, columns_of, lines, sheet_named
from survey.domain.interchange.xlsform.tables import Table, tables_in
from survey.domain.interchange.xlsform.type_cells import is_unasked
from survey.domain.interchange.xlsform.words import Words, plain
from survey.domain.questionnaires.questions import Guidance, Question
from survey.domain.questionnaires.structure import RESERVED_QUESTIONS
from survey.domain.wording import message, say, say_many

FORMAT = "XLSForm"
MOST_LINES = 5_000
TOO_LONG = say(
    "The sheet “survey” has more than {most} lines, far more than anybody would answer.",
    most=f"{MOST_LINES:,}",
)
MORE = "More about this question"
NO_SURVEY = say("The workbook has no sheet “survey” with a column “type”, so it is no XLSForm.")
ROW_CONSTRAINT = message("The constraint of a row is left out: {constraint}")
RECORDED = message(
    "({type}) The program records or works it out, and nobody is asked, so it is not a question here."
)
WORKED_OUT = message(
    "({type}) The program records or works it out, and nobody is asked, so it is not a question here. "
    "Its formula: {formula}"
)


def is_xlsform(sheets: Sequence[Sheet]) -> bool:
    """Whether these sheets are a form at all."""
    sheet = sheet_named(sheets, "survey")
    return sheet is not None and ("type", "") in columns_of(sheet)


def read_xlsform(sheets: Sequence[Sheet], name: str) -> Form:
    """Everything that the form asks and says. Raises Refused."""
    sheet = sheet_named(sheets, "survey")
    if sheet is None or not is_xlsform(sheets):
        raise Refused(NO_SURVEY)
    if sum(1 for _ in lines(sheet)) > MOST_LINES:
        raise Refused(TOO_LONG)
    return _Reader(sheets, sheet, name).form()


class _Reader:
    """Reads one form."""

    def __init__(self, sheets: Sequence[Sheet], sheet: Sheet, name: str) -> None:
        self._settings = first_line(sheet_named(sheets, "settings"))
        self._words = Words(sheets, self._settings)
        self._survey = survey_of(sheet, self._words)
        self._lists = lists_in(sheets, self._words)
        self._pictured = pictured_lists(sheets)
        self._codes = Codes(RESERVED_QUESTIONS)
        self._expressions = Expressions(XPATH)
        self._name = name
        self._drafts: list[Draft] = []
        self._headings_told: set[int] = set()

    def form(self) -> Form:
        tables = tables_in(self._survey.items, names_looked_at(self._survey, self._expressions))
        in_table = {row.line.number: table for table in tables for row in table.lines}
        heads: dict[int, Draft] = {}
        for item in self._survey.items:
            table = in_table.get(item.line.number)
            if table is None:
                self._take(item)
            else:
                draft = self._row(item, table, heads.get(id(table)))
                heads.setdefault(id(table), draft)
        title = plain(self._settings.get("form_title")) if self._settings else ""
        return Form(
            format=FORMAT,
            name=self._form_id(),
            title=Text(title or UNTITLED),
            language=self._words.own,
            languages=self._words.languages,
            drafts=self._drafts,
            formulas=formulas(self._survey, self._expressions),
            remarks=[*remarks(self._survey, self._settings), *self._borrowed()],
        )

    def _borrowed(self) -> Iterator[Remark]:
        """That some texts are in another language than the form's own."""
        number = len(self._words.borrowed)
        if number:
            words = say_many(
                "{count} text has no words in its own language; those of another stand there.",
                "{count} texts have no words in its own language; those of another stand there.",
                number,
            )
            yield say("survey"), Outcome.FALLBACK, words

    def _form_id(self) -> str:
        settings = self._settings
        return (settings.get("form_id") or settings.get("id_string") if settings else "") or self._name

    def _draft(self, item: Item, *, counted: bool = True) -> Draft:
        place = say("survey, row {number}", number=item.line.number)
        draft = Draft(place, item.name or item.type.written, item.container(), counted)
        self._drafts.append(draft)
        return draft

    def _take(self, item: Item) -> None:
        self._tell_headings(item)
        if is_unasked(item.type.kind):
            formula = item.line.get("calculation")
            words = say(WORKED_OUT if formula else RECORDED, type=item.type.written, formula=formula)
            self._draft(item, counted=False).none(words)
        elif item.type.kind == "note":
            self._read(item)
        else:
            self._ask(item)

    def _tell_headings(self, item: Item) -> None:
        """The label of a group within a page is read before what the group asks."""
        for group in item.headings():
            if group.line.number not in self._headings_told and group.label:
                self._headings_told.add(group.line.number)
                place = say("survey, row {number}", number=group.line.number)
                draft = Draft(place, group.name, item.container(), counted=False)
                self._drafts.append(draft)
                add_conditions(item, draft, self._expressions, own=False)
                self._show(draft, group.label, Text())

    def _read(self, item: Item) -> None:
        draft = self._draft(item, counted=False)
        if item.hidden:
            draft.none(say("It is hidden, so nobody reads it."))
            return
        add_conditions(item, draft, self._expressions)
        for words in media(item):
            draft.fallback(words)
        self._show(draft, self._words(item.line, "label"), self._words(item.line, "hint"))

    def _show(self, draft: Draft, words: Text, more: Text) -> None:
        if not words and not more:
            draft.none(say("It has no words."))
            return
        code = self._codes.give(draft.name, otherwise="text")
        heading = draft.container.page_title or draft.container.title or Text(UNTITLED)
        shown, texts = reader_text(code, words or more, more if words else Text(), heading=heading)
        draft.questions.append(shown)
        draft.texts.update(texts)

    def _ask(self, item: Item) -> None:
        draft = self._draft(item)
        if item.hidden:
            draft.none(say("It is hidden: the program fills it, and nobody is asked."))
            return
        text = self._words(item.line, "label") or Text(item.name or item.type.written)
        if not item.line.words("label"):
            draft.fallback(say("It has no words; its name stands there instead."))
        add_conditions(item, draft, self._expressions)
        code = self._codes.give(item.name, otherwise="question")
        choices = self._lists.get(list_key(item.type.list_name))
        asked = Asked(item, draft, code, text, choices, constraint_of(item, draft, self._expressions))
        question = build(asked)
        if question is not None:
            draft.questions.append(self._finished(asked, question))
            options = asked.choices.codes if asked.choices else {}
            draft.variables[item.name] = Variable(code, kind_of(question), options)
            for words in left_out(item, self._pictured):
                draft.fallback(words)

    def _finished(self, asked: Asked, question: Question) -> Question:
        """With hint, guidance and whether it is needed."""
        draft, line, code = asked.draft, asked.item.line, asked.code
        hint, guidance = self._words(line, "hint"), self._words(line, "guidance_hint")
        draft.texts |= {f"{code}.text": asked.text, f"{code}.hint": hint}
        if guidance:
            question = replace(question, guidance=Guidance(MORE, guidance.own))
            draft.texts[f"{code}.guidance.text"] = guidance
        return replace(question, hint=hint.own, required=question.required or required(asked.item, draft))

    def _row(self, item: Item, table: Table, head: Draft | None) -> Draft:
        """One line of a table. The first makes the grid, and the others are part of it."""
        draft = self._draft(item)
        draft.part_of = head
        add_conditions(item, draft, self._expressions)
        for words in left_out(item, self._pictured):
            draft.fallback(words)
        if item.line.get("constraint"):
            words = say(ROW_CONSTRAINT, constraint=item.line.get("constraint"))
            draft.fallback(words)
        if head is None:
            code = self._codes.give(table.group.name, otherwise="table")
            choices = self._lists.get(list_key(table.rows[0].type.list_name))
            put_grid(draft, code, table, words=self._words, choices=choices)
        return draft
