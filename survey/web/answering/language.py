"""Another language in the middle of answering: the same draft, opened under another address.

The cookie of answers is bound to the pages of one consultation in one language (see
docs/decisions/0005-cookie.md). So that there is never a second one, the browser asks for the change with a
form: the same cookie is set for the pages of the other language, and taken away from those of the first. On a
page of questions it is the page's own form, so that what stands there comes along (`leaving.py`).
"""

from __future__ import annotations

import re

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from survey.domain.answering import Holder
from survey.domain.languages import Language, language
from survey.web.access import public
from survey.web.answering.blueprint import bp
from survey.web.answering.visit import (
    consultation_or_404,
    give_cookie,
    holder_of_request,
    pages_of,
    take_cookie,
    token_context,
)
from survey.web.forms import Form
from survey.web.languages import current_language, offered

# A page of the journey: its last part, and whether it was reached from the check page.
_PAGE = re.compile(r"(?:[a-z0-9-]+/)?(?:\?from=check)?")


@bp.post("/language/")
@public
def change_language(slug: str) -> Response:
    """Comes back to the same page in the language that was chosen."""
    consultation = consultation_or_404(slug)
    chosen, page = _chosen(), request.form.get("page", "")
    if chosen is None or not _PAGE.fullmatch(page):
        abort(400)
    holder = holder_of_request()
    if holder is None:
        return redirect(pages_of(consultation.slug, chosen) + page)
    if not Form(meta={"csrf_context": token_context(holder)}).validate():
        return redirect(pages_of(consultation.slug, current_language()) + page)
    return opened_in(chosen, page, slug=consultation.slug, holder=holder)


def opened_in(chosen: Language, page: str, *, slug: str, holder: Holder) -> Response:
    """A page of the journey in a language, and with it the cookie."""
    there = redirect(pages_of(slug, chosen) + page)
    if chosen == current_language():
        return there
    give_cookie(there, slug, holder, chosen)
    return take_cookie(there, slug)


def _chosen() -> Language | None:
    found = language(request.form.get("to", ""))
    return found if found in offered() else None
