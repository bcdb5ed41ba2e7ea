"""Atom feeds: everything that was published, and what was published about one deployment."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from flask import Blueprint, Response, abort, request

from survey.domain.consultations import Phase
from survey.domain.feeds import MEDIA_TYPE, Entry, Feed, atom
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import Deployment
from survey.web.access import public
from survey.web.clock import today
from survey.web.database import db
from survey.web.following import site

bp = Blueprint("feeds", __name__)

NOT_FOUND = 404
FIVE_MINUTES = 300
# Readers of feeds show titles on a line.
LONGEST_TITLE = 90


@bp.get("/feed.xml")
@public
def everything() -> Response:
    """Every published revision, and the public log of every consultation that is not a draft."""
    entries = [entry for one in register.list_all(db()) for entry in _revisions(one)]
    for consultation in consultations.every(db()):
        entries += _log(consultation)
    return _feed(Feed("All published changes", "/feed.xml", "/deployments/", tuple(entries)))


@bp.get("/deployments/<slug>/feed.xml")
@public
def of_deployment(slug: str) -> Response:
    """The revisions of one deployment, and the public logs of the consultations about it."""
    deployment = register.find(db(), slug)
    if deployment is None or not deployment.revisions:
        abort(NOT_FOUND)
    entries = [*_revisions(deployment)]
    for consultation in consultations.about(db(), deployment.id):
        entries += _log(consultation)
    name = register.current(db(), deployment).plan.name
    page = f"/deployments/{slug}/"
    return _feed(Feed(f"Changes to {name}", f"{page}feed.xml", page, tuple(entries)))


@bp.get("/consultations/<slug>/feed.xml")
@public
def of_consultation(slug: str) -> Response:
    """The public log of one consultation: opened, changed, closed, counted, published, decided."""
    consultation = consultations.find(db(), slug)
    if consultation is None or consultation.phase(today()) is Phase.DRAFT:
        abort(NOT_FOUND)
    page = f"/consultations/{slug}/"
    title = f"What happened in {consultation.title}"
    return _feed(Feed(title, f"{page}feed.xml", page, tuple(_log(consultation))))


def _revisions(deployment: Deployment) -> Iterator[Entry]:
    for revision in deployment.revisions:
        kind = "material change" if revision.material else "published"
        texts = (revision.change_summary or revision.summary, f"Why it was published: {revision.reason}")
        yield Entry(
            day=revision.published_on,
            number=revision.number,
            path=f"/deployments/{deployment.slug}/revisions/{revision.number}/",
            title=f"{revision.plan.name}: revision {revision.number}, {kind}",
            text="\n\n".join(texts),
        )


def _log(consultation: Consultation) -> Iterator[Entry]:
    if consultation.phase(today()) is Phase.DRAFT:
        return
    # Numbered among all lines: one that is public only later takes no other line's number.
    for number, line in enumerate(consultations.log_of(db(), consultation), start=1):
        if line.is_public(today()):
            yield Entry(
                day=line.day,
                number=number,
                path=f"/consultations/{consultation.slug}/",
                code=f"#log-{number}",
                title=f"{consultation.title}: {shorten(line.text, LONGEST_TITLE, placeholder='…')}",
                text=line.text,
            )


def _feed(feed: Feed) -> Response:
    response = Response(atom(site(), feed), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={FIVE_MINUTES}"
    response.add_etag()
    return response.make_conditional(request)
