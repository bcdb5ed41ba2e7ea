"""Marks are made once, at closing; two different people leave a response out; nothing is deleted."""

from datetime import date

import pytest
from sqlalchemy import Date, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from survey.domain.integrity.reviewing import KEEP, LEAVE_OUT, Counts, NotAllowed, State
from survey.domain.integrity.rules import IMPOSSIBLE, SAME_TEXT, Chosen
from survey.store import consultations, integrity
from survey.store.answering.closing import delete_answers
from survey.store.answering.responses import EqualityAnswers, Response
from survey.store.database import Base
from survey.store.integrity import Flag, Marking, Review, Wanted
from tests import demonstration, stuffing
from tests.conftest import add_account

DAY = date(2026, 11, 5)
REASON = "It was sent by the same program."


@pytest.fixture
def soho(session):
    return stuffing.closed_soho(session, DAY)


@pytest.fixture
def people(session, password_hash):
    """Two organisers."""
    found = [add_account(session, "organiser", password_hash, name=name).id for name in ("ann", "bob")]
    session.commit()
    return found


def number_of(session, soho, rule):
    return next(one.number for one in integrity.marked(session, soho) if rule in one.rules)


def review(session, soho, number, what, who, *, seen=None):
    seen = len(integrity.reviews_of(session, soho, number)) if seen is None else seen
    return integrity.review(
        session, soho, number, wanted=Wanted(what, REASON, seen), account=who, day=DAY
    )


def leave_out(session, soho, rule, people):
    number = number_of(session, soho, rule)
    for who in people:
        review(session, soho, number, LEAVE_OUT, who)
    return number


def test_closing_marks_what_the_rules_say_and_deletes_nothing(session, soho):
    found = integrity.marked(session, soho)
    assert sorted(one.rules for one in found) == [(IMPOSSIBLE,), *[(SAME_TEXT,)] * 3]
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert {one.state for one in found} == {State.UNSEEN}
    assert session.scalar(select(func.count()).select_from(Response)) == 6
    assert "marked responses for people to look at" in consultations.log_of(session, soho)[-1].text


def test_while_it_is_open_no_rule_reads_an_answer(session):
    demonstration.load(session, DAY)
    soho = demonstration.consultation(session)
    stuffing.choose(session, soho)
    stuffing.add(session, soho, *[stuffing.COPY] * 30)
    assert integrity.mark(session, soho, day=DAY) == 0
    assert session.scalar(select(func.count()).select_from(Flag)) == 0


def test_a_consultation_without_rules_is_not_marked(session):
    demonstration.load(session, DAY)
    soho = demonstration.consultation(session)
    stuffing.choose(session, soho, Chosen(decided=True))
    stuffing.add(session, soho, *[stuffing.COPY] * 3)
    stuffing.shut(session, soho, DAY)
    assert integrity.marking_of(session, soho) is None
    assert integrity.marked(session, soho) == []
    assert integrity.excluded(session, soho) == []


def test_marks_are_made_once(session, soho):
    before = integrity.marked(session, soho)
    assert integrity.mark(session, soho, day=date(2026, 11, 9)) == 0
    assert integrity.marked(session, soho) == before
    assert integrity.marking_of(session, soho).day == DAY


def test_what_was_entered_after_closing_is_looked_at_too_and_takes_no_mark_away(session, soho, people):
    leave_out(session, soho, IMPOSSIBLE, people)
    before = {integrity.response_of(session, soho, one.number).id: one for one in integrity.marked(session, soho)}
    table = Base.metadata.tables["responses"]
    copied = session.execute(select(table).where(table.c.id == min(before))).mappings().one()
    session.execute(insert(table), [{**copied, "id": "0" * 32, "channel": "paper"}])
    assert integrity.mark(session, soho, day=date(2026, 11, 9)) == 1
    after = {integrity.response_of(session, soho, one.number).id: one for one in integrity.marked(session, soho)}
    assert after.keys() - before.keys() == {"0" * 32}
    assert {id_: after[id_] for id_ in before} == before
    # The public log says once that some were marked, and not that one of the late ones was.
    assert [entry.text for entry in consultations.log_of(session, soho)].count(integrity.APPLIED) == 1
    integrity.settle(session, soho)
    session.execute(insert(table), [{**copied, "id": "1" * 32}])
    assert integrity.mark(session, soho, day=date(2026, 11, 9)) == 0


