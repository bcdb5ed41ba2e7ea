"""Answers in several fields: an order, a date, a total; limits on rows. One comment a case says what it is about."""

import pytest

from survey.domain.questionnaires.answers_in_words import in_words
from survey.domain.questionnaires.kinds import AreaGrid, ConstantSum, Date, DateBand, Likelihood, Ranking
from survey.domain.questionnaires.questions import Band, Grid, MultipleChoice, Option, Row
from survey.domain.questionnaires.validation import check

OPTIONS = (Option("theft", "Fewer thefts"), Option("privacy", "Privacy"), Option("cost", "Cost"))
RANKING = Ranking(code="q", text="What first?", options=OPTIONS)
HALVES = (
    DateBand("first", "To 14 March", "2026-02-01", "2026-03-14"),
    DateBand("second", "From 15 March", "2026-03-15", "2026-10-31"),
)
DAY = Date(code="q", text="When?", minimum="2026-02-01", maximum="2026-10-31", bands=HALVES)
# From the middle of a month, so that the first month is not whole.
MONTH = Date(code="q", text="Which month?", minimum="2026-02-10", maximum="2026-10-31", by_month=True)
POUNDS = ConstantSum(code="q", text="What for?", options=OPTIONS, total=1000, prefix="£")
POINTS = ConstantSum(code="q", text="What for?", options=OPTIONS, total=10, suffix="points")
ROWS = (Row("a", "A"), Row("b", "B"), Row("c", "C"))
ALL_ROWS = Grid(code="q", text="Each?", rows=ROWS, all_rows=True)
SOME_ROWS = AreaGrid(code="q", text="Each?", rows=ROWS, at_least=2)
FEW_ROWS = Grid(code="q", text="Each?", rows=ROWS, at_most=1)
TICKS = MultipleChoice(code="q", text="Which?", options=(*OPTIONS, Option("none", "None", exclusive=True)), at_least=2)
LIKELY = Likelihood(code="q", text="How likely?", low="Never", high="Surely")


def date_of(day="", month="", year=""):
    return {"q.day": [day], "q.month": [month], "q.year": [year]}


@pytest.mark.parametrize(
    ("question", "raw", "answers", "words"),
    [
        # An order may be whole, or stop after the first.
        (RANKING, {"q.1": ["cost"], "q.2": ["theft"], "q.3": ["privacy"]}, {"q.1": "cost", "q.2": "theft", "q.3": "privacy"}, ["1. Cost", "2. Fewer thefts", "3. Privacy"]),
        (RANKING, {"q.1": ["cost"], "q.2": [""]}, {"q.1": "cost"}, ["1. Cost"]),
        (RANKING, {"q.1": [""], "q.2": [""]}, {}, []),
        # The last day of one band and the first of the next.
        (DAY, date_of("14", "3", "2026"), {"q": "first", "q.typed": "2026-03-14"}, ["14 March 2026"]),
        (DAY, date_of("15", "3", "2026"), {"q": "second", "q.typed": "2026-03-15"}, ["15 March 2026"]),
        # Noughts before a figure, and a month by its name.
        (DAY, date_of("01", "02", "2026"), {"q": "first", "q.typed": "2026-02-01"}, ["1 February 2026"]),
        (DAY, date_of("1", "sept", "2026"), {"q": "second", "q.typed": "2026-09-01"}, ["1 September 2026"]),
        (DAY, date_of(), {}, []),
        # Where months are counted no day is asked; the first one need not be whole.
        (MONTH, date_of(month="2", year="2026"), {"q": "2026-02", "q.typed": "2026-02"}, ["February 2026"]),
        (MONTH, date_of(month="10", year="2026"), {"q": "2026-10", "q.typed": "2026-10"}, ["October 2026"]),
        # What is left empty is nothing, once anything is filled; with the unit and commas, as people write.
        (POUNDS, {"q.theft": ["£1,000"]}, {"q.theft": 1000, "q.privacy": 0, "q.cost": 0}, ["Fewer thefts: £1,000", "Privacy: £0", "Cost: £0"]),
        (POINTS, {"q.theft": ["4 points"], "q.cost": ["6"]}, {"q.theft": 4, "q.privacy": 0, "q.cost": 6}, ["Fewer thefts: 4 points", "Privacy: 0 points", "Cost: 6 points"]),
        (POUNDS, {"q.theft": [""], "q.cost": [" "]}, {}, []),
        # "No answer" in every row is no answer.
        (ALL_ROWS, {"q.a": [""], "q.b": [""]}, {}, []),
        (SOME_ROWS, {"q.a": ["neither"], "q.c": ["dont-know"]}, {"q.a": "neither", "q.c": "dont-know"}, ["A: Neither support nor oppose", "C: Don’t know"]),
        # What excludes the others is enough by itself.
        (TICKS, {"q": ["none"]}, {"q": ["none"]}, ["None"]),
        (LIKELY, {"q": ["0"]}, {"q": "0"}, ["0 (Never)"]),
        (LIKELY, {"q": ["7"]}, {"q": "7"}, ["7"]),
        (LIKELY, {"q": ["dont-know"]}, {"q": "dont-know"}, ["Don’t know"]),
    ],
)  # fmt: skip
def test_what_is_right_becomes_answers(question, raw, answers, words):
    checked = check(question, raw)
    assert checked.problems == {}
    assert checked.answers == answers
    assert in_words(question, answers) == words


