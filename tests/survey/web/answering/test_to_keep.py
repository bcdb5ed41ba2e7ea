"""Codes and receipts as residents are given them: what they are, where they are used, until when, and how to keep them."""

import os
from datetime import timedelta

import pytest

from survey.domain.codes import in_groups, invitation_id, new_code
from survey.domain.invitations import Kind
from survey.store import invitations, strata
from survey.web.answering.blueprint import ELSEWHERE
from survey.web.invitations import entry
from tests.page import Form, words
from tests.survey.web.answering.walking import BASE, send, walk

ORGANISATION = {"capacity": {"capacity": "organisation"}}
HOST = "127.0.0.1:8000"


@pytest.fixture
def printed(session, soho, app, clock):
    """A printed code: of a household, or of one person."""

    def issue(*, household):
        code = new_code(os.urandom)
        stratum = strata.add(session, soho, name="Zone one", kind=Kind.ZONE, household=household, day=clock.today)
        with app.app_context():
            invitations.issue(session, stratum, [invitation_id(code, entry.key())], seen=0, day=clock.today)
        session.commit()
        return in_groups(code)

    return issue


def rows(page):
    """The terms and their values."""
    return dict(zip(map(words, page.all("dt")), map(words, page.all("dd")), strict=True))


def can_be_kept(page, element):
    """Copying and printing: buttons that only scripts bring to light, and what tells that it was copied."""
    assert page.one("button", data_copy=element).get("hidden") is not None
    assert page.one("button", data_print="").get("hidden") is not None
    assert page.one("span", role="status").get("data-done")
    assert page.one("strong", id=element) is not None
    assert any("codes.js" in script.get("src", "") for script in page.all("script"))


def test_a_receipt_says_where_it_is_checked_and_what_became_of_an_earlier_one(resident):
    page = send(walk(resident.page, ORGANISATION, until="check"))
    assert rows(page) == {"Where to check it": f"{HOST}/receipt"}
    can_be_kept(page, "receipt")
    assert "If you corrected an earlier response, it was replaced" in page.text
    # On paper a link leads nowhere without its address.
    assert words(page.one("span", class_="app-print-only")) == f"{HOST}/consultations/soho-fixed-cameras"


WHERE = [
    # the prefix of a language, and what is printed
    ("", "/return"),
    ("/cy", "/cy/return"),
    ("/ar", "/ar/return"),
    ("/pl", "/pl/consultations/soho-fixed-cameras/return"),
]


@pytest.mark.parametrize(("prefix", "address"), WHERE)
def test_a_code_is_typed_where_its_language_is_spoken(client, soho, session, prefix, address):
    soho.languages = ["cy", "ar", "pl"]
    session.commit()
    page = client.get_page(prefix + BASE).form("start/").submit()
    page = client.get_page(f"{prefix}{BASE}later/").form("later/").submit()
    assert HOST + address in rows(page).values()
    can_be_kept(page, "code")
    typed = words(page.one("strong", id="code"))
    client.raw.delete_cookie("answers", path=prefix + BASE)
    page = client.get_page(address + "/").form("return/").submit({"code": typed})
    assert page.url == f"{prefix}{BASE}1/"


def wish(page, wanted):
    return next(form for form in (Form(page, one) for one in page.all("form")) if form.values.get("wish") == [wanted])


def test_a_household_is_told_that_the_first_to_send_shuts_the_others_out(client, soho, printed):
    page = client.get_page("/return/").form("return/").submit({"code": printed(household=True)})
    for told in (
        "They must ask for their code before you send yours",
        "We place one cookie",
        "Only the first question needs an answer",
        "Please do not write anybody’s name",
    ):
        assert told in page.text


def test_one_person_is_told_nothing_of_others_at_their_address(client, soho, printed):
    page = client.get_page("/return/").form("return/").submit({"code": printed(household=False)})
    assert "They must ask" not in page.text
    assert "We place one cookie" in page.text


@pytest.mark.parametrize("days", [10, 100])
def test_a_private_code_says_where_it_is_typed_and_until_when(client, soho, session, clock, printed, days):
    soho.closes_on = clock.today + timedelta(days=days)
    session.commit()
    asked = client.get_page("/return/").form("return/").submit({"code": printed(household=True)})
    page = wish(asked, "private").submit()
    told = rows(page)
    assert told["Where to type it"] == f"{HOST}/return"
    assert told["Until when"].startswith("The end of ")
    assert ("Answers that you begin today" in told["Until when"]) == (days > 30)
    can_be_kept(page, "code")


def test_a_receipt_typed_as_a_code_goes_on_to_where_receipts_are_checked(client, soho):
    receipt = "7QF2-M9XW-D4TK-81BC-ZR5V"
    page = client.get_page("/return/").form().submit({"code": receipt}, status=422)
    assert "This looks like a receipt" in page.errors[0]
    button = page.one("button", formaction="/receipt/")
    page = client.post_page("/receipt/", {button.get("name"): button.get("value")}, status=422)
    assert "Most often one character is mistyped" in page.errors[0]
    page = client.get_page("/return/").form().submit({"code": "K7QF"}, status=422)
    assert page.all("button", formaction="/receipt/") == []


@pytest.mark.parametrize("path", ["/return/", "/consultations/soho-fixed-cameras/return/"])
def test_where_a_code_is_typed_can_be_left_quickly(client, soho, path):
    assert client.get_page(path).one("a", data_leave="").get("href") == ELSEWHERE


def test_the_home_page_and_every_footer_lead_to_where_codes_are_typed(client, soho):
    page = client.get_page("/")
    assert page.links["Go on with a code"].endswith("/return/")
    (footer,) = page.all("footer")
    assert {link.get("href") for link in footer.iter("a")} >= {"/return/", "/receipt/"}
