"""The log keeps its numbers, says nothing of what forms hold, and leads to no response."""

import random
import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from survey.domain.entry import read_entry
from survey.domain.questionnaires.printing import printed
from survey.domain.submissions import Kind, State, Written
from survey.store import submissions
from survey.store.answering import entering, mixing, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.answering.entering import Taken
from survey.store.answering.responses import InboxResponse, Response
from survey.store.database import Base, session_factory
from survey.store.questionnaires.versions import frozen
from survey.store.submissions import Arrived, HeldEntry, Settled, Submission, SubmissionLog
from tests import demonstration

DAY = demonstration.TODAY
FORM = Arrived(Kind.PAPER, DAY)
LETTER = Arrived(Kind.LETTER, DAY, written=Written(what="A letter", text="Too dear"))
PETITION = Arrived(Kind.PETITION, DAY, written=Written(what="No cameras", text="None at all", signatories=412))
WRITES = {"organisation": "The Soho Traders", "represents": "60 shops", "interest": "landlord"}
ORGANISATION = Arrived(Kind.ORGANISATION, DAY, written=Written(**WRITES))


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


def numbers(session, consultation):
    return [one.number for one in submissions.every(session, consultation)]


def enter(session, consultation, channel=entering.PAPER, day=DAY, first="1"):
    version = frozen(session, consultation.version_id)
    facts = consultation.known_facts
    form = printed(version.asked, facts=facts)
    answered = read_entry(version.questionnaire, form, {"1": first}, facts=facts).answered
    entering.take_turn(session, consultation)
    taken = Taken(channel=channel, day=day, revision=consultation.deployment_revision)
    entering.enter(session, consultation, answered, taken)


def test_numbers_follow_one_another_whatever_comes_in(session, soho):
    assert submissions.log(session, soho, FORM, number=3) == [1, 2, 3]
    assert submissions.log(session, soho, LETTER) == [4]
    assert submissions.log(session, soho, PETITION) == [5]
    assert numbers(session, soho) == [1, 2, 3, 4, 5]
    assert submissions.waiting(session, soho) == {Kind.PAPER: 3, Kind.LETTER: 1, Kind.PETITION: 1}
    told = submissions.now_in_public(session, soho)
    assert told.lines == ["1 letter", "1 petition with 412 signatories"]


def wrong(**more):
    row = {"number": 2, "after": 1, "kind": "paper", "day": DAY, "state": "received"}
    row |= dict.fromkeys(("what", "organisation", "represents", "interest", "text", "redaction", "summary", "read_by", "note"), "")
    return row | {"signatories": None} | more


@pytest.mark.parametrize(
    "row",
    [
        wrong(number=3, after=2),  # the number before it is not there
        wrong(number=3, after=None),  # nor does it say which that is
        wrong(number=3, after=1),  # a number is left out
        wrong(text="What the form said"),  # the log tells what a form holds
        wrong(what="From the man at number 7"),
        wrong(state="considered"),  # no state of a form
        wrong(state="set-aside", note="late"),  # no reason
        wrong(kind="letter", state="entered"),  # a letter becomes no response
        wrong(kind="letter", state="considered", summary="It is dear", note="Report, part 4"),  # read by nobody
        wrong(kind="petition"),  # of nobody
        wrong(kind="letter", signatories=3),
        wrong(kind="organisation", organisation="The Met"),  # without what it declares
        wrong(kind="fax"),
        wrong(state="lost"),
    ],
)
def test_what_the_database_itself_refuses(session, soho, row):
    submissions.log(session, soho, FORM)
    with pytest.raises(IntegrityError):
        session.execute(insert(Submission), [row | {"consultation_id": soho.id}])


def test_a_number_once_given_cannot_be_deleted_from_the_middle(session, soho):
    submissions.log(session, soho, FORM, number=2)
    with pytest.raises(IntegrityError):
        session.execute(delete(Submission).where(Submission.number == 1))


def test_numbers_have_no_gap_when_many_log_at_once(engine, session, soho):
    session.commit()
    sessions = session_factory(engine)

    def work():
        with sessions() as own:
            found = demonstration.consultation(own)
            for _ in range(4):
                submissions.log(own, found, FORM)
                own.commit()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(session, soho) == list(range(1, 17))


def test_nothing_can_be_logged_or_entered_once_the_results_were_counted(session, soho):
    submissions.settle(session, soho, day=DAY)
    with pytest.raises(Settled):
        submissions.log(session, soho, FORM)
    with pytest.raises(entering.TooLate):
        enter(session, soho)