@pytest.mark.parametrize(
    ("question", "raw", "problems"),
    [
        # The same thing twice.
        (RANKING, {"q.1": ["cost"], "q.2": ["cost"]}, {"q.2": "You put “Cost” both first and second. Choose something else as second, or leave second empty."}),
        # A place left out.
        (RANKING, {"q.1": ["cost"], "q.3": ["theft"]}, {"q.3": "You chose what comes third, but not what comes second. Choose what comes second, or leave third empty."}),
        (RANKING, {"q.1": ["zzz"]}, {"q.1": "Choose one of the answers in the list."}),
        # Parts of a date that are missing: the first of them takes the focus.
        (DAY, date_of("14"), {"q.month": "The date must include a month and a year."}),
        (DAY, date_of(month="3", year="2026"), {"q.day": "The date must include a day."}),
        # No such day, no such month, no figures, too many figures.
        (DAY, date_of("31", "4", "2026"), {"q.day": "Enter a date that exists, in figures, such as 1 2 2026."}),
        (DAY, date_of("1", "13", "2026"), {"q.day": "Enter a date that exists, in figures, such as 1 2 2026."}),
        (DAY, date_of("1", "x", "2026"), {"q.day": "Enter a date that exists, in figures, such as 1 2 2026."}),
        (DAY, date_of("1", "3", "9" * 15), {"q.day": "Enter a date that exists, in figures, such as 1 2 2026."}),
        (DAY, date_of("1", "3", "26"), {"q.day": "Enter a date from 1 February 2026 to 31 October 2026."}),
        # The day before the first and the day after the last.
        (DAY, date_of("31", "1", "2026"), {"q.day": "Enter a date from 1 February 2026 to 31 October 2026."}),
        (DAY, date_of("1", "11", "2026"), {"q.day": "Enter a date from 1 February 2026 to 31 October 2026."}),
        (MONTH, date_of(month="1", year="2026"), {"q.month": "Enter a date from February 2026 to October 2026."}),
        # Too little and too much.
        (POUNDS, {"q.theft": ["400"], "q.cost": ["100"]}, {"q.theft": "Your answers must add up to £1,000. They add up to £500 now: share out £500 more."}),
        (POINTS, {"q.theft": ["10"], "q.cost": ["2"]}, {"q.theft": "Your answers must add up to 10 points. They add up to 12 points now: take 2 points away."}),
        # What is no number stands by its own field, and the sum is not spoken of.
        (POINTS, {"q.theft": ["ten"], "q.cost": ["-2"]}, {"q.theft": "Enter a whole number from 0 to 10.", "q.cost": "Enter a whole number from 0 to 10."}),
        (ALL_ROWS, {"q.a": ["neither"]}, {"q.b": "B: choose an answer, or “No answer” in every row.", "q.c": "C: choose an answer, or “No answer” in every row."}),
        (SOME_ROWS, {"q.b": ["neither"]}, {"q.a": "Answer at least 2 of these, or none. You answered 1. Answer 1 more."}),
        (FEW_ROWS, {"q.b": ["neither"], "q.c": ["neither"]}, {"q.b": "Answer up to 1 of these. You answered 2. Choose “No answer” for 1 more."}),
        (TICKS, {"q": ["cost"]}, {"q": "Choose at least 2 answers, or none. You chose 1: tick 1 more."}),
        (LIKELY, {"q": ["11"]}, {"q": "Choose one of the answers in the list."}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_answered_with_what_to_do(question, raw, problems):
    checked = check(question, raw)
    assert checked.problems == problems


def test_a_date_is_asked_no_more_precisely_than_it_is_counted():
    assert DAY.input_parts == ("day", "month", "year")
    assert MONTH.input_parts == ("month", "year")
    whole = (DateBand("a", "A", "2026-02-01", "2026-02-28"), DateBand("b", "B", "2026-03-01", "2026-10-31"))
    assert not Date(code="q", text="?", minimum="2026-02-01", maximum="2026-10-31", bands=whole).asks_day


def test_a_share_is_counted_as_nothing_or_by_its_quarter():
    assert [(band.label, band.minimum, band.maximum) for band in POUNDS.counted_bands] == [
        ("Nothing", 0, 0),
        ("£1 to £250", 1, 250),
        ("£251 to £500", 251, 500),
        ("£501 to £750", 501, 750),
        ("£751 to £1,000", 751, 1000),
    ]
    assert POINTS.counted_bands[1].label == "1 to 2 points"
    own = (Band("low", "Low", 0, 5), Band("high", "High", 6, 10))
    assert ConstantSum(code="q", text="?", options=OPTIONS, total=10, bands=own).counted_bands == own
