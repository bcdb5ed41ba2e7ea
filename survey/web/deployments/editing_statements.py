"""Arguments for and against, and what argues for neither: written, ordered, measured against each other."""

from __future__ import annotations

from flask import render_template, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.revisions import SIDES, Revision, statement_in_words
from survey.domain.evidence import (
    Measure,
    Stance,
    Statement,
    Sureness,
    balance_of,
    balance_problems,
    faults_in_statement,
)
from survey.domain.faults import by_field
from survey.domain.short_names import short_name
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.deployments.blueprint import bp
from survey.web.deployments.placing import codes_in_use, find, moved, put, with_evidence
from survey.web.deployments.preparing import NEW, Listed, Words, act_on, edit_one, preparation
from survey.web.deployments.typed import (
    Typed,
    citation_typed,
    denominators_typed,
    read_citation,
    read_denominators,
)
from survey.web.forms import View, sent

PLAIN = ("title", "text", "note", "period")
NO_STANCE = say("Choose which side it argues for")


@bp.get("/<slug>/arguments/")
@staff(Act.KEEP_REGISTER)
def statements(slug: str) -> str:
    """All statements by side, with their lengths and the balance."""
    at = preparation(slug)
    evidence = at.revision.evidence
    return render_template(
        "register/statements.html",
        deployment=at.deployment,
        plan=at.revision.plan,
        row=at.row,
        sides=[(stance, SIDES[stance], evidence.of(stance)) for stance in Stance],
        balance=balance_of(evidence),
        uneven=list(balance_problems(evidence)),
    )


@bp.route("/<slug>/arguments/<code>/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def statement(slug: str, code: str) -> View:
    """One statement; under “new” one that is not there yet."""
    at = preparation(slug)
    listed = Listed(
        "statement",
        items=lambda revision: revision.evidence.statements,
        fill=statement_typed,
        put=_put,
        words=_words,
        what=say("This statement"),
    )
    shown = {"stances": SIDES, "sureness": Sureness, "measures": Measure}
    shown["balance"] = balance_of(at.revision.evidence)
    return edit_one(at, listed, code, then=url_for("register.statements", slug=slug), **shown)


def statement_typed(found: Statement | None) -> dict[str, str]:
    """The fields of a statement; empty ones for a new."""
    if found is None:
        return citation_typed(None)
    return {
        "stance": found.stance.value,
        **{name: getattr(found, name) for name in PLAIN},
        **citation_typed(found.citation),
        **denominators_typed(found.denominators),
    }


def read_statement(code: str, texts: Typed) -> tuple[Statement, dict[str, str]]:
    """The statement, and what is wrong with it by field."""
    stance = texts.get("stance", "")
    found = Statement(
        code=code,
        stance=Stance(stance) if stance in list(Stance) else Stance.NEITHER,
        **{name: texts.get(name, "") for name in PLAIN},
        citation=read_citation(texts),
        denominators=read_denominators(texts),
    )
    missing = {} if stance in list(Stance) else {"stance": NO_STANCE}
    return found, missing | by_field(say("The statement"), faults_in_statement(found))


def _put(code: str, texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    evidence = revision.evidence
    if code == NEW:
        code = short_name(texts.get("title", ""), codes_in_use(evidence), otherwise="statement")
    found, problems = read_statement(code, texts)
    return with_evidence(revision, statements=put(evidence.statements, found)), problems


def _words(found: Statement) -> Words:
    return [(say("Side"), SIDES[found.stance]), (say("What it says"), statement_in_words(found))]


@bp.post("/<slug>/arguments/<code>/move/")
@staff(Act.KEEP_REGISTER)
def move_statement(slug: str, code: str) -> View:
    """One place up or down among those of its own side."""
    up = sent().get("to") == "up"

    def change(revision: Revision) -> Revision:
        every = revision.evidence.statements
        found = find(every, code)
        if found is None:
            return revision
        same = [one.stance is found.stance for one in every]
        return with_evidence(revision, statements=moved(every, found, same=same, up=up))

    then = url_for("register.statements", slug=slug, _anchor=f"statement-{code}")
    return act_on(preparation(slug), change, then=then)
