"""The checks page and the questions of fairness: what is found, what is written, and what residents read of it."""

from dataclasses import replace
from datetime import date

import pytest

from survey.domain.checks.gunning import QUESTIONS
from survey.domain.questionnaires.building import put_question
from survey.store import accounts, checked, consultations
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from survey.store.questionnaires.versions import freeze
from survey.web.database import db
from survey.web.planning.checks import findings_of, publish_answers, unanswered_of
from tests.page import PageClient

PLAN = "/organise/consultations/lamps-and-cameras/plan"
CHECKS = f"{PLAN}/checks/"
FAIRNESS = f"{PLAN}/questions-of-fairness/"
WHY = "Every event here is near a protest, so that they belong together."
ANSWERS = {
    "decided-choice": "no",
    "decided-text": "Nothing has been decided by the council or by the police.",
    "can-change-text": "Whether there are cameras, where, and by which rules.",
    "money-choice": "yes",
    "money-text": "The Home Office has promised £100,000. The council has promised nothing.",
    "information-choice": "yes",
    "information-text": "The information page says what nobody has published.",
    "alternatives-text": "More patrols, better lighting, and doing nothing.",
    "time-text": "Twelve weeks, with paper copies in all libraries.",
    "decides-text": "The cabinet member for safety, after the committee.",
    "decision-date-day": "1",
    "decision-date-month": "6",
    "decision-date-year": "2027",
    "considered-text": "Two officers read every text. The committee is given all of them.",
}


@pytest.fixture
def organiser(planned, sign_in):
    sign_in("organiser")
    return planned


def reword(session, consultation, code, text):
    """Changes the text of one question, as the builder would."""
    row = next_versions.find(session, consultation)
    changed = put_question(row.questionnaire, replace(row.questionnaire.question(code), text=text))
    saved = Saved("Reworded", "organiser", date(2026, 11, 2))
    assert next_versions.save(session, row, changed, edition=row.edition, saved=saved)
    session.commit()


def answer_fields(page):
    """The names of the fields for written answers."""
    return [field.get("name") for field in page.all("textarea")]


def test_what_is_found_is_explained_and_linked_and_so_is_what_is_fine(organiser, client, session):
    reword(session, organiser, "support", "Do you support or oppose these much-needed spy cameras?")
    page = client.get_page(CHECKS)
    assert "“much-needed” takes a side (leave it out), “spy cameras” takes a side" in page.text
    assert "A word that praises or condemns answers the question before anyone else does." in page.text
    assert "There is a question with which people can oppose the plan as a whole." in page.text
    assert "on the longest" in page.text
    # What stops opening comes first, and the headings name the questions.
    heads = ["".join(head.itertext()) for tag in ("h2", "h3") for head in page.all(tag)]
    assert heads.index("To put right") < heads.index("Warnings")
    assert "Do you support or oppose these much-needed spy cameras?" in heads


def test_a_written_answer_stays_with_its_text_and_lapses_when_the_text_changes(organiser, client, session):
    reword(session, organiser, "support", "Do you support or oppose these spy cameras?")
    page = client.get_page(CHECKS)
    before = page.text
    names = answer_fields(page)
    page = page.form().submit(dict.fromkeys(names, WHY))
    assert "0 still" not in page.text
    assert "none still to be answered in writing" in page.text
    assert "none still to be answered" not in before
    assert "organiser, 2 November 2026" in page.text
    # Another question is edited: the answer stays.
    reword(session, organiser, "places", "Where, if anywhere, would you allow the cameras?")
    assert "none still to be answered in writing" in client.get_page(CHECKS).text
    # The text itself is edited: the answer lapses, and is shown to be used again.
    reword(session, organiser, "support", "Do you support or oppose those spy cameras?")
    page = client.get_page(CHECKS)
    assert "1 still to be answered in writing" in page.text
    assert f"so that it no longer counts: “{WHY}”" in page.text
    entries = session.query(accounts.AuditEntry).filter_by(act="plan").all()
    assert [entry.subject for entry in entries] == ["lamps-and-cameras"]


