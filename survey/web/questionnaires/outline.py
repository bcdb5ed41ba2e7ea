"""The whole questionnaire as an outline; and how it is begun."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.checks.length import times
from survey.domain.checks.opening import duration
from survey.domain.consultations import Phase
from survey.domain.questionnaires.definition import load
from survey.domain.questionnaires.english import small
from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.domain.wording import say
from survey.store import demo
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved, Step
from survey.store.questionnaires.preparing import asked_by
from survey.store.questionnaires.versions import frozen
from survey.web.access import permitted, signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, token_problem
from survey.web.planning.entering import audit, planned_or_404
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import at_place, condition_in_words, name_of, type_of
from survey.web.questionnaires.history import BEGAN_ASKED, BEGAN_EMPTY, BEGAN_MODEL
from survey.web.questionnaires.making import Making, render
from survey.web.questionnaires.placing import FIRST_SECTION

MODEL, EMPTY, ASKED = "model", "empty", "asked"
BEGAN = {
    MODEL: BEGAN_MODEL,
    EMPTY: BEGAN_EMPTY,
    ASKED: BEGAN_ASKED,
}
MOST_STEPS = 20
# Pages of the questionnaire as a whole.
LINKS = (
    ("questionnaires.preview", say("Preview"), say("all of it as residents will see it")),
    ("questionnaires.paths", say("Map of the paths"), say("where each answer leads")),
    ("planning.checks", say("Checks"), say("wording, length and fairness, before it opens")),
    ("questionnaires.bank", say("Bank of questions"), say("add questions that are ready made")),
    ("questionnaires.import_page", say("Import"), say("bring a questionnaire from XLSForm or LimeSurvey")),
    ("questionnaires.files", say("Print and files"), say("on paper, in large print, and for other programs")),
    ("questionnaires.translations", say("Languages"), say("translate it, also into Easy Read")),
)
# They add questions, which nobody can any more once people see them.
FOR_DRAFTS = frozenset({"questionnaires.bank", "questionnaires.import_page"})


@dataclass(frozen=True)
class Line:
    """A section, page or question in the outline. `todo` counts what is still to do with it."""

    thing: Section | Page | Question
    name: str
    todo: int
    lines: tuple[Line, ...] = ()
    number: int = 0
    said: str = ""
    only_if: str = ""

    @property
    def code(self) -> str:
        return self.thing.code


def outline(at: Making) -> list[Line]:
    """Every section with its pages, and their questions."""
    numbers = count(1)
    return [
        Line(
            section,
            name_of(section),
            len(at_place(at.problems, section=section.code)),
            tuple(_page(at, page, numbers) for page in section.pages),
        )
        for section in at.questionnaire.sections
    ]


def _page(at: Making, page: Page, numbers: count[int]) -> Line:
    lines = tuple(
        Line(
            question,
            question.text or name_of(question),
            len(at_place(at.problems, question=question.code)),
            number=next(numbers) if question.asks else 0,
            said=type_of(question),
        )
        for question in page.questions
    )
    only_if = condition_in_words(page.when, at.asked) if page.when else ""
    todo = len(at_place(at.problems, page=page.code))
    return Line(page, page.title or name_of(page), todo, lines, only_if=only_if)


@bp.get("/")
@staff(Act.BUILD)
def index(slug: str) -> str:
    """The outline; without a next version, the ways to begin one."""
    consultation = planned_or_404(slug, Act.BUILD)
    row = next_versions.find(db(), consultation)
    return _outline(Making(consultation, row)) if row else _begin_page(consultation, {})


def _outline(at: Making) -> str:
    back, again = next_versions.neighbours(db(), at.row)
    return render(
        "index",
        at,
        sections=outline(at),
        undo=_step_in_words(back),
        redo=_step_in_words(again),
        steps=[(one.said, one) for one in next_versions.steps_of(db(), at.row, most=MOST_STEPS)],
        problems_in_all=len(at.problems),
        nowhere=[one for one in at.problems if not (one.section or one.page or one.question)],
        links=_links(at.consultation),
        moved=_now_at(at, *request.args.get("moved", "").partition(":")[::2]),
    )


def _now_at(at: Making, kind: str, code: str) -> str:
    """Where a thing that was moved stands now, among those beside it."""
    q = at.questionnaire
    beside = {
        "section": [q.sections],
        "page": [section.pages for section in q.sections],
        "question": [page.questions for page in q.pages],
    }
    for things in beside.get(kind, []):
        codes = [thing.code for thing in things]
        if code in codes:
            place = codes.index(code)
            name = name_of(things[place])
            return say("Now {place} of {number}: “{name}”", place=place + 1, number=len(codes), name=name)
    return ""


def _step_in_words(step: Step | None) -> str:
    """What a button would take back or bring again, and whose it was if it was somebody else's."""
    if step is None:
        return ""
    words = small(step.said)
    mine = step.name == signed_in_account().name
    return words if mine else say("{what}, by {name}", what=words, name=step.name)


def _links(consultation: Consultation) -> list[tuple[str, str, str]]:
    drafting = consultation.phase(today()) is Phase.DRAFT
    planning = permitted(Act.PLAN, consultation)
    return [
        (url_for(endpoint, slug=consultation.slug), text, said)
        for endpoint, text, said in LINKS
        if (drafting or endpoint not in FOR_DRAFTS) and (planning or not endpoint.startswith("planning."))
    ]


def _begin_page(consultation: Consultation, problems: dict[str, str]) -> str:
    drafting = consultation.phase(today()) is Phase.DRAFT
    return render_template(
        "questionnaires/begin.html",
        consultation=consultation,
        problems=problems,
        drafting=drafting,
        model=_model_in_figures(consultation) if drafting else {},
    )


def _model() -> Questionnaire:
    return load(demo.read("questionnaires", "fixed-cameras.json"))


def _model_in_figures(consultation: Consultation) -> dict[str, object]:
    """How many questions the model asks about this deployment at most, and how long that takes."""
    asked = asked_by(db(), consultation, _model())
    found = times(asked, consultation.known_facts)
    return {"questions": sum(one.asks for one in asked.questions), "duration": duration(found)}


@bp.post("/begin/")
@staff(Act.BUILD)
def begin(slug: str) -> View:
    """Begins a next version. One that is there already is left as it is."""
    consultation = planned_or_404(slug, Act.BUILD)
    problems = token_problem()
    if problems:
        return _begin_page(consultation, problems), UNPROCESSABLE
    if next_versions.find(db(), consultation) is None:
        asked_already = consultation.phase(today()) is not Phase.DRAFT
        way = ASKED if asked_already else MODEL if request.form.get("with") == MODEL else EMPTY
        saved = Saved(BEGAN[way], signed_in_account().name, today())
        next_versions.begin(db(), consultation, _beginning(consultation, way), saved=saved)
        audit(consultation, Act.BUILD)
    return redirect(url_for("questionnaires.index", slug=slug))


def _beginning(consultation: Consultation, way: str) -> Questionnaire:
    if way == ASKED:
        return frozen(db(), consultation.version_id or "").asked
    if way == MODEL:
        return _model()
    return Questionnaire(consultation.slug, consultation.title, (FIRST_SECTION,))
