"""The explorer: by question, characteristic and place, and beside other consultations.

Every address can be passed on. Councillors have the same pages, from the moment a release is made.
"""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from results import releases
from results.web import breakdown, comparison, story, ward
from results.web.comparison import Comparison
from results.web.council import bp as council
from results.web.language import version_of
from results.web.public import bp as everyone
from results.web.reading import EVERYONE, NOT_FOUND, Read, councils, everyones, others
from results.web.view import name_of
from survey.domain.accounts import Act
from survey.domain.questionnaires.questions import Area, Question
from survey.web.access import public, staff
from survey.web.database import db

ROOT = "/consultations/<slug>"
Page = str | tuple[str, int] | Response
MOST_BESIDE = 6


@everyone.get("/explore/")
@public
def explore(slug: str) -> Page:
    """Where to begin: a question, a characteristic, a place, another consultation."""
    return _explore(everyones(slug))


@council.get(f"{ROOT}/explore/", endpoint="explore")
@staff(Act.SEE_RELEASE)
def councils_explore(slug: str) -> Page:
    """The same for councillors."""
    return _explore(councils(slug))


@everyone.get("/areas/<code>/")
@public
def area(slug: str, code: str) -> Page:
    """One ward or zone: every question for it, beside everybody."""
    read = everyones(slug)
    found = ward.page(db(), read.shown, read.release, code=code)
    if found is None:
        return _shown(read, "results/no_area.html"), NOT_FOUND
    return _shown(read, "results/area.html", area=found)


@everyone.get("/areas/")
@public
def go_to_area(slug: str) -> Page:
    """Leads from the form on a page to the place that was chosen."""
    return redirect(url_for("results.area", slug=slug, code=request.args.get("place", "") or "-"))


@council.get(f"{ROOT}/areas/", endpoint="go_to_area")
@staff(Act.SEE_RELEASE)
def councils_go_to_area(slug: str) -> Page:
    """The same for councillors."""
    return redirect(url_for("council.area", slug=slug, code=request.args.get("place", "") or "-"))


@everyone.get("/<question>/by/<characteristic>/compare/")
@public
def compare(slug: str, question: str, characteristic: str) -> Page:
    """Two groups of one characteristic beside one another."""
    return _compare(everyones(slug), question, characteristic)


@council.get(f"{ROOT}/<question>/by/<characteristic>/compare/", endpoint="compare")
@staff(Act.SEE_RELEASE)
def councils_compare(slug: str, question: str, characteristic: str) -> Page:
    """The same for councillors."""
    return _compare(councils(slug), question, characteristic)


@everyone.get("/over-time/")
@public
def over_time(slug: str) -> Page:
    """Questions that other consultations asked alike."""
    return _over_time(everyones(slug))


@council.get(f"{ROOT}/over-time/", endpoint="over_time")
@staff(Act.SEE_RELEASE)
def councils_over_time(slug: str) -> Page:
    """The same for councillors."""
    return _over_time(councils(slug))


def _explore(read: Read) -> str:
    version = version_of(db(), read.shown)
    groups = story.planned(read.shown, version, read.release)
    places = next((group for group in groups if isinstance(group, Area)), None)
    opinions = version.questionnaire.questions_of("opinion")
    return _shown(
        read,
        "results/explore.html",
        # What most people come for stands chosen already.
        first=next((question.code for question in opinions if question.kind == "support_scale"), ""),
        choices=breakdown.choices(read.shown, version, read.release, groups),
        places=[option for option in places.options if not option.apart] if places else [],
        place_name=name_of(places) if places else "",
        others=comparison.with_any_alike(db(), read, others(read)),
    )


def _compare(read: Read, code: str, by: str) -> Page:
    tables = releases.by(db(), read.release, characteristic=by, question=code)
    if by not in read.release.characteristics or not tables:
        abort(NOT_FOUND)
    question = version_of(db(), read.shown).questionnaire.question(code)
    group = comparison.group_of(db(), read, by)
    one, other = (request.args.get(name, "") for name in ("one", "other"))
    sampled = bool(releases.drawn_at_random(read.consultation, read.release))
    found = comparison.of_groups(tables, question, group, (one, other), sampled=sampled)
    return _shown(
        read,
        "results/compare.html",
        question=question,
        group=group,
        name=name_of(group),
        values=_shown_groups(group, [table.value for table in tables if table.shown]),
        chosen=(one, other),
        found=found,
        same=bool(one) and one == other,
    )


def _shown_groups(group: Question, shown: list[str | None]) -> list[tuple[str, str]]:
    """The groups that are large enough to be shown, in their order, with their names."""
    return [(option.code, option.label) for option in group.counted if option.code in shown]


def _over_time(read: Read) -> str:
    known = comparison.with_any_alike(db(), read, others(read))
    wanted = request.args.getlist("with")[:MOST_BESIDE]
    chosen = [other for other in known if other.consultation.slug in wanted]
    found = comparison.over_time(db(), [*chosen, read]) if chosen else Comparison((), ())
    return _shown(
        read,
        "results/over_time.html",
        others=known,
        chosen={other.consultation.slug for other in chosen},
        found=found,
    )


def _shown(read: Read, template: str, **more: object) -> str:
    layout = "results/page.html" if read.audience == EVERYONE else "council/base.html"
    return render_template(
        template,
        layout=layout,
        **read.page(),
        above=[(read.shown.title, url_for(f"{read.audience}.show", slug=read.consultation.slug))],
        **more,
    )
