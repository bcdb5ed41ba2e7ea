"""What a second look at the journey found: histories, two languages, two windows, drafts that are over."""

import pytest

from survey.domain.questionnaires.definition import dump
from survey.domain.questionnaires.translations import with_translations
from survey.domain.translating.texts import texts_of
from survey.store.questionnaires import versions
from tests import every_type
from tests.page import PageClient
from tests.survey.web.answering.test_returning import (  # noqa: F401 - household and invite are fixtures
    ask_for_a_code,
    code_on,
    come_back,
    household,
    invite,
    responses,
    wish,
)
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, code_of, send, walk

WORDS = "private words"
AWAY = ("_then", "later")


def leave(page):
    """Types words on the page on the way out, and clears the device."""
    return page.form().submit({"main-reason": WORDS}, button=AWAY).form("finish/").submit()


def test_clearing_a_device_clears_it_in_every_language(resident, soho, session):
    soho.languages = ["cy"]
    session.commit()
    walk(resident.page, INDIVIDUAL, until="main-reason").form().submit({"main-reason": WORDS}, button=AWAY)
    resident.get_page("/cy" + BASE).form("start/").submit()
    page = resident.get_page(f"/cy{BASE}later/").form("later/").submit().form("finish/").submit()
    assert page.url.partition("?")[0].endswith("/cleared/")
    assert WORDS not in resident.get_page(BASE + "main-reason/", status=410).html


def test_a_form_for_a_private_code_that_is_sent_again_from_the_history_tells_no_code(app, household):  # noqa: F811 - a fixture
    code, _first = household(left=6)
    member = PageClient(app)
    form = wish(come_back(member, code), "private")
    given = form.submit()
    own = code_on(given)
    leave(walk(given.form("return/").submit(), INDIVIDUAL, until="main-reason"))
    again = member.post_page(BASE + "return/", form.values)
    assert own not in again.text


def test_half_an_answer_of_another_window_is_not_taken_for_a_whole_one(app, client, session, clock):
    every_type.add(session, clock.today)
    page = walk(client.post_page(every_type.BASE + "start/", {}), every_type.SENT, until="zones")
    other = PageClient(app)
    cookie = client.raw.get_cookie("answers", path=every_type.BASE).value
    other.raw.set_cookie("answers", cookie, path=every_type.BASE)
    other.get_page(page.url).form().submit({"zones.north-end": "neither"}, button=AWAY)
    page = page.form().submit({}, status=409).follow("Keep what was answered there, and go on")
    walk(page, every_type.SENT, until="check")
    assert code_of(client.get_page(every_type.BASE + "send/")) == "zones"


def test_a_printed_code_begins_anew_where_its_answers_are_over(app, soho, session, invite, clock):  # noqa: F811 - a fixture
    (code,) = invite()
    soho.closes_on = clock.today.replace(year=clock.today.year + 1)
    session.commit()
    walk(come_back(PageClient(app), code).form("return/").submit(), INDIVIDUAL, until="safety")
    clock.today = clock.today.replace(month=clock.today.month + 1, day=28)
    page = come_back(PageClient(app), code).form("return/").submit()
    assert code_of(page) == "capacity"


def test_a_language_that_is_added_is_no_other_wording(resident, soho, session, monkeypatch):
    monkeypatch.setattr(versions, "_LOADED", {})
    walk(resident.page, INDIVIDUAL, until="main-reason")
    asked = versions.frozen(session, soho.version_id).asked
    new = versions.freeze(session, soho.id, asked)
    said = {text.place: "CY " + text.text for text in texts_of(asked)}
    new.definition = with_translations(dump(asked), {"cy": said})
    soho.languages, soho.version_id = ["cy"], new.id
    session.commit()
    versions._LOADED.clear()
    page = resident.get_page(BASE + "main-reason/").form().submit(button=("_then", "language-cy"))
    assert code_of(walk(page, INDIVIDUAL, until="check")) == "check"


def test_an_old_page_clears_the_device_all_the_same(resident):
    finish = ask_for_a_code(resident).form("finish/")
    ask_for_a_code(resident)
    assert finish.submit().url.partition("?")[0].endswith("/cleared/")
    assert resident.raw.get_cookie("answers", path=BASE) is None


@pytest.mark.parametrize("forged", [{}, {"on_its_own": "yes"}])
def test_a_correction_replaces_whatever_a_form_says(resident, session, forged):
    receipt = send(walk(resident.page, INDIVIDUAL, until="check")).one("strong", id="receipt").text
    page = resident.post_page(BASE + "correct/", {"receipt": receipt})
    walk(page, {"capacity": {"capacity": "organisation"}}, until="check")
    form = resident.get_page(BASE + "send/").form()
    resident.post_page(BASE + "send/", form.values | forged)
    assert len(responses(session)) == 1
