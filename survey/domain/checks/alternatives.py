"""Whether alternatives are mentioned, and whether a question on money says what else it would buy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import asked_in, every_text, opinion_questions, prose
from survey.domain.checks.views import asks_a_view
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import say

_OTHER_WAYS = re.compile(
    r"\balternatives?\b|\bother (ways|options|measures|means|ideas|approaches|things)\b|\binstead\b"
    r"|\bwhat else (could|should|might|would)\b|\bdifferent (ways|options)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(contribut\w+ (any |some )?money|spend\w*|pay for|fund(s|ed|ing)?|budget|council tax|co-?fund\w*"
    r"|how much (money )?should the council|cost the council)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\belse\b|\binstead\b|\balternativ\w+|\bother (things|services|uses|ways)\b", re.IGNORECASE
)
# Facts of the register that say what a sum is and what else it would buy.
MONEY_FACTS = frozenset({"alternatives", "sum-asked"})


def alternative_findings(questionnaire: Questionnaire, *, told_elsewhere: bool) -> Iterator[Finding]:
    """Nothing where other ways are asked about, or `told_elsewhere`, such as in the register."""
    asked = any(_OTHER_WAYS.search(asked_in(question)) for _, question in opinion_questions(questionnaire))
    if not asked and not told_elsewhere:
        said = say("No question and no fact in the register mentions another way.")
        yield Finding("alternatives", said, ("whole",))
    for _, question in opinion_questions(questionnaire):
        if _asks_for_money(question) and not _says_what_else(question):
            text = quoted(question.text)
            said = say("{question} does not say what else the money would buy.", question=text)
            yield Finding("funding-alone", said, (asked_in(question),), question=question.code)


def _asks_for_money(question: Question) -> bool:
    # A sum that is asked for follows a question on the money, which says it.
    whether = bool(question.counted) and not hasattr(question, "bands")
    return whether and asks_a_view(question) and bool(_MONEY.search(question.text))


def _says_what_else(question: Question) -> bool:
    texts = (*prose(question), *every_text(question))
    return any(_ELSE.search(text) for text in texts) or MONEY_FACTS.issubset(question.facts)
