"""Redaction: marking what tells who wrote a text, with a reason each, and proposing what is left as a quote.

The original stays as it was sent. Marking and looking at what results keeps nothing; only a proposal does.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from flask import abort, redirect, render_template, request, url_for

from results.comments import coding, quotes, themes
from results.comments.quotes import Proposal, Quote
from results.comments.themes import Theme
from results.domain.themes import REASONS, NotAllowed, Passage, marked, pieces, plain, read_marks
from results.web.coding import NOT_FOUND, Place, audit, by_me, is_counted, planned, sending_problems
from results.web.quotes import NO_THEME_CHOSEN, bp
from survey.domain.accounts import Act
from survey.domain.languages import LANGUAGES
from survey.domain.wording import Words, message, say
from survey.store.questionnaires.versions import frozen
from survey.web.access import staff
from survey.web.database import db, keep_despite_error
from survey.web.forms import CONFLICT, UNPROCESSABLE, View
from survey.web.planning.written import sent_lines

NO_REASON = message("Choose why “{passage}” is taken out")
LONGEST_NAMED = 60
PROPOSE = "propose"


@dataclass(frozen=True)
class Marked:
    """A text being redacted: what was typed, its passages with the reasons chosen so far, what is wrong."""

    typed: str
    spots: tuple[tuple[int, int], ...]
    reasons: tuple[str, ...]
    problems: dict[str, str]

    @property
    def passages(self) -> tuple[Passage, ...]:
        pairs = zip(self.spots, self.reasons, strict=True)
        return tuple(Passage(start, end, reason) for (start, end), reason in pairs)


@bp.route("/<key>/<int:number>/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def mark(slug: str, key: str, number: int) -> View:
    """Marks what is to be taken out, shows what results, and proposes it. Looking changes nothing."""
    place, _plan = planned(slug, key)
    text = _quotable_text(place, number)
    sent = request.method == "POST"
    audit(f"{slug}: {key}: answer {number}, {'redaction sent' if sent else 'opened for a quote'}")
    keep_despite_error()
    earlier = next((one for one in _live(place) if one.number == number), None)
    if not sent:
        before = earlier.taken_out if earlier else ()
        spots = tuple((one.start, one.end) for one in before)
        own = Marked(marked(text, before), spots, tuple(one.reason for one in before), {})
        return _marking(place, number, text, own, earlier)
    own = _read(place, number, text)
    if own.problems:
        return _marking(place, number, text, own, earlier), UNPROCESSABLE
    if request.form.get("what") != PROPOSE:
        return _marking(place, number, text, own, earlier)
    proposal = Proposal(request.form.get("theme", ""), own.passages, _language())
    try:
        quotes.propose(db(), place.consultation, key, number, proposal=proposal, by=by_me())
    except NotAllowed as error:
        own.problems[""] = error.args[0]
        return _marking(place, number, text, own, earlier), CONFLICT
    return redirect(url_for("quotes.index", slug=slug))


def _live(place: Place) -> list[Quote]:
    every = quotes.every(db(), place.consultation)
    return [one for one in every if one.question == place.key and quotes.is_live(one)]


def _quotable_text(place: Place, number: int) -> str:
    """The text, of somebody who allowed quotes. Answers 404 for every other one."""
    asked = frozen(db(), place.consultation.version_id or "").questionnaire
    ids = coding.numbers(db(), place.consultation, place.key, only=number)
    allowed = quotes.may_be_quoted(asked) and place.key not in quotes.silent(db(), place.consultation)
    text = coding.text_of(db(), place.consultation, place.key, number)
    if not allowed or text is None or ids.get(number) not in quotes.allowing(db(), place.consultation):
        abort(NOT_FOUND)
    return plain(text)


def _read(place: Place, number: int, text: str) -> Marked:
    typed, problems = sent_lines("text"), sending_problems(place.consultation)
    try:
        spots = read_marks(text, typed)
    except NotAllowed as error:
        return Marked(typed, (), (), {**problems, "text": error.args[0]})
    # The reasons belong to these passages only as long as no passage was marked before one of them.
    reasons = tuple(request.form.get(f"why-{start}-{end}", "") for start, end in spots)
    if request.form.get("what") == PROPOSE:
        problems |= _without_reason(text, spots, reasons)
        if request.form.get("theme") not in {one.code for one in _themes_of(place, number)}:
            problems["theme"] = NO_THEME_CHOSEN
    return Marked(typed, spots, reasons, problems)


def _without_reason(
    text: str, spots: tuple[tuple[int, int], ...], reasons: tuple[str, ...]
) -> dict[str, Words]:
    """What is wrong with passages without a chosen reason: each is named, since there may be several."""

    def named(start: int, end: int) -> str:
        return shorten(text[start:end], LONGEST_NAMED, placeholder=" …")

    return {
        f"why-{start}-{end}": say(NO_REASON, passage=named(start, end))
        for (start, end), reason in zip(spots, reasons, strict=True)
        if reason not in REASONS
    }


def _themes_of(place: Place, number: int) -> list[Theme]:
    """The themes that the answer has: a quote stands under one of them."""
    standing = coding.standings(db(), place.consultation, place.key, only=number).get(number)
    given = (standing.themes if standing else None) or frozenset()
    return [one for one in themes.every(db(), place.consultation, place.key) if one.code in given]


def _language() -> str:
    known = {one.code for one in LANGUAGES}
    chosen = request.form.get("language", "")
    return chosen if chosen in known else LANGUAGES[0].code


def _marking(place: Place, number: int, text: str, own: Marked, earlier: Quote | None) -> str:
    default = earlier.theme if earlier else request.args.get("theme", "")
    return render_template(
        "comments/quotes_mark.html",
        consultation=place.consultation,
        place=place,
        number=number,
        text=text,
        own=own,
        rows=[(f"why-{s}-{e}", text[s:e], why) for (s, e), why in zip(own.spots, own.reasons, strict=True)],
        pieces=tuple(pieces(text, own.passages)),
        reasons=REASONS,
        themes=_themes_of(place, number),
        languages=[one for one in LANGUAGES if one.code in {"en", *place.consultation.languages}],
        chosen={
            "theme": request.form.get("theme", default),
            "language": request.form.get("language", earlier.language if earlier else "en"),
            "side": request.args.get("side", ""),
        },
        earlier=earlier,
        counted=is_counted(place.consultation),
        problems=own.problems,
    )
