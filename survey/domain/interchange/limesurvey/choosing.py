"""Questions with options: L ! O 5 G Y (one), M P (several), R (in order)."""

from __future__ import annotations

from dataclasses import replace

from survey.domain.interchange.limesurvey.asked import LimeAsked
from survey.domain.interchange.limesurvey.words import after
from survey.domain.interchange.options import Choices, at_least_two, texts_of, with_other
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.kinds import PLACES, Ranking
from survey.domain.questionnaires.questions import Detail, LongText, MultipleChoice, ShortText, SingleChoice
from survey.domain.wording import message, say, say_many

OTHER = "-oth-"
COMMENT = "Please comment"
TOO_MANY = message("It has {number} answers, too many here: asked as a short text.")
MORE_THINGS = message("More than {ranks} things are put in order; here there are {ranks} places.")


def one(asked: LimeAsked) -> None:
    """L and !: a list, as radio buttons or to open."""
    _one(asked, _with_other(asked, asked.choices(asked.source.on_scale(0))))


def with_comment(asked: LimeAsked) -> None:
    """O: a list, and a comment beside it."""
    one(asked)
    label = asked.words.built_in(COMMENT)
    code = asked.codes.give(f"{asked.source.title}-comment", otherwise="comment")
    text = after(asked.text, label)
    asked.put(LongText(code=code, text=text.own), f"{asked.source.title}_comment", text)
    asked.draft.fallback(say("The comment beside it is a question of its own here."))


def five_points(asked: LimeAsked) -> None:
    """5: one of five figures."""
    _one(asked, asked.built_in(*((str(point), str(point)) for point in range(1, 6))))


def gender(asked: LimeAsked) -> None:
    """G: LimeSurvey knows two."""
    _one(asked, asked.built_in(("F", "Female"), ("M", "Male")))


def yes_no(asked: LimeAsked) -> None:
    """Y: yes or no."""
    _one(asked, asked.built_in(("Y", "Yes"), ("N", "No")))


def _other_label(asked: LimeAsked) -> Text:
    return asked.words(asked.source.words_of("other_replace_text")) or asked.words.built_in("Other")


def _with_other(asked: LimeAsked, choices: Choices) -> Choices:
    return with_other(choices, OTHER, _other_label(asked)) if asked.source.other else choices


def _one(asked: LimeAsked, choices: Choices) -> None:
    if not choices.options:
        asked.draft.none(say("It has no answers to choose from."))
        return
    if choices.too_many:
        asked.draft.fallback(say(TOO_MANY, number=len(choices.options)))
        asked.put(ShortText(code=asked.code, text=asked.text.own), asked.source.title, asked.text)
        return
    choices = _enough(asked, choices)
    question = SingleChoice(
        code=asked.code,
        text=asked.text.own,
        options=choices.options,
        required=asked.mandatory,
        random_order=asked.shuffled(choices.options),
    )
    asked.put(question, asked.source.title, asked.text, options=choices)


def _enough(asked: LimeAsked, choices: Choices) -> Choices:
    choices, added = at_least_two(choices)
    if added:
        asked.draft.fallback(added)
    asked.draft.texts.update(texts_of(asked.code, "options", choices))
    return choices


def several(asked: LimeAsked) -> None:
    """M: any of its subquestions. P: a comment beside each."""
    source = asked.source
    choices = asked.choices(source.along(0))
    if source.type == "P":
        label = asked.words.built_in(COMMENT).own
        options = tuple(replace(option, detail=Detail(label)) for option in choices.options)
        choices = Choices(options, choices.codes, choices.texts)
    choices = _with_other(asked, choices)
    if not choices.options or choices.too_many:
        asked.draft.none(_options(len(choices.options)))
        return
    choices = _alone(asked, _enough(asked, choices))
    question = MultipleChoice(code=asked.code, text=asked.text.own, options=choices.options)
    question = replace(question, random_order=asked.shuffled(choices.options), required=asked.mandatory)
    asked.put(_with_limits(asked, question), source.title, asked.text, options=choices)
    for value, code in choices.codes.items():
        name = "other" if value == OTHER else value
        asked.flag(f"{source.title}_{name}", code)


def _options(number: int) -> str:
    return say_many("It has {count} option to tick.", "It has {count} options to tick.", number)


def _things(number: int) -> str:
    return say_many(
        "It has {count} thing to put in order.", "It has {count} things to put in order.", number
    )


def _alone(asked: LimeAsked, choices: Choices) -> Choices:
    """With the options that exclude the others."""
    values = asked.source.get("exclude_all_others").replace(",", ";").split(";")
    codes = {choices.codes.get(OTHER if value.strip() == "other" else value.strip()) for value in values}
    options = tuple(
        replace(option, exclusive=True) if option.code in codes else option for option in choices.options
    )
    return replace(choices, options=options)


def _with_limits(asked: LimeAsked, question: MultipleChoice) -> MultipleChoice:
    least, most = asked.whole_number("min_answers"), asked.whole_number("max_answers")
    possible = sum(not option.exclusive for option in question.options)
    least = min(least, possible) if least and least > 0 else 0
    most = most if most and max(least, 1) <= most < possible else None
    return replace(
        question,
        required=question.required or least > 0,
        at_least=least if least > 1 else None,
        at_most=most,
    )


def ranking(asked: LimeAsked) -> None:
    """R: its answers in order of preference."""
    source = asked.source
    choices = asked.choices(source.on_scale(0) or source.along(0))
    if not choices.options or choices.too_many:
        asked.draft.none(_things(len(choices.options)))
        return
    choices = _enough(asked, choices)
    limits = [asked.whole_number(name) for name in ("max_subquestions", "max_answers")]
    wanted = min([limit for limit in limits if limit and limit > 0], default=len(choices.options))
    ranks = min(wanted, len(choices.options), len(PLACES))
    if ranks < min(wanted, len(choices.options)):
        asked.draft.fallback(say(MORE_THINGS, ranks=ranks))
    if asked.source.get("min_answers") not in ("", "0"):
        asked.draft.fallback(say("So many places must be filled; here as many as somebody likes."))
    question = Ranking(
        code=asked.code,
        text=asked.text.own,
        options=choices.options,
        ranks=ranks,
        required=asked.mandatory,
        random_order=asked.shuffled(choices.options),
    )
    asked.put(question, source.title, asked.text)
