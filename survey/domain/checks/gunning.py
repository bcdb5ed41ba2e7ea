"""The questions of fairness: what a council must be able to answer before it asks the public.

They follow the four Gunning principles (R v Brent ex p Gunning 1985, approved by the Supreme Court in Moseley
2014): ask while nothing is settled, give enough reasons, give enough time, and consider what is said. The
answers are printed on the consultation’s page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from survey.domain.checks.findings import Finding, number, quoted
from survey.domain.wording import say

SHORTEST_TEXT = 20
LONGEST_TEXT = 1500
SIX_WEEKS = 42
HALF_OF_AUGUST = 14


class Kind(StrEnum):
    """What is answered: a text, yes or no with a text, or a date with a text if one likes."""

    TEXT = "text"
    YES_NO = "yes-no"
    DATE = "date"


@dataclass(frozen=True)
class FairnessQuestion:
    """One question for the organiser. `said` is the heading of its answer in public, `said_if` by yes and no.

    `fact` is the code of the fact in the register that says the same, to be shown beside it.
    """

    code: str
    kind: Kind
    text: str
    hint: str
    reason: str
    source: str
    said: str
    said_if: Mapping[str, str]
    fact: str = ""


def _question(code: str, kind: Kind, text: str, **parts: Any) -> FairnessQuestion:  # noqa: ANN401 - texts
    return FairnessQuestion(code, kind, text, **({"said_if": {}} | parts))


QUESTIONS = (
    _question(
        "decided",
        Kind.YES_NO,
        "Has a decision on this already been made?",
        hint="By the council, or by anyone whose decision the council cannot change. Say what is settled and "
        "what is not.",
        reason="A proposal must still be forming when people are asked. Where a final view exists, asking is "
        "not fair, and “yes” stops the opening.",
        source="R v Brent ex p Gunning (1985); Cabinet Office Consultation Principles 2018",
        said=say("Has it been decided already?"),
        said_if={"no": say("Nothing has been decided yet"), "yes": say("It has been decided already")},
    ),
    _question(
        "can-change",
        Kind.TEXT,
        "What can still change because of what people say?",
        hint="For example whether, where, when and by which rules. Say too what the council cannot change.",
        reason="People must be able to tell what their answer is for. Residents most often suspect that "
        "nothing can change.",
        source="R v Brent ex p Gunning (1985)",
        said=say("What can still change"),
        fact="can-change",
    ),
    _question(
        "money",
        Kind.YES_NO,
        "Has money for it already been approved?",
        hint="By the council or by anyone else. Say who approved how much and when, or where that would be "
        "decided.",
        reason="Money that is approved makes people think that the decision is too. Saying it openly is the "
        "fair way; either answer is printed, and neither stops the opening.",
        source="R v Brent ex p Gunning (1985)",
        said=say("Has money been approved already?"),
        said_if={
            "no": say("No money has been approved yet"),
            "yes": say("Money has been approved already"),
        },
        fact="sum-asked",
    ),
    _question(
        "information",
        Kind.YES_NO,
        "Is there enough information for somebody to judge the plan?",
        hint="Say where it is, and what is missing because nobody has published it. “No” stops the opening.",
        reason="People must be given enough reasons to consider the plan and to answer.",
        source="R v Brent ex p Gunning (1985)",
        said=say("Is there enough information?"),
        said_if={"yes": say("What information there is"), "no": say("There is not enough information")},
    ),
    _question(
        "alternatives",
        Kind.TEXT,
        "Which alternatives were considered, and why were they not chosen?",
        hint="Doing nothing is one. If none were considered, say so.",
        reason="Fairness may require that alternatives which were turned down are at least mentioned.",
        source="R (Moseley) v Haringey [2014] UKSC 56",
        said=say("Which alternatives were considered"),
        fact="alternatives",
    ),
    _question(
        "time",
        Kind.TEXT,
        "Why is the time long enough for those who are affected?",
        hint="Think of people without internet, of other languages, of shifts, and of groups that meet once "
        "a month.",
        reason="People must have adequate time. No law sets a length; 12 weeks is a custom.",
        source="R v Brent ex p Gunning (1985); Cabinet Office Consultation Principles 2018",
        said=say("Why this much time is given"),
    ),
    _question(
        "decides",
        Kind.TEXT,
        "Who decides?",
        hint="The committee, the cabinet member or the officer by title, and what is decided by the police "
        "or by government instead.",
        reason="People must be able to tell whether those who ask are those who decide.",
        source="Cabinet Office Consultation Principles 2018",
        said=say("Who decides"),
        fact="decides",
    ),
    _question(
        "decision-date",
        Kind.DATE,
        "When is it decided?",
        hint="The day of the meeting, or the earliest day on which it can be decided.",
        reason="A decision before the last answer is in cannot have considered the answers.",
        source="R v Brent ex p Gunning (1985)",
        said=say("When it is decided"),
        fact="decision-date",
    ),
    _question(
        "considered",
        Kind.TEXT,
        "How are the answers considered?",
        hint="Who reads the texts, what is put before those who decide, and how you make sure that nothing "
        "that was sent in is left out.",
        reason="What people say must be conscientiously considered. In 2025 a decision was unlawful since "
        "one presentation of 53 pages never reached those who decided.",
        source="West Dulwich Action Group v Lambeth [2025] EWHC 1111 (Admin)",
        said=say("How the answers are considered"),
    ),
)
BY_CODE: Mapping[str, FairnessQuestion] = {question.code: question for question in QUESTIONS}


@dataclass(frozen=True)
class FairnessAnswer:
    """What the organiser answered: as much of it as the kind of question asks for."""

    choice: str = ""
    text: str = ""
    day: date | None = None

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> FairnessAnswer:
        day = data.get("day")
        return cls(data.get("choice", ""), data.get("text", ""), date.fromisoformat(day) if day else None)

    def dump(self) -> dict[str, str]:
        return {"choice": self.choice, "text": self.text, "day": self.day.isoformat() if self.day else ""}


FairnessAnswers = Mapping[str, FairnessAnswer]
NOT_ANSWERED = FairnessAnswer()


def is_answered(question: FairnessQuestion, answer: FairnessAnswer) -> bool:
    """Whether everything that it needs is there."""
    if question.kind is Kind.DATE:
        return answer.day is not None
    chosen = question.kind is Kind.TEXT or answer.choice in ("yes", "no")
    return chosen and len(answer.text.strip()) >= SHORTEST_TEXT


def heading_of(question: FairnessQuestion, answer: FairnessAnswer) -> str:
    """The heading under which the answer is printed."""
    return question.said_if.get(answer.choice, question.said)


def fairness_findings(answers: FairnessAnswers) -> Iterator[Finding]:
    """What is not answered, and what is answered so that nobody may be asked."""
    for question in QUESTIONS:
        answer = answers.get(question.code, NOT_ANSWERED)
        if not is_answered(question, answer):
            said = f"{quoted(question.text)} is not answered in full."
            yield Finding("fairness-unanswered", said, (question.code,), topic=question.code)
    decided, information = (answers.get(code, NOT_ANSWERED) for code in ("decided", "information"))
    if decided.choice == "yes":
        said = f"You answered that a decision has already been made: {quoted(decided.text)}"
        yield Finding("already-decided", said, (decided.text,), topic="decided")
    if information.choice == "no":
        said = f"You answered that there is not enough information: {quoted(information.text)}"
        yield Finding("not-enough-information", said, (information.text,), topic="information")


def date_findings(opens: date | None, closes: date | None, answers: FairnessAnswers) -> Iterator[Finding]:
    """Whether there is enough time, outside holidays, before the decision."""
    if opens is None or closes is None or closes < opens:
        yield Finding("no-dates", "The first and the last day are not set.", ("none",), topic="dates")
        return
    about = (opens.isoformat(), closes.isoformat())
    days = (closes - opens).days + 1
    if days < SIX_WEEKS:
        said = f"It is open for {number(days, 'day')}, which is less than 6 weeks."
        yield Finding("short-time", said, about, topic="dates")
    for holiday in _holidays(opens, closes):
        yield Finding("holidays", f"It runs over {holiday}.", (holiday, *about), topic="dates")
    decision = answers.get("decision-date", NOT_ANSWERED).day
    if decision and decision <= closes:
        said = f"It is decided on {in_words(decision)}, and people can answer until {in_words(closes)}."
        yield Finding("decision-too-early", said, (decision.isoformat(), *about), topic="decision-date")


def _holidays(opens: date, closes: date) -> Iterator[str]:
    for year in range(opens.year - 1, closes.year + 1):
        if opens <= date(year + 1, 1, 1) and closes >= date(year, 12, 24):
            yield f"Christmas {year}"
        first, last = max(opens, date(year, 8, 1)), min(closes, date(year, 8, 31))
        if (last - first).days + 1 >= HALF_OF_AUGUST:
            yield f"August {year}"


def in_words(day: date) -> str:
    """A day such as 4 January 2027."""
    return f"{day.day} {day:%B %Y}"
