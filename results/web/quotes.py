"""Quotes: one person takes out what tells who wrote a text and proposes it, another reads and confirms it.

Only of people who allowed it in the questionnaire. What is typed here changes no answer: the original stays
as it was sent. Nothing is public before a release, and everything can be taken back until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for

from results.comments import coding, quotes, texts, themes
from results.comments.quotes import LONGEST_REASON, Quote, Wanted
from results.comments.texts import Source
from results.domain.themes import REASONS, NotAllowed, Piece, Side, is_unbalanced, marked, pieces, plain
from results.web.coding import (
    NOT_FOUND,
    audit,
    by_me,
    consultation_of,
    is_counted,
    place_of,
    sending_problems,
    title_of,
)
from survey.domain.accounts import Act
from survey.domain.questionnaires import publishing
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen
from survey.web.access import signed_in_account, staff
from survey.web.database import db, keep_despite_error
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, number_in_address
from survey.web.planning.written import sent_lines

bp = Blueprint("quotes", __name__, url_prefix="/organise/consultations/<slug>/quotes")

NO_THEME_CHOSEN = say("Choose the theme under which the quote would stand")
NO_WHY = say("Write why it is taken back, in {most} characters or less", most=LONGEST_REASON)
NONE_LEFT = say(
    "No further answer fits: nobody else with this theme allowed quotes, or all of theirs are proposed "
    "already. Choose another theme or side."
)


@dataclass(frozen=True)
class Shown:
    """A quote as it would be published, with what people at the council decided about it."""

    quote: Quote
    place: str
    theme: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Drawable:
    """A question whose answers could be quoted: its themes, or the reason why none may be."""

    key: str
    title: str
    silent: bool
    themes: tuple[tuple[str, str], ...]


@bp.get("/")
@staff(Act.CODE_TEXTS)
def index(slug: str) -> str:
    """What is proposed and confirmed, how the sides are balanced, and where to draw another answer."""
    return _index(consultation_of(slug))


def _index(consultation: Consultation, problems: dict[str, str] | None = None) -> str:
    asked = frozen(db(), consultation.version_id or "").questionnaire
    quotable = quotes.may_be_quoted(asked) and consultation.closed_on is not None
    every = quotes.every(db(), consultation) if quotable else []
    sides = quotes.sides(db(), consultation, asked) if quotable else {}
    balance = _balance(consultation, every, sides)
    return render_template(
        "comments/quotes_index.html",
        consultation=consultation,
        quotable=quotable,
        sources=_drawable(consultation) if quotable else [],
        allowing=len(sides),
        proposed=_shown(consultation, every, quotes.PROPOSED),
        confirmed=_shown(consultation, every, quotes.CONFIRMED),
        taken_back=_shown(consultation, every, quotes.TAKEN_BACK),
        balance=balance,
        unbalanced=is_unbalanced(balance[Side.FOR], balance[Side.AGAINST]),
        me=signed_in_account().id,
        reasons=REASONS,
        counted=is_counted(consultation),
        problems=problems or {},
        typed=request.args,
    )


def _drawable(consultation: Consultation) -> list[Drawable]:
    found = []
    silent = quotes.silent(db(), consultation)
    for key, source in texts.sources_of(db(), consultation).items():
        listed = [one for one in themes.every(db(), consultation, key) if not one.merged_into]
        if listed:
            own = tuple((one.code, one.name) for one in listed)
            found.append(Drawable(key, title_of(source), key in silent, own))
    return found


def _balance(
    consultation: Consultation, every: Iterable[Quote], sides: Mapping[str, Side]
) -> dict[Side, int]:
    live = [one for one in every if quotes.is_live(one)]
    ids = {key: coding.numbers(db(), consultation, key) for key in {one.question for one in live}}
    return quotes.balance(live, sides, ids)


def _shown(consultation: Consultation, every: Iterable[Quote], state: str) -> list[Shown]:
    asked = texts.sources_of(db(), consultation)
    return [_as_published(consultation, one) for one in every if one.state == state and one.question in asked]


def _as_published(consultation: Consultation, quote: Quote) -> Shown:
    source = texts.sources_of(db(), consultation)[quote.question]
    names = {one.code: one.name for one in themes.every(db(), consultation, quote.question)}
    text = coding.text_of(db(), consultation, quote.question, quote.number) or ""
    own = tuple(pieces(plain(text), quote.taken_out))
    return Shown(quote, title_of(source), names.get(quote.theme, ""), own)


@bp.get("/draw/")
@staff(Act.CODE_TEXTS)
def draw(slug: str) -> View:
    """Leads to an answer with the chosen theme, from the chosen side, in an order that tells nothing."""
    consultation = consultation_of(slug)
    key, _, theme = request.args.get("theme", "").partition("/")
    side = next((one for one in Side if one.value == request.args.get("side")), None)
    if key not in texts.sources_of(db(), consultation) or consultation.closed_on is None:
        return _index(consultation, {"theme": NO_THEME_CHOSEN}), UNPROCESSABLE
    found = quotes.draw(
        db(),
        consultation,
        key,
        wanted=Wanted(theme, signed_in_account().id, side, number_in_address("after")),
        standings=coding.standings(db(), consultation, key),
        sides=quotes.sides(db(), consultation, frozen(db(), consultation.version_id or "").questionnaire),
    )
    if found is None:
        return _index(consultation, {"theme": NONE_LEFT}), CONFLICT
    chosen = {"theme": theme, "side": side.value if side else None}
    return redirect(url_for("quotes.mark", slug=slug, key=key, number=found, **chosen))


@bp.route("/quote/<int:number>/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def decide(slug: str, number: int) -> View:
    """A quote as it would be published: a second person confirms it, or somebody takes it back."""
    consultation = consultation_of(slug)
    quote = quotes.find(db(), consultation, number)
    if quote is None or not quotes.is_live(quote):
        abort(NOT_FOUND)
    place_of(slug, quote.question)
    sent = request.method == "POST"
    audit(f"{slug}: quote {number}, {'decision sent' if sent else 'opened'}")
    keep_despite_error()
    if not sent:
        return _deciding(consultation, quote, {})
    take_back, reason = request.form.get("what") == "take-back", sent_lines("reason")
    problems = sending_problems(consultation)
    if not problems and take_back and not 0 < len(reason) <= LONGEST_REASON:
        problems = {"reason": NO_WHY}
    if problems:
        return _deciding(consultation, quote, problems), UNPROCESSABLE
    try:
        if take_back:
            quotes.take_back(db(), consultation, quote, reason=reason, by=by_me())
        else:
            quotes.confirm(db(), consultation, quote, seen=request.form.get("seen", ""), by=by_me())
    except NotAllowed as error:
        return _deciding(consultation, quote, {"": error.args[0]}), CONFLICT
    return redirect(_after(consultation, number, confirmed=not take_back))


def _after(consultation: Consultation, number: int, *, confirmed: bool) -> str:
    """After confirming one quote, the next that waits for this person; else the page of all quotes."""
    me = signed_in_account().id
    every = quotes.every(db(), consultation) if confirmed else []
    left = [one.id for one in every if one.state == quotes.PROPOSED and one.proposed_by != me]
    found = min((one for one in left if one > number), default=min(left, default=None))
    if found is None:
        return url_for("quotes.index", slug=consultation.slug)
    return url_for("quotes.decide", slug=consultation.slug, number=found, done=number)


def _just_done(consultation: Consultation) -> int | None:
    """The quote that this person confirmed just before, if it still is."""
    quote = quotes.find(db(), consultation, number_in_address("done") or 0)
    return quote.id if quote and quote.state == quotes.CONFIRMED else None


def _told(source: Source) -> tuple[str, ...]:
    """What people read before they wrote."""
    question = source.question
    return question.text, question.hint, publishing.told(question.texts[source.key])


def _deciding(consultation: Consultation, quote: Quote, problems: dict[str, str]) -> str:
    place = place_of(consultation.slug, quote.question)
    text = plain(coding.text_of(db(), consultation, quote.question, quote.number) or "")
    return render_template(
        "comments/quotes_decide.html",
        consultation=consultation,
        place=place,
        quote=quote,
        shown=_as_published(consultation, quote),
        original=marked(text, quote.taken_out),
        told=[told for told in _told(place.source) if told],
        who=coding.names(db(), [quote.proposed_by, quote.decided_by or quote.proposed_by]),
        mine=quote.proposed_by == signed_in_account().id,
        done=_just_done(consultation),
        seen=quotes.mark_of(quote),
        reasons=REASONS,
        counted=is_counted(consultation),
        problems=problems,
        typed={"reason": sent_lines("reason")},
    )
