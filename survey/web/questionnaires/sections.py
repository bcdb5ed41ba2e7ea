"""Adding and changing a section."""

from __future__ import annotations

from dataclasses import replace

from flask import url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires import building
from survey.domain.questionnaires.questions import Questionnaire, Section
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.forms import View
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import at_place
from survey.web.questionnaires.editing import Part, edit
from survey.web.questionnaires.making import Making, making
from survey.web.questionnaires.telling import KINDS, section_told
from survey.web.questionnaires.typed.fields import Problems, Typed

NO_TITLE = say("Write the title of the section")


@bp.route("/new-section/", methods=["GET", "POST"])
@staff(Act.BUILD)
def add_section(slug: str) -> View:
    """A form for a section that is not there yet."""
    at = making(slug)
    return edit(at, _part(at, Section("", "", ()), is_new=True))


@bp.route("/sections/<code>/", methods=["GET", "POST"])
@staff(Act.BUILD)
def section(slug: str, code: str) -> View:
    """The form of a section."""
    at = making(slug)
    return edit(at, _part(at, Section(code, "", ()), is_new=False))


def _part(at: Making, blank: Section, *, is_new: bool) -> Part:
    return Part(
        template="section",
        blank=blank,
        find=lambda questionnaire: None if is_new else _find(questionnaire, blank.code),
        fill=lambda found: {"title": found.title, "kind": found.kind},
        read=_read,
        put=_put,
        words=section_told,
        then=lambda made: url_for("questionnaires.index", slug=at.slug, _anchor=f"section-{made.code}"),
        address=lambda made: url_for("questionnaires.section", slug=at.slug, code=made.code),
        shown=lambda found, _texts, _drawn: {
            "kinds": KINDS,
            "todo": at_place(at.problems, section=found.code) if found.code else (),
        },
        is_new=is_new,
    )


def _find(questionnaire: Questionnaire, code: str) -> Section | None:
    return next((one for one in questionnaire.sections if one.code == code), None)


def _read(typed: Typed, found: Section, now: Questionnaire) -> tuple[Section | None, Problems]:
    title, kind = typed.get("title", ""), typed.get("kind", "")
    if not title:
        return None, {"title": NO_TITLE}
    code = found.code or building.kebab_code(title, [one.code for one in now.sections], "section")
    return replace(found, code=code, title=title, kind=kind if kind in KINDS else found.kind), {}


def _put(now: Questionnaire, made: Section) -> Questionnaire:
    there = _find(now, made.code)
    if there is None:
        return building.add_section(now, made)
    return building.put_section(now, replace(made, pages=there.pages))
