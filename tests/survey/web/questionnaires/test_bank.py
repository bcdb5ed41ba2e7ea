"""The bank within a questionnaire: what it shows, adding, locking and unlocking."""

from dataclasses import replace

import pytest

from survey.domain.questionnaires.building import put_question, remove_page
from survey.domain.questionnaires.locking import lock
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from tests.page import words

BANK = "/organise/consultations/lamps-and-cameras/questionnaire/bank/"
UNLOCK = "/organise/consultations/lamps-and-cameras/questionnaire/unlock/"
CORE = f"{BANK}core-before-and-after/1/"


@pytest.fixture
def organiser(planned, sign_in, client):
    sign_in("organiser")
    return client


@pytest.fixture
def change(session, planned, clock):
    """Changes the next version as somebody else would."""

    def apply(how):
        row = next_versions.find(session, planned)
        saved = Saved("Changed", "somebody", clock.today)
        assert next_versions.save(session, row, how(row.questionnaire), edition=row.edition, saved=saved)
        session.commit()

    return apply


@pytest.fixture
def questionnaire(session, planned):
    def now():
        session.expire_all()
        return next_versions.find(session, planned).questionnaire

    return now


def card(page, title):
    """What the bank says of one block."""
    return next(words(one) for one in page.all("article") if title in words(one))


def has_form(page):
    return bool(list(page.one("main").iter("form")))


def test_the_bank_shows_questions_options_sources_and_what_is_asked_already(organiser):
    page = organiser.get_page(BANK)
    ethnic = card(page, "Ethnic group")
    assert "Roma" in ethnic
    assert "Government Statistical Service" in ethnic
    assert "Asked, not locked" in ethnic
    assert "Partly asked" in card(page, "Core questions")
    assert "carers" in page.text


def test_the_core_questions_are_added_once_and_their_wording_is_locked(organiser, questionnaire):
    page = organiser.get_page(CORE).form().submit({"into": "places"})
    assert page.h1 == "Bank of questions"
    assert "Added “Core questions for before and after”" in page.text
    now = questionnaire()
    assert now.section_of(now.page("feeling-safe")).code == "places"
    locked = [q.code for q in now.questions if q.block == "core-before-and-after@1" and q.locked]
    assert locked == ["support", "feeling-safe", "visit-frequency", "police-confidence", "council-confidence"]
    again = page.follow("Core questions for before and after")
    assert "asks all of it already" in again.text
    assert not has_form(again)


def test_what_was_added_and_locked_is_said_in_english_and_welsh(organiser):
    page = organiser.get_page(f"/cy{CORE}").form().submit({"into": "places"})
    assert "Ychwanegwyd “Core questions for before and after” o’r banc. Clowyd geiriad 3 chwestiwn" in page.text
    page = organiser.get_page(f"{BANK}?done=1")
    assert "Added “Core questions for before and after” from the bank. Locked the wording of 3 questions" in page.text


def test_adding_the_same_equality_block_twice_is_refused_in_words(organiser, change, questionnaire):
    change(lambda now: remove_page(now, "age"))
    page = organiser.get_page(f"{BANK}age/1/")
    form = page.form()
    form.submit({"into": "equality"})
    assert questionnaire().question("age").locked
    # The same form once more, from a page that was open all along.
    refused = form.submit({"into": "equality"}, status=422)
    assert refused.errors == ["“Age band” is in the questionnaire already. It can be asked only once."]


def test_what_is_asked_in_other_words_is_said_and_not_added_beside(organiser, change):
    change(lambda now: put_question(now, replace(now.question("sex"), text="Which sex are you?")))
    page = organiser.get_page(f"{BANK}sex/1/")
    assert "Asked in other words" in page.text
    assert "Which sex are you?" in page.text
    assert not has_form(page)


def test_a_section_that_is_gone_by_now_is_said(organiser, change):
    form = organiser.get_page(f"{BANK}purposes/1/").form()
    change(lambda now: replace(now, sections=tuple(s for s in now.sections if s.code != "last")))
    page = form.submit({"into": "last"}, status=409)
    assert page.errors == ["That section is not there any more. Choose another"]


def test_a_locked_question_is_unlocked_with_a_reason_that_stays(organiser, change, questionnaire):
    change(lambda now: put_question(now, lock(now.question("support"), "core-before-and-after@1")))
    page = organiser.get_page(f"{UNLOCK}support/")
    assert page.form().submit({"reason": "no"}, status=422).errors
    page.form().submit({"reason": "The panel asked for plainer words."})
    now = questionnaire().question("support")
    assert (now.locked, now.unlocked) == ("", "The panel asked for plainer words.")
    assert "was unlocked: The panel asked" in organiser.get_page(BANK).text


def test_a_council_saves_a_block_of_its_own_words_it_anew_and_retires_the_first(organiser, questionnaire):
    page = organiser.get_page(f"{BANK}save/")
    empty = page.form().submit(status=422)
    assert len(empty.errors) == 4
    texts = {"what": "question:safety", "title": "Safety", "about": "On lamps.", "source": "Own words"}
    saved = empty.form().submit(texts)
    assert saved.h1 == "Safety"
    saved.form().submit({"into": "last"})
    # The codes that are there already keep to their questions; the new question gets its own.
    assert questionnaire().question("safety-2").block == "safety@1"
    again = organiser.get_page(f"{BANK}save/").form().submit(texts | {"as": "safety", "locked": "yes"})
    assert "wording 2" in again.text
    other = organiser.get_page(f"{BANK}save/").form().submit(texts | {"what": "section:equality", "as": "safety"}, status=422)
    assert other.errors == ["“Safety” holds opinion questions, and these are equality questions"]
    kept = organiser.get_page("/organise/bank/").follow("Safety, wording 1")
    gone = kept.form().submit(button=("retired", "yes"))
    assert "was retired" in gone.text
    assert "was retired" not in gone.form().submit(button=("retired", "no")).text


def test_councillors_do_not_build(planned, sign_in, client):
    sign_in("councillor")
    for address in (BANK, CORE, f"{BANK}save/", f"{UNLOCK}support/", "/organise/bank/"):
        assert client.raw.get(address).status_code == 403


def test_a_block_that_is_not_there_is_not_found(organiser):
    organiser.get_page(f"{BANK}age/9/", status=404)
    organiser.get_page("/organise/bank/nothing/1/", status=404)
