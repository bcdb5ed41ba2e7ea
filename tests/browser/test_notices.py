"""From a notice to an answer: the sheet as a browser prints it, and the zone's page as a telephone shows it."""

import io
import re

import pypdf
import pytest

from survey.domain.accounts import Role
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in
from tests.demonstration import SOHO
from tests.survey.web.test_notice_languages import translate

PAGE = f"/organise/consultations/{SOHO}/notices/"


@pytest.fixture
def email(session, clock):
    demonstration.load(session, clock.today)
    return add_account(session, Role.ORGANISER)


@pytest.mark.parametrize(("name", "sides"), [("A4", (210, 297)), ("A3", (297, 420))])
def test_a_notice_is_printed_on_one_sheet_of_its_size(desktop, email, name, sides):
    sign_in(desktop, email)
    desktop.goto(PAGE)
    axe(desktop)
    desktop.get_by_role("link", name=re.compile(rf"Print on {name}\W+Main retail streets")).click()
    axe(desktop)
    fits(desktop)
    (sheet,) = pypdf.PdfReader(io.BytesIO(desktop.pdf(prefer_css_page_size=True))).pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == list(sides)
    text = " ".join(sheet.extract_text().split())
    assert "Have your say: fixed facial recognition cameras are planned here" in text
    assert "Use A" not in text


def test_notices_in_welsh_and_arabic_are_printed_one_sheet_each(desktop, email, session):
    demonstration.consultation(session).languages = ["cy", "ar"]
    session.commit()
    sign_in(desktop, email)
    desktop.goto(PAGE)
    desktop.get_by_label("English").uncheck()
    desktop.get_by_role("button", name="Use these languages").click()
    axe(desktop)
    desktop.get_by_role("link", name=re.compile(r"Print on A4\W+Soho")).click()
    axe(desktop)
    fits(desktop)
    assert desktop.locator("article[lang=ar]").evaluate("found => getComputedStyle(found).direction") == "rtl"
    pages = pypdf.PdfReader(io.BytesIO(desktop.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == 2
    assert "Gallwch ateb hyd at ddiwedd" in " ".join(pages[0].extract_text().split())


def test_notices_in_the_words_of_the_council_are_printed_one_sheet_each(desktop, email, session):
    found = demonstration.consultation(session)
    found.languages = ["pl", "ur", "bn"]
    for code in ("pl", "ur"):
        translate(session, found, code)
    sign_in(desktop, email)
    desktop.goto(PAGE)
    axe(desktop)
    fits(desktop)
    assert desktop.get_by_role("link", name=re.compile(r"Bengali\W+translate and check")).is_visible()
    desktop.goto(f"{PAGE}soho/?language=pl&language=ur")
    axe(desktop)
    fits(desktop)
    assert desktop.locator("article[lang=ur]").evaluate("found => getComputedStyle(found).direction") == "rtl"
    pages = pypdf.PdfReader(io.BytesIO(desktop.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == 2
    assert "do końca dnia 21 grudnia 2026" in " ".join(pages[0].extract_text().split())


def test_on_a_telephone_the_button_is_there_at_once(phone, session, clock):
    demonstration.load(session, clock.today)
    phone.goto("/z/soho")
    button = phone.get_by_role("button", name="Give your answers")
    assert button.bounding_box()["y"] + button.bounding_box()["height"] <= phone.viewport_size["height"]
    axe(phone)
    fits(phone)
    button.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"**/consultations/{SOHO}/answer/**")


def test_a_notice_can_be_read_and_other_ways_changed_without_scripts(without_scripts, email):
    sign_in(without_scripts, email)
    without_scripts.goto(f"/organise/consultations/{SOHO}/other-ways/")
    without_scripts.get_by_label("Phone number").fill("020 7946 0789")
    without_scripts.get_by_role("button", name="Save").click()
    without_scripts.goto(f"{PAGE}soho/")
    assert without_scripts.get_by_text("020 7946 0789").is_visible()
