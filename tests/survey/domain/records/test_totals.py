"""Totals and rates: they add up whatever the order, and no rate stands with one denominator alone."""

import random
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.records.record import Record
from survey.domain.records.totals import (
    DENOMINATORS,
    PARTS,
    Pair,
    Rate,
    Rates,
    Totals,
    one_in,
    percent,
    rates,
    totals,
    without_rates,
)
from survey.domain.wording import Catalogue
from tests.survey.domain.records.samples import WEST_END, WEST_END_HEADINGS, croydon, read_table

COUNTS = st.none() | st.integers(0, 10**7)
RECORDS = st.lists(st.builds(Record, st.just(date(2026, 1, 9)), st.just("x"), COUNTS, COUNTS, COUNTS, COUNTS))


def said(records, name):
    [each] = [one for one in rates(totals(records)) if one.name == name]
    return [f"{rate.text} ({rate.about})" if rate.about else rate.text for rate in each.rates]


def test_the_croydon_pilot():
    total = totals(croydon())
    assert total.uses == 24
    assert {name: one.count for name, one in total.figures.items()} == {
        "faces": 472_352, "alerts": 335, "false_alerts": 1, "arrests": 173,
    }  # fmt: skip
    assert said(croydon(), "false_alerts") == [
        "1 false alert in 335 alerts (0.3%)",
        "1 false alert in 472,352 faces (0.0002%)",
        "1 false alert in 24 uses of the cameras",
    ]
    assert said(croydon(), "arrests") == [
        "173 arrests in 335 alerts (52%)",
        "173 arrests in 472,352 faces (0.037%, about 1 in 2,730)",
        "173 arrests in 24 uses of the cameras (about 7.2 a use)",
    ]
    assert rates(total)[0].people == "1 person was wrongly taken for somebody on the watchlist"


def test_the_west_end_sample_has_no_false_alert_and_says_so_in_words():
    records = read_table([WEST_END_HEADINGS, *WEST_END], date(2026, 11, 2)).records
    assert said(records, "false_alerts") == [
        "none in 71 alerts",
        "none in 409,359 faces",
        "none in 9 uses of the cameras",
    ]
    assert rates(totals(records))[0].people == ""


def test_without_false_alerts_there_is_no_rate_of_them():
    headings, rows = WEST_END_HEADINGS[:4], [row[:4] for row in WEST_END]
    total = totals(read_table([headings, *rows], date(2026, 11, 2)).records)
    assert rates(total) == ()
    assert without_rates(total) == ("false alerts", "arrests")


def test_a_rate_is_never_given_where_one_denominator_is_missing():
    total = totals([Record(date(2026, 1, 9), "x", None, 10, 1, 3)])
    assert rates(total) == ()


def test_a_rate_counts_only_records_that_publish_both():
    day = date(2026, 1, 9)
    records = [
        Record(day, "x", 1000, 10, 1, 3),
        Record(day, "y", 9000, 90, None, 3),
        Record(day, "z", None, 5, 1, 1),
    ]
    false = rates(totals(records))[0].rates
    assert [(rate.pair.part, rate.pair.whole, rate.pair.records) for rate in false] == [
        (2, 15, 2),
        (1, 1000, 1),
        (2, 2, 2),
    ]


def test_rates_cannot_be_made_with_a_denominator_left_out():
    with pytest.raises(ValueError, match="every denominator"):
        Rates("false_alerts", (Rate("false_alerts", "faces", Pair(1, 472_352, 24)),))


PERCENTS = [
    (10, 2077, "0.48%"),  # as exact as ten allows
    (10, 3_147_436, "0.00032%"),
    (1, 335, "0.3%"),  # one alone allows one figure
    (173, 335, "52%"),
    (1, 3, "33%"),
    (0, 71, "0%"),
    (71, 71, "100%"),
    (9_999, 10_000, "over 99%"),  # not everything, so never 100%
    (1, 100_000_000, "0.000001%"),  # never in powers of ten
]


@pytest.mark.parametrize(("part", "whole", "text"), PERCENTS)
def test_percentages_have_sensible_figures(part, whole, text):
    assert percent(part, whole) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 335, "1 in 335"), (10, 2077, "about 1 in 208"), (2, 10, "1 in 5")]
)
def test_one_in(part, whole, text):
    assert one_in(part, whole) == text


@given(RECORDS, st.randoms(use_true_random=False))
def test_totals_do_not_depend_on_the_order(records, rng: random.Random):
    assert totals(records) == totals(rng.sample(records, len(records)))


@given(RECORDS, st.integers(0, 20))
def test_the_parts_add_up_to_the_whole(records, cut):
    assert totals(records[:cut]) + totals(records[cut:]) == totals(records)
    assert totals([]) + totals(records) == totals(records)
    assert totals([]) == Totals()


@given(RECORDS)
def test_whatever_is_published_nothing_is_divided_by_nought(records):
    total = totals(records)
    found = rates(total)
    for each in found:
        assert [rate.whole_name for rate in each.rates] == list(DENOMINATORS)
        assert all(rate.text and isinstance(rate.about, str) for rate in each.rates)
        assert "e-" not in "".join(rate.about for rate in each.rates)
    assert len(found) + len(without_rates(total)) == len(PARTS)


def test_nothing_of_a_rate_stands_outside_the_catalogues():
    """A catalogue that leaves of a message its places alone leaves no word of a rate."""

    class Silence(Catalogue):
        def text_of(self, *_message):
            return "{count}"

        def text(self, message):
            return " ".join(re.findall(r"\{[a-z0-9]+\}", message))

    some = (Record(date(2026, 1, 9), "A", faces, alerts, false, false) for faces, alerts, false in (
        (10, 5, 0), (400_000, 2_000, 1), (900, 90, 89), (1_000, 7, 3)))  # fmt: skip
    silence = Silence("xx")
    for each in [rates(totals([record])) for record in some]:
        for found in each:
            said = [silence.said(text) for rate in found.rates for text in (rate.text, rate.about)]
            assert not re.findall("[A-Za-z]+", " ".join([*said, silence.said(found.people)]))
