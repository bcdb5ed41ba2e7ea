"""Invitations: used exactly once, together with a response, and leading to none."""

import os
import random
import re
from datetime import date

import pytest
from sqlalchemy import delete, func, select

from survey.domain.codes import invitation_id, invitation_key
from survey.domain.invitations import Kind, new_codes
from survey.store import consultations, invitations, strata
from survey.store.answering import mixing, responses
from survey.store.answering.closing import close
from survey.store.answering.responses import Response
from survey.store.database import Base, session_factory
from survey.store.invitations import Changed, Invitation, Invited, IssuedCode
from tests import demonstration
from tests.survey.store.answering.test_responses import submission

DAY = date(2026, 11, 2)
KEY = invitation_key("a secret of these tests, and of nothing else")
MARKS = ("invitations", "issued_codes", "strata", "responses", "equality_answers", "receipt_hashes")


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


@pytest.fixture
def homes(session, soho):
    return strata.add(session, soho, name="Homes in Soho", kind=Kind.ZONE, household=True, day=DAY)


def ids(number):
    return [invitation_id(code, KEY) for code in new_codes(number, os.urandom)]


def issued(session, stratum, number):
    """Ids of new codes, in the order in which the codes were made, as they would be printed."""
    made = ids(number)
    invitations.issue(session, stratum, made, seen=stratum.issued, day=DAY)
    session.commit()
    return made


def answer(session, consultation, number, invitation):
    """Uses an invitation and stores a response, in one transaction, as sending does."""
    assert consultations.still_open(session, consultation.id)
    stratum = invitations.burn(session, invitation, consultation.id)
    responses.receive(session, submission(consultation, number, stratum=stratum))
    session.commit()


def mix(session, consultation, **more):
    mixing.mix(session, consultation.id, shuffle=random.Random(1).shuffle, **more)
    session.commit()


def size(session, table):
    return session.scalar(select(func.count()).select_from(table))


def log_of(session, consultation):
    return [entry.text for entry in consultations.log_of(session, consultation)]


def stored(session, table, order):
    return [row[0] for row in session.connection().exec_driver_sql(f"SELECT id FROM {table} ORDER BY {order}")]


def test_a_stratum_is_named_in_the_rules_and_has_a_code_that_fits_a_response(session, soho, homes):
    assert soho.counting_rules.strata["homes-in-soho"] == "Homes in Soho"
    assert soho.counting_rules.strata["open"] == "Open to everyone"
    long = strata.add(session, soho, name="Open " + "very long " * 7, kind=Kind.PANEL, household=False, day=DAY)
    opened = strata.add(session, soho, name="Open", kind=Kind.PANEL, household=False, day=DAY)
    assert opened.code != "open"
    assert all(len(code) <= 40 for code in (homes.code, long.code, opened.code))
    strata.remove(session, soho, opened.code)
    assert "open-2" not in soho.counting_rules.strata
    assert [one.code for one in strata.of(session, soho.id)] == [homes.code, long.code]


def test_what_others_added_meanwhile_stays_in_the_rules(engine, session, soho, homes):
    session.commit()
    with session_factory(engine)() as other:
        own = consultations.find(other, soho.slug)
        assert homes.code in own.counting_rules.strata
        panel = strata.add(session, soho, name="Panel", kind=Kind.PANEL, household=False, day=DAY)
        session.commit()
        strata.remove(other, own, homes.code)
        other.commit()
    session.refresh(soho)
    assert {panel.code, homes.code} & set(soho.counting_rules.strata) == {panel.code}


def test_a_stratum_with_codes_is_not_removed_nor_its_name_in_the_rules(session, soho, homes):
    issued(session, homes, 1)
    strata.remove(session, soho, homes.code)
    assert [one.code for one in strata.of(session, soho.id)] == [homes.code]
    assert homes.code in soho.counting_rules.strata


def test_issuing_is_counted_and_said_in_public(session, soho, homes):
    issued(session, homes, 60)
    issued(session, homes, 1)
    assert homes.issued == size(session, Invitation) == size(session, IssuedCode) == 61
    assert log_of(session, soho)[-2:] == [
        "60 invitation codes were issued for “Homes in Soho”: 60 in all.",
        "1 invitation code was issued for “Homes in Soho”: 61 in all.",
    ]


