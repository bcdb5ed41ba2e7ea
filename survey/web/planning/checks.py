"""The checks before opening: what was found, with a written answer beside each warning, and what was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.checks import opening
from survey.domain.checks.findings import Finding
from survey.domain.checks.gunning import FairnessAnswer
from survey.domain.checks.length import times
from survey.domain.checks.opening import LONGEST_ANSWER, SHORTEST_ANSWER, Planned
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.translating.language_names import language_name
from survey.domain.wording import say
from survey.store import checked
from survey.store.checked import ANSWERS, FAIRNESS
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.preparing import asked_about
from survey.store.translating.content import untranslated
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, token_problem
from survey.web.planning.blueprint import bp
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.pointing import Shown, by_place, link_to, section_of
from survey.web.planning.written import Written, mark, sent_lines

TOO_SHORT = say("Write at least {number} characters, or leave it empty", number=SHORTEST_ANSWER)
TOO_LONG = say("Write {number} characters or less", number=f"{LONGEST_ANSWER:,}")


def planned_of(consultation: Consultation) -> Planned:
    """The consultation as it would open now."""
    number = consultation.deployment_revision
    revision = register.consulted_on(db(), consultation.deployment_id, number=number)
    plan, evidence = revision.plan, revision.evidence
    row = next_versions.find(db(), consultation)
    return Planned(
        asked_about(row.questionnaire, plan, evidence) if row else None,
        plan,
        evidence,
        opens=consultation.planned_opening,
        closes=consultation.closes_on,
        fairness=fairness_of(consultation),
        untranslated=_untranslated(consultation),
        has_other_ways=bool(consultation.ways_to_answer),
    )


def _untranslated(consultation: Consultation) -> dict[str, list[str]]:
    gaps = untranslated(db(), consultation)
    return {language_name(code): [text for _, text in wanting] for code, wanting in gaps.items()}


def fairness_of(consultation: Consultation) -> dict[str, FairnessAnswer]:
    """The answers to the questions of fairness, by code."""
    return {code: FairnessAnswer.load(kept) for code, kept in checked.part(consultation, FAIRNESS).items()}


def findings_of(consultation: Consultation) -> list[Finding]:
    """Everything that the checks find now, errors first."""
    return opening.findings(planned_of(consultation))


def unanswered_of(consultation: Consultation, findings: Iterable[Finding]) -> list[Finding]:
    """The warnings without a written answer."""
    return opening.unanswered(findings, checked.part(consultation, ANSWERS))


def publish_answers(consultation: Consultation) -> None:
    """Fixes what residents will read of the checks. To be called in the act of opening."""
    record = opening.record(
        findings_of(consultation), checked.part(consultation, ANSWERS), fairness_of(consultation)
    )
    checked.publish(db(), consultation, record)


@bp.route("/<slug>/plan/checks/", methods=["GET", "POST"])
@staff(Act.PLAN)
def checks(slug: str) -> View:
    """Everything found, errors first; takes the written answers to the warnings."""
    consultation = planned_or_404(slug)
    if request.method == "GET":
        return _show(consultation, Written())
    found = findings_of(consultation)
    written = _sent(consultation, found)
    written.problems |= token_problem()
    if written.problems:
        return _show(consultation, written), UNPROCESSABLE
    if written.changed:
        checked.keep(db(), consultation, ANSWERS, _entries(written, found))
        audit(consultation)
    return redirect(url_for("planning.checks", slug=slug, saved=len(written.changed)))


def _sent(consultation: Consultation, found: Iterable[Finding]) -> Written:
    answers, written = checked.part(consultation, ANSWERS), Written()
    for finding in found:
        name = field_of(finding)
        if finding.stops or name not in request.form:
            continue
        stored, sent = answers.get(finding.key, {}), sent_lines(name)
        was = request.form.get(f"was-{name}", "")
        written.take(name, sent, stored=stored.get("text", ""), name=stored.get("by", ""), was=was)
        if name in written.changed and name not in written.problems:
            written.problems |= _length(name, sent)
    return written


def _length(name: str, sent: str) -> dict[str, str]:
    if len(sent) > LONGEST_ANSWER:
        return {name: TOO_LONG}
    return {name: TOO_SHORT} if 0 < len(sent) < SHORTEST_ANSWER else {}


def _entries(written: Written, found: Iterable[Finding]) -> dict[str, dict[str, str]]:
    by = {"by": signed_in_account().name, "day": today().isoformat()}
    entries = {}
    for finding in found:
        text = written.changed.get(field_of(finding))
        if text is not None:
            kept = {"place": finding.place, "words": finding.words, "text": text, **by}
            entries[finding.key] = kept if text else {}
    return entries


def field_of(finding: Finding) -> str:
    """The name of the field of its written answer."""
    return f"answer-{mark(finding.key)}"


def _show(consultation: Consultation, written: Written) -> str:
    planned = planned_of(consultation)
    found = opening.findings(planned)
    titles = _titles(planned.asked)
    shown = [
        replace(_shown(consultation, one, written), section=section_of(one, planned.asked, consultation.slug))
        for one in found
    ]
    errors = [one for one in shown if one.finding.stops]
    warnings = [one for one in shown if not one.finding.stops]
    waiting = unanswered_of(consultation, found)
    return render_template(
        "planning/checks.html",
        consultation=consultation,
        errors=by_place(errors, titles),
        warnings=by_place(warnings, titles),
        numbers={"errors": len(errors), "warnings": len(warnings), "waiting": len(waiting)},
        passed=opening.passed(found, planned.asked),
        duration=_duration(planned, found),
        saved=request.args.get("saved", ""),
        problems=written.problems,
    )


def _shown(consultation: Consultation, finding: Finding, written: Written) -> Shown:
    answers, name = checked.part(consultation, ANSWERS), field_of(finding)
    stored = answers.get(finding.key, {})
    text = stored.get("text", "")
    return Shown(
        finding,
        name,
        link_to(finding, consultation.slug),
        written.typed.get(name, text),
        mark(text),
        by=stored.get("by", ""),
        day=date.fromisoformat(stored["day"]) if stored.get("day") else None,
        lapsed="" if text else _lapsed(finding, answers),
        problem=written.problems.get(name, ""),
    )


def _lapsed(finding: Finding, answers: dict[str, dict[str, str]]) -> str:
    earlier = [one["text"] for one in answers.values() if one.get("place") == finding.place]
    return earlier[-1] if earlier else ""


def _duration(planned: Planned, found: Iterable[Finding]) -> str:
    if planned.asked is None or any(finding.check == "structure" for finding in found):
        return ""
    return opening.duration(times(planned.asked, planned.plan.known_facts))


def _titles(asked: Questionnaire | None) -> dict[str, str]:
    """What a question or a page is called, by its code."""
    if asked is None:
        return {}
    pages = {page.code: page.title for page in asked.pages if page.title}
    return pages | {question.code: question.text for question in asked.questions}
