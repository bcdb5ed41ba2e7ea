"""Lines with options: select_one, select_multiple, rank."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from survey.domain.interchange.expressions.limits import ChoiceLimits, choice_limits
from survey.domain.interchange.options import Choices, at_least_two, texts_of, with_other
from survey.domain.interchange.texts import Text
from survey.domain.interchange.xlsform.asked import Asked
from survey.domain.questionnaires.kinds import PLACES, Ranking
from survey.domain.questionnaires.ordering import ORDERS
from survey.domain.questionnaires.questions import MultipleChoice, Question, SingleChoice
from survey.domain.wording import message, say

NO_FILE = message(
    "The options of its file “{name}” do not come with the form. It is asked as a short text."
)
NO_LIST = message(
    "The options of its list “{name}” do not come with the form. It is asked as a short text."
)
TOO_MANY = message("It has {number} options, which are too many here. It is asked as a short text.")
ALL_IN_ORDER = message("All {number} things are put in order; here only {ranks} places.")
IN_RANDOM_ORDER = message("Its {number} options come in random order; here they keep their own.")

FEWEST_MOVING = 2


def choice(asked: Asked) -> Question:
    """A question with the options of its list; a text where these are not to be had."""
    kind, choices = asked.item.type, asked.choices
    if kind.in_file or choices is None or not choices.options:
        return asked.as_text(NO_FILE if kind.in_file else NO_LIST, name=kind.list_name)
    if kind.or_other:
        # A ranking puts things in order, and words of somebody's own are none of them.
        choices = with_other(choices, "other", Text(), only_words=kind.kind == "rank")
    if choices.too_many:
        return asked.as_text(TOO_MANY, number=len(choices.options))
    choices, added = at_least_two(choices)
    if added:
        asked.draft.fallback(added)
    asked.choices = choices
    asked.draft.texts.update(texts_of(asked.code, "options", choices))
    return _CHOICES[kind.kind](asked, choices)


def _single(asked: Asked, choices: Choices) -> Question:
    asked.limited(exact=asked.constraint is None)
    shuffled = _shuffled(asked, choices)
    return SingleChoice(code=asked.code, text=asked.text.own, options=choices.options, random_order=shuffled)


def _multiple(asked: Asked, choices: Choices) -> Question:
    shuffled = _shuffled(asked, choices)
    question = MultipleChoice(
        code=asked.code, text=asked.text.own, options=choices.options, random_order=shuffled
    )
    if asked.constraint is None:
        return question
    return _limited(question, choice_limits(asked.constraint), asked=asked, choices=choices)


def _limited(
    question: MultipleChoice, limits: ChoiceLimits, *, asked: Asked, choices: Choices
) -> MultipleChoice:
    """With what the constraint says about how many, and about what stands alone."""
    alone = {choices.codes.get(value) for value in limits.alone}
    options = tuple(replace(o, exclusive=True) if o.code in alone else o for o in question.options)
    most = sum(not option.exclusive for option in options)
    least, at_most = limits.at_least or 0, limits.at_most
    possible = least <= most and at_most != 0 and (at_most is None or least <= at_most)
    asked.limited(exact=limits.exact and None not in alone and possible)
    return replace(
        question,
        options=options,
        required=possible and least > 0,
        at_least=least if possible and least > 1 else None,
        at_most=at_most if possible and at_most is not None and at_most < most else None,
    )


def _ranking(asked: Asked, choices: Choices) -> Question:
    asked.limited(exact=asked.constraint is None)
    ranks = min(len(choices.options), len(PLACES))
    if ranks < len(choices.options):
        asked.draft.fallback(say(ALL_IN_ORDER, number=len(choices.options), ranks=ranks))
    shuffled = _shuffled(asked, choices)
    return Ranking(
        code=asked.code, text=asked.text.own, options=choices.options, ranks=ranks, random_order=shuffled
    )


def _shuffled(asked: Asked, choices: Choices) -> bool:
    """Whether the options come in random order, where that is possible here."""
    if "randomize=true" not in asked.item.line.get("parameters").lower().replace(" ", ""):
        return False
    moving = sum(option.detail is None and not option.exclusive for option in choices.options)
    possible = FEWEST_MOVING <= moving <= ORDERS
    if not possible:
        asked.draft.fallback(say(IN_RANDOM_ORDER, number=moving))
    return possible


_CHOICES: Mapping[str, Callable[[Asked, Choices], Question]] = {
    "select one": _single,
    "select multiple": _multiple,
    "rank": _ranking,
}
