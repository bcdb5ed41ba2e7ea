"""Pages in other languages: where they stand, what they offer, and that no answer is lost on the way."""

import re

import pytest

from survey.domain.languages import LANGUAGES
from survey.store.answering.responses import InboxResponse
from survey.web.languages import WITHOUT_PREFIX, Prefixes
from tests import databases, demonstration
from tests.page import PageClient
from tests.survey.web.answering.walking import BASE, walk
from tests.test_routes import built, rules  # noqa: F401 - fixtures

SOHO = "/consultations/soho-fixed-cameras/"

PREFIXED = [
    # the path, what the application is told of it: where it is mounted, and the path
    ("/", "", "/"),
    ("/receipt/", "", "/receipt/"),
    ("/cy/", "/cy", "/"),
    ("/cy/receipt/", "/cy", "/receipt/"),
    ("/cy/organise/", "/cy", "/organise/"),
    ("/zh-hant/receipt/", "/zh-hant", "/receipt/"),
    ("/easy-read/", "/easy-read", "/"),
    ("/en/receipt/", "", "/en/receipt/"),
    ("/cyprus/", "", "/cyprus/"),
]
SENT_ON = [
    # the path, where the browser is sent
    ("/cy", "/cy/"),
    ("/cy/static/app.css", "/static/app.css"),
    ("/cy/api/v1/deployments/", "/api/v1/deployments/"),
    ("/cy//static/app.css", "/static/app.css"),  # a path of ours, and never another host
]


def told(path, **environ):
    """What the application behind the middleware is told, or where the browser is sent."""
    seen = {}

    def application(environ, start_response):
        seen.update(environ)
        return []

    def start_response(status, headers):
        seen.update(status=status, location=dict(headers)["Location"])

    Prefixes(application)({"PATH_INFO": path, "SCRIPT_NAME": "", **environ}, start_response)
    return seen


@pytest.mark.parametrize(("path", "root", "rest"), PREFIXED)
def test_the_prefix_of_a_language_is_taken_off(path, root, rest):
    seen = told(path)
    assert (seen["SCRIPT_NAME"], seen["PATH_INFO"]) == (root, rest)


@pytest.mark.parametrize(("path", "location"), SENT_ON)
def test_what_has_no_language_has_no_prefix(path, location):
    seen = told(path, QUERY_STRING="row=1")
    assert seen.get("location") == (location and f"{location}?row=1")
    if location:
        assert seen["status"].startswith("308")


