"""One published chart in a frame on the council's own site: results only, no cookie, no third party.

Which sites may frame it is the council's setting (LAMPPOST_EMBED_ON); browsers keep to it. Nobody answers in
a frame: a frame cannot show whose page it is, and browsers keep its cookies apart.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, current_app, make_response, render_template, url_for
from markupsafe import Markup

from results import charts, releases
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import words
from results.releases import Release
from results.web.language import version_of
from results.web.reading import everyones
from results.web.story import written
from results.web.view import Answered, Drawn, answered, characteristic, drawn, figures, kept, matrix, name_of
from survey.domain.questionnaires.paths import never_asked
from survey.domain.questionnaires.questions import Question
from survey.settings import Settings
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.database import db
from survey.web.headers import may_be_framed
from survey.web.translating.showing import in_language

bp = Blueprint("embed", __name__)

NOT_FOUND = 404
FIVE_MINUTES = 300
# A frame has the height that it is given: so much for the words around the chart, on a phone.
ROOM_FOR_WORDS = 330
SNIPPET = Markup(
    '<iframe src="{address}" title="{title}" width="100%" height="{height}" loading="lazy" '
    'sandbox="allow-scripts allow-same-origin allow-popups" referrerpolicy="no-referrer"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A chart that can be embedded: its question, where it stands, and how high the frame should be."""

    question: Question
    address: str
    height: int

    @property
    def snippet(self) -> str:
        """The HTML to copy into another page."""
        return str(SNIPPET.format(address=self.address, title=self.question.text, height=self.height))


@bp.get("/embed/consultations/<slug>/<question>/")
@public
def chart(slug: str, question: str) -> Response:
    """One question over everybody."""
    read = everyones(slug)
    return _framed(_page(read.consultation, read.release, question))


@bp.get("/embed/consultations/<slug>/<question>/by/<characteristic>/")
@public
def chart_by(slug: str, question: str, characteristic: str) -> Response:
    """One question by one characteristic of the plan; of a grid, its first row."""
    read = everyones(slug)
    return _framed(_page(read.consultation, read.release, question, characteristic))


@bp.get("/consultations/<slug>/results/embed/")
@public
def offer(slug: str) -> str:
    """What to copy into a page of another site."""
    read = everyones(slug)
    settings: Settings = current_app.config["SETTINGS"]
    return render_template(
        "embed/offer.html",
        consultation=read.shown,
        offered=_offered(read.consultation, read.release, settings.base_url),
        sites=settings.embed_on,
    )


def _page(consultation: Consultation, release: Release, question: str, by: str = "") -> str:
    version_of(db(), consultation)  # says on the page, also where it is kept, that parts of it are in English

    def make() -> str | None:
        return _drawn(consultation, release, question, by)

    page = kept((*written(consultation, release), "embed", question, by), make)
    if page is None:
        abort(NOT_FOUND)
    return page


def _drawn(consultation: Consultation, release: Release, code: str, by: str) -> str | None:
    tables = _tables(release, code, by)
    if not tables:
        return None
    version = version_of(db(), consultation)
    question = version.questionnaire.question(code)
    shown = in_language(consultation)
    known = {"consultation": shown, "release": release, "question": question, "by": by}
    if not by:
        return render_template("embed/chart.html", **known, shown=answered(question, tables), name="")
    group = characteristic(consultation, version, by)
    return render_template(
        "embed/chart.html", **known, shown=_broken_down(question, group, tables), name=name_of(group)
    )


def _tables(release: Release, code: str, by: str) -> Sequence[SafeTable]:
    """The tables of the chart: nothing for texts, for profiles, and for what is not in the release."""
    if by and by not in release.characteristics:
        return ()
    if by:
        found = releases.by(db(), release, characteristic=by, question=code)
        return [table for table in found if table.part == found[0].part]
    found = releases.alone(db(), release).get(code, ())
    return [table for table in found if table.options and table.kind != "profile"]


def _broken_down(question: Question, group: Question, tables: Sequence[SafeTable]) -> Answered:
    labels = words.option_labels(group)
    own = tuple(figures(table, question) for table in tables)
    shown = [table for table in tables if table.shown]
    if not shown:
        return Answered(question, None, own)
    apart = words.apart_codes(group)
    made = drawn(charts.breakdown, tables, question, labels, characteristic=name_of(group), apart=apart)
    names = [words.label(labels, table.value) for table in shown]
    return Answered(question, made, own, matrix(shown, question, names, names_down=True))


def _framed(page: str) -> Response:
    settings: Settings = current_app.config["SETTINGS"]
    return may_be_framed(make_response(page), settings.embed_on, seconds=FIVE_MINUTES)


def _offered(consultation: Consultation, release: Release, home: str) -> list[Offered]:
    """Every question over everybody that has a chart, in the order of the questionnaire."""
    version = version_of(db(), consultation)
    tables = releases.alone(db(), release)
    without = never_asked(version.questionnaire, consultation.known_facts).union(release.characteristics)
    found = []
    for question in version.questionnaire.questions_of("opinion"):
        if CHARTS[question.kind] is None or question.code in without or question.code not in tables:
            continue
        made = answered(question, tables[question.code]).chart
        if made is not None:
            path = url_for(".chart", slug=consultation.slug, question=question.code)
            found.append(Offered(question, home + path, _height(made)))
    return found


def _height(made: Drawn) -> int:
    height: int = json.loads(made.figure)["layout"]["height"]
    return height + ROOM_FOR_WORDS
