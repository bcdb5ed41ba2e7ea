"""Results in the language of the page: the council's words where they were translated, and the same figures."""

import json
import re

import pytest

from results.web import view
from results.web.language import version_of
from survey.store import consultations
from survey.store.translating.content import subjects_of
from survey.store.translating.translations import Edit, save
from survey.web import database
from tests.demonstration import CROYDON
from tests.page import words
from tests.results.changed import REASON, SUMMARY, change
from tests.results.web.test_changed import counted_again
from tests.results.web.translated import ANN, arabic, translate, welsh
from tests.survey.web.translating.test_showing import counted

RESULTS = f"/consultations/{CROYDON}/results/"
COUNCIL = f"/council/consultations/{CROYDON}/"
TITLE = "Fixed facial recognition cameras at North End, Croydon"
PARTLY = "Dim ond yn Saesneg y mae rhannau o’r dudalen hon"
PUBLIC = [RESULTS, f"{RESULTS}support/by/area/", f"{RESULTS}purposes/by/sex/", f"{RESULTS}limits/by/stratum/"]
# What stays English: names in the rules and what the census says, which nobody translates.
RULES = ("Letters to homes near North End", "Office for National Statistics", "The census counts everyone")


@pytest.fixture
def store(published):
    """A session outside of any request: what a request keeps for itself must not reach the next one."""
    with published.app_context():
        made = database.new_session()
    with made as session:
        yield session


@pytest.fixture
def croydon(store):
    return consultations.find(store, CROYDON)


@pytest.fixture
def translated(store, croydon):
    translate(store, croydon, "cy", "ar")
    return croydon


@pytest.fixture
def councillor(signed_in):
    return signed_in("councillor")


def left_in_english(page):
    """What is marked as English, but for what nobody can translate."""
    marked = [words(one) for one in page.one("main").iter() if one.get("lang") == "en"]
    return [text for text in marked if text and not text.startswith(RULES)]


def says_partly(page):
    return any(PARTLY in words(aside) for aside in page.all("aside", class_="app-unchecked"))


def figures(page):
    """Every figure of every table, and every share that is drawn."""
    cells = [re.findall(r"[\d,]+", words(cell)) for cell in page.all("td")]
    drawn = [json.loads(script.text)["data"] for script in page.all("script", type="application/json")]
    return cells, [trace["x"] for figure in drawn for trace in figure]


def test_the_story_is_in_the_words_of_its_language(translated, reader):
    page = reader.get_page(f"/cy{RESULTS}")
    assert page.title.startswith("Canlyniadau – CY Fixed facial")
    assert welsh(TITLE) in [words(link) for link in page.all("a", class_="govuk-breadcrumbs__link")]
    asked = [words(one) for one in page.root.iter() if one.tag in ("h2", "h3", "h4") and one.get("id")]
    questions = [text for text in asked if text.endswith("?")]
    assert len(questions) > 20
    assert all(text.startswith("CY ") for text in questions)
    for said in ("CY Somewhat support", "CY Fairfield", "“CY "):
        assert said in page.text
    assert not left_in_english(page)
    assert not says_partly(page)
    assert "CY " not in reader.get_page(RESULTS).html


@pytest.mark.parametrize("prefix", ["/cy", "/ar"])
def test_figures_are_the_same_in_every_language(translated, reader, prefix):
    for address in PUBLIC:
        assert figures(reader.get_page(prefix + address)) == figures(reader.get_page(address)), address
    assert len(figures(reader.get_page(f"{prefix}{RESULTS}"))[0]) > 200


def test_a_chart_its_message_and_what_is_heard_are_in_the_language(translated, reader):
    page = reader.get_page(f"/cy{RESULTS}limits/by/sex/")
    question = words(page.all("span", class_="govuk-caption-l")[0])
    assert question.startswith("CY ")
    assert '"CY Female' in page.all("script", type="application/json")[0].text
    assert question in page.all("div", class_="lp-chart")[0].get("aria-label")
    assert "“CY " in words(page.all("p", class_="lp-message")[0])


def test_wards_have_their_names_on_the_maps_and_in_lists(translated, reader):
    page = reader.get_page(f"/cy{RESULTS}support/by/area/")
    assert '"CY Fairfield: ' in page.all("script", type="application/json")[0].text
    assert "CY Fairfield" in page.text
    assert not left_in_english(page)


def test_a_text_without_translation_is_marked_and_the_page_says_so_each_time(store, croydon, reader):
    translate(store, croydon, "cy", "ar", but=("support.", "title"))
    for _again in range(2):
        page = reader.get_page(f"/cy{RESULTS}")
        assert page.one("h2", id="headline").get("lang") == "en"
        assert "Strongly support" in left_in_english(page)
        assert any(link.get("lang") == "en" for link in page.all("a", class_="govuk-breadcrumbs__link"))
        assert says_partly(page)
        # An answer inside a sentence of ours.
        by = reader.get_page(f"/cy{RESULTS}support/by/area/")
        assert any(span.get("lang") == "en" for span in by.all("p", class_="lp-map-title")[0].iter("span"))
        assert says_partly(by)
    arabic_page = reader.get_page(f"/ar{RESULTS}")
    assert arabic_page.one("h2", id="headline").get("dir") == "auto"
    english = reader.get_page(RESULTS)
    assert not [one for one in english.one("main").iter() if one.get("lang")]
    assert not english.all("aside", class_="app-unchecked")


