"""Questions that ask two things and take one answer: “How safe and welcome do you feel?”

“And” is innocent far more often than not. It counts only between two things that an answer would judge, in a
question that asks for a view and takes one answer; names, pairs that belong together and examples do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import opinion_questions, rows
from survey.domain.checks.views import asks_a_view, plain, takes_one_answer
from survey.domain.questionnaires.kinds import AreaGrid
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import say

_AND = re.compile(r"\band/or\b|\bas well as\b|\balong with\b|\band\b|(?<=\w) & (?=\w)", re.IGNORECASE)
# Pairs that are one thing, or opposites of one scale. Both orders count.
_PAIRS = (
    "health safety",
    "terms conditions",
    "stop search",
    "men women",
    "boys girls",
    "parents carers",
    "family friends",
    "day night",
    "drop off",
    "pros cons",
    "advantages disadvantages",
    "benefits drawbacks",
    "benefits concerns",
    "strengths weaknesses",
    "black brown",
    "black asian",
    "research development",
    "arts crafts",
    "law order",
    "peace quiet",
    "clear simple",
    "fish chips",
    "weekdays weekends",
    "here now",
    "more more",
    "time again",
    "england wales",
    "from to",
    "wear tear",
    "walking cycling",
    "walk cycle",
    "gypsy traveller",
    "physical mental",
    "children young",
    "support oppose",
    "antisocial behaviour",
    "terms use",
    "his her",
    "him her",
    "you your",
    "up down",
    "in out",
    "if when",
    "cost benefit",
    "age sex",
)
_PAIRED = {frozenset(pair.split()) for pair in _PAIRS}
# After these words come examples or a definition, before these a range.
_EXAMPLES = re.compile(
    r"\b(such as|including|for example|for instance|e\.?g\.?|i\.?e\.?|in other words|that is)\b.*|\([^)]*\)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(between|both the)\b[^?.]*?\band\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
# “… and why?”, “… and what …” ask for more, which a text answers and a choice does not.
_FOLLOWED = re.compile(r"^\W*(why|how|what|when|where|who|which|if so)\b", re.IGNORECASE)
_SECOND = re.compile(r"\?\s+[A-Z].*\?")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What is said before it asks, such as “Thinking about last year and this year, …”, asks nothing.
_BEFORE = re.compile(
    r"^(thinking (about|of|back)|compared (with|to)|given|in (the|your)|overall|before|after|over"
    r"|during)\b[^,?]*,",
    re.IGNORECASE,
)


def double_barrelled_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Questions and rows of grids that join two things to be judged in one answer."""
    for _, question in opinion_questions(questionnaire):
        if takes_one_answer(question) and asks_a_view(question):
            yield from _in_question(question)


def _in_question(question: Question) -> Iterator[Finding]:
    own_rows = () if isinstance(question, AreaGrid) else rows(question)
    for text in (question.text, *own_rows):
        found = joined(text)
        if found:
            said = say(
                "{question} asks about two things at once: {words}",
                question=quoted(text),
                words=quoted(found),
            )
            yield Finding("double-barrelled", said, (text,), question=question.code)


def joined(text: str) -> str:
    """The words around the first “and” that joins two things; nothing where there is none."""
    asked = _asked(text)
    if _SECOND.search(asked):
        return asked
    for at in _AND.finditer(asked):
        before, after = _WORD.findall(asked[: at.start()]), _WORD.findall(asked[at.end() :])
        if before and after and not _belong_together(before, after, asked[at.end() :]):
            return " ".join([*before[-2:], at[0].strip(), after[0]])
    return ""


def _asked(text: str) -> str:
    """The question itself: without examples, quotations and what is said before it asks."""
    shortened = plain(text)
    for pattern in (_QUOTED, _EXAMPLES, _BETWEEN, _BEFORE):
        shortened = pattern.sub(" ", shortened)
    sentences = [part for part in re.split(r"(?<=[.!])\s+", shortened.strip()) if part]
    asking = [part for part in sentences if "?" in part]
    return " ".join(asking or sentences)


def _belong_together(before: list[str], after: list[str], rest: str) -> bool:
    first, second = before[-1], after[0]
    if frozenset((first.lower(), second.lower())) in _PAIRED:
        return True
    names = first[0].isupper() and second[0].isupper() and len(before) > 1
    numbers = first[0].isdigit() or second[0].isdigit()
    return names or numbers or bool(_FOLLOWED.match(rest))
