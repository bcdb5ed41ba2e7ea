"""The rules that may mark a response for review: chosen and published before opening, and the same for all.

A rule only ever marks. It never leaves a response out, and it never holds against anybody that they did not
know, preferred not to say, left something empty, or answered on a device that others use too: nothing is
known of devices, and "don't know" and its like (the options apart) count for no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey.domain.questionnaires.conditions import Condition, holds
from survey.domain.questionnaires.questions import Answers, Choice, Option, Question, Questionnaire
from survey.domain.wording import say

SAME_TEXT, IMPOSSIBLE, STRAIGHT_LINING, BURSTS = "same-text", "impossible", "straight-lining", "bursts"
MOST_PAIRS = 10
LONGEST_WHY = 200


@dataclass(frozen=True)
class Limit:
    """A number of a rule that the council may choose."""

    code: str
    label: str
    usual: int
    least: int
    most: int


@dataclass(frozen=True)
class Rule:
    """A rule as it is offered to organisers. `usual` says whether it is suggested."""

    code: str
    name: str
    never: str
    caution: str
    limits: tuple[Limit, ...] = ()
    usual: bool = False


RULES = (
    Rule(
        SAME_TEXT,
        say("The same long text"),
        say(
            "Using the words of a campaign is not cheating. Many people may send the same words, and that "
            "alone is no reason to leave a response out."
        ),
        say(
            "Most of what this finds will be campaigns, for and against. It shows copies that a program may "
            "have sent, but it cannot tell them from people who were given a text to send."
        ),
        (
            Limit("characters", say("How long the text must be, in characters"), 120, 80, 2000),
            Limit("responses", say("In how many responses it must stand"), 3, 3, 1000),
        ),
        usual=True,
    ),
    Rule(
        IMPOSSIBLE,
        say("Answers that cannot both be true"),
        say(
            "It looks at these answers and no others. A slip of the finger looks the same as a false answer."
        ),
        say(
            "Choose pairs that nobody can honestly give: people live more complicated lives than forms "
            "allow for. Neither answer may be “don’t know” or the like, and equality questions cannot be "
            "used: nobody reads them."
        ),
        usual=True,
    ),
    Rule(
        STRAIGHT_LINING,
        say("The same end of every scale"),
        say(
            "Many who answer like this mean every word: they are firmly for or against. It is no reason by "
            "itself to leave a response out. Whoever wrote something in their own words is never marked."
        ),
        say(
            "Expect this to mark mostly people with firm views who did not care to write. It is off unless "
            "you switch it on. It looks only at questions that everybody is asked."
        ),
        (Limit("rows", say("How many rows a table must have to be looked at"), 6, 4, 30),),
    ),
    Rule(
        BURSTS,
        say("A day with very many answers"),
        say(
            "It marks the day and no response: a report in the news, a meeting or a letter brings many "
            "people at once. Nobody is left out because of the day on which they answered."
        ),
        say("The first and the last days often stand out by themselves."),
        (
            Limit("times", say("How many times as many as on the days around"), 4, 3, 20),
            Limit("least", say("How many answers a day must have"), 50, 30, 100_000),
        ),
        usual=True,
    ),
)
BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


@dataclass(frozen=True)
class Pair:
    """Two answers that cannot both be true, and why not."""

    first: Condition
    second: Condition
    why: str

    def found_in(self, answers: Answers) -> bool:
        return holds(self.first, answers) and holds(self.second, answers)


@dataclass(frozen=True)
class Chosen:
    """What a council chose: the limits of each rule that is on. A rule that is not there is off.

    Nothing was `decided` in consultations older than these rules: no rule marks anything there.
    """

    limits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    decided: bool = False

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Chosen:
        pairs = tuple(Pair(one["first"], one["second"], one["why"]) for one in data.get("pairs", ()))
        limits = {code: dict(own) for code, own in data.get("rules", {}).items()}
        return cls(limits, pairs, "rules" in data)

    def dump(self) -> dict[str, Any]:
        if not self.decided:
            return {}
        pairs = [{"first": dict(p.first), "second": dict(p.second), "why": p.why} for p in self.pairs]
        return {"rules": {code: dict(own) for code, own in self.limits.items()}, "pairs": pairs}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on, in their order."""
        return tuple(rule for rule in RULES if rule.code in self.limits)

    def __bool__(self) -> bool:
        return bool(self.limits)


