"""What a LimeSurvey question has that ours do not: noted, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.domain.interchange.limesurvey.model import LimeQuestion

LONGEST_VALUE = 300
_NOTHING = frozenset(("", "0", "N"))
_ATTRIBUTES: Mapping[str, str] = {
    "array_filter": "What is shown depends on what was chosen in “{}”; here everything is shown.",
    "array_filter_exclude": "What was chosen in “{}” is not shown again; here everything is shown.",
    "code_filter": "Its options are filtered ({}); here all are shown.",
    "em_validation_q": "A check of its answer is left out: {}",
    "em_validation_sq": "A check of each of its answers is left out: {}",
    "time_limit": "It has to be answered in {} seconds; here nobody is hurried.",
    "random_group": "It changes places with others of the group “{}”; here it keeps its own.",
    "other_numbers_only": "“Other” takes only numbers; here it takes words.",
    "other_comment_mandatory": "“Other” needs a comment; here it may have one.",
    "commented_checkbox": "When a comment is needed or possible ({}) is left out.",
    "exclude_all_others_auto": "An option is chosen by itself when all others are; here nothing is.",
    "alphasort": "Its options are sorted by their words; here they keep the order of the file.",
}


def left_out(question: LimeQuestion) -> Iterator[str]:
    """The sentences about one question."""
    for name, words in _ATTRIBUTES.items():
        value = question.get(name).strip()
        if value not in _NOTHING:
            yield words.format(value[:LONGEST_VALUE])
    if question.pattern.strip():
        yield f"The pattern that its answer must have is left out: {question.pattern.strip()[:LONGEST_VALUE]}"
    if question.mandatory == "S":
        yield "Whoever leaves it empty is asked once more; here it can be left empty."
    if question.default.strip():
        yield f"It is filled in beforehand ({question.default.strip()[:LONGEST_VALUE]}); here nothing is."
    for part in question.subquestions:
        if part.relevance.strip() not in ("", "1"):
            words = f"“{part.code}” is shown only under a condition; here it always is"
            yield f"{words}: {part.relevance.strip()}"
