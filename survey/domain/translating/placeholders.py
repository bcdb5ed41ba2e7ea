"""Earlier answers in texts, `{answer:area|the area}`: a translation must have the same ones.

Their order may change, and the words after the bar are translated; the code of the question stays.
"""

from __future__ import annotations

from functools import reduce

from survey.domain.questionnaires.piping import BEGINNING, PIPE
from survey.domain.wording import say

LONGEST = 10_000


def codes_of(text: str) -> list[str]:
    """The questions whose answers stand in a text."""
    return sorted(found[1] for found in PIPE.finditer(text))


def problem_with(source: str, translation: str) -> str:
    """What is wrong with a translation, as a sentence; empty where nothing is."""
    codes, found = codes_of(source), PIPE.findall(translation)
    if len(translation) > LONGEST:
        return say("It is longer than {most} characters.", most=f"{LONGEST:,}")
    if translation.count(BEGINNING) != len(found) or sorted(code for code, _ in found) != codes:
        wanted = [f"{{answer:{code}|…}}" for code in codes]
        if not wanted:
            return say("It has {answer:…}, which the text itself has not.")
        return say(
            "It must have {wanted} just as the text has. Only the words after the bar are translated.",
            wanted=reduce(lambda first, last: say("{first} and {last}", first=first, last=last), wanted),
        )
    if any(not words.strip() for _, words in found):
        return say("After the bar in {answer:…|…} there must be words for those who did not answer.")
    return ""
