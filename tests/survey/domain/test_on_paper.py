"""What the checks of the web say is said otherwise of a form on paper: nobody who types unticks anything."""

import pytest

from survey.domain.on_paper import on_paper
from survey.domain.questionnaires.validation import check
from survey.domain.wording import Words, say
from tests.survey.domain.questionnaires.test_several_fields import (
    ALL_ROWS,
    DAY,
    FEW_ROWS,
    POINTS,
    RANKING,
    SOME_ROWS,
    TICKS,
    date_of,
)
from tests.survey.domain.questionnaires.test_validation import LONG, MANY, NUMBER, REQUIRED

ROWS = "Leave every row of this question empty"


@pytest.mark.parametrize(
    ("question", "raw", "words"),
    [
        (REQUIRED, {}, "an answer is needed. If none can be told from the paper, set the form aside with a reason"),
        (MANY, {"many": ["a", "b", "c"]}, "more than 2 are ticked on paper. Leave the field empty"),
        (MANY, {"many": ["a", "none"]}, "“None of these” is ticked on paper together with something else. Leave the field empty"),
        (TICKS, {"q": ["cost"]}, "fewer than 2 are ticked on paper. Leave the field empty"),
        (ALL_ROWS, {"q.a": ["neither"], "q.b": ["neither"]}, f"“C” has no answer. If it has none on paper, {ROWS[0].lower()}{ROWS[1:]}"),
        (SOME_ROWS, {"q.a": ["neither"]}, f"fewer than 2 rows are answered on paper. {ROWS}"),
        (FEW_ROWS, {"q.a": ["neither"], "q.b": ["neither"]}, f"more than 1 row is answered on paper. {ROWS}"),
        (RANKING, {"q.2": ["theft"]}, "the paper says what comes second, but not what comes first. Leave what comes second empty"),
        (POINTS, {"q.cost": ["9"]}, "the figures must add up to 10 points, and add up to 9 points on paper. Leave every line of this question empty"),
        (POINTS, {"q.cost": ["8"], "q.theft": ["3"]}, "the figures must add up to 10 points, and add up to 11 points on paper. Leave every line of this question empty"),
        (POINTS, {"q.cost": ["11"]}, "it must be a whole number from 0 to 10. If the paper has another, leave the field empty"),
        (NUMBER, {"number": ["many"]}, "it must be a whole number in figures, such as 250. If the paper has none, leave the field empty"),
        (DAY, date_of("31", "2", "2026"), "it must be a date that exists, in figures, such as 1 2 2026. If the paper has none, leave the date empty"),
        (DAY, date_of("1", "2"), "the date must include a year. If the paper has none, leave the whole date empty"),
        (DAY, date_of("1", "2", "2025"), "the date must be from 1 February 2026 to 31 October 2026. If the paper has another, leave the date empty"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_on_paper_is_left_empty(question, raw, words):
    problem = next(iter(check(question, raw).problems.values()))
    told = on_paper(problem)
    assert told == words
    # It is said in the language of the page, as the other was.
    assert isinstance(told, Words)
    assert "untick" not in told


def test_what_is_about_the_typing_is_said_as_it_is():
    problem = check(LONG, {"long": ["far too long a text"]}).problems["long"]
    assert on_paper(problem) is problem
    assert on_paper("no message") == "no message"
    assert on_paper(say("Another message")) == "Another message"
