"""How far coders agree, in figures and in words, and the third look at answers about which two differ."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for

from results.comments import coding, themes
from results.domain.agreement import FEWEST, Agreement, measure
from results.domain.themes import NO_THEME, NotAllowed, Standing, State, Themes, drawn, progress
from results.web.coding import NOT_FOUND, Place, audit, bp, by_me, is_counted, planned, sending_problems
from results.web.coding_screen import themes_among, wrong_with
from survey.domain.accounts import Act
from survey.web.access import staff
from survey.web.database import db, keep_despite_error
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, number_in_address


@bp.get("/<key>/agreement/")
@staff(Act.CODE_TEXTS)
def agreement(slug: str, key: str) -> str:
    """Agreement in all, by theme and by pair of coders; and the answers that wait for a third look."""
    place, plan = planned(slug, key)
    every = coding.standings(db(), place.consultation, key)
    listed = [theme for theme in themes.every(db(), place.consultation, key) if not theme.merged_into]
    measured = measure((one.by for one in every.values()), [theme.code for theme in listed])
    return render_template(
        "comments/coding_agreement.html",
        consultation=place.consultation,
        place=place,
        plan=plan,
        measured=measured,
        fewest=FEWEST,
        names={theme.code: theme.name for theme in listed},
        who=_names(measured),
        progress=progress(every.values()),
        waiting=_waiting(every),
        settled=[number for number, one in every.items() if one.third is not None],
        counted=is_counted(place.consultation),
    )


def _names(measured: Agreement) -> dict[int, str]:
    return coding.names(db(), [coder for pair in measured.pairs for coder in pair.coders])


@bp.route("/<key>/<int:number>/third-look/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def third_look(slug: str, key: str, number: int) -> View:
    """One answer with what two people gave it, in no order; what it shall count with; and on to the next."""
    place, plan = planned(slug, key)
    standing = coding.standings(db(), place.consultation, key, only=number).get(number)
    text = coding.text_of(db(), place.consultation, key, number)
    if standing is None or text is None or standing.agreed or len(standing.by) != 2:  # noqa: PLR2004 - a pair
        abort(NOT_FOUND)
    sent = request.method == "POST"
    audit(f"{slug}: {key}: answer {number}, third look {'sent' if sent else 'opened'}")
    keep_despite_error()
    given = sorted(standing.by.values(), key=lambda own: drawn(plan.seed, "pair", number, *sorted(own)))
    if not sent:
        return _show(place, standing, given, text)
    codes = request.form.getlist("theme")
    problems = sending_problems(place.consultation) or wrong_with(codes)
    if problems:
        return _show(place, standing, given, text, problems), UNPROCESSABLE
    try:
        coding.settle(db(), place.consultation, key, number, codes=themes_among(codes), by=by_me())
    except NotAllowed as error:
        return _show(place, standing, given, text, {"": error.args[0]}), CONFLICT
    left = _waiting(coding.standings(db(), place.consultation, key))
    after = next((one for one in left if one > number), min(left, default=None))
    if after is None or standing.third is not None:
        return redirect(url_for("coding.agreement", slug=slug, key=key))
    return redirect(url_for("coding.third_look", slug=slug, key=key, number=after, done=number))


def _just_done(place: Place) -> int | None:
    """The answer that was settled just before, if it still is."""
    done = number_in_address("done") or 0
    standing = coding.standings(db(), place.consultation, place.key, only=done).get(done)
    return done if standing is not None and standing.third is not None else None


def _waiting(every: Mapping[int, Standing]) -> list[int]:
    """The answers about which two people differ and nobody has settled, in the order of their numbers."""
    return sorted(number for number, one in every.items() if one.state is State.DISAGREED)


def _show(
    place: Place,
    standing: Standing,
    given: list[Themes],
    text: str,
    problems: dict[str, str] | None = None,
) -> str:
    listed = themes.every(db(), place.consultation, place.key)
    before = frozenset.intersection(*given) if standing.third is None else standing.third
    empty = [NO_THEME] if standing.third == frozenset() else []
    return render_template(
        "comments/coding_third.html",
        consultation=place.consultation,
        place=place,
        number=standing.number,
        text=text,
        given=[sorted(own) for own in given],
        offered=[theme for theme in listed if theme.is_offered],
        names={theme.code: theme.name for theme in listed},
        typed=request.form.getlist("theme") if request.method == "POST" else sorted(before) or empty,
        settled=standing.third is not None,
        done=_just_done(place),
        counted=is_counted(place.consultation),
        problems=problems or {},
        no_theme=NO_THEME,
    )
