"""The facts of a plan, a page each, in three states."""

from datetime import date

import pytest

from survey.domain.deployments.plan import FactState
from tests.survey.web.deployments.conftest import SOHO

PUBLISHED = {
    "state": "published",
    "value": "From 6 pm",
    "speaker": "Metropolitan Police",
    "said": "1 October 2026",
    "source-1-name": "A letter",
    "source-1-address": "https://police.example/letter",
    "sureness": "official",
    "denominator-1-measure": "other",
    "denominator-1-text": "Of 24 hours",
}


@pytest.fixture
def hours(ann, prepared):
    return ann.get_page(f"{prepared}facts/cameras/hours/")


def test_the_page_of_a_group_tells_each_state_and_leads_to_each_fact(ann, prepared):
    page = ann.get_page(prepared).follow("The cameras")
    assert page.h1 == "The cameras"
    assert page.follow("Change Hours of use").h1 == "Hours of use"


def test_a_fact_becomes_published_with_its_source(hours, coming, acts):
    page = hours.form().submit(PUBLISHED)
    assert page.h1 == "The cameras"
    fact = coming().as_revision.plan.fact("hours")
    assert (fact.state, fact.value) == (FactState.PUBLISHED, "From 6 pm")
    assert fact.citation.sources[0].address == "https://police.example/letter"
    assert fact.denominators[0].text == "Of 24 hours"
    assert acts() == [("keep-register", SOHO)] * 2  # begun, and saved once


def test_a_fact_is_asked_for_on_a_day(hours, coming):
    day = {"asked_on-day": "15", "asked_on-month": "10", "asked_on-year": "2026"}
    page = hours.form().submit({"state": "asked"} | day)
    assert "Asked for on 15 October 2026" in page.text
    assert coming().as_revision.plan.fact("hours").asked_on == date(2026, 10, 15)


def test_what_belongs_to_another_state_is_dropped_and_the_source_of_a_note_stays(hours, coming):
    hours.form().submit({"state": "not-published", "value": "At night", "note": "Nothing was found."})
    fact = coming().as_revision.plan.fact("hours")
    assert (fact.value, fact.note) == ("", "Nothing was found.")
    assert fact.citation.speaker == "Press reports of the Croydon pilot"


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"state": "published", "value": ""}, "value", "Enter what is published"),
        ({"speaker": ""}, "speaker", "“Hours of use” does not say who says it"),
        ({"said": ""}, "said", "does not say when it was said"),
        ({"source-1-name": "", "source-1-address": ""}, "sources", "does not name its source"),
        ({"source-1-name": ""}, "sources", "does not name its source"),  # an address alone
        ({"source-1-address": "data:text/html,hello"}, "sources", "does not begin with https:// or http://"),
        ({"value": "For 9 hours", "denominator-1-text": ""}, "denominators", "gives a figure but not what it is out of"),
        ({"value": "10 false alerts"}, "denominators", "the faces, the alerts and the people together"),
        ({"state": "not-published", "note": ""}, "note", "needs a note that says what was looked for"),
        ({"state": "asked"}, "asked_on", "Enter the day on which the force was asked"),
        ({"state": "asked", "asked_on-day": "31", "asked_on-month": "2", "asked_on-year": "2026"}, "asked_on",
         "The day of asking must be a real date"),
        ({"state": "asked", "asked_on-day": "3", "asked_on-month": "11", "asked_on-year": "2026"}, "asked_on",
         "must be today or earlier"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_at_the_field_and_keeps_what_was_typed(hours, coming, typed, field, said):
    before = coming().edition
    blank = {"source-2-name": "", "source-2-address": ""}
    sent = PUBLISHED | blank | typed
    page = hours.form().submit(sent, status=422)
    (error,) = page.errors
    assert said in error
    assert page.all("a", href=f"#{field}")
    kept = page.form().values
    assert {name: kept[name] for name in sent} == {name: [text] for name, text in sent.items()}
    assert coming().edition == before


def test_no_state_is_no_answer(ann):
    basics = {
        "name": "The Row",
        "council": "B",
        "council_code": "E06000001",
        "force": "B",
        "status": "planned",
    }
    ann.get_page("/organise/deployments/new/").form().submit(basics)
    page = ann.get_page("/organise/deployments/the-row/facts/cameras/hours/")
    page = page.form().submit({"note": "Nothing found"}, status=422)
    assert page.errors == ["Choose whether “Hours of use” is published"]


def test_another_row_is_added_without_saving_and_without_scripts(hours, coming):
    typed = PUBLISHED | {"source-2-name": "A second", "value": "From 6 pm, unfinished"}
    form = hours.form()
    page = form.submit(typed, button=("add", "source"))
    assert coming().edition == 1
    assert page.form().values["value"] == ["From 6 pm, unfinished"]
    page = page.form().submit({"source-3-name": "A third"}, button=("add", "source"))
    assert "source-4-name" in page.form().fields
    page.form().submit({"value": "From 6 pm"})
    sources = coming().as_revision.plan.fact("hours").citation.sources
    assert [source.name for source in sources] == ["A letter", "A second", "A third"]


def test_an_expired_token_keeps_what_was_typed(hours, coming):
    page = hours.form().submit({"note": "Long work"}, forged={"csrf_token": "old"}, status=422)
    assert "press the button again" in page.errors[0]
    assert page.form().values["note"] == ["Long work"]
    assert coming().edition == 1
