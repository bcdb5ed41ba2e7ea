"""The texts of an outcome in the other languages of its consultation: translated by staff, read by everyone."""

from datetime import date

import pytest

from survey.store.translating.content import content_of_outcome
from survey.store.translating.translations import By, Edit, save
from tests.page import PageClient
from tests.survey.domain.outcomes.records import WHOLE
from tests.survey.web.outcomes.recording import KEEP, PAGE, published, record

PAGES = f"{KEEP}translations/"


@pytest.fixture
def consultation(session, clock):
    clock.today = date(2026, 11, 20)
    found = published(session, clock.today)
    found.languages = ["cy"]
    record(session, found, clock.today)
    return found


@pytest.fixture
def organiser(consultation, sign_in, client):
    sign_in("organiser")
    return client


def translate(session, consultation, today, *, places=None):
    """Keeps a checked translation of these texts, or of all."""
    content = content_of_outcome(session, consultation)
    wanted = [text for text in content.texts if places is None or text.place in places]
    edits = [Edit(text.place, text.text, f"Cymraeg: {text.text}", checked_by="Bob") for text in wanted]
    assert save(session, content.subject, "cy", edits, by=By("Ann", today)) == []
    session.commit()


def test_organisers_translate_it_after_closing_and_residents_read_what_is_checked(organiser, app):
    page = organiser.get_page(KEEP).follow("Welsh")
    page = page.follow("The outcome: what was asked, decided and why")
    saved = page.form().submit({"text:outcome.decision": "Cytunodd y cabinet.", "text:outcome.asked": "Gofynnom."})
    resident = PageClient(app)
    assert "Cytunodd y cabinet." not in resident.get_page(f"/cy{PAGE}").text
    saved.form().submit({"ok:outcome.decision": "yes"})
    page = resident.get_page(f"/cy{PAGE}")
    assert "Cytunodd y cabinet." in page.text
    assert WHOLE.decision not in page.text
    # What nobody has checked stays as it was written, marked so.
    assert WHOLE.asked in [one.text for one in page.all("p", lang="en")]
    assert WHOLE.decision in resident.get_page(PAGE).text


def test_every_text_can_be_read_in_the_other_language(consultation, session, client, clock):
    record(session, consultation, clock.today, note="A day was wrong.", budget="The reserve")
    translate(session, consultation, clock.today)
    page = client.get_page(f"/cy{PAGE}")
    own = [one.text for name in ("p", "span", "th", "td", "dd") for one in page.all(name, lang="en")]
    assert [text for text in own if text and text in str(WHOLE)] == []
    for text in (WHOLE.points[0].did, WHOLE.conditions[0].who, WHOLE.next_steps, "A day was wrong.", "The reserve"):
        assert f"Cymraeg: {text}" in page.text
    # A version words most texts alike, so it has their translations too; what it words otherwise has none.
    first = client.get_page(f"/cy{PAGE}versions/1/")
    assert f"Cymraeg: {WHOLE.reasons}" in first.text
    assert WHOLE.budget in first.text


def test_it_goes_to_a_translator_as_a_file_and_only_into_languages_on_offer(organiser, consultation, session, clock):
    translate(session, consultation, clock.today, places={"outcome.decision"})
    file = organiser.raw.get(f"{PAGES}cy/texts.xlf")
    assert WHOLE.points[0].said in file.get_data(as_text=True)
    assert "1 checked" in organiser.get_page(PAGES).text
    organiser.get_page(f"{PAGES}ar/", status=404)
    consultation.languages = []
    session.commit()
    assert "one language only" in organiser.get_page(PAGES).text
    assert "In other languages" not in organiser.get_page(KEEP).text


def test_a_draft_shows_what_is_left_to_translate_and_keeps_what_is_done(organiser, consultation, session, clock):
    translate(session, consultation, clock.today)
    page = organiser.get_page(KEEP).form().submit()
    page.follow("Money and vote").form().submit({"budget": "Another reserve"})
    assert "out of date" in organiser.get_page(f"{KEEP}preview/").text
    assert "These are the texts of the draft" in organiser.get_page(PAGES).text
