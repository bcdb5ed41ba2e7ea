"""Following by email: nothing is told about an address, opening a link changes nothing, leaving takes one press."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from survey.store.deployments import register
from survey.store.following import FollowedDeployment, Subscription
from survey.store.outbox import QueuedMail
from survey.web.database import db
from survey.web.following import notify
from tests import demonstration
from tests.demonstration import CROYDON

SOHO = "soho-and-west-end"
ANN = "ann@example.org"
LEAVE = "List-Unsubscribe=One-Click"


@pytest.fixture(autouse=True)
def register_entries(session, clock):
    demonstration.load(session, clock.today)


def ask(client, email=ANN, status=200, **more):
    return client.get_page("/follow/").form().submit({"email": email} | more, status=status)


def kept(session):
    session.expire_all()
    return [(row.email, row.everything, row.confirmed_on) for row in session.scalars(select(Subscription))]


def mails(session):
    session.expire_all()
    return list(session.scalars(select(QueuedMail).order_by(QueuedMail.queued_on)))


def link(session, kind):
    """The path of the newest mail's link to confirm or to leave."""
    body = mails(session)[-1].body
    return f"/follow/{kind}/" + body.split(f"/follow/{kind}/")[1].split("/")[0] + "/"


def test_following_takes_a_mail_and_a_press_of_a_button(client, session, clock):
    page = ask(client, " Ann@Example.ORG ")
    assert (page.h1, page.url) == ("Check your email", "/follow/asked/")
    assert ANN not in page.html
    assert kept(session) == [(ANN, True, None)]
    page = client.get_page(link(session, "confirm"))
    assert kept(session) == [(ANN, True, None)]  # a mail scanner opened the link
    page = page.form().submit()
    assert page.h1 == "You follow changes now"
    assert kept(session) == [(ANN, True, clock.today)]
    assert client.get_page(link(session, "confirm")).h1 == "You follow changes now"


def test_the_form_says_what_is_kept_and_that_answering_needs_no_address(client):
    page = client.get_page("/follow/")
    for words in ("apart from everything else", "cannot lead to any answer", "no email address to answer", "The feed needs no email address at all", "Leaving deletes"):
        assert words in page.text
    assert page.form().values["deployments"] == [CROYDON, SOHO]


def test_a_link_from_a_deployment_ticks_that_one_alone(client, session):
    page = client.get_page(f"/deployments/{SOHO}/").follow("By email")
    assert page.form().values["deployments"] == [SOHO]
    page.form().submit({"email": ANN})
    assert [row.followed_slug for row in session.scalars(select(FollowedDeployment))] == [SOHO]
    assert kept(session)[0][1] is False
    assert client.get_page("/follow/?deployment=nothing").form().values["deployments"] == [CROYDON, SOHO]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"email": ""}, "Enter your email address, such as name@example.org."),
        ({"email": "ann<script>@example.org"}, "Before the @ sign, use plain letters, figures, dots and hyphens only, such as name@example.org."),
        ({"email": "ann@example.org", "deployments": []}, "Tick at least one deployment."),
    ],
)
def test_what_cannot_be_used_is_explained_and_kept(client, session, sent, words):
    page = client.get_page("/follow/").form().submit(sent, status=422)
    assert page.errors == [words]
    assert page.one("input", id="email").get("value") == sent["email"]
    assert page.form().values.get("deployments", []) == sent.get("deployments", [CROYDON, SOHO])
    assert kept(session) == []


@pytest.mark.parametrize("forged", [["nothing"], ["'; DROP TABLE subscriptions"]])
def test_a_deployment_that_is_not_there_cannot_be_followed(client, session, forged):
    client.get_page("/follow/").form().submit({"email": ANN}, forged={"deployments": forged}, status=422)
    assert kept(session) == []