def test_what_runs_from_right_to_left_is_kept_apart_inside_a_sentence(translated, reader):
    page = reader.get_page(f"/ar{RESULTS}")
    message = next(text for text in map(words, page.all("p", class_="lp-message")) if "“" in text)
    assert re.search(r"“\u2068[^\u2069]*\u2069” \(\d+%\)", message)
    assert arabic("Somewhat support") in page.text
    assert f'"\u2068{arabic("Somewhat support")}\u2069"' in page.all("script", type="application/json")[0].text


@pytest.mark.parametrize("address", ["", "support/by/age/", "support/by/nothing/"])
def test_a_language_that_is_not_offered_leads_to_the_english_page(reader, address):
    answer = reader.raw.get(f"/cy{RESULTS}{address}")
    assert (answer.status_code, answer.location) == (302, RESULTS + address)


def test_before_results_are_public_the_page_has_its_title(translated, store, reader):
    translated.published_on = None
    store.commit()
    assert welsh(TITLE) in reader.get_page(f"/cy{RESULTS}").text


def test_a_page_without_a_table_names_the_characteristics(translated, reader):
    page = reader.get_page(f"/cy{RESULTS}support/by/religion/", status=404)
    assert "ffordd o ateb, gwahoddiad, " in page.text


def test_councillors_read_the_same_and_ward_by_ward(translated, councillor):
    assert f"CY {TITLE}" in councillor.get_page("/cy/council/").links
    page = councillor.get_page(f"/cy{COUNCIL}")
    assert page.text.index("CY Somewhat support")
    assert not left_in_english(page)
    area = councillor.get_page(next(address for address in page.links.values() if "/areas/" in address))
    assert area.h1.startswith("CY ")
    assert welsh(TITLE) in area.title
    assert not left_in_english(area)
    assert figures(area) == figures(councillor.get_page(area.url.removeprefix("/cy")))
    assert not left_in_english(councillor.get_page(f"/cy{COUNCIL}support/by/connection/"))


def test_councillors_read_english_marked_as_such_where_it_was_never_asked_in_welsh(councillor):
    page = councillor.get_page(f"/cy{COUNCIL}")
    assert page.one("h2", id="headline").get("lang") == "en"
    assert "Somewhat support" in left_in_english(page)
    assert says_partly(page)
    assert says_partly(councillor.get_page(f"/cy{COUNCIL}support/by/age/"))


def test_exact_figures_are_named_in_the_language_too(translated, signed_in):
    organiser = signed_in("organiser")
    address = f"/organise/consultations/{CROYDON}/exact/"
    page = organiser.get_page(f"/cy{address}")
    assert "CY Somewhat support" in page.text
    assert page.form().choices == organiser.get_page(address).form().choices


def test_downloads_are_in_the_language_of_the_questionnaire(translated, reader, councillor):
    for client, base in ((reader, RESULTS), (councillor, COUNCIL)):
        for name in ("tables.csv", "code-book.csv"):
            english, other = (client.raw.get(prefix + base + name).data for prefix in ("", "/cy"))
            assert english == other
            assert b"CY " not in english
    assert b"Open to everyone" in english


@pytest.mark.parametrize("kind", ["kept", "made"])
def test_another_language_costs_two_queries_more_at_most_and_english_none(translated, published, reader, kind):
    with published.app_context():
        engine = database.db().get_bind()
    for address in PUBLIC[:2]:
        for prefix in ("", "/cy"):
            reader.get_page(prefix + address)
        spent = []
        for prefix in ("", "/cy"):
            if kind == "made":
                view._KEPT.clear()
            with counted(engine) as seen:
                reader.get_page(prefix + address)
            spent.append(seen)
        assert not any("FROM translations" in statement for statement in spent[0])
        assert len(spent[1]) <= len(spent[0]) + 1


def test_what_is_open_to_everyone_has_our_words_and_other_strata_their_own(translated, reader):
    page = reader.get_page(f"/cy{RESULTS}limits/by/stratum/")
    assert "Yn agored i bawb" in page.text
    assert "Open to everyone" not in page.html
    marked = [words(one) for one in page.one("main").iter() if one.get("lang") == "en"]
    assert "Letters to homes near North End" in marked
    assert "Open to everyone" in reader.get_page(f"{RESULTS}limits/by/stratum/").text


def test_what_changed_is_said_as_it_is_translated_by_now(store, croydon, reader):
    croydon.languages = ["cy"]
    counted_again(store, change(2))
    assert SUMMARY in left_in_english(reader.get_page(f"/cy{RESULTS}"))
    said = {"summary": (SUMMARY, "Byddai’r camerâu’n rhedeg gyda’r nos."), "reason": (REASON, "Mae amser o hyd.")}
    edits = [Edit(f"changes.2.{name}", own, other, "", "Bob") for name, (own, other) in said.items()]
    assert not save(store, subjects_of(croydon)[1], "cy", edits, by=ANN)
    store.commit()
    for address in ("", "support/by/revision/"):
        page = reader.get_page(f"/cy{RESULTS}{address}")
        assert "gyda’r nos." in page.text
        assert "Mae amser o hyd." in page.text
        assert not {SUMMARY, REASON} & set(left_in_english(page))


def test_outside_of_a_page_everything_is_in_its_own_language(store, translated):
    text = version_of(store, translated).questionnaire.question("support").text
    assert "CY" not in text
    assert type(text) is str
