"""Figures that were promised before go-live, and the same figures as they were reported afterwards."""

from __future__ import annotations

from flask import render_template, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.revisions import Revision, promise_in_words
from survey.domain.evidence import Figure, Measure, Promise, Sureness, faults_in_promise
from survey.domain.faults import by_field
from survey.domain.short_names import short_name
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.deployments.blueprint import bp
from survey.web.deployments.placing import codes_in_use, put, with_evidence
from survey.web.deployments.preparing import NEW, Listed, Words, edit_one, preparation
from survey.web.deployments.typed import (
    Typed,
    citation_typed,
    denominators_typed,
    read_citation,
    read_denominators,
)
from survey.web.forms import View

PROMISED, REPORTED = "promised-", "reported-"
NO_STATE = say("Choose whether the figure has been reported")


@bp.get("/<slug>/promises/")
@staff(Act.KEEP_REGISTER)
def promises(slug: str) -> str:
    """All promised figures, and whether each was reported."""
    at = preparation(slug)
    listed = at.revision.evidence.promises
    return render_template(
        "register/promises.html", deployment=at.deployment, plan=at.revision.plan, promises=listed
    )


@bp.route("/<slug>/promises/<code>/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def promise(slug: str, code: str) -> View:
    """One promised figure; under “new” one that is not there yet."""
    listed = Listed(
        "promise",
        items=lambda revision: revision.evidence.promises,
        fill=promise_typed,
        put=_put,
        words=_words,
        what=say("This figure"),
    )
    shown = {"sureness": Sureness, "measures": Measure}
    return edit_one(preparation(slug), listed, code, then=url_for("register.promises", slug=slug), **shown)


def promise_typed(found: Promise | None) -> dict[str, str]:
    """The fields of a promised figure and of the same as reported."""
    if found is None:
        return {"is-reported": "no", **citation_typed(None, PROMISED), **citation_typed(None, REPORTED)}
    return {
        "title": found.title,
        "is-reported": "yes" if found.reported else "no",
        **_figure_typed(found.promised, PROMISED),
        **_figure_typed(found.reported, REPORTED),
    }


def _figure_typed(figure: Figure | None, prefix: str) -> dict[str, str]:
    if figure is None:
        return citation_typed(None, prefix)
    cited = citation_typed(figure.citation, prefix)
    return {f"{prefix}text": figure.text} | cited | denominators_typed(figure.denominators, prefix)


def read_promise(code: str, texts: Typed) -> tuple[Promise, dict[str, str]]:
    """The promised figure, and what is wrong with it by field."""
    is_reported = texts.get("is-reported", "")
    found = Promise(
        code=code,
        title=texts.get("title", ""),
        promised=_read_figure(texts, PROMISED),
        reported=_read_figure(texts, REPORTED) if is_reported == "yes" else None,
    )
    # Both figures have the same fields, so what is wrong with the reported one says so.
    faults = list(faults_in_promise(found))
    of_reported = [fault for fault in faults if fault.field.startswith(REPORTED)]
    others = [fault for fault in faults if fault not in of_reported]
    told = by_field(say("The promised figure"), others) | by_field(say("The reported figure"), of_reported)
    return found, told if is_reported in ("yes", "no") else told | {"is-reported": NO_STATE}


def _read_figure(texts: Typed, prefix: str) -> Figure:
    return Figure(
        text=texts.get(f"{prefix}text", ""),
        citation=read_citation(texts, prefix),
        denominators=read_denominators(texts, prefix),
    )


def _put(code: str, texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    evidence = revision.evidence
    if code == NEW:
        code = short_name(texts.get("title", ""), codes_in_use(evidence), otherwise="figure")
    found, problems = read_promise(code, texts)
    return with_evidence(revision, promises=put(evidence.promises, found)), problems


def _words(found: Promise) -> Words:
    return [(say("What it is about"), found.title), (say("What it says"), promise_in_words(found))]
