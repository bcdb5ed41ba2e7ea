"""Leaving a page otherwise than by Continue: what stands on it is kept, or its loss is said and chosen."""

import pytest

from tests import every_type
from tests.survey.web.answering.test_windows import another, answers_of
from tests.survey.web.answering.walking import BASE, EQUALITY, INDIVIDUAL, code_of, walk

LEADS = {
    "later": BASE + "later/",
    "plan": "/consultations/soho-fixed-cameras/#plan",
    "back": BASE + "6/",
    "longer": BASE + "7/",
    "language-cy": f"/cy{BASE}7/",
}
TOLD = "Not everything on this page can be kept as it stands."


@pytest.fixture
def soho(soho, session):
    soho.languages = ["cy"]
    session.commit()
    return soho


def leave(page, way, values=None, status=200):
    """Presses one of the buttons beside Continue, which the page must have."""
    assert page.all("button", name="_then", value=way), f"{page.url} offers no way “{way}”"
    return page.form().submit(values, button=("_then", way), status=status)


def typed_in(page):
    return "".join(page.one("textarea").itertext()).strip()


@pytest.mark.parametrize("way", ["later", "plan", "back", "language-cy"])
def test_what_is_typed_is_kept_whichever_way_somebody_leaves(resident, session, way):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    page = leave(page, way, {"main-reason": "Half a sent"})
    assert page.url == LEADS[way]
    root = "/cy" if way == "language-cy" else ""
    assert typed_in(resident.get_page(root + BASE + "main-reason/")) == "Half a sent"
    page = resident.get_page(root + BASE)
    assert code_of(resident.get_page(page.one("a", role="button").get("href"))) == "main-reason", "only Continue goes on"


@pytest.mark.parametrize("way", ["later", "plan", "back", "language-cy"])
def test_a_page_on_which_nothing_was_answered_lets_everybody_go(resident, way):
    page = leave(resident.page, way)
    assert code_of(page) != "capacity" or way == "language-cy"
    assert page.errors == []


def test_a_question_that_needs_an_answer_keeps_nobody(resident, session):
    page = walk(resident.page, {"capacity": {"capacity": "organisation"}}, until="organisation")
    page = leave(page, "later", {"organisation-represents": "Bakers"})
    assert page.url == BASE + "later/"
    assert answers_of(resident, session)["organisation-represents"] == "Bakers"
    assert code_of(page.follow("Go on with your answers")) == "organisation"


@pytest.mark.parametrize("way", ["later", "back", "language-cy"])
def test_what_cannot_be_kept_is_said_first(resident, session, way):
    page = walk(resident.page, INDIVIDUAL, until="limits")
    wrong = {"limits": ["signs", "children", "end-date", "fixed-hours"]}
    page = leave(page, way, wrong, status=422)
    assert page.errors[0].startswith(TOLD)
    assert page.errors[1] == "Choose up to 3 answers. You chose 4: untick 1."
    kept = [box.get("value") for box in page.all("input", type="checkbox") if box.get("checked") is not None]
    assert sorted(kept) == sorted(wrong["limits"])
    if way == "later":
        assert leave(page, way).url == BASE + "later/"
        assert "limits" not in answers_of(resident, session)
    else:
        page = leave(page, way, {"limits": ["signs"]})
        assert page.errors == []


