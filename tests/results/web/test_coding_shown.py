"""What everyone reads of people's own words: themes with protected figures, and quotes beside nothing else."""

from datetime import date

import pytest
from sqlalchemy import func, select

from results import releases
from results.comments import quotes
from results.comments.coding import CodedText, Coding
from results.comments.published import PART
from results.comments.quotes import Proposal, Quote
from results.comments.themes import By
from results.domain.themes import Passage
from results.releases import ReleasedPart
from results.web.coding_shown import themes_in
from results.web.packed import Asked
from results.web.packed import told_of as packed
from results.web.story import story
from tests.conftest import add_account
from tests.page import words
from tests.results.comments import written
from tests.results.comments.written import AGAINST, FOR, KEY, SHORT

PAGE = f"/consultations/{written.SLUG}/results/"
MANY = 55
PUBLISHED = date(2026, 11, 2)


@pytest.fixture
def staff(session, password_hash):
    return [add_account(session, "organiser", password_hash, name=name).id for name in ("a", "b")]


@pytest.fixture
def soho(session, clock, staff):
    """Fifty-five for, as many against and one that is short, all coded; a quote for each side, from theirs."""
    fors = [written.answer(f"{FOR} {n}", permission="quotes") for n in range(MANY)]
    against = [written.answer(f"{AGAINST} {n}", "strongly-oppose", permission="quotes") for n in range(MANY)]
    soho = written.closed(session, clock.today, *fors, *against, written.answer(SHORT))
    written.coded(session, soho, clock.today, account=staff[0])
    said = written.words(session, soho)
    start, end = FOR.index("Jane Smith"), FOR.index(" says so")
    cuts = {"safety": (Passage(start, end, "name"),), "privacy": (Passage(0, 6, "shortened"),)}
    for theme, word in (("safety", "robbed"), ("privacy", "watched")):
        number = next(n for n, text in said.items() if word in text)
        quote = quotes.propose(
            session, soho, KEY, number, proposal=Proposal(theme, cuts[theme]), by=By(staff[0], clock.today)
        )
        quotes.confirm(session, soho, quote, seen=quotes.mark_of(quote), by=By(staff[1], clock.today))
    releases.make(session, soho, today=clock.today)
    releases.publish(session, soho, on=PUBLISHED, today=clock.today)
    session.commit()
    return soho


def test_the_story_tells_themes_with_their_bases_and_quotes_under_them(client, soho):
    page = client.get_page(PAGE)
    assert "Themes were given by 1 person who read the answers." in page.text
    assert "Nearly all texts were coded, or all of them." in page.text
    assert "Too few answers were coded by two people to say how far coders agree." in page.text
    assert "No theme, or not an answerfewer than 10" in page.text.replace(" fewer", "fewer")
    assert "What is about Safety." in page.text
    assert "I would feel safer. [removed: a name] says so too." in page.text
    assert "[…] asked us whether we want to be watched." in page.text
    assert "Jane Smith" not in page.html
    assert "12 Frith Street" not in page.html


def test_what_was_written_with_a_characteristic_is_shown_by_no_release_whenever_it_was_made(app, client, session, soho):
    release = releases.newest(session, soho)
    part = session.get(ReleasedPart, (release.id, PART))
    # As it was made before nothing of this kind was coded: the words and the theme of another connection.
    apart = {**part.content[KEY], "question": "connection", "option": "other"}
    part.content = {**part.content, "connection.other": apart}
    session.commit()
    assert "connection" in soho.counting_rules.counted_by
    with app.test_request_context():
        assert set(themes_in(session, soho, release)) == {KEY}
        assert set(story(session, soho, release).themes) == {KEY}
        assert set(packed(Asked(session, soho, release)).parts[PART]) == {KEY}
    assert client.get_page(PAGE).text.count("says so too.") == 1


def about_words(client):
    """What the page says of the question with texts."""
    sections = client.get_page(PAGE).all("section")
    return words(next(one for one in sections if one.get("aria-labelledby") == f"question-{KEY}"))


def test_it_stays_when_the_daily_run_deletes_the_answers_and_what_was_said_of_each(app, client, session, clock, soho):
    before = about_words(client)
    assert "The words are not shown here." not in before
    clock.today = soho.delete_on
    assert "111 answers deleted" in app.test_cli_runner().invoke(args=["purge"]).output
    session.expire_all()
    tables = (Coding, CodedText, Quote)
    assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [0, 0, 0]
    assert about_words(client) == before
