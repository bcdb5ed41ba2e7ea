"""A whole questionnaire as plain text, to be read and marked by people who review it: nothing is left out.

The numbers are those of the paper form and of the page with all questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.kinds import Document, Likelihood, ReaderText
from survey.domain.questionnaires.layouts import Layout
from survey.domain.questionnaires.printing import (
    PrintedForm,
    PrintedPage,
    PrintedQuestion,
    PrintedSection,
    printed,
)
from survey.domain.questionnaires.questions import CitedFact, Question, Questionnaire

WIDTH = 78
INDENT = "    "
TYPES_IN_WORDS = {
    "single_choice": "one choice",
    "support_scale": "scale from support to opposition",
    "multiple_choice": "several choices",
    "grid": "the same scale for several things",
    "number": "whole number",
    "short_text": "a line of text",
    "long_text": "text",
    "area": "one place",
    "ranking": "ranking",
    "date": "date",
    "area_grid": "the same scale for several places",
    "likelihood": "likelihood from 0 to 10",
    "constant_sum": "a sum that is shared out",
    "reader_text": "to read",
    "document": "a document to read",
}


def plain_text(questionnaire: Questionnaire, *, facts: Facts = frozenset()) -> str:
    """The text of a questionnaire that is sound, where these facts about the deployment hold."""
    return "\n".join(_lines(questionnaire, printed(questionnaire, facts=facts))) + "\n"


def _lines(questionnaire: Questionnaire, form: PrintedForm) -> Iterator[str]:
    yield from _heading(form.title, "=")
    number = sum(1 for _ in form.questions)
    yield f"Questionnaire “{questionnaire.code}”, language {questionnaire.language}, {number} questions"
    for section in form.sections:
        yield from _section(section)


def _heading(words: str, line: str) -> Iterator[str]:
    lines = wrap(words, WIDTH) or [""]
    yield from lines
    yield line * max(map(len, lines))
    yield ""


def _section(section: PrintedSection) -> Iterator[str]:
    yield ""
    yield ""
    yield from _heading(section.title, "-")
    if section.is_equality:
        yield from wrap("Optional. These answers are kept apart from the others.", WIDTH)
    yield from wrap(section.when, WIDTH)
    for page in section.pages:
        yield from _page(page)


def _page(page: PrintedPage) -> Iterator[str]:
    if page.title or page.when:
        yield ""
    if page.title:
        yield from wrap(f"Page: {page.title}", WIDTH)
    yield from wrap(f"[{page.when}]" if page.when else "", WIDTH)
    for question in page.questions:
        yield ""
        yield from _question(question)
    for words in page.after:
        yield from wrap(f"-> {words}", WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)


def _question(one: PrintedQuestion) -> Iterator[str]:
    question = one.question
    number = f"{one.number}. " if one.number else ""
    yield from wrap(f"{number}{question.text}", WIDTH, subsequent_indent=" " * len(number))
    needed = ", must be answered" if question.required else ""
    yield f"{INDENT}({TYPES_IN_WORDS[question.kind]}{needed}; code “{question.code}”)"
    for words in (*_explained(question), *one.layout.asks):
        for paragraph in words.split("\n\n"):
            yield from wrap(paragraph, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    yield from _answers(one)


def _explained(question: Question) -> Iterator[str]:
    yield from _to_read(question)
    if question.hint:
        yield f"Hint: {question.hint}"
    if question.guidance:
        yield f"Opens below, “{question.guidance.summary}”: {question.guidance.text}"
    for definition in question.definitions:
        yield f"“{definition.term}” means here: {definition.text}"
    for fact in question.cited:
        yield _cited(fact)
    if question.facts and not question.cited:
        yield f"Facts of the register beside it: {', '.join(question.facts)}"
    if getattr(question, "random_order", False):
        yield "On the web in random order, drawn for each person; on paper in this order."


def _to_read(question: Question) -> Iterator[str]:
    if isinstance(question, ReaderText | Document):
        yield question.body
    if isinstance(question, Document):
        yield f"{question.link.label}: {question.link.address}"


def _cited(fact: CitedFact) -> str:
    side = f"{fact.side}: " if fact.side else ""
    sources = "; ".join(source.name for source in fact.sources)
    parts = (f"What is known: {side}{fact.title}: {fact.text}", fact.note, *fact.out_of, fact.said)
    told = " ".join(part for part in parts if part)
    return f"{told} Source: {sources}." if sources else told


def _answers(one: PrintedQuestion) -> Iterator[str]:
    layout = one.layout
    ends = one.question.ends if isinstance(one.question, Likelihood) else {}
    for tick in layout.ticks:
        words = f" [room for words: {tick.words.label} {tick.words.hint}]" if tick.words else ""
        hint = f" ({tick.hint})" if tick.hint else ""
        lead = f" -> {one.lead(tick.value)}" if one.lead(tick.value) else ""
        end = f": {ends[tick.value]}" if tick.value in ends else ""
        yield from _answer(f"[ ] {tick.label}{end}{hint}{words}{lead}")
    yield from _rows(layout)
    for blank in layout.blanks:
        around = f"{blank.prefix}____{blank.suffix}"
        yield from _answer(f"{around} {blank.label}".rstrip() + (f" ({blank.hint})" if blank.hint else ""))


def _rows(layout: Layout) -> Iterator[str]:
    for line in layout.lines:
        yield from _answer(f"- {line.label}")
    if layout.lines:
        boxes = "  ".join(f"[ ] {tick.label}" for tick in layout.lines[0].ticks)
        yield from _answer(f"In each row: {boxes}")


def _answer(words: str) -> list[str]:
    return wrap(words, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 2)
