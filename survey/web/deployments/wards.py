"""Find your ward: by name, or by a postcode that is turned into a ward and forgotten.

The postcode comes in the body of a POST, so that it is in no address, history or log, and the answer is not
stored by any cache. The form has no token: it changes nothing, and a token would need a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template
from wtforms import StringField

from survey.domain.deployments.plan import Plan, Ward
from survey.domain.postcodes import LONGEST_TYPED, PostcodeProblem, normalised
from survey.domain.wording import say
from survey.store import postcodes
from survey.store.postcodes import PostcodeLookup
from survey.web.access import public
from survey.web.database import db
from survey.web.deployments.records import deployment_or_404, plan_of
from survey.web.forms import UNPROCESSABLE, Form, typed

bp = Blueprint("wards", __name__)

NOT_FOUND = say("We do not know this postcode. Check it, or choose your ward by name")
NO_NAME = say("Choose a ward from the list")


class WardForm(Form):
    """A postcode or the code of a ward, whichever was sent."""

    class Meta(Form.Meta):
        csrf = False

    postcode = StringField(filters=(typed,))
    ward = StringField(filters=(typed,))


@dataclass(frozen=True)
class Answer:
    """The ward that was found, or what is wrong with what was sent, by field."""

    ward: Ward | None = None
    problems: dict[str, str] | None = None
    in_use: bool = True
    lookup: PostcodeLookup | None = None


@bp.get("/deployments/<slug>/ward/")
@public
def ask(slug: str) -> Response:
    """The form alone: where somebody lands who reloads or goes back."""
    return _answer(slug, WardForm(None), Answer())


@bp.post("/deployments/<slug>/ward/")
@public
def find(slug: str) -> Response:
    """The ward of a postcode, or of a name that was chosen."""
    form = WardForm()
    plan = plan_of(deployment_or_404(slug))
    by_name = form.ward.raw_data and not (form.postcode.data or "").strip()
    if by_name or not postcodes.is_loaded(db(), plan.council_code):
        return _answer(slug, form, _by_name(plan, form.ward.data or ""))
    answer = _by_postcode(plan, form.postcode.data or "")
    return _answer(slug, form, answer)


def _by_name(plan: Plan, code: str) -> Answer:
    for ward in plan.wards:
        if ward.code == code:
            return Answer(ward)
    return Answer(problems={"ward": NO_NAME})


def _by_postcode(plan: Plan, text: str) -> Answer:
    try:
        found = postcodes.find(db(), normalised(text))
    except PostcodeProblem as problem:
        return Answer(problems={"postcode": problem.args[0]})
    if found is None:
        return Answer(problems={"postcode": NOT_FOUND})
    if found.council_code != plan.council_code:
        return Answer(problems={"postcode": _elsewhere(plan.council)}, lookup=found.lookup)
    for ward in plan.wards:
        if ward.code == found.ward_code:
            return Answer(ward, in_use=found.in_use, lookup=found.lookup)
    return Answer(problems={"postcode": _other_wards(plan.council)}, lookup=found.lookup)


def _elsewhere(council: str) -> str:
    return say("This postcode is not in {council}. Check it, or choose a ward by name", council=council)


def _other_wards(council: str) -> str:
    return say(
        "This postcode lies in {council}, but in a ward that this page does not have: its boundaries were "
        "drawn at another time. Choose your ward by name",
        council=council,
    )


def _answer(slug: str, form: WardForm, answer: Answer) -> Response:
    deployment = deployment_or_404(slug)
    plan = plan_of(deployment)
    page = render_template(
        "deployments/ward.html",
        deployment=deployment,
        plan=plan,
        answer=answer,
        # Kept in the field beside its error only: a page that found the ward has no use for it any more.
        typed_postcode=(form.postcode.data or "")[:LONGEST_TYPED] if answer.problems else "",
        chosen=answer.ward.code if answer.ward else "",
        problems=answer.problems or {},
        by_postcode=postcodes.is_loaded(db(), plan.council_code),
    )
    response = make_response(page, UNPROCESSABLE if answer.problems else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
