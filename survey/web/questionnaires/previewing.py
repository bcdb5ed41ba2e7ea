"""The questionnaire as residents see it, in their own templates: nothing is stored.

All pages stand one after another, or somebody walks through them. Then each page carries what was answered
before it in hidden fields, and the pages that come are worked out as they are for a resident.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import abort, render_template, request, url_for
from markupsafe import Markup

from survey.domain.accounts import Act
from survey.domain.answering import Draft
from survey.domain.journeys import Journey
from survey.domain.questionnaires.answers_in_words import in_words
from survey.domain.questionnaires.building import mark
from survey.domain.questionnaires.paths import EQUALITY
from survey.domain.questionnaires.piping import without_pipes
from survey.domain.questionnaires.presentation import shown
from survey.domain.questionnaires.printing import printed
from survey.domain.questionnaires.questions import Answers, Page
from survey.domain.questionnaires.sent import Raw
from survey.domain.questionnaires.validation import check
from survey.web.access import staff
from survey.web.database import STAFF_COOKIE
from survey.web.fields import PageForm, fields_html, form_class
from survey.web.forms import UNPROCESSABLE, View, staff_meta, token_for
from survey.web.questionnaires.at_hand import AtHand, at_hand, not_ready
from survey.web.questionnaires.blueprint import bp

# No question can have a name like these.
PAGE, SEEN, GO, WANTED = "_page", "_seen", "_go", "_equality"
BACK = "back"


@bp.get("/preview/")
@staff(Act.BUILD)
def preview(slug: str) -> str:
    """Every page, one after another."""
    at = at_hand(slug)
    when = {} if at.problems else _conditions(at)
    return render_template(
        "questionnaires/preview.html",
        consultation=at.consultation,
        sections=[
            {"section": section, "screens": [_screen(at, page, when) for page in section.pages]}
            for section in at.asked.sections
        ],
        problems_found=at.problems,
    )


def _conditions(at: AtHand) -> dict[str, str]:
    """Whom each page is for, in words."""
    form = printed(at.asked, facts=at.consultation.known_facts)
    return {page.code: page.when or section.when for section in form.sections for page in section.pages}


def _screen(at: AtHand, page: Page, when: dict[str, str]) -> dict[str, Any]:
    """A page with those of its questions that can be shown; what is missing in the others."""
    codes = {question.code for question in page.questions}
    faults = [problem for problem in at.problems if problem.question in codes]
    wrong = {problem.question for problem in faults}
    sound = replace(page, questions=tuple(q for q in page.questions if q.code not in wrong))
    drawn = shown(at.asked, sound, {}, order=0).page
    return {
        "page": drawn,
        "when": when.get(page.code, ""),
        "html": _blank(sound, drawn),
        "faults": faults,
    }


def _blank(page: Page, drawn: Page) -> Markup:
    form = _form(page, {})
    for field, question in zip(form.fields, drawn.questions, strict=True):
        field.question = question
    html = render_template("answering/fields.html", fields=form.fields, heading=False)
    return Markup(html)  # noqa: S704 - a template with escaping on made it


def _form(page: Page, answers: Answers) -> PageForm:
    """The form of a page as it is at this moment: its class is kept under the checksum of the page."""
    kept = dict.fromkeys((question.code for question in page.questions), answers)
    return form_class(f"preview {mark(page)}", page)(formdata=None, data=kept, meta=staff_meta())


@dataclass(frozen=True)
class Walk:
    """Somebody on the way through a preview: the pages before this one, and what was answered on them."""

    at: AtHand
    seen: tuple[str, ...] = ()
    wants_equality: bool = False

    @classmethod
    def of_request(cls, at: AtHand) -> Walk:
        wanted = request.form.get(WANTED) == "yes"
        return cls(at, tuple(request.form.getlist(SEEN)), wanted)

    @cached_property
    def journey(self) -> Journey:
        """The way so far. What was sent is checked again, page by page, as if it had been sent just now."""
        draft = Draft(equality=self.wants_equality or None)
        facts = self.at.consultation.known_facts
        journey = Journey(without_pipes(self.at.asked), draft, facts)
        for code in self.seen:
            page = journey.page(code)
            if page is not None:
                journey = journey.with_page(page, dict(_answered(page)))
        return journey

    def before(self) -> Walk:
        """One page back."""
        return replace(self, seen=self.seen[:-1])

    def carried(self) -> list[tuple[str, str]]:
        """The names and values of the hidden fields."""
        found = [(SEEN, code) for code in self.seen]
        found += [(WANTED, "yes")] if self.wants_equality else []
        for code in self.seen:
            page = self.journey.page(code)
            names = [name for question in page.questions for name in question.inputs] if page else []
            found += [(name, value) for name in names for value in request.form.getlist(name)]
        return found


def _sent() -> Raw:
    return {name: request.form.getlist(name) for name in request.form}


def _answered(page: Page) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in page.questions:
        answers |= check(question, _sent()).answers
    return answers


@bp.get("/preview/<page_code>/")
@staff(Act.BUILD)
def preview_page(slug: str, page_code: str) -> View:
    """One page. Its button goes on from there."""
    at = at_hand(slug)
    page = at.asked.page(page_code)
    if page is None:
        abort(404)
    if at.problems:
        return not_ready(at)
    return _show(Walk(at), page, _form(page, {}))


@bp.route("/walk/", methods=["GET", "POST"])
@staff(Act.BUILD)
def walk(slug: str) -> View:
    """The way through, page after page, for these answers."""
    at = at_hand(slug)
    if at.problems:
        return not_ready(at)
    if request.method == "GET":
        return _show_next(Walk(at), at.asked.pages[0])
    now = Walk.of_request(at)
    if request.form.get(GO) == BACK and now.seen:
        return _show_next(now.before(), at.asked.page(now.seen[-1]))
    page = at.asked.page(request.form.get(PAGE, ""))
    if page is not None:
        return _answer(now, page)
    offered = now.journey.equality_pages
    return _show_next(now, offered[0] if offered else None)


def _answer(now: Walk, page: Page) -> View:
    asked = now.journey.questionnaire.page(page.code) or page
    form = form_class(f"preview {mark(asked)}", asked)(meta=staff_meta())
    if not form.validate():
        return _show(now, page, form), UNPROCESSABLE
    after = replace(now, seen=(*now.seen, page.code))
    there = after.journey.page(page.code)
    return _show_next(after, after.journey.after(there) if there else None)


def _show_next(now: Walk, page: Page | None) -> str:
    if page is None:
        return _end(now)
    # Somebody who goes back to a page sees again what they answered on it.
    return _show(now, page, _form(now.journey.questionnaire.page(page.code) or page, _answered(page)))


def _show(now: Walk, page: Page, form: PageForm) -> str:
    asked = now.at.asked
    section = asked.section_of(asked.page(page.code) or page)
    pages = now.journey.equality_pages if section.kind == EQUALITY else now.journey.opinion_pages
    codes = [one.code for one in pages]
    drawn = shown(asked, asked.page(page.code) or page, now.journey.draft.answers, order=0)
    hidden = render_template("questionnaires/carried.html", fields=[*now.carried(), (PAGE, page.code)])
    place = codes.index(page.code) + 1 if page.code in codes else 1
    return render_template(
        "questionnaires/walk.html",
        consultation=now.at.consultation,
        page=drawn.page,
        questions=Markup(hidden) + fields_html(form.fields, drawn),  # noqa: S704 - a template with escaping on made it
        problems=form.problems,
        token=token_for(request.cookies.get(STAFF_COOKIE, "")),
        action=url_for("questionnaires.walk", slug=now.at.consultation.slug),
        progress={"number": place, "total": max(len(codes), 1), "section": section.title},
        off_path=page.code not in codes,
        carried=now.carried(),
        is_first=not now.seen,
    )


def _end(now: Walk) -> str:
    journey = now.journey
    answered = [
        (question.text, in_words(question, journey.draft.answers))
        for page in journey.pages
        for question in page.questions
        if question.asks and page.code in now.seen
    ]
    return render_template(
        "questionnaires/walk_end.html",
        consultation=now.at.consultation,
        answered=answered,
        passed_over=[page for page in now.at.asked.pages if page.code not in now.seen],
        offers_equality=bool(journey.equality_offered) and not now.wants_equality,
        carried=now.carried(),
    )
