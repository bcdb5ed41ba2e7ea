"""The basics of a deployment: its name, whose it is, how far it is, and all of it in one sentence."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import STATUSES, Plan, faults_in_basics
from survey.domain.deployments.revisions import Revision
from survey.domain.deployments.starting import first_evidence, first_plan
from survey.domain.faults import by_field
from survey.domain.short_names import short_name
from survey.domain.wording import say
from survey.store.deployments import next_revisions, register
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import Part, Words, audit, edit, preparation
from survey.web.deployments.typed import Typed
from survey.web.forms import UNPROCESSABLE, View, sent, token_problem

NAMES = ("name", "council", "council_code", "force", "status")
LABELS = {
    "name": say("Name"),
    "council": say("Council"),
    "council_code": say("Code of the council"),
    "force": say("Police force"),
    "status": say("Status"),
}
MISSING = {
    "name": say("Enter the name of the deployment"),
    "council": say("Enter the council in whose area it is"),
    "council_code": say("Enter the code of the council"),
    "force": say("Enter the police force"),
    "status": say("Choose the status"),
}
NO_SUMMARY = say("Describe the deployment in one sentence")
# Words that stand where a slug stands in an address.
TAKEN = frozenset({"new"})


@bp.route("/new/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def new() -> View:
    """A new entry: asks for the basics, then leads to everything that is still to do."""
    texts = sent() if request.method == "POST" else {"status": "planned"}
    problems: dict[str, str] = {}
    if request.method == "POST":
        plan = first_plan(**_basics_of(texts))
        problems = token_problem() | _problems(plan, texts)
        if not problems:
            return redirect(url_for("register.show", slug=_begin(plan)))
    page = render_template("register/new.html", typed=texts, problems=problems, statuses=STATUSES)
    return page, UNPROCESSABLE if problems else 200


def _basics_of(texts: Typed) -> dict[str, str]:
    found = {name: texts.get(name, "") for name in NAMES}
    return found | {"council_code": found["council_code"].upper()}


def _problems(plan: Plan, texts: Typed) -> dict[str, str]:
    """What was left empty in the words of the form, anything else in the domain's."""
    found = by_field(say("The deployment"), faults_in_basics(plan))
    missing = {name: MISSING[name] for name in NAMES if not texts.get(name)}
    return {name: (found | missing)[name] for name in NAMES if name in (found | missing)}


def _begin(plan: Plan) -> str:
    taken = {deployment.slug for deployment in register.list_kept(db())} | TAKEN
    slug = short_name(plan.name, taken, otherwise="deployment")
    name = signed_in_account().name
    row = next_revisions.begin_deployment(db(), slug, plan, day=today(), name=name)
    revision = replace(row.as_revision, evidence=first_evidence())
    next_revisions.save(db(), row, revision, edition=row.edition, name=name)
    found = register.find_kept(db(), slug)
    if found:
        audit(found)
    return slug


@bp.route("/<slug>/basics/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def basics(slug: str) -> View:
    """The basics. The address of the entry stays when its name changes."""
    shown = {"statuses": STATUSES}
    return edit(
        preparation(slug),
        Part("basics", _fill, _read, words=_words, then=url_for("register.show", slug=slug), shown=shown),
    )


def _fill(revision: Revision) -> dict[str, str]:
    return {name: getattr(revision.plan, name) for name in NAMES} | {"summary": revision.summary}


def _read(texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    plan = replace(revision.plan, **_basics_of(texts))  # type: ignore[arg-type] # all of them are text
    summary = texts.get("summary", "")
    problems = _problems(plan, texts) | ({} if summary else {"summary": NO_SUMMARY})
    return replace(revision, plan=plan, summary=summary), problems


def _words(revision: Revision) -> Words:
    plan = revision.plan
    status = STATUSES.get(plan.status, plan.status)
    found = [(LABELS[name], getattr(plan, name)) for name in NAMES if name != "status"]
    summary = revision.summary or say("Nothing yet")
    return [*found, (LABELS["status"], status), (say("In one sentence"), summary)]
