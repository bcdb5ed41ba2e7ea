"""Earlier answers inside later texts: other programs' marks for them → ours, where ours can hold them.

Readers put a mark around the name. Only what was chosen on an earlier page can be put in here, and only into
a question's own words; elsewhere plain words say that an answer stood there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from survey.domain.interchange.drafts import Draft
from survey.domain.interchange.expressions.variables import Kind, Variable
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.piping import BEGINNING, PIPED_TEXTS
from survey.domain.wording import message, say

# Characters of a private area, which no text of a file holds: plain_text.py takes them out.
OPEN, CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
WITHOUT = "your earlier answer"
BLANK = "[…]"
_LOST = message("Its words hold “{name}”, which cannot be put in: “{blank}” stands there.")

# What a name stands for, where it is asked earlier.
Earlier = Callable[[str], Variable | None]


def marked(name: str) -> str:
    """The place of an earlier answer, until it is known whether it can be put in."""
    return f"{OPEN}{name}{CLOSE}"


def without_marks(text: str) -> str:
    """A file's own text, before any mark is put in."""
    return text.replace(OPEN, "").replace(CLOSE, "").replace(BEGINNING, "{ answer:")


def unpiped(text: str) -> str:
    """Plain words in place of every mark."""
    return _MARKED.sub(BLANK, text)


def settle(draft: Draft, earlier: Earlier) -> None:
    """Fills the marks of a draft's questions and translations, and notes what could not be put in."""
    lost: dict[str, None] = {}

    def fill(text: str) -> str:
        return _MARKED.sub(lambda mark: _pipe(mark[1], earlier, lost), text)

    def drop(text: str) -> str:
        lost.update(dict.fromkeys(_MARKED.findall(text)))
        return unpiped(text)

    draft.questions[:] = [_settled(question, fill, drop) for question in draft.questions]
    draft.texts = {place: _text(place, text, fill, drop) for place, text in draft.texts.items()}
    for name in lost:
        draft.fallback(say(_LOST, name=name, blank=BLANK))


def _pipe(name: str, earlier: Earlier, lost: dict[str, None]) -> str:
    variable = earlier(name)
    if variable and variable.kind in (Kind.ONE, Kind.MANY):
        return f"{BEGINNING}{variable.question}|{WITHOUT}}}"
    lost[name] = None
    return BLANK


Change = Callable[[str], str]


def _settled(thing: Any, fill: Change, drop: Change, *, top: bool = True) -> Any:  # noqa: ANN401 - any dataclass
    changes = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, str) and OPEN in value:
            changes[field.name] = fill(value) if top and field.name in PIPED_TEXTS else drop(value)
        elif isinstance(value, tuple) and any(is_dataclass(part) for part in value):
            changes[field.name] = tuple(_settled(part, fill, drop, top=False) for part in value)
        elif is_dataclass(value):
            changes[field.name] = _settled(value, fill, drop, top=False)
    return replace(thing, **changes) if changes else thing


def _text(place: str, text: Text, fill: Change, drop: Change) -> Text:
    own = place.count(".") == 1 and place.rpartition(".")[2] in PIPED_TEXTS
    return text.changed(fill if own else drop)