def test_of_two_who_issue_at_once_one_does(session, soho, homes):
    issued(session, homes, 60)
    with pytest.raises(Changed):
        invitations.issue(session, homes, ids(60), seen=0, day=DAY)
    session.rollback()
    assert size(session, Invitation) == 60


def test_nothing_is_issued_after_closing(session, soho, homes):
    close(session, soho, day=DAY, text="Closed.", shuffle=random.Random(1).shuffle)
    with pytest.raises(Changed):
        invitations.issue(session, homes, ids(60), seen=0, day=DAY)


def test_a_code_that_nobody_was_sent_is_made_void(session, soho, homes):
    made = issued(session, homes, 60)
    invitations.burn(session, made[0], soho.id)
    assert invitations.take_back(session, homes, made[:3], day=DAY) == 2  # the one that was used stays
    assert (homes.issued, size(session, IssuedCode)) == (58, 58)
    assert log_of(session, soho)[-1].startswith("2 unused invitation codes were made void for “Homes in Soho”: 58")
    assert invitations.take_back(session, homes, day=DAY) == 57
    assert invitations.take_back(session, homes, day=DAY) == 0


def test_a_code_is_used_exactly_once_and_is_then_known_as_used(session, soho, homes):
    first, second = issued(session, homes, 60)[:2]
    assert invitations.find(session, first) == Invited(first, soho.id, "homes-in-soho", 6)
    assert invitations.burn(session, first, soho.id + 1) is None  # of another consultation
    assert invitations.burn(session, first, soho.id) == "homes-in-soho"
    assert invitations.burn(session, first, soho.id) is None
    assert invitations.find(session, first) is None
    known = [invitations.was_used(session, one) for one in (first, second, "never-issued")]
    assert known == [True, False, False]


def test_of_two_who_send_at_the_same_time_one_is_invited(session, soho, homes, engine):
    first = issued(session, homes, 60)[0]
    with session_factory(engine)() as other:
        assert invitations.burn(other, first, soho.id)
        other.commit()
    assert invitations.burn(session, first, soho.id) is None


def test_a_response_that_is_not_stored_leaves_its_invitation_unused(session, soho, homes):
    first = issued(session, homes, 60)[0]
    invitations.burn(session, first, soho.id)
    session.rollback()
    assert invitations.burn(session, first, soho.id) == "homes-in-soho"


def test_members_of_a_household_get_six_codes_of_their_own(session, soho, homes):
    household = issued(session, homes, 60)[0]
    members = ids(7)
    given = [invitations.individual(session, household, soho.id, new=member) for member in members]
    assert given == ["homes-in-soho"] * 6 + [None]
    # A member's code is as good as any, but is nobody's household.
    assert invitations.individual(session, members[0], soho.id, new=ids(1)[0]) is None
    assert invitations.burn(session, members[0], soho.id) == "homes-in-soho"
    assert invitations.find(session, household).individual_left == 0
    assert invitations.burn(session, household, soho.id) == "homes-in-soho"
    (uptake,) = invitations.uptake_of(session, soho.id)
    assert (uptake.issued, uptake.individual, uptake.used) == (60, 6, 2)


def test_who_asks_twice_for_the_same_code_has_it_once(session, soho, homes):
    household, member = issued(session, homes, 60)[0], ids(1)[0]
    asked = [invitations.individual(session, household, soho.id, new=member) for _click in range(2)]
    assert asked == ["homes-in-soho"] * 2
    assert invitations.find(session, household).individual_left == 5
    assert (size(session, Invitation), size(session, IssuedCode)) == (61, 61)
    # Nor does asking once more make a code good again that was used.
    assert invitations.burn(session, member, soho.id)
    assert invitations.individual(session, household, soho.id, new=member) is None
    assert invitations.find(session, member) is None
    assert invitations.find(session, household).individual_left == 5


