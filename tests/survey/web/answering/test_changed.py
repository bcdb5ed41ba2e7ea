"""The plan changes while somebody answers: they read it before they send, and the response says what they saw."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from survey.store import changes
from survey.store.answering.responses import InboxResponse
from survey.store.deployments import register
from survey.store.questionnaires.versions import freeze, frozen
from tests.page import PageClient, words
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, code_of, send, walk, with_changed


@pytest.fixture
def publish(session, soho, clock):
    """Publishes the next revision of what is consulted on."""

    def next_revision(words, *, material):
        deployment = register.find(session, "soho-and-west-end")
        newest = register.current(session, deployment).as_revision
        coming = replace(newest, summary=words, change_summary=words, material=material)
        changes.revision_published(
            session, register.add_revision(session, deployment, coming), today=clock.today
        )
        session.commit()

    return next_revision


@pytest.fixture
def reword(session, soho):
    """Asks a next version from now on, in which one question has another line under it."""

    def next_version(code, hint):
        asked = frozen(session, soho.version_id).asked
        soho.version_id = freeze(session, soho.id, with_changed(asked, code, hint=hint)).id
        session.commit()
        return soho.version_id

    return next_version


def versions(session):
    session.expire_all()
    return [response.version_id for response in session.scalars(select(InboxResponse))]


def stored(session):
    session.expire_all()
    return [response.deployment_revision for response in session.scalars(select(InboxResponse))]


def test_a_response_says_what_its_resident_was_shown(resident, session):
    send(walk(resident.page, INDIVIDUAL, until="check"))
    assert stored(session) == [1]


def test_a_material_change_is_read_before_the_answers_are_checked(resident, session, publish):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    publish("Carnaby Street was added.", material=True)
    page = walk(page, INDIVIDUAL, until="changed")
    assert "Carnaby Street was added." in page.text
    assert "nothing has been sent yet" in page.text
    page = page.form().submit()
    assert page.url.endswith("/check/")
    assert "Carnaby Street was added." in words(page.one("aside", class_="app-changed"))
    send(page)
    assert stored(session) == [2]


def test_nobody_sends_without_having_read_it(resident, session, publish):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    publish("Carnaby Street was added.", material=True)
    assert page.form().submit().url.endswith("/changed/")
    assert stored(session) == []


def test_what_is_read_is_what_is_newest(resident, session, publish):
    walk(resident.page, INDIVIDUAL, until="check")
    publish("Carnaby Street was added.", material=True)
    page = resident.get_page(BASE + "check/")
    publish("And then Wardour Street.", material=True)
    page = page.form().submit(status=422)
    assert page.url.endswith("/changed/")
    assert "And then Wardour Street." in page.text
    send(page.form().submit())
    assert stored(session) == [3]


def test_a_change_that_is_not_material_interrupts_nobody(resident, session, publish):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    publish("Said more plainly.", material=False)
    send(walk(page, INDIVIDUAL, until="check"))
    assert stored(session) == [1], "they began with revision 1 and were shown no other"


def test_who_starts_after_a_change_is_shown_the_new_revision_and_not_interrupted(app, session, soho, publish):
    publish("Carnaby Street was added.", material=True)
    client = PageClient(app)
    overview = client.get_page(f"/consultations/{soho.slug}/")
    assert "Your answers are about revision 2" in overview.text
    page = client.post_page(BASE + "start/", {})
    send(walk(page, INDIVIDUAL, until="check"))
    assert stored(session) == [2]


def test_the_page_is_for_nobody_else(resident, publish):
    page = resident.get_page(BASE + "changed/")
    assert code_of(page) == "capacity", "nothing changed, so on with the answers"


def test_new_words_of_a_question_are_read_before_the_answers_are_sent(resident, session, reword):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    reword("capacity", "Choose the one that fits best.")
    newest = reword("capacity", "Choose the one that fits best today.")
    page = walk(page, INDIVIDUAL, until="changed")
    assert page.h1 == "The wording of a question changed while you were answering"
    assert "Choose the one that fits best today." in page.text
    assert page.all("h3") == [], "no level of headings is left out"
    assert len(list(page.one("main").iter("h2"))) == 1
    page = page.form().submit()
    assert page.url.endswith("/check/")
    send(page)
    assert versions(session) == [newest]


def test_words_that_change_while_they_are_read_are_shown_again(resident, session, reword):
    walk(resident.page, INDIVIDUAL, until="check")
    reword("capacity", "Choose the one that fits best.")
    page = resident.get_page(BASE + "check/")
    newest = reword("capacity", "Choose the one that fits best today.")
    page = page.form().submit(status=422)
    assert "Choose the one that fits best today." in page.text
    send(page.form().submit())
    assert versions(session) == [newest]


def test_nobody_sends_under_words_that_they_have_not_read(resident, session, reword):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    reword("capacity", "Choose the one that fits best.")
    assert page.form().submit().url.endswith("/changed/")
    assert versions(session) == []


def test_new_words_of_a_question_that_was_not_asked_interrupt_nobody(resident, session, reword):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    newest = reword("organisation-name", "The name of the group, too.")
    send(walk(page, INDIVIDUAL, until="check"))
    assert versions(session) == [newest]


def test_both_changes_stand_on_one_page(resident, session, publish, reword):
    walk(resident.page, INDIVIDUAL, until="check")
    publish("Carnaby Street was added.", material=True)
    newest = reword("capacity", "Choose the one that fits best.")
    page = resident.get_page(BASE + "check/")
    assert page.h1 == "The plan changed while you were answering"
    assert "Questions that read otherwise now" in page.text
    send(page.form().submit())
    assert (stored(session), versions(session)) == ([2], [newest])
