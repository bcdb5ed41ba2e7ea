"""Look-ups as they are loaded: council by council, in one transaction, all or nothing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from survey.domain.postcodes import Kind, LookupProblem
from survey.store import postcodes
from survey.store.deployments import register
from survey.store.postcodes import Postcode, PostcodeLookup
from tests.survey.domain.test_postcodes import real

HEADER = "pcds,doterm,laua,ward"
WESTMINSTER, CROYDON = "E09000033", "E09000008"


def load(session, *rows, councils=None, month="November 2025"):
    lookup = PostcodeLookup(name="ONS Postcode Directory", month=month, loaded_on=date(2026, 11, 2))
    lines = [f"{line}\n" for line in (HEADER, *rows)]
    return postcodes.load(session, lines, lookup=lookup, councils=councils)


FIRST = ("W1F 0TH,,E09000033,E05013808", "W1W 9ZZ,200401,E09000033,E05013808", "CR0 1UB,,E09000008,E05011468")


def test_what_is_loaded_is_found(session):
    loaded = load(session, *FIRST)
    assert (loaded.stored, loaded.councils) == (3, (CROYDON, WESTMINSTER))
    found = postcodes.find(session, "W1F0TH")
    assert (found.ward_code, found.council_code, found.in_use) == ("E05013808", WESTMINSTER, True)
    assert found.lookup.month == "November 2025"
    assert not postcodes.find(session, "W1W9ZZ").in_use
    assert postcodes.find(session, "W1F 0TH") is None  # only the normal form is looked up
    assert postcodes.is_loaded(session, CROYDON)
    assert not postcodes.is_loaded(session, "E09000001")


def test_only_the_councils_asked_for_are_kept(session):
    register.add_deployment(session, register.read_content("croydon-north-end"))
    assert postcodes.councils_in_register(session) == {CROYDON}
    load(session, *FIRST, councils=frozenset({CROYDON}))
    assert session.scalars(select(Postcode.postcode)).all() == ["CR01UB"]
    with pytest.raises(LookupProblem, match="no postcode of a council in the register"):
        load(session, *FIRST, councils=frozenset({"E09000001"}))


def test_loading_again_replaces_each_council_that_the_file_holds_and_no_other(session):
    load(session, *FIRST, month="May 2025")
    load(session, "W1F 0TH,,E09000033,E05013806")
    assert postcodes.find(session, "W1F0TH").ward_code == "E05013806"
    assert postcodes.find(session, "W1W9ZZ") is None
    assert postcodes.find(session, "CR01UB").lookup.month == "May 2025"
    assert [(one.month, counts) for one, counts in postcodes.lookups(session)] == [
        ("November 2025", {WESTMINSTER: 1}),
        ("May 2025", {CROYDON: 1}),
    ]
    load(session, "CR0 1UB,,E09000008,E05011468")
    assert [counts for _one, counts in postcodes.lookups(session)] == [{CROYDON: 1}, {WESTMINSTER: 1}]


def test_a_postcode_that_moved_to_another_council_or_stands_twice(session):
    load(session, *FIRST)
    load(session, "CR0 1UB,,E09000033,E05013808", "CR0 1UB,,E09000033,E05013806")
    assert postcodes.find(session, "CR01UB").ward_code == "E05013806"


def test_more_rows_than_a_batch(session, monkeypatch):
    monkeypatch.setattr(postcodes, "BATCH", 7)
    monkeypatch.setattr(postcodes, "STEP", 5)
    seen = []
    rows = [f"CR0 {n % 10}{a}{b},,E09000008,E05011468" for n, a in enumerate("ABDEFGH") for b in "ABDEF"]
    lookup = PostcodeLookup(name="x", loaded_on=date(2026, 11, 2))
    lines = [f"{line}\n" for line in (HEADER, *rows)]
    loaded = postcodes.load(session, lines, lookup=lookup, councils=None, progress=seen.append)
    assert loaded.stored == len(rows) == len(session.scalars(select(Postcode)).all())
    assert seen == [5, 10, 15, 20, 25, 30, 35]


def test_a_load_that_is_stopped_or_fails_leaves_what_was(session, monkeypatch):
    load(session, *FIRST)
    session.commit()
    monkeypatch.setattr(postcodes, "BATCH", 1)
    with pytest.raises(LookupProblem):
        load(session, "W1F 0TH,,E09000033,E05013806", *["x"] * 10)
    session.rollback()
    assert postcodes.find(session, "W1F0TH").ward_code == "E05013808"
    assert len(session.scalars(select(Postcode)).all()) == 3


def test_a_real_file(session):
    lookup = PostcodeLookup(name="NSPL", loaded_on=date(2026, 11, 2))
    lines = real("NSPL_NOV_2021_extract_WC1N_WC2N.csv").splitlines(keepends=True)
    loaded = postcodes.load(session, lines, lookup=lookup, councils=None)
    assert loaded.stored == loaded.tally[Kind.KEPT] == 1064
    assert len(loaded.councils) == 3


def test_the_database_keeps_one_form_only(session):
    loaded = load(session, *FIRST)
    session.add(
        Postcode(
            postcode="", ward_code="E05013808", council_code=CROYDON, in_use=True, lookup_id=loaded.lookup.id
        )
    )
    with pytest.raises(IntegrityError, match="a_postcode_stands_without_its_space"):
        session.flush()