def test_who_typed_something_else_meanwhile_is_told_anew(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    page = leave(page, "later", {"main-reason": "word " * 500}, status=422)
    page = leave(page, "later", {"main-reason": "other " * 500}, status=422)
    assert page.errors[0].startswith(TOLD)
    assert leave(page, "later").url == BASE + "later/"


def test_the_rest_of_a_page_is_kept_while_its_reader_is_told(resident, session):
    page = walk(resident.page, INDIVIDUAL, until="connection")
    leave(page, "later", {"connection": ["live", "other"], "connection.other": "long " * 90}, status=422)
    found = answers_of(resident, session)
    assert found["connection"] == ["live", "other"]
    assert "connection.other" not in found


def test_an_answer_from_before_stays_where_the_new_one_cannot_be_kept(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "main-reason/?from=check")
    page = leave(page, "back", {"main-reason": "word " * 500}, status=422)
    page = leave(page, "back")
    assert code_of(page) == "check"
    assert answers_of(resident, session)["main-reason"] == INDIVIDUAL["main-reason"]["main-reason"]


def test_back_from_a_change_keeps_it_and_shows_it(resident):
    walk(resident.page, INDIVIDUAL, until="check")
    page = leave(resident.get_page(BASE + "main-reason/?from=check"), "back", {"main-reason": "Changed."})
    assert code_of(page) == "check"
    assert "Changed." in page.text


def test_leaving_drops_nothing_that_the_new_answer_leads_past(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = leave(resident.get_page(BASE + "capacity/"), "later", {"capacity": "organisation"})
    assert answers_of(resident, session)["area"] == INDIVIDUAL["area"]["area"]
    assert code_of(page.follow("Go on with your answers")) == "organisation"


def test_the_language_changes_on_a_page_reached_from_the_check_page(resident):
    walk(resident.page, INDIVIDUAL, until="check")
    page = leave(resident.get_page(BASE + "main-reason/?from=check"), "language-cy", {"main-reason": "Changed."})
    assert page.url == LEADS["language-cy"] + "?from=check"
    assert typed_in(page) == "Changed."
    assert resident.raw.get_cookie("answers", path=BASE) is None


def test_two_windows_clash_on_leaving_as_they_do_on_going_on(resident, session):
    walk(resident.page, INDIVIDUAL, until="safety")
    first, second = resident.get_page(BASE + "support/"), another(resident).get_page(BASE + "support/")
    first.form().submit({"support": "strongly-support"})
    page = leave(second, "later", {"support": "strongly-oppose"}, status=409)
    assert page.h1 == "Which answer do you want to keep?"
    assert page.links["Keep what was answered there, and go on"] == BASE + "later/"
    assert page.form().submit().url == BASE + "later/"
    assert answers_of(resident, session)["support"] == "strongly-oppose"


def test_a_form_that_is_too_old_leads_nowhere_and_loses_nothing(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    sent = {"csrf_token": "old", "main-reason": "Still here.", "_then": "later"}
    page = page.form().submit(forged=sent, status=422)
    assert "open too long" in page.errors[0]
    assert typed_in(page) == "Still here."


@pytest.mark.parametrize("way", ["nowhere", "language-pl", "language-", "https://evil.example/"])
def test_a_way_that_is_not_offered_is_no_way(resident, way):
    page = resident.page.form().submit({"capacity": "individual"}, button=("_then", way))
    assert code_of(page) == "connection"


def test_enter_in_a_field_goes_on(resident):
    """A browser presses the first button of a form, wherever in the page it stands."""
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    form = page.form().element
    inside = list(form.iter("button"))
    buttons = [one for one in page.root.iter("button") if one in inside or one.get("form") == form.get("id")]
    assert buttons[0].get("name") is None
    assert buttons[0].get("aria-hidden") == "true"
    assert {one.get("value") for one in buttons if one.get("name")} == {"later", "plan", "back", "language-cy"}


def test_the_question_before_the_optional_ones_keeps_what_was_chosen(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = leave(resident.get_page(BASE + "equality/"), "later", {"equality": "yes"})
    assert page.url == BASE + "later/"
    gate = resident.get_page(BASE + "equality/")
    assert gate.one("input", checked="").get("value") == "yes"
    walk(gate.form().submit(), EQUALITY, until="send")
    page = leave(resident.get_page(BASE + "equality/"), "back", {"equality": "no"})
    assert code_of(page) == "check"
    assert answers_of(resident, session)["age"] == "35-49", "leaving drops nothing"
    page = resident.get_page(BASE + "equality/")
    assert page.one("input", checked="").get("value") == "no"
    page.form().submit()
    assert "age" not in answers_of(resident, session)


def test_the_question_before_the_optional_ones_lets_go_who_has_not_chosen(resident):
    walk(resident.page, INDIVIDUAL, until="check")
    assert leave(resident.get_page(BASE + "equality/"), "language-cy").url == f"/cy{BASE}equality/"


def test_half_a_grid_waits_for_the_rest(client, session, clock):
    every_type.add(session, clock.today)
    begun = client.post_page(every_type.BASE + "start/", {})
    page = leave(walk(begun, every_type.SENT, until="zones"), "later", {"zones.north-end": "neither"})
    assert page.errors == []
    page = page.follow("Go on with your answers")
    assert code_of(page) == "zones"
    assert [one.get("name") for one in page.all("input", checked="")] == ["zones.north-end"]
    page = walk(page.form().submit(every_type.SENT["zones"]), every_type.SENT, until="check")
    # Once it was answered, half an answer cannot take the place of a whole one unseen.
    page = client.get_page(every_type.BASE + "zones/?from=check")
    values = page.form().values | {"zones.north-end": [""], "_then": "back"}
    page = client.post_page(page.url, {name: value for name, value in values.items() if value != [""]}, status=422)
    assert page.errors[0].startswith(TOLD)


def test_what_adds_up_to_no_answer_is_said(client, session, clock):
    every_type.add(session, clock.today)
    begun = client.post_page(every_type.BASE + "start/", {})
    page = leave(walk(begun, every_type.SENT, until="money"), "later", {"money.officers": "70"}, status=422)
    assert "They add up to £70 now" in page.errors[1]
    assert page.one("input", name="money.officers").get("value") == "70"
