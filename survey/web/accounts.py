"""Signing in and out. Failures are counted per account, never per address of a network."""

from __future__ import annotations

import secrets
from functools import cache
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import PasswordField, StringField

from survey.domain.accounts import Role, may_try_after
from survey.domain.wording import say
from survey.store import accounts
from survey.web.access import account, public, staff
from survey.web.clock import now
from survey.web.database import STAFF_COOKIE, db, keep_despite_error
from survey.web.forms import UNPROCESSABLE, Form, staff_meta, typed

bp = Blueprint("accounts", __name__, url_prefix="/account")

OK = 200
TOO_MANY = 429
WRONG = say("The email address or the password is not right. Check both and try again.")
WAIT = say("There were too many wrong passwords for this account. Wait a few minutes, then try again.")
SIGN_IN_COOKIE = "sign-in"
HOME = {
    Role.ORGANISER: "organise.index",
    Role.COUNCILLOR: "council.index",
    Role.ADMINISTRATOR: "organise.index",
}


class SignInForm(Form):
    """Who wants to sign in."""

    email = StringField("Email address", filters=(typed,))
    password = PasswordField("Password")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _hash_of_nothing() -> str:
    """Verified when there is no such account, so that the time taken does not tell which addresses exist."""
    return _hasher().hash(secrets.token_hex())


def hash_password(password: str) -> str:
    """The Argon2id hash to be stored."""
    return _hasher().hash(password)


@bp.route("/sign-in/", methods=["GET", "POST"])
@public
def sign_in() -> str | tuple[str, int] | BaseResponse:
    """The page to sign in on. Its token hangs on a cookie of its own, since nobody is signed in yet."""
    holder = request.cookies.get(SIGN_IN_COOKIE) or secrets.token_urlsafe(16)
    form = SignInForm(meta={"csrf_context": holder})
    if form.validate_on_submit():
        return _try(form, holder)
    problem = form.csrf_token.errors[0] if form.csrf_token.errors else ""
    response = make_response(_show(form, holder, problem), UNPROCESSABLE if problem else OK)
    # Also where the token is wrong, because the cookie is gone: the next try then has both.
    _set(response, SIGN_IN_COOKIE, holder)
    return response


def _try(form: SignInForm, holder: str) -> tuple[str, int] | BaseResponse:
    found = accounts.find(db(), form.email.data or "")
    allowed = may_try_after(found.tries) if found else None
    if allowed and allowed > now():
        return _show(form, holder, WAIT), TOO_MANY
    if not _verified(found, form.password.data or "") or found is None:
        if found:
            accounts.record_failure(db(), found, now())
            keep_despite_error()
        return _show(form, holder, WRONG), UNPROCESSABLE
    return _welcome(found)


def _verified(found: accounts.Account | None, password: str) -> bool:
    try:
        _hasher().verify(found.password_hash if found else _hash_of_nothing(), password)
    except VerificationError:
        return False
    return found is not None


def _welcome(found: accounts.Account) -> Response:
    token = secrets.token_urlsafe(32)
    accounts.sign_in(db(), found, token=token, now=now())
    accounts.audit(db(), at=now(), account=found, act="sign-in", subject="account")
    response = redirect(_safe_next() or url_for(HOME[found.as_role]))
    _set(response, STAFF_COOKIE, token)  # type: ignore[arg-type] # Flask's redirect makes Flask's response
    response.delete_cookie(SIGN_IN_COOKIE)
    return response  # type: ignore[return-value] # as above


def _safe_next() -> str | None:
    """The page that was asked for before signing in; only ever one of our own."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    # Browsers skip control characters, and read a backslash as a slash; neither stands in our addresses.
    plain = wanted.isprintable() and "\\" not in wanted
    ours = plain and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if ours and not parts.scheme and not parts.netloc else None


def _show(form: SignInForm, holder: str, problem: str = "") -> str:
    return render_template("accounts/sign_in.html", form=form, problem=problem, holder=holder)


def _set(response: Response, name: str, value: str) -> None:
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=secure)


@bp.post("/sign-out/")
@staff()
def sign_out() -> BaseResponse:
    """Ends the session, here and on the server."""
    person = account()
    form = Form(meta=staff_meta())
    if form.validate() and person:
        accounts.sign_out(db(), request.cookies[STAFF_COOKIE])
        accounts.audit(db(), at=now(), account=person, act="sign-out", subject="account")
    response = redirect(url_for("consultations.index"))
    response.delete_cookie(STAFF_COOKIE)
    return response
