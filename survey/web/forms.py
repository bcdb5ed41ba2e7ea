"""Forms: every form of the product is a `Form`, whose token needs no session cookie.

The token is worked out from the cookie that its sender holds already (the resident's or the staff
session's), so that the browser needs no second cookie and the server stores nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, abort, current_app, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from survey.domain.questionnaires.sent import readable
from survey.domain.wording import say
from survey.web.database import STAFF_COOKIE

# What a page answers that nobody could take as it was sent, or that somebody else was faster than.
UNPROCESSABLE, CONFLICT = 422, 409
# What a view answers.
View = str | tuple[str, int] | Response
Marked = TypeVar("Marked", bound=Callable[..., Any])
_UPLOADS = "lamppost_uploads"
LARGEST_NUMBER = 2**31
EXPIRED = say(
    "This page was open too long to be sent safely. Your answer is still here: press the button again."
)


def typed(text: str | None) -> str:
    """A filter for what people type: marks control characters, which not every database and page takes."""
    return readable(text or "")


def number_in_address(name: str) -> int | None:
    """A number after the question mark; None where it is none, or larger than databases count to."""
    found = request.args.get(name, type=int)
    return found if found is not None and 0 <= found < LARGEST_NUMBER else None


def token_for(holder: str) -> str:
    """The token of whoever holds this cookie value."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, b"form token " + holder.encode(), sha256).hexdigest()


class HolderToken(CSRF):
    """A token worked out from the sender's own cookie. `meta={"csrf_context": cookie value}`."""

    def setup_form(self, form: Any) -> Any:  # noqa: ANN401 - WTForms' own signature
        self.holder = str(form.meta.csrf_context or "")
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:  # noqa: ANN401, ARG002 - WTForms' own signature
        return token_for(self.holder)

    def validate_csrf_token(self, form: Any, field: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        if not hmac.compare_digest((field.data or "").encode(), token_for(self.holder).encode()):
            raise ValidationError(EXPIRED)


def _refuse_unreadable() -> None:
    """Answers 400 to a form that is not UTF-8: what cannot be read must not be stored as something else.

    A form in parts is one that sends files, which only views marked with `uploads` take; and no address of
    ours holds a zero byte, which PostgreSQL does not even take to look it up.
    """
    largest = _largest_upload()
    if "\0" in request.path or (request.mimetype == "multipart/form-data" and not largest):
        abort(400)
    if largest:
        request.max_content_length = request.max_form_memory_size = largest
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    try:
        unquote_to_bytes(request.get_data(cache=True)).decode("utf-8")
    except UnicodeDecodeError:
        abort(400)


def uploads(largest: int) -> Callable[[Marked], Marked]:
    """Marks a view that takes files, with the most bytes that its whole form may have."""

    def mark(view: Marked) -> Marked:
        setattr(view, _UPLOADS, largest)
        return view

    return mark


def _largest_upload() -> int:
    view = current_app.view_functions.get(request.endpoint or "")
    return int(getattr(view, _UPLOADS, 0))


def largest_form(app: Flask) -> int:
    """The most bytes that any view takes: what the server before it must let through."""
    marked = (int(getattr(view, _UPLOADS, 0)) for view in app.view_functions.values())
    return max(app.config["MAX_CONTENT_LENGTH"], *marked)


def init(app: Flask) -> None:
    """Checks every form that arrives."""
    app.before_request(_refuse_unreadable)


def staff_meta() -> dict[str, str | None]:
    """The token of a form of somebody who is signed in hangs on the cookie of the staff session."""
    return {"csrf_context": request.cookies.get(STAFF_COOKIE)}


class Form(FlaskForm):
    """The base of every form."""

    class Meta:
        csrf = True
        csrf_class = HolderToken
        csrf_field_name = "csrf_token"
        csrf_context: str | None = None


def token_problem() -> dict[str, str]:
    """What is wrong with the sending itself, of somebody who is signed in."""
    form = Form(meta=staff_meta())
    return {} if form.validate() else {"": form.csrf_token.errors[0]}


def sent_text(name: str) -> str:
    """One line as it was typed."""
    return " ".join(typed(request.form.get(name, "")).split())


def sent() -> dict[str, str]:
    """What was typed, by field."""
    return {name: typed(text).replace("\r\n", "\n").strip() for name, text in request.form.items()}
