"""Releases without and with what two people left out; and answers with a code beside open ones."""

from datetime import date

import numpy as np
import pytest
from sqlalchemy import insert, select

from results import releases
from results.domain.disclosure import COUNTED
from results.extract import build
from results.releases import ReleaseError
from survey.domain.integrity.rules import SAME_TEXT
from survey.store import consultations, integrity
from survey.store.answering.responses import Response
from survey.store.integrity import Review
from tests import demonstration, stuffing
from tests.conftest import add_account

DAY = date(2026, 10, 26)
REASON = "It was sent by the same program."


@pytest.fixture
def people(session, password_hash):
    return [add_account(session, "organiser", password_hash, name=name).id for name in ("ann", "bob")]


@pytest.fixture
def stuffed(session, clock, people):
    """Croydon's 300 responses of the demonstration, and 60 copies of one text; closed."""
    demonstration.load(session, clock.today)
    consultation = demonstration.add_responses(session, number=300)
    stuffing.choose(session, consultation)
    stuffing.add(session, consultation, *[stuffing.COPY] * 60)
    stuffing.shut(session, consultation, consultation.closes_on)
    return consultation


def copies(session, consultation):
    return [one.number for one in integrity.marked(session, consultation) if SAME_TEXT in one.rules]


def leave_out(session, consultation, people, how_many, *, second=True):
    ann, bob = people
    common = {"consultation_id": consultation.id, "day": DAY, "reason": REASON}
    for number in copies(session, consultation)[:how_many]:
        first = {"number": number, "account_id": ann, "decision": "propose", "proposed_by": None}
        session.execute(insert(Review), [common | first])
        if second:
            then = {"number": number, "account_id": bob, "decision": "exclude", "proposed_by": ann}
            session.execute(insert(Review), [common | then])
    session.commit()


def make(session, consultation):
    return releases.make(session, consultation, today=DAY)


def counts(tables, question, option):
    (table,) = tables[question]
    return table.cells[table.options.index(option)].count


def test_the_extract_knows_who_was_left_out(session, stuffed, people):
    leave_out(session, stuffed, people, 7)
    extract = build(session, stuffed)
    assert (extract.respondents, extract.left_out) == (360, 7)
    kept = extract.counted()
    assert kept.respondents == 353
    ids = sorted(session.scalars(select(Response.id).where(Response.consultation_id == stuffed.id)))
    gone = set(integrity.excluded(session, stuffed))
    assert np.array_equal(extract.excluded, [one in gone for one in ids])
    # The checksum is that of everything that was received: leaving out does not change it.
    assert kept.checksum == extract.checksum


def test_a_release_has_every_question_without_and_with_those_left_out(session, stuffed, people):
    leave_out(session, stuffed, people, 60)
    whole = build(session, stuffed)
    release = make(session, stuffed).release
    assert (release.counted, release.excluded) == (300, 60)
    without, both = releases.alone(session, release), releases.with_excluded(session, release)
    exact = int((whole.columns["support"] == 2 + whole_options(whole).index("somewhat-oppose")).sum())
    assert counts(without, "support", "somewhat-oppose") == exact - 60
    (shown,) = both["support"]
    # Two exact tables would print by subtraction what those answered who were left out.
    assert shown.kind == COUNTED
    figure = counts(both, "support", "somewhat-oppose")
    assert figure % 5 == 0
    assert abs(figure - exact) <= 4
    # Texts are counted both times; profiles and groups never with those left out.
    assert {t for t in both if t not in without} == set()
    assert not {"age", "stratum", "channel"} & set(both)
    assert all(table.group is None for tables in both.values() for table in tables)


@pytest.mark.parametrize("number", [1, 7, 49])
def test_few_that_were_left_out_have_no_second_line(session, stuffed, people, number):
    """One figure with them beside one without could say what one of them answered."""
    leave_out(session, stuffed, people, number)
    release = make(session, stuffed).release
    assert release.excluded == number
    assert not release.has_second_line
    assert releases.with_excluded(session, release) == {}


def whole_options(extract):
    return next(column.options for column in extract.codebook if column.name == "support")


def test_the_download_holds_what_is_counted_and_no_second_row_of_the_same_name(session, stuffed, people):
    leave_out(session, stuffed, people, 60)
    release = make(session, stuffed).release
    names = [(t.name, t.group, t.value) for t in releases.all_tables(session, release)]
    assert len(names) == len(set(names))


def test_without_exclusions_nothing_is_different(session, stuffed):
    release = make(session, stuffed).release
    assert (release.counted, release.excluded) == (360, 0)
    assert releases.with_excluded(session, release) == {}
    assert "left out" not in consultations.log_of(session, stuffed)[-1].text


def test_nothing_is_counted_while_somebody_waits_for_a_second_person(session, stuffed, people):
    leave_out(session, stuffed, people, 2, second=False)
    with pytest.raises(ReleaseError, match="2 marked responses wait for a second person"):
        make(session, stuffed)


def test_counting_fixes_what_was_decided_and_says_how_many_were_left_out(session, stuffed, people):
    leave_out(session, stuffed, people, 3)
    make(session, stuffed)
    assert integrity.marking_of(session, stuffed).outcome["rules"][SAME_TEXT]["left_out"] == 3
    assert "3 were left out by the published rules" in consultations.log_of(session, stuffed)[-1].text


def test_answers_with_a_code_are_counted_apart_even_where_nobody_chose_it(session, stuffed):
    chosen = [code for code in stuffed.counting_rules.characteristics if code != "stratum"]
    stuffed.rules = {**stuffed.rules, "characteristics": chosen}
    session.commit()
    release = make(session, stuffed).release
    assert release.characteristics == [*chosen, "stratum"]
    tables = releases.by(session, release, characteristic="stratum", question="support")
    assert {table.value for table in tables} == set(stuffed.counting_rules.strata)