def test_the_answer_does_not_tell_whether_an_address_is_known(client, session, clock):
    first = ask(client)
    client.post_page(link(session, "confirm"), {})
    again = ask(client)
    clock.today += timedelta(days=1)
    later = ask(client)
    other = ask(client, "bob@example.org")
    assert first.html == again.html == later.html == other.html
    assert len(mails(session)) == 3


def test_a_link_that_is_wrong_or_too_old_says_what_to_do(client, session, clock):
    ask(client)
    clock.today += timedelta(days=8)
    for url in (link(session, "confirm"), "/follow/confirm/nothing/", "/follow/leave/nothing/", "/follow/leave/" + "0" * 64 + "/"):
        assert client.get_page(url, status=404).h1 == "This link does not work"
        client.post_page(url, {}, status=404)
    assert kept(session)[0][2] is None


def test_opening_the_link_to_leave_leaves_nothing_and_its_button_does(client, session):
    ask(client)
    leave = link(session, "leave")
    client.post_page(link(session, "confirm"), {})
    page = client.get_page(leave)
    assert page.h1 == "Do you want to stop following?"
    assert len(kept(session)) == 1
    assert page.form().submit().h1 == "Your address is deleted"
    assert (kept(session), mails(session)) == ([], [])
    assert client.get_page(leave).h1 == "Your address is deleted"


@pytest.mark.parametrize(
    ("headers", "content_type"),
    [
        # A mail provider's server; a mail program in a browser; and both ways in which they write it.
        ({}, "application/x-www-form-urlencoded"),
        ({}, "multipart/form-data"),
        ({"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}, "multipart/form-data"),
        ({"Origin": "null"}, "application/x-www-form-urlencoded"),
    ],
)
def test_one_press_in_a_mail_program_is_enough(app, client, session, headers, content_type):
    ask(client)
    ours = mails(session)[-1].headers
    url = ours["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    name, value = ours["List-Unsubscribe-Post"].split("=")
    assert f"{name}={value}" == LEAVE
    response = app.test_client().post(url, data={name: value}, headers=headers, content_type=content_type)
    assert response.status_code == 200
    assert kept(session) == []


def test_other_forms_still_come_from_our_own_pages_only(client, session):
    ask(client)
    for url in ("/follow/", link(session, "confirm")):
        response = client.raw.post(url, data={"email": ANN}, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
    assert kept(session)[0][2] is None


def test_pages_with_a_secret_in_their_address_are_not_stored_nor_found_nor_told(client, session):
    ask(client)
    for kind in ("confirm", "leave"):
        page = client.get_page(link(session, kind))
        assert page.response.headers["Cache-Control"] == "no-store"
        assert page.response.headers["Referrer-Policy"] == "same-origin"
        assert page.one("meta", name="robots").get("content") == "noindex"


def test_no_address_and_no_link_is_logged(client, session, caplog):
    caplog.set_level(logging.DEBUG)
    ask(client)
    confirm = link(session, "confirm")
    client.get_page(confirm).form().submit()
    client.get_page(link(session, "leave")).form().submit()
    assert ANN not in caplog.text
    assert confirm not in caplog.text


def test_the_command_purge_deletes_what_nobody_confirmed(app, client, session, clock):
    ask(client)
    clock.today += timedelta(days=8)
    output = app.test_cli_runner().invoke(args=["purge"]).output
    assert "1 email addresses deleted that nobody confirmed." in output
    assert kept(session) == []


@pytest.mark.parametrize(("material", "words"), [(True, "Plan changed during a consultation"), (False, "Change published")])
def test_publishing_queues_a_mail_for_each_follower(app, client, session, clock, material, words):
    ask(client)
    client.post_page(link(session, "confirm"), {})
    soho = demonstration.consultation(session)
    clock.today = soho.opens_on
    with app.test_request_context():
        revision = register.current(db(), register.find(db(), SOHO))
        revision.material = material
        assert notify(revision) == 1
        db().commit()
    (mail,) = [mail for mail in mails(session) if mail.kind == "notice"]
    assert mail.subject.startswith(words)
    assert f"/consultations/{soho.slug}/" in mail.body
