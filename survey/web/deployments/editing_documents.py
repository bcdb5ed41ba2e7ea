"""The documents that a council asks for, and where each stands since which day."""

from __future__ import annotations

from datetime import date

from flask import render_template, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.revisions import Revision, document_in_words
from survey.domain.evidence import Document, DocumentState, faults_in_document
from survey.domain.faults import by_field
from survey.domain.short_names import short_name
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.clock import today
from survey.web.deployments.blueprint import bp
from survey.web.deployments.placing import codes_in_use, put, with_evidence
from survey.web.deployments.preparing import NEW, Listed, Words, edit_one, preparation
from survey.web.deployments.typed import LATER, NO_DATE, Typed, day_typed, read_day
from survey.web.forms import View

# Names of the states in a form, and which fields of day each shows.
STATES = {state.name.lower().replace("_", "-"): state for state in DocumentState}
WRONG_DAY = {
    NO_DATE: say("The day must be a real date, such as 15 7 2026"),
    LATER: say("The day must be today or earlier"),
}
NO_STATE = say("Choose where the document stands")


@bp.get("/<slug>/documents/")
@staff(Act.KEEP_REGISTER)
def documents(slug: str) -> str:
    """All documents with their states."""
    at = preparation(slug)
    listed = at.revision.evidence.documents
    return render_template(
        "register/documents.html", deployment=at.deployment, plan=at.revision.plan, documents=listed
    )


@bp.route("/<slug>/documents/<code>/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def document(slug: str, code: str) -> View:
    """One document; under “new” one that is not there yet."""
    listed = Listed(
        "document",
        items=lambda revision: revision.evidence.documents,
        fill=document_typed,
        put=_put,
        words=_words,
        what=say("This document"),
    )
    return edit_one(preparation(slug), listed, code, then=url_for("register.documents", slug=slug))


def document_typed(found: Document | None) -> dict[str, str]:
    """The fields of a document. Its day and address stand under the state that it is in."""
    if found is None:
        return {"state": "not-asked"}
    state = next(name for name, one in STATES.items() if one is found.state)
    return {
        "title": found.title,
        "why": found.why,
        "state": state,
        "address": found.address,
        **day_typed(found.day, state),
    }


def read_document(code: str, texts: Typed, *, today: date) -> tuple[Document, dict[str, str]]:
    """The document, and what is wrong with it by field."""
    name = texts.get("state", "")
    state = STATES.get(name, DocumentState.NOT_ASKED)
    day, wrong = (None, "") if state is DocumentState.NOT_ASKED else read_day(texts, name, today=today)
    found = Document(
        code=code,
        title=texts.get("title", ""),
        why=texts.get("why", ""),
        state=state,
        day=day,
        address=texts.get("address", "") if state is DocumentState.PROVIDED else "",
    )
    problems = by_field(say("The document"), faults_in_document(found))
    if wrong:
        problems["day"] = WRONG_DAY[wrong]
    if "day" in problems:
        problems[name] = problems.pop("day")
    return found, problems if name in STATES else problems | {"state": NO_STATE}


def _put(code: str, texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    evidence = revision.evidence
    if code == NEW:
        code = short_name(texts.get("title", ""), codes_in_use(evidence), otherwise="document")
    found, problems = read_document(code, texts, today=today())
    return with_evidence(revision, documents=put(evidence.documents, found)), problems


def _words(found: Document) -> Words:
    return [(say("Title"), found.title), (say("Where it stands"), document_in_words(found))]
