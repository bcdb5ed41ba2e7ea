"""An outcome on the narrowest phone: nothing is cut off, and a table of conditions is read down."""

from datetime import date

from survey.domain.accounts import Role
from survey.store import outcomes
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in
from tests.survey.domain.outcomes.records import WHOLE
from tests.survey.web.outcomes.recording import KEEP, PAGE, change_plan, published, record


def test_it_is_read_and_written_on_a_narrow_phone(phone, session, clock):
    clock.today = date(2026, 11, 20)
    consultation = published(session, clock.today)
    record(session, consultation, clock.today)
    record(session, consultation, clock.today, note="A name was wrong.", decided_by="Full council")
    change_plan(session, consultation, clock.today)
    outcomes.begin(session, consultation, today=clock.today)
    session.commit()
    sign_in(phone, add_account(session, Role.ORGANISER))
    for page in (f"{KEEP}review/", f"{KEEP}parts/conditions/", f"{PAGE}versions/2/", PAGE):
        phone.goto(page)
        axe(phone)
        fits(phone)
    condition = phone.get_by_role("row").filter(has_text=WHOLE.conditions[0].text)
    text, who = condition.get_by_role("rowheader").bounding_box(), condition.get_by_role("cell").first.bounding_box()
    assert who["y"] >= text["y"] + text["height"], "cells stand below one another"
