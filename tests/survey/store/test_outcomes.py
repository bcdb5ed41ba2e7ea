"""The life of an outcome: a draft, versions that are kept, reviews, and what waits in between."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from survey.domain.checks.gunning import FairnessAnswer
from survey.domain.outcomes.record import Record
from survey.domain.outcomes.reviewing import Expected, ReviewChoice
from survey.store import checked, consultations, outcomes
from survey.store.outcomes import Outcome, OutOfDate, Result
from tests.survey.domain.outcomes.records import WHOLE
from tests.survey.web.outcomes.recording import CLOSED, PUBLIC, change_plan, published, record

TODAY = date(2026, 11, 20)
STANDS = Result(ReviewChoice.CARRY_ON, "Nothing in it changes the reasons.", "Cabinet")


@pytest.fixture
def consultation(session):
    return published(session, TODAY)


def log(session, consultation):
    return [entry.text for entry in consultations.log_of(session, consultation)]


def test_a_draft_begins_with_what_was_asked_and_keeps_part_after_part(session, consultation):
    draft = outcomes.begin(session, consultation, today=TODAY)
    assert draft.record == Record(asked=consultation.summary)
    outcomes.save(session, consultation, {"decision": "Agreed."}, today=TODAY)
    saved = outcomes.save(session, consultation, {"decided_by": "Cabinet"}, today=TODAY)
    assert saved.record == Record(asked=consultation.summary, decision="Agreed.", decided_by="Cabinet")
    assert saved.edition == 3
    assert outcomes.save(session, consultation, {"decision": "Agreed."}, today=TODAY).edition == 3, "the same"
    assert outcomes.begin(session, consultation, today=TODAY) is saved, "it is begun once"
    assert outcomes.newest(session, consultation) is None


def test_a_draft_that_was_thrown_away_cannot_be_saved_or_published(session, consultation):
    outcomes.begin(session, consultation, today=TODAY)
    outcomes.discard(session, consultation)
    with pytest.raises(OutOfDate):
        outcomes.save(session, consultation, {"decision": "Agreed."}, today=TODAY)
    with pytest.raises(OutOfDate):
        outcomes.publish(session, consultation, edition=1, note="", today=TODAY)


def test_what_is_published_is_what_was_shown_and_once(session, consultation):
    shown = outcomes.begin(session, consultation, today=TODAY).edition
    newer = outcomes.save(session, consultation, WHOLE.dump(), today=TODAY).edition
    with pytest.raises(OutOfDate):
        outcomes.publish(session, consultation, edition=shown, note="", today=TODAY)
    outcomes.publish(session, consultation, edition=newer, note="", today=TODAY)
    with pytest.raises(OutOfDate):
        outcomes.publish(session, consultation, edition=newer, note="", today=TODAY)
    assert [one.record for one in outcomes.versions_of(session, consultation)] == [WHOLE]


def test_every_version_stays_as_it_was(session, consultation):
    record(session, consultation, TODAY)
    later = TODAY + timedelta(days=3)
    record(session, consultation, later, note="Mended a name.", decided_by="Full council")
    first, second = outcomes.versions_of(session, consultation)
    assert (first.version, first.record) == (1, WHOLE)
    assert (second.version, second.published_on, second.change_note) == (2, later, "Mended a name.")
    assert second.record == replace(WHOLE, decided_by="Full council")
    assert log(session, consultation)[-2:] == [
        f"The outcome was published. Decided by: Cabinet, on 10 November 2026. Go ahead with changes: {WHOLE.decision}",
        "The outcome was changed (version 2). What changed: Mended a name.",
    ]


def test_the_database_refuses_a_change_without_a_note(session, consultation):
    session.add(
        Outcome(
            consultation_id=consultation.id,
            version=2,
            published_on=TODAY,
            known_revision=1,
            change_note="",
            content={},
        )
    )
    with pytest.raises(IntegrityError, match="says_what_changed"):
        session.flush()


def test_a_material_change_of_the_plan_asks_for_a_review_until_there_is_one(session, consultation):
    change_plan(session, consultation, TODAY, summary="Before the decision was recorded.")
    outcome = record(session, consultation, TODAY)
    assert outcomes.waits(session, consultation, today=TODAY) == ()
    # A change that alters nothing that people answered about waits for nobody.
    change_plan(session, consultation, TODAY, material=False, summary="A telephone number.")
    assert not outcomes.waiting(session, consultation, outcome, today=TODAY)
    moved = change_plan(session, consultation, TODAY)
    [line] = outcomes.waits(session, consultation, today=TODAY)
    assert line == f"The plan changed on {moved.published_on.day} {moved.published_on:%B %Y} (revision 4): Moved to the north side."
    kept = outcomes.review(session, consultation, STANDS, today=TODAY)
    assert (kept.revision, kept.version) == (4, 1)
    assert outcomes.waits(session, consultation, today=TODAY) == ()
    assert log(session, consultation)[-1] == (
        "The council reviewed the outcome. Result: The decision stands. Decided by: Cabinet. "
        "Reason: Nothing in it changes the reasons."
    )
    # A later version is no answer to the next change, and does not forget the last.
    record(session, consultation, TODAY, note="Mended a name.", decided_by="Full council")
    assert outcomes.waits(session, consultation, today=TODAY) == ()
    change_plan(session, consultation, TODAY, summary="Two more cameras.")
    assert len(outcomes.waits(session, consultation, today=TODAY)) == 1


def test_nothing_is_reviewed_where_nothing_waits(session, consultation):
    with pytest.raises(OutOfDate):
        outcomes.review(session, consultation, STANDS, today=TODAY)
    record(session, consultation, TODAY)
    with pytest.raises(OutOfDate):
        outcomes.review(session, consultation, STANDS, today=TODAY)
    assert outcomes.reviews_of(session, consultation) == []


def test_a_change_begins_with_the_day_of_the_next_review(session, consultation):
    record(session, consultation, TODAY, review_on=TODAY, conditions=())
    later = Result(ReviewChoice.LATER, "Nothing is known yet.", "Cabinet", date(2027, 3, 1))
    outcomes.review(session, consultation, later, today=TODAY)
    assert outcomes.begin(session, consultation, today=TODAY).record.review_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"decision-date": FairnessAnswer(day=date(2026, 11, 10)).dump()}, date(2026, 11, 10)),
    ],
)
def test_what_was_announced_before_opening_is_expected(session, consultation, answers, expected):
    consultations.take_turn(session, consultation.id)
    said = {"decides": FairnessAnswer(text="The cabinet decides, in public.").dump()}
    checked.keep(session, consultation, checked.FAIRNESS, answers | said)
    assert outcomes.expected(session, consultation) == Expected(expected, "The cabinet decides, in public.")
    missing = outcomes.waits(session, consultation, today=TODAY)
    assert missing == (("The outcome has been missing for 10 days.",) if expected else ())


def test_what_was_ended_and_asked_again_waits_for_no_outcome(session, consultation):
    consultation.succeeded_by = "asked-again"
    assert outcomes.waits(session, consultation, today=TODAY + timedelta(days=90)) == ()


def test_programs_get_every_version_and_review(session, consultation):
    assert outcomes.public_record(session, consultation, today=CLOSED)["state"] == "undecided"
    awaited = outcomes.public_record(session, consultation, today=PUBLIC)
    assert (awaited["state"], awaited["versions"]) == ("awaited", [])
    record(session, consultation, TODAY)
    change_plan(session, consultation, TODAY)
    outcomes.review(session, consultation, STANDS, today=TODAY)
    outcomes.begin(session, consultation, today=TODAY)
    outcomes.save(session, consultation, {"decision": "Not public yet."}, today=TODAY)
    found = outcomes.public_record(session, consultation, today=TODAY)
    assert found["state"] == "recorded"
    assert [one["record"]["decision"] for one in found["versions"]] == [WHOLE.decision]
    assert found["changes_since"][0]["summary"] == "Moved to the north side."
    assert found["reviews"][0]["choice"] == "carry-on"
    assert set(found) == set(awaited)
