"""Whether a question asks for a view, and what the words of an answer say: yes, no, neither or nothing.

These are lists of English words, no more. docs/checks.md says what they miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from survey.domain.checks.texts import labels, options_of, rows
from survey.domain.questionnaires.kinds import AreaGrid, Likelihood
from survey.domain.questionnaires.questions import (
    Choice,
    Grid,
    MultipleChoice,
    Question,
    SingleChoice,
    SupportScale,
)

ONE_ANSWER = (SingleChoice, SupportScale, Grid, AreaGrid, Likelihood)

_VIEW = re.compile(
    r"\b(support|oppose|(dis)?agree|should|think|feel|opinions?|your views?|prefer|confident|(dis)?satisf\w+"
    r"|how important|importance|important (to you|is it|that)|(is|are) (it|this|that|these|they) important"
    r"|(un)?likely|concerns?|concerned|worried|rate|(un)?acceptable|accept|trust|favour"
    r"|approve"
    r"|expect|would you (like|want|choose|welcome|use)|how (well|good|bad|safe|fair|fairly|useful|effective"
    r"|happy|clear|easy|welcome)|benefits?|matters? most|priorit\w+|would .*\b(affect|change|make)\b)",
    re.IGNORECASE,
)
_FACTUAL = re.compile(
    r"^(have|has|had|did|does|were|was|is there|are there|are you (a|an|the|aged|currently|now)|when|where"
    r"|do you (currently |ever )?(own|live|work|use|know|have|receive)|how (many|often|long|old)"
    r"|which of (these|the following) (are|do|were|did) you)\b",
    re.IGNORECASE,
)
# Numbers and codes before a question, as imported forms have them: “104. ”, “(Id10328) ”, “[B] ”.
_NUMBERING = re.compile(r"^\W*(?:[A-Za-z]{0,3}\d+\w*|[A-Z])[.)\]:]+\W*")
WAY_OUT = re.compile(
    r"don.?t know|do not know|not sure|unsure|\bno (view|opinion|preference|answer)\b|can.?t say|cannot say"
    r"|prefer not|rather not|not applicable|^n/?a$|undecided|don.?t mind|no strong",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\bnone\b|\bnowhere\b|\bnothing\b|\bnever\b|^no\b|\bneither\b|\bnot at all\b", re.IGNORECASE
)

_SURELY_FOR = re.compile(
    r"^(i |we )?(would )?(strongly |fully |somewhat |partly |mostly |completely |tend to |slightly )*"
    r"(support|agree|favour|back|welcome|approve)|^yes\b",
    re.IGNORECASE,
)
_SURELY_AGAINST = re.compile(
    r"^(i |we )?(would )?(strongly |fully |somewhat |partly |mostly |completely |tend to |slightly )*"
    r"(oppose|object|reject|disagree|do not|don.?t|am against|disapprove)|^no\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"\bneither\b|\bneutral\b|\bno (real )?(difference|change|effect|impact|opinion either)\b"
    r"|\babout the same\b"
    r"|\bmixed\b|\bagree\b.*\bdisagree\b|\bsupport\b.*\boppose\b|\bsatisfied\b.*\bdissatisfied\b"
    r"|^(the same|same|average|fair|ok|okay|it depends|in between)$|balanced\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(not|no|never|don.?t|against|oppos\w*|disagree\w*|object(s|ed|ion)?|reject\w*|dis(satisf|approv"
    r"|lik)\w*"
    r"|unsatisf\w*|un(likely|important|safe|fair|acceptable|helpful|happy|comfortable|necessary|clear)"
    r"|less (safe|likely|important|confident|worried|welcome)|worse|worst|bad|badly|poor|poorly|useless"
    r"|ineffective|inadequate|negative\w*)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(support\w*|agree\w*|favour\w*|satisf\w*|likely|important|safe|safer|good|well|better|best|excellent"
    r"|outstanding|useful|helpful|effective|acceptable|approve\w*|confident|comfortable|happy|easy"
    r"|positive\w*"
    r"|essential|welcome|adequate|worried|concerned|interested|familiar|aware)\b",
    re.IGNORECASE,
)


def plain(label: str) -> str:
    """A label with straight apostrophes and single spaces."""
    return " ".join(label.replace("’", "'").split())


def asks_a_view(question: Question) -> bool:
    """Whether it asks what somebody thinks, and not what is the case."""
    if isinstance(question, (SupportScale, Likelihood)):
        return True
    text = _NUMBERING.sub("", plain(question.text))
    if _FACTUAL.search(text):
        return False
    several = isinstance(question, MultipleChoice)
    return bool(_VIEW.search(text)) or (not several and has_two_sides(labels(question)))


def is_way_out(label: str) -> bool:
    """Whether it says “don't know”, “prefer not to say” or the like."""
    return bool(WAY_OUT.search(plain(label)))


def side(label: str) -> int | None:
    """1 for an answer on the side of yes, -1 for one of no, 0 for the middle; None for any other."""
    text = plain(label)
    if is_way_out(text):
        return None
    for pattern, found in ((_MIDDLE, 0), (_SURELY_FOR, 1), (_SURELY_AGAINST, -1), (_AGAINST, -1), (_FOR, 1)):
        if pattern.search(text):
            return found
    return None


def has_two_sides(answers: Iterable[str]) -> bool:
    """Whether answers have sides, some that of yes and some that of no, beyond a plain yes and no."""
    offered = [answer for answer in answers if not is_way_out(answer)]
    sides = [side(answer) for answer in offered if plain(answer).lower() not in ("yes", "no")]
    return 1 in sides and -1 in sides and 2 * sides.count(None) < len(offered)


def offers_way_out(question: Question) -> bool:
    """Whether somebody without a view can say so."""
    options = options_of(question)
    if any(option.apart or is_way_out(option.label) for option in options):
        return True
    several = isinstance(question, MultipleChoice)
    return several and any(option.exclusive or _NONE.search(plain(option.label)) for option in options)


def takes_one_answer(question: Question) -> bool:
    """Whether each thing that it asks takes one answer out of several."""
    return isinstance(question, ONE_ANSWER)


def can_choose(question: Question) -> bool:
    """Whether it offers answers to choose from, one by one or row by row."""
    return isinstance(question, (Choice, Grid))


def stems(question: Question) -> tuple[str, ...]:
    """What an answer is about: the question, or each row of a grid."""
    return rows(question) or (question.text,)
