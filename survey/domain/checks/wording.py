"""Questions that lead, take one side, ask people to agree, or have a “not” in them; and loaded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.loaded_words import LOADED, instead_of
from survey.domain.checks.texts import every_text, labels, opinion_questions, prose, rows
from survey.domain.checks.views import asks_a_view, can_choose, plain, stems, takes_one_answer
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import Words, listed, message, say

# What a beginning or an ending does; the words found are quoted beside it.
_YES = re.compile(
    r"\b(don't|doesn't|isn't|aren't|wouldn't|shouldn't|can't) (you|it|we|they|the \w+)\b[^?]*\?"
    r"|\bdo you not\b|\bwould you not\b|, (isn't it|don't you|right)\?|\bsurely\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(most|many|the majority of) (people|residents|londoners|experts|councils)\b.{0,30}"
    r"\b(agree|think|believe|support|oppose|say|feel|want)\b|\bexperts (agree|say|believe)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b((?<!far )as (you|we all) (will )?know|it is (well|widely) known|everyone knows|obviously|of course"
    r"|clearly|undoubtedly|needless to say|the fact that|no doubt)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"^(given (that|the)|considering (that|the)|in (the )?light of|bearing in mind|because of the|since the"
    r"|to (keep|protect|make|help|prevent|stop|fight|tackle|reduce|cut) )\b.*\?",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\bhow much (safer|better|worse|less safe|more (safe|secure|private))\b"
    r"|\bhow much (would|will|do|does|has|have|did) .*\b(improve[ds]?|benefit(ed|s)?|help(ed|s)?|harm(ed|s)?"
    r"|damage[ds]?|reduce[ds]?|suffer(ed|s)?)\b|\bwhat do you like (most|best)\b(?!.*dislike)",
    re.IGNORECASE,
)
LEADING = (
    (message("In {question}, it expects a yes: {words}"), _YES),
    (message("In {question}, it says what others think: {words}"), _OTHERS),
    (message("In {question}, it takes something as known: {words}"), _KNOWN),
    (message("In {question}, it gives a reason before it asks: {words}"), _REASON),
    (message("In {question}, it takes for granted which way things go: {words}"), _DIRECTION),
)
_FOR_ONLY = re.compile(
    r"\b(do|would|will|should) (you|we|people|residents) (strongly |fully )?"
    r"(support|favour|back|welcome|approve of|be in favour of)\b"
    r"|\b(to what extent|how (much|strongly|far)) (do|would) you (support|favour|back|welcome|approve)\b"
    r"|\bare you in favour\b",
    re.IGNORECASE,
)
_AGAINST_ONLY = re.compile(
    r"\b(do|would|will) you (strongly )?(oppose|object to|reject)\b"
    r"|\b(to what extent|how (much|strongly|far)) (do|would) you (oppose|object)\b|\bare you against\b",
    re.IGNORECASE,
)
_NAMES_FOR = re.compile(r"\b(support|favour|in favour|welcome|approve)\b", re.IGNORECASE)
_NAMES_AGAINST = re.compile(r"\b(oppose|object|against|disapprove|reject|not)\b", re.IGNORECASE)
_AGREE = re.compile(
    r"\b(do|would) you (strongly |fully )?agree\b|\bagree or disagree\b"
    r"|\b(to what extent|how (much|strongly|far)) (do|would) you agree\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(not|never|no longer|cannot)\b|n't\b", re.IGNORECASE)
_HARMLESS_NOT = re.compile(
    r"\b(or|if|why|whether or|but|than|does|do|is|are) not\b|\bnot (at all|including|only|yet|sure)\b"
    r"|\b(do|would) you not\b|\b(don't|isn't|wouldn't|shouldn't|doesn't|aren't|can't) (you|it|we|they|the)\b"
    r"|\([^)]*\)|^\w+ not\b",
    re.IGNORECASE,
)


def wording_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Everything that is said so that it favours an answer. Equality questions keep to their standard."""
    yield from _loaded((questionnaire.title,), questionnaire.title)
    for page, question in opinion_questions(questionnaire):
        yield from _loaded((page.title,), page.title, page=page.code)
        yield from _loaded((*every_text(question), *prose(question)), question.text, code=question.code)
        yield from _leading(question)
        if asks_a_view(question) and question.asks:
            yield from _one_sided(question)
            yield from _negative(question)
        yield from _agreeing(question)


def _loaded(texts: Iterable[str], near: str, *, page: str = "", code: str = "") -> Iterator[Finding]:
    found = {at[0].lower(): at[0] for text in texts for at in LOADED.finditer(text)}
    if found:
        words = listed([_takes_side(word) for word in found.values()])
        said = say("In or under {text}: {words}.", text=quoted(near), words=words)
        yield Finding("loaded", said, (near, *found.values()), page, code)


def _takes_side(word: str) -> Words:
    instead = instead_of(word)
    if instead:
        return say("“{word}” takes a side (“{instead}” would not)", word=word, instead=instead)
    return say("“{word}” takes a side (leave it out)", word=word)


def _leading(question: Question) -> Iterator[Finding]:
    text = plain(question.text)
    for does, pattern in LEADING:
        at = pattern.search(text)
        if at:
            said = say(does, question=quoted(question.text), words=quoted(at[0], 40))
            yield Finding("leading", said, (question.text,), question=question.code)
            return


def _one_sided(question: Question) -> Iterator[Finding]:
    text = plain(question.text)
    for pattern, other, missing in (
        (_FOR_ONLY, _NAMES_AGAINST, message("{question} does not say that people may also oppose it.")),
        (_AGAINST_ONLY, _NAMES_FOR, message("{question} does not say that people may also support it.")),
    ):
        if pattern.search(text) and not other.search(text):
            said = say(missing, question=quoted(question.text))
            yield Finding("one-sided", said, (question.text,), question=question.code)


def _negative(question: Question) -> Iterator[Finding]:
    for text in stems(question) if takes_one_answer(question) else ():
        if _NOT.search(_HARMLESS_NOT.sub(" ", plain(text))):
            said = say("There is a “not” in {text}", text=quoted(text))
            yield Finding("negative", said, (text,), question=question.code)


def _agreeing(question: Question) -> Iterator[Finding]:
    offered = [plain(label).lower() for label in labels(question)] if can_choose(question) else []
    agrees = any(label.endswith("agree") and "disagree" not in label for label in offered)
    disagrees = any("disagree" in label for label in offered)
    if _AGREE.search(plain(question.text)) or (agrees and disagrees):
        text = quoted(question.text)
        said = say("{question} asks people to agree or disagree with a statement.", question=text)
        yield Finding("agree-disagree", said, (question.text, *rows(question)), question=question.code)
