"""The themes of a text question: adding, wording, merging and retiring, with undo; and the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import abort, redirect, render_template, request, url_for

from results.comments import coding, themes
from results.comments.themes import Theme, Wording
from results.domain.themes import LONGEST_DEFINITION, LONGEST_NAME, NotAllowed, Standing
from results.web.coding import NOT_FOUND, Place, audit, bp, by_me, is_counted, place_of, sending_problems
from survey.domain.accounts import Act
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text
from survey.web.planning.written import sent_lines

NO_NAME = say("Write what the theme is called")
LONG_NAME = say("The name must be {most} characters or less", most=LONGEST_NAME)
NO_DEFINITION = say("Write what belongs to the theme, so that everybody codes alike")
LONG_TEXT = say("This must be {most} characters or less", most=LONGEST_DEFINITION)
BLANK = {"name": "", "definition": "", "example": ""}


@bp.route("/<key>/themes/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def all_themes(slug: str, key: str) -> View:
    """All themes with how often each was given, and a form for a new one."""
    place = place_of(slug, key)
    if request.method == "GET":
        return _all(place)
    problems = sending_problems(place.consultation) or _wrong()
    if problems:
        return _all(place, problems), UNPROCESSABLE
    try:
        theme = themes.add(db(), place.consultation, key, _wording(), by_me())
    except NotAllowed as error:
        return _all(place, {"name": error.args[0]}), UNPROCESSABLE
    audit(f"{slug}: {key}: theme {theme.code} added")
    return redirect(url_for("coding.all_themes", slug=slug, key=key))


def _all(place: Place, problems: dict[str, str] | None = None) -> str:
    every = themes.every(db(), place.consultation, place.key)
    standings = coding.standings(db(), place.consultation, place.key)
    return render_template(
        "comments/coding_themes.html",
        consultation=place.consultation,
        place=place,
        themes=every,
        names={theme.code: theme.name for theme in every},
        given=_given(standings.values()),
        counted=is_counted(place.consultation),
        problems=problems or {},
        typed={name: request.form.get(name, "") for name in BLANK},
        coded=any(one.themes is not None for one in standings.values()),
    )


def _given(standings: Iterable[Standing]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in standings:
        for code in one.themes or ():
            found[code] = found.get(code, 0) + 1
    return found


def _wording() -> Wording:
    return Wording(sent_text("name"), sent_lines("definition"), sent_lines("example"))


def _wrong() -> dict[str, str]:
    """What is wrong with a theme as it was typed."""
    wording, found = _wording(), {}
    if not wording.name:
        found["name"] = NO_NAME
    elif len(wording.name) > LONGEST_NAME:
        found["name"] = LONG_NAME
    if not wording.definition:
        found["definition"] = NO_DEFINITION
    for name in ("definition", "example"):
        if len(getattr(wording, name)) > LONGEST_DEFINITION:
            found[name] = LONG_TEXT
    return found


@bp.route("/<key>/themes/<code>/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def one_theme(slug: str, key: str, code: str) -> View:
    """One theme: its wording, what else can be done with it, and everything that was."""
    place, theme = _theme(slug, key, code)
    if request.method == "GET":
        return _one(place, theme)
    problems = sending_problems(place.consultation) or _wrong()
    if problems:
        return _one(place, theme, problems), UNPROCESSABLE
    try:
        themes.word(db(), place.consultation, theme, _wording(), by_me())
    except NotAllowed as error:
        return _one(place, theme, {"name": error.args[0]}), UNPROCESSABLE
    audit(f"{slug}: {key}: theme {code} worded")
    return redirect(url_for("coding.all_themes", slug=slug, key=key))


def _theme(slug: str, key: str, code: str) -> tuple[Place, Theme]:
    place = place_of(slug, key)
    found = next((one for one in themes.every(db(), place.consultation, key) if one.code == code), None)
    if found is None:
        abort(NOT_FOUND)
    return place, found


def _one(place: Place, theme: Theme, problems: dict[str, str] | None = None) -> str:
    every = themes.every(db(), place.consultation, place.key)
    changes = themes.changes_of(db(), theme)
    stored = {"name": theme.name, "definition": theme.definition, "example": theme.example}
    return render_template(
        "comments/coding_theme.html",
        consultation=place.consultation,
        place=place,
        theme=theme,
        others=[one for one in every if one.is_offered and one.code != theme.code],
        names={one.code: one.name for one in every},
        changes=changes,
        who=coding.names(db(), [one.account_id for one in changes]),
        counted=is_counted(place.consultation),
        problems=problems or {},
        typed={name: request.form.get(name, stored[name]) for name in stored},
    )


@bp.post("/<key>/themes/<code>/merge/")
@staff(Act.CODE_TEXTS)
def merge_theme(slug: str, key: str, code: str) -> View:
    """Counts a theme as another."""
    into = request.form.get("into", "")

    def change(place: Place, theme: Theme) -> None:
        themes.merge(db(), place.consultation, theme, into, by_me())

    return _changed(slug, key, code, "merged", change)


@bp.post("/<key>/themes/<code>/retire/")
@staff(Act.CODE_TEXTS)
def retire_theme(slug: str, key: str, code: str) -> View:
    """Offers a theme no longer."""
    return _changed(slug, key, code, "retired", lambda _where, one: themes.retire(db(), one, by_me()))


@bp.post("/<key>/themes/<code>/undo/")
@staff(Act.CODE_TEXTS)
def undo_theme(slug: str, key: str, code: str) -> View:
    """Undoes the last change of a theme."""
    return _changed(
        slug, key, code, "undone", lambda where, one: themes.undo(db(), where.consultation, one, by_me())
    )


def _changed(slug: str, key: str, code: str, what: str, change: Callable[[Place, Theme], None]) -> View:
    place, theme = _theme(slug, key, code)
    problems = sending_problems(place.consultation)
    if problems:
        return _one(place, theme, problems), UNPROCESSABLE
    try:
        change(place, theme)
    except NotAllowed as error:
        return _one(place, theme, {"into" if what == "merged" else "": error.args[0]}), CONFLICT
    audit(f"{slug}: {key}: theme {code} {what}")
    return redirect(url_for("coding.one_theme", slug=slug, key=key, code=code))


@bp.get("/<key>/codebook/")
@staff(Act.CODE_TEXTS)
def codebook(slug: str, key: str) -> str:
    """All themes with what belongs to each, to print and to lay beside the screen."""
    place = place_of(slug, key)
    every = themes.every(db(), place.consultation, key)
    return render_template(
        "comments/coding_codebook.html",
        consultation=place.consultation,
        place=place,
        offered=[theme for theme in every if theme.is_offered],
        former=[theme for theme in every if not theme.is_offered],
        names={theme.code: theme.name for theme in every},
    )
