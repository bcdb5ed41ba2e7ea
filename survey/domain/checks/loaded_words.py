"""Words that praise or condemn, as many for the cameras as against them, and words that take no side.

The two lists are of the same length, so that the check itself is not loaded; a test counts them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# What both sides would say instead; empty where the word is better left out.
FOR: Mapping[str, str] = {
    "crime-fighting": "",
    "crime-busting": "",
    "cutting-edge": "new",
    "game-changing": "",
    "ground-breaking": "new",
    "innovative": "new",
    "keep you safe": "police",
    "keep us safe": "police",
    "keep our streets safe": "police the streets",
    "law-abiding": "",
    "life-saving": "",
    "make our streets safer": "police the streets",
    "much-needed": "",
    "nothing to hide": "",
    "protect our": "police the",
    "safer streets": "streets",
    "scourge": "problem",
    "smart cameras": "live facial recognition cameras",
    "state-of-the-art": "new",
    "thugs": "people suspected of crimes",
    "vital": "",
    "world-class": "",
    "world-leading": "",
    "yobs": "people suspected of crimes",
}
AGAINST: Mapping[str, str] = {
    "Big Brother": "the police",
    "creepy": "",
    "digital line-up": "comparing faces with a list",
    "dragnet": "",
    "draconian": "strict",
    "dystopian": "",
    "face-scanning": "comparing faces with a list",
    "heavy-handed": "",
    "invasive": "",
    "intrusive": "",
    "mass surveillance": "cameras that compare every face in view with a list",
    "nanny state": "the council",
    "Orwellian": "",
    "police state": "the police",
    "prying": "",
    "racist": "affecting some groups more than others",
    "sinister": "",
    "snooping": "watching",
    "snoopers": "the police",
    "spy cameras": "cameras",
    "spying": "watching",
    "surveillance state": "the police",
    "under the guise": "",
    "waste of money": "cost",
}
# For neither side in particular, but no less loaded.
EITHER: Mapping[str, str] = {
    "controversial": "",
    "criminals": "people suspected or convicted of crimes",
    "disastrous": "",
    "outrageous": "",
    "so-called": "",
    "unacceptable level": "level",
    "unprecedented": "",
}
NEUTRAL: Mapping[str, str] = {
    word.lower(): said for words in (FOR, AGAINST, EITHER) for word, said in words.items()
}

LOADED = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(word).replace(r"\-", "[- ]") for word in NEUTRAL) + r")(?![\w-])",
    re.IGNORECASE,
)


def instead_of(found: str) -> str:
    """What could stand instead of a word that was found; empty where it is better left out."""
    plain = found.lower().replace("-", " ")
    return next(said for word, said in NEUTRAL.items() if word.replace("-", " ") == plain)