def test_two_organisers_do_not_overwrite_each_other_unseen(organiser, client, app, sign_in):
    page = client.get_page(CHECKS)
    first = answer_fields(page)[0]
    other = PageClient(app)
    sign_in("organiser", name="second", client=other)
    other.get_page(CHECKS).form().submit({first: "The other one wrote this sentence first."})
    page = page.form().submit({first: WHY}, status=422)
    theirs = "second wrote this meanwhile: “The other one wrote this sentence first.”"
    assert page.errors == [f"{theirs}. Save again to put your text in its place"]
    # What was typed is kept, and saving again puts it there.
    assert page.form().values[first] == [WHY]
    page = page.form().submit()
    assert page.form().values[first] == [WHY]
    # What the other one writes in a field that was left alone here stays.
    second = answer_fields(page)[1]
    other.get_page(CHECKS).form().submit({second: "And this sentence as well, after that."})
    page = page.form().submit({first: f"{WHY} Still."})
    assert page.form().values[second] == ["And this sentence as well, after that."]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        # too short to say anything
        ("Because.", "Write at least 20 characters, or leave it empty"),
        # longer than anybody reads
        ("x" * 1001, "Write 1,000 characters or less"),
    ],
)
def test_an_answer_must_say_something(organiser, client, typed, problem):
    page = client.get_page(CHECKS)
    assert page.form().submit({answer_fields(page)[0]: typed}, status=422).errors == [problem]


def test_fairness_is_answered_bit_by_bit_and_then_stops_nothing(organiser, client):
    page = client.get_page(FAIRNESS)
    assert f"{len(QUESTIONS)} are still to be answered." in page.text
    page = page.form().submit({"can-change-text": ANSWERS["can-change-text"]})
    assert f"{len(QUESTIONS) - 1} are still to be answered." in page.text
    page = page.form().submit(ANSWERS)
    assert "All are answered." in page.text
    assert "Last written by organiser on 2 November 2026." in page.text
    page = page.form().submit({"decided-choice": "yes", "decision-date-month": "13"}, status=422)
    assert page.errors == ["Enter a real date, such as 15 7 2027"]
    page = page.form().submit({"decision-date-month": "6"})
    page = client.get_page(CHECKS)
    assert "You answered that a decision has already been made" in page.text


def test_two_organisers_do_not_overwrite_each_other_on_fairness(organiser, client, app, sign_in):
    page = client.get_page(FAIRNESS)
    other = PageClient(app)
    sign_in("organiser", name="second", client=other)
    other.get_page(FAIRNESS).form().submit({"decides-text": "The leader of the council alone."})
    page = page.form().submit({"decides-text": ANSWERS["decides-text"]}, status=422)
    theirs = "second answered this meanwhile: “The leader of the council alone.”"
    assert page.errors == [f"{theirs}. Save again to put your answer in its place"]
    page = page.form().submit()
    assert page.form().values["decides-text"] == [ANSWERS["decides-text"]]
    other.get_page(FAIRNESS).form().submit({"time-text": "Six weeks and no holidays in them."})
    page = page.form().submit({"decides-text": "The cabinet, in public, in the town hall."})
    assert page.form().values["time-text"] == ["Six weeks and no holidays in them."]


def test_residents_read_what_was_answered_once_it_is_announced(organiser, client, app, session):
    client.get_page(FAIRNESS).form().submit(ANSWERS)
    page = client.get_page(CHECKS)
    page.form().submit(dict.fromkeys(answer_fields(page), WHY))
    session.expire_all()
    with app.test_request_context():
        mine = consultations.find(db(), organiser.slug)
        mine.planned_opening, mine.closes_on = date(2026, 11, 2), date(2027, 3, 31)
        found = findings_of(mine)
        assert [one.words for one in found if one.stops] == []
        # Christmas came with the dates, after the others were answered.
        assert [one.check for one in unanswered_of(mine, found)] == ["holidays"]
        publish_answers(mine)
        row = next_versions.find(db(), mine)
        mine.version_id = freeze(db(), mine.id, row.questionnaire).id
        mine.opens_on = mine.planned_opening
        db().commit()
    text = PageClient(app).get_page("/consultations/lamps-and-cameras/").text
    assert "What the council checked before asking" in text
    assert "Nothing has been decided yet Nothing has been decided by the council or by the police." in text
    assert "Money has been approved already The Home Office has promised £100,000." in text
    assert "When it is decided 1 June 2027" in text
    assert WHY in text
    assert "organiser" not in text
    # Once it is announced, none of this can be changed.
    assert client.get_page(CHECKS, status=403)


def test_a_consultation_without_questions_says_so(organiser, client, session):
    session.delete(next_versions.find(session, organiser))
    session.commit()
    assert "There are no questions yet." in client.get_page(CHECKS).text


def test_a_language_on_offer_must_be_translated(organiser, client, session):
    organiser.languages = ["cy"]
    session.commit()
    text = client.get_page(CHECKS).text
    assert "not translated or not checked" in text
    assert "Go to the languages" in text


def test_an_answer_that_is_emptied_is_taken_away(organiser, client, session):
    page = client.get_page(CHECKS)
    name = answer_fields(page)[0]
    page = page.form().submit({name: WHY})
    session.expire_all()
    assert len(checked.part(organiser, checked.ANSWERS)) == 1
    page.form().submit({name: ""})
    session.expire_all()
    assert checked.part(organiser, checked.ANSWERS) == {}
