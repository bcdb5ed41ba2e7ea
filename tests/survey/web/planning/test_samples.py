"""Saying before opening which invited groups are random samples."""

from datetime import date

import pytest

from survey.domain.invitations import Kind
from survey.store import strata

PLAN = "/organise/consultations/lamps-and-cameras/plan/"
DRAWN = {"drawn": ["letters"], "population-letters": "108,000", "how-letters": "Every 54th address of the list, from a random start"}


@pytest.fixture
def organiser(client, sign_in, session, planned):
    day = date(2026, 11, 1)
    strata.add(session, planned, name="Letters", kind=Kind.MAILING, household=True, day=day)
    session.commit()
    sign_in("organiser")
    return client


def kept(session, planned):
    session.expire_all()
    return planned.counting_rules.samples


def test_a_sample_is_named_kept_and_taken_back(organiser, session, planned):
    organiser.get_page(PLAN).follow("Random samples").form().submit(DRAWN)
    assert kept(session, planned) == {"letters": {"population": 108000, "how": DRAWN["how-letters"]}}
    page = organiser.get_page(f"{PLAN}samples/")
    assert page.form().values["population-letters"] == ["108,000"]
    page.form().submit({"drawn": []})
    assert kept(session, planned) == {}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"population-letters": ""}, "Enter from how many"),
        # A sample of a few hundred homes around a camera is none of the borough.
        ({"population-letters": "400"}, "1,000 or more"),
        ({"how-letters": "Somehow"}, "at least 10 characters"),
        ({"how-letters": "x" * 301}, "300 characters or less"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(organiser, session, planned, typed, message):
    page = organiser.get_page(f"{PLAN}samples/").form().submit(DRAWN | typed, status=422)
    assert message in page.errors[0]
    assert page.form().values["how-letters"] == [(DRAWN | typed)["how-letters"]]
    assert kept(session, planned) == {}


def test_without_an_invited_group_there_is_nothing_to_draw(client, sign_in, planned):
    sign_in("organiser")
    page = client.get_page(f"{PLAN}samples/")
    assert page.follow("Add one under invitations").h1 == "Invitations"
