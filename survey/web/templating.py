"""What every template may use: the brand, dates in words, and the token of a form without fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Flask, current_app, request

from survey.domain.citing import in_our_words
from survey.domain.languages import ENGLISH
from survey.domain.questionnaires.questions import CitedFact
from survey.domain.wording import say, say_day
from survey.web.access import account, permitted
from survey.web.answering.visit import language_token, page_of_journey
from survey.web.clock import today
from survey.web.database import STAFF_COOKIE
from survey.web.forms import token_for
from survey.web.languages import current_language


def in_words(day: date | None) -> str:
    """A date as it is written in a sentence: 3 June 2026."""
    return say_day(day) if day else say("not published")


def facts_in_language(facts: Iterable[CitedFact]) -> Iterable[CitedFact]:
    """Facts beside a question: on a page in another language, our own words in them are said in it."""
    return facts if current_language() == ENGLISH else [in_our_words(fact) for fact in facts]


def asset(name: str) -> str:
    """The address of a file under static/. Plain text: building it by routing costs more than all else."""
    return f"/static/{name}"


def staff_token() -> str:
    """The token for a form of somebody who is signed in."""
    return token_for(request.cookies.get(STAFF_COOKIE, ""))


def _globals() -> dict[str, Any]:
    settings = current_app.config["SETTINGS"]
    return {"brand": {"council": settings.council}, "today": today()}


def init(app: Flask) -> None:
    """Registers filters and globals."""
    app.jinja_env.filters.update(in_words=in_words, facts_in_language=facts_in_language)
    app.jinja_env.globals.update(asset=asset, staff_token=staff_token, signed_in=account, permitted=permitted)
    app.jinja_env.globals.update(language_token=language_token, page_of_journey=page_of_journey)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_globals)
