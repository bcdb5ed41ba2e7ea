"""Mails reach a real server on this machine; what goes wrong is said without the address, and nothing is lost."""

import logging
import stat
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from survey.domain.following import Mail
from survey.mail import Undelivered, Unreachable, delivery, message
from survey.settings import NO_TLS, STARTTLS, TLS, MailSettings, SettingsError, from_environment
from survey.store import outbox
from survey.store.outbox import NOTICE, QueuedMail
from survey.web import mailing

ANN = "ann@example.org"
MAIL = Mail(ANN, "Zoë’s news", "Hours: £1 a day.\n.\nEnd\n", {"List-Unsubscribe": "<https://x.example/>"})
FROM = "Council <us@council.example>"


class Post:
    """What a mail server does with mails. `answers` is what it says to each recipient by address."""

    def __init__(self):
        self.got, self.answers, self.to_all = [], {}, "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's own name
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's own name
        if self.to_all.startswith("250"):
            self.got.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return self.to_all


class AnyPort(Controller):
    """A server on a port that nobody else has."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post():
    handler = Post()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.settings = MailSettings("127.0.0.1", controller.port, tls=NO_TLS, sender=FROM)
    yield handler
    controller.stop()


def test_a_mail_arrives_whole(post, tmp_path):
    with delivery(post.settings, tmp_path) as deliver:
        deliver(MAIL, "1")
    ((sender, recipients, content),) = post.got
    read = message_from_bytes(content, policy=SMTP)
    assert (sender, recipients) == ("us@council.example", (ANN,))
    assert (read["From"], read["To"], read["Subject"]) == (FROM, ANN, MAIL.subject)
    assert read["List-Unsubscribe"] == "<https://x.example/>"
    assert read.get_content_type() == "text/plain"
    assert read.get_content().replace("\r\n", "\n") == MAIL.body
    assert list(tmp_path.iterdir()) == []


def test_the_address_of_a_page_to_leave_is_written_in_one_piece(post, tmp_path):
    """Folded or encoded, no mail program finds it."""
    leave = "<https://consultations.a-rather-long-name-of-a-council.example/follow/leave/" + "0123456789abcdef" * 4 + "/>"
    with delivery(post.settings, tmp_path) as deliver:
        deliver(replace(MAIL, headers={"List-Unsubscribe": leave, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}), "1")
    lines = post.got[0][2].decode("ascii").splitlines()
    assert f"List-Unsubscribe: {leave}" in lines
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


@pytest.mark.parametrize(
    ("answer", "fault", "words"),
    [
        ("550 <ann@example.org> is unknown", Undelivered, "The mail server refused the recipient (550)."),
        ("450 <ann@example.org> later", Undelivered, "The mail server refused the recipient (450)."),
        ("421 ann@example.org: going down", Unreachable, "The mail server stopped answering (421)."),
    ],
)
def test_a_refused_recipient_is_told_without_the_address(post, tmp_path, answer, fault, words):
    post.answers[ANN] = answer
    with delivery(post.settings, tmp_path) as deliver, pytest.raises(fault) as caught:
        deliver(MAIL, "1")
    assert str(caught.value) == words
    assert caught.value.__suppress_context__


def test_a_refused_mail_does_not_spoil_the_next(post, tmp_path):
    with delivery(post.settings, tmp_path) as deliver:
        post.to_all = "554 ann@example.org sends spam"
        with pytest.raises(Undelivered, match=r"^The mail server refused the mail \(554\)\.$"):
            deliver(MAIL, "1")
        post.to_all = "250 OK"
        deliver(MAIL, "2")
    assert len(post.got) == 1


@pytest.mark.parametrize("tls", [NO_TLS, TLS, STARTTLS])
def test_a_server_that_is_down_is_named_as_such(post, tmp_path, tls):
    # Nobody listens at port 1; and the server that does listen has no encryption.
    settings = replace(post.settings, tls=tls, port=1 if tls == NO_TLS else post.settings.port)
    with pytest.raises(Unreachable, match=r"^The mail server could not be used"), delivery(settings, tmp_path):
        pass


def test_a_password_is_never_shown_nor_sent_to_a_server_that_asks_for_none(post, tmp_path):
    settings = replace(post.settings, user="us", password="canary")
    assert "canary" not in repr(settings)
    with pytest.raises(Unreachable) as caught, delivery(settings, tmp_path):
        pass
    assert "canary" not in str(caught.value)


def test_without_a_server_mails_are_files_that_only_the_owner_opens(tmp_path):
    with delivery(MailSettings(), tmp_path / "mail") as deliver:
        deliver(MAIL, "abc")
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "abc.eml"
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700
    assert message_from_bytes(file.read_bytes(), policy=SMTP)["To"] == ANN


def test_the_policy_refuses_what_got_past_the_domain():
    mail = Mail(ANN, "s", "b")
    object.__setattr__(mail, "subject", "s\r\nBcc: all@example.org")
    with pytest.raises(ValueError, match="may not contain"):
        message(mail, FROM)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, MailSettings()),
        ({"LAMPPOST_MAIL_HOST": "h", "LAMPPOST_MAIL_FROM": "a@b"}, MailSettings("h", 587, tls=STARTTLS, sender="a@b")),
        ({"LAMPPOST_MAIL_HOST": "h", "LAMPPOST_MAIL_FROM": "a@b", "LAMPPOST_MAIL_TLS": "tls"}, MailSettings("h", 465, tls=TLS, sender="a@b")),
        (
            {"LAMPPOST_MAIL_HOST": "h", "LAMPPOST_MAIL_FROM": "a@b", "LAMPPOST_MAIL_TLS": "none", "LAMPPOST_MAIL_PORT": "2525", "LAMPPOST_MAIL_USER": "u", "LAMPPOST_MAIL_PASSWORD": "p"},
            MailSettings("h", 2525, "u", "p", NO_TLS, "a@b"),
        ),
    ],
)
def test_settings_of_mail(tmp_path, environment, expected):
    assert from_environment({"LAMPPOST_INSTANCE": str(tmp_path)} | environment).mail == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAMPPOST_MAIL_FROM", ""),
        ("LAMPPOST_MAIL_FROM", "council"),
        ("LAMPPOST_MAIL_FROM", "a@b\r\nBcc: c@d"),
        ("LAMPPOST_MAIL_TLS", "ssl"),
        ("LAMPPOST_MAIL_PORT", "0"),
        ("LAMPPOST_MAIL_PORT", "smtp"),
    ],
)
def test_a_setting_of_mail_that_cannot_be_used_stops_the_start(tmp_path, name, value):
    environment = {"LAMPPOST_INSTANCE": str(tmp_path), "LAMPPOST_MAIL_HOST": "h", "LAMPPOST_MAIL_FROM": "a@b", name: value}
    with pytest.raises(SettingsError, match=name):
        from_environment(environment)


# The command, on the queue.


@pytest.fixture
def settings(settings, post):
    """Settings with a mail server."""
    return replace(settings, mail=post.settings)


def queue(session, clock, *recipients):
    mails = [replace(MAIL, recipient=one) for one in recipients]
    number = iter(range(100))
    outbox.queue(session, mails, kind=NOTICE, today=clock.today, random_bytes=lambda count: bytes([next(number)]) * count)
    session.commit()


def send(app, exit_code=0):
    result = app.test_cli_runner().invoke(args=["mail", "send"])
    assert result.exit_code == exit_code, result.output
    return result.output


def left(session):
    session.expire_all()
    rows = session.scalars(select(QueuedMail).order_by(QueuedMail.mail_id))
    return [(row.recipient, row.tries, row.problem) for row in rows]


def test_delivered_mails_leave_the_queue_and_refused_ones_wait(app, session, clock, post, caplog):
    caplog.set_level(logging.DEBUG)
    queue(session, clock, ANN, "bob@example.org", "cat@example.org")
    post.answers["bob@example.org"] = "550 bob@example.org is unknown"
    output = send(app)
    assert "2 sent; 1 to be tried again; 0 given up." in output
    assert left(session) == [("bob@example.org", 1, "The mail server refused the recipient (550).")]
    assert "No mail is due." in send(app)
    clock.today += timedelta(days=1)
    post.answers.clear()
    send(app)
    assert left(session) == []
    assert [recipients for _sender, recipients, _content in post.got] == [(ANN,), ("cat@example.org",), ("bob@example.org",)]
    ours = "".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
    assert "example.org" not in output + ours


def test_a_server_that_is_down_costs_no_try(app, session, clock, post):
    queue(session, clock, ANN, "bob@example.org")
    post.answers["bob@example.org"] = "421 closing"
    output = send(app, exit_code=1)
    assert "The mail server stopped answering (421). 1 mails wait" in output
    assert left(session) == [("bob@example.org", 0, "")]
    post.answers.clear()
    assert "1 sent" in send(app)


class Pulled(BaseException):
    """The plug, pulled."""


@pytest.mark.parametrize(("moment", "repeated"), [("before", 0), ("after", 1)])
def test_an_interruption_loses_nothing_and_repeats_one_at_most(app, session, clock, post, monkeypatch, moment, repeated):
    queue(session, clock, *(f"reader{number}@example.org" for number in range(4)))

    @contextmanager
    def pull(settings, folder):
        with delivery(settings, folder) as deliver:

            def once(mail, name):
                if moment == "after":
                    deliver(mail, name)
                if "reader2" in mail.recipient:
                    raise Pulled
                if moment == "before":
                    deliver(mail, name)

            yield once

    monkeypatch.setattr(mailing, "delivery", pull)
    with pytest.raises(Pulled):
        app.test_cli_runner().invoke(args=["mail", "send"])
    monkeypatch.undo()
    send(app)
    clock.today += timedelta(days=1)
    send(app)
    assert left(session) == []
    arrived = [recipients[0] for _sender, recipients, _content in post.got]
    assert set(arrived) == {f"reader{number}@example.org" for number in range(4)}
    assert len(arrived) - len(set(arrived)) == repeated


def test_the_last_refusal_deletes_the_mail(app, session, clock, post):
    queue(session, clock, ANN)
    post.answers[ANN] = "550 no"
    for _day in range(16):
        output = send(app)
        clock.today += timedelta(days=1)
    assert "1 given up." in output
    assert left(session) == []


def test_a_mail_whose_holder_left_meanwhile_is_not_sent(app, session, clock, post, monkeypatch):
    queue(session, clock, ANN)
    monkeypatch.setattr(outbox, "claim", lambda *_, **__: None)
    assert "0 sent" in send(app)
    assert post.got == []
