"""Rules that may mark responses for review: chosen here, fixed and published when the consultation opens."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.integrity.rules import (
    IMPOSSIBLE,
    LONGEST_WHY,
    MOST_PAIRS,
    RULES,
    Chosen,
    Limit,
    Pair,
    Rule,
    possible_answers,
    problem_with,
    suggested,
    usual_limits,
)
from survey.domain.questionnaires.conditions import Condition
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion
from survey.store.questionnaires.preparing import asked_by
from survey.web.access import staff
from survey.web.database import db
from survey.web.planning.blueprint import bp
from survey.web.planning.entering import (
    UNPROCESSABLE,
    View,
    audit,
    planned_or_404,
    sent_text,
    token_problem,
)

BLANK_PAIRS = 2
MOST_FIGURES = 7
NO_PAIR = say("Choose two answers that cannot both be true, or switch the rule off")
HALF_A_PAIR = say("Choose a second answer, or take the first one away")
PAIR_IS_GONE = say(
    "A pair of answers that cannot both be true names an answer that is no longer asked."
)


@dataclass(frozen=True)
class TypedPair:
    """A pair as it was typed: two answers, each as "question.option", and why."""

    first: str = ""
    second: str = ""
    why: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.first or self.second or self.why)

    def read(self) -> Pair:
        return Pair(_condition(self.first), _condition(self.second), self.why)


@dataclass(frozen=True)
class Typed:
    """The form as it was typed, or as it stands: rules that are on, their numbers, and pairs."""

    on: tuple[str, ...]
    limits: dict[str, str]
    pairs: tuple[TypedPair, ...]


@bp.route("/<slug>/plan/integrity/", methods=["GET", "POST"])
@staff(Act.PLAN)
def integrity(slug: str) -> View:
    """Which rules mark responses. What is not chosen now can mark nothing later."""
    consultation = planned_or_404(slug)
    row = next_versions.find(db(), consultation)
    if row is None:
        return redirect(url_for("planning.tasks", slug=slug))
    asked = asked_by(db(), consultation, row.questionnaire)
    rules = consultation.counting_rules
    if request.method == "GET":
        chosen = Chosen.load(rules.integrity)
        return _page(consultation, asked, _as_typed(chosen if chosen.decided else suggested()), {})
    typed = _sent()
    problems = token_problem() | _problems(typed, asked)
    if problems:
        return _page(consultation, asked, typed, problems), UNPROCESSABLE
    consultation.rules = replace(rules, integrity=_chosen(typed).dump()).dump()
    audit(consultation)
    return redirect(url_for("planning.tasks", slug=slug))


def _page(consultation: Consultation, asked: Questionnaire, typed: Typed, problems: dict[str, str]) -> str:
    filled = tuple(pair for pair in typed.pairs if not pair.is_blank)
    blank = (TypedPair(),) * max(min(BLANK_PAIRS, MOST_PAIRS - len(filled)), 0)
    return render_template(
        "planning/integrity.html",
        consultation=consultation,
        rules=RULES,
        typed=typed,
        pairs=(*filled, *blank),
        offered=list(possible_answers(asked)),
        longest_why=LONGEST_WHY,
        problems=problems,
    )


def _as_typed(chosen: Chosen) -> Typed:
    """What stands, in the fields of the form; the usual numbers where a rule is off."""
    numbers = {rule.code: chosen.limits.get(rule.code) or usual_limits(rule) for rule in RULES}
    limits = {_field(rule, limit): str(numbers[rule.code][limit.code]) for rule, limit in _all_limits()}
    pairs = tuple(TypedPair(_value(one.first), _value(one.second), one.why) for one in chosen.pairs)
    return Typed(tuple(chosen.limits), limits, pairs)


def _all_limits() -> list[tuple[Rule, Limit]]:
    return [(rule, limit) for rule in RULES for limit in rule.limits]


def _field(rule: Rule, limit: Limit) -> str:
    return f"{rule.code}-{limit.code}"


def _value(condition: Condition) -> str:
    return f"{condition['question']}.{condition['is'][0]}"


def _condition(value: str) -> Condition:
    question, _, option = value.partition(".")
    return {"question": question, "is": [option] if option else []}


def _sent() -> Typed:
    sent = request.form.getlist("rules")
    pairs = (
        TypedPair(*(sent_text(f"pair-{number}-{part}") for part in ("first", "second", "why")))
        for number in range(1, MOST_PAIRS + 1)
    )
    return Typed(
        tuple(rule.code for rule in RULES if rule.code in sent),
        {_field(*one): sent_text(_field(*one)) for one in _all_limits()},
        tuple(pair for pair in pairs if not pair.is_blank),
    )


def _problems(typed: Typed, asked: Questionnaire) -> dict[str, str]:
    """What is wrong, by field. The numbers of a rule that is off do not matter."""
    found: dict[str, str] = {
        _field(rule, limit): _out_of_bounds(limit)
        for rule, limit in _all_limits()
        if rule.code in typed.on and not _is_within(typed.limits[_field(rule, limit)], limit)
    }
    if IMPOSSIBLE not in typed.on:
        return found
    if not typed.pairs:
        return found | {"pair-1-first": NO_PAIR}
    for number, pair in enumerate(typed.pairs, start=1):
        problem = HALF_A_PAIR if bool(pair.first) != bool(pair.second) else problem_with(pair.read(), asked)
        if problem:
            found[f"pair-{number}-first"] = problem
    return found


def _out_of_bounds(limit: Limit) -> str:
    return say(
        "{label}: enter a number from {least} to {most}",
        label=limit.label,
        least=f"{limit.least:,}",
        most=f"{limit.most:,}",
    )


def _is_within(text: str, limit: Limit) -> bool:
    figures = text.isascii() and text.isdigit() and len(text) <= MOST_FIGURES
    return figures and limit.least <= int(text) <= limit.most


def _chosen(typed: Typed) -> Chosen:
    limits = {
        rule.code: {limit.code: int(typed.limits[_field(rule, limit)]) for limit in rule.limits}
        for rule in RULES
        if rule.code in typed.on
    }
    pairs = tuple(pair.read() for pair in typed.pairs) if IMPOSSIBLE in typed.on else ()
    return Chosen(limits, pairs, decided=True)


def pair_is_gone(consultation: Consultation, row: NextVersion) -> bool:
    """Whether a chosen pair names an answer that the questions do not have any more."""
    chosen = Chosen.load(consultation.counting_rules.integrity)
    if not chosen.pairs:
        return False
    asked = asked_by(db(), consultation, row.questionnaire)
    return any(problem_with(pair, asked) for pair in chosen.pairs)
