"""Beginning with a proof of work and without scripts; and reviewing a marked response at a keyboard's pace."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from survey.domain.accounts import Role
from survey.store import integrity
from survey.store.arrivals import UsedChallenge
from tests import demonstration, stuffing
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in

OVERVIEW = "/consultations/soho-fixed-cameras/"
REVIEW = "/organise/consultations/soho-fixed-cameras/integrity/"
PLAN = "/organise/consultations/lamps-and-cameras/plan/integrity/"


def used(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(UsedChallenge))


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    found = demonstration.consultation(session)
    stuffing.choose(session, found)
    return found


def test_a_browser_works_while_somebody_reads_and_the_proof_counts(phone, session, soho):
    phone.goto(OVERVIEW)
    axe(phone)
    fits(phone)
    expect(phone.locator("input[name=proof]").first).not_to_have_value("", timeout=30_000)
    phone.get_by_role("button", name="Give your answers").first.click()
    expect(phone.get_by_role("radio").first).to_be_visible()
    assert used(session) == 1


def test_without_scripts_there_is_no_proof_and_beginning_is_the_same(without_scripts, session, soho):
    without_scripts.goto(OVERVIEW)
    without_scripts.get_by_role("button", name="Give your answers").first.click()
    expect(without_scripts.get_by_role("radio").first).to_be_visible()
    assert used(session) == 0


def test_rules_are_chosen_and_a_marked_response_is_kept(phone, session, clock):
    soho = stuffing.closed_soho(session, clock.today)
    demonstration.plan(session, clock.today)
    sign_in(phone, add_account(session, Role.ORGANISER))
    phone.goto(PLAN)
    phone.get_by_label("Answers that cannot both be true").check()
    for page in (PLAN, REVIEW, f"{REVIEW}responses/1/", f"{OVERVIEW}integrity/"):
        phone.goto(page) if page != PLAN else None
        axe(phone)
        fits(phone)
    phone.goto(REVIEW)
    phone.get_by_role("button", name="Look at the next one").click()
    phone.get_by_role("button", name="Decide").click()
    expect(phone.get_by_role("alert")).to_contain_text("Choose whether to keep the response")
    axe(phone)
    phone.get_by_label("Keep it").check()
    phone.get_by_label("Why?").fill("Nothing speaks against it.")
    phone.get_by_role("button", name="Decide").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Marked responses")
    session.rollback()
    assert len(integrity.reviews_of(session, soho)) == 1
