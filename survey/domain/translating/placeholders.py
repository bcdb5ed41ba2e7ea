"""Earlier answers in texts, `{answer:area|the area}`: a translation must have the same ones.

Their order may change, and the words after the bar are translated; the code of the question stays. What is
printed has gaps such as `{council}`, which stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce

from survey.domain.questionnaires.piping import BEGINNING, PIPE
from survey.domain.wording import say

LONGEST = 10_000
# A translation of what is printed may be twice as long, and a short word longer still: a sheet has one side.
TIMES, MORE = 2, 20
GAP = re.compile(r"\{(\w+)\}")


def codes_of(text: str) -> list[str]:
    """The questions whose answers stand in a text."""
    return sorted(found[1] for found in PIPE.finditer(text))


def gaps_of(text: str) -> list[str]:
    """What is filled in where a text is printed."""
    return sorted(GAP.findall(text))


def problem_with(source: str, translation: str, *, printed: bool = False) -> str:
    """What is wrong with a translation, as a sentence; empty where nothing is."""
    codes, found = codes_of(source), PIPE.findall(translation)
    most = TIMES * len(source) + MORE if printed else LONGEST
    if len(translation) > most:
        return say("It is longer than {most} characters.", most=f"{most:,}")
    if printed:
        return _problem_with_gaps(source, translation)
    if translation.count(BEGINNING) != len(found) or sorted(code for code, _ in found) != codes:
        wanted = [f"{{answer:{code}|…}}" for code in codes]
        if not wanted:
            return say("It has {answer:…}, which the text itself has not.")
        return say(
            "It must have {wanted} just as the text has. Only the words after the bar are translated.",
            wanted=_every(wanted),
        )
    if any(not words.strip() for _, words in found):
        return say("After the bar in {answer:…|…} there must be words for those who did not answer.")
    return ""


def _problem_with_gaps(source: str, translation: str) -> str:
    wanted = gaps_of(source)
    if gaps_of(translation) == wanted and not set("{}") & set(GAP.sub("", translation)):
        return ""
    if not wanted:
        return say("It has curly brackets, which the text itself has not.")
    return say(
        "It must have {wanted} just as the text has, and nothing else in curly brackets.",
        wanted=_every([f"{{{name}}}" for name in wanted]),
    )


def _every(wanted: Iterable[str]) -> str:
    return reduce(lambda first, last: say("{first} and {last}", first=first, last=last), wanted)
