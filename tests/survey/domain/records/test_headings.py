"""Which row names the columns, and what the names mean."""

import pytest

from survey.domain.records.headings import SYNONYMS, find_header, meaning

HEADINGS = [
    ("Date of deployment", "day"), ("Deployment date", "day"), ("DATE", "day"), ("Date (dd/mm/yy)", "day"),
    ("Location", "place"), ("Deployment Location", "place"),
    ("Faces seen (estimate)", "faces"), ("No. of faces seen", "faces"), ("Estimated Faces", "faces"),
    ("Alerts", "alerts"), ("Total Alerts", "alerts"), ("LFR alerts", "alerts"),
    ("True alerts", "true_alerts"), ("Confirmed", "true_alerts"),
    ("False alerts", "false_alerts"), ("False_Alerts", "false_alerts"), ("False Positives", "false_alerts"),
    ("Arrests", "arrests"), ("Number of arrests", "arrests"),
    ("False alert rate", ""),  # a rate is no count
    ("Watchlist size", ""), ("Disposals", ""), ("", ""), (None, ""), (12, ""),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "name"), HEADINGS)
def test_a_heading(heading, name):
    assert meaning(heading) == name


def test_every_synonym_is_written_as_it_is_compared():
    assert [heading for heading in SYNONYMS if meaning(heading) != SYNONYMS[heading]] == []


def test_the_heading_may_stand_below_a_title():
    header = find_header([["LFR deployments 2026"], [], ["Date", "Place", "Watchlist", "Alerts"], ["x"]])
    assert header.row == 2
    assert header.columns == {"day": 0, "place": 1, "alerts": 3}
    assert header.unknown == ("Watchlist",)


def test_the_same_meaning_twice_is_told():
    assert find_header([["Date", "Place", "Alerts", "Total alerts"]]).doubled == (("Alerts", "Total alerts"),)


@pytest.mark.parametrize(
    "rows", [[], [[]], [["Date", "Alerts"]], [["a"]] * 30 + [["Date", "Place", "Alerts"]]]
)
def test_no_heading(rows):
    assert find_header(rows) is None
