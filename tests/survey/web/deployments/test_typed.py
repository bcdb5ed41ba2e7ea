"""What is typed about a thing: opening a page and saving it changes nothing, whatever the thing holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.deployments.plan import Fact
from survey.domain.evidence import (
    Citation,
    Denominator,
    Document,
    DocumentState,
    Figure,
    Measure,
    Promise,
    Source,
    Stance,
    Statement,
    Sureness,
)
from survey.web.deployments.editing_documents import document_typed, read_document
from survey.web.deployments.editing_facts import fact_typed, read_fact
from survey.web.deployments.editing_promises import promise_typed, read_promise
from survey.web.deployments.editing_statements import read_statement, statement_typed
from survey.web.deployments.typed import LATER, MOST_ROWS, NO_DATE, read_citation, read_day, rows_of

TODAY = date(2026, 11, 2)
TEXT = (
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)
NOTE = st.one_of(st.just(""), TEXT)
DAY = st.dates(date(2000, 1, 1), TODAY)
ADDRESS = st.one_of(st.just(""), TEXT.map(lambda text: f"https://{text}"))
CITATION = st.builds(
    Citation,
    TEXT,
    TEXT,
    st.lists(st.builds(Source, TEXT, ADDRESS), min_size=1, max_size=MOST_ROWS).map(tuple),
    st.sampled_from(Sureness),
)
# All three measures that false alerts need, and more.
DENOMINATORS = st.lists(st.builds(Denominator, st.sampled_from(Measure), TEXT), max_size=8).map(
    lambda found: (*(Denominator(measure, "10 of 20") for measure in Measure), *found)
)
FACT = st.one_of(
    st.builds(Fact, TEXT, NOTE, CITATION, DENOMINATORS),
    st.builds(Fact, st.just(""), TEXT, st.none() | CITATION, DENOMINATORS),
    st.builds(Fact, st.just(""), NOTE, st.none() | CITATION, DENOMINATORS, DAY),
)
STATEMENT = st.builds(
    Statement, st.just("one"), st.sampled_from(Stance), TEXT, TEXT, CITATION, DENOMINATORS, NOTE, NOTE
)
DOCUMENT = st.one_of(
    st.builds(Document, st.just("one"), TEXT, TEXT),
    st.builds(
        Document,
        st.just("one"),
        TEXT,
        TEXT,
        st.sampled_from([DocumentState.ASKED, DocumentState.REFUSED]),
        DAY,
    ),
    st.builds(Document, st.just("one"), TEXT, TEXT, st.just(DocumentState.PROVIDED), DAY, ADDRESS),
)
FIGURE = st.builds(Figure, TEXT, CITATION, DENOMINATORS)
PROMISE = st.builds(Promise, st.just("one"), TEXT, FIGURE, st.none() | FIGURE)


@given(FACT)
def test_every_state_of_a_fact_comes_back(fact):
    assert read_fact("Hours of use", fact_typed(fact), today=TODAY) == (fact, {})


@given(STATEMENT)
def test_a_statement_comes_back(statement):
    assert read_statement("one", statement_typed(statement)) == (statement, {})


@given(DOCUMENT)
def test_every_state_of_a_document_comes_back(document):
    assert read_document("one", document_typed(document), today=TODAY) == (document, {})


@given(PROMISE)
def test_a_promised_figure_comes_back(promise):
    assert read_promise("one", promise_typed(promise)) == (promise, {})


@pytest.mark.parametrize(
    ("typed", "day", "problem"),
    [
        (("", "", ""), None, ""),  # nothing typed is no day
        (("2", "11", "2026"), TODAY, ""),
        (("02", "1", "2026"), date(2026, 1, 2), ""),
        (("3", "11", "2026"), None, LATER),  # tomorrow
        (("31", "2", "2026"), None, NO_DATE),
        (("2", "11", ""), None, NO_DATE),  # half a day
        (("2", "November", "2026"), None, NO_DATE),
        (("2", "11", "99999999999999999999"), None, NO_DATE),
        (("9" * 5000, "11", "2026"), None, NO_DATE),  # more digits than Python turns into a number
        (("-2", "11", "2026"), None, NO_DATE),
    ],
)
def test_a_day_is_real_and_not_ahead(typed, day, problem):
    sent = dict(zip(("asked-day", "asked-month", "asked-year"), typed, strict=True))
    assert read_day(sent, "asked", today=TODAY) == (day, problem)


@pytest.mark.parametrize(
    ("sent", "rows"),
    [
        ({}, 2),  # two rows at least
        ({"source-1-name": "A", "source-2-name": "B"}, 2),
        ({"source-3-address": "https://x"}, 3),
        ({"add": "source"}, 3),  # one more was asked for
        ({"add": "denominator"}, 2),  # of the other kind
        ({"source-12-name": "A", "add": "source"}, 12),  # no more than twelve
        ({"source-99-name": "A"}, 12),
        ({"source-999-name": "A", "source-x-name": "B"}, 2),  # not ours
    ],
)
def test_rows_are_as_many_as_are_used_and_as_were_asked_for(sent, rows):
    assert rows_of(sent, "source") == rows


def test_rows_that_were_left_empty_do_not_count():
    sent = {"source-1-name": "", "source-2-name": "B", "source-4-address": "https://x"}
    assert read_citation(sent).sources == (Source("B"), Source("", "https://x"))