def test_a_used_code_and_a_person_of_a_panel_give_no_further_code(session, soho, homes):
    used = issued(session, homes, 60)[0]
    invitations.burn(session, used, soho.id)
    panel = strata.add(session, soho, name="Panel", kind=Kind.PANEL, household=False, day=DAY)
    person = issued(session, panel, 60)[0]
    for asking in (used, person, "never-issued"):
        assert invitations.individual(session, asking, soho.id, new=ids(1)[0]) is None
    close(session, soho, day=DAY, text="Closed.", shuffle=random.Random(1).shuffle)
    assert invitations.individual(session, person, soho.id, new=ids(1)[0]) is None


def test_closing_keeps_two_numbers_and_no_id(session, soho, homes):
    made = issued(session, homes, 60)
    for number, one in enumerate(made[:5]):
        answer(session, soho, number, one)
    invitations.individual(session, made[9], soho.id, new=ids(1)[0])
    close(session, soho, day=DAY, text="Closed.", shuffle=random.Random(1).shuffle)
    session.commit()
    assert size(session, Invitation) == size(session, IssuedCode) == 0
    assert (homes.issued, homes.used, homes.individual) == (60, 5, 1)
    (uptake,) = invitations.uptake_of(session, soho.id)
    assert (uptake.issued, uptake.individual, uptake.used) == (60, 1, 5)
    assert not invitations.was_used(session, made[0])


def test_a_consultation_that_is_given_up_leaves_no_code(session, soho, homes):
    issued(session, homes, 60)
    invitations.forget(session, soho.id)
    assert [size(session, table) for table in (Invitation, IssuedCode)] == [0, 0]
    assert strata.of(session, soho.id) == []


# What follows proves that nothing leads from an invitation to a response.


def columns(table):
    return set(Base.metadata.tables[table].columns.keys())


def test_in_the_schema_an_invitation_shares_the_consultation_and_the_stratum_with_a_response_and_nothing_else():
    for table in ("invitations", "issued_codes"):
        for other in ("responses", "inbox_responses"):
            # Both are called `id`; which values they have is the next test.
            assert columns(table) & columns(other) == {"id", "consultation_id", "stratum"}
        for other in ("equality_answers", "receipt_hashes", "drafts"):
            assert columns(table) & columns(other) <= {"id", "consultation_id"}


