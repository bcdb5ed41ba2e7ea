"""Nothing that came in can be missed: the results are not counted while any of it waits, and name it afterwards."""

from datetime import date

import pytest

from results import releases
from results.releases import ReleaseError
from results.web.story import story
from survey.domain.entry import read_entry
from survey.domain.questionnaires.printing import printed
from survey.domain.submissions import Kind, State, Written
from survey.store import submissions
from survey.store.answering import entering, responses
from survey.store.answering.entering import Taken
from survey.store.questionnaires.versions import frozen
from survey.store.submissions import Arrived, Settled

DAY = date(2026, 10, 26)
LETTER = Arrived(Kind.LETTER, DAY, written=Written(what="A letter"))
PETITION = Arrived(Kind.PETITION, DAY, State.READ, Written(what="No cameras", text="None", signatories=412))


def test_the_results_wait_for_what_came_in_and_close_its_log(session, croydon):
    submissions.log(session, croydon, LETTER)
    submissions.log(session, croydon, PETITION)
    with pytest.raises(ReleaseError, match="2 submissions wait"):
        releases.make(session, croydon, today=DAY)
    for one in submissions.every(session, croydon):
        one.state, one.summary, one.note, one.read_by = "considered", "Too dear", "Report, part 4", "Ada"
    session.flush()
    release = releases.make(session, croydon, today=DAY).release
    told = story(session, croydon, release).besides
    assert told.lines == ["1 letter", "1 petition with 412 signatories"]
    with pytest.raises(Settled):
        submissions.log(session, croydon, LETTER)


def test_a_form_that_was_entered_after_closing_is_counted(session, croydon):
    version = frozen(session, croydon.version_id)
    form = printed(version.asked, facts=croydon.known_facts)
    answered = read_entry(version.questionnaire, form, {"1": "1"}, facts=croydon.known_facts).answered
    receipts = responses.count_receipts(session, croydon.id)
    entering.take_turn(session, croydon)
    entering.enter(session, croydon, answered, Taken(channel="paper", day=DAY, revision=croydon.deployment_revision))
    session.flush()
    release = releases.make(session, croydon, today=DAY).release
    assert (release.counted, release.receipts) == (401, receipts)
