import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.domain.histograms import CHUNK, ColumnError
from results.domain.tabulate import breakdowns, one_way, subjects, who_chose
from survey.domain.questionnaires.codebook import NOT_ANSWERED, Codebook
from survey.domain.questionnaires.questions import Grid, LongText, MultipleChoice, Option, Row, SingleChoice
from tests.results.populations import CHARACTERISTICS, CODEBOOK, choice, multiple, one_by_one, responses

POPULATIONS = st.builds(responses, st.integers(0, 400), st.integers(0, 2**32 - 1))


def slow_counts(columns, subject, rows):
    found = {}
    for column in subject.columns:
        found |= one_by_one(columns, column, rows)
    return tuple(found.values())


@settings(max_examples=25, deadline=None)
@given(POPULATIONS)
def test_counting_fast_is_counting_one_by_one(columns):
    size = len(columns["ward"])
    for subject, table in zip(subjects(CODEBOOK), one_way(columns, CODEBOOK), strict=True):
        assert table.counts == slow_counts(columns, subject, range(size))
        assert table.respondents == size
        assert table.not_answered == np.count_nonzero(columns[subject.columns[0].name] == NOT_ANSWERED)


@settings(max_examples=15, deadline=None)
@given(POPULATIONS)
def test_every_group_is_counted_as_if_it_were_alone(columns):
    for breakdown in breakdowns(columns, CODEBOOK, characteristics=CHARACTERISTICS):
        for table in breakdown.tables:
            mask = who_chose(columns, CODEBOOK, table.group, [table.value])
            rows = {name: values[mask] for name, values in columns.items()}
            alone = next(
                t for t in one_way(rows, CODEBOOK, questions=[table.question]) if t.part == table.part
            )
            assert (table.counts, table.base) == (alone.counts, alone.base)
            assert (table.not_answered, table.not_asked) == (alone.not_answered, alone.not_asked)


@settings(max_examples=25, deadline=None)
@given(POPULATIONS)
def test_groups_and_those_in_none_make_up_everybody(columns):
    whole = {(t.question, t.part): t for t in one_way(columns, CODEBOOK)}
    for breakdown in breakdowns(columns, CODEBOOK, characteristics=["ward", "age"]):
        outside = np.isin(columns[breakdown.group], [0, 1])
        rest = one_way(columns, CODEBOOK, questions=[breakdown.question], mask=outside)
        others = next(t for t in rest if t.part == breakdown.part)
        parts = np.array([t.counts for t in (*breakdown.tables, others)])
        assert tuple(parts.sum(axis=0)) == whole[breakdown.question, breakdown.part].counts


@settings(max_examples=25, deadline=None)
@given(POPULATIONS, st.sampled_from(["ward", "connection", "limits", "age"]), st.booleans())
def test_a_filter_and_its_opposite_make_up_everybody(columns, question, few):
    mask = who_chose(columns, CODEBOOK, question, ["o0"] if few else ["o0", "o1", "o2"])
    whole = one_way(columns, CODEBOOK)
    chosen = one_way(columns, CODEBOOK, mask=mask)
    others = one_way(columns, CODEBOOK, mask=~mask)
    for table, one, other in zip(whole, chosen, others, strict=True):
        assert table.counts == tuple(a + b for a, b in zip(one.counts, other.counts, strict=True))
        assert one.respondents == np.count_nonzero(mask)


def test_a_walk_in_several_chunks_counts_the_same():
    size = CHUNK + 1234
    column, group = choice("support", 3), choice("ward", 2)
    columns = {"support": np.full(size, 3, np.uint8), "ward": np.full(size, 2, np.uint8)}
    columns["support"][-1] = 4
    (breakdown,) = breakdowns(columns, [column, group], characteristics=["ward"])
    assert [table.counts for table in breakdown.tables] == [(0, size - 1, 1), (0, 0, 0)]


def test_a_characteristic_is_never_broken_down():
    made = breakdowns(responses(50, 1), CODEBOOK, characteristics=CHARACTERISTICS)
    assert {b.question for b in made} == {"support", "purposes", "limits", "treated", "reason"}
    assert {b.group for b in made} == set(CHARACTERISTICS)
    assert {b.group for b in made if b.overlapping} == {"connection"}


def test_nothing_to_break_down_is_nothing():
    assert breakdowns(responses(5, 1), CODEBOOK, characteristics=[]) == ()


def test_what_a_code_book_writes_is_what_is_counted():
    options = tuple(Option(f"o{i}", str(i)) for i in range(10))
    book = Codebook.of(
        (
            SingleChoice(code="heard", text="", options=options[:3]),
            MultipleChoice(code="limits", text="", options=options),
            Grid(code="purposes", text="", rows=(Row("theft", ""), Row("events", "")), options=options[:2]),
            LongText(code="why", text=""),
        )
    )
    everything = frozenset({"heard", "limits", "purposes", "why"})
    written = [
        book.encode({"heard": "o2", "limits": ["o1", "o9"], "purposes.theft": "o0", "why": "x"}, everything),
        book.encode({"limits": ["o9"], "purposes.events": "o1"}, everything),
        book.encode({}, everything - {"limits"}),
    ]
    table = np.frombuffer(b"".join(written), np.uint8).reshape(3, book.width)
    columns = {column.name: table[:, place] for place, column in enumerate(book.columns)}
    heard, limits, theft, events, why = one_way(columns, book.columns)
    assert (heard.counts, heard.base, heard.not_answered) == ((0, 0, 1), 1, 2)
    assert limits.counts == (0, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    assert (limits.base, limits.not_answered, limits.not_asked) == (2, 0, 1)
    assert (theft.counts, events.counts) == ((1, 0), (0, 1))
    assert (why.counts, why.base, why.not_answered) == ((), 1, 2)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        # A code that the code book does not know would be somebody else's figure.
        ({"support": np.array([9], np.uint8)}, "holds code 9"),
        ({}, "missing"),
    ],
)
def test_columns_that_do_not_fit_the_code_book_stop_the_count(columns, message):
    with pytest.raises(ColumnError, match=message):
        one_way(columns, [choice("support", 3)])


def test_columns_of_two_lengths_stop_the_count():
    columns = {"a": np.zeros(3, np.uint8), "b": np.zeros(4, np.uint8)}
    with pytest.raises(ColumnError, match="length"):
        breakdowns(columns, [choice("a", 2), choice("b", 2)], characteristics=["b"])


def test_flags_past_the_last_option_stop_the_count():
    columns = {"limits": np.array([2], np.uint8), "limits#0": np.array([8], np.uint8)}
    with pytest.raises(ColumnError, match="holds code 8"):
        one_way(columns, multiple("limits", 3))


@pytest.mark.parametrize(("question", "option"), [("support", "o17"), ("reason", "o0"), ("nothing", "o0")])
def test_a_filter_by_what_does_not_exist_is_refused(question, option):
    with pytest.raises(KeyError):
        who_chose(responses(3, 1), CODEBOOK, question, [option])


@pytest.mark.parametrize("chosen", [0, 10])
def test_a_filter_of_another_length_stops_the_count(chosen):
    mask = np.arange(11) < chosen
    with pytest.raises(ColumnError, match="length"):
        one_way(responses(10, 1), CODEBOOK, mask=mask)
