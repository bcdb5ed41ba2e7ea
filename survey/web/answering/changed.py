"""The plan, or the wording of a question, changed while somebody was answering.

They read what changed before they check and send: so a response belongs to the revision and the version that
its resident was shown.
"""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, request, url_for

from survey.domain.changes import unseen
from survey.store.deployments import register
from survey.web.access import public
from survey.web.answering.blueprint import UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.pages import View
from survey.web.answering.visit import Visit, enter, token_context
from survey.web.database import db
from survey.web.forms import Form
from survey.web.translating.showing import in_language


@bp.route("/changed/", methods=["GET", "POST"])
@public
def changed(slug: str) -> View:
    """What changed since this resident began. Reading on makes it what they were shown."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    if not visit.is_behind:
        return redirect(url_for("answering.check", slug=slug))
    form = Form(meta={"csrf_context": token_context(visit.holder)})
    # The page may be older than a further change, which its reader has not seen.
    if request.method == "GET" or not form.validate() or request.form.get("shown") != _newest(visit):
        return _show(visit, form)
    revision = visit.unseen[-1].revision if visit.unseen else visit.revision
    version = consultation.version_id or ""
    if not visit.keep(lambda newest: replace(newest.draft, revision=revision, version=version)):
        return no_draft(consultation)
    return redirect(url_for("answering.check", slug=slug))


def _newest(visit: Visit) -> str:
    """What the form carries of that which its page shows."""
    return f"{visit.unseen[-1].revision if visit.unseen else 0} {visit.consultation.version_id}"


def _show(visit: Visit, form: Form) -> View:
    shown = register.consulted_on(
        db(), visit.consultation.deployment_id, number=visit.consultation.deployment_revision
    )
    page = render(
        "changed",
        visit.consultation,
        form=form,
        problems={"": str(form.csrf_token.errors[0])} if form.csrf_token.errors else {},
        changes=unseen(in_language(visit.consultation).material_changes, visit.revision),
        reworded=visit.reworded,
        shown=_newest(visit),
        deployment=shown.deployment,
    )
    return (page, UNPROCESSABLE) if request.method == "POST" else page
