"""Signing in and out, and what it does not tell."""

from datetime import datetime, time

import pytest
from sqlalchemy import select

from survey.domain.accounts import Role
from survey.store import accounts
from survey.store.accounts import AuditEntry, StaffSession
from survey.store.database import session_factory
from survey.web.accounts import hash_password
from tests import demonstration

EMAIL, PASSWORD = "organiser@lamppost.example", "a long password of tests"
SIGN_IN = "/account/sign-in/"
NOON = datetime(2026, 11, 2, 12)


@pytest.fixture(scope="module")
def password_hash():
    return hash_password(PASSWORD)


@pytest.fixture
def organiser(session, clock, password_hash):
    demonstration.load(session, clock.today)
    account = accounts.add(session, email=EMAIL, name="Olu", role=Role.ORGANISER, password_hash=password_hash)
    session.commit()
    return account


def sign_in(client, password=PASSWORD, email=EMAIL, status=200, url=SIGN_IN):
    return client.get_page(url).form().submit({"email": email, "password": password}, status=status)


def test_signing_in_leads_to_the_organisers_pages_and_is_audited(client, organiser, session):
    page = sign_in(client)
    assert page.url.startswith("/organise/")
    assert [entry.act for entry in session.scalars(select(AuditEntry))] == ["sign-in"]


def test_the_token_is_kept_only_as_a_hash(client, organiser, session):
    sign_in(client)
    token = client.raw.get_cookie("staff").value
    (kept,) = session.scalars(select(StaffSession))
    assert kept.token_hash == accounts.token_hash(token) != token


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong"),
        # An unknown address is answered exactly like a wrong password.
        ("nobody@lamppost.example", PASSWORD),
        ("", ""),
    ],
)
def test_a_wrong_sign_in_says_what_to_do_and_keeps_the_address(client, organiser, email, password):
    page = sign_in(client, password, email, status=422)
    assert page.errors == ["The email address or the password is not right. Check both and try again."]
    assert page.one("input", id="email").get("value", "") == email
    assert client.raw.get_cookie("staff") is None


def test_too_many_failures_make_the_account_wait_whoever_asks(client, organiser, clock, app):
    for _ in range(6):
        page = sign_in(client, "wrong", status=422) if _ < 5 else sign_in(client, "wrong", status=429)
    assert "too many wrong passwords" in page.errors[0]
    sign_in(client, PASSWORD, status=429)
    clock.hour = time(13)
    assert sign_in(client, PASSWORD).url.startswith("/organise/")


def test_a_page_for_staff_asks_to_sign_in_and_then_leads_there(client, organiser):
    page = client.get_page("/organise/")
    assert page.url.startswith(SIGN_IN)
    page = page.form().submit({"email": EMAIL, "password": PASSWORD})
    assert page.url == "/organise/"


def test_signing_in_stays_in_the_language_of_the_page_that_was_asked_for(client, organiser):
    page = sign_in(client, url="/cy/organise/")
    assert page.url == "/cy/organise/"
    assert 'lang="cy"' in page.html


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "/%09/evil.example", "/%0d%0aevil"],
)
def test_signing_in_never_leads_to_another_site(client, organiser, elsewhere):
    page = sign_in(client, url=f"{SIGN_IN}?next={elsewhere}")
    assert page.url == "/organise/"


def test_a_forged_form_signs_nobody_in(client, organiser):
    page = client.get_page(SIGN_IN)
    sent = {"email": EMAIL, "password": PASSWORD}
    page = page.form().submit(sent, forged={"csrf_token": "forged"}, status=422)
    assert client.raw.get_cookie("staff") is None


def test_signing_out_ends_the_session_on_the_server(client, organiser, session):
    page = sign_in(client)
    token = client.raw.get_cookie("staff").value
    (form,) = [form for form in page.all("form") if form.get("action", "").endswith("/sign-out/")]
    field = next(field for field in form.iter("input") if field.get("name") == "csrf_token")
    client.post_page("/account/sign-out/", {"csrf_token": field.get("value")})
    assert session.scalar(select(StaffSession)) is None
    client.raw.set_cookie("staff", token)
    assert client.get_page("/organise/").url.startswith(SIGN_IN)


def test_an_idle_session_ends(client, organiser, clock):
    sign_in(client)
    clock.hour = time(12, 29)
    assert client.get_page("/organise/").url == "/organise/"
    clock.hour = time(13)
    assert client.get_page("/organise/").url.startswith(SIGN_IN)


def test_what_was_typed_for_longer_than_a_session_lasts_is_kept(client, organiser, clock, session):
    sign_in(client)
    form = client.get_page(f"/organise/consultations/{demonstration.SOHO}/close/").form("close/")
    clock.hour = time(13)
    reason = "The force has <withdrawn> the plan.\nSo there is nothing to ask."
    page = form.submit({"reason": reason}, status=403, forged={"new_password": "of nobody else"})
    assert page.h1 == "You are signed out"
    assert "of nobody else" not in page.html
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.follow("Sign in again (opens in a new tab)").h1 == "Staff sign-in"
    # Signed in again, which makes another token.
    sign_in(client)
    page = page.form("close/").submit(status=422)
    assert page.one("textarea").text.strip() == reason
    assert page.form("close/").submit().h1 == "Close it today?"


def test_a_form_from_another_site_is_refused(client, organiser):
    response = client.raw.post(SIGN_IN, data={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    # A frame without an origin of its own says "null"; it is a foreign site's, since our pages have one.
    for origin in ("https://evil.example", "null"):
        response = client.raw.post(SIGN_IN, data={}, headers={"Origin": origin})
        assert response.status_code == 403


def test_a_form_whose_cookie_is_gone_can_be_sent_again(client, organiser):
    page = client.get_page(SIGN_IN)
    client.raw.delete_cookie("sign-in", path="/")
    page = page.form().submit({"email": EMAIL, "password": PASSWORD}, status=422)
    assert page.form().submit({"password": PASSWORD}).url.startswith("/organise/")


def test_an_address_that_no_database_takes_is_an_unknown_one(client, organiser):
    token = client.get_page(SIGN_IN).form().values["csrf_token"]
    client.post_page(SIGN_IN, {"csrf_token": token, "email": "a\0b", "password": "x"}, status=422)


def test_failures_at_the_same_time_are_all_counted(organiser, session, engine):
    with session_factory(engine)() as other:
        same = accounts.find(other, EMAIL)
        accounts.record_failure(session, organiser, NOON)
        session.commit()
        accounts.record_failure(other, same, NOON)
        other.commit()
    session.refresh(organiser)
    assert organiser.tries.failed == 2
