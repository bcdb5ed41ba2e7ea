"""Coding what people wrote: which questions there are, how far each is, and where the work is begun.

For organisers, from closing until the results are counted. Nothing of it is public before a release. Every
act is recorded, opening an answer too.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for

from results import releases
from results.comments import coding, quotes, texts, themes
from results.comments.coding import MOST_PERCENT, USUAL_SHARE, CodingPlan
from results.comments.texts import Source
from results.comments.themes import By
from results.domain.themes import Progress, progress
from survey.domain.accounts import Act
from survey.domain.typed_numbers import whole
from survey.domain.wording import say
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, sent_text, token_problem

bp = Blueprint("coding", __name__, url_prefix="/organise/consultations/<slug>/coding")

NOT_FOUND = 404
COUNTED = say("The results were counted already, so nothing can be changed any more.")
BAD_SHARE = say("Enter a whole number from 0 to {most}", most=MOST_PERCENT)


@dataclass(frozen=True)
class Place:
    """One text question of a consultation, and how it is coded, if anybody began."""

    consultation: Consultation
    source: Source
    plan: CodingPlan | None

    @property
    def key(self) -> str:
        return self.source.key

    @property
    def title(self) -> str:
        """The question, and the option that the text goes with, if any."""
        return title_of(self.source)


def title_of(source: Source) -> str:
    """The question as coders read it, with the option that its texts go with, if any."""
    if source.option is None:
        return source.question.text
    return say("{question} – {option}", question=source.question.text, option=source.option.label)


def consultation_of(slug: str) -> Consultation:
    """The consultation, for somebody who may code its texts."""
    found = consultations.find(db(), slug)
    if found is None:
        abort(NOT_FOUND)
    permit(Act.CODE_TEXTS, found)
    return found


def place_of(slug: str, key: str) -> Place:
    """The text question, for somebody who may code it. Answers 404 where it was never asked."""
    consultation = consultation_of(slug)
    source = texts.sources_of(db(), consultation).get(key)
    if source is None or consultation.closed_on is None:
        abort(NOT_FOUND)
    return Place(consultation, source, coding.plan_of(db(), consultation, key))


def planned(slug: str, key: str) -> tuple[Place, CodingPlan]:
    """The text question and how it is coded. Answers 404 where nobody began."""
    place = place_of(slug, key)
    if place.plan is None:
        abort(NOT_FOUND)
    return place, place.plan


def audit(subject: str) -> None:
    """Records what the person signed in did."""
    who = signed_in_account()
    accounts.audit(db(), at=now(), account=who, act=Act.CODE_TEXTS.value, subject=subject)


def by_me() -> By:
    """Who acts, and when."""
    return By(signed_in_account().id, today())


def is_counted(consultation: Consultation) -> bool:
    """Whether a release was made, so that nothing can be changed any more."""
    return releases.newest(db(), consultation) is not None


def sending_problems(consultation: Consultation) -> dict[str, str]:
    """What is wrong with sending anything at all."""
    return token_problem() or ({"": COUNTED} if is_counted(consultation) else {})


@dataclass(frozen=True)
class Listed:
    """A text question as it is listed: how many wrote, how far its coding is, how many themes it has."""

    place: Place
    answers: int
    progress: Progress
    themes: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to code."""
        return not self.answers and self.place.plan is None


@bp.get("/")
@staff(Act.CODE_TEXTS)
def index(slug: str) -> str:
    """The text questions, and how far each is."""
    return _index(consultation_of(slug))


def _index(consultation: Consultation, problems: dict[str, str] | None = None) -> str:
    asked = frozen(db(), consultation.version_id or "").questionnaire
    return render_template(
        "comments/coding_index.html",
        consultation=consultation,
        listed=_listed(consultation) if consultation.closed_on else [],
        counted=is_counted(consultation),
        quotable=quotes.may_be_quoted(asked),
        usual=USUAL_SHARE,
        problems=problems or {},
        typed=request.form,
    )


def _listed(consultation: Consultation) -> list[Listed]:
    counts = texts.count(db(), consultation, excluded=False)
    found = []
    for key, source in texts.sources_of(db(), consultation).items():
        standings = coding.standings(db(), consultation, key)
        place = Place(consultation, source, coding.plan_of(db(), consultation, key))
        offered = len(themes.offered(db(), consultation, key))
        found.append(Listed(place, counts[key], progress(standings.values()), offered))
    # What is being worked on comes first, however many questions nobody has begun.
    return sorted(found, key=lambda one: one.place.plan is None)


@bp.post("/<key>/start/")
@staff(Act.CODE_TEXTS)
def start(slug: str, key: str) -> View:
    """Begins coding, or changes how many answers two people code; lists what came since."""
    place = place_of(slug, key)
    problems = sending_problems(place.consultation)
    share = whole(sent_text("share"))
    if not problems and (share is None or not 0 <= share <= MOST_PERCENT):
        problems = {f"share-{key}": BAD_SHARE}
    if problems or share is None:
        return _index(place.consultation, problems), UNPROCESSABLE
    coding.start(db(), place.consultation, key, share=share)
    audit(f"{slug}: {key}: two people code {share} percent")
    where = "coding.index" if place.plan else "coding.all_themes"
    return redirect(url_for(where, slug=slug) if place.plan else url_for(where, slug=slug, key=key))
