"""The kiosk: a shared tablet on which one person after the other answers, and which forgets each of them.

An organiser starts it and is signed out of the tablet at once. A cookie says that this browser is a kiosk for
a consultation, and is the same on every tablet: it marks no device. Whoever has finished, or does nothing for
two minutes and does not answer when asked, is forgotten: the cookie of answers goes, and with it the only key
to what was not sent. Responses from a kiosk are like all others from the web; nothing says that they are.
"""

from __future__ import annotations

import re

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from survey.domain.accounts import Act
from survey.domain.languages import WITH_INTERFACE, known
from survey.domain.wording import say
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, public, signed_in_account, staff
from survey.web.answering.visit import COOKIE as ANSWERS
from survey.web.answering.visit import consultation_or_404, is_open, pages_of
from survey.web.clock import now
from survey.web.database import STAFF_COOKIE, db
from survey.web.planning.entering import token_problem
from survey.web.translating.showing import in_language

bp = Blueprint("kiosk", __name__)

KIOSK_COOKIE = "kiosk"
# How long somebody may do nothing, and how long they then have to say that they are there.
IDLE_SECONDS, ANSWER_SECONDS = 120, 60
ASKING = frozenset({"answering", "returning"})
NOT_OPEN = say("The consultation is not open, so nobody could answer.")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_PAGE = re.compile(r"/(?!/)[\w/?=.-]*")

View = str | tuple[str, int] | BaseResponse


@bp.route("/organise/consultations/<slug>/kiosk/", methods=["GET", "POST"])
@staff(Act.LOG_SUBMISSIONS)
def begin(slug: str) -> View:
    """Makes this browser a kiosk, or ends that it is one."""
    consultation = consultations.find(db(), slug)
    if consultation is None:
        abort(404)
    permit(Act.LOG_SUBMISSIONS, consultation)
    if request.method == "GET":
        return _show(consultation, {})
    problems = token_problem()
    ends = request.form.get("act") == "end"
    if not ends and not is_open(consultation):
        problems[""] = NOT_OPEN
    if problems:
        return _show(consultation, problems), 422
    accounts.audit(
        db(),
        at=now(),
        account=signed_in_account(),
        act=Act.LOG_SUBMISSIONS.value,
        subject=f"{slug}: kiosk {'ended' if ends else 'started'}",
    )
    return _end(consultation) if ends else _start(consultation)


def _show(consultation: Consultation, problems: dict[str, str]) -> str:
    return render_template(
        "submissions/kiosk.html",
        consultation=consultation,
        is_kiosk=bool(kiosk()),
        is_open=is_open(consultation),
        problems=problems,
    )


def _start(consultation: Consultation) -> BaseResponse:
    """Whoever uses the tablet next must not find an organiser signed in, nor answers begun on it before."""
    accounts.sign_out(db(), request.cookies.get(STAFF_COOKIE, ""))
    response = _forget(redirect(url_for("kiosk.start", slug=consultation.slug)), consultation)
    response.delete_cookie(STAFF_COOKIE, path="/", httponly=True, samesite="Lax")
    kept = {"path": "/", "httponly": True, "samesite": "Lax"}
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(KIOSK_COOKIE, consultation.slug, secure=secure, **kept)
    return response


def _end(consultation: Consultation) -> BaseResponse:
    response = _forget(redirect(url_for("kiosk.begin", slug=consultation.slug)), consultation)
    response.delete_cookie(KIOSK_COOKIE, path="/", httponly=True, samesite="Lax")
    return response


@bp.get("/consultations/<slug>/kiosk/")
@public
def start(slug: str) -> str:
    """Where everybody begins on a kiosk."""
    consultation = consultation_or_404(slug)
    return render_template(
        "kiosk/start.html", consultation=in_language(consultation), is_open=is_open(consultation)
    )


@bp.get("/consultations/<slug>/kiosk/again/")
@public
def again(slug: str) -> BaseResponse:
    """Forgets whoever was here, and leads to the beginning."""
    consultation = consultation_or_404(slug)
    # Only on a kiosk: elsewhere a foreign page could take away what somebody has not sent yet.
    if kiosk() != slug:
        abort(404)
    return _forget(redirect(url_for("kiosk.start", slug=slug)), consultation)


@bp.get("/consultations/<slug>/kiosk/still-there/")
@public
def still_there(slug: str) -> str:
    """Asks whoever did nothing for a while, where no script could ask them on their page."""
    consultation = consultation_or_404(slug)
    if kiosk() != slug:
        abort(404)
    page = request.args.get("page", "")
    back = page if _PAGE.fullmatch(page) else url_for("kiosk.start", slug=slug)
    return render_template(
        "kiosk/still_there.html", consultation=in_language(consultation), back=back, seconds=ANSWER_SECONDS
    )


def _forget(response: BaseResponse, consultation: Consultation) -> BaseResponse:
    """Takes the cookie of answers away, in whichever language somebody answered."""
    for one in {*WITH_INTERFACE, *known(consultation.languages)}:
        path = pages_of(consultation.slug, one)
        response.delete_cookie(ANSWERS, path=path, httponly=True, samesite="Lax")
    return response


def kiosk() -> str:
    """The consultation for which this browser is a kiosk; "" where it is none."""
    sent = request.cookies.get(KIOSK_COOKIE, "")
    return sent if _SLUG.fullmatch(sent) else ""


def _after_finishing(response: Response) -> Response:
    """On a kiosk, whoever finishes leads the next one to the beginning."""
    is_redirect = response.location is not None
    if is_redirect and request.endpoint == "answering.finish" and kiosk():
        response.location = url_for("kiosk.again", slug=kiosk())
    return response


def _only_its_own() -> BaseResponse | None:
    """A kiosk takes answers to one consultation: it would not forget those to another."""
    own, slug = kiosk(), (request.view_args or {}).get("slug")
    if own and slug not in (None, own) and ASKING.intersection(request.blueprints):
        return redirect(url_for("kiosk.start", slug=own))
    return None


def kiosk_page() -> str:
    """The address of this page, to come back to."""
    page = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return request.script_root + page


def init(app: Flask) -> None:
    """Lets every page know whether it is shown on a kiosk."""
    app.before_request(_only_its_own)
    app.after_request(_after_finishing)
    app.jinja_env.globals.update(
        kiosk=kiosk, kiosk_page=kiosk_page, kiosk_seconds=lambda: (IDLE_SECONDS, ANSWER_SECONDS)
    )
