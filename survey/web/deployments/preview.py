"""The next revision as the public page will show it."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template

from survey.domain.accounts import Act
from survey.domain.evidence import balance_problems
from survey.web.access import staff
from survey.web.clock import today
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import preparation
from survey.web.deployments.public import shown


@bp.get("/<slug>/preview/")
@staff(Act.KEEP_REGISTER)
def preview(slug: str) -> str:
    """All of it, as if it were published today."""
    at = preparation(slug)
    number = len(at.deployment.revisions) + 1
    coming = replace(at.revision, number=number, published_on=today())
    uneven = list(balance_problems(coming.evidence))
    page = shown(at.deployment, coming)
    return render_template("register/preview.html", **page, uneven=uneven, at_preview=True)
