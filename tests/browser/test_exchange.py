"""Import without scripts, a walk through the preview by keyboard, and the paper form as a browser prints it."""

import io

import pypdf
import pytest

from survey.domain.accounts import Role
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in
from tests.survey.store.interchange import hostile


@pytest.fixture
def base(session, clock):
    planned = demonstration.plan(session, clock.today)
    return f"/organise/consultations/{planned.slug}/questionnaire/"


@pytest.fixture
def email(session, base):
    return add_account(session, Role.ORGANISER)


def test_a_form_is_imported_without_scripts(without_scripts, email, base):
    page = without_scripts
    sign_in(page, email)
    page.goto(f"{base}import/")
    page.get_by_label("File").set_input_files({"name": "form.xlsx", "mimeType": "application/zip", "buffer": hostile.form()})
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Keep them, and put those of the file after them").check()
    page.get_by_role("button", name="Accept and import").click()
    assert page.get_by_text("Question?").first.is_visible()


def test_a_walk_through_the_preview_by_keyboard(phone, email, base):
    sign_in(phone, email)
    phone.goto(f"{base}preview/")
    axe(phone)
    fits(phone)
    phone.goto(f"{base}walk/")
    phone.get_by_label("As an individual").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="What connects you with the area?").wait_for()
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Page before").focus()
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="In what way are you answering?").wait_for()
    assert phone.get_by_label("As an individual").is_checked()


@pytest.mark.parametrize(("size", "points"), [("", 11), ("?size=large", 18)])
def test_the_paper_form_is_printed_on_a4_in_its_size(desktop, email, base, size, points):
    sign_in(desktop, email)
    desktop.goto(f"{base}print/{size}")
    axe(desktop)
    document = pypdf.PdfReader(io.BytesIO(desktop.pdf(prefer_css_page_size=True)))
    assert [round(float(side) / 72 * 25.4) for side in document.pages[0].mediabox[2:]] == [210, 297]
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert "Go to question 3" in text
    assert "This part is not printed" not in text
    desktop.emulate_media(media="print")
    smallest = "() => Math.min(...[...document.querySelectorAll('.form *')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    body = "() => parseFloat(getComputedStyle(document.querySelector('.form')).fontSize)"
    assert round(desktop.evaluate(body) * 0.75) == points
    if points == 18:
        assert desktop.evaluate(smallest) * 0.75 >= 17.9
