"""The preview: as residents see it, in their own templates, and nothing is stored."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.definition import load
from survey.store.answering.drafts import SealedDraft
from survey.store.answering.responses import Response
from survey.store.questionnaires import next_versions
from tests import demonstration
from tests.every_type import DEFINITION, SENT
from tests.page import Form
from tests.survey.web.questionnaires.test_files import put

# Pages, and nothing that differs between databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def base(planned, sign_in):
    sign_in("organiser")
    return f"/organise/consultations/{planned.slug}/questionnaire/"


def kept(session):
    session.expire_all()
    return [session.scalar(select(func.count()).select_from(table)) for table in (SealedDraft, Response)]


def test_every_page_is_shown_with_what_the_deployment_fills_in(client, base, session, planned):
    page = client.get_page(f"{base}preview/")
    assert "Preview: nothing is kept." in page.html
    pages = next_versions.find(session, planned).questionnaire.pages
    assert len(page.all("div", class_="lp-screen")) == len(pages)
    assert "Abbey Road" in page.text
    assert "Answer this question only if you ticked “As an individual” at question 1." in page.text
    assert "Nobody is asked this now." in page.text
    client.get_page(f"{base}preview/nothing/", status=404)


def test_walking_through_follows_the_answers_and_keeps_nothing(client, base, session):
    page = client.get_page(f"{base}walk/")
    assert page.h1 == "In what way are you answering?"
    page = page.form("walk/").submit({}, status=422)
    assert page.errors == ["Choose an answer to this question. It is needed to show you the right questions."]
    page = page.form("walk/").submit({"capacity": "organisation"})
    assert page.h1 == "Who you speak for"
    back = next(form for form in forms(page) if "_page" not in form.values)
    page = back.submit(button=("_go", "back"))
    assert page.h1 == "In what way are you answering?"
    page = page.form("walk/").submit({"capacity": "individual"})
    assert page.h1 == "What connects you with the area?"
    while page.h1 != "The end of this way":
        page = answering(page).submit()
    assert "As an individual" in page.text
    assert {"Who you speak for", "How old are you?"} <= set(page.links)
    page = page.form("walk/").submit(button=("_equality", "yes"))
    assert page.h1 == "How old are you?"
    while page.h1 != "The end of this way":
        page = answering(page).submit()
    assert kept(session) == [0, 0]


def forms(page):
    return [Form(page, element) for element in page.one("main").iter("form")]


def answering(page):
    return next(form for form in forms(page) if "_page" in form.values)


def test_every_type_can_be_walked_through_with_earlier_answers_in_the_words(client, session, sign_in, clock):
    planned = demonstration.plan(session, clock.today, asked=load(DEFINITION))
    sign_in("organiser")
    page = client.get_page(f"/organise/consultations/{planned.slug}/questionnaire/walk/")
    for code in [page["code"] for page in DEFINITION["sections"][0]["pages"]]:
        # The places are those of another deployment.
        sent = {} if code == "zones" else SENT.get(code, {})
        page = answering(page).submit(sent)
        if code == "paper":
            assert page.h1 == "After Something else: what matters most?"
    assert page.h1 == "The end of this way"
    for told in ("Something else: I keep bees there", "1. Privacy", "£70", "The bakery"):
        assert told in page.text


def test_a_page_alone_goes_on_from_there_and_one_for_some_says_so(client, base):
    page = client.get_page(f"{base}preview/support/")
    assert page.h1.startswith("Overall, do you support or oppose")
    page = client.get_page(f"{base}preview/organisation/")
    assert "Only some people see this page." in page.text
    assert answering(page).submit().h1 == "The end of this way"


def test_a_preview_is_of_what_was_saved_last(client, base, session, planned, clock):
    client.get_page(f"{base}preview/support/")
    own = next_versions.find(session, planned).questionnaire
    put(session, planned, put_question(own, replace(own.question("support"), text="Another text?")), clock.today)
    assert client.get_page(f"{base}preview/support/").h1 == "Another text?"


def test_what_is_not_ready_is_named_in_its_place(client, base, session, planned, clock):
    own = next_versions.find(session, planned).questionnaire
    put(session, planned, put_question(own, replace(own.question("heard"), options=())), clock.today)
    page = client.get_page(f"{base}preview/")
    assert "Question “heard”" in page.text
    assert "Before today, how much" not in page.text
    assert "Overall, do you support" in page.text
    assert client.get_page(f"{base}preview/support/", status=409).h1 == "Not ready yet"
