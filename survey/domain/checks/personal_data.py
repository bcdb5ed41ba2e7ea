"""Questions about who somebody is, exact answers that could point to one person, and what is sensitive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import asked_in, labels, opinion_questions, options_of
from survey.domain.checks.views import is_way_out, plain
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import (
    Choice,
    LongText,
    Number,
    Question,
    Questionnaire,
    ShortText,
)

_CONTACT = re.compile(
    r"\b(your|full|first|last|sur|family|given|contact|middle) ?names?\b|^(your )?names?\W*$|^what('s"
    r"| is) your name"
    r"|\be-?mail( address)?\b|\b(tele)?phone( number)?s?\b|\bmobile( number)?\b|\bcontact (details|number"
    r"|information)"
    r"|\b(home|postal|street|full|your|house) address\b|^address\W*$|\bhouse (name|number)\b"
    r"|\b(nhs|national insurance|passport|driving licence|id) number\b|\bsocial media (handle|account|name)\b"
    r"|\bip address\b|\bsign(ature|ed)\b",
    re.IGNORECASE,
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
_EQUALITY = re.compile(
    r"\b(what is|what's|which|describe|best describes|please (state|give|tick)"
    r"|tell us)\b.{0,30}\byour?\b.{0,30}\b"
    r"(sex|gender( identity)?|religion|faith|belief|ethnic(ity| group| background| origin)?|race"
    r"|sexual orientation"
    r"|sexuality|disability|marital status|age( group| band| range)?|health)\b"
    r"|\bhow old are you\b|\b(are you|do you consider yourself( to be)?) (a )?(disabled|transgender|trans"
    r"|pregnant)\b"
    r"|\bdo you (have|identify|consider).{0,40}\b(disabilit(y|ies)|long-term (illness|condition)"
    r"|health conditions?"
    r"|impairments?)\b|\bgender you identify\b|\bwhat is your age\b|^(your )?(age|sex|gender|ethnicity"
    r"|religion)\W*$",
    re.IGNORECASE,
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
        if _EQUALITY.search(plain(question.text)):
            said = f"{quoted(question.text)} is not in an equality section."
            yield Finding("equality-apart", said, (question.text,), question=question.code)
        if isinstance(question, LongText) and not TOLD.search(plain(asked_in(question))):
            said = f"{quoted(question.text)} can be answered freely. Nothing asks people not to name anyone."
            yield Finding("names-in-text", said, (asked_in(question),), question=question.code)
    for question in questionnaire.questions_of("equality"):
        if question.required:
            said = f"{quoted(question.text)} must be answered."
            yield Finding("equality-required", said, (question.text,), question=question.code)


def _who(question: Question) -> Iterator[Finding]:
    for text, place in _written(question):
        words = plain(text)
        found = _CONTACT.search(words)
        if found and not _ORGANISATION.search(words):
            yield Finding("contact-details", _said(place, found[0]), (text,), question=question.code)
        elif found or (_EXACT.search(words) and not _PART.search(words)):
            named = found or _EXACT.search(words)
            asked = named[0] if named else ""
            yield Finding("may-identify", _said(place, asked), (text,), question=question.code)


def _said(place: str, found: str) -> str:
    return f"{quoted(place)} asks for “{found.strip()}”."


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
        rest = "" if offered else " Nobody can answer “Prefer not to say”."
        what = found["what"] or found["record"]
        said = f"{quoted(question.text)} asks about somebody’s own experience: “{what}”.{rest}"
        yield Finding("sensitive", said, (asked_in(question), *labels(question)), question=question.code)
