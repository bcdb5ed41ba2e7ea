"""Pages of results for every type of question: the story, one question by a characteristic, the exact view."""

from datetime import timedelta

import pytest

from results import releases
from tests import every_type


@pytest.fixture
def consultation(session, clock):
    found = every_type.add(session, clock.today)
    every_type.close_with(session, found, 600)
    clock.today += timedelta(days=1)
    releases.make(session, found, today=clock.today)
    releases.publish(session, found, on=clock.today, today=clock.today)
    session.commit()
    return found


def test_the_story_shows_every_type_and_nothing_of_what_is_only_read(client, consultation):
    text = client.get_page(f"/consultations/{consultation.slug}/results/").text
    for words in ("Most often put first", "answered 0 to 3", "10: Extremely likely", "March 2026", "£26 to £50"):
        assert words in text
    assert "Before you begin" not in text
    assert "The assessment" not in text
    assert "{answer:" not in text


@pytest.mark.parametrize(
    ("question", "row", "words"),
    [
        ("first", "privacy", "The share answering “Put first”"),
        ("money", "officers", "£51 to £75"),
        ("zones", "high-street", "High Street"),
        ("likely", "", "0: Not at all likely"),
        ("day", "", "To 14 March"),
    ],
)
def test_every_type_by_a_characteristic(client, consultation, question, row, words):
    address = f"/consultations/{consultation.slug}/results/{question}/by/channel/"
    page = client.get_page(address, query_string={"row": row} if row else None)
    assert words in page.text
    assert ("Other rows of this question" in page.text) is bool(row)


def test_the_exact_view_counts_and_filters_every_type(client, consultation, sign_in):
    sign_in("organiser")
    address = f"/organise/consultations/{consultation.slug}/exact/"
    text = client.get_page(address).text
    for words in ("Fair treatment", "Not among them", "To 14 March", "10: Extremely likely"):
        assert words in text
    filters = client.get_page(address).form().choices["only"]
    assert {"day.after", "likely.10", "visits.many", "day.~not-answered"} <= set(filters)
    # What is answered row by row is filtered by one of its rows.
    by_row = [one for one in filters if one.startswith(("first.", "money.", "zones."))]
    assert by_row
    assert all(one.count(".") == 2 for one in by_row)
    assert not any(one.startswith("option-order") for one in filters)
    filtered = client.get_page(address, query_string={"question": "support", "filter": "day", "value": "after"})
    assert "From 15 March Remove" in filtered.text
