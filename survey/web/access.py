"""Who may see a page: deny by default.

Every view carries its decision on the line under its route: `@public`, or `@staff(Act...)`. A view without
one answers 403. Staff sign in first; what they may do in which phase stands in `survey.domain.accounts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from survey.domain.accounts import IDLE_LIMIT, Act, may, may_ever
from survey.store import accounts
from survey.store.consultations import Consultation
from survey.web.clock import now, today
from survey.web.database import READING, STAFF_COOKIE, db

View = TypeVar("View", bound=Callable[..., Any])
_DECISION = "lamppost_access"
_OPEN = "public"
FORBIDDEN = 403
_FROM_ANYWHERE = "lamppost_from_anywhere"


def public(view: View) -> View:
    """Everyone may see this page."""
    setattr(view, _DECISION, _OPEN)
    return view


def staff(*acts: Act) -> Callable[[View], View]:
    """Signed-in people whose role may ever do one of these acts; without acts, everyone signed in."""

    def decide(view: View) -> View:
        setattr(view, _DECISION, acts)
        return view

    return decide


def decision_of(view: Callable[..., Any]) -> Any:  # noqa: ANN401 - "public", a tuple of acts, or None
    """The decision that a view carries; None where it carries none."""
    return getattr(view, _DECISION, None)


def account() -> accounts.Account | None:
    """Who is signed in."""
    if "account" not in g:
        token = request.cookies.get(STAFF_COOKIE)
        g.account = accounts.signed_in(db(), token, now()) if token else None
    return cast("accounts.Account | None", g.account)


def signed_in_account() -> accounts.Account:
    """Who is signed in, on a page for staff. Answers 403 where nobody is."""
    found = account()
    if found is None:
        abort(403)
    return found


def permit(act: Act, consultation: Consultation) -> None:
    """Answers 403 unless the person signed in may do this in the consultation's phase."""
    if not permitted(act, consultation):
        abort(403)


def permitted(act: Act, consultation: Consultation) -> bool:
    """Whether the person signed in may do this in the consultation's phase."""
    person = account()
    return person is not None and may(person.as_role, act, consultation.phase(today()))


def _decide() -> Response | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    decision = decision_of(current_app.view_functions[request.endpoint])
    if decision == _OPEN:
        return None
    if decision is None:
        abort(403)
    person = account()
    if person is None:
        return _sign_in_first()
    if decision and not any(may_ever(person.as_role, act) for act in decision):
        abort(403)
    return None


def _sign_in_first() -> Response:
    """Leads to the sign-in. A form that was sent after a session had ended is kept on a page meanwhile.

    A long text takes longer to write than a session may be idle. Files cannot be kept on a page.
    """
    address = request.script_root + request.full_path.rstrip("?")
    if request.method in READING or request.mimetype != "application/x-www-form-urlencoded":
        return redirect(url_for("accounts.sign_in", next=address))
    shown = render_template(
        "accounts/signed_out.html",
        address=address,
        fields=[own for own in request.form.items(multi=True) if _may_be_kept(own[0])],
        token=request.form.get("csrf_token", ""),
        minutes=IDLE_LIMIT.seconds // 60,
    )
    response = make_response(shown, FORBIDDEN)
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_be_kept(name: str) -> bool:
    """Whether this field may stand in a page. The token goes by itself; a password never does."""
    return name != "csrf_token" and "password" not in name


def from_anywhere(view: View) -> View:
    """A form that other sites may send: a secret in its address is the whole permission; no cookie counts.

    It is for leaving by a button of one's mail program (RFC 8058), which may be a web page of somebody else.
    """
    setattr(view, _FROM_ANYWHERE, True)
    return view


def _may_come_from_anywhere() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, _FROM_ANYWHERE, False))


OWN_SITES = frozenset({"same-origin", "none"})


def _refuse_foreign() -> None:
    """Answers 403 to a form that another site sends.

    Forms with a token do not need it. Starting has no token yet, and a foreign page that could start afresh
    would take away the cookie behind which somebody's unfinished answers lie.
    """
    if request.method in READING or _may_come_from_anywhere():
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site in OWN_SITES:
        return
    origin = request.headers.get("Origin")
    ours = (None, request.host_url.rstrip("/"), current_app.config["SETTINGS"].base_url)
    if site or origin not in ours:
        abort(403)


def init(app: Flask) -> None:
    """Asks where a form comes from, and then for the decision, before every view."""
    app.before_request(_refuse_foreign)
    app.before_request(_decide)
