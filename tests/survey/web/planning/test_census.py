"""Census figures by form and by table, before opening; and that questions and figures still fit when it opens."""

import io

import pytest

from survey.domain.consultations import Rules
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.store.interchange.writing import workbook
from tests.page import PageClient

PLAN = "/organise/consultations/lamps-and-cameras/plan/"
SEX = f"{PLAN}census/sex/"
FIGURES = {"number-female": "203,086", "number-male": "187641", "source": "Office for National Statistics, Census 2021", "date": "Census 2021"}
KEPT = {
    "counts": {"female": 203086, "male": 187641},
    "apart": ["prefer-not-to-say"],
    "source": "Office for National Statistics, Census 2021",
    "date": "Census 2021",
    "note": "",
}
TABLE = b"Area,Females,Males,All usual residents\nBorchester,60,40,100\nFelpersham,5,6,11\n"


@pytest.fixture
def organiser(client, sign_in, planned):
    sign_in("organiser")
    return client


def kept(session, planned):
    session.expire_all()
    return planned.counting_rules.margins


def read_table(client, data, status=200, **typed):
    """Sends the form of one question with a file, as the button “Read the table” does."""
    form = client.get_page(SEX).form("sex/")
    sent = form.values | {"table": (io.BytesIO(data), "table.csv"), **typed}
    return client.post_page(f"{SEX}table/", sent, status=status)


def test_figures_are_typed_kept_and_shown_again(organiser, session, planned):
    page = organiser.get_page(PLAN).follow("Census figures")
    assert page.all("div", class_="govuk-task-list__status")
    page = page.follow("What is your sex?")
    # Nobody has to say that “prefer not to say” is in no census.
    assert page.form().values["apart"] == ["prefer-not-to-say"]
    page.form().submit(FIGURES)
    assert kept(session, planned) == {"sex": KEPT}
    again = organiser.get_page(SEX)
    assert again.form("sex/").values["number-male"] == ["187,641"]
    again.form("remove/").submit()
    assert kept(session, planned) == {}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"number-male": ""}, "Male: Enter how many people"),
        ({"number-male": "some"}, "Male: Enter how many people"),
        ({"number-male": "0"}, "Male: Enter more than 0"),
        ({"apart": ["male", "prefer-not-to-say"]}, "Male: Either enter a number or tick"),
        ({"apart": []}, "Prefer not to say: Enter how many people"),
        ({"number-male": "", "apart": ["male", "prefer-not-to-say"]}, "At least two options"),
        ({"source": ""}, "Enter who published the figures"),
        ({"date": ""}, "Enter which date"),
        ({"note": "x" * 501}, "500 characters or less"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(organiser, session, planned, typed, message):
    page = organiser.get_page(SEX).form().submit(FIGURES | typed, status=422)
    assert any(message in error for error in page.errors), page.errors
    values = page.form("sex/").values
    for name, text in (FIGURES | typed).items():
        assert values.get(name, []) == (text if isinstance(text, list) else [text])
    assert kept(session, planned) == {}


def test_a_table_is_read_its_categories_put_to_options_and_the_sums_checked(organiser, session, planned):
    page = read_table(organiser, TABLE, area="Borchester", source="Typed before")
    form = page.form("added-up/")
    assert [form.values[f"to-{n}"] for n in range(3)] == [["female"], ["male"], ["-"]]
    # Both belong to one option, so there is nothing to compare.
    page = form.submit({"to-1": "female"}, status=422)
    assert "at least two categories" in page.errors[0]
    page = page.form("added-up/").submit({"to-1": "male"})
    assert kept(session, planned) == {}
    form = page.form("sex/")
    assert (form.values["number-female"], form.values["number-male"]) == (["60"], ["40"])
    assert form.values["source"] == ["Typed before"]
    form.submit({"date": "2021"})
    assert kept(session, planned)["sex"]["counts"] == {"female": 60, "male": 40}


def test_several_categories_add_up_to_one_option(organiser):
    table = b"Group,People\nGirls,10\nWomen,50\nMen and boys,40\nUnknown,3\n"
    form = read_table(organiser, table).form("added-up/")
    # None of these can be guessed from “Female” and “Male”.
    page = form.submit({"to-0": "female", "to-1": "female", "to-2": "male"}, status=422)
    assert page.errors == ["Unknown: Choose to which option it belongs, or that it is left out"]
    page = page.form("added-up/").submit({"to-3": "-"})
    assert page.form("sex/").values["number-female"] == ["60"]


def test_a_workbook_is_read_like_a_text(organiser):
    rows = [["Census 2021", None], ["Group", "People"], ["Females", 60], ["Males", 40]]
    form = read_table(organiser, workbook([Sheet("TS008", rows)])).form("added-up/")
    assert (form.values["count-0"], form.values["to-0"]) == (["60"], ["female"])


@pytest.mark.parametrize(
    ("data", "area", "message"),
    [
        (b"", "", "Choose a file"),
        (TABLE, "", "Enter which one is meant: Borchester, Felpersham"),
        (TABLE, "Elsewhere", "no area called “Elsewhere”"),
        (b"PK\x03\x04 broken", "", "cannot be read"),
        (b"one line", "", "No census table"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_what_to_do(organiser, data, area, message):
    page = read_table(organiser, data, status=422, area=area, source="Typed before")
    assert message in page.errors[0]
    assert page.form("sex/").values["source"] == ["Typed before"]


def test_a_chosen_table_is_read_also_where_the_enter_key_pressed_save(organiser, session, planned):
    sent = organiser.get_page(SEX).form("sex/").values | FIGURES | {"table": (io.BytesIO(TABLE), "table.csv")}
    page = organiser.post_page(SEX, sent, status=422)
    assert page.errors[1] == "Choose the file once more: a browser does not keep it from one page to the next"
    page = organiser.post_page(SEX, sent | {"table": (io.BytesIO(TABLE), "table.csv"), "area": "Borchester"})
    assert page.form("added-up/").values["to-0"] == ["female"]
    assert kept(session, planned) == {}


def test_nobody_s_figures_are_overwritten_unseen(organiser, app, sign_in, session, planned):
    page = organiser.get_page(SEX)
    other = PageClient(app)
    sign_in("organiser", name="second", client=other)
    other.get_page(SEX).form().submit(FIGURES | {"number-male": "5"})
    page = page.form().submit(FIGURES, status=422)
    assert "Somebody saved other figures meanwhile" in page.errors[0]
    page.form("sex/").submit()
    assert kept(session, planned) == {"sex": KEPT}


def test_opening_stands_still_while_figures_do_not_fit_the_questions(organiser, session, planned):
    planned.rules = Rules(("age",), margins={"sex": KEPT}).dump()
    session.commit()
    assert "do not fit" not in organiser.get_page(f"{PLAN}open/").text
    planned.rules = Rules(("age",), margins={"sex": KEPT | {"apart": []}, "gone": KEPT}).dump()
    session.commit()
    page = organiser.get_page(f"{PLAN}open/")
    assert any("do not fit what is asked any more" in text for text in page.links)
    page = organiser.get_page(f"{PLAN}census/")
    page.form("gone/remove/").submit()
    assert list(kept(session, planned)) == ["sex"]


# What only one ethnic group was asked cannot stand beside a census of all.
@pytest.mark.parametrize("address", ["census/nothing/", "census/support/", "census/ethnic-white/"])
def test_only_questions_about_people_can_have_figures(organiser, address):
    organiser.get_page(f"{PLAN}{address}", status=404)
