"""A question of every type, answered without scripts: what is shown, kept, said again, sent and stored."""

import re

import pytest
from sqlalchemy import select

from survey.domain.questionnaires.codebook import FIRST_OPTION
from survey.domain.questionnaires.ordering import ORDER, ORDERS
from survey.store.answering.responses import InboxResponse
from survey.store.questionnaires.versions import frozen
from tests import every_type
from tests.every_type import ANSWERS, BASE, QUESTIONS, SENT
from tests.survey.web.answering.walking import walk


@pytest.fixture
def consultation(session, clock):
    return every_type.add(session, clock.today)


@pytest.fixture
def started(client, consultation):
    """A resident at the first page."""
    return client.post_page(BASE + "start/", {})


def test_every_answer_arrives(started, consultation, session):
    check = walk(started, SENT, until="check")
    send = check.client.get_page(BASE + "send/")
    send.form().submit()
    (response,) = session.scalars(select(InboxResponse))
    order = response.answers.pop(ORDER)
    assert response.answers == ANSWERS
    assert 1 <= order <= ORDERS
    codebook = frozen(session, consultation.version_id).opinion
    assert len(response.codes) == codebook.width
    assert response.codes[codebook.position[ORDER]] == FIRST_OPTION + order - 1
    coded = {name: response.codes[place] for name, place in codebook.position.items()}
    # Put first, put second, and not among them; nothing, and the third quarter.
    assert [coded[f"first.{code}"] - FIRST_OPTION for code in ("privacy", "lower-cost", "fewer-thefts")] == [0, 1, 3]
    assert [coded[f"money.{code}"] - FIRST_OPTION for code in ("cameras", "officers")] == [0, 3]
    assert coded["day"] == FIRST_OPTION + 1


def test_the_check_page_says_every_answer_and_nothing_of_what_was_only_read(started):
    text = walk(started, SENT, until="check").text
    for words in ("Something else: I keep bees there", "1. Privacy 2. Lower cost", "15 March 2026", "February 2026", "North End: Neither", "Officers: £70", "The bakery"):  # fmt: skip
        assert words in text
    assert "After Something else: what matters most?" in text
    assert "Before you begin" not in text
    assert "The assessment" not in text


def test_passing_over_every_page_reaches_the_end(started):
    text = walk(started, {"tie": {"tie": "dont-know"}}, until="check").text
    # One answer, and every other question that has one to give stands there without.
    assert text.count("Not answered") == len(QUESTIONS) - 3
    assert "After being there: what matters most?" in text


@pytest.mark.parametrize("code", [code for code in SENT if code not in ("tie", "why")])
def test_what_was_answered_is_there_again(started, code):
    page = walk(started, SENT, until="check").client.get_page(f"{BASE}{code}/")
    found = {name: value for name, value in page.form().values.items() if name in SENT[code]}
    typed = {name.get("name"): name.get("value") for name in page.all("input") if name.get("type") == "text"}
    for name, value in SENT[code].items():
        shown = found.get(name) or [typed.get(name)]
        expected = {"month.month": "2", "money.officers": "70"}.get(name, value)
        assert sorted(shown) == sorted(expected if isinstance(expected, list) else [expected])


def test_the_order_is_the_same_on_every_visit_and_some_stay_last(started, client):
    def order_of(page):
        return page.form().choices["tie"]

    page = walk(started, {}, until="tie")
    first = order_of(page)
    assert first[-3:] == ["other", "dont-know", "prefer-not-to-say"]
    assert order_of(client.get_page(BASE + "tie/")) == first
    assert order_of(page.form().submit({}, status=422)) == first


def test_different_residents_see_different_orders(client, consultation):
    seen = set()
    for _ in range(40):
        page = walk(client.post_page(BASE + "start/", {"afresh": "yes"}), {}, until="tie")
        seen.add(tuple(page.form().choices["tie"]))
    assert len(seen) > 2
    assert len(seen) <= 6


def test_facts_definitions_and_a_document_stand_beside_their_questions(started):
    page = walk(started, {}, until="tie").form().submit({"tie": "living-there"})
    assert "https://example.org/assessment.pdf" in page.links.values()
    assert "(on example.org)" in page.text
    assert "What “watchlist” means here" in page.text
    page = page.form().submit()
    assert page.h1 == "After Living there: what matters most?"
    assert "What is known" in page.text
    assert "Sum asked of the council Not published." in page.text


def test_every_question_fits_the_first_page_on_a_slow_line(started):
    page = started
    for code in (question["code"] for question in QUESTIONS):
        assert len(page.html.encode()) < 45_000, code
        page = page.form().submit(SENT.get(code, {}))


def test_all_questions_stand_on_one_page_with_room_to_answer(client, consultation):
    page = client.get_page(f"/consultations/{consultation.slug}/questions/")
    headings = [" ".join(heading.itertext()) for heading in page.all("h3")]
    numbers = [found[1] for heading in headings if (found := re.match(r"(\d+)\. ", heading))]
    assert numbers == [str(number) for number in range(1, len(QUESTIONS) - 1)]
    for words in ("Write 1 beside what you prefer most", "Together your figures must be £100", "Only the month is kept", "After being there: what matters most?"):  # fmt: skip
        assert words in page.text
