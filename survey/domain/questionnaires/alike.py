"""Whether two texts say the same, as far as a program can see: slips of the pen, and nothing else.

A program cannot understand a sentence. So whatever people choose, and every question, may differ only in how
its words are spelt; and a text around a question may be written anew, but no word that turns it round, says
how much or how often, or names a side may come, go or change its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import SequenceMatcher

from survey.domain.questionnaires.piping import PIPE

# Short words are too easily other words: “male” and “make”. A slip in one is too rare to be worth that.
SHORTEST_SWAP, SHORTEST, LONG = 3, 5, 8
# What may come or go in a question without anything else.
HARMLESS = frozenset(("a", "an", "the", "please", "of", "these"))
_TURNING = """
    no not never none nothing nobody neither nor without cannot hardly barely rarely seldom instead rather
    support supports supported oppose opposes opposed opposition favour favor against agree agrees disagree
    disagrees accept accepts refuse refuses allow allows allowed ban bans banned approve approves disapprove
    keep kept remove removed start stop begin end introduce scrap trust distrust
    better worse best worst good bad right wrong more less fewer least most always often sometimes only unless
    except all every any some both each many few much enough too
    safe unsafe safer safety danger dangerous benefit benefits concern concerns harm harmful harmless
    increase decrease rise fall higher lower high low before after until since
    strongly somewhat slightly very
    lawful unlawful legal illegal fair unfair likely unlikely necessary unnecessary yes
    include includes included including exclude excludes excluded excluding inside outside internal external
    male female males females man woman men women north south east west northern southern eastern western
    minimum maximum
"""
_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
    billion first second third fourth fifth sixth seventh eighth ninth tenth once twice thrice half halves
    quarter double treble triple dozen single pair
    minute minutes hour hours hourly day days daily week weeks weekly fortnight month months monthly quarterly
    year years yearly annual annually
"""
TURNING = frozenset((*_TURNING.split(), *_NUMBERS.split()))
PREFIXES = ("un", "dis", "il", "in", "im", "ir", "non", "mis", "anti", "pre", "post", "fe", "over", "under")
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655\u0900-\u0dff])"
_WORD = re.compile(
    # Numbers whole, with a minus; words with their apostrophes; and signs that say something, such as £ or %.
    rf"(?:(?<!\w)[-−](?=\d))?\d+(?:[.,:/]\d+)*|{_LETTER}+(?:’{_LETTER}+)*"
    r"|[^\w\s.,;:!?'\"“”‘’()\[\]{}|…\-–—−/\\*·•#_]"
)


def words_of(text: str) -> list[str]:
    """The words, numbers and signs of a text, without case and punctuation."""
    plain = unicodedata.normalize("NFC", text).replace("'", "’").replace("‘", "’").casefold()
    return _WORD.findall(plain)


def same_label(before: str, after: str) -> bool:
    """Whether something that is chosen is only spelt otherwise: word by word, in order."""
    return _same_words(words_of(before), words_of(after)) or before.strip() == after.strip()


def same_question(before: str, after: str) -> bool:
    """The same of a question or a title, in which an article may come or go."""
    if [found[0] for found in PIPE.findall(before)] != [found[0] for found in PIPE.findall(after)]:
        return False
    one, other = (_without_harmless(words_of(text)) for text in (before, after))
    return _same_words(one, other) or before.strip() == after.strip()


def turns_nothing(before: str, after: str) -> bool:
    """Whether a text around a question, however it is written anew, turns nothing round that it said."""
    one, other = words_of(before), words_of(after)
    if [word for word in one if _is_turning(word)] != [word for word in other if _is_turning(word)]:
        return False
    gone, come = set(one) - set(other), set(other) - set(one)
    return not any(_turned(old, new) for old in gone for new in come)


def is_mistakable(after: str, own: str, others: Collection[str]) -> bool:
    """Whether a new label is as near to what another thing was called as to what its own was."""
    if not others:
        return False
    return max(_likeness(other, after) for other in others) >= _likeness(own, after)


def _likeness(one: str, other: str) -> float:
    words, others = (" ".join(words_of(text)) for text in (one, other))
    return SequenceMatcher(None, words, others).ratio()


def _without_harmless(words: list[str]) -> list[str]:
    return [word for word in words if word not in HARMLESS]


def _same_words(before: list[str], after: list[str]) -> bool:
    if len(before) != len(after) or not before:
        return False
    return all(is_same_word(one, other) for one, other in zip(before, after, strict=True))


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are one, perhaps misspelt. A number, or what turns a sentence round, never is."""
    if one == other:
        return True
    if _is_turning(one) or _is_turning(other) or _turned(one, other):
        return False
    shorter = min(len(one), len(other))
    if sorted(one) == sorted(other) and shorter >= SHORTEST_SWAP:
        return _distance(one, other) <= 1
    return shorter >= SHORTEST and _distance(one, other) <= (2 if shorter >= LONG else 1)


def _is_turning(word: str) -> bool:
    number_or_sign = not any(letter.isalpha() for letter in word) or any(c.isdigit() for c in word)
    return number_or_sign or word in TURNING or word.endswith("n’t")


def _turned(one: str, other: str) -> bool:
    """Whether one is the other with a beginning that turns it round, such as “un-”."""
    shorter, longer = sorted((one, other), key=len)
    return any(longer == before + shorter for before in PREFIXES) or any(
        one.startswith(a) and other.startswith(b) and one.removeprefix(a) == other.removeprefix(b)
        for a, b in _OPPOSITE
    )


_OPPOSITE = (("in", "ex"), ("ex", "in"), ("im", "ex"), ("ex", "im"), ("up", "down"), ("down", "up"))


def _distance(one: str, other: str) -> int:
    """How many letters were left out, put in, changed, or swapped with the next."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for at, letter_there in enumerate(other, start=1):
            differs = letter != letter_there
            cost = min(last[at] + 1, now[at - 1] + 1, last[at - 1] + differs)
            if row > 1 and at > 1 and letter == other[at - 2] and one[row - 2] == letter_there:
                cost = min(cost, before[at - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