def test_no_column_says_when_and_no_key_leads_on():
    for name in ("invitations", "issued_codes"):
        table = Base.metadata.tables[name]
        assert not [column.name for column in table.columns if re.search(r"DATE|TIME", str(column.type))]
        assert {key.column.table.name for key in table.foreign_keys} == {"strata"}
    leading = [
        (table.name, key.column.table.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in ("invitations", "issued_codes", "strata")
    ]
    # Each twice: the key has two columns.
    assert set(leading) == {("invitations", "strata"), ("issued_codes", "strata")}


def test_what_is_stored_of_an_invitation_says_nothing_of_its_code_or_its_response(session, soho, homes):
    """Without the key of the installation the id cannot be worked out from the code."""
    codes = new_codes(60, os.urandom)
    made = [invitation_id(code, KEY) for code in codes]
    invitations.issue(session, homes, made, seen=0, day=DAY)
    answer(session, soho, 0, made[0])
    kept = str([list(row) for table in (Invitation, IssuedCode) for row in session.execute(select(table.__table__))])
    assert not [code for code in codes if code in kept]
    assert made[0] in kept
    assert set(session.scalars(select(IssuedCode.id))).isdisjoint(session.scalars(select(Response.id)))


def test_the_order_of_rows_is_not_the_order_of_a_list_of_addresses(session, soho, homes):
    order = "rowid" if session.get_bind().dialect.name == "sqlite" else "ctid"
    if order == "ctid":
        # Rows of other tests leave room, which is filled in an order of its own.
        session.connection().exec_driver_sql("TRUNCATE invitations, issued_codes")
    made = issued(session, homes, 200)
    for table in ("invitations", "issued_codes"):
        if order == "rowid":
            # There is no such number at all.
            declared = "SELECT sql FROM sqlite_master WHERE name = ?"
            sql = session.connection().exec_driver_sql(declared, (table,)).scalar()
            assert "WITHOUT ROWID" in sql
        else:
            assert stored(session, table, order) == sorted(made)
            assert sorted(made) != made


def test_using_a_code_writes_no_row_that_bears_the_mark_of_the_response(session, soho, homes):
    """PostgreSQL marks each row with the transaction that wrote it. A response's mark stands in no other row."""
    if session.get_bind().dialect.name != "postgresql":
        return
    made = issued(session, homes, 60)
    answer(session, soho, 0, made[0])
    marks = "SELECT xmin::text FROM inbox_responses"
    (mark,) = [row[0] for row in session.connection().exec_driver_sql(marks)]
    for table in ("invitations", "issued_codes", "strata", "consultations", "consultation_log"):
        same = f"SELECT count(*) FROM {table} WHERE xmin::text = '{mark}' OR xmax::text = '{mark}'"
        # Sending locks the consultation's row for sharing, which is no secret: one row for everybody.
        assert session.connection().exec_driver_sql(same).scalar() == (table == "consultations"), table


def test_after_mixing_no_mark_and_no_dead_row_leads_from_a_response_to_a_code(session, soho, homes):
    made = issued(session, homes, 60)
    household, member = made[50], ids(1)[0]
    invitations.individual(session, household, soho.id, new=member)
    session.commit()
    for number, one in enumerate(made[:20]):
        answer(session, soho, number, one)
    mix(session, soho)
    session.close()
    engine = session.get_bind()
    mixing.vacuum(engine)
    if engine.dialect.name != "postgresql":
        return
    marks = {
        table: {row[0] for row in session.connection().exec_driver_sql(f"SELECT xmin::text FROM {table}")}
        for table in MARKS
    }
    assert len(marks["responses"]) == 1  # twenty at once
    assert marks["issued_codes"] - marks["responses"], "the codes bear the mark of their issue"
    # No used code stands anywhere with a mark of its own: those that are left are unused, the issued are all.
    for table in ("invitations", "issued_codes"):
        dead = f"SELECT n FROM pg_stat_get_dead_tuples('{table}'::regclass) AS n"
        assert session.connection().exec_driver_sql(dead).scalar() in (0, None), table
        one = f"SELECT xmin::text FROM {table} WHERE id IN ('{household}', '{member}')"
        # The household and its member bear the mark of the mixing, not one of their own.
        assert {row[0] for row in session.connection().exec_driver_sql(one)} <= marks["responses"] | marks["issued_codes"]


def test_mixing_rewrites_what_asking_for_a_code_touched_and_loses_none(session, soho, homes):
    made = issued(session, homes, 60)
    for household in made[30:40]:
        invitations.individual(session, household, soho.id, new=ids(1)[0])
        session.commit()
    before = set(session.scalars(select(Invitation.id)))
    for number, one in enumerate(made[:20]):
        answer(session, soho, number, one)
    mix(session, soho)
    assert set(session.scalars(select(Invitation.id))) == before - set(made[:20])
    assert size(session, IssuedCode) == 70
    if session.get_bind().dialect.name != "postgresql":
        return
    asked = "SELECT DISTINCT xmin::text FROM invitations WHERE individual_left < 6"
    marks = list(session.connection().exec_driver_sql(asked))
    assert len(marks) == 1, "ten households and ten members share one mark"
    assert stored(session, "invitations WHERE individual_left < 6", "ctid")[:2] != made[30:32]


def test_responses_that_are_withdrawn_give_no_code_back(session, soho, homes):
    """Nothing leads from a response to its invitation, so nothing could."""
    made = issued(session, homes, 60)
    answer(session, soho, 0, made[0])
    sent = submission(soho, 0)
    assert responses.withdraw(session, response_id=sent.id, receipt_hash=sent.receipt_hash)
    assert invitations.was_used(session, made[0])


def test_the_strata_refuse_a_kind_that_nobody_promised(session, soho, homes):
    homes.kind = "police"
    with pytest.raises(Exception, match="stratum_is_of_a_known_kind"):
        session.flush()
    session.rollback()
    session.execute(delete(Invitation))
