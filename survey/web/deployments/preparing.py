"""What every page that edits a next revision does: finds it, reads what was typed, saves, tells of a clash.

Two people may edit at once. Each form says which edition it was made from; where somebody saved in between,
nothing is overwritten: what they saved is shown beside what was typed, and saving again is a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic

from flask import abort, make_response, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.boundaries.naming import kebab
from survey.domain.deployments.revisions import Revision
from survey.domain.wording import say
from survey.store import accounts
from survey.store.deployments import next_revisions, register
from survey.store.deployments.next_revisions import NextRevision
from survey.store.deployments.register import Deployment
from survey.web.access import signed_in_account
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.deployments.placing import Item, find
from survey.web.deployments.typed import ADD, Typed, rows_of
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent, token_problem

NOT_FOUND = 404
# Stands where a code stands in the address of the page that adds something.
NEW = "new"
# What stands as the other version of something that somebody adds, where another thing was saved meanwhile.
UNSEEN = say("It is new, so nobody can have changed it. Something else was saved.")
REMOVED = say("It was removed. Saving puts it back, as the last.")
Words = list[tuple[str, str]]
NOT_TYPED = frozenset({"csrf_token", "edition", ADD})


@dataclass(frozen=True)
class Preparation:
    """A deployment and its next revision."""

    deployment: Deployment
    row: NextRevision

    @property
    def revision(self) -> Revision:
        return self.row.as_revision


@dataclass(frozen=True)
class Part:
    """One part of a revision that one page edits.

    `read` gives the revision with what was typed, and what is wrong by field. `words` tells the part.
    """

    template: str
    fill: Callable[[Revision], Mapping[str, str]]
    read: Callable[[Typed, Revision], tuple[Revision, dict[str, str]]]
    words: Callable[[Revision], Words]
    then: str
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed(Generic[Item]):
    """What is edited one at a time in a list: statements, documents, promised figures, zones.

    `words` tells one of them, `what` says what one is called, and `new` tells what stands beside one that
    somebody adds.
    """

    template: str
    items: Callable[[Revision], Sequence[Item]]
    fill: Callable[[Item | None], Mapping[str, str]]
    put: Callable[[str, Typed, Revision], tuple[Revision, dict[str, str]]]
    words: Callable[[Item], Words]
    what: str
    new: Callable[[Revision], Words] | None = None

    def find(self, revision: Revision, code: str) -> Item | None:
        return find(self.items(revision), code)

    def told(self, revision: Revision, code: str) -> Words:
        """What stands there now under that code, in words."""
        if code == NEW:
            return self.new(revision) if self.new else [(self.what, UNSEEN)]
        found = self.find(revision, code)
        return self.words(found) if found else [(self.what, REMOVED)]

    def part(self, code: str, then: str, shown: Mapping[str, Any]) -> Part:
        """The one of that code as the part that a page edits."""
        return Part(
            self.template,
            lambda revision: self.fill(self.find(revision, code)),
            lambda texts, revision: self.put(code, texts, revision),
            words=lambda revision: self.told(revision, code),
            then=then,
            shown=shown,
        )


def deployment_or_404(slug: str) -> Deployment:
    """The deployment of that slug, published or not."""
    found = register.find_kept(db(), slug)
    if found is None:
        abort(NOT_FOUND)
    return found


def preparation(slug: str) -> Preparation:
    """The next revision. Without one: the entry's page, or what a form held that came too late."""
    deployment = deployment_or_404(slug)
    row = next_revisions.find(db(), deployment)
    if row is None and request.method == "POST":
        texts = {name: text for name, text in sent().items() if name not in NOT_TYPED and text}
        shown = render_template("register/gone.html", deployment=deployment, texts=texts)
        abort(make_response(shown, CONFLICT))
    if row is None:
        abort(redirect(url_for("register.show", slug=slug)))
    return Preparation(deployment, row)


def edition_read() -> int:
    """The edition from which the form was made. A form without one is not ours."""
    text = request.form.get("edition", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - fits a column of integers
        abort(400)
    return int(text)


def edit(at: Preparation, part: Part) -> View:
    """The page of a part: shows it, or saves what was typed and goes on."""
    if request.method == "GET":
        return _show(at, part, part.fill(at.revision), edition=at.row.edition)
    texts, edition = sent(), edition_read()
    if ADD in texts:
        return _show(at, part, texts, edition=edition)
    changed, problems = part.read(texts, at.revision)
    problems = token_problem() | problems
    if problems:
        return _show(at, part, texts, edition=edition, problems=problems), UNPROCESSABLE
    if keep(at, changed):
        return redirect(part.then)
    now_there = {"theirs": part.words(at.revision), "clash": at.row}
    return _show(at, part, texts, edition=at.row.edition, **now_there), CONFLICT


def edit_one(at: Preparation, listed: Listed[Item], code: str, *, then: str, **shown: Any) -> View:  # noqa: ANN401 - template variables
    """The page of one thing of a list; under “new” of one that is not there yet.

    Answers 404 where an address leads nowhere. A form about something that was removed goes on.
    """
    found = listed.find(at.revision, code)
    if found is None and code != NEW and (request.method == "GET" or kebab(code) != code):
        abort(NOT_FOUND)
    return edit(at, listed.part(code, then, {"code": code, "found": found, **shown}))


def _show(at: Preparation, part: Part, texts: Typed, **shown: Any) -> str:  # noqa: ANN401 - template variables
    page = {
        "deployment": at.deployment,
        "plan": at.revision.plan,
        "typed": texts,
        "problems": {},
        "then": part.then,
        "rows_of": rows_of,
    }
    return render_template(f"register/{part.template}.html", **(page | dict(part.shown) | shown))


def keep(at: Preparation, revision: Revision, *, uploaded: Mapping[str, Any] | None = None) -> bool:
    """Saves, and records who did. False where somebody saved in between."""
    person = signed_in_account()
    saved = next_revisions.save(
        db(),
        at.row,
        replace(revision, published_on=today()),
        edition=edition_read(),
        name=person.name,
        uploaded=uploaded,
    )
    if saved:
        audit(at.deployment)
    return saved


def audit(deployment: Deployment, act: Act = Act.KEEP_REGISTER) -> None:
    """Records that somebody worked on the entry."""
    accounts.audit(db(), at=now(), account=signed_in_account(), act=act.value, subject=deployment.slug)


def act_on(
    at: Preparation,
    change: Callable[[Revision], Revision],
    *,
    then: str,
    uploaded: Mapping[str, Any] | None = None,
) -> View:
    """Does what a button asks for. Where somebody saved in between, it says so and does nothing."""
    problem = token_problem()
    if not problem and keep(at, change(at.revision), uploaded=uploaded):
        return redirect(then)
    shown = {"deployment": at.deployment, "plan": at.revision.plan, "problem": problem.get("", "")}
    page = render_template("register/clash.html", **shown, clash=at.row, then=then)
    return page, UNPROCESSABLE if problem else CONFLICT
