"""The check of balance: two named members of staff say whether both sides are served equally.

A review is about exactly the arguments that were read. Change one, and it needs new reviews. Who reviewed,
and what they found, stands under the arguments wherever those are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.evidence import Evidence, balance_of, balance_problems
from survey.domain.wording import listed, say, say_and, say_many
from survey.store.deployments import next_revisions
from survey.store.deployments.next_revisions import BalanceReview
from survey.store.deployments.register import Deployment
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import Preparation, audit, preparation
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent, token_problem
from survey.web.templating import in_words

UNCHECKED = say("These arguments have not passed the check for balance by two members of staff.")
NO_CHOICE = say("Choose whether you find both sides served equally")
NO_COMMENT = say("Write what is not balanced, so that it can be put right")
LONG_COMMENT = say("Your comment must be 1,000 characters or less")
LONGEST_COMMENT = 1000
ALREADY = say(
    "You have reviewed exactly these arguments already. A new review is possible once one has changed"
)
CHANGED = say("An argument has changed since you opened this page. Read both sides again before you decide")


def reviews_of(deployment: Deployment, evidence: Evidence) -> list[BalanceReview]:
    """What was found about exactly these arguments."""
    return next_revisions.reviews_of(db(), deployment.id, next_revisions.checksum_of(evidence))


def balance_line(deployment: Deployment, evidence: Evidence, *, published_on: date) -> str:
    """What stands under the arguments: who checked them for balance, when, and what was counted.

    What somebody finds later is about the next revision, and is published with that one.
    """
    reviews = [one for one in reviews_of(deployment, evidence) if one.day <= published_on]
    return checked_in_words(reviews, evidence)


def checked_in_words(reviews: Sequence[BalanceReview], evidence: Evidence) -> str:
    """The line from the reviews. A reviewer who found no balance is named with their reason."""
    contrary = [
        say(
            "{name} checked them on {day} and did not find both sides served equally: “{comment}”",
            name=review.name,
            day=in_words(review.day),
            comment=review.comment,
        )
        for review in reviews
        if not review.balanced
    ]
    balanced = [review for review in reviews if review.balanced]
    if len(balanced) < next_revisions.REVIEWERS:
        return listed([UNCHECKED, *contrary], " ")
    who = [say("{name} on {day}", name=review.name, day=in_words(review.day)) for review in balanced]
    found = _counted(evidence)
    checked = say("Checked for balance by {names}: {found}", names=say_and(who), found=found)
    return listed([checked, *contrary], " ")


def _counted(evidence: Evidence) -> str:
    found = balance_of(evidence)
    lengths = {"length_for": f"{found.length_for:,}", "length_against": f"{found.length_against:,}"}
    if found.as_many:
        return say_many(
            "{count} argument on each side, {length_for} and {length_against} characters.",
            "{count} arguments on each side, {length_for} and {length_against} characters.",
            found.number_for,
            **lengths,
        )
    return say(
        "{number_for} arguments for and {number_against} against, "
        "{length_for} and {length_against} characters.",
        number_for=found.number_for,
        number_against=found.number_against,
        **lengths,
    )


@bp.route("/<slug>/balance/", methods=["GET", "POST"])
@staff(Act.REVIEW_BALANCE)
def balance(slug: str) -> View:
    """Both sides as a resident will see them, what was measured, who reviewed them; and one's own review."""
    at = preparation(slug)
    if request.method == "GET":
        return _show(at)
    texts = sent()
    clash = texts.get("checksum") != next_revisions.checksum_of(at.revision.evidence)
    problems = {"": CHANGED} if clash else token_problem() | _problems(texts)
    if not problems:
        review = next_revisions.add_review(
            db(),
            at.row,
            signed_in_account(),
            day=today(),
            balanced=texts["balanced"] == "yes",
            comment=texts.get("comment", ""),
        )
        if review is not None:
            audit(at.deployment, Act.REVIEW_BALANCE)
            return redirect(url_for("register.balance", slug=slug))
        problems = {"": ALREADY}
    return _show(at, texts, problems), CONFLICT if clash else UNPROCESSABLE


def _problems(texts: dict[str, str]) -> dict[str, str]:
    if texts.get("balanced") not in ("yes", "no"):
        return {"balanced": NO_CHOICE}
    comment = texts.get("comment", "")
    if texts["balanced"] == "no" and not comment:
        return {"comment": NO_COMMENT}
    return {"comment": LONG_COMMENT} if len(comment) > LONGEST_COMMENT else {}


def _show(
    at: Preparation, texts: dict[str, str] | None = None, problems: dict[str, str] | None = None
) -> str:
    evidence = at.revision.evidence
    reviews = reviews_of(at.deployment, evidence)
    person = signed_in_account()
    return render_template(
        "register/balance.html",
        deployment=at.deployment,
        plan=at.revision.plan,
        evidence=evidence,
        balance=balance_of(evidence),
        uneven=list(balance_problems(evidence)),
        reviews=reviews,
        checked=checked_in_words(reviews, evidence),
        checksum=next_revisions.checksum_of(evidence),
        mine=next((one for one in reviews if one.account_id == person.id), None),
        person=person,
        typed=texts or {},
        problems=problems or {},
    )
