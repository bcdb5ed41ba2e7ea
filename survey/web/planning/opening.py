"""Opening: everything is shown once more, and then questions, dates and rules are fixed in one act."""

from __future__ import annotations

import hashlib
import json

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.checks.length import times
from survey.domain.integrity.rules import Chosen
from survey.domain.languages import known
from survey.domain.planning import Dates, problems_in_dates
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.translating.language_names import language_name
from survey.domain.wording import listed, say, say_many
from survey.store import planning
from survey.store.consultations import Consultation
from survey.store.planning import NotReady
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion
from survey.store.questionnaires.preparing import asked_by
from survey.store.translating.freezing import to_freeze
from survey.web.access import staff
from survey.web.clock import today
from survey.web.consultations import characteristics_called
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, token_problem
from survey.web.planning.blueprint import bp
from survey.web.planning.census import census_problem
from survey.web.planning.checks import fairness_of, findings_of, publish_answers, unanswered_of
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.integrity import PAIR_IS_GONE, pair_is_gone

NOT_SURE = say("Tick the box, if you want to open it with what stands here")
CHANGED = say("Somebody changed something since you opened this page. Read it once more.")


@bp.route("/<slug>/plan/open/", methods=["GET", "POST"])
@staff(Act.OPEN)
def open_it(slug: str) -> View:
    """Says what stands in the way; where nothing does, shows what will be fixed, and fixes it."""
    consultation = planned_or_404(slug, Act.OPEN)
    row = next_versions.find(db(), consultation)
    if row is None or request.method == "GET":
        return _show(consultation, row, {})
    problems = token_problem()
    if request.form.get("sure") != "yes":
        problems["sure"] = NOT_SURE
    if request.form.get("seen") != seen(consultation, row):
        return _show(consultation, row, {"": CHANGED}), CONFLICT
    if problems or obstacles(consultation, row):
        return _show(consultation, row, problems), UNPROCESSABLE
    publish_answers(consultation)
    try:
        planning.open_it(db(), consultation, edition=row.edition, today=today())
    except NotReady:
        db().rollback()
        return _show(consultation, next_versions.find(db(), consultation), {"": CHANGED}), CONFLICT
    audit(consultation, Act.OPEN)
    return redirect(url_for("organise.show", slug=slug))


def _show(consultation: Consultation, row: NextVersion | None, problems: dict[str, str]) -> str:
    return render_template(
        "planning/open.html",
        consultation=consultation,
        obstacles=obstacles(consultation, row),
        seen=seen(consultation, row) if row else "",
        days=_dates(consultation).days if _has_dates(consultation) else 0,
        asked=_asked(consultation, row) if row else "",
        languages=listed([language_name(one.code) for one in known(["en", *consultation.languages])]),
        answered=len(fairness_of(consultation)),
        characteristics=characteristics_called(
            consultation.counting_rules.counted_by, row.questionnaire if row else None
        ),
        compared=characteristics_called(
            consultation.counting_rules.margins, row.questionnaire if row else None
        ),
        sampled=[
            consultation.counting_rules.strata.get(code, code)
            for code in consultation.counting_rules.samples
        ],
        marking=[rule.name for rule in Chosen.load(consultation.counting_rules.integrity).rules],
        opens_today=consultation.planned_opening == today(),
        problems=problems,
    )


def _asked(consultation: Consultation, row: NextVersion) -> str:
    questionnaire = row.questionnaire
    number = sum(question.asks for question in questionnaire.questions)
    if any(problems_in_structure(questionnaire)):
        return say_many("{count} question", "{count} questions", number)
    took = times(asked_by(db(), consultation, questionnaire), consultation.known_facts)
    return say_many(
        "{count} question, about {shortest} to {longest} minutes",
        "{count} questions, about {shortest} to {longest} minutes",
        number,
        shortest=took.shortest,
        longest=took.longest,
    )


def obstacles(consultation: Consultation, row: NextVersion | None) -> list[tuple[str, str]]:
    """What stands in the way of opening, each with the address of the page that mends it."""
    slug = consultation.slug
    found: list[tuple[str, str]] = []
    if row is None:
        return [(say("There are no questions yet."), url_for("questionnaires.index", slug=slug))]
    if not _has_dates(consultation):
        found.append((say("The dates are not set yet."), url_for("planning.dates", slug=slug)))
    else:
        problems = problems_in_dates(_dates(consultation), today=today()).values()
        dates = url_for("planning.dates", slug=slug)
        found += [(say("{message}.", message=problem), dates) for problem in problems]
    if pair_is_gone(consultation, row):
        found.append((PAIR_IS_GONE, url_for("planning.integrity", slug=slug)))
    wrong = census_problem(consultation, row)
    if wrong:
        found.append((wrong, url_for("planning.census", slug=slug)))
    if not consultation.counting_rules.characteristics:
        rules = url_for("planning.rules", slug=slug)
        found.append((say("The rules for counting are not saved yet."), rules))
    return found + _of_checks(consultation)


def _of_checks(consultation: Consultation) -> list[tuple[str, str]]:
    """What the checks found, and what of it nobody has answered."""
    found: list[tuple[str, str]] = []
    findings = findings_of(consultation)
    errors = [finding for finding in findings if finding.stops]
    waiting = unanswered_of(consultation, findings)
    checks = url_for("planning.checks", slug=consultation.slug)
    if errors:
        said = say_many(
            "The checks found {count} thing that must be put right.",
            "The checks found {count} things that must be put right.",
            len(errors),
        )
        found.append((said, checks))
    if waiting:
        said = say_many(
            "{count} warning still to be answered in writing.",
            "{count} warnings still to be answered in writing.",
            len(waiting),
        )
        found.append((said, checks))
    return found


def _has_dates(consultation: Consultation) -> bool:
    return bool(consultation.planned_opening and consultation.closes_on and consultation.delete_on)


def _dates(consultation: Consultation) -> Dates:
    opens, closes, deletes = consultation.planned_opening, consultation.closes_on, consultation.delete_on
    if opens is None or closes is None or deletes is None:
        raise LookupError(consultation.slug)
    return Dates(opens, closes, deletes)


def seen(consultation: Consultation, row: NextVersion) -> str:
    """A checksum of everything that opening fixes: what somebody who presses the button has read."""
    kept = consultation
    fixed = [
        row.edition,
        [kept.title, kept.summary, kept.council, kept.deployment_revision, kept.languages],
        [str(day) for day in (kept.planned_opening, kept.closes_on, kept.delete_on)],
        [kept.rules, kept.other_ways, kept.checks],
        to_freeze(db(), kept, asked_by(db(), kept, row.questionnaire)),
    ]
    return hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()[:32]
