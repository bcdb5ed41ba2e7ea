"""Planning a consultation up to its opening: its dates, and the rules for counting that are fixed then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from survey.domain.questionnaires.questions import (
    Area,
    MultipleChoice,
    Question,
    Questionnaire,
    SingleChoice,
)
from survey.domain.wording import say

LONGEST = {"title": 120, "summary": 300, "council": 120}
ASKED = {
    "title": say("Enter what the consultation is called"),
    "summary": say("Enter what it asks, in one sentence"),
    "council": say("Enter the name of the council that asks"),
}
MOST_DAYS = 366
MOST_YEARS = 10
SHORTEST_KEPT = timedelta(days=90)
# What is counted beside the answers, and what it is called.
BUILT_IN: Mapping[str, str] = {
    "channel": say("The way the answers came: on the web, on paper or with help"),
    "stratum": say("Whether somebody was invited by letter or found the consultation on their own"),
    "language": say("The language in which the questions were read"),
}
# Counted by language only where somebody wants it: most answers come in one.
USUAL = ("channel", "stratum")


def problems_in_words(texts: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the title, the summary and the name of the council, by field."""
    found = {}
    for name, longest in LONGEST.items():
        text = texts.get(name, "")
        if not text.strip():
            found[name] = ASKED[name]
        elif len(text) > longest:
            found[name] = say(
                "This must be {most} characters or less; it has {number}", most=longest, number=len(text)
            )
    return found


@dataclass(frozen=True)
class Dates:
    """The first and the last day on which anyone may answer, and the day on which responses are deleted."""

    opens: date
    closes: date
    deletes: date

    @property
    def days(self) -> int:
        """On how many days anyone may answer."""
        return (self.closes - self.opens).days + 1


def problems_in_dates(dates: Dates, *, today: date) -> dict[str, str]:
    """What is wrong, by field: "opens", "closes", "deletes"."""
    found = {}
    if dates.opens < today:
        found["opens"] = say("The first day must be today or later")
    elif dates.opens.year > today.year + MOST_YEARS:
        found["opens"] = say("The first day must be within {number} years", number=MOST_YEARS)
    if dates.closes < dates.opens:
        found["closes"] = say("The last day must be the first day or later")
    elif dates.days > MOST_DAYS:
        found["closes"] = say("A consultation can be open for a year at most")
    if dates.deletes < dates.closes + SHORTEST_KEPT:
        found["deletes"] = say(
            "Keep the responses for 90 days after the last day or longer: until then a court can be asked "
            "to review what was decided"
        )
    elif dates.deletes.year > dates.closes.year + MOST_YEARS:
        found["deletes"] = say("Delete the responses within {number} years", number=MOST_YEARS)
    return found


def possible_characteristics(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions by which all others may also be counted: what tells groups of people apart.

    Scales and other opinions are no groups. What has several tables of its own cannot be one.
    """
    groups = (Area, SingleChoice, MultipleChoice)
    plain = [q for q in questionnaire.questions_of("opinion") if isinstance(q, groups)]
    equality = [q for q in questionnaire.questions_of("equality") if q.counted and not q.by_part]
    return (*plain, *equality)


def suggested_characteristics(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The first place that is asked for, every equality question that has options, and what is usual."""
    possible = possible_characteristics(questionnaire)
    areas = [q.code for q in possible if isinstance(q, Area)][:1]
    equality = {q.code for q in questionnaire.questions_of("equality")}
    return (*areas, *USUAL, *(q.code for q in possible if q.code in equality))


def problem_in_characteristics(chosen: Collection[str], questionnaire: Questionnaire) -> str:
    """What is wrong with the choice; nothing where it can be kept."""
    places = [q for q in possible_characteristics(questionnaire) if isinstance(q, Area) and q.code in chosen]
    if len(places) > 1:
        return say("Choose one question about a place: two sets of places would show too small groups")
    return ""


def still_there(chosen: Iterable[str], questionnaire: Questionnaire) -> tuple[str, ...]:
    """The chosen characteristics that the questionnaire still has, in their order."""
    there = {*BUILT_IN, *(q.code for q in possible_characteristics(questionnaire))}
    return tuple(code for code in chosen if code in there)
