"""The answer that a page of results begins with: both sides in one sentence, a chart before any script."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import messages, picture, words
from results.web.view import Answered, answered
from survey.domain.questionnaires.questions import Question
from survey.store.questionnaires.versions import Frozen
from survey.web.catalogues import catalogue_of
from survey.web.languages import current_language
from survey.web.translating.showing import with_lang

# The question that the model questionnaire asks everybody; else the first with the same five points.
ASKED = "support"
# The chart is there before any script: drawn for a telephone, and for half a screen.
WIDTHS = (("narrow", 330), ("wide", 460))

Tables = Mapping[str, tuple[SafeTable, ...]]


@dataclass(frozen=True, slots=True)
class Headline:
    """The first question of a page: its sentence in two parts, and its chart without a script."""

    shown: Answered
    sentence: str
    rest: str
    drawing: Markup


def headline(
    version: Frozen, tables: Tables, *, without: Collection[str], counted: int
) -> Headline | None:
    """The answer to begin with, none of the questions `without`. None where there is none to be drawn."""
    question = asked_first(version, tables, without=without)
    return _headline(question, tables[question.code], counted) if question else None


def asked_first(version: Frozen, tables: Tables, *, without: Collection[str]) -> Question | None:
    """The question that pages about these results begin with, none of those `without`. None: none fits."""
    asked = [q for q in version.questionnaire.questions_of("opinion") if q.code in tables]
    able = [q for q in asked if q.code not in without and _drawable(tables[q.code])]
    first = next((q for q in able if q.code == ASKED), None)
    first = first or next((q for q in able if _is_support(q, tables[q.code])), None)
    return first or next((q for q in able if CHARTS[q.kind] is not None), None)


def _drawable(tables: Sequence[SafeTable]) -> bool:
    return any(table.shown for table in tables)


def _is_support(question: Question, tables: Sequence[SafeTable]) -> bool:
    return CHARTS[question.kind] == "scale" and messages.is_support(tables[0], words.apart_codes(question))


def _headline(question: Question, tables: Sequence[SafeTable], counted: int) -> Headline | None:
    shown = answered(question, tables)
    if shown.chart is None:
        return None
    sentence, rest = shown.chart.message, ""
    if _is_support(question, tables):
        labels, apart = words.option_labels(question), words.apart_codes(question)
        both, others = messages.of_headline(tables[0], labels, apart, counted=counted)
        with words.spoken_in(catalogue_of(current_language())):
            sentence, rest = with_lang(both), with_lang(others)
    drawings = "".join(
        picture.inline(str(shown.chart.figure), width, look=f"lp-instant lp-instant--{name}")
        for name, width in WIDTHS
    )
    return Headline(shown, sentence, rest, Markup(drawings))  # noqa: S704 - every word in it was escaped
