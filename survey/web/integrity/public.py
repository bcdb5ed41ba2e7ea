"""What everybody may read: the rules, and after the results are public how often each was used, and why.

How many responses a rule marked is rounded down to ten: a rule looks at several answers together, and no
other figure does. So is how many were kept, or proposed to be left out. How many were left out, and for
which reasons, is told exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template

from survey.domain.consultations import COUNT_STEP, Phase, rounded_down
from survey.domain.integrity.reviewing import Counts
from survey.domain.integrity.rules import RuleInWords, in_words
from survey.domain.integrity.settling import counts_in
from survey.domain.wording import listed, say
from survey.store import arrivals, integrity
from survey.store.arrivals import TRAPPED, WITH_PROOF, WITHOUT_PROOF
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404, frozen_of
from survey.web.clock import today
from survey.web.database import db
from survey.web.integrity.blueprint import bp
from survey.web.translating.showing import in_language

FEWER = say("fewer than 10")


@dataclass(frozen=True)
class Used:
    """A rule with what became of the responses that it marked."""

    rule: RuleInWords
    marked: str
    left_out: int


@dataclass(frozen=True)
class LeftOut:
    """Why one response was left out: by which rules, when, and what the two people wrote."""

    rules: str
    day: date
    reasons: tuple[str, str]


@dataclass(frozen=True)
class Busy:
    """A day that stood out, with how many answers came and how many on the middle one of the days around."""

    day: date
    count: str
    usual: str


@dataclass(frozen=True)
class Outcome:
    """What came of the rules, once the results are public. `corrected`: counted after a correction.

    `left_out` says of how many responses each account is.
    """

    used: tuple[Used, ...]
    left_out: tuple[tuple[LeftOut, int], ...]
    days: tuple[Busy, ...]
    decisions: tuple[tuple[date, str, str, int], ...]
    corrected: bool


@bp.get("/consultations/<slug>/integrity/")
@public
def rules(slug: str) -> str:
    """What is done against ballot stuffing, by which rules, and what came of them."""
    consultation = consultation_or_404(slug)
    phase = consultation.phase(today())
    return render_template(
        "integrity/rules.html",
        consultation=in_language(consultation),
        phase=phase,
        rules=rules_in_words(consultation),
        invited=bool(set(consultation.counting_rules.strata) - {"open"}),
        outcome=_outcome(consultation) if phase is Phase.PUBLISHED else None,
        begun=_begun(consultation) if phase is Phase.PUBLISHED else None,
    )


def rules_in_words(consultation: Consultation) -> tuple[RuleInWords, ...]:
    """The rules that this consultation published, in the language of the page."""
    return in_words(integrity.chosen_by(consultation), frozen_of(consultation).questionnaire)


def _outcome(consultation: Consultation) -> Outcome | None:
    marking = integrity.marking_of(db(), consultation)
    settled = marking and marking.outcome_on(today())
    if marking is None or settled is None:
        return None
    counts, names = counts_in(settled), rules_in_words(consultation)
    called: Mapping[str, str] = {rule.code: rule.name for rule in names}
    return Outcome(
        tuple(_used(rule, counts.get(rule.code, Counts())) for rule in names if rule.code != "bursts"),
        # Of a text that a program sent a hundred times, the two people wrote the same a hundred times.
        tuple(Counter(_left_out(one, called) for one in settled["left_out"]).items()),
        tuple(_busy(one) for one in settled.get("days", marking.days)),
        tuple(_decided(one) for one in settled["decisions"]),
        corrected="edition" in settled,
    )


def _used(rule: RuleInWords, counts: Counts) -> Used:
    marked: str = rounded(counts.marked)
    return Used(rule, marked if marked == FEWER else say("at least {number}", number=marked), counts.left_out)


def rounded(count: int) -> str:
    """A count rounded down to ten."""
    return f"{rounded_down(count):,}" if count >= COUNT_STEP else FEWER


def _left_out(one: Mapping[str, Any], called: Mapping[str, str]) -> LeftOut:
    first, second = one["reasons"]
    named = listed([called.get(code, code) for code in one["rules"]], "; ")
    return LeftOut(named, date.fromisoformat(one["day"]), (first, second))


def _busy(one: Mapping[str, Any]) -> Busy:
    return Busy(date.fromisoformat(one["day"]), rounded(one["count"]), rounded(one["usual"]))


def _decided(one: Mapping[str, Any]) -> tuple[date, str, str, int]:
    numbers = (int(one.get(decision, 0)) for decision in ("keep", "propose", "exclude"))
    kept, proposed, left_out = numbers
    # As with the marked: an exact number of decisions would be the number of the marked.
    return date.fromisoformat(one["day"]), rounded(kept), rounded(proposed), left_out


def _begun(consultation: Consultation) -> dict[str, int]:
    """How many began with a proof of work, without one, and as only programs do: in tens."""
    found = dict.fromkeys((WITH_PROOF, WITHOUT_PROOF, TRAPPED), 0)
    for own in arrivals.counts(db(), consultation.id).values():
        for kind, count in own.items():
            found[kind] += count
    return {"with_proof": found[WITH_PROOF], "without": found[WITHOUT_PROOF], "trapped": found[TRAPPED]}