def suggested() -> Chosen:
    """What is usual, to begin with. Which answers exclude one another only the council can say."""
    return Chosen({rule.code: usual_limits(rule) for rule in RULES if rule.usual and rule.code != IMPOSSIBLE})


def usual_limits(rule: Rule) -> dict[str, int]:
    """The usual numbers of a rule."""
    return {limit.code: limit.usual for limit in rule.limits}


def possible_answers(questionnaire: Questionnaire) -> Iterator[tuple[Question, tuple[Option, ...]]]:
    """The questions that a pair may name, with the answers that it may name. Equality questions never."""
    for question in questionnaire.questions_of("opinion"):
        if isinstance(question, Choice):
            options = tuple(option for option in question.options if not option.apart)
            if options:
                yield question, options


def problem_with(pair: Pair, questionnaire: Questionnaire) -> str:
    """What is wrong with a pair; nothing where it can be looked for."""
    possible = {question.code: options for question, options in possible_answers(questionnaire)}
    for condition in (pair.first, pair.second):
        known = {option.code for option in possible.get(condition["question"], ())}
        if not condition["is"] or not known.issuperset(condition["is"]):
            return say("One of the answers is not in the questions any more. Choose another one")
    if pair.first["question"] == pair.second["question"]:
        return say("Choose answers to two different questions")
    if not pair.why.strip():
        return say("Write why nobody can honestly give both answers. It is published")
    if len(pair.why) > LONGEST_WHY:
        return say("Why they exclude one another must be {longest} characters or less", longest=LONGEST_WHY)
    return ""


@dataclass(frozen=True)
class RuleInWords:
    """A chosen rule as everybody reads it. A pair: two answers in words, and why they exclude one another."""

    code: str
    name: str
    means: str
    never: str
    pairs: tuple[tuple[str, str, str], ...] = ()


def in_words(chosen: Chosen, questionnaire: Questionnaire) -> tuple[RuleInWords, ...]:
    """The chosen rules in plain words, with their numbers."""
    return tuple(
        RuleInWords(
            rule.code,
            rule.name,
            _meaning(rule.code, chosen.limits[rule.code]),
            rule.never,
            _pairs(chosen.pairs, questionnaire) if rule.code == IMPOSSIBLE else (),
        )
        for rule in chosen.rules
    )


def _meaning(code: str, limits: Mapping[str, int]) -> str:
    if code == SAME_TEXT:
        return say(
            "A response is marked where a text of {characters} characters or more stands, apart from "
            "capitals, spaces and commas, in {responses} responses or more.",
            **limits,
        )
    if code == IMPOSSIBLE:
        return say("A response is marked where it gives both answers of a pair that the council named.")
    if code == STRAIGHT_LINING:
        return say(
            "A response is marked where every row of every table with {rows} rows or more, and every scale "
            "that everybody is asked, has the answer at the same end, and no word was written.",
            **limits,
        )
    return say(
        "A day is marked on which {least} open answers or more came by the web, and {times} times as many as "
        "on the middle one of the days around it, up to a week before and after.",
        **limits,
    )


def _pairs(pairs: Sequence[Pair], questionnaire: Questionnaire) -> tuple[tuple[str, str, str], ...]:
    return tuple((_answer(p.first, questionnaire), _answer(p.second, questionnaire), p.why) for p in pairs)


def _answer(condition: Condition, questionnaire: Questionnaire) -> str:
    question = questionnaire.question(condition["question"])
    labels = {option.code: option.label for option in question.counted}
    named = " / ".join(labels.get(code, code) for code in condition["is"])
    return say("“{answer}” to “{question}”", answer=named, question=question.text)
