"""The register as organisers keep it: every entry, a new one, and how far a next revision is.

Nobody else sees anything of a next revision before it is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import Plan
from survey.domain.deployments.sections import GROUPS, Progress, sections_of
from survey.domain.evidence import Balance, balance_of
from survey.domain.wording import say, say_and
from survey.store import accounts
from survey.store.deployments import next_revisions, register
from survey.store.deployments.next_revisions import NextRevision
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.web.access import signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.deployments.balance import reviews_of
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import Preparation, audit, deployment_or_404, edition_read, preparation
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, token_problem

# The pages that edit each section; those of facts share one.
PAGES = {
    "basics": "register.basics",
    "area": "register.area",
    "arguments": "register.statements",
    "documents": "register.documents",
    "promises": "register.promises",
}


@dataclass(frozen=True)
class Entry:
    """An entry of the register: what is public of it, and what is in preparation."""

    deployment: Deployment
    newest: DeploymentRevision | None
    coming: NextRevision | None

    @property
    def plan(self) -> Plan:
        """The plan as the public knows it; of an entry that was never published, as it is prepared."""
        revision = self.newest or (self.coming.as_revision if self.coming else None)
        if revision is None:
            raise LookupError(self.deployment.slug)
        return revision.plan


def entry_of(deployment: Deployment) -> Entry:
    """The entry as it stands."""
    newest = register.current(db(), deployment) if deployment.revisions else None
    return Entry(deployment, newest, next_revisions.find(db(), deployment))


@bp.get("/")
@staff(Act.KEEP_REGISTER)
def index() -> str:
    """Every entry, those never published too."""
    entries = [entry_of(deployment) for deployment in register.list_kept(db())]
    public = [entry for entry in entries if entry.newest]
    return render_template(
        "register/index.html", public=public, unpublished=[e for e in entries if not e.newest]
    )


@bp.get("/<slug>/")
@staff(Act.KEEP_REGISTER)
def show(slug: str) -> str:
    """What is still to do before the next revision can be published; or the entry, if none is prepared."""
    deployment = deployment_or_404(slug)
    row = next_revisions.find(db(), deployment)
    if row is None:
        return render_template("register/entry.html", entry=entry_of(deployment))
    revision = row.as_revision
    sections = [(section, page_of(section.code, slug)) for section in sections_of(revision)]
    reviews = reviews_of(deployment, revision.evidence)
    return render_template(
        "register/tasks.html",
        deployment=deployment,
        row=row,
        plan=revision.plan,
        sections=sections,
        balance=_balance_in_words(balance_of(revision.evidence), [review.name for review in reviews]),
        enough=next_revisions.enough_reviews(reviews),
        done=Progress.DONE.words,
        to_do=Progress.TO_DO.words,
        any_time=say("Any time"),
        not_yet=say("Cannot start yet"),
        ready=not any(section.problems for section, _address in sections),
    )


def _balance_in_words(found: Balance, reviewers: Sequence[str]) -> str:
    """What is measured of both sides, and who has reviewed them."""
    measured = {
        "number_for": found.number_for,
        "number_against": found.number_against,
        "length_for": f"{found.length_for:,}",
        "length_against": f"{found.length_against:,}",
    }
    if not reviewers:
        return say(
            "{number_for} for and {number_against} against; {length_for} and {length_against} characters. "
            "Reviewed by nobody yet; two members of staff are needed.",
            **measured,
        )
    return say(
        "{number_for} for and {number_against} against; {length_for} and {length_against} characters. "
        "Reviewed by {names}; two members of staff are needed.",
        names=say_and(reviewers),
        **measured,
    )


def page_of(code: str, slug: str) -> str:
    """The address of the page on which a section is edited."""
    if code in GROUPS:
        return url_for("register.facts", slug=slug, group=code)
    return url_for(PAGES[code], slug=slug)


@bp.post("/<slug>/prepare/")
@staff(Act.KEEP_REGISTER)
def prepare(slug: str) -> View:
    """Begins the next revision from the newest; one that is under way goes on."""
    deployment = deployment_or_404(slug)
    problem = token_problem()
    if problem:
        page = render_template("register/entry.html", entry=entry_of(deployment), problems=problem)
        return page, UNPROCESSABLE
    if next_revisions.find(db(), deployment) is None:
        next_revisions.begin(db(), deployment, day=today(), name=signed_in_account().name)
        audit(deployment)
    return redirect(url_for("register.show", slug=slug))


@bp.route("/<slug>/give-up/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def give_up(slug: str) -> View:
    """Asks once, then throws the preparation away. An entry that was never published goes with it."""
    at = preparation(slug)
    problem = token_problem() if request.method == "POST" else {}
    clash = request.method == "POST" and edition_read() != at.row.edition
    if request.method == "POST" and not problem and not clash:
        return _discard(at)
    shown = {"deployment": at.deployment, "plan": at.revision.plan, "row": at.row, "problems": problem}
    page = render_template("register/give_up.html", **shown, clash=at.row if clash else None)
    return page, UNPROCESSABLE if problem else CONFLICT if clash else 200


def _discard(at: Preparation) -> View:
    slug, was_public = at.deployment.slug, bool(at.deployment.revisions)
    audit(at.deployment)
    for review in reviews_of(at.deployment, at.revision.evidence):
        if not review.balanced:
            # A review that stood in the way goes with an entry never published: that it did stays known.
            subject = f"{slug}: given up with the review of {review.name}, who found no balance"
            accounts.audit(db(), at=now(), account=signed_in_account(), act="give-up", subject=subject[:200])
    next_revisions.discard(db(), at.row)
    return redirect(url_for("register.show", slug=slug) if was_public else url_for("register.index"))
