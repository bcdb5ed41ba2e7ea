"""A questionnaire in an organiser's words: types, conditions and problems, never a code.

Problems and conditions of the domain name things by code, as a definition does; here they get their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from survey.domain.questionnaires.conditions import FACTS_IN_WORDS, comparisons_in
from survey.domain.questionnaires.problems import Problem
from survey.domain.questionnaires.questions import Condition, Page, Question, Questionnaire, Section
from survey.domain.questionnaires.structure import problems_in_structure
from survey.web.questionnaires.typed.table import FORMS

LONGEST = 60
REMOVED = "an answer that was removed"
_QUOTED = re.compile(r"“([^“”]*)”")
_PLACE = re.compile(r"^(?:Question|Page|Section) “[^”]*”(:? )")
# Names of a definition, as forms call them.
_NAMES = {
    "at_least": "At least",
    "at_most": "At most",
    "all_rows": "Every line or none",
    "minimum": "Smallest",
    "maximum": "Largest",
    "by_month": "Count by month",
    "max_length": "Most characters",
    "ranks": "How many places",
    "total": "Total",
    "areas": "Which places",
    "low": "Words for 0",
    "high": "Words for 10",
    "wards": "The wards of the council",
    "zones": "The zones of the deployment",
    "is": "is one of",
}


def short(words: str) -> str:
    """Words for a list or a button, cut at a space where they are long."""
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    return f"{words[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def name_of(thing: Section | Page | Question) -> str:
    """What a section, page or question is called where it is one of many."""
    if isinstance(thing, Question):
        return short(thing.text) or "Question without words"
    if isinstance(thing, Section):
        return short(thing.title)
    return short(thing.title) or (name_of(thing.questions[0]) if thing.questions else "Page without a title")


def type_of(question: Question) -> str:
    """The type of a question in words."""
    return FORMS[question.kind].name


def condition_in_words(condition: Condition, asked: Questionnaire) -> str:
    """A condition as the end of “Only if …”. What is joined the other way round stands in brackets."""
    questions = {question.code: question for question in asked.questions}
    return _words(condition, questions, inside=False)


def _words(condition: Condition, questions: Mapping[str, Question], *, inside: bool) -> str:
    for name, word in (("all", "and"), ("any", "or")):
        if name in condition:
            parts = [_words(part, questions, inside=len(condition[name]) > 1) for part in condition[name]]
            joined = f" {word} ".join(parts)
            return f"({joined})" if inside and len(parts) > 1 else joined
    if "not" in condition:
        return _negated(condition["not"], questions)
    if "fact" in condition:
        return FACTS_IN_WORDS.get(condition["fact"], "a fact that is not known")
    return _comparison(condition, questions)


def _negated(condition: Condition, questions: Mapping[str, Question]) -> str:
    if "is" in condition:
        return _comparison(condition, questions, none=True)
    return f"it is not so that {_words(condition, questions, inside=True)}"


def _comparison(condition: Condition, questions: Mapping[str, Question], *, none: bool = False) -> str:
    question = questions.get(condition["question"])
    if question is None:
        return "a question that is not there any more has an answer"
    subject = f"“{name_of(question)}”"
    if "is" in condition:
        labels = {option.code: f"“{option.label}”" for option in question.counted}
        chosen = [labels.get(code, REMOVED) for code in condition["is"]]
        return f"{subject} is {'not ' if none else ''}{' or '.join(chosen)}"
    if "answered" in condition:
        return f"{subject} is {'answered' if condition['answered'] else 'left empty'}"
    if "at_least" in condition:
        return f"{subject} is {condition['at_least']:,} or more"
    return f"{subject} is {condition['at_most']:,} or less"


def problems_of(asked: Questionnaire) -> tuple[Problem, ...]:
    """What is still to do, without codes, each with its place.

    `asked` has the places of the deployment filled in, so that conditions can look at them.
    """
    names = _names_of(asked)
    found = (*problems_in_structure(asked), *_removed_answers(asked))
    return tuple(_plainly(problem, names) for problem in found)


def _removed_answers(asked: Questionnaire) -> Iterator[Problem]:
    """Conditions that wait for an answer that nobody can give any more."""
    options = {q.code: {option.code for option in q.counted} for q in asked.questions}
    for page in asked.pages:
        for part in comparisons_in(page.when):
            if not set(part.get("is", ())) <= options.get(part["question"], set(part.get("is", ()))):
                words = f"Page “{page.code}”: its condition names {REMOVED} from “{part['question']}”."
                yield Problem(words, page=page.code)


def _names_of(asked: Questionnaire) -> dict[str, str]:
    """What stands for each code and each name of a definition. A question's words win over an option's."""
    names = dict(_NAMES)
    for question in asked.questions:
        for thing in (*question.counted, *getattr(question, "rows", ()), *getattr(question, "options", ())):
            names.setdefault(thing.code, thing.label)
    names |= {kind: form.name for kind, form in FORMS.items()}
    for things in (asked.sections, asked.pages, asked.questions):
        names |= {thing.code: name_of(thing) for thing in things}
    return names


def _plainly(problem: Problem, names: Mapping[str, str]) -> Problem:
    bare = _PLACE.sub(lambda at: "" if at[1].startswith(":") else "It ", problem)
    words = _QUOTED.sub(lambda at: f"“{names.get(at[1], at[1])}”", bare)
    words = words[:1].upper() + words[1:]
    return Problem(words, section=problem.section, page=problem.page, question=problem.question)


def at_place(problems: Iterable[Problem], **place: str) -> tuple[str, ...]:
    """The problems of one place, such as `page="area"`."""
    (name, code), = place.items()
    return tuple(problem for problem in problems if getattr(problem, name) == code)


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The labels whose words differ, in order."""
    return [label for label in dict.fromkeys((*one, *other)) if one.get(label, "") != other.get(label, "")]
