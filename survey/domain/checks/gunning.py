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

from survey.domain.checks.catalogue import BRENT, MOSELEY, PRINCIPLES, WEST_DULWICH
from survey.domain.checks.findings import Finding, quoted
from survey.domain.wording import Words, listed, say, say_day, say_many

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
        say("Has a decision on this already been made?"),
        hint=say(
            "By the council, or by anyone whose decision the council cannot change. Say what is "
            "settled and what is not."
        ),
        reason=say(
            "A proposal must still be forming when people are asked. Where a final view exists, asking "
            "is not fair, and “yes” stops the opening."
        ),
        source=listed((BRENT, PRINCIPLES), "; "),
        said=say("Has it been decided already?"),
        said_if={"no": say("Nothing has been decided yet"), "yes": say("It has been decided already")},
    ),
    _question(
        "can-change",
        Kind.TEXT,
        say("What can still change because of what people say?"),
        hint=say(
            "For example whether, where, when and by which rules. Say too what the council cannot change."
        ),
        reason=say(
            "People must be able to tell what their answer is for. Residents most often suspect that "
            "nothing can change."
        ),
        source=BRENT,
        said=say("What can still change"),
        fact="can-change",
    ),
    _question(
        "money",
        Kind.YES_NO,
        say("Has money for it already been approved?"),
        hint=say(
            "By the council or by anyone else. Say who approved how much and when, or where that would "
            "be decided."
        ),
        reason=say(
            "Money that is approved makes people think that the decision is too. Saying it openly is "
            "the fair way; either answer is printed, and neither stops the opening."
        ),
        source=BRENT,
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
        say("Is there enough information for somebody to judge the plan?"),
        hint=say(
            "Say where it is, and what is missing because nobody has published it. “No” stops the opening."
        ),
        reason=say("People must be given enough reasons to consider the plan and to answer."),
        source=BRENT,
        said=say("Is there enough information?"),
        said_if={"yes": say("What information there is"), "no": say("There is not enough information")},
    ),
    _question(
        "alternatives",
        Kind.TEXT,
        say("Which alternatives were considered, and why were they not chosen?"),
        hint=say("Doing nothing is one. If none were considered, say so."),
        reason=say("Fairness may require that alternatives which were turned down are at least mentioned."),
        source=MOSELEY,
        said=say("Which alternatives were considered"),
        fact="alternatives",
    ),
    _question(
        "time",
        Kind.TEXT,
        say("Why is the time long enough for those who are affected?"),
        hint=say(
            "Think of people without internet, of other languages, of shifts, and of groups that meet "
            "once a month."
        ),
        reason=say("People must have adequate time. No law sets a length; 12 weeks is a custom."),
        source=listed((BRENT, PRINCIPLES), "; "),
        said=say("Why this much time is given"),
    ),
    _question(
        "decides",
        Kind.TEXT,
        say("Who decides?"),
        hint=say(
            "The committee, the cabinet member or the officer by title, and what is decided by the "
            "police or by government instead."
        ),
        reason=say("People must be able to tell whether those who ask are those who decide."),
        source=PRINCIPLES,
        said=say("Who decides"),
        fact="decides",
    ),
    _question(
        "decision-date",
        Kind.DATE,
        say("When is it decided?"),
        hint=say("The day of the meeting, or the earliest day on which it can be decided."),
        reason=say("A decision before the last answer is in cannot have considered the answers."),
        source=BRENT,
        said=say("When it is decided"),
        fact="decision-date",
    ),
    _question(
        "considered",
        Kind.TEXT,
        say("How are the answers considered?"),
        hint=say(
            "Who reads the texts, what is put before those who decide, and how you make sure that "
            "nothing that was sent in is left out."
        ),
        reason=say(
            "What people say must be conscientiously considered. In 2025 a decision was unlawful since "
            "one presentation of 53 pages never reached those who decided."
        ),
        source=WEST_DULWICH,
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
            said = say("“{question}” is not answered in full.", question=question.text)
            yield Finding("fairness-unanswered", said, (question.code,), topic=question.code)
    decided, information = (answers.get(code, NOT_ANSWERED) for code in ("decided", "information"))
    if decided.choice == "yes":
        words = quoted(decided.text)
        said = say("You answered that a decision has already been made: {answer}", answer=words)
        yield Finding("already-decided", said, (decided.text,), topic="decided")
    if information.choice == "no":
        words = quoted(information.text)
        said = say("You answered that there is not enough information: {answer}", answer=words)
        yield Finding("not-enough-information", said, (information.text,), topic="information")


def date_findings(opens: date | None, closes: date | None, answers: FairnessAnswers) -> Iterator[Finding]:
    """Whether there is enough time, outside holidays, before the decision."""
    if opens is None or closes is None or closes < opens:
        said = say("The first and the last day are not set.")
        yield Finding("no-dates", said, ("none",), topic="dates")
        return
    about = (opens.isoformat(), closes.isoformat())
    days = (closes - opens).days + 1
    if days < SIX_WEEKS:
        said = say_many(
            "It is open for {count} day, which is less than 6 weeks.",
            "It is open for {count} days, which is less than 6 weeks.",
            days,
        )
        yield Finding("short-time", said, about, topic="dates")
    for holiday, said in _holidays(opens, closes):
        yield Finding("holidays", said, (holiday, *about), topic="dates")
    decision = answers.get("decision-date", NOT_ANSWERED).day
    if decision and decision <= closes:
        said = say(
            "It is decided on {decision}, and people can answer until {closes}.",
            decision=say_day(decision),
            closes=say_day(closes),
        )
        yield Finding("decision-too-early", said, (decision.isoformat(), *about), topic="decision-date")


def _holidays(opens: date, closes: date) -> Iterator[tuple[str, Words]]:
    """Each holiday in the time: what it is called in the key of its finding, and what is found."""
    for year in range(opens.year - 1, closes.year + 1):
        if opens <= date(year + 1, 1, 1) and closes >= date(year, 12, 24):
            yield f"Christmas {year}", say("It runs over Christmas {year}.", year=year)
        first, last = max(opens, date(year, 8, 1)), min(closes, date(year, 8, 31))
        if (last - first).days + 1 >= HALF_OF_AUGUST:
            yield f"August {year}", say("It runs over August {year}.", year=year)
