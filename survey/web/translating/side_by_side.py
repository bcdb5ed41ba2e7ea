"""One part of the texts side by side: each text on one side, its translation on the other.

Each text says which state it was read in. Where somebody changed it since, or worded the text itself anew,
nothing is overwritten: what stands there now is shown beside what was typed, and saving again is a decision.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, render_template, request

from survey.domain.languages import Language
from survey.domain.translating.files import tidy
from survey.domain.translating.placeholders import codes_of, gaps_of, problem_with
from survey.domain.translating.progress import Pair, State, Translation, hash_of
from survey.domain.translating.siblings import alike
from survey.domain.translating.table import Kind
from survey.domain.wording import say
from survey.store.translating.translations import Edit, mark_of, save, signed
from survey.web.access import signed_in_account
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text, token_problem, typed
from survey.web.translating.desk import NOT_FOUND, Desk, Part, by

LONGEST_NAME = 100
NAME_TOO_LONG = say("A name must be {most} characters or less", most=LONGEST_NAME)
ALIKE = say(
    "Another answer of the same question is translated in the same words. Residents must tell them apart"
)
ONLY_OPEN = "missing"
FILL, TICK = "fill", "tick"


@dataclass(frozen=True)
class Field:
    """One text on the page: what is typed for it, whether it is ticked as checked, and what is wrong."""

    pair: Pair
    typed: str
    ticked: bool
    problem: str = ""
    clash: bool = False

    @property
    def place(self) -> str:
        return self.pair.text.place

    @property
    def read_at(self) -> str:
        """What the form was made from: the text itself, its translation, and what the form showed."""
        now = self.pair.now
        return f"{hash_of(self.pair.text.text)[:16]}.{mark_of(now)}.{_shown(*_state(now))}"

    @property
    def codes(self) -> list[str]:
        """The questions whose answers stand in the text."""
        return codes_of(self.pair.text.text)

    @property
    def gaps(self) -> list[str]:
        """What is filled in where the text is printed."""
        return gaps_of(self.pair.text.text) if self.pair.text.kind is Kind.PRINTED else []

    @property
    def same_person(self) -> bool:
        """Whether whoever translated it says that it is right."""
        return bool(self.pair.now and self.pair.now.checked and not self.pair.now.checked_by_another)

    @property
    def rows(self) -> int:
        """How many lines its field has."""
        return min(12, max(1, len(self.pair.text.text) // 45 + 1 + self.pair.text.text.count("\n")))


def _state(now: Translation | None) -> tuple[str, bool]:
    return (now.text, now.checked) if now else ("", False)


def _shown(text: str, ticked: bool) -> str:  # noqa: FBT001 - the two things that a field shows
    return hash_of(f"{text}\n{ticked}")[:16]


def side_by_side(desk: Desk, language: Language, code: str) -> View:
    """The page of one part: shows it, or keeps what was typed."""
    part = next((one for one in desk.parts(language) if one.code == code), None)
    if part is None:
        abort(NOT_FOUND)
    if request.method == "GET":
        wanted = [pair for pair in part.pairs if pair.open or request.args.get("show") != ONLY_OPEN]
        return _show(desk, language, part, [Field(pair, *_state(pair.now)) for pair in wanted])
    fields = [_sent(pair) for pair in part.pairs if f"at:{pair.text.place}" in request.form]
    if request.form.get("do") in (FILL, TICK):
        return _show(desk, language, part, [_helped(field, request.form["do"]) for field in fields])
    problems = token_problem() | _problems(fields) | _alike(part, fields)
    if problems:
        return _show(desk, language, part, fields, problems), UNPROCESSABLE
    clashing = _keep(desk, language, part, fields)
    if clashing:
        db().rollback()
        marked = [Field(f.pair, f.typed, f.ticked, clash=f.place in clashing) for f in fields]
        return _show(desk, language, part, marked), CONFLICT
    only = {"show": ONLY_OPEN} if request.args.get("show") == ONLY_OPEN else {}
    return redirect(
        desk.address("translation_part", language=language.code, part=part.code, saved="yes", **only)
    )


def _sent(pair: Pair) -> Field:
    place = pair.text.place
    text = tidy(typed(request.form.get(f"text:{place}", "")))
    if not text and pair.earlier and f"take:{place}" in request.form:
        text = pair.earlier.text
    printed = pair.text.kind is Kind.PRINTED
    problem = problem_with(pair.text.text, text, printed=printed) if text else ""
    return Field(pair, text, f"ok:{place}" in request.form, problem)


def _helped(field: Field, what: str) -> Field:
    """The field with what was translated elsewhere filled in, or ticked. Nothing is saved by that."""
    if what == FILL:
        return Field(field.pair, field.typed or field.pair.elsewhere, field.ticked)
    return Field(field.pair, field.typed, bool(field.typed))


def _problems(fields: list[Field]) -> dict[str, str]:
    found = {f"text:{field.place}": field.problem for field in fields if field.problem}
    long = (name for name in ("agency", "checker") if len(request.form.get(name, "")) > LONGEST_NAME)
    return dict.fromkeys(long, NAME_TOO_LONG) | found


def _alike(part: Part, fields: list[Field]) -> dict[str, str]:
    """Answers of one question that would read the same in the other language."""
    found = {pair.text.place: pair.now.text for pair in part.pairs if pair.now}
    found |= {field.place: field.typed for field in fields}
    doubled = alike({pair.text.place: pair.text.text for pair in part.pairs}, found)
    return {f"text:{field.place}": ALIKE for field in fields if field.place in doubled}


def _keep(desk: Desk, language: Language, part: Part, fields: list[Field]) -> set[str]:
    """Keeps what was changed. Gives the places of texts that somebody changed since they were read."""
    agency, checked_by = sent_text("agency"), signed(sent_text("checker"), signed_in_account().name)
    edits, clashing = [], set()
    for field in fields:
        source, was, shown = f"{request.form[f'at:{field.place}']}..".split(".")[:3]
        if shown == _shown(field.typed, field.ticked):
            continue
        if source != hash_of(field.pair.text.text)[:16]:
            clashing.add(field.place)
        edits.append(_edit(field, was, checked_by))
    clashing |= {edit.place for edit in save(db(), part.subject, language.code, edits, by=by(agency))}
    if edits and not clashing:
        desk.audit(language.code)
    return clashing


def _edit(field: Field, was: str, checked_by: str) -> Edit:
    now = field.pair.now
    checker = checked_by if field.ticked and field.typed else ""
    if checker and now and now.checked:
        # The tick was there before, so it says nothing about another text.
        checker = now.checked_by if now.text == field.typed else ""
    return Edit(field.place, field.pair.text.text, field.typed, was, checker)


def _show(
    desk: Desk, language: Language, part: Part, fields: list[Field], problems: dict[str, str] | None = None
) -> str:
    parts = desk.parts(language)
    at = [one.code for one in parts].index(part.code)
    return render_template(
        "translating/side_by_side.html",
        desk=desk,
        other=language,
        part=part,
        fields=fields,
        problems=problems or {},
        following=parts[at + 1] if at + 1 < len(parts) else None,
        suggested=sum(1 for field in fields if field.pair.elsewhere and not field.typed),
        only_open=request.args.get("show") == ONLY_OPEN,
        saved="saved" in request.args and request.method == "GET",
        typed=request.form,
        person=signed_in_account().name,
        State=State,
        **desk.shown,
    )
