"""What stands beside each question: answers with a code and open ones, and all with those left out."""

import random
from datetime import date

import pytest

from results import releases
from results.web.beside import beside
from survey.domain.consultations import Rules
from survey.store import integrity
from survey.store.answering.closing import close
from survey.store.integrity import Wanted
from survey.store.questionnaires.versions import frozen
from tests import demonstration, stuffing
from tests.conftest import PASSWORD, add_account
from tests.page import PageClient

RESULTS = "/consultations/croydon-north-end/results/"
DAY = date(2026, 10, 26)


def test_each_question_has_a_line_for_codes_and_one_for_open_answers(reader):
    page = reader.get_page(RESULTS)
    asked = [one for one in page.all("section", class_="lp-question") if "Open to everyone:" in "".join(one.itertext())]
    assert len(asked) > 10
    for words in ("Answers with a code, and open answers", "Open to everyone:", "Letters to homes near North End:"):
        assert words in page.text
    assert "left these responses out" not in page.text


@pytest.fixture
def croydon(session, clock):
    demonstration.load(session, clock.today)
    consultation = demonstration.add_responses(session, number=200)
    stuffing.choose(session, consultation)
    stuffing.add(session, consultation, *[stuffing.COPY] * 51)
    return consultation


def released(session, consultation, password_hash, *, left_out=0):
    close(session, consultation, day=consultation.closes_on, text="Closed.", shuffle=random.Random(1).shuffle)
    people = [add_account(session, "organiser", password_hash, name=name).id for name in ("ann", "bob")]
    same = [one.number for one in integrity.marked(session, consultation) if "same-text" in one.rules]
    for number in same[:left_out]:
        for seen, who in enumerate(people):
            wanted = Wanted("leave-out", "Sent by a program.", seen)
            integrity.review(session, consultation, number, wanted=wanted, account=who, day=DAY)
    release = releases.make(session, consultation, today=DAY).release
    return beside(session, consultation, frozen(session, consultation.version_id), release)


def test_all_with_those_left_out_stand_on_a_second_line(session, croydon, password_hash):
    found = released(session, croydon, password_hash, left_out=50)
    support = found["support"]
    assert "base: about" in support.with_excluded.chart.message
    assert "include the responses that were left out" in support.with_excluded.figures[0].note
    # Of a text it is the number of those who wrote one.
    assert found["main-reason"].with_excluded.written
    # None of those left out answered this one: with it, what the others did could be worked out.
    assert found["purposes"].with_excluded is None
    # Too few were invited in this small consultation; neither line is shown alone.
    assert support.series == ()
    assert len(support.hidden) == 2


def test_where_all_answers_are_open_and_none_is_left_out_nothing_stands_beside(session, croydon, password_hash):
    croydon.rules = Rules.load({**croydon.rules, "strata": {"open": "Open to everyone"}}).dump()
    for table in ("inbox_responses", "responses"):
        session.execute(releases.Base.metadata.tables[table].update().values(stratum="open"))
    assert released(session, croydon, password_hash) == {}


def test_the_release_waits_until_marked_responses_can_be_looked_at(app, session, clock, password_hash):
    """Making the release closes what has ended; the rules mark then, and nobody could have looked before."""
    demonstration.load(session, clock.today)
    soho = demonstration.consultation(session)
    stuffing.choose(session, soho)
    stuffing.add(session, soho, *[stuffing.COPY] * 3)
    add_account(session, "organiser", password_hash)
    session.commit()
    clock.today = date(2027, 1, 15)
    client = PageClient(app)
    sign_in = client.get_page("/account/sign-in/").form()
    sign_in.submit({"email": "organiser@lamppost.example", "password": PASSWORD})
    show = client.get_page(f"/organise/consultations/{soho.slug}/")
    page = show.form(f"/organise/consultations/{soho.slug}/release/").submit()
    assert page.h1 == "Marked responses"
    again = client.get_page(f"/organise/consultations/{soho.slug}/")
    assert "marked 3 responses for people to look at: 3 not looked at" in again.text
    sure = again.form(f"/organise/consultations/{soho.slug}/release/").submit()
    # Nothing is counted by a single press: what waits is said first, and what cannot be undone.
    assert sure.h1 == "Make the release?"
    assert "3 marked responses were not looked at. They are counted." in sure.text
    done = sure.form().submit()
    assert "Edition 1" in done.text
