"""The table of texts: which fields of which dataclass are read by people, and so are translated.

What is not named here is a code, an address, a number or a day. A test holds the table against the classes,
so that a new field is a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from survey.domain.changes import MaterialChange
from survey.domain.deployments.plan import LABELS, Boundaries, Fact, Plan, Ward, Zone
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import (
    Citation,
    Denominator,
    Evidence,
    Figure,
    Promise,
    Source,
    Statement,
)
from survey.domain.evidence import Document as NeededDocument
from survey.domain.other_ways import LABELS as WAYS
from survey.domain.other_ways import OtherWays
from survey.domain.outcomes.fields import FIELDS
from survey.domain.outcomes.record import Condition, Point, Record
from survey.domain.outcomes.reviewing import Review
from survey.domain.questionnaires import kinds
from survey.domain.questionnaires import questions as asked
from survey.domain.translating.words import ConsultationWords, Line, Note, OutcomeWords
from survey.domain.wording import say


class Kind(StrEnum):
    """How long a text is. Names of places, people and sources may stay as they are in any language.

    What is printed stands on sheets of paper alone, with gaps such as {council} that are filled in there.
    """

    LINE = "line"
    PARAGRAPH = "paragraph"
    NAME = "name"
    PRINTED = "printed"


@dataclass(frozen=True)
class Inside:
    """Where the texts of a field stand. `{at}` is the place of its owner, `{code}` the code of each thing.

    What has no code is numbered from 1. `part` names the part of the whole that it begins.
    """

    place: str
    part: str = ""
    key: str = "code"
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """The texts of one class: kind and what it is, by field. `name` is the field by which people know it."""

    texts: Mapping[str, tuple[Kind, str]] = field(default_factory=dict)
    inside: Mapping[str, Inside] = field(default_factory=dict)
    name: str = ""


LINE, PARAGRAPH, NAME = Kind.LINE, Kind.PARAGRAPH, Kind.NAME
_OPTIONS = {"options": Inside("{at}.options.{code}")}
_ROWS = {"rows": Inside("{at}.rows.{code}")}
_BANDS = {"bands": Inside("{at}.bands.{code}")}
_AROUND = {"prefix": (LINE, say("Before the number")), "suffix": (LINE, say("After the number"))}
_FIGURES = {"denominators": Inside("{at}.denominators.{code}")}
_FACTS = {code: say(label) for code, label in LABELS.items()}
_CITED = {"citation": Inside("{at}.citation")}
# Names of committees, meetings and offices may stay as they are.
_RECORDED = (
    *("asked", "decision", "budget", "reasons", "considered"),
    *("departure", "weighed", "equality", "next_steps"),
)
_NAMED = ("decided_by", "meeting")

TABLE: Mapping[type[Any], Told] = {
    asked.Questionnaire: Told(
        {"title": (LINE, say("Title of the questionnaire"))},
        {"sections": Inside("sections.{code}", "{code}")},
    ),
    asked.Section: Told({"title": (LINE, say("Title of a section"))}, {"pages": Inside("pages.{code}")}),
    asked.Page: Told({"title": (LINE, say("Title of a page"))}, {"questions": Inside("{code}")}),
    asked.Question: Told(
        {"text": (PARAGRAPH, say("Question")), "hint": (PARAGRAPH, say("Line under the question"))},
        {
            "guidance": Inside("{at}.guidance"),
            "definitions": Inside("{at}.definitions.{code}"),
            "cited": Inside("{at}.cited.{code}"),
        },
        name="text",
    ),
    asked.Guidance: Told(
        {"summary": (LINE, say("Heading of guidance")), "text": (PARAGRAPH, say("Guidance that opens"))}
    ),
    asked.Definition: Told(
        {"term": (LINE, say("Word that is explained")), "text": (PARAGRAPH, say("What it means"))}
    ),
    asked.CitedFact: Told(
        {
            "title": (NAME, say("Title of a fact beside the question")),
            "text": (PARAGRAPH, say("Fact beside the question")),
            "side": (NAME, say("Which side it argues for")),
            "note": (PARAGRAPH, say("Note on a fact")),
            "said": (NAME, say("Who says it, and when")),
            "out_of": (LINE, say("What the figures count")),
        },
        {"sources": Inside("{at}.sources.{code}")},
        name="title",
    ),
    asked.CitedSource: Told({"name": (NAME, say("Name of a source"))}),
    asked.Choice: Told({}, _OPTIONS),
    asked.Option: Told(
        {"label": (LINE, say("Answer")), "hint": (LINE, say("Line under an answer"))},
        {"detail": Inside("{at}.detail")},
    ),
    asked.Detail: Told({"label": (LINE, say("Label of the text that goes with an answer"))}),
    asked.Row: Told({"label": (LINE, say("Row of a table"))}),
    asked.Grid: Told({}, _ROWS | _OPTIONS),
    asked.Number: Told(_AROUND, _BANDS),
    asked.Band: Told({"label": (LINE, say("Range that is counted"))}),
    kinds.DateBand: Told({"label": (LINE, say("Range of days that is counted"))}),
    kinds.Ranking: Told({}, _OPTIONS),
    kinds.Date: Told({}, _BANDS),
    kinds.Likelihood: Told({"low": (LINE, say("Words for 0")), "high": (LINE, say("Words for 10"))}),
    kinds.ConstantSum: Told(_AROUND, _OPTIONS | _BANDS),
    kinds.ReaderText: Told({"body": (PARAGRAPH, say("Text for the reader"))}),
    kinds.Document: Told({"body": (PARAGRAPH, say("About the document"))}, {"link": Inside("{at}.link")}),
    kinds.Link: Told({"label": (LINE, say("Words of a link"))}),
    ConsultationWords: Told(
        {
            "title": (LINE, say("Title of the consultation")),
            "summary": (PARAGRAPH, say("What it asks, in one sentence")),
            "council": (NAME, say("Council")),
        },
        {
            "other_ways": Inside("other_ways", "ways"),
            "changes": Inside("changes.{code}", "changes", key="revision"),
            "log": Inside("log.{code}", "log"),
        },
    ),
    OtherWays: Told({name: (LINE, say(label)) for name, label in WAYS.items() if name != "phone"}),
    MaterialChange: Told(
        {
            "summary": (PARAGRAPH, say("What changed")),
            "reason": (PARAGRAPH, say("Why the council decided so")),
            "decided_by": (NAME, say("Who decided")),
        }
    ),
    # A record may stay in the language in which it was made.
    Line: Told({"text": (NAME, say("Entry of the public log"))}),
    OutcomeWords: Told(
        {},
        {
            "record": Inside("outcome", "outcome"),
            "notes": Inside("outcome.notes.{code}", "outcome-later"),
            "reviews": Inside("outcome.reviews.{code}", "outcome-later"),
        },
    ),
    Record: Told(
        {name: (PARAGRAPH, FIELDS[name].label) for name in _RECORDED}
        | {name: (NAME, FIELDS[name].label) for name in _NAMED},
        {
            "points": Inside("{at}.points.{code}", "outcome-points"),
            "conditions": Inside("{at}.conditions.{code}", "outcome-conditions"),
        },
    ),
    Point: Told({"said": (PARAGRAPH, say("You said")), "did": (PARAGRAPH, say("We did"))}, name="said"),
    Condition: Told(
        {"text": (PARAGRAPH, say("Condition")), "who": (NAME, say("Who sees to it"))}, name="text"
    ),
    Note: Told({"text": (PARAGRAPH, say("What changed in the outcome"))}),
    Review: Told(
        {
            "reason": (PARAGRAPH, say("Why the council decided so after a review")),
            "decided_by": (NAME, say("Who decided")),
        }
    ),
    Revision: Told(
        {
            "summary": (PARAGRAPH, say("In one sentence")),
            "reason": (PARAGRAPH, say("Why this revision was published")),
            "change_summary": (PARAGRAPH, say("What changed since the revision before")),
        },
        {
            "plan": Inside("plan"),
            "evidence": Inside("evidence"),
            "boundaries": Inside("boundaries"),
        },
    ),
    Plan: Told(
        {
            "name": (LINE, say("Name of the deployment")),
            "council": (NAME, say("Council")),
            "force": (NAME, say("Police force")),
            "area_note": (PARAGRAPH, say("Note on the area")),
        },
        {
            "facts": Inside("facts.{code}", "facts", titles=_FACTS),
            "zones": Inside("zones.{code}", "zones"),
            "wards": Inside("wards.{code}", "wards"),
        },
    ),
    Fact: Told(
        {"value": (PARAGRAPH, say("Fact")), "note": (PARAGRAPH, say("Note on a fact"))}, _FIGURES | _CITED
    ),
    Zone: Told({"name": (NAME, say("Name of a zone")), "description": (PARAGRAPH, say("Zone"))}, name="name"),
    Ward: Told({"name": (NAME, say("Name of a ward"))}),
    Boundaries: Told({"attribution": (NAME, say("Whose the outlines are"))}),
    Evidence: Told(
        {},
        {
            "statements": Inside("statements.{code}", "statements"),
            "documents": Inside("documents.{code}", "documents"),
            "promises": Inside("promises.{code}", "promises"),
        },
    ),
    Statement: Told(
        {
            "title": (LINE, say("Title of an argument or figure")),
            "text": (PARAGRAPH, say("Argument or figure")),
            "note": (PARAGRAPH, say("Note on it")),
            "period": (LINE, say("Period of its figures")),
        },
        _FIGURES | _CITED,
        name="title",
    ),
    Citation: Told(
        {"speaker": (NAME, say("Who says it")), "said": (NAME, say("When it was said"))},
        {"sources": Inside("{at}.sources.{code}")},
    ),
    Source: Told({"name": (NAME, say("Name of a source"))}),
    Denominator: Told({"text": (LINE, say("What the figures count"))}),
    NeededDocument: Told(
        {"title": (LINE, say("Title of a document")), "why": (PARAGRAPH, say("Why it is asked for"))},
        name="title",
    ),
    Promise: Told(
        {"title": (LINE, say("Title of a promised figure"))},
        {"promised": Inside("{at}.promised"), "reported": Inside("{at}.reported")},
        name="title",
    ),
    Figure: Told({"text": (PARAGRAPH, say("Figure"))}, _FIGURES | _CITED),
}


@lru_cache
def told_of(cls: type[Any]) -> Told:
    """What the table says of a class and of those that it is made from, the most general first."""
    rows = [TABLE[one] for one in reversed(cls.__mro__) if one in TABLE]
    texts = {name: row for told in rows for name, row in told.texts.items()}
    inside = {name: row for told in rows for name, row in told.inside.items()}
    return Told(texts, inside, next((told.name for told in rows if told.name), ""))
