"""What the resident's journey asks of a code."""

import pytest
from sqlalchemy import func, select

from survey.domain.codes import read_code
from survey.store import invitations, strata
from survey.store.invitations import IssuedCode
from survey.web.invitations import entry, issuing
from tests import demonstration

CROYDON = demonstration.CROYDON


@pytest.fixture
def codes(app, session, soho, clock):
    """Sixty codes for households, in the application's context."""
    with app.test_request_context():
        stratum = strata.find(session, soho.id, "homes-in-soho")
        drawn = issuing.drawn(60)
        issuing.store(session, stratum, drawn, seen=0, day=clock.today)
        session.commit()
        yield drawn


def test_a_code_opens_its_own_consultation_alone(codes, session, soho):
    found = entry.invited(soho, codes[0])
    assert (found.stratum, found.consultation_id) == ("homes-in-soho", soho.id)
    assert entry.opened_by(codes[0]) == found
    assert entry.invited(demonstration.consultation(session, CROYDON), codes[0]) is None
    assert entry.opened_by("0" * 12) is None


def test_a_used_code_is_told_from_a_mistyped_one(codes, session, soho):
    invitations.burn(session, entry.invited(soho, codes[0]).id, soho.id)
    session.commit()
    assert entry.invited(soho, codes[0]) is None
    assert [entry.was_used(code) for code in (codes[0], codes[1], "0" * 12)] == [True, False, False]


def test_a_member_of_a_household_gets_a_private_code(codes, session, soho):
    new = entry.individual_code(soho, codes[0], once=entry.new_once())
    entry.db().commit()
    assert read_code(new) == new
    assert entry.invited(soho, new).stratum == "homes-in-soho"
    assert entry.invited(soho, codes[0]).individual_left == 5
    assert entry.individual_code(soho, new, once=entry.new_once()) is None


def test_pressing_twice_gives_one_private_code(codes, session, soho):
    once = entry.new_once()
    new = entry.individual_code(soho, codes[0], once=once)
    entry.db().commit()
    assert entry.individual_code(soho, codes[0], once=once) == new
    assert entry.invited(soho, codes[0]).individual_left == 5
    assert entry.individual_code(soho, codes[0], once=entry.new_once()) != new
    assert entry.individual_code(soho, codes[1], once=once) != new
    entry.db().commit()
    assert entry.invited(soho, codes[0]).individual_left == 4
    assert session.scalar(select(func.count()).where(IssuedCode.individual)) == 3


@pytest.mark.parametrize("once", ["", "0" * 31, "g" * 32, "0" * 33, "٠" * 32, "0" * 32 + "\n"])
def test_a_form_that_was_changed_gives_a_private_code_all_the_same(codes, soho, once):
    first, second = (entry.individual_code(soho, codes[0], once=once) for _click in range(2))
    assert read_code(first)
    # Nobody can foresee it.
    assert first != second


def test_addresses_on_paper(app):
    with app.app_context():
        assert entry.printed_address() == "127.0.0.1:8000/return"
        # What stands behind the hash sign is never sent to a server.
        assert entry.scanned_address("K7QF2M9XWD4T") == "http://127.0.0.1:8000/return/#K7QF-2M9X-WD4T"
