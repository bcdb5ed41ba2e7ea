"""A page in another language costs one query more, an English one none; no trace of a language leads to a person."""

from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, inspect

from survey.domain.languages import language
from survey.domain.translating.texts import Untranslated, left
from survey.domain.wording import say
from survey.store.answering.responses import InboxResponse
from survey.store.translating.content import contents_of, subjects_of
from survey.store.translating.translations import By, Edit, TranslationRow, save
from survey.web.languages import LANGUAGE
from survey.web.translating import showing
from tests import demonstration
from tests.page import PageClient
from tests.survey.web.translating.test_translations import open_it, translate_all

BY = By("Ann", date(2026, 11, 1))
OVERVIEW = "/consultations/lamps-and-cameras/"


@pytest.fixture
def welsh(planned, session, clock):
    """An open consultation that is wholly translated into Welsh."""
    planned.languages = ["cy"]
    translate_all(session, planned)
    open_it(session, planned, clock.today)
    return planned


@contextmanager
def counted(engine):
    """The statements that reach the database meanwhile."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", [OVERVIEW, f"{OVERVIEW}answer/", "/deployments/soho-and-west-end/", "/"])
def test_another_language_costs_one_query_more_and_english_none(welsh, app, path):
    with app.app_context():
        engine = showing.db().get_bind()
    resident = PageClient(app)
    for prefix in ("", "/cy"):
        resident.get_page(prefix + path)
    with counted(engine) as english:
        resident.get_page(path)
    with counted(engine) as other:
        resident.get_page(f"/cy{path}")
    assert not any("FROM translations" in statement for statement in english)
    assert len(other) <= len(english) + 1


def answer_all(client, prefix):
    """Answers the first question, skips the rest, and sends."""
    page = client.get_page(f"{prefix}{OVERVIEW}answer/").form().submit()
    page = page.form().submit({"capacity": "individual"})
    for _page in range(40):
        if "/check/" in page.url:
            break
        page = page.form().submit()
    page = client.get_page(page.url.replace("check/", "equality/")).form().submit({"equality": "no"})
    return page.form().submit()


def test_a_response_keeps_the_language_and_counts_with_the_others(welsh, app, session):
    for prefix in ("", "/cy"):
        answer_all(PageClient(app), prefix)
    rows = {row.language: row for row in session.query(InboxResponse)}
    assert set(rows) == {"en", "cy"}
    assert rows["en"].codes == rows["cy"].codes
    said = [{key: value for key, value in row.answers.items() if key != "option-order"} for row in rows.values()]
    assert said[0] == said[1]


def test_what_is_not_translated_says_so_and_is_in_its_own_language(planned, app, session, clock):
    planned.languages = ["cy"]
    questions, consultation, _ = subjects_of(planned)
    save(session, questions, "cy", [Edit("capacity.text", "In what way are you answering?", "Sut?", "", "Bob")], by=BY)
    save(session, consultation, "cy", [Edit("title", planned.title, "Lampau")], by=BY)  # nobody has checked it
    open_it(session, planned, clock.today)
    page = PageClient(app).get_page(f"/cy{OVERVIEW}")
    assert (page.h1, page.one("h1").get("lang")) == (planned.title, "en")
    assert page.all("aside", class_="app-unchecked")
    page = PageClient(app).get_page(f"/cy{OVERVIEW}answer/").form().submit()
    assert (page.h1, page.one("h1").get("lang")) == ("Sut?", None)
    assert {label.get("lang") for label in page.all("label", class_="govuk-radios__label")} == {"en"}
    assert not PageClient(app).get_page(OVERVIEW).all("aside", class_="app-unchecked")


def test_easy_read_is_a_language_and_may_be_longer(planned, app, session, clock):
    planned.languages = ["en-x-easy"]
    long = "We want to know who you are.\n\nYou can answer for yourself. " * 20
    questions = subjects_of(planned)[0]
    save(session, questions, "en-x-easy", [Edit("capacity.text", "In what way are you answering?", long.strip())], by=BY)
    open_it(session, planned, clock.today)
    page = PageClient(app).get_page(f"/easy-read{OVERVIEW}answer/").form().submit()
    assert page.h1.startswith("We want to know who you are.")


def test_a_notice_says_the_plan_in_the_language_of_its_sheet(planned, app, session, clock):
    revision = contents_of(session, planned)[2]
    force = next(text for text in revision.texts if text.place == "plan.force")
    save(session, revision.subject, "cy", [Edit("plan.force", force.text, "Heddlu", "", "Bob")], by=BY)
    session.commit()
    with app.test_request_context("/"):
        row = showing.revision_in_language(demonstration_revision(showing.db(), planned), "cy")
        assert row.plan.force == "Heddlu"
        assert isinstance(row.plan.facts["start"].value, Untranslated)
        assert row.as_revision.plan.force == "Heddlu"
        assert showing.as_published(row).plan.force == force.text
        assert not showing.partly()


def demonstration_revision(session, consultation):
    return demonstration.register.consulted_on(session, consultation.deployment_id, number=consultation.deployment_revision)


def test_nothing_of_residents_is_kept_with_translations():
    columns = set(inspect(TranslationRow).columns.keys())
    assert columns == {
        "subject_kind", "subject_id", "language", "place", "source_hash", "source", "text",
        "translated_by", "translated_on", "checked_by", "checked_on",
    }  # fmt: skip


def test_arabic_runs_from_right_to_left():
    assert language("ar").direction == "rtl"


def test_a_text_inside_a_sentence_of_ours_says_its_language(app):
    kept = say("“{text}”", text=left("A <b>", "en"))
    with app.test_request_context("/"):
        assert showing.with_lang(kept) is kept
        assert showing.only_in_english("Letters") == "Letters"
        assert not isinstance(showing.only_in_english("Letters"), Untranslated)
    with app.test_request_context("/", environ_base={LANGUAGE: language("cy")}):
        assert showing.with_lang(kept) == '“<span lang="en" dir="auto">A &lt;b&gt;</span>”'
        assert showing.with_lang(left("B", "en")) == '<span lang="en" dir="auto">B</span>'
        assert showing.with_lang(say("Support")) == "Cefnogi"
        assert showing.with_lang("plain") == "plain"
        assert showing.with_lang(3) == 3
        assert showing.only_in_english("Letters").language == "en"
        ours = say("Support")
        assert showing.only_in_english(ours) is ours
    with app.test_request_context("/", environ_base={LANGUAGE: language("fa")}):
        assert showing.with_lang(say("{answer} ({share}%)", answer="بله", share=4)) == "\u2068بله\u2069 (4%)"
        assert showing.with_lang("بله") == "\u2068بله\u2069"
