"""Whether people can object to the plan as a whole, and whether everyone is asked.

An answer counts only where its whole label says no to the plan: “Oppose”, “Against it”, “No”. A word such as
“against” somewhere in a label is not enough, since this is the one thing that must not be found by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import in_english, labels, opinion_questions
from survey.domain.checks.views import is_way_out, plain
from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.questions import (
    SUPPORT_POINTS,
    Page,
    Question,
    Questionnaire,
    SingleChoice,
    SupportScale,
)
from survey.domain.questionnaires.reaching import reach
from survey.domain.wording import say

_PLAN = (
    r"(?:plans?|proposals?|proposed use|cameras|camera(?! \w)|facial recognition|lfr|scheme|deployment"
    r"|project|pilot|trial)"
)
# What may stand between a verb and the plan without turning it into something else.
_SMALL = (
    r"(?:(?:to|with|of|for|that|the|this|these|those|our|any|all|such|using|use|having|idea|whole|council's"
    r"|police|fixed|live|permanent|proposed|new|more|lamp ?post|surveillance|facial recognition) )*"
)
_THE_PLAN = rf"{_SMALL}{_PLAN}\b"
_IT = rf"(?:{_SMALL}(?:it|this|them|these|both|everything)|{_THE_PLAN})"
_HOW_MUCH = (
    r"(?:(?:i|we|i'm|we're|am|are|would|tend to|strongly|fully|firmly|completely|totally|entirely|somewhat"
    r"|slightly|mostly|partly|rather|very much|generally) )*"
)
_AT_ALL = (
    r"(?: (?:strongly|completely|in principle|at all|altogether|outright|as a whole|anywhere|here|overall"
    r"|being used|being installed|going ahead|(?:in|for|on) (?:the|this|our|my|any) (?:area|places?|streets?"
    r"|neighbourhood|wards?|borough|town|city|town centre|city centre)))*"
)
# What may follow: nothing, or a remark that is set off.
_END = r"\W*(?:$|\s*[,;:.–—(-]\s*.*$)"
_VERBS = r"(?:oppose|opposed|object|reject|disapprove|disagree|against)(?: to| of| with)?"
_NOT = r"(?:do not|don't|would not|wouldn't|cannot|can't)"
_YES = r"(?:support|want|accept|agree(?: with| to)?|approve(?: of)?|favour|back|welcome)"
_DONE = r"(?:go ahead|happen|be (?:used|installed|put up|introduced|allowed|built|approved|there|set up))"

# Says no to the plan where the question is about it.
_OPPOSES = re.compile(
    rf"^{_HOW_MUCH}{_VERBS}(?: {_IT})?{_AT_ALL}{_END}"
    rf"|^{_HOW_MUCH}{_NOT} {_YES}(?: {_IT})?{_AT_ALL}{_END}"
    rf"|\b(?:should|must) (?:not|never) {_DONE}{_AT_ALL}{_END}"
    rf"|^(?:do not|don't) go ahead{_AT_ALL}{_END}"
    rf"|^(?:drop|scrap|stop|abandon|withdraw|cancel) {_IT}{_AT_ALL}{_END}"
    rf"|^(?:no use|nowhere){_AT_ALL}{_END}|^no {_THE_PLAN}{_AT_ALL}{_END}"
    rf"|^{_HOW_MUCH}(?:unacceptable|not (?:at all )?acceptable|never acceptable){_AT_ALL}{_END}",
    re.IGNORECASE,
)
_NO = re.compile(r"^no(?:\W*$|, )", re.IGNORECASE)
_YES_LABEL = re.compile(r"^yes(?:\W*$|, )", re.IGNORECASE)
_ABOUT_THE_PLAN = re.compile(rf"\b(?:{_PLAN}|camera)\b", re.IGNORECASE)
_ASKS_SUPPORT = re.compile(
    rf"\b(?:support|agree|favour|approve|accept|back|welcome|want|support or oppose) {_THE_PLAN}"
    rf"|\bshould {_THE_PLAN}.{{0,40}}\b{_DONE}|\bthink {_THE_PLAN} should {_DONE}",
    re.IGNORECASE,
)
_ASKS_OPPOSITION = re.compile(rf"\b(?:oppose|object|against|reject|disagree) {_THE_PLAN}", re.IGNORECASE)
_USUAL = tuple(option.code for option in SUPPORT_POINTS)
_OPPOSING = ("somewhat-oppose", "strongly-oppose")


def principle_findings(questionnaire: Questionnaire, facts: Facts = frozenset()) -> Iterator[Finding]:
    """Nothing where everyone can say no to the plan as a whole. `facts` are those that hold now."""
    reached = reach(questionnaire, facts)
    english = in_english(questionnaire)
    asked = [(page, q) for page, q in opinion_questions(questionnaire) if page.code not in reached.never]
    found = [(page, q) for page, q in asked if can_object(q, english=english)]
    if found:
        yield from _for_all(found)
    elif english:
        said = say("No question has an answer with which people can oppose the plan as a whole.")
        yield Finding("no-objection", said, ("whole",))
    else:
        said = say("No question is of the type “support or oppose” with its usual answers.")
        yield Finding("objection-not-told", said, (questionnaire.title,))


def _for_all(found: list[tuple[Page, Question]]) -> Iterator[Finding]:
    if all(page.when is not None for page, _ in found):
        page, question = found[0]
        text = quoted(question.text)
        said = say("{question} is asked of some people only: its page has a condition.", question=text)
        yield Finding("objection-not-for-all", said, (question.text, repr(page.when)), question=question.code)


def can_object(question: Question, *, english: bool = True) -> bool:
    """Whether one answer is no to the plan itself. Grids and lists of several ask about parts of it.

    In another language only the usual scale is known.
    """
    usual = isinstance(question, SupportScale) and question.option_codes == _USUAL
    if not english:
        return usual
    if not isinstance(question, SingleChoice | SupportScale):
        return False
    said = [plain(label) for label in labels(question) if not is_way_out(label)]
    if usual:
        points = [plain(option.label) for option in question.options if option.code in _OPPOSING]
        return all(says_no(label, plain(question.text)) for label in points)
    return any(says_no(label, plain(question.text)) for label in said)


def says_no(label: str, text: str) -> bool:
    """Whether an answer to a question of that text says no to the plan as a whole."""
    if _NO.search(label):
        return bool(_ASKS_SUPPORT.search(text))
    if _YES_LABEL.search(label):
        return bool(_ASKS_OPPOSITION.search(text) and not _ASKS_SUPPORT.search(text))
    about = _ABOUT_THE_PLAN.search(text) or _ABOUT_THE_PLAN.search(label)
    return bool(about and _OPPOSES.search(label))