def test_everybody_reads_what_came_in_with_the_edition_that_was_counted_with_it(session, soho):
    later = DAY + timedelta(days=20)
    submissions.log(session, soho, LETTER)
    submissions.log(session, soho, PETITION)
    assert not submissions.in_public(session, soho, on=DAY)
    submissions.settle(session, soho, day=DAY)
    first = submissions.in_public(session, soho, on=DAY)
    assert first == submissions.now_in_public(session, soho) == submissions.of_edition(session, soho, 1)
    assert first.lines == ["1 letter", "1 petition with 412 signatories"]
    # A correction: what comes in now is not public, and neither is it when the next edition is counted.
    submissions.unsettle(session, soho)
    submissions.log(session, soho, ORGANISATION)
    assert submissions.in_public(session, soho, on=DAY) == first
    submissions.settle(session, soho, day=DAY, edition=2)
    assert submissions.in_public(session, soho, on=later) == first == submissions.of_edition(session, soho, 1)
    assert submissions.of_edition(session, soho, 2).organisations[0].declared
    submissions.publish(session, soho, edition=2, on=later)
    assert submissions.in_public(session, soho, on=DAY) == first
    assert submissions.in_public(session, soho, on=later) == submissions.of_edition(session, soho, 2)


def test_a_correction_without_an_edition_changes_nothing_that_is_public(session, soho):
    submissions.settle(session, soho, day=DAY)
    # As it is in a database from before this was kept.
    submissions.log_of(session, soho).outcome = None
    submissions.unsettle(session, soho)
    submissions.log(session, soho, LETTER)
    submissions.resettle(session, soho, day=DAY)
    assert submissions.is_settled(session, soho)
    assert submissions.in_public(session, soho, on=DAY).lines == []


def test_no_column_of_the_log_and_of_responses_is_the_same_but_what_everybody_shares():
    log = {column.name for table in (Submission, HeldEntry, SubmissionLog) for column in table.__table__.columns}
    both = log & {column.name for column in Response.__table__.columns}
    assert both == {"consultation_id", "day"}
    for table in (Submission, HeldEntry, SubmissionLog):
        leads_to = {key.column.table.name for key in table.__table__.foreign_keys}
        assert leads_to <= {"consultations", "submissions", "accounts"}
    assert "submissions" not in {k.column.table.name for n in ("responses", "inbox_responses") for k in Base.metadata.tables[n].foreign_keys}


def test_a_form_becomes_a_response_without_a_receipt_and_by_phone_with_one(session, soho):
    enter(session, soho)
    assert responses.count_receipts(session, soho.id) == 0
    stored = session.scalars(select(InboxResponse)).one()
    assert (stored.channel, stored.day, stored.stratum) == ("paper", DAY, "open")
    assert list(stored.answers) == ["capacity"]


def test_late_forms_are_mixed_with_all_that_did_not_come_by_the_web(session, soho):
    """Two forms that are entered after closing do not stand at the end of the table."""
    shuffle = random.Random(2).shuffle
    for _ in range(30):
        enter(session, soho)
    close(session, soho, day=DAY, text="Closed.", shuffle=shuffle)
    early = set(session.scalars(select(Response.id)))
    late_day = date(2026, 11, 9)
    submissions.log(session, soho, FORM, number=2)
    enter(session, soho, day=late_day)
    assert entering.mix(session, soho, shuffle=shuffle) == 0  # two forms wait still
    session.execute(update(Submission).values(state=State.ENTERED.value))
    enter(session, soho, day=late_day)
    moved = []
    assert entering.mix(session, soho, shuffle=lambda rows: (moved.append(len(rows)), shuffle(rows))) == 32
    assert moved[0] == 32
    found = session.execute(select(Response.id, Response.day)).all()
    assert {day for _id, day in found} == {DAY}  # not the day on which they were typed in
    assert early < {id_ for id_, _day in found}
    assert mixing.waiting(session, soho.id) == 0


def test_what_letters_said_goes_with_the_responses_and_what_was_published_stays(session, soho):
    for came in (LETTER, PETITION, ORGANISATION):
        submissions.log(session, soho, came)
    delete_answers(session, soho, day=DAY)
    session.expire_all()
    letter, petition, organisation = submissions.every(session, soho)
    assert (letter.text, letter.what) == ("", "")
    assert (petition.text, petition.signatories) == ("None at all", 412)
    assert organisation.organisation == "The Soho Traders"
