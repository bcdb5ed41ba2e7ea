"""Which responses and days are marked; and what never adds a mark, whatever else somebody answers."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.integrity.flagging import Flag, Given, busy_days, look, plain
from survey.domain.integrity.rules import (
    BURSTS,
    IMPOSSIBLE,
    RULES,
    SAME_TEXT,
    STRAIGHT_LINING,
    Chosen,
    Pair,
    usual_limits,
)
from tests.survey.domain.questionnaires.model import MODEL

DAY = date(2026, 11, 2)
LIVES = {"question": "connection", "is": ["live"]}
ORGANISATION = {"question": "capacity", "is": ["organisation"]}
PAIR = Pair(LIVES, ORGANISATION, "An organisation does not live anywhere.")
EVERY = Chosen({rule.code: usual_limits(rule) for rule in RULES}, (PAIR,), decided=True)
LONG = "We ask the council to think again, because a street is not a place in which to be looked at by machines. " * 2
ROWS = [row.code for row in MODEL.question("purposes").rows]


def all_at(end, **others):
    """Somebody who gives the same point of every scale that everybody is asked."""
    return {"support": end, **{f"purposes.{row}": end for row in ROWS}} | others


def marks(*answers, chosen=EVERY):
    given = [Given(f"{place:032}", one, DAY) for place, one in enumerate(answers)]
    return {(int(flag.response), flag.rule) for flag in look(given, chosen, MODEL).flags}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # The same text, in other capitals and with other commas, is the same text.
        ([{"main-reason": LONG}, {"main-reason": LONG.upper()}, {"main-reason": LONG.replace(",", " ;")}], {0, 1, 2}),
        # Two people may well send the same; the rule says three.
        ([{"main-reason": LONG}, {"main-reason": LONG}], set()),
        # A short text is what many people write by themselves.
        ([{"main-reason": "No cameras, please."}] * 5, set()),
        # Length is counted without what does not matter: rows of full stops are no text.
        ([{"main-reason": "." * 400}] * 5, set()),
        # It does not matter which question it was written to.
        ([{"main-reason": LONG}, {"visiting-change": LONG}, {"concerns": ["other"], "concerns.other": LONG}], {0, 1, 2}),
        # One response that holds it twice is one response.
        ([{"main-reason": LONG, "visiting-change": LONG}, {"main-reason": LONG}], set()),
    ],
)
def test_the_same_long_text(answers, expected):
    assert marks(*answers) == {(place, SAME_TEXT) for place in expected}


@pytest.mark.parametrize(
    ("answers", "marked"),
    [
        ({"capacity": "organisation", "connection": ["live", "work"]}, True),
        ({"capacity": "organisation", "connection": ["work"]}, False),
        ({"capacity": "organisation"}, False),
        ({"connection": ["live"]}, False),
    ],
)
def test_answers_that_cannot_both_be_true(answers, marked):
    assert marks(answers) == ({(0, IMPOSSIBLE)} if marked else set())


@pytest.mark.parametrize(
    ("answers", "marked"),
    [
        (all_at("strongly-oppose"), True),
        (all_at("strongly-support"), True),
        # One row answered otherwise, and somebody read the table.
        (all_at("strongly-oppose") | {"purposes.missing": "somewhat-oppose"}, False),
        # The middle is no end; nor is "don't know".
        (all_at("neither"), False),
        (all_at("dont-know"), False),
        (all_at("strongly-oppose") | {"purposes.missing": "dont-know"}, False),
        (all_at("strongly-oppose") | {"support": "strongly-support"}, False),
        # Whoever writes is no machine that clicks.
        (all_at("strongly-oppose", **{"main-reason": "I was stopped once."}), False),
        ({key: value for key, value in all_at("strongly-oppose").items() if key != "purposes.theft"}, False),
    ],
)
def test_the_same_end_of_every_scale(answers, marked):
    assert marks(answers) == ({(0, STRAIGHT_LINING)} if marked else set())


def test_a_short_table_is_not_looked_at():
    limits = {STRAIGHT_LINING: {"rows": len(ROWS) + 1}}
    assert marks(all_at("strongly-oppose"), chosen=Chosen(limits)) == set()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([10, 12, 9, 200, 11, 10, 12], [3]),
        # Quiet at first, then the letters arrive and stay: no day stands out against its neighbours.
        ([1, 1, 1, 150, 160, 155, 150, 140], []),
        # Many times as many, but few.
        ([1, 1, 1, 40, 1, 1, 1], []),
        # Nothing at all around it.
        ([0, 0, 0, 60, 0, 0, 0], []),
        ([1, 0, 0, 60, 0, 0, 1], [3]),
        # Two days in a row stand out both: the middle of the others is not moved by one of them.
        ([10, 9, 11, 200, 300, 10, 12, 11], [3, 4]),
        ([], []),
    ],
)
def test_days_with_very_many_answers(counts, expected):
    days = {DAY + timedelta(days=place): count for place, count in enumerate(counts) if count}
    found = busy_days(days, times=4, least=50)
    assert [(one.day - DAY).days for one in found] == expected


def test_only_open_answers_by_the_web_make_a_busy_day():
    letters = [Given(str(place), {}, DAY, stratum="letters") for place in range(300)]
    paper = [Given(f"p{place}", {}, DAY, channel="paper") for place in range(300)]
    around = [Given(f"a{place}", {}, DAY + timedelta(days=place - 5)) for place in range(10)]
    assert look([*letters, *paper, *around], EVERY, MODEL).days == ()


def test_what_is_off_marks_nothing():
    answers = [all_at("strongly-oppose") | {"capacity": "organisation", "connection": ["live"]}] * 60
    assert marks(*answers, chosen=Chosen(decided=True)) == set()


# What holds for whatever people answer.

points = st.sampled_from([option.code for option in MODEL.question("support").options])
some_answers = st.fixed_dictionaries(
    {},
    optional={
        "capacity": st.sampled_from(["individual", "organisation", "representative"]),
        "connection": st.lists(st.sampled_from(["live", "work", "none"]), min_size=1, unique=True),
        "support": st.sampled_from(["strongly-oppose", "strongly-oppose", "neither", "dont-know"]),
        "main-reason": st.sampled_from([LONG, LONG.title(), "Short."]),
        "safety": points,
        **{f"purposes.{row}": st.sampled_from(["strongly-oppose"] * 3 + ["dont-know"]) for row in ROWS},
    },
)
several = st.lists(st.tuples(some_answers, st.integers(0, 9)), max_size=12)
few = settings(max_examples=40, deadline=None)


def given_of(drawn):
    return [Given(f"{place:032}", answers, DAY + timedelta(days=day)) for place, (answers, day) in enumerate(drawn)]


@few
@given(several, st.randoms())
def test_the_order_of_responses_does_not_matter(drawn, random):
    responses = given_of(drawn)
    before = look(responses, EVERY, MODEL)
    random.shuffle(responses)
    assert look(responses, EVERY, MODEL) == before


@few
@given(several.filter(bool), st.data())
def test_not_knowing_not_saying_and_leaving_empty_never_add_a_mark(drawn, data):
    """One answer of one response becomes "don't know", or "prefer not to say", or none."""
    responses = given_of(drawn)
    before = set(look(responses, EVERY, MODEL).flags)
    place = data.draw(st.integers(0, len(responses) - 1))
    changed = dict(responses[place].answers)
    keys = ["support", "safety", "read-information", "heard", "connection", *(f"purposes.{row}" for row in ROWS)]
    key = data.draw(st.sampled_from(keys))
    apart = data.draw(st.sampled_from(["dont-know", "prefer-not-to", None]))
    if apart is None:
        changed.pop(key, None)
    else:
        changed[key] = [apart] if key == "connection" else apart
    responses[place] = Given(responses[place].id, changed, responses[place].day)
    assert set(look(responses, EVERY, MODEL).flags) <= before


@few
@given(several, some_answers)
def test_one_more_response_takes_no_mark_away(drawn, answers):
    responses = given_of(drawn)
    more = [*responses, Given("f" * 32, answers, DAY)]
    assert set(look(responses, EVERY, MODEL).flags) <= set(look(more, EVERY, MODEL).flags)


@few
@given(several)
def test_a_busy_day_marks_no_response(drawn):
    chosen = Chosen({BURSTS: {"times": 3, "least": 30}})
    assert look(given_of(drawn * 10), chosen, MODEL).flags == ()


@few
@given(st.text(max_size=60), st.sampled_from([str.upper, str.title, lambda t: t.replace(" ", "  "), lambda t: f" {t}!"]))
def test_what_copying_changes_makes_no_other_text(text, change):
    ascii_text = text.encode("ascii", "ignore").decode()
    assert plain(change(ascii_text)) == plain(ascii_text)


def test_a_flag_names_a_response_and_a_rule_and_nothing_else():
    assert set(Flag.__dataclass_fields__) == {"response", "rule"}
    assert set(Given.__dataclass_fields__) == {"id", "answers", "day", "channel", "stratum"}
