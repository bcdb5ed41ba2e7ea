"""How else a consultation can be answered: the organiser's form. Once announced, each change is public."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import StringField

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.other_ways import LABELS, LONGEST, OtherWays, changes_in_words, problems_in
from survey.domain.wording import say
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import STAFF_COOKIE, db
from survey.web.forms import UNPROCESSABLE, Form, View, typed

bp = Blueprint("other_ways", __name__, url_prefix="/organise/consultations/<slug>/other-ways")

HINTS = {
    "phone": say("Answers are written down by whoever takes the call. For example: 020 7946 0123"),
    "hours": say("For example: Monday to Friday, 9am to 5pm"),
    "paper": say("For example: Get a copy, and hand it in, at the Central Library, 1 High Street"),
    "post": say("On one line, as on an envelope. A freepost address costs nobody a stamp."),
    "in_person": say(
        "Where and when somebody helps with the answers, and how to get in without steps. "
        "This stands on the consultation’s page, not on notices."
    ),
}


class OtherWaysForm(Form):
    """One line a way."""

    phone = StringField(LABELS["phone"], filters=(typed,))
    hours = StringField(LABELS["hours"], filters=(typed,))
    paper = StringField(LABELS["paper"], filters=(typed,))
    post = StringField(LABELS["post"], filters=(typed,))
    in_person = StringField(LABELS["in_person"], filters=(typed,))


@bp.route("/", methods=["GET", "POST"])
@staff(Act.KEEP_OTHER_WAYS)
def edit(slug: str) -> View:
    """Shows what is offered, and stores what is changed."""
    consultation = _consultation(slug)
    form = OtherWaysForm(meta={"csrf_context": request.cookies.get(STAFF_COOKIE)})
    if request.method == "GET":
        return _show(consultation, consultation.ways_to_answer, {})
    wanted = OtherWays.load({name: form[name].data for name in LABELS})
    problems = problems_in(wanted) if form.validate() else {"": form.csrf_token.errors[0]}
    if problems:
        return _show(consultation, wanted, problems), UNPROCESSABLE
    _store(consultation, wanted)
    return redirect(url_for("organise.show", slug=slug))


def _consultation(slug: str) -> Consultation:
    found = consultations.find(db(), slug)
    if found is None:
        abort(404)
    permit(Act.KEEP_OTHER_WAYS, found)
    return found


def _show(consultation: Consultation, ways: OtherWays, problems: dict[str, str]) -> str:
    return render_template(
        "organise/other_ways.html",
        consultation=consultation,
        is_draft=consultation.phase(today()) is Phase.DRAFT,
        ways=ways,
        labels=LABELS,
        hints=HINTS,
        limits=LONGEST,
        problems=problems,
    )


def _store(consultation: Consultation, wanted: OtherWays) -> None:
    changes = changes_in_words(consultation.ways_to_answer, wanted)
    if not changes:
        return
    consultation.other_ways = wanted.dump()
    if consultation.phase(today()) is not Phase.DRAFT:
        consultations.log(db(), consultation, day=today(), text=changes)
    accounts.audit(
        db(),
        at=now(),
        account=signed_in_account(),
        act=Act.KEEP_OTHER_WAYS.value,
        subject=consultation.slug,
    )
