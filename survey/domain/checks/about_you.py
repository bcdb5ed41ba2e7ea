"""Whether a question asks for what equality questions ask: age, sex, faith, health and the like of a person.

By its words, which must be about whoever answers, or by its answers, such as “White” and “Asian”. A question
about what would happen to others, such as disabled people, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from survey.domain.checks.views import plain

_WHAT = (
    r"(?:sex|gender(?: identity)?|religion|faith|belief|race|ethnic(?:ity| group| background| origin)?"
    r"|sexual orientation|sexuality|disability|marital status|nationality|health"
    r"|age(?: group| band| range| bracket)?)"
)
# What somebody can be.
_WHO = (
    r"(?:m[ae]n|wom[ae]n|male|female|boy|girl|non-?binary|transgender|trans|transsexual|intersex|genderqueer"
    r"|gay|lesbian|bisexual|bi|queer|straight|heterosexual|homosexual|asexual|lgbt\w*"
    r"|muslim|christian|catholic|anglican|jewish|hindu|sikh|buddhist|atheist|religious"
    r"|black|asian|mixed race|arab|white(?: british)?|chinese|roma|gyps(?:y|ies)|traveller"
    r"|disabled|deaf|blind|autistic|neurodivergent|pregnant|married|divorced|widowed|in a civil partnership"
    r"|(?:aged )?(?:over|under|between) (?:the age of )?\d+|aged|pensioner|retirement age)"
)
_TEXT = re.compile(
    rf"\b(?:what is|what's|which|describe|best describes|please (?:state|give|tick)|tell us)\b.{{0,30}}"
    rf"\byour?\b.{{0,30}}\b{_WHAT}\b"
    rf"|\b(?:what|which) {_WHAT}\b.{{0,25}}\b(?:are|do|were|would) you\b"
    rf"|\b(?:are you|do you consider yourself(?: to be)?|(?:do you )?(?:identify|describe yourself"
    rf"|see yourself|define yourself) (?:as|with)) (?:(?:an?|the|also|or|either|from|practising|registered"
    rf"|of|currently|any|legally|yourself) )*(?:{_WHO}|{_WHAT})\b(?! (?:of|for|about|that|with) )"
    rf"|\bdo you (?:have|hold|follow|practise|belong to|identify|consider)\b.{{0,40}}\b(?:disabilit(?:y|ies)"
    rf"|long-term (?:illness|condition)|health conditions?|impairments?|religions?|faith)\b"
    rf"|\b{_WHAT} of (?:the )?respondent\b"
    rf"|\bhow old are you\b|\bgender you identify\b|\byour age\W*$"
    rf"|^(?:your )?(?:{_WHAT}|age in years)\W*$",
    re.IGNORECASE,
)

_OTHERS = r"(?!.*\b(?:people|persons?|residents|communit\w+|men|women|children|families|visitors|owned)\b)"
_ETHNIC = re.compile(
    rf"^(?:asian|arab|mixed|black (?:british|african|caribbean|or)|white (?:british|english|irish|other|and)"
    rf"|chinese|indian|pakistani|bangladeshi|african|caribbean|gypsy)\b{_OTHERS}",
    re.IGNORECASE,
)
_PLAIN_ETHNIC = re.compile(rf"^(?:white|black)\b{_OTHERS}", re.IGNORECASE)
_FAITH = re.compile(
    r"^(?:christian(?:ity)?|muslim|islam|jewish|judaism|hindu(?:ism)?|sikh(?:ism)?|buddhis[tm])\b"
    + _OTHERS,
    re.IGNORECASE,
)
# Answers of which both stand among the others, each alone.
_PAIRS = (
    ({"man", "male"}, {"woman", "female"}),
    ({"heterosexual", "straight", "heterosexual or straight", "straight or heterosexual"},
     {"gay", "lesbian", "bisexual", "gay or lesbian", "homosexual", "bi"}),
)  # fmt: skip
_MOST_FAITHS = 2
# By its answers alone a question is about whoever answers, unless it says of whom it is.
_YOU = re.compile(r"\byou(?:r|rself)?\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\bof (?!these|those|the following)|\b(?:is|are|was|were|should|would|who|whom|whose)\b", re.IGNORECASE
)


def asks_equality(text: str, answers: Iterable[str]) -> bool:
    """Whether a question with that text and these answers is one for the equality section."""
    offered = [plain(answer) for answer in answers]
    of_others = _OF_OTHERS.search(text) and not _YOU.search(text)
    return bool(_TEXT.search(text)) or (not of_others and _offers_groups(offered))


def _offers_groups(offered: list[str]) -> bool:
    groups = [answer for answer in offered if _ETHNIC.search(answer)]
    others = [answer for answer in offered if _PLAIN_ETHNIC.search(answer) and answer not in groups]
    faiths = [answer for answer in offered if _FAITH.search(answer)]
    alone = {answer.lower() for answer in offered}
    return (
        bool(groups and (others or any(_PLAIN_ETHNIC.search(answer) for answer in groups)))
        or len(faiths) > _MOST_FAITHS
        or any(alone & one and alone & other for one, other in _PAIRS)
    )
