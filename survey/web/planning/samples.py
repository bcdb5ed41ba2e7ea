"""Which invited groups are random samples. Said before opening: only they may carry an interval."""

from __future__ import annotations

import json
from dataclasses import replace

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.samples import TypedSample, samples_of
from survey.domain.wording import say
from survey.store import strata
from survey.store.consultations import Consultation
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, sent_text, token_problem
from survey.web.planning.blueprint import bp
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.written import mark

CHANGED = say("Somebody saved other samples meanwhile. Save again to put yours in their place.")


@bp.route("/<slug>/plan/samples/", methods=["GET", "POST"])
@staff(Act.PLAN)
def samples(slug: str) -> View:
    """For each stratum: whether it was drawn at random, from how many, and how."""
    consultation = planned_or_404(slug)
    rules = consultation.counting_rules
    groups = strata.of(db(), consultation.id)
    if request.method == "GET":
        kept = samples_of(rules.samples)
        typed = {code: TypedSample.of(one) for code, one in kept.items()}
        return _page(consultation, typed, {})
    drawn = request.form.getlist("drawn")
    typed = {
        one.code: TypedSample(
            one.code in drawn, sent_text(f"population-{one.code}"), sent_text(f"how-{one.code}")
        )
        for one in groups
    }
    problems = token_problem()
    for one in groups:
        problems |= typed[one.code].problems(one.code, issued=one.issued)
    chosen = {code: one.dump() for code, one in typed.items() if one.drawn}
    if rules.samples != chosen and request.form.get("was", "") != _mark(consultation):
        problems[""] = CHANGED
    if problems:
        return _page(consultation, typed, problems), UNPROCESSABLE
    consultation.rules = replace(rules, samples=chosen).dump()
    audit(consultation)
    return redirect(url_for("planning.tasks", slug=slug))


def _page(consultation: Consultation, typed: dict[str, TypedSample], problems: dict[str, str]) -> str:
    return render_template(
        "planning/samples.html",
        consultation=consultation,
        groups=[(one, typed.get(one.code, TypedSample())) for one in strata.of(db(), consultation.id)],
        was=_mark(consultation),
        problems=problems,
    )


def _mark(consultation: Consultation) -> str:
    return mark(json.dumps(consultation.counting_rules.samples, sort_keys=True))
