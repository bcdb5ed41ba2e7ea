"""Publishing the next revision: what changed is listed, the organiser says it in plain words, and why.

A change of the area is always material. Any other change is material where the organiser says so; the page
names what would make most people say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import abort, redirect, render_template, request, url_for
from wtforms import HiddenField, StringField, TextAreaField

from survey.domain.accounts import Act
from survey.domain.changes import always_material, reasons_to_call_it_material
from survey.domain.consultations import Phase
from survey.domain.deployments.revisions import Change, Revision, problems_in_revision, what_changed
from survey.domain.wording import message, say
from survey.store import accounts, changes, consultations
from survey.store.consultations import Consultation
from survey.store.deployments import next_revisions, register
from survey.store.deployments.next_revisions import NextRevision
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.web import following
from survey.web.access import signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import preparation
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta, typed

SHORTEST, LONGEST = 10, 1000
NO_SUMMARY = say("Write what changed, in at least 10 characters")
NO_REASON = say("Write why this is published, in at least 10 characters")
TOO_LONG = say("Write 1,000 characters or less")
NO_KIND = say("Choose whether the change is material")
SURELY = message("This change is material, whatever else it is: {reasons}. Choose “Yes”")
NO_WHY_NOT = say("Write why the change is not material, in at least 10 characters")
NOT_REVIEWED = say(
    "Two members of staff must review the balance of the arguments and find both sides served equally, "
    "and nobody may have found that they are not."
)
EDITED = message("{name} changed this revision while you were here. Read it again below, then publish")
NOTHING = say("Nothing differs from the revision that is public. There is nothing to publish.")
OPEN_OR_AHEAD = (Phase.SCHEDULED, Phase.OPEN)


class PublishForm(Form):
    """What changed, why, and whether it matters."""

    edition = HiddenField()
    change_summary = TextAreaField(filters=(typed, str.strip))
    reason = TextAreaField(filters=(typed, str.strip))
    why_not = TextAreaField(filters=(typed, str.strip))
    material = StringField(default="")


@dataclass(frozen=True)
class Step:
    """The next revision on its way to being public, beside the newest that is."""

    deployment: Deployment
    row: NextRevision
    coming: Revision
    newest: Revision | None

    @property
    def changes(self) -> tuple[Change, ...]:
        return what_changed(self.newest, self.coming) if self.newest else ()

    @property
    def seen(self) -> str:
        """What the form that publishes was made from. Editions begin anew with each preparation, so that the
        edition alone would let an old page publish what its reader has never seen."""
        return f"{self.coming.number}-{self.row.edition}-{next_revisions.checksum_of_all(self.row)}"

    @property
    def surely_material(self) -> list[str]:
        return list(always_material(self.newest, self.coming)) if self.newest else []

    @property
    def likely_material(self) -> list[str]:
        return list(reasons_to_call_it_material(self.newest, self.coming)) if self.newest else []


def _step(slug: str) -> Step:
    found = preparation(slug)
    deployment, row = found.deployment, found.row
    newest = deployment.revisions[-1].as_revision if deployment.revisions else None
    coming = replace(row.as_revision, number=len(deployment.revisions) + 1, published_on=today())
    return Step(deployment, row, coming, newest)


@bp.route("/<slug>/publish/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def publish(slug: str) -> View:
    """What is about to be published, and the form that publishes it."""
    step = _step(slug)
    form = PublishForm(meta=staff_meta())
    if request.method == "GET":
        form.edition.data = step.seen
        return _show(step, form, {})
    problems = _problems(step, form)
    revision = None if problems else _publish(step, form)
    if revision is None:
        db().rollback()
        step = _step(slug)
        form.edition.data = step.seen
        return _show(step, form, problems or {"": say(EDITED, name=step.row.edited_by)}), UNPROCESSABLE
    return redirect(url_for("register.published", slug=slug, number=revision.number))


def _problems(step: Step, form: PublishForm) -> dict[str, str]:
    if not form.validate():
        return {"": form.csrf_token.errors[0]}
    if form.edition.data != step.seen:
        return {"": say(EDITED, name=step.row.edited_by)}
    found = {"reason": _text_problem(form.reason.data or "", NO_REASON)}
    if step.newest:
        found["change_summary"] = _text_problem(form.change_summary.data or "", NO_SUMMARY)
        found["material"] = _material_problem(step, form.material.data or "")
        if form.material.data == "no" and step.likely_material:
            found["why_not"] = _text_problem(form.why_not.data or "", NO_WHY_NOT)
    found[""] = next(iter(_obstacles(step)), "")
    return {name: problem for name, problem in found.items() if problem}


def _text_problem(text: str, missing: str) -> str:
    if len(text) < SHORTEST:
        return missing
    return TOO_LONG if len(text) > LONGEST else ""


def _material_problem(step: Step, answer: str) -> str:
    if answer not in ("yes", "no"):
        return NO_KIND
    if answer == "no" and step.surely_material:
        return say(SURELY, reasons=_one_after_another(step.surely_material))
    return ""


def _one_after_another(reasons: Sequence[str]) -> str:
    """The reasons in one line; nothing where there is none."""
    found = reasons[0] if reasons else ""
    for reason in reasons[1:]:
        found = say("{first}, and {last}", first=found, last=reason)
    return found


def _obstacles(step: Step) -> Sequence[str]:
    """What must be put right elsewhere before anything can be published."""
    filled = replace(step.coming, reason="known", change_summary="known")
    found = list(problems_in_revision(filled))
    if step.newest and not step.changes:
        found.append(NOTHING)
    if not next_revisions.enough_reviews(_reviews(step)):
        found.append(NOT_REVIEWED)
    return found


def _reviews(step: Step) -> list[next_revisions.BalanceReview]:
    checksum = next_revisions.checksum_of(step.coming.evidence)
    return next_revisions.reviews_of(db(), step.deployment.id, checksum)


def _show(step: Step, form: PublishForm, problems: dict[str, str]) -> str:
    return render_template(
        "register/publish.html",
        step=step,
        form=form,
        problems=problems,
        obstacles=_obstacles(step),
        changes=step.changes,
        affected=_affected(step.deployment),
        last=step.newest.number if step.newest else 0,
        slug=step.deployment.slug,
        surely=_one_after_another(step.surely_material),
        likely=_one_after_another(step.likely_material),
        plan=step.coming.plan,
    )


def _affected(deployment: Deployment) -> list[Consultation]:
    about = consultations.about(db(), deployment.id)
    return [one for one in about if one.phase(today()) in OPEN_OR_AHEAD]


def _publish(step: Step, form: PublishForm) -> DeploymentRevision | None:
    """None where somebody saved, or found the arguments unbalanced, since they were read: nothing is kept."""
    revision = replace(
        step.coming,
        reason=_reason(step, form),
        change_summary=(form.change_summary.data or "") if step.newest else "",
        material=step.newest is not None and form.material.data == "yes",
    )
    published = next_revisions.publish(db(), step.row, revision)
    if published is None or not next_revisions.enough_reviews(_reviews(step)):
        return None
    changes.revision_published(db(), published, today=today())
    following.notify(published)
    subject = f"{step.deployment.slug} revision {published.number}"
    accounts.audit(db(), at=now(), account=signed_in_account(), act="publish-revision", subject=subject)
    return published


def _reason(step: Step, form: PublishForm) -> str:
    """Why it is published; and where most people would call it material, why it is said not to be."""
    reason = form.reason.data or ""
    if step.newest and step.likely_material and form.material.data == "no":
        likely = ", ".join(step.likely_material)
        return f"{reason} Said not to be material, although {likely}: {form.why_not.data}"
    return reason


@bp.get("/<slug>/published/<int(max=9999):number>/")
@staff(Act.KEEP_REGISTER)
def published(slug: str, number: int) -> str:
    """That a revision is public, and what is still to be decided because of it."""
    deployment = register.find(db(), slug)
    revision = register.revision(db(), deployment, number) if deployment else None
    if deployment is None or revision is None:
        abort(404)
    return render_template(
        "register/published.html",
        deployment=deployment,
        revision=revision,
        affected=_affected(deployment),
        outdated=[one for one in consultations.about(db(), deployment.id) if one.outdated_by == number],
    )
