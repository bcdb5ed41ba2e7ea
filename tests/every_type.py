"""A consultation that asks a question of every type, with all that a question may have."""

import json
import os
import random
import secrets
from datetime import timedelta

import numpy as np

from survey.domain.areas import area_options
from survey.domain.citing import with_facts
from survey.domain.consultations import Rules
from survey.domain.questionnaires import definition
from survey.domain.synthetic import Recipe, as_json, coded, make
from survey.store import consultations
from survey.store.answering.closing import close
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.questionnaires.versions import freeze, frozen
from tests import demonstration

SLUG = "every-type"
BASE = f"/consultations/{SLUG}/answer/"


def options(*labels):
    """Options named after their labels."""
    return [{"code": label.lower().replace(" ", "-"), "label": label} for label in labels]


DONT_KNOW = {"code": "dont-know", "label": "Don’t know", "apart": True}
OTHER = {"code": "other", "label": "Something else", "detail": {"label": "What?"}}
NONE = {"code": "none", "label": "None of these", "exclusive": True}
SPAN = {"minimum": "2026-02-01", "maximum": "2026-04-30"}
HALVES = [
    {"code": "before", "label": "To 14 March", "minimum": "2026-02-01", "maximum": "2026-03-14"},
    {"code": "after", "label": "From 15 March", "minimum": "2026-03-15", "maximum": "2026-04-30"},
]
BANDS = [
    {"code": "few", "label": "Up to 9", "minimum": 0, "maximum": 9},
    {"code": "many", "label": "10 or more", "minimum": 10, "maximum": 99},
]
QUESTIONS = [
    {"code": "welcome", "type": "reader_text", "text": "Before you begin", "body": "One.\n\nTwo."},
    {"code": "tie", "type": "single_choice", "text": "What ties you to the area?", "required": True, "random_order": True, "options": [*options("Living there", "Working there", "Shopping there"), OTHER, DONT_KNOW], "prefer_not_to_say": True},
    {"code": "paper", "type": "document", "text": "The assessment", "body": "The force wrote it.", "link": {"label": "Assessment, 24 pages", "address": "https://example.org/assessment.pdf"}, "definitions": [{"term": "watchlist", "text": "The faces looked for."}]},
    {"code": "first", "type": "ranking", "text": "After {answer:tie|being there}: what matters most?", "random_order": True, "facts": ["cameras", "sum-asked"], "options": options("Fewer thefts", "Privacy", "Lower cost", "Fair treatment")},
    {"code": "day", "type": "date", "text": "When were you last there?", "bands": HALVES, **SPAN},
    {"code": "month", "type": "date", "text": "In which month did you see the cameras?", "by_month": True, **SPAN},
    {"code": "zones", "type": "area_grid", "text": "And in each of these places?", "all_rows": True},
    {"code": "likely", "type": "likelihood", "text": "How likely are you to go there?", "low": "Not at all likely", "high": "Extremely likely"},
    {"code": "money", "type": "constant_sum", "text": "What would you spend £100 on?", "prefix": "£", "random_order": True, "options": options("Cameras", "Officers", "Lighting")},
    {"code": "limits", "type": "multiple_choice", "text": "Which limits do you want?", "at_least": 2, "random_order": True, "options": [*options("Fixed hours", "Signs", "An end date"), NONE]},
    {"code": "often", "type": "grid", "text": "How often are you there?", "at_most": 1, "rows": options("By day", "By night"), "options": options("Often", "Never")},
    {"code": "support", "type": "support_scale", "text": "Do you support the plan?"},
    {"code": "ward", "type": "area", "text": "Which ward do you know best?", "options": [DONT_KNOW]},
    {"code": "visits", "type": "number", "text": "How many visits a year?", "maximum": 99, "bands": BANDS},
    {"code": "shop", "type": "short_text", "text": "Which shop do you like?"},
    {"code": "why", "type": "long_text", "text": "Why?"},
]  # fmt: skip
DEFINITION = {
    "format": definition.FORMAT,
    "format_version": 1,
    "code": SLUG,
    "title": "Every type",
    "sections": [
        {"code": "all", "title": "Everything", "pages": [{"code": q["code"], "questions": [q]} for q in QUESTIONS]}
    ],
}
# What a resident sends, page by page.
SENT = {
    "tie": {"tie": "other", "tie.other": "I keep bees there"},
    "first": {"first.1": "privacy", "first.2": "lower-cost"},
    "day": {"day.day": "15", "day.month": "3", "day.year": "2026"},
    "month": {"month.month": "Feb", "month.year": "2026"},
    "zones": {"zones.north-end": "neither", "zones.high-street": "dont-know"},
    "likely": {"likely": "7"},
    "money": {"money.officers": "£70", "money.lighting": "30"},
    "limits": {"limits": ["signs", "fixed-hours"]},
    "often": {"often.by-day": "often"},
    "support": {"support": "somewhat-oppose"},
    "ward": {"ward": "dont-know"},
    "visits": {"visits": "12"},
    "shop": {"shop": "The bakery"},
    "why": {"why": "It depends."},
}
# What must come of that, without the order in which options were shown.
ANSWERS = {
    "tie": "other",
    "tie.other": "I keep bees there",
    "first.1": "privacy",
    "first.2": "lower-cost",
    "day": "after",
    "month": "2026-02",
    "zones.north-end": "neither",
    "zones.high-street": "dont-know",
    "likely": "7",
    "money.cameras": 0,
    "money.officers": 70,
    "money.lighting": 30,
    "limits": ["fixed-hours", "signs"],
    "often.by-day": "often",
    "support": "somewhat-oppose",
    "ward": "dont-know",
    "visits": 12,
    "shop": "The bakery",
    "why": "It depends.",
}


def add(session, today):
    """An open consultation about the deployment in Croydon. Commits."""
    demonstration.load_register(session)
    deployment = register.find(session, "croydon-north-end")
    revision = register.current(session, deployment)
    consultation = Consultation(
        slug=SLUG, title="Every type", summary="Every type.", council="A council", deployment_id=deployment.id,
        deployment_revision=revision.number, facts=[], illustrative=True, synthetic=True,
        rules=Rules.load({"characteristics": ["tie", "channel"], "strata": {"open": "Open to everyone"}}).dump(),
    )  # fmt: skip
    consultations.add(session, consultation, offset_secret=os.urandom(32))
    asked = definition.with_areas(definition.load(DEFINITION), area_options(revision.plan))
    asked = with_facts(asked, revision.plan, revision.evidence)
    consultation.version_id = freeze(session, consultation.id, asked).id
    consultation.opens_on, consultation.closes_on = today - timedelta(days=9), today
    session.commit()
    return consultation


def close_with(session, consultation, number):
    """So many synthetic responses, and closing. Commits."""
    version, recipe = frozen(session, consultation.version_id), Recipe({}, {}, 0.1, 0.5)
    batch = make(version.questionnaire, recipe, size=number, rng=np.random.default_rng(3))
    rows = zip(coded(batch, version.opinion), as_json(batch, version.opinion, recipe), strict=True)
    for place, (codes, answers) in enumerate(rows):
        session.add(
            Response(
                id=secrets.token_hex(16), consultation_id=consultation.id, day=consultation.opens_on,
                channel=("web", "paper")[place % 2], stratum="open", language="en", version_id=consultation.version_id,
                deployment_revision=consultation.deployment_revision, answers=json.loads(answers), codes=codes.tobytes(),
            )
        )  # fmt: skip
    session.flush()
    shuffle = random.Random(1).shuffle
    close(session, consultation, day=consultation.closes_on, text="Closed.", shuffle=shuffle)
    session.commit()
