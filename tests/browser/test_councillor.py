"""A councillor's journey: what people said, who they were, ward by ward, and what may not be concluded."""

import random

import pytest

from results import releases
from results.drawing import picture
from survey.domain.accounts import Role
from survey.store.answering.closing import close
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in

HOME = "/council/consultations/croydon-north-end/"


@pytest.fixture
def released(session, clock):
    """Croydon's consultation with a release that is not public yet, and a councillor."""
    demonstration.load(session, clock.today)
    consultation = demonstration.add_responses(session, number=2000)
    shuffle = random.Random(1).shuffle
    close(session, consultation, day=consultation.closes_on, text="Closed.", shuffle=shuffle)
    releases.make(session, consultation, today=clock.today)
    return add_account(session, Role.COUNCILLOR)


def test_a_councillor_reads_the_release_before_it_is_public(page, released):
    sign_in(page, released)
    page.goto("/council/")
    page.get_by_role("link", name="Fixed facial recognition cameras at North End, Croydon").first.click()
    text = page.locator("main").inner_text()
    assert "Anyone could answer. These figures describe the 2,000 people who did" in text
    assert "What cannot be concluded" in text
    axe(page)
    fits(page)
    page.goto("/consultations/croydon-north-end/results/")
    assert "Strongly oppose" not in page.locator("main").inner_text()


def test_ward_by_ward_and_by_one_characteristic(page, released):
    sign_in(page, released)
    page.goto(HOME + "areas/E05011468/")
    assert page.get_by_role("heading", level=1, name="Fairfield").is_visible()
    axe(page)
    fits(page)
    page.goto(HOME + "support/by/age/")
    assert "16 to 24" in page.locator("main").inner_text()
    axe(page)
    fits(page)


def test_a_ward_with_too_few_answers_says_why_nothing_is_shown(desktop, released):
    sign_in(desktop, released)
    desktop.goto(HOME + "areas/E05011475/")
    assert desktop.get_by_role("heading", name="Too few people answered from here").is_visible()
    assert "With so few, figures could show what a neighbour said." in desktop.locator("main").inner_text()
    assert desktop.locator("main table").count() == 0
    axe(desktop)


def test_a_councillor_reaches_no_exact_figure_and_no_response(desktop, released):
    sign_in(desktop, released)
    for address in ("exact/", "responses.csv", ""):
        response = desktop.goto(f"/organise/consultations/croydon-north-end/{address}")
        assert response.status == 403


def test_every_chart_is_drawn_and_stands_beside_its_table(desktop, released):
    sign_in(desktop, released)
    desktop.goto(HOME)
    desktop.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desktop.wait_for_selector('body[data-done="all"]')
    charts = desktop.locator(".lp-chart .main-svg")
    assert charts.count() >= 20
    assert charts.first.evaluate("svg => getComputedStyle(svg).position") == "absolute"
    assert desktop.locator("main table").count() >= 20
    # What is saved is the picture with its words, twice its size: a copy of the drawing would not say what it is of.
    desktop.locator(".lp-chart").first.hover()
    button = desktop.locator(".lp-chart .modebar-btn").first
    assert button.get_attribute("aria-label").startswith("Save this chart as a picture (PNG): Overall, do you support")
    with desktop.expect_download() as saved:
        button.click(no_wait_after=True)
    assert saved.value.suggested_filename == "chart-headline.png"
    head = saved.value.path().read_bytes()[:24]
    assert (head[1:4], int.from_bytes(head[16:20])) == (b"PNG", 2 * picture.WIDTH)
