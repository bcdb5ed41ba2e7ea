"""The coding screen: one answer, alone, and the themes that it may have.

Nothing stands beside an answer that says who wrote it, when or how, or what else they answered. Each coder
meets the answers in an order of their own, which tells nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for

from results.comments import coding, grouped, themes
from results.comments.suggestions import Suggestion, forget_before, suggest
from results.domain.themes import NO_THEME, NotAllowed, Standing, progress
from results.web.coding import NOT_FOUND, Place, audit, bp, by_me, is_counted, planned, sending_problems
from survey.domain.accounts import Act
from survey.domain.wording import say
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db, keep_despite_error
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, number_in_address

NOTHING = say("Tick one or more themes, or say that the answer has none")
BOTH = say("Tick themes, or say that the answer has none: not both")


@bp.before_app_request
def _forget_likeness() -> None:
    """What likeness of texts was kept on another day goes: the answers may be deleted."""
    forget_before(today())


@bp.get("/<key>/next/")
@staff(Act.CODE_TEXTS)
def next_answer(slug: str, key: str) -> View:
    """Leads to the next answer for this coder, or says that there is none."""
    place, plan = planned(slug, key)
    every = coding.standings(db(), place.consultation, key)
    found = coding.next_for(plan, every, signed_in_account().id, after=number_in_address("after"))
    if found is not None:
        done = number_in_address("done")
        return redirect(url_for("coding.one_answer", slug=slug, key=key, number=found, done=done))
    return render_template(
        "comments/coding_done.html",
        consultation=place.consultation,
        place=place,
        progress=progress(every.values()),
        mine=[number for number, one in every.items() if one.may_change(signed_in_account().id)],
        counted=is_counted(place.consultation),
    )


def _just_done(every: Mapping[int, Standing]) -> int | None:
    """The answer that this coder saved just now, if it can still be changed."""
    done = number_in_address("done")
    return done if done in every and every[done].may_change(signed_in_account().id) else None


@bp.route("/<key>/<int:number>/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def one_answer(slug: str, key: str, number: int) -> View:
    """One answer: reads it, or gives themes to it and goes on."""
    place, _plan = planned(slug, key)
    text = coding.text_of(db(), place.consultation, key, number)
    if text is None:
        abort(NOT_FOUND)
    audit(f"{slug}: {key}: answer {number}, {'coding sent' if request.method == 'POST' else 'opened'}")
    # An error page shows the answer too: opening it is recorded all the same.
    keep_despite_error()
    if request.method == "GET":
        return _show(place, number, text)
    codes = _sent_codes()
    problems = sending_problems(place.consultation) or wrong_with(codes)
    if problems:
        return _show(place, number, text, problems), UNPROCESSABLE
    try:
        coding.code(db(), place.consultation, key, number, codes=themes_among(codes), by=by_me())
    except NotAllowed as error:
        return _show(place, number, text, {"": error.args[0]}), CONFLICT
    if request.form.get("group"):
        _code_group(place, number)
    coding.list_late_answers(db(), place.consultation)
    return redirect(url_for("coding.next_answer", slug=slug, key=key, done=number))


def _code_group(place: Place, number: int) -> None:
    """Codes the others of a confirmed group like this one, and records how many."""
    every = coding.standings(db(), place.consultation, place.key)
    others = grouped.alongside(db(), place.consultation, place.key, number, every=every)
    done = grouped.code_along(db(), place.consultation, place.key, others, like=number, by=by_me())
    audit(f"{place.consultation.slug}: {place.key}: {done} answers of a group coded like answer {number}")


def _sent_codes() -> list[str]:
    """What was ticked, or taken over from a similar answer by its own button."""
    taken = request.form.get("take")
    return taken.split() if taken else request.form.getlist("theme")


def wrong_with(codes: list[str]) -> dict[str, str]:
    """What is wrong with what was ticked, whichever themes there are."""
    if not codes:
        return {"theme": NOTHING}
    return {"theme": BOTH} if NO_THEME in codes and len(codes) > 1 else {}


def themes_among(codes: list[str]) -> list[str]:
    """The themes among what was ticked: none where it says that there is none."""
    return [code for code in codes if code != NO_THEME]


def _show(place: Place, number: int, text: str, problems: dict[str, str] | None = None) -> str:
    every = coding.standings(db(), place.consultation, place.key)
    me, standing = signed_in_account().id, every[number]
    listed = themes.every(db(), place.consultation, place.key)
    mine = standing.by.get(me)
    before = [] if mine is None else sorted(mine) or [NO_THEME]
    return render_template(
        "comments/coding_one.html",
        consultation=place.consultation,
        place=place,
        number=number,
        text=text,
        offered=[theme for theme in listed if theme.is_offered],
        names={theme.code: theme.name for theme in listed},
        typed=_sent_codes() if request.method == "POST" else before,
        mine=mine is not None,
        open=standing.waits_for(me) or standing.may_change(me),
        alongside=grouped.alongside(db(), place.consultation, place.key, number, every=every),
        in_group=bool(request.form.get("group")),
        suggestions=_suggestions(place, every, number) if standing.waits_for(me) else [],
        progress=progress(every.values()),
        done=_just_done(every),
        counted=is_counted(place.consultation),
        problems=problems or {},
        no_theme=NO_THEME,
    )


def _suggestions(place: Place, every: Mapping[int, Standing], number: int) -> list[Suggestion]:
    """What can be taken over: themes that are still offered, or none."""
    offered = {theme.code for theme in themes.offered(db(), place.consultation, place.key)}
    me = signed_in_account().id
    found = suggest(db(), place.consultation, place.key, number, every=every, coder=me)
    return [one for one in found if one.themes <= offered]
