"""The whole demonstration, as a newcomer gets it: everything is there, is marked as invented, and keeps the rules."""

from collections import Counter
from datetime import date

import pytest

from results import releases
from results.comments import campaigns, coding, quotes, texts
from results.comments.campaigns import Decision
from results.demonstration.coders import CODED
from results.domain.themes import Side, State
from survey.domain.codes import invitation_key
from survey.domain.consultations import Phase
from survey.domain.integrity.reviewing import State as Marked
from survey.domain.questionnaires.questions import LongText
from survey.store import accounts, consultations, integrity, invitations, outcomes
from survey.store.demo_whole import Whole
from survey.store.questionnaires.versions import frozen
from survey.web.database import new_session
from tests import databases, demonstration
from tests.conftest import SECRET_KEY, Clock, running, settings_for
from tests.page import PageClient

TODAY = date(2026, 12, 1)
UNREAD = "croydon-at-work"
# Responses that two people leave out.
ADVERTS = 56
RESULTS = f"/consultations/{demonstration.CROYDON}/results/"


def loading(folder, template, today, *args):
    """A site with the demonstration, while the block runs."""
    return running(settings_for(databases.copy_of(template, folder), folder), Clock(today)), ("demo", "load", *args)


@pytest.fixture(scope="module")
def site(tmp_path_factory, sqlite_template):
    """The application with the whole demonstration. Write nothing to it."""
    start, command = loading(tmp_path_factory.mktemp("whole"), sqlite_template, TODAY)
    with start as app:
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 0, result.output
        yield app


@pytest.fixture
def stored(site):
    """A session on it."""
    with site.app_context(), new_session() as session:
        yield session


@pytest.fixture
def croydon(stored):
    return consultations.find(stored, demonstration.CROYDON)


@pytest.fixture
def unread(stored):
    return consultations.find(stored, UNREAD)


@pytest.fixture(scope="module")
def page(site):
    return PageClient(site).get_page(RESULTS)


@pytest.mark.parametrize(
    "said",
    [
        "Themes were given by 2 people who read the answers.",
        "Krippendorff’s alpha",
        "removed: a name",  # a quote is redacted
        "Here all these words are invented",
        "It found 3 groups. Confirmed as texts that many people sent: 2.",
        "Two people left these responses out by rules that were published before opening.",
        "Here all these texts are invented",
        "A random sample, apart: Homes near North End, drawn at random",
        "Drawn at random from 12,400.",
        "Census 2021",
        "The outcome was published on 19 November 2026",
        "This outcome is invented, as the consultation is.",
        "Edition 2 of the results was counted",
    ],
)
def test_the_public_page_shows_everything(page, said):
    assert "Synthetic demonstration data:" in page.html
    assert said in page.text


def test_the_outcome_is_marked_as_invented(site, croydon, stored):
    shown = PageClient(site).get_page(f"/consultations/{croydon.slug}/outcome/")
    assert "This decision is invented, as the consultation is." in shown.text
    record = outcomes.newest(stored, croydon).record
    prose = (record.decision, record.reasons, record.considered, record.departure, record.weighed, record.equality)
    assert all("nvented" in one.split(":")[0] or one.startswith("(Invented.)") for one in prose)
    assert len(record.conditions) == 6


def test_the_second_edition_counts_the_late_forms(stored, croydon):
    newest, first = releases.every_edition(stored, croydon)
    assert (first.counted, newest.counted) == (5000 - ADVERTS, 5130 - ADVERTS)
    assert first.excluded == newest.excluded == ADVERTS
    assert first.has_second_line
    headline = [releases.alone(stored, one)["support"][0].base for one in (first, newest)]
    assert headline[1] - headline[0] >= 50
    (uptake,) = invitations.uptake_of(stored, croydon.id)
    assert 0 < uptake.used < uptake.issued == 5000


def test_every_comment_counts_with_what_it_is_about(stored, croydon):
    whole = Whole(invitation_key(SECRET_KEY))
    about = {one.text: frozenset(one.themes) for side in whole.comments.values() for one in side}
    said = {one.response: one.text for one in texts.each(stored, croydon, keys=(whole.question,))}
    numbers = coding.numbers(stored, croydon, whole.question)
    standings = coding.standings(stored, croydon, whole.question)
    # What came late was not given out, and nobody coded it.
    coded = {n: one for n, one in standings.items() if one.state is State.CODED}
    assert len(coded) > 550
    assert all(one.themes == about[said[numbers[n]]] for n, one in coded.items())
    assert {len(one.by) for one in coded.values()} == {1, 2}


def test_as_many_quotes_stand_for_each_side_and_two_people_answer_for_each(stored, croydon):
    asked = frozen(stored, croydon.version_id).questionnaire
    sides = quotes.sides(stored, croydon, asked)
    ids = coding.numbers(stored, croydon, "main-reason")
    every = quotes.every(stored, croydon)
    confirmed = [one for one in every if one.state == quotes.CONFIRMED]
    count = Counter(sides[ids[one.number]] for one in confirmed)
    assert count[Side.FOR] == count[Side.AGAINST] >= 2
    assert all(one.proposed_by != one.decided_by for one in confirmed)
    assert any(one.taken_out for one in confirmed)
    assert [one.state for one in every].count(quotes.TAKEN_BACK) == 1


def test_nobody_was_promised_silence_about_what_is_quoted(stored, croydon):
    asked = frozen(stored, croydon.version_id).questionnaire
    silent = quotes.silent(stored, croydon)
    assert "main-reason" not in silent
    assert {one.code for one in asked.questions if isinstance(one, LongText)} & silent


def test_organisers_find_work_in_the_one_that_is_being_read(stored, unread):
    assert unread.phase(TODAY) is Phase.CLOSED
    standings = coding.standings(stored, unread, "main-reason").values()
    states = Counter(one.state for one in standings)
    assert states[State.CODED] > states[State.UNCODED] > 0
    assert states[State.DISAGREED] > 0
    assert states.total() * (10 - CODED) / 20 < states[State.UNCODED]
    assert [one.state for one in campaigns.every(stored, unread)] == [Decision.UNDO] * 3
    assert {one.state for one in integrity.marked(stored, unread)} == {Marked.UNSEEN}
    first = accounts.find(stored, "organiser@lamppost.example")
    proposed = quotes.every(stored, unread)
    assert len(proposed) == 3
    assert all(one.state == quotes.PROPOSED and one.proposed_by != first.id for one in proposed)


@pytest.mark.parametrize(
    ("today", "args", "editions", "decided", "there"),
    [
        # A week after the results became public: nothing of the future.
        (date(2026, 11, 2), ("--responses", "500"), 1, False, True),
        # As tests want it.
        (TODAY, ("--plain", "--responses", "500"), 1, False, False),
    ],
)
def test_less_can_be_had(tmp_path, sqlite_template, today, args, editions, decided, there):
    start, command = loading(tmp_path, sqlite_template, today, *args)
    with start as app:
        assert app.test_cli_runner().invoke(args=command).exit_code == 0
        with app.app_context(), new_session() as session:
            croydon = consultations.find(session, demonstration.CROYDON)
            assert len(releases.every_edition(session, croydon)) == editions
            assert (outcomes.newest(session, croydon) is not None) == decided
            assert (consultations.find(session, UNREAD) is not None) == there
