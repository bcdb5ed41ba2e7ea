"""The explorer: every way of looking leads to an address that can be passed on, and to published figures only."""

import re

import pytest

from results import releases
from results.web import comparison, view
from survey.store import consultations
from survey.store.consultations import Consultation
from tests.demonstration import CROYDON, SOHO
from tests.page import words

RESULTS = f"/consultations/{CROYDON}/results/"
COUNCIL = f"/council/consultations/{CROYDON}/"


@pytest.fixture
def councillor(signed_in):
    return signed_in("councillor")


@pytest.fixture
def again(store):
    """A second consultation that asked the same questions, with the same results."""
    first = consultations.find(store, CROYDON)
    release = releases.newest(store, first)
    own = {c.name: getattr(first, c.name) for c in Consultation.__table__.columns if c.name not in ("id", "slug", "title")}
    second = Consultation(**own, slug="a-year-later", title="A year later")
    store.add(second)
    store.flush()
    copied = releases.Release(
        **{c.name: getattr(release, c.name) for c in releases.Release.__table__.columns}
        | {"id": "f" * 32, "consultation_id": second.id}
    )
    store.add(copied)
    store.flush()
    for row in store.query(releases.ReleasedTables).filter_by(release_id=release.id):
        store.add(
            releases.ReleasedTables(
                release_id=copied.id, question=row.question, characteristic=row.characteristic, tables=row.tables
            )
        )
    store.commit()
    return second


@pytest.mark.parametrize("address", [RESULTS, COUNCIL])
def test_each_form_leads_to_its_page(signed_in, reader, address):
    client = reader if address == RESULTS else signed_in("councillor")
    page = client.get_page(f"{address}explore/")
    assert page.h1 == "Explore the results"
    forms = page.all("form", class_="lp-way")
    assert len(forms) == 2  # nothing else has results to stand beside
    by = page.form("/by/").submit({"question": "support", "characteristic": "age"})
    assert by.url == f"{address}support/by/age/"
    place = page.form("/areas/").submit()
    assert re.fullmatch(rf"{address}areas/[\w-]+/", place.url)
    assert place.h1


def test_two_groups_stand_beside_one_another_with_what_may_not_be_concluded(reader):
    page = reader.get_page(f"{RESULTS}support/by/sex/compare/?one=female&other=male")
    assert page.h1 == "Two groups compared, by sex"
    assert "people who chose to answer" in page.text
    assert "None of them can be called significant" in page.text
    assert re.search(r"percentage points? (more|fewer)|no difference", page.text)
    assert len(page.all("div", class_="lp-chart")) == 1
    assert page.all("table")
    swapped = reader.get_page(f"{RESULTS}support/by/sex/compare/?one=male&other=female")
    assert swapped.text != page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "First group"),  # nothing chosen yet
        ("?one=female&other=female", "That is the same group twice."),
        ("?one=female&other=nobody", "There is no such group."),
        ("?one=female", "There is no such group."),
    ],
)
def test_a_choice_that_is_none_is_answered_in_words(reader, query, said):
    page = reader.get_page(f"{RESULTS}support/by/sex/compare/{query}")
    assert said in page.text
    assert not page.all("table")


def test_every_row_of_a_grid_is_compared(reader):
    page = reader.get_page(f"{RESULTS}purposes/by/sex/compare/?one=female&other=male")
    assert len(page.all("section", class_="lp-question")) > 2


@pytest.mark.parametrize(
    "path",
    [
        "support/by/religion/compare/",  # not in the plan of tables
        "nothing/by/sex/compare/",
        "areas/nowhere/",
        "areas/?place=nowhere",
    ],
)
def test_what_the_release_has_not_is_not_there(reader, path):
    reader.get_page(f"{RESULTS}{path}", status=404)


@pytest.mark.parametrize("path", ["explore/", "areas/E05011464/", "support/by/sex/compare/", "over-time/"])
def test_nothing_before_it_is_public_and_nothing_for_strangers(reader, store, path):
    assert reader.raw.get(f"/consultations/{SOHO}/results/{path}").status_code == 404
    assert reader.raw.get(f"{COUNCIL}{path}").status_code == 302
    store.query(Consultation).filter_by(slug=CROYDON).one().published_on = None
    store.commit()
    assert reader.raw.get(f"{RESULTS}{path}").status_code == 404


def test_a_place_is_public_as_it_is_for_councillors(reader, councillor):
    where = reader.get_page(f"{RESULTS}explore/").form("/areas/").submit().url
    public, own = reader.get_page(where), councillor.get_page(where.replace(RESULTS, COUNCIL))
    assert public.h1 == own.h1
    assert [words(table) for table in public.all("table")] == [words(table) for table in own.all("table")]


def test_questions_asked_alike_stand_beside_one_another(reader, again):
    page = reader.get_page(f"{RESULTS}explore/")
    assert "A year later" in page.text
    page = reader.get_page(f"{RESULTS}over-time/?with={again.slug}")
    assert "Different people chose to answer each time." in page.text
    assert len(page.all("section", class_="lp-question")) > 8
    assert "no difference" in page.text
    assert "A year later" in [words(th) for th in page.all("th")]


def test_nothing_is_chosen_yet_and_what_cannot_be_chosen_is_passed_over(reader, again):
    for query in ("", "?with=nothing", f"?with={SOHO}"):
        page = reader.get_page(f"{RESULTS}over-time/{query}")
        assert not page.all("table")
        assert "Which consultations should stand beside this one?" in page.text


def test_a_comparison_is_made_once_until_its_words_change(reader, again, store, monkeypatch):
    drawn, compared = [], []
    draw, compare = comparison.drawn, comparison.comparing.comparable
    monkeypatch.setattr(comparison, "drawn", lambda *given: drawn.append(1) or draw(*given))
    monkeypatch.setattr(comparison.comparing, "comparable", lambda *given: compared.append(1) or compare(*given))
    monkeypatch.setattr(view, "_KEPT", {})
    address = f"/cy{RESULTS}over-time/?with={again.slug}"
    first = reader.get_page(address)
    often, alike = len(drawn), len(compared)
    assert often > 8
    assert alike
    # The same page again, also where it says that parts of it are in English only.
    assert reader.get_page(address).text == first.text
    assert reader.get_page(f"/cy{RESULTS}explore/").h1
    assert (len(drawn), len(compared)) == (often, alike)
    again.title = "Two years later"
    store.commit()
    assert "Two years later" in [words(th) for th in reader.get_page(address).all("th")]
    assert len(drawn) == 2 * often


def test_alone_it_says_so(reader):
    assert "No other consultation with results asked" in reader.get_page(f"{RESULTS}over-time/").text
