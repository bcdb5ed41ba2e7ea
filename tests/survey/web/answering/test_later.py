"""The page for coming back later: a code that was shown, and more time for answers that would go soon."""

from datetime import timedelta

from sqlalchemy import select

from survey.store.answering.drafts import SealedDraft
from tests.page import PageClient
from tests.survey.web.answering.test_returning import code_on, come_back
from tests.survey.web.answering.walking import BASE, code_of

ANOTHER = "Ask for another only if you have lost it; the first then opens nothing."


def test_a_page_with_a_code_that_is_loaded_anew_says_that_the_code_still_works(app, resident):
    form = resident.get_page(BASE + "later/").form("later/")
    code = code_on(form.submit())
    page = form.submit(status=422)
    assert page.errors == [f"If you have already seen a code, it still works. {ANOTHER}"]
    assert code_of(come_back(PageClient(app), code)) == "capacity"


def test_answers_that_will_go_soon_are_announced_and_can_be_kept_longer(resident, soho, session, clock):
    kept = session.scalar(select(SealedDraft))
    soho.closes_on = clock.today + timedelta(days=60)
    session.commit()
    clock.today = kept.expires_on - timedelta(days=3)
    assert "Keep them longer" not in resident.get_page(BASE + "capacity/").html
    clock.today = kept.expires_on - timedelta(days=2)
    page = resident.get_page(BASE + "capacity/")
    page = page.form().submit({"capacity": "individual"}, button=("_then", "longer"))
    assert page.url == BASE + "1/"
    assert page.one("input", checked="").get("value") == "individual"
    assert "Keep them longer" not in page.html
    session.expire_all()
    assert session.scalar(select(SealedDraft.expires_on)) == clock.today + timedelta(days=30)


def test_pages_without_a_question_offer_to_keep_the_answers_longer_too(resident, soho, session, clock):
    kept = session.scalar(select(SealedDraft))
    soho.closes_on = clock.today + timedelta(days=60)
    session.commit()
    clock.today = kept.expires_on
    page = resident.get_page(BASE + "later/")
    form = next(f for f in page.all("form") if f.get("action", "").endswith("extend/"))
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    page = resident.post_page(form.get("action"), values)
    assert page.url == BASE + "later/"
    assert "Keep them longer" not in page.html


def test_at_the_end_of_a_consultation_nothing_can_be_extended_and_the_page_says_when(
    resident, soho, session, clock
):
    soho.closes_on = session.scalar(select(SealedDraft.expires_on))
    session.commit()
    clock.today = soho.closes_on - timedelta(days=1)
    page = resident.get_page(BASE + "capacity/")
    assert "Keep them longer" not in page.html
    assert "Then the consultation closes" in page.html
