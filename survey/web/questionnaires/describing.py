"""A questionnaire in an organiser's words: types, conditions and problems, never a code.

Problems and conditions of the domain name things by code, as a definition does; here they get their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from survey.domain.questionnaires.conditions import FACTS_IN_WORDS, comparisons_in
from survey.domain.questionnaires.problems import Problem, found_in
from survey.domain.questionnaires.publishing import TITLE
from survey.domain.questionnaires.questions import Condition, Page, Question, Questionnaire, Section
from survey.domain.questionnaires.sorts_in_words import joined
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.wording import Words, message, say
from survey.web.questionnaires.typed.table import FORMS

LONGEST = 60
REMOVED = say("an answer that was removed")
# Names of a definition, as forms call them.
_NAMES = {
    "at_least": say("At least"),
    "at_most": say("At most"),
    "all_rows": say("Every line or none"),
    "minimum": say("Smallest"),
    "maximum": say("Largest"),
    "by_month": say("Count by month"),
    "max_length": say("Most characters"),
    "publishing": TITLE,
    "ranks": say("How many places"),
    "total": say("Total"),
    "areas": say("Which places"),
    "low": say("Words for 0"),
    "high": say("Words for 10"),
    "wards": say("The wards of the council"),
    "zones": say("The zones of the deployment"),
    "is": say("is one of"),
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
        return short(thing.text) or say("Question without words")
    if isinstance(thing, Section):
        return short(thing.title)
    untitled = name_of(thing.questions[0]) if thing.questions else say("Page without a title")
    return short(thing.title) or untitled


def type_of(question: Question) -> str:
    """The type of a question in words."""
    return FORMS[question.kind].name


def condition_in_words(condition: Condition, asked: Questionnaire) -> str:
    """A condition as the end of “Only if …”. What is joined the other way round stands in brackets."""
    questions = {question.code: question for question in asked.questions}
    return _words(condition, questions, inside=False)


def _words(condition: Condition, questions: Mapping[str, Question], *, inside: bool) -> str:
    for name, joint in (("all", message("{first} and {second}")), ("any", _OR)):
        if name in condition:
            parts = [_words(part, questions, inside=len(condition[name]) > 1) for part in condition[name]]
            words = joined(joint, parts)
            return say("({words})", words=words) if inside and len(parts) > 1 else words
    if "not" in condition:
        return _negated(condition["not"], questions)
    if "fact" in condition:
        return FACTS_IN_WORDS.get(condition["fact"], say("a fact that is not known"))
    return _comparison(condition, questions)


def _negated(condition: Condition, questions: Mapping[str, Question]) -> str:
    if "is" in condition:
        return _comparison(condition, questions, none=True)
    return say("it is not so that {condition}", condition=_words(condition, questions, inside=True))


def _comparison(condition: Condition, questions: Mapping[str, Question], *, none: bool = False) -> str:
    question = questions.get(condition["question"])
    if question is None:
        return say("a question that is not there any more has an answer")
    if "is" in condition:
        labels = {option.code: f"“{option.label}”" for option in question.counted}
        chosen = joined(_OR, [labels.get(code, REMOVED) for code in condition["is"]])
        words = message("“{question}” is not {answers}") if none else message("“{question}” is {answers}")
        return say(words, question=name_of(question), answers=chosen)
    words, number = _compared(condition)
    return say(words, question=name_of(question), number=number)


_OR = message("{first} or {second}")


def _compared(condition: Condition) -> tuple[str, str]:
    if "answered" in condition:
        given = condition["answered"]
        return message("“{question}” is answered") if given else message("“{question}” is left empty"), ""
    if "at_least" in condition:
        return message("“{question}” is {number} or more"), f"{condition['at_least']:,}"
    return message("“{question}” is {number} or less"), f"{condition['at_most']:,}"


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
                words = message("Its condition names an answer that was removed from “{question}”.")
                yield from found_in([say(words, question=part["question"])], page=page.code)


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
    words = _named(problem.fault, names)
    return Problem(words, section=problem.section, page=problem.page, question=problem.question)


def _named(words: Words, names: Mapping[str, str]) -> Words:
    """The words with names in place of what they quote."""
    if not words.params:
        return words
    quoted = {name: value for name, value in words.params.items() if f"“{{{name}}}”" in words.message}
    params = {**words.params, **{name: names.get(str(value), value) for name, value in quoted.items()}}
    return say(words.message, **params)


def at_place(problems: Iterable[Problem], **place: str) -> tuple[str, ...]:
    """The problems of one place, such as `page="area"`."""
    (name, code), = place.items()
    return tuple(problem for problem in problems if getattr(problem, name) == code)


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The labels whose words differ, in order."""
    return [label for label in dict.fromkeys((*one, *other)) if one.get(label, "") != other.get(label, "")]
