"""What a published revision does to the consultations about its deployment, and what a council decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from survey.domain.changes import Choice
from survey.domain.consultations import Phase
from survey.domain.deployments.plan import Zone
from survey.store import changes, consultations
from survey.store.answering import drafts
from survey.store.answering.closing import close
from survey.store.answering.drafts import SealedDraft
from survey.store.changes import Decision
from survey.store.database import session_factory
from survey.store.deployments import register
from survey.store.questionnaires.versions import frozen
from tests import demonstration
from tests.demonstration import TODAY

DECIDER = "Cabinet, 2 November 2026"
REASON = "Answers stay comparable, and the change is small."
LANE = Zone("carnaby", "Carnaby Street", "Named in the second announcement.")


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


def publish(session, consultation, *, material=True, today=TODAY, zones=(LANE,)):
    """The next revision of what the consultation is about, with other zones."""
    deployment = session.get_one(register.Deployment, consultation.deployment_id)
    newest = deployment.revisions[-1].as_revision
    plan = replace(newest.plan, zones=(*newest.plan.zones, *zones))
    coming = replace(newest, published_on=today, plan=plan, change_summary="A zone was added.", material=material)
    return changes.revision_published(session, register.add_revision(session, deployment, coming), today=today)


def log_of(session, consultation):
    return [entry.text for entry in consultations.log_of(session, consultation)]


def test_residents_are_shown_a_new_revision_at_once(session, soho):
    assert publish(session, soho, material=False) == []
    assert soho.deployment_revision == 2
    assert soho.material_changes == ()
    assert log_of(session, soho)[-1] == "Revision 2 of the plan was published, not a material change: A zone was added."


def test_a_material_change_waits_for_a_decision(session, soho):
    assert publish(session, soho) == [soho]
    (change,) = soho.material_changes
    assert (change.revision, change.before, change.day, change.choice) == (2, 1, TODAY, None)
    assert soho.deployment_revision == 2
    assert soho.outdated_by is None


def test_what_is_only_planned_is_about_the_newest_revision(session, planned):
    assert publish(session, planned) == []
    assert (planned.deployment_revision, log_of(session, planned)) == (2, [])


def test_before_opening_there_is_nothing_to_decide(session, soho):
    ahead = soho.opens_on - timedelta(days=1)
    assert soho.phase(ahead) is Phase.SCHEDULED
    assert publish(session, soho, today=ahead) == []
    assert (soho.deployment_revision, soho.material_changes) == (2, ())


@pytest.mark.parametrize(("material", "outdated"), [(True, 2), (False, None)])
def test_after_closing_the_plan_is_no_longer_what_was_asked_about(session, soho, material, outdated):
    after = soho.closes_on + timedelta(days=1)
    assert publish(session, soho, material=material, today=after) == []
    assert soho.outdated_by == outdated
    assert soho.deployment_revision == 1, "what was asked about stays what it was"
    publish(session, soho, today=after, zones=(Zone("quay", "The quay"),))
    assert soho.outdated_by == (outdated or 3), "the first change is the one that counts"


def test_other_deployments_are_left_alone(session, soho):
    croydon = demonstration.consultation(session, demonstration.CROYDON)
    publish(session, soho)
    assert (croydon.deployment_revision, croydon.outdated_by) == (1, None)


def test_carrying_on_changes_no_date(session, soho):
    publish(session, soho)
    last_day = soho.closes_on
    changes.decide(session, soho, 2, Decision(Choice.CARRY_ON, REASON, DECIDER), today=TODAY)
    (change,) = soho.material_changes
    assert (change.choice, change.reason, change.decided_on) == (Choice.CARRY_ON, REASON, TODAY)
    assert soho.closes_on == last_day
    assert log_of(session, soho)[-1] == f"After revision 2 of the plan the council decided to carry on. Decided by: {DECIDER}. Reason: {REASON}"


def test_extending_moves_the_last_day_and_keeps_unfinished_answers(session, soho):
    publish(session, soho)
    last_day, deletion = soho.closes_on, soho.delete_on
    for name, expires in (("to the end", last_day), ("sooner", last_day - timedelta(days=3))):
        drafts.start(session, lookup_id=name, consultation_id=soho.id, sealed=b"x", expires_on=expires)
    later = last_day + timedelta(days=14)
    changes.decide(session, soho, 2, Decision(Choice.EXTEND, REASON, DECIDER, closes_on=later), today=TODAY)
    assert soho.closes_on == later
    assert soho.delete_on == deletion + timedelta(days=14)
    kept = dict(map(tuple, session.execute(select(SealedDraft.lookup_id, SealedDraft.expires_on))))
    assert kept == {"to the end": later, "sooner": last_day - timedelta(days=3)}


@pytest.mark.parametrize("days", [0, -1, None])
def test_an_extension_is_later(session, soho, days):
    publish(session, soho)
    until = None if days is None else soho.closes_on + timedelta(days=days)
    with pytest.raises(ValueError, match="later last day"):
        changes.decide(session, soho, 2, Decision(Choice.EXTEND, REASON, DECIDER, closes_on=until), today=TODAY)


def test_a_decision_is_taken_once_and_only_about_what_waits_for_one(session, soho):
    publish(session, soho)
    changes.decide(session, soho, 2, Decision(Choice.CARRY_ON, REASON, DECIDER), today=TODAY)
    for number in (1, 2, 3):
        with pytest.raises(LookupError):
            changes.decide(session, soho, number, Decision(Choice.CARRY_ON, REASON, DECIDER), today=TODAY)


def start_again(session, soho, **dates):
    publish(session, soho)
    chosen = {"opens_on": TODAY + timedelta(days=7), "closes_on": TODAY + timedelta(days=49)} | dates
    decision = Decision(Choice.START_AGAIN, REASON, DECIDER, **chosen)
    changes.decide(session, soho, 2, decision, today=TODAY)
    return changes.start_again(
        session, soho, decision, today=TODAY, offset_secret=bytes(32), shuffle=lambda _: None
    )


def test_starting_again_ends_one_consultation_and_asks_the_same_about_the_plan_as_it_is(session, soho):
    successor = start_again(session, soho)
    assert soho.phase(TODAY) is Phase.CLOSED
    assert (soho.succeeded_by, soho.outdated_by) == (successor.slug, 2)
    assert successor.phase(TODAY) is Phase.SCHEDULED
    assert successor.phase(TODAY + timedelta(days=7)) is Phase.OPEN
    assert (successor.title, successor.deployment_revision) == (f"{soho.title} (2)", 2)
    assert successor.rules == soho.rules
    assert successor.delete_on - successor.closes_on == soho.delete_on - soho.closes_on
    asked, again = (frozen(session, one.version_id).questionnaire for one in (soho, successor))
    assert [question.text for question in again.questions] == [question.text for question in asked.questions]
    assert consultations.secret_of(session, successor) != consultations.secret_of(session, soho)


def test_a_third_try_gets_a_name_of_its_own(session, soho):
    first = start_again(session, soho)
    first.opens_on = TODAY
    publish(session, first, zones=(Zone("quay", "The quay"),))
    decision = Decision(Choice.START_AGAIN, REASON, DECIDER, TODAY, date(2027, 2, 1))
    changes.decide(session, first, 3, decision, today=TODAY)
    second = changes.start_again(
        session, first, decision, today=TODAY, offset_secret=bytes(32), shuffle=lambda _: None
    )
    assert len({soho.slug, first.slug, second.slug}) == 3


def test_starting_again_needs_both_days(session, soho):
    with pytest.raises(ValueError, match="a first and a last day"):
        start_again(session, soho, opens_on=None)


def at_once(engine, session, soho):
    """Two sessions that have read the consultation, as two requests at the same moment have."""
    session.commit()
    both = [session_factory(engine)() for _ in range(2)]
    return [(one, consultations.find(one, soho.slug)) for one in both]


def test_a_change_published_while_another_is_decided_still_waits(engine, session, soho):
    publish(session, soho)
    (ann, decided), (bob, published) = at_once(engine, session, soho)
    with ann, bob:
        publish(bob, published, zones=(Zone("quay", "The quay"),))
        bob.commit()
        changes.decide(ann, decided, 2, Decision(Choice.CARRY_ON, REASON, DECIDER), today=TODAY)
        ann.commit()
    session.refresh(soho)
    assert [(one.revision, one.choice) for one in soho.material_changes] == [(2, Choice.CARRY_ON), (3, None)]


def test_two_clicks_at_once_are_one_decision(engine, session, soho):
    publish(session, soho)
    first, second = at_once(engine, session, soho)
    decision = Decision(Choice.EXTEND, REASON, DECIDER, closes_on=soho.closes_on + timedelta(days=14))
    with first[0], second[0]:
        changes.decide(*first, 2, decision, today=TODAY)
        first[0].commit()
        with pytest.raises(LookupError):
            changes.decide(*second, 2, decision, today=TODAY)


def test_what_was_closed_meanwhile_is_not_extended(engine, session, soho):
    publish(session, soho)
    (ann, extended), (bob, closed) = at_once(engine, session, soho)
    with ann, bob:
        close(bob, closed, day=TODAY, text="Closed.", shuffle=lambda _: None)
        bob.commit()
        decision = Decision(Choice.EXTEND, REASON, DECIDER, closes_on=soho.closes_on + timedelta(days=14))
        with pytest.raises(LookupError):
            changes.decide(ann, extended, 2, decision, today=TODAY)


def test_what_was_shown_when_is_kept(session, soho):
    first, last = soho.opens_on, soho.closes_on
    assert [(s.revision, s.first, s.last) for s in soho.showings] == [(1, first, last)]
    publish(session, soho, material=False)
    assert [(s.revision, s.first, s.last) for s in soho.showings] == [(1, first, TODAY), (2, TODAY, last)]
    before = [first - timedelta(days=1), TODAY - timedelta(days=1), TODAY]
    assert [soho.revision_on(day) for day in before] == [2, 1, 2]


def test_what_was_replaced_before_opening_was_shown_to_nobody_who_could_answer(session, soho):
    publish(session, soho, today=soho.opens_on - timedelta(days=2))
    assert [(s.revision, s.first, s.last) for s in soho.showings] == [(2, soho.opens_on, soho.closes_on)]
