"""What a LimeSurvey question has that ours do not: noted, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.domain.interchange.limesurvey.model import LimeQuestion
from survey.domain.interchange.limesurvey.tables import A_VALUE
from survey.domain.wording import message, say

LONGEST_VALUE = 300
_NOTHING = frozenset(("", "0", "N"))
_ATTRIBUTES: Mapping[str, str] = {
    "array_filter": message(
        "What is shown depends on what was chosen in “{value}”; here everything is shown."
    ),
    "array_filter_exclude": message(
        "What was chosen in “{value}” is not shown again; here everything is shown."
    ),
    "code_filter": message("Its options are filtered ({value}); here all are shown."),
    "em_validation_q": message("A check of its answer is left out: {value}"),
    "em_validation_sq": message("A check of each of its answers is left out: {value}"),
    "time_limit": message("It has to be answered in {value} seconds; here nobody is hurried."),
    "random_group": message("It changes places with others of the group “{value}”; here it keeps its own."),
    "other_numbers_only": message("“Other” takes only numbers; here it takes words."),
    "other_comment_mandatory": message("“Other” needs a comment; here it may have one."),
    "commented_checkbox": message("When a comment is needed or possible ({value}) is left out."),
    "exclude_all_others_auto": message("An option is chosen by itself when all others are; here nothing is."),
    "alphasort": message("Its options are sorted by their words; here they keep the order of the file."),
}


def left_out(question: LimeQuestion) -> Iterator[str]:
    """The sentences about one question."""
    for name, words in _ATTRIBUTES.items():
        value = question.get(name).strip()
        if value not in _NOTHING:
            yield say(words, value=value[:LONGEST_VALUE])
    if question.pattern.strip():
        pattern = question.pattern.strip()[:LONGEST_VALUE]
        yield say("The pattern that its answer must have is left out: {pattern}", pattern=pattern)
    if question.mandatory == "S":
        yield say("Whoever leaves it empty is asked once more; here it can be left empty.")
    if question.default.strip():
        value = question.default if question.default == A_VALUE else question.default.strip()[:LONGEST_VALUE]
        yield say("It is filled in beforehand ({value}); here nothing is.", value=value)
    for part in question.subquestions:
        if part.relevance.strip() not in ("", "1"):
            words = message("“{code}” is shown only under a condition; here it always is: {condition}")
            yield say(words, code=part.code, condition=part.relevance.strip())
