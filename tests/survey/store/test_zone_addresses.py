"""Short addresses are given once: paper hangs for long."""

import pytest
from sqlalchemy.exc import IntegrityError

from survey.domain.deployments.plan import Zone
from survey.store import zone_addresses
from survey.store.deployments import register
from survey.store.zone_addresses import ZoneAddress, assign, find

SOHO = Zone("soho", "Soho")
CARNABY = Zone("carnaby-street", "Carnaby Street")


@pytest.fixture
def deployments(session):
    slugs = ("soho-and-west-end", "croydon-north-end")
    return [register.add_deployment(session, register.read_content(slug)) for slug in slugs]


def test_each_zone_gets_its_own_and_keeps_it(session, deployments):
    mine, other = deployments
    assert assign(session, mine, (SOHO,)) == {"soho": "soho"}
    assert assign(session, other, (SOHO,)) == {"soho": "soho-2"}
    # The next revision leaves Soho out, and a later one brings it back under its code.
    assert assign(session, mine, (CARNABY,)) == {"soho": "soho", "carnaby-street": "carnaby-street"}
    assert assign(session, mine, (SOHO, CARNABY))["soho"] == "soho"


def test_an_address_leads_to_its_zone_however_it_was_typed(session, deployments):
    assign(session, deployments[0], (CARNABY,))
    for typed in ("carnaby-street", "Carnaby-Street", "CARNABY-STREET."):
        assert find(session, typed) == (deployments[0], "carnaby-street")
    for typed in ("carnaby", "", " "):
        assert find(session, typed) is None


@pytest.mark.parametrize(
    "row",
    [
        {"short": "soho", "zone": "another"},  # somebody else's address
        {"short": "soho-9", "zone": "soho"},  # a second one for a zone
        {"short": "Soho", "zone": "another"},  # one that is not found when typed
        {"short": "", "zone": "another"},
    ],
)
def test_the_database_itself_refuses(session, deployments, row):
    assign(session, deployments[0], (SOHO,))
    session.add(ZoneAddress(deployment_id=deployments[0].id, **row))
    with pytest.raises(IntegrityError):
        session.flush()


def test_it_keeps_the_zone_and_nothing_else():
    columns = zone_addresses.ZoneAddress.__table__.columns.keys()
    assert set(columns) == {"short", "deployment_id", "zone"}
