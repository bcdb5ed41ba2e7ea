"""Arguments and facts: written with their source, put in order by buttons, measured against each other."""

import pytest

from survey.domain.evidence import Stance

CITED = {"speaker": "A speaker", "said": "June 2026", "source-1-name": "A paper", "sureness": "reported"}


def codes(row, stance):
    return [one.code for one in row.as_revision.evidence.of(stance)]


def test_the_list_shows_each_length_and_which_side_is_longer(ann, prepared, coming):
    page = ann.get_page(f"{prepared}arguments/")
    first = coming().as_revision.evidence.of(Stance.FOR)[0]
    assert f"{first.length} characters." in page.text
    assert "is longer by" in page.text
    assert "That holds." in page.text


def test_a_statement_is_added_with_a_code_from_its_title_which_stays(ann, prepared, coming):
    form = ann.get_page(f"{prepared}arguments/").follow("Add a statement").form()
    page = form.submit(CITED | {"stance": "for", "title": "People feel safer", "text": "So it is said."})
    assert "there must be as many" in page.text
    assert codes(coming(), Stance.FOR)[-1] == "people-feel-safer"
    form = ann.get_page(f"{prepared}arguments/people-feel-safer/").form()
    form.submit({"title": "People are safer"})
    assert codes(coming(), Stance.FOR)[-1] == "people-feel-safer"
    again = ann.get_page(f"{prepared}arguments/new/").form()
    again.submit(CITED | {"stance": "neither", "title": "People feel safer", "text": "Or not."})
    assert codes(coming(), Stance.NEITHER)[-1] == "people-feel-safer-2"


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"stance": []}, "stance", "Choose which side it argues for"),
        ({"title": ""}, "title", "needs a title and a text"),
        ({"text": ""}, "text", "needs a title and a text"),
        ({"speaker": ""}, "speaker", "does not say who says it"),
        ({"said": ""}, "said", "does not say when it was said"),
        ({"source-1-name": ""}, "sources", "does not name its source"),
        ({"text": "15 cameras"}, "denominators", "gives a figure but not what it is out of"),
        (
            {"text": "10 false alerts", "denominator-1-text": "Of 20"},
            "denominators",
            "the alerts and the people together",
        ),
    ],
)
def test_says_what_a_statement_lacks(ann, prepared, typed, field, said):
    sent = CITED | {"stance": "for", "title": "A title", "text": "A text."} | typed
    page = ann.get_page(f"{prepared}arguments/new/").form().submit(sent, status=422)
    (error,) = page.errors
    assert said in error
    assert page.all("a", href=f"#{field}")


def test_buttons_move_a_statement_among_its_own_side(ann, prepared, coming):
    before = codes(coming(), Stance.AGAINST)
    others = codes(coming(), Stance.FOR)
    page = ann.get_page(f"{prepared}arguments/")
    forms = [form for form in page.all("form") if f"/{before[0]}/move/" in form.get("action", "")]
    assert len(forms) == 1  # the first goes down only
    page.form(f"/{before[0]}/move/").submit(button=("to", "down"))
    assert codes(coming(), Stance.AGAINST) == [before[1], before[0], *before[2:]]
    assert codes(coming(), Stance.FOR) == others


@pytest.mark.parametrize(("place", "to"), [(0, "up"), (-1, "down")])
def test_the_first_and_the_last_stay_where_they_are(ann, prepared, coming, place, to):
    before = codes(coming(), Stance.FOR)
    form = ann.get_page(f"{prepared}arguments/").form(f"/{before[0]}/move/")
    form.action = form.action.replace(before[0], before[place])
    form.submit(button=("to", to))
    assert codes(coming(), Stance.FOR) == before


def test_removing_asks_once(ann, prepared, coming):
    page = ann.get_page(f"{prepared}arguments/wanted-people/remove/")
    assert page.h1 == "Remove this statement?"
    page = page.form().submit()
    assert page.url == f"{prepared}arguments/"
    assert "wanted-people" not in codes(coming(), Stance.FOR)
    assert "there must be as many" in page.text
    assert ann.get_page(f"{prepared}arguments/wanted-people/remove/").url == page.url
