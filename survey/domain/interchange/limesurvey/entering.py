"""Questions that are typed: N K (numbers), S T U Q (texts), D (a day)."""

from __future__ import annotations

from dataclasses import replace

from survey.domain.interchange.days import COUNTED, day_in, day_question
from survey.domain.interchange.expressions.variables import Kind, Variable
from survey.domain.interchange.limesurvey.asked import LimeAsked
from survey.domain.interchange.limesurvey.sliders import LEAST, MOST, is_slider, without_ends
from survey.domain.interchange.limesurvey.words import after
from survey.domain.interchange.options import Choices, choices_of, texts_of
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.kinds import ConstantSum
from survey.domain.questionnaires.problems_of_types import LARGEST_TOTAL, LONGEST_TEXT, SMALLEST_TOTAL
from survey.domain.questionnaires.questions import LongText, Number, ShortText
from survey.domain.wording import message, say

LARGEST = 1_000_000_000
LONG = 2_000
FEWEST = 2
ADDED_UP = message("What the numbers add up to ({limit}) is not checked.")
AROUND = message("The words “{words}” around its field are left out.")
DECIMALS = say("It takes numbers with decimals; here whole numbers only.")


def numeric(asked: LimeAsked) -> None:
    """N: a number."""
    _decimals(asked)
    asked.put(_number(asked, asked.code, asked.text), asked.source.title, asked.text)


def _decimals(asked: LimeAsked) -> None:
    if asked.source.get("num_value_int_only") != "1":
        asked.draft.fallback(DECIMALS)


def _number(asked: LimeAsked, code: str, text: Text) -> Number:
    low = asked.whole_number("min_num_value_n")
    high = asked.whole_number("max_num_value_n")
    if is_slider(asked):
        low = _or_else(asked.whole_number("slider_min"), LEAST) if low is None else low
        high = _or_else(asked.whole_number("slider_max"), max(low, MOST)) if high is None else high
    return number_between(asked, code, text, low=low, high=high)


def _or_else(found: int | None, otherwise: int) -> int:
    return otherwise if found is None else found


def number_between(asked: LimeAsked, code: str, text: Text, *, low: int | None, high: int | None) -> Number:
    """A number with limits and the words around it. Without a lower limit it begins at 0, or below."""
    most = min(max(-LARGEST, high), LARGEST) if high is not None else LARGEST
    least = min(max(-LARGEST, low), LARGEST) if low is not None else min(0, most)
    return Number(
        code=code,
        text=text.own,
        minimum=min(least, most),
        maximum=most,
        prefix=asked.words(asked.source.words_of("prefix")).own,
        suffix=asked.words(asked.source.words_of("suffix")).own,
        required=asked.mandatory,
    )


def several_numbers(asked: LimeAsked) -> None:
    """K: a number for each subquestion; a sum that is shared out where the total is fixed."""
    source = asked.source
    choices, hints = _labelled(asked)
    total = asked.whole_number("equals_num_value")
    fixed = total is not None and SMALLEST_TOTAL <= total <= LARGEST_TOTAL
    if not choices.options:
        asked.draft.none(say("It has nothing to give numbers to."))
    elif fixed and total is not None and len(choices.options) >= FEWEST and not choices.too_many:
        question = ConstantSum(
            code=asked.code,
            text=asked.text.own,
            options=tuple(replace(one, hint=hints[one.code].own) for one in choices.options),
            total=total,
            required=asked.mandatory,
        )
        asked.draft.texts.update(texts_of(asked.code, "options", choices))
        asked.draft.texts.update({f"{asked.code}.options.{code}.hint": text for code, text in hints.items()})
        asked.put(question, source.title, asked.text)
        for value in choices.codes:
            asked.draft.variables[f"{source.title}_{value}"] = Variable(asked.code, Kind.UNSEEN)
    else:
        _each_number(asked)


def _labelled(asked: LimeAsked) -> tuple[Choices, dict[str, Text]]:
    """What gets numbers as options; and by their codes the words of the ends of sliders."""
    named = ((one.code, asked.words(one.words, asked.draft)) for one in asked.source.along(0))
    parts = [(code, *without_ends(asked, words)) for code, words in named]
    choices = choices_of((code, label) for code, label, _ends in parts)
    ends = (ends for _code, _label, ends in parts)
    return choices, {option.code: words for option, words in zip(choices.options, ends, strict=True)}


def _each_number(asked: LimeAsked) -> None:
    source = asked.source
    asked.draft.fallback(say("Each number is a question of its own here."))
    _decimals(asked)
    for limit in ("min_num_value", "max_num_value", "equals_num_value"):
        if source.get(limit):
            asked.draft.fallback(say(ADDED_UP, limit=f"{limit}: {source.get(limit)}"))
    for part in source.along(0):
        label, ends = without_ends(asked, asked.words(part.words, asked.draft))
        text = after(asked.text, label)
        code = asked.next_code(f"{source.title}-{part.code}")
        asked.draft.texts[f"{code}.hint"] = ends
        question = replace(_number(asked, code, text), hint=ends.own)
        asked.put(question, f"{source.title}_{part.code}", text)


def short(asked: LimeAsked) -> None:
    """S: a line of text; a number where only figures are taken."""
    if asked.source.get("numbers_only") == "1":
        numeric(asked)
        return
    if asked.source.get("location_mapservice") not in ("", "0"):
        asked.draft.fallback(say("It takes a place on a map; here it is asked in words."))
    for name in ("prefix", "suffix"):
        if asked.source.get(name):
            asked.draft.fallback(say(AROUND, words=asked.source.get(name)))
    limit = _length(asked, ShortText.max_length)
    question = ShortText(code=asked.code, text=asked.text.own, max_length=limit, required=asked.mandatory)
    asked.put(question, asked.source.title, asked.text)


def long(asked: LimeAsked) -> None:
    """T and U: some sentences, or many."""
    limit = _length(asked, LONGEST_TEXT if asked.source.type == "U" else LONG)
    question = LongText(code=asked.code, text=asked.text.own, max_length=limit, required=asked.mandatory)
    asked.put(question, asked.source.title, asked.text)


def _length(asked: LimeAsked, otherwise: int) -> int:
    limit = asked.whole_number("maximum_chars")
    return min(limit, LONGEST_TEXT) if limit and limit > 0 else otherwise


def several_texts(asked: LimeAsked) -> None:
    """Q: a line of text for each subquestion."""
    if not asked.source.along(0):
        asked.draft.none(say("It has no subquestions."))
        return
    asked.draft.fallback(say("Each line of text is a question of its own here."))
    limit = _length(asked, ShortText.max_length)
    for part in asked.source.along(0):
        text = after(asked.text, asked.words(part.words, asked.draft))
        code = asked.next_code(f"{asked.source.title}-{part.code}")
        question = ShortText(code=code, text=text.own, max_length=limit, required=asked.mandatory)
        asked.put(question, f"{asked.source.title}_{part.code}", text)


def day(asked: LimeAsked) -> None:
    """D: a day, often with a time."""
    asked.draft.fallback(COUNTED)
    first, last = (day_in(asked.source.get(name)) for name in ("date_min", "date_max"))
    question = day_question(asked.code, asked.text.own, first, last)
    asked.put(question, asked.source.title, asked.text)
