"""A question of every type in a browser: a phone, a desk and no scripts; axe and the width; what is left of a total."""

import pytest
from sqlalchemy import select

from survey.domain.questionnaires.ordering import ORDER
from survey.store.answering.responses import InboxResponse
from tests import every_type
from tests.browser.accessibility import axe, fits
from tests.browser.test_resident import go_on
from tests.browser.walking import code_of
from tests.every_type import ANSWERS, SENT


@pytest.fixture
def consultation(session, clock):
    return every_type.add(session, clock.today)


def begin(page):
    page.goto(f"/consultations/{every_type.SLUG}/")
    page.get_by_role("button", name="Give your answers").first.click()


def fill(page, answers):
    """Answers a page as its fields want it."""
    for name, value in answers.items():
        for one in value if isinstance(value, list) else [value]:
            field = page.locator(f'[name="{name}"]')
            kind = field.first.evaluate("field => field.type") if page.runs_scripts else field.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                page.locator(f'[name="{name}"][value="{one}"]').check(force=True)
            elif name.startswith("first.") or name == "ward":
                field.select_option(one)
            else:
                field.fill(one)


@pytest.mark.parametrize("page", ["phone", "without_scripts"], indirect=True)
def test_every_type_from_the_first_page_to_the_last(page, consultation, session):
    begin(page)
    while code_of(page) != "check":
        axe(page)
        fits(page)
        fill(page, SENT.get(code_of(page), {}))
        go_on(page)
    axe(page)
    page.goto(every_type.BASE + "send/")
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/sent/")
    (response,) = session.scalars(select(InboxResponse))
    assert {key: value for key, value in response.answers.items() if key != ORDER} == ANSWERS


WRONG = [
    # The page, what is filled in, and the field that the summary leads to.
    ("first", {"first.1": "privacy", "first.2": "privacy"}, "first.2"),
    ("day", {"day.day": "31", "day.month": "4", "day.year": "2026"}, "day.day"),
    ("zones", {"zones.north-end": "neither"}, "zones.high-street"),
    ("money", {"money.officers": "70"}, None),
    ("limits", {"limits": ["signs"]}, None),
]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(phone, consultation):
    begin(phone)
    waiting = {code: (wrong, focus) for code, wrong, focus in WRONG}
    while code_of(phone) != "check":
        code = code_of(phone)
        if code in waiting:
            wrong, focus = waiting.pop(code)
            fill(phone, wrong)
            go_on(phone)
            phone.locator(".govuk-error-summary:focus").wait_for()
            axe(phone)
            fits(phone)
            if focus:
                phone.locator(".govuk-error-summary a").first.click()
                assert phone.evaluate("document.activeElement.name") == focus
            for name, value in wrong.items():
                if code in ("first", "day", "money"):
                    assert phone.locator(f'[name="{name}"]').input_value() == value
        fill(phone, SENT.get(code, {}))
        go_on(phone)
    assert not waiting


def test_what_is_left_of_a_total_is_counted_while_it_is_typed(desktop, consultation):
    begin(desktop)
    while code_of(desktop) != "money":
        fill(desktop, {"tie": "living-there"} if code_of(desktop) == "tie" else {})
        go_on(desktop)
    said = desktop.locator("output")
    assert said.inner_text() == "Together they must be £100."
    for typed, words in (("70", "£30 left to share out"), ("£130", "£30 too many"), ("100", "£100 shared out, none left")):
        desktop.locator('[name="money.officers"]').fill(typed)
        desktop.get_by_text(words, exact=True).wait_for()


def test_a_likelihood_by_keyboard(desktop, consultation):
    begin(desktop)
    while code_of(desktop) != "likely":
        fill(desktop, {"tie": "living-there"} if code_of(desktop) == "tie" else {})
        go_on(desktop)
    desktop.get_by_label("0: Not at all likely").focus()
    for _ in range(10):
        desktop.keyboard.press("ArrowRight")
    assert desktop.get_by_label("10: Extremely likely").is_checked()
    desktop.keyboard.press("ArrowRight")
    assert desktop.get_by_label("Don’t know").is_checked()
