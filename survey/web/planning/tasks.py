"""A consultation from its first line to the day before it opens: what is done, and what is still to do."""

from __future__ import annotations

import os
from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.checks.gunning import NOT_ANSWERED, QUESTIONS, is_answered
from survey.domain.integrity.rules import Chosen
from survey.domain.languages import known
from survey.domain.planning import LONGEST, problems_in_words
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.translating.language_names import language_name
from survey.domain.wording import listed, say, say_day, say_many
from survey.store import planning
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, sent_text, token_problem
from survey.web.planning.blueprint import bp
from survey.web.planning.checks import fairness_of
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.opening import obstacles
from survey.web.planning.written import Written, mark

SECRET_BYTES = 32
DONE, TO_DO, IN_PROGRESS = say("Done"), say("To do"), say("In progress")
NOT_YET, ANY_TIME = say("Cannot start yet"), say("Any time")
FAIRNESS = say("Who decides, when, and what can still change. The answers are published.")
INVITED = say("Letters with codes, counted apart. Only before opening can strata be added.")
SAMPLED = say("Which invited groups were drawn at random. Only they may have a margin of error.")
COMPARED = say("To see who answers and who is missing. Only before opening can they be chosen.")
CHECKED = say("Wording, length, routing, fairness. Each warning needs an answer in writing.")
BALLOT_STUFFING = say("Rules against ballot stuffing")
ALL_OF_IT = say("All of it as residents will see it.")
Line = tuple[str, str, str, str, str]
NO_DEPLOYMENT = say("Choose which deployment the consultation is about")


@bp.route("/new/", methods=["GET", "POST"])
@staff(Act.PLAN)
def begin() -> View:
    """Asks what it is called and which deployment it is about, and begins it."""
    council = current_app.config["SETTINGS"].council
    if request.method == "GET":
        return _begin_page({"title": "", "summary": "", "council": council}, "", {})
    texts = {name: sent_text(name) for name in LONGEST}
    chosen = request.form.get("deployment", "")
    deployment = register.find(db(), chosen)
    problems = token_problem() | problems_in_words(texts)
    if deployment is None:
        problems["deployment"] = NO_DEPLOYMENT
    if problems or deployment is None:
        return _begin_page(texts, chosen, problems), UNPROCESSABLE
    consultation = planning.begin(db(), deployment, texts, offset_secret=os.urandom(SECRET_BYTES))
    audit(consultation)
    return redirect(url_for("planning.tasks", slug=consultation.slug))


def _begin_page(texts: dict[str, str], chosen: str, problems: dict[str, str]) -> str:
    deployments = [(one.slug, register.current(db(), one).plan) for one in register.list_all(db())]
    return render_template(
        "planning/begin.html",
        texts=texts,
        chosen=chosen,
        deployments=deployments,
        problems=problems,
    )


@dataclass(frozen=True)
class Task:
    """A line of the list: what it is, where it is done, and how far it is."""

    code: str
    title: str
    endpoint: str
    hint: str
    status: str
    slug: str

    @property
    def address(self) -> str:
        return url_for(self.endpoint, slug=self.slug)


@bp.get("/<slug>/plan/")
@staff(Act.PLAN)
def tasks(slug: str) -> str:
    """The list of what belongs to a consultation before it opens."""
    consultation = planned_or_404(slug)
    row = next_versions.find(db(), consultation)
    number = consultation.deployment_revision
    shown = register.consulted_on(db(), consultation.deployment_id, number=number)
    listed = [
        (say("What is asked"), _asking(consultation, row)),
        (say("How it is run"), _running(consultation)),
        (say("Check and open"), _opening(consultation, row)),
    ]
    return render_template(
        "planning/tasks.html",
        consultation=consultation,
        plan=shown.plan,
        deployment=shown.deployment,
        tasks=[(heading, [Task(*line, slug=slug) for line in lines]) for heading, lines in listed],
    )


def _asking(consultation: Consultation, row: NextVersion | None) -> list[Line]:
    questionnaire = row.questionnaire if row else None
    problems = len(list(problems_in_structure(questionnaire))) if questionnaire else 0
    hint = _asked(len(questionnaire.questions), problems) if questionnaire else ""
    status = TO_DO if not row else IN_PROGRESS if problems else DONE
    offered = listed([language_name(one.code) for one in known(["en", *consultation.languages])])
    return [
        ("basics", say("About the consultation"), "planning.basics", consultation.summary, DONE),
        ("questions", say("Questions"), "questionnaires.index", hint, status),
        ("languages", say("Languages"), "questionnaires.translations", offered, ANY_TIME),
    ]


