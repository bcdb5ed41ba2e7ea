"""Questions about who somebody is, exact answers that could point to one person, and what is sensitive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.about_you import asks_equality
from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import asked_in, labels, opinion_questions, options_of, prose, sentences
from survey.domain.checks.views import is_way_out, plain
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.publishing import OPEN
from survey.domain.questionnaires.questions import (
    Choice,
    LongText,
    Number,
    Question,
    Questionnaire,
    ShortText,
)
from survey.domain.wording import Words, message, say

_CONTACT = re.compile(
    r"\b(your|full|first|last|sur|family|given|contact|middle) ?names?\b|^(your )?names?\W*$|^what('s"
    r"| is) your name"
    r"|\be-?mail( address)?\b|\b(tele)?phone( number)?s?\b|\bmobile( number)?\b|\bcontact (details|number"
    r"|information)"
    r"|\b(home|postal|street|full|your|house) address\b|^address\W*$|\bhouse (name|number)\b"
    r"|\b(nhs|national insurance|passport|driving licence|id) number\b|\bsocial media (handle|account|name)\b"
    r"|\bip address\b|\bsign(ature|ed)\b|\byour details\b|\busernames?\b|^who are you\W*$"
    r"|\b(twitter|facebook|instagram|whatsapp|telegram|tiktok|linkedin) (handle|account|name|profile)\b"
    r"|\bhow (can|could|should|may|do|best to) (we|the council|the team) (best )?"
    r"(reach|contact|get in touch|get back|get hold|find|call|phone|email|write to|reply)\b",
    re.IGNORECASE,
)
# Their own, whatever else is asked for in the same line.
_OWN = re.compile(
    r"\byour (own |full |first |last |sur)*names?\b|\byour (home|private|house)\b", re.IGNORECASE
)
# What asks for something in a sentence that is no question, and what says the opposite.
_GIVE = re.compile(
    r"\b(give|enter|write|leave|tell us|provide|add|include|share|type|fill in|state|let us (have|know)|send"
    r"|put|supply|we need|with your)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(\b(not|never|without|avoid|no need|nobody|instead of|leave out)\b|n't\b)[^,;:]*$", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"\b(organisation|organization|business|company|group|charity|school|shop|office|councillor|venue"
    r"|street|road"
    r"|park|camera|place|area|brand)\b",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"\bpost ?codes?\b|\bzip code\b|\bdate of birth\b|\bbirth ?(day|date)\b|\byear of birth\b"
    r"|\bwhen were you born\b"
    r"|\bhow old are you\b|\byour( exact| current)? age\b|\byour\b.{0,20}\bjob title\b|^job title\b"
    r"|\b(your )?occupation\b|\bemployer\b"
    r"|\bwhere (exactly )?do you (live|work)\b|\b(vehicle|car) registration\b|\bnumber ?plate\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(first (part|half)|outward|district|sector|first (three|four|3|4))\b", re.IGNORECASE)
_SENSITIVE = re.compile(
    r"\b(?:(?:have|has|had|were|was) you (?:ever )?(?:been )?|you\b.{0,60}\b(?:been"
    r"|ever) )(?P<what>stopped|arrested"
    r"|charged|convicted|cautioned|searched|accused|imprisoned|a victim|(?:the )?victim of|attacked"
    r"|assaulted|robbed"
    r"|harassed|harmed|on a watchlist)\b|\byou\b.{0,60}\b(?P<record>criminal record|convictions?)\b",
    re.IGNORECASE,
)
SENSITIVE = message("{question} asks about somebody’s own experience: “{found}”.")
SENSITIVE_AND_NO_WAY_OUT = message(
    "{question} asks about somebody’s own experience: “{found}”. Nobody can answer “Prefer not to say”."
)
TOLD = re.compile(
    r"\b(do not|don't|avoid|without|not to|never|please leave out)\b.{0,60}\b(name|names|naming"
    r"|identif\w+|who you are"
    r"|personal (information|details|data)|anyone|private)\b|\bpublish",
    re.IGNORECASE,
)


def personal_data_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Nothing where no answer says, by itself, who gave it."""
    for _, question in opinion_questions(questionnaire):
        yield from _who(question)
        yield from _sensitive(question)
        if asks_equality(plain(question.text), labels(question)):
            said = say("{question} is not in an equality section.", question=quoted(question.text))
            yield Finding("equality-apart", said, (question.text,), question=question.code)
        if _names_unasked(question):
            said = say(
                "{question} can be answered freely. Nothing asks people not to name anyone.",
                question=quoted(question.text),
            )
            yield Finding("names-in-text", said, (asked_in(question),), question=question.code)
    for question in questionnaire.questions_of("equality"):
        if question.required:
            said = say("{question} must be answered.", question=quoted(question.text))
            yield Finding("equality-required", said, (question.text,), question=question.code)


def _names_unasked(question: Question) -> bool:
    """Whether people can write freely, and are neither asked not to name anyone nor told it is published."""
    if not isinstance(question, LongText) or question.publishing == OPEN:
        return False
    return not TOLD.search(plain(asked_in(question)))


def _who(question: Question) -> Iterator[Finding]:
    for text, place in _written(question):
        words = plain(text)
        found = _contact(words)
        if found and _is_own(words):
            yield Finding("contact-details", _said(place, found), (text,), question=question.code)
        elif found or (_EXACT.search(words) and not _PART.search(words)):
            named = _EXACT.search(words)
            asked = found or (named[0] if named else "")
            yield Finding("may-identify", _said(place, asked), (text,), question=question.code)
    for sentence in _told_beside(question):
        found = _contact(sentence)
        if found and _GIVE.search(sentence) and _is_own(sentence):
            said = say(
                "{sentence}, beside {question}, asks for “{found}”.",
                sentence=quoted(sentence),
                question=quoted(question.text),
                found=found,
            )
            yield Finding("contact-details", said, (sentence,), question=question.code)


def _is_own(words: str) -> bool:
    """Whether it asks for what is somebody's own, not an organisation's or a place's."""
    return bool(_OWN.search(words)) or not _ORGANISATION.search(words)


def _contact(words: str) -> str:
    """What a text asks for that says who somebody is. “Please do not give your name” asks for nothing."""
    for sentence in sentences(words):
        found = _CONTACT.search(sentence)
        if found and not _NOT.search(sentence[: found.start()]):
            return found[0].strip()
    return ""


def _told_beside(question: Question) -> Iterator[str]:
    """The sentences beside a question, beyond the question itself."""
    for text in prose(question)[1:]:
        yield from sentences(plain(text))


def _said(place: str, found: str) -> Words:
    return say("{question} asks for “{found}”.", question=quoted(place), found=found)


def _written(question: Question) -> Iterator[tuple[str, str]]:
    """What somebody fills in by hand, with the text that asks for it. What is chosen was written before."""
    if isinstance(question, (ShortText, LongText, Number, Date)):
        yield question.text, question.text
    for option in options_of(question):
        if option.detail:
            yield option.detail.label, f"{question.text} {option.label}: {option.detail.label}"


def _sensitive(question: Question) -> Iterator[Finding]:
    if not isinstance(question, (Choice, ShortText, LongText, Number)):
        return
    found = _SENSITIVE.search(plain(question.text))
    if found:
        offered = any(is_way_out(label) for label in labels(question))
        said = say(
            SENSITIVE if offered else SENSITIVE_AND_NO_WAY_OUT,
            question=quoted(question.text),
            found=found["what"] or found["record"],
        )
        yield Finding("sensitive", said, (asked_in(question), *labels(question)), question=question.code)
