"""Lines without options: numbers, texts, days, and what has no counterpart."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from survey.domain.interchange.days import COUNTED, day_in, day_question
from survey.domain.interchange.expressions.limits import Range, days_of, length_range, range_of
from survey.domain.interchange.expressions.tree import number
from survey.domain.interchange.xlsform.asked import Asked
from survey.domain.interchange.xlsform.choosing import choice
from survey.domain.questionnaires.problems_of_types import LONGEST_TEXT
from survey.domain.questionnaires.questions import LongText, Number, Option, Question, ShortText, SingleChoice
from survey.domain.wording import message, say

LARGEST = 1_000_000_000
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s;,]+)")
NO_FILES = say("Here nobody is asked for a file: pictures, sounds and films can show who made them.")
UNKNOWN = message("The type “{type}” is not known here. It is asked as a short text.")
EARTH = message("It takes a point on the earth; nobody is located here. It is asked as a short text.")
TIME = message("It takes a time of day, which has no type here. It is asked as a short text.")
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def build(asked: Asked) -> Question | None:
    """The question; None where there is no counterpart, with a note that says why."""
    builder = _BUILDERS.get(asked.item.type.kind)
    if builder:
        return builder(asked)
    return asked.as_text(UNKNOWN, type=asked.item.type.written)


def _integer(asked: Asked) -> Question:
    found = range_of(asked.constraint) if asked.constraint is not None else Range()
    asked.limited(exact=found.exact)
    return _number(asked, found)


def _number(asked: Asked, found: Range) -> Question:
    """Without a lower limit of its own it begins at 0, unless the upper one is below."""
    high = int(found.high) if math.isfinite(found.high) else LARGEST
    low = int(found.low) if math.isfinite(found.low) else min(0, high)
    return Number(code=asked.code, text=asked.text.own, minimum=low, maximum=max(low, high))


def _decimal(asked: Asked) -> Question:
    asked.draft.fallback(say("It takes numbers with decimals; here whole numbers only."))
    return _integer(asked)


def _range(asked: Asked) -> Question:
    """A slider between two numbers."""
    parameters = _PARAMETER.findall(asked.item.line.get("parameters"))
    given = {name.lower(): number(value) for name, value in parameters}
    start, end, step = (given.get(name) for name in ("start", "end", "step"))
    start, end, step = start or 0.0, 10.0 if end is None else end, step or 1.0
    if step != 1 or not (start.is_integer() and end.is_integer()):
        words = say("It goes by steps of {step}; here every whole number can be entered.", step=f"{step:g}")
        asked.draft.fallback(words)
    asked.limited(exact=asked.constraint is None)
    return _number(asked, Range(math.ceil(min(start, end)), math.floor(max(start, end))))


def _text(asked: Asked) -> Question:
    found = length_range(asked.constraint) if asked.constraint is not None else Range()
    asked.limited(exact=found.exact and found.low in (-math.inf, 0, 1))
    longest = {"max_length": max(1, min(int(found.high), LONGEST_TEXT))} if math.isfinite(found.high) else {}
    cls = LongText if "multiline" in asked.item.appearance else ShortText
    return cls(code=asked.code, text=asked.text.own, **longest)


def _day(asked: Asked) -> Question:
    asked.draft.fallback(COUNTED)
    if asked.constraint is None:
        return day_question(asked.code, asked.text.own, None, None)
    first, last, exact = days_of(asked.constraint)
    asked.limited(exact=exact and day_in(first or last) is not None)
    return day_question(asked.code, asked.text.own, day_in(first), day_in(last))


def _acknowledge(asked: Asked) -> Question:
    asked.draft.fallback(say("It is a box to tick; here it is a question with yes and no."))
    return SingleChoice(code=asked.code, text=asked.text.own, options=YES_NO)


def _place(asked: Asked) -> Question:
    return asked.as_text(EARTH)


def _time(asked: Asked) -> Question:
    return asked.as_text(TIME)


def _phone(asked: Asked) -> Question:
    asked.limited(exact=asked.constraint is None)
    return ShortText(code=asked.code, text=asked.text.own)


def _file(asked: Asked) -> None:
    asked.draft.none(NO_FILES)


_BUILDERS: Mapping[str, Callable[[Asked], Question | None]] = {
    "select one": choice,
    "select multiple": choice,
    "rank": choice,
    "integer": _integer,
    "decimal": _decimal,
    "range": _range,
    "text": _text,
    "phone": _phone,
    "barcode": _phone,
    "date": _day,
    "datetime": _day,
    "time": _time,
    "acknowledge": _acknowledge,
    "geopoint": _place,
    "geotrace": _place,
    "geoshape": _place,
    **dict.fromkeys(("image", "audio", "video", "file", "signature", "draw"), _file),
}