def _asked(number: int, problems: int) -> str:
    if not problems:
        return say_many("{count} question", "{count} questions", number)
    return say_many(
        "{count} question, {problems} to put right",
        "{count} questions, {problems} to put right",
        number,
        problems=problems,
    )


def _running(consultation: Consultation) -> list[Line]:
    opens, closes = consultation.planned_opening, consultation.closes_on
    dates = ""
    if opens and closes:
        dates = say("{opens} to {closes}", opens=say_day(opens), closes=say_day(closes))
    chosen = len(consultation.counting_rules.characteristics)
    by = say_many("Counted by {count} characteristic", "Counted by {count} characteristics", chosen)
    counted = (by, DONE) if chosen else ("", TO_DO)
    ways = bool(consultation.ways_to_answer)
    decided = Chosen.load(consultation.counting_rules.integrity).decided
    return [
        ("dates", say("Dates"), "planning.dates", dates, DONE if dates else TO_DO),
        ("rules", say("Rules for counting"), "planning.rules", *counted),
        ("integrity", BALLOT_STUFFING, "planning.integrity", "", DONE if decided else TO_DO),
        ("ways", say("Other ways to answer"), "other_ways.edit", "", DONE if ways else TO_DO),
        ("invitations", say("Invitations"), "invitations.index", INVITED, ANY_TIME),
        ("samples", say("Random samples"), "planning.samples", SAMPLED, ANY_TIME),
        ("census", say("Census figures"), "planning.census", COMPARED, _compared(consultation)),
    ]


def _compared(consultation: Consultation) -> str:
    return DONE if consultation.counting_rules.margins else ANY_TIME


def _opening(consultation: Consultation, row: NextVersion | None) -> list[Line]:
    in_the_way = obstacles(consultation, row)
    hint, status = ("", NOT_YET) if in_the_way else (say("Nothing stands in the way."), TO_DO)
    return [
        ("fairness", say("Questions of fairness"), "planning.gunning", FAIRNESS, _fairness(consultation)),
        ("checks", say("Checks"), "planning.checks", CHECKED, TO_DO if in_the_way else DONE),
        ("preview", say("Preview"), "questionnaires.preview", ALL_OF_IT, ANY_TIME),
        ("open", say("Open the consultation"), "planning.open_it", hint, status),
    ]


def _fairness(consultation: Consultation) -> str:
    answers = fairness_of(consultation)
    if all(is_answered(question, answers.get(question.code, NOT_ANSWERED)) for question in QUESTIONS):
        return DONE
    return IN_PROGRESS if answers else TO_DO


@bp.route("/<slug>/plan/basics/", methods=["GET", "POST"])
@staff(Act.PLAN)
def basics(slug: str) -> View:
    """What it is called, what it asks, and who asks."""
    consultation = planned_or_404(slug)
    if request.method == "GET":
        return _basics(consultation, {name: getattr(consultation, name) for name in LONGEST}, {})
    texts, written = {name: sent_text(name) for name in LONGEST}, Written()
    for name, text in texts.items():
        was, stored = request.form.get(f"was-{name}", ""), getattr(consultation, name)
        written.take(name, text, stored=stored, name="", was=was)
        texts[name] = text if name in written.changed else stored
    problems = token_problem() | problems_in_words(texts) | written.problems
    if problems:
        return _basics(consultation, texts, problems), UNPROCESSABLE
    for name, text in texts.items():
        setattr(consultation, name, text)
    audit(consultation)
    return redirect(url_for("planning.tasks", slug=slug))


def _basics(consultation: Consultation, texts: dict[str, str], problems: dict[str, str]) -> str:
    return render_template(
        "planning/basics.html",
        consultation=consultation,
        texts=texts,
        was={name: mark(getattr(consultation, name)) for name in LONGEST},
        problems=problems,
    )


@bp.route("/<slug>/plan/give-up/", methods=["GET", "POST"])
@staff(Act.PLAN)
def give_up(slug: str) -> View:
    """Asks once, then throws away a consultation that was never announced."""
    consultation = planned_or_404(slug)
    problems = token_problem() if request.method == "POST" else {}
    if request.method == "GET" or problems:
        page = render_template("planning/give_up.html", consultation=consultation, problems=problems)
        return page, UNPROCESSABLE if problems else 200
    audit(consultation)
    planning.give_up(db(), consultation)
    return redirect(url_for("organise.index"))
