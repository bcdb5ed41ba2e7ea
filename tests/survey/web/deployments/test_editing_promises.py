"""Figures promised before go-live, and the same as they were reported afterwards."""

import pytest

PROMISE = {
    "title": "Cost each year",
    "promised-text": "£200,000 a year",
    "promised-speaker": "The force",
    "promised-said": "June 2026",
    "promised-source-1-name": "A letter",
    "promised-denominator-1-text": "For 15 cameras",
}
REPORT = {
    "is-reported": "yes",
    "reported-text": "£310,000 in the first year",
    "reported-speaker": "The council",
    "reported-said": "October 2026",
    "reported-source-1-name": "Accounts",
    "reported-denominator-1-text": "For 12 cameras",
}


@pytest.fixture
def form(ann, prepared):
    return ann.get_page(f"{prepared}promises/").follow("Add a promised figure").form()


def test_a_figure_is_promised_and_later_reported(ann, prepared, form, coming):
    page = form.submit(PROMISE)
    assert "Reported: not yet" in page.text
    page = page.follow("Change Cost each year").form().submit(REPORT)
    assert "Reported: £310,000 in the first year" in page.text
    (promise,) = coming().as_revision.evidence.promises
    assert promise.code == "cost-each-year"
    assert promise.promised.citation.sources[0].name == "A letter"
    assert promise.reported.denominators[0].text == "For 12 cameras"


def test_what_was_typed_of_a_report_that_is_not_there_is_dropped(form, coming):
    form.submit(PROMISE | REPORT | {"is-reported": "no"})
    (promise,) = coming().as_revision.evidence.promises
    assert promise.reported is None


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"title": ""}, "title", "The promised figure needs a title"),
        ({"promised-text": ""}, "promised-text", "The promised figure needs a text"),
        ({"promised-speaker": ""}, "promised-speaker", "does not say who says it"),
        ({"promised-denominator-1-text": ""}, "promised-denominators", "not what it is out of"),
        ({"reported-text": ""}, "reported-text", "The reported figure needs a text"),
        ({"reported-source-1-name": ""}, "reported-sources", "The reported figure does not name its source"),
    ],
)
def test_says_which_of_the_two_lacks_what(form, typed, field, said):
    page = form.submit(PROMISE | REPORT | typed, status=422)
    (error,) = page.errors
    assert said in error
    assert page.all("a", href=f"#{field}")


def test_rows_of_one_figure_are_added_without_those_of_the_other(form):
    page = form.submit(PROMISE, button=("add", "reported-source"))
    fields = page.form().fields
    assert "reported-source-3-name" in fields
    assert "promised-source-3-name" not in fields
