"""Deny by default, and nobody past what the table of permissions says: every staff page, every role."""

import pytest

from survey.domain.accounts import Role
from survey.store import accounts
from survey.web.accounts import hash_password
from tests import demonstration

HASH = hash_password("a long password of tests")
OPEN, CLOSED = (f"consultations/{slug}/" for slug in (demonstration.SOHO, demonstration.CROYDON))


@pytest.fixture
def signed_in(client, session, clock):
    """Signs somebody in by role, past the page for it."""
    demonstration.load(session, clock.today)

    def enter(role):
        if role:
            account = accounts.add(session, email=f"{role}@x", name=role, role=Role(role), password_hash=HASH)
            accounts.sign_in(session, account, token=role, now=clock().replace(tzinfo=None))
            session.commit()
            client.raw.set_cookie("staff", role)
        return client.raw

    return enter


@pytest.mark.parametrize(
    ("role", "url", "status"),
    [
        # Nobody signed in: to the page for signing in.
        (None, "/organise/", 302),
        (None, "/council/", 302),
        (None, f"/organise/{CLOSED}responses.csv", 302),
        # Councillors read releases and nothing of the organisers'.
        ("councillor", "/council/", 200),
        ("councillor", "/organise/", 403),
        ("councillor", f"/organise/{CLOSED}", 403),
        ("councillor", f"/organise/{CLOSED}exact/", 403),
        ("councillor", f"/organise/{CLOSED}responses.csv", 403),
        # Administrators watch counts; they see no answer.
        ("administrator", "/organise/", 200),
        ("administrator", f"/organise/{OPEN}", 200),
        ("administrator", f"/organise/{CLOSED}exact/", 403),
        ("administrator", f"/organise/{CLOSED}responses.csv", 403),
        ("administrator", f"/council/{CLOSED}", 403),
        # Organisers see no answer while a consultation is open.
        ("organiser", f"/organise/{OPEN}", 200),
        ("organiser", f"/organise/{OPEN}exact/", 403),
        ("organiser", f"/organise/{OPEN}responses.csv", 403),
    ],
)
def test_who_may_open_what(signed_in, role, url, status):
    assert signed_in(role).get(url).status_code == status


@pytest.mark.parametrize("role", ["councillor", "administrator"])
@pytest.mark.parametrize("act", ["close/", "release/", "publish/"])
def test_only_organisers_act(signed_in, role, act):
    assert signed_in(role).post(f"/organise/{OPEN}{act}", data={}).status_code in (403, 404)


def test_a_made_up_cookie_signs_nobody_in(signed_in, client):
    signed_in(None)
    client.raw.set_cookie("staff", "made up")
    assert client.raw.get("/organise/").status_code == 302
