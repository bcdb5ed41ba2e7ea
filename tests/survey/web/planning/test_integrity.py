"""Choosing the rules for review before opening, by form; and what opening fixes of them."""

import copy

import pytest

from survey.domain.integrity.rules import Chosen
from survey.store.questionnaires import next_versions
from tests.page import PageClient

PLAN = "/organise/consultations/lamps-and-cameras/plan/"
PAIR = {
    "pair-1-first": "connection.live",
    "pair-1-second": "capacity.organisation",
    "pair-1-why": "An organisation does not live anywhere.",
}


@pytest.fixture
def organiser(client, sign_in, planned):
    sign_in("organiser")
    return client


def typed(page, name):
    return page.form().values[name][0]


def chosen(session, planned):
    session.expire_all()
    return Chosen.load(planned.counting_rules.integrity)


def test_usual_rules_are_suggested_and_nothing_is_chosen_before_somebody_saves(organiser, session, planned):
    page = organiser.get_page(f"{PLAN}integrity/")
    ticked = [box.get("value") for box in page.all("input", name="rules") if box.get("checked") is not None]
    assert ticked == ["same-text", "bursts"]
    assert not chosen(session, planned).decided
    page.form().submit()
    found = chosen(session, planned)
    assert found.limits == {
        "same-text": {"characters": 120, "responses": 3},
        "bursts": {"times": 4, "least": 50},
    }


def test_rules_numbers_and_pairs_are_kept_and_shown_again(organiser, session, planned):
    page = organiser.get_page(f"{PLAN}integrity/")
    sent = {"rules": ["same-text", "impossible", "straight-lining"], "same-text-responses": "5"} | PAIR
    page.form().submit(sent)
    found = chosen(session, planned)
    assert found.limits["same-text"] == {"characters": 120, "responses": 5}
    assert found.pairs[0].second == {"question": "capacity", "is": ["organisation"]}
    again = organiser.get_page(f"{PLAN}integrity/")
    assert typed(again, "pair-1-why") == PAIR["pair-1-why"]
    assert typed(again, "pair-1-first") == "connection.live"
    # Saving as it stands changes nothing, and the rules for counting leave it alone.
    again.form().submit()
    organiser.get_page(f"{PLAN}rules/").form().submit({"characteristics": ["age"]})
    assert chosen(session, planned) == found


def test_none_can_be_chosen(organiser, session, planned):
    organiser.get_page(f"{PLAN}integrity/").form().submit({"rules": []})
    found = chosen(session, planned)
    assert found.decided
    assert not found


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"rules": ["same-text"], "same-text-characters": "12"}, "from 80 to 2,000"),
        ({"rules": ["same-text"], "same-text-responses": "three"}, "from 3 to 1,000"),
        ({"rules": ["same-text"], "same-text-responses": "٣"}, "from 3 to 1,000"),
        ({"rules": ["impossible"]}, "Choose two answers"),
        ({"rules": ["impossible"], **PAIR, "pair-1-second": ""}, "Choose a second answer"),
        ({"rules": ["impossible"], **PAIR, "pair-1-why": ""}, "Write why"),
        ({"rules": ["impossible"], **PAIR, "pair-1-second": "connection.work"}, "two different questions"),
    ],
)
def test_what_is_wrong_keeps_what_was_typed(organiser, session, planned, sent, problem):
    page = organiser.get_page(f"{PLAN}integrity/").form().submit(sent, status=422)
    assert problem in page.errors[0]
    for name, value in sent.items():
        if name != "rules":
            assert typed(page, name) == value
    assert not chosen(session, planned).decided


def test_a_made_up_answer_is_refused(organiser, session, planned):
    page = organiser.get_page(f"{PLAN}integrity/")
    token = page.form().values["csrf_token"]
    raw = {"csrf_token": token, "rules": "impossible", **PAIR}
    for made_up in ("age.16-24", "support.dont-know", "gone.gone", "nonsense"):
        response = organiser.raw.post(f"{PLAN}integrity/", data=raw | {"pair-1-first": made_up})
        assert response.status_code == 422
    assert not chosen(session, planned).decided


def test_a_pair_whose_answer_is_gone_stands_in_the_way_of_opening(organiser, session, planned):
    organiser.get_page(f"{PLAN}integrity/").form().submit({"rules": ["impossible"], **PAIR})
    assert "no longer asked" not in organiser.get_page(f"{PLAN}open/").text
    row = next_versions.find(session, planned)
    definition = copy.deepcopy(row.definition)
    options = definition["sections"][0]["pages"][0]["questions"][0]["options"]
    options[:] = [one for one in options if one["code"] != "organisation"]
    row.definition = definition
    session.commit()
    page = organiser.get_page(f"{PLAN}open/")
    assert "names an answer that is no longer asked" in page.text


def test_who_may_not_plan_does_not_choose(app, sign_in, planned):
    client = PageClient(app)
    sign_in("councillor", client=client)
    assert client.get_page(f"{PLAN}integrity/", status=403)
