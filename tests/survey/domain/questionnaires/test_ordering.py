"""Random order: every option comes first about equally often, and some stay last."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ASKED, Codebook
from survey.domain.questionnaires.ordering import ORDER, ORDERS, arranged, in_order, stays_last
from survey.domain.questionnaires.paths import sent_on
from survey.domain.questionnaires.questions import Detail, Grid, Option, Page, Row, SingleChoice

LAST = (
    Option("other", "Other", detail=Detail("What?")),
    Option("dont-know", "Don’t know", apart=True),
    Option("none", "None", exclusive=True),
)


def things(number):
    return tuple(Option(f"o{place}", f"O{place}") for place in range(number))


RANDOM = SingleChoice(code="q", text="Which?", options=(*things(4), *LAST), random_order=True)


@given(st.integers(2, 24), st.integers(0, ORDERS - 1))
def test_what_must_stay_last_does_and_nothing_is_lost(number, order):
    options = (*things(number), *LAST)
    shown = arranged(options, order)
    assert sorted(shown, key=lambda option: option.code) == sorted(options, key=lambda option: option.code)
    assert shown[-3:] == LAST
    assert not any(map(stays_last, shown[:-3]))


@pytest.mark.parametrize(("number", "orders"), [(2, 2), (3, 6), (4, 8), (5, 10), (6, 12), (12, 24)])
def test_every_option_stands_at_every_place(number, orders):
    seen = Counter(arranged(things(number), order) for order in range(ORDERS))
    assert len(seen) == orders
    for place in range(number):
        times = Counter(shown[place].code for shown in seen.elements())
        assert len(times) == number
        # As evenly as 24 can be shared out.
        assert max(times.values()) - min(times.values()) <= 2


def test_one_number_serves_every_question_and_is_sent_once():
    page = Page("p", (RANDOM, Grid(code="g", text="Each?", rows=(Row("a", "A"), Row("b", "B")), random_order=True)), "Both")
    said = sent_on((page,), {"q": "o1"}, order=7)
    assert said == {"q": "o1", ORDER: 8}
    codebook = Codebook.of(page.questions)
    assert [column.name for column in codebook.columns] == ["q", "g.a", "g.b", ORDER]
    assert codebook.encode(said, frozenset({"q"}))[-1] == FIRST_OPTION + 7
    # On paper all see the same order, and none is noted.
    assert codebook.encode({"q": "o1"}, frozenset({"q"}))[-1] == NOT_ASKED
    assert [row.code for row in in_order(page.questions[1], 1).rows] == ["b", "a"]


def test_no_order_is_noted_where_none_was_random():
    page = Page("p", (SingleChoice(code="q", text="Which?", options=things(3)),))
    assert sent_on((page,), {"q": "o1"}, order=7) == {"q": "o1"}
    assert Codebook.of(page.questions).width == 1
    assert in_order(page.questions[0], 7) is page.questions[0]