def test_one_form_that_is_marked_in_a_correction_moves_no_count(session, soho):
    integrity.settle(session, soho)
    integrity.unsettle(session, soho, day=DAY)
    table = Base.metadata.tables["responses"]
    number = number_of(session, soho, IMPOSSIBLE)
    wanted = integrity.response_of(session, soho, number).id
    copied = session.execute(select(table).where(table.c.id == wanted)).mappings().one()
    session.execute(insert(table), [{**copied, "id": f"{n:032}", "channel": "paper"} for n in range(9)])
    integrity.mark(session, soho, day=DAY)
    integrity.settle(session, soho, edition=2)
    # With them it would read "10", and everybody would know that all of the nine answered so.
    assert integrity.counts_now(session, soho)[IMPOSSIBLE].marked == 10
    assert integrity.counts_of(session, soho, edition=2)[IMPOSSIBLE].marked == 1


def test_equality_answers_play_no_part(session, soho):
    session.execute(delete(EqualityAnswers))
    session.execute(delete(Flag))
    session.execute(delete(Marking))
    session.expire_all()
    integrity.mark(session, soho, day=DAY)
    assert len(integrity.marked(session, soho)) == 4


def test_one_proposes_another_leaves_out_and_anybody_undoes(session, soho, people):
    ann, bob = people
    number = number_of(session, soho, IMPOSSIBLE)
    review(session, soho, number, LEAVE_OUT, ann)
    assert (integrity.waiting(session, soho), integrity.excluded(session, soho)) == (1, [])
    with pytest.raises(NotAllowed, match="Somebody else"):
        review(session, soho, number, LEAVE_OUT, ann)
    review(session, soho, number, LEAVE_OUT, bob)
    assert integrity.excluded(session, soho) == [integrity.response_of(session, soho, number).id]
    assert integrity.counts_of(session, soho)[IMPOSSIBLE] == Counts(marked=1, left_out=1)
    review(session, soho, number, KEEP, ann)
    assert integrity.excluded(session, soho) == []
    assert integrity.counts_of(session, soho)[IMPOSSIBLE] == Counts(marked=1, kept=1)
    assert [one.decision for one in integrity.reviews_of(session, soho, number)] == ["propose", "exclude", "keep"]


def test_who_decides_on_an_older_page_is_told(session, soho, people):
    ann, bob = people
    number = number_of(session, soho, SAME_TEXT)
    review(session, soho, number, KEEP, ann)
    with pytest.raises(NotAllowed, match="meanwhile"):
        review(session, soho, number, LEAVE_OUT, bob, seen=0)


def test_once_counted_nothing_is_decided_and_the_reasons_stay_when_the_responses_go(session, soho, people):
    number = leave_out(session, soho, IMPOSSIBLE, people)
    integrity.settle(session, soho)
    with pytest.raises(NotAllowed, match="counted already"):
        review(session, soho, number, KEEP, people[0])
    delete_answers(session, soho, day=DAY)
    assert session.scalar(select(func.count()).select_from(Flag)) == 0
    assert session.scalar(select(func.count()).select_from(Review)) == 0
    assert integrity.counts_of(session, soho)[IMPOSSIBLE] == Counts(marked=1, left_out=1)
    outcome = integrity.marking_of(session, soho).outcome
    assert outcome["left_out"] == [{"rules": [IMPOSSIBLE], "day": "2026-11-05", "reasons": [REASON, REASON]}]
    assert outcome["decisions"] == [{"day": "2026-11-05", "propose": 1, "exclude": 1}]


@pytest.mark.parametrize(
    ("constraint", "row"),
    [
        ("review_has_a_known_decision", {"decision": "delete"}),
        ("review_gives_a_reason", {"reason": "         x"}),
        # The second person is missing, is the first one, or had nothing to agree to.
        ("leaving_out_takes_two_people", {"decision": "exclude"}),
        ("leaving_out_takes_two_people", {"decision": "exclude", "proposed_by": 0}),
        ("leaving_out_takes_two_people", {"decision": "keep", "proposed_by": 1}),
    ],
)
def test_the_database_itself_holds_people_to_it(session, soho, people, constraint, row):
    given = {"account_id": people[0], "proposed_by": None, "decision": "keep", "reason": REASON} | row
    if given["proposed_by"] is not None:
        given["proposed_by"] = people[given["proposed_by"]]
    common = {"consultation_id": soho.id, "number": 1, "day": DAY}
    with pytest.raises(IntegrityError, match=constraint):
        session.execute(insert(Review), [common | given])


def test_no_table_of_reviews_leads_to_who_answered():
    """A mark names a response by its random id; a review names only a number and who of the staff decided."""
    columns = {name: set(Base.metadata.tables[name].columns.keys()) for name in ("flags", "reviews", "markings")}
    assert columns == {
        "flags": {"response_id", "rule", "consultation_id", "number"},
        "reviews": {"id", "consultation_id", "number", "account_id", "proposed_by", "day", "decision", "reason"},
        "markings": {"consultation_id", "day", "looked_at", "days", "outcome", "later", "reopened_on"},
    }
    assert [c.name for c in Base.metadata.tables["flags"].columns if isinstance(c.type, Date)] == []
