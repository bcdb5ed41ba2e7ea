"""An organiser prepares a revision, in a real browser: each page is sound, Enter saves, and a clash is readable."""

import re

import pytest

from survey.domain.accounts import Role
from survey.store.deployments import next_revisions, register
from tests import demonstration
from tests.browser.accessibility import axe, barriers, fits, too_wide
from tests.browser.staff import add_account, sign_in

HOME = "/organise/deployments/soho-and-west-end/"
PAGES = [
    "", "basics/", "facts/cameras/", "facts/cameras/hours/", "area/", "zones/new/", "wards/", "outlines/",
    "arguments/", "arguments/new/", "documents/", "documents/force-policy/", "promises/new/", "balance/",
    "preview/", "give-up/", "zones/soho/remove/",
]  # fmt: skip
SQUARE = (
    '{"type": "Feature", "properties": {"name": "Golden Row"}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[-0.14, 51.51], [-0.13, 51.51], [-0.13, 51.52], [-0.14, 51.52], [-0.14, 51.51]]]}}"
)


@pytest.fixture
def organiser(session, clock):
    """The address of an organiser, and a next revision that somebody else has begun."""
    demonstration.load_register(session)
    deployment = register.find(session, "soho-and-west-end")
    next_revisions.begin(session, deployment, day=clock.today, name="Bob Brook")
    return add_account(session, Role.ORGANISER)


def save_elsewhere(session, summary):
    """Bob saves something meanwhile."""
    session.expire_all()
    row = next_revisions.find(session, register.find(session, "soho-and-west-end"))
    row.content = row.content | {"summary": summary}
    row.edition += 1
    session.commit()


def test_every_page_is_free_of_barriers_and_fits(phone, organiser):
    sign_in(phone, organiser)
    faults = []
    for path in PAGES:
        phone.goto(HOME + path)
        faults += barriers(phone) + too_wide(phone)
    assert not faults, "\n".join(faults)


def test_what_belongs_to_a_state_shows_when_it_is_chosen_with_and_without_scripts(page, organiser):
    sign_in(page, organiser)
    page.goto(f"{HOME}facts/cameras/hours/")
    value = page.get_by_label("What is published")
    assert not value.is_visible()
    page.get_by_label("Published", exact=True).check()
    assert value.is_visible()
    axe(page)


def test_enter_saves_and_adds_no_row(desktop, organiser):
    sign_in(desktop, organiser)
    desktop.goto(f"{HOME}facts/cameras/hours/")
    desktop.get_by_label("When it was said").fill("On a day")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/facts/cameras/")
    assert desktop.get_by_text("On a day").is_visible()


def test_the_keyboard_reaches_every_field_and_skips_the_hidden_button(desktop, organiser):
    sign_in(desktop, organiser)
    desktop.goto(f"{HOME}zones/new/")
    desktop.get_by_role("link", name="Zones and wards").focus()
    seen = []
    for _step in range(4):
        desktop.keyboard.press("Tab")
        seen.append(desktop.evaluate("document.activeElement.name || document.activeElement.innerText"))
    assert seen == ["name", "description", "Save", "Cancel"]


def test_the_error_summary_leads_to_the_field(desktop, organiser):
    sign_in(desktop, organiser)
    desktop.goto(f"{HOME}arguments/new/")
    desktop.get_by_role("button", name="Save").click()
    axe(desktop)
    desktop.get_by_role("link", name=re.compile("does not name its source")).click()
    assert desktop.evaluate("document.activeElement.name") == "source-1-name"


def test_a_clash_is_shown_side_by_side(page, organiser, session):
    sign_in(page, organiser)
    page.goto(f"{HOME}basics/")
    page.get_by_label("The deployment in one sentence").fill("My words.")
    save_elsewhere(session, "Bob’s words.")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("heading", name="As it is now").is_visible()
    assert page.get_by_text("Bob’s words.").is_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Save what I typed instead").click()
    page.goto(f"{HOME}preview/")
    assert page.get_by_text("My words.").is_visible()


def test_outlines_are_uploaded_and_chosen(page, organiser):
    sign_in(page, organiser)
    page.goto(f"{HOME}outlines/")
    file = {"name": "row.geojson", "mimeType": "application/geo+json", "buffer": SQUARE.encode()}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    assert page.get_by_label("Golden Row").input_value() == "zone"
    axe(page)
    fits(page)
    page.get_by_label("Whose the outlines are").fill("The council")
    page.get_by_role("button", name="Take these areas").click()
    assert page.get_by_role("heading", level=3, name="Golden Row").is_visible()
    axe(page)
    fits(page)