def test_a_prefix_is_no_route_and_what_has_none_is_one(rules):  # noqa: F811 - the fixture
    first = {rule.rule.split("/")[1] for rule in rules}
    assert not first & {language.prefix for language in LANGUAGES if language.prefix}
    assert first >= WITHOUT_PREFIX - {"static"}


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Nothing here depends on the kind of database."""
    return databases.copy_of(sqlite_template, tmp_path)


@pytest.fixture
def soho(session, clock):
    """The open consultation, offered in Welsh and Arabic."""
    demonstration.load(session, clock.today)
    consultation = demonstration.consultation(session)
    consultation.languages = ["cy", "ar"]
    session.commit()
    return consultation


def attributes(page):
    return page.root.get("lang"), page.root.get("dir")


def offered(page):
    """The languages in the header, with where they lead; "" for the one that is shown, and for a button."""
    (nav,) = page.all("nav", class_="app-languages")
    return {item.get("lang"): item.get("href", "") for item in nav.iter() if item.get("lang")}


def test_every_page_of_residents_is_there_in_welsh(client, soho):
    page = client.get_page("/cy/")
    assert attributes(page) == ("cy", None)
    assert page.h1 == "Dweud eich dweud am gamerâu sefydlog sydd wedi’u cynllunio"
    assert offered(page) == {"en": "/", "cy": ""}
    assert page.text.count("mae’n agor yn Saesneg") == 1, "of the two consultations one is offered in Welsh"
    page = page.follow("Gweld yr holl osodiadau sydd wedi’u cynllunio")
    assert page.url == "/cy/deployments/"
    assert "Heb ei gyhoeddi" in page.text
    page = client.get_page("/cy" + SOHO)
    assert "Ar agor hyd ddiwedd 13 Rhagfyr 2026" in re.sub(r"\d+ \w+ 2026", "13 Rhagfyr 2026", page.text, count=1)
    assert offered(page) == {"en": SOHO, "cy": "", "ar": "/ar" + SOHO}


def test_a_page_from_right_to_left_says_so_and_that_nobody_checked_it(client, soho):
    page = client.get_page("/ar" + SOHO)
    assert attributes(page) == ("ar", "rtl")
    assert any("rtl.css" in link.get("href") for link in page.all("link"))
    assert "This translation has not been checked yet." in page.html
    assert "لم تُراجَع هذه الترجمة بعد." in page.html


def test_english_pages_are_as_they_were(client, soho):
    page = client.get_page(SOHO)
    assert attributes(page) == ("en", None)
    assert "rtl.css" not in page.html
    assert "app-unchecked" not in page.html


@pytest.mark.parametrize("path", ["/pl" + SOHO, "/ar/privacy/", "/pl/receipt/", "/easy-read/"])
def test_a_page_that_is_not_offered_in_a_language_is_shown_in_english(client, soho, path):
    response = client.raw.get(path + "?a=b")
    assert (response.status_code, response.headers["Location"]) == (302, "/" + path.split("/", 2)[2] + "?a=b")


@pytest.mark.parametrize("path", ["receipt", "return"])
def test_codes_and_receipts_stand_in_every_language_that_has_a_catalogue(client, soho, path):
    page = client.get_page(f"/ar/{path}/")
    assert attributes(page) == ("ar", "rtl")
    assert offered(page) == {"en": f"/{path}/", "cy": f"/cy/{path}/", "ar": ""}
    # As it is typed from paper.
    assert client.raw.get(f"/ar/{path}").headers["Location"].endswith(f"/ar/{path}/")


def test_a_form_for_a_page_that_is_there_in_english_alone_is_sent_on_as_it_is(client, soho):
    response = client.raw.post("/pl/receipt/", data={"receipt": "7QF2"})
    assert (response.status_code, response.headers["Location"]) == (307, "/receipt/")


def test_a_page_that_is_not_there_says_so_in_its_language(client, soho):
    assert client.get_page("/cy/nowhere/", status=404).h1 == "Heb ddod o hyd i’r dudalen"


def begin(client, path):
    """Starts to answer under that address, and opens the first page of questions."""
    response = client.raw.post(path + "answer/start/", data={})
    return client.get_page(response.headers["Location"])


def change(page, language, status=302, token=None):
    """Presses the button of a language in the header of a page of the journey."""
    forms = [element for element in page.root.iter("form") if "/language/" in element.get("action", "")]
    # On a page of questions it is a button of the page's own form.
    action = forms[0].get("action") if forms else page.form().action
    fields = forms[0].iter("input") if forms else ()
    sent = {field.get("name"): field.get("value") for field in fields} | {"to": language}
    sent = sent if forms else page.form().values | {"_then": f"language-{language}"}
    if token:
        sent["csrf_token"] = token
    response = page.client.raw.post(action, data=sent)
    assert response.status_code == status
    return response


def test_changing_the_language_takes_the_answers_along(client, soho, session):
    page = begin(client, SOHO)
    page = page.form().submit({"capacity": "individual"})
    page = page.form().submit({"connection": ["live"]})
    before = page.url.removeprefix(BASE)
    response = change(page, "cy")
    assert response.headers["Location"] == f"/cy{BASE}{before}"
    cookies = response.headers.getlist("Set-Cookie")
    assert [re.search(r"answers=([^;]*);", cookie)[1] == "" for cookie in cookies] == [False, True]
    assert [re.search(r"Path=([^;]*)", cookie)[1] for cookie in cookies] == [f"/cy{BASE}", BASE]

    page = client.get_page(f"/cy{BASE}{before}")
    assert attributes(page) == ("cy", None)
    page = walk(page, {}, until="check")
    assert page.h1 == "Gwiriwch eich atebion cyn eu hanfon"
    assert client.raw.get(BASE + "check/").status_code == 410

    page = client.get_page(f"/cy{BASE}equality/").form().submit({"equality": "no"})
    assert page.form().submit().h1 == "Mae eich atebion wedi’u hanfon"
    (response,) = session.query(InboxResponse).all()
    assert response.language == "en", "the questions have no translation here, so they were read in English"
    assert response.answers == {"capacity": "individual", "connection": ["live"]}


def test_a_message_about_an_answer_comes_in_the_language_of_the_page(client, soho):
    page = begin(client, "/cy" + SOHO).form().submit({}, status=422)
    assert page.errors == ["Dewiswch ateb i’r cwestiwn hwn. Mae ei angen i ddangos y cwestiynau cywir i chi."]
    assert page.title.startswith("Gwall: ")


def test_changing_the_language_needs_the_token_and_a_page_of_ours(client, soho):
    page = begin(client, SOHO)
    assert "Set-Cookie" not in change(page, "cy", token="of somebody else", status=422).headers
    page = client.get_page(BASE + "later/")
    response = change(page, "cy", token="of somebody else")
    assert response.headers["Location"] == page.url
    assert "Set-Cookie" not in response.headers
    for sent in ({"to": "pl", "page": ""}, {"to": "cy", "page": "//evil.example/"}, {"to": "cy", "page": "../../"}):
        assert client.raw.post(BASE + "language/", data=sent).status_code == 400


def test_somebody_who_has_not_begun_gets_links(app, soho):
    page = PageClient(app).get_page(BASE)
    assert offered(page) == {"en": "", "cy": "/cy" + BASE, "ar": "/ar" + BASE}
