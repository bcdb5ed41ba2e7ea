"""Sending mails: to a mail server, or into files where none is set. No word on a failure holds an address.

Whatever a mail server answers may name the recipient. So its words are never kept; its number is.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path

from survey.domain.following import Mail
from survey.settings import STARTTLS, TLS, MailSettings

PATIENCE = 20
# With this a mail server says that it hangs up, whatever it was asked.
CLOSING = 421
# Takes a mail and its id in the queue. Raises Undelivered or Unreachable.
Deliver = Callable[[Mail, str], None]


class Unbroken(UnstructuredHeader):
    """A header that holds the address of a page: written in one piece, or mail programs cannot follow it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined] # made a header by the registry


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", Unbroken)
_POLICY = SMTP.clone(header_factory=_HEADERS)


class Undelivered(Exception):
    """The mail server refused this mail. The message says why, without the address."""


class Unreachable(Exception):
    """There is no mail server to talk to, or it stopped talking. No mail is to blame."""


def message(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it travels. Raises ValueError where a line of its head would become two."""
    made = EmailMessage(policy=_POLICY)
    made["From"] = sender
    made["To"] = mail.recipient
    made["Subject"] = mail.subject
    # When it is sent is written into the mail, as every mail server wants; we keep it nowhere.
    made["Date"] = formatdate()
    made["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    for name, value in mail.headers.items():
        made[name] = value
    # Plain ASCII on the way: not every mail server passes on anything else unharmed.
    made.set_content(mail.body, cte="quoted-printable")
    return made


@contextmanager
def delivery(settings: MailSettings, folder: Path) -> Iterator[Deliver]:
    """What delivers mails while the block runs: one connection to the mail server, or files in the folder."""
    if not settings.host:
        yield _into(folder, settings.sender)
        return
    connection = _connect(settings)
    try:
        yield _by(connection, settings.sender)
    finally:
        # What was delivered stays delivered, whether or not the server hears the farewell.
        with suppress(OSError):
            connection.quit()


def _into(folder: Path, sender: str) -> Deliver:
    def write(mail: Mail, name: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / f"{name}.eml").write_bytes(message(mail, sender).as_bytes())

    return write


def _connect(settings: MailSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    where = settings.host, settings.port
    try:
        if settings.tls == TLS:
            return _ready(smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=context), settings)
        return _ready(smtplib.SMTP(*where, timeout=PATIENCE), settings, context)
    except OSError as error:
        raise Unreachable(f"The mail server could not be used ({_kind(error)}).") from None


def _ready(
    connection: smtplib.SMTP, settings: MailSettings, context: ssl.SSLContext | None = None
) -> smtplib.SMTP:
    """The connection, encrypted and signed in to as the settings want it; closed where that fails."""
    try:
        if settings.tls == STARTTLS:
            connection.starttls(context=context)
        if settings.user:
            connection.login(settings.user, settings.password)
    except OSError:
        connection.close()
        raise
    return connection


def _by(connection: smtplib.SMTP, sender: str) -> Deliver:
    def send(mail: Mail, _name: str) -> None:
        try:
            connection.send_message(message(mail, sender))
        except smtplib.SMTPRecipientsRefused as error:
            (code, _words), *_ = error.recipients.values()
            _refused("recipient", code)
        except OSError as error:
            _raise(error)

    return send


def _raise(error: Exception) -> None:
    """What an error of the mail server means for the mail. Its own words stay out of it."""
    if isinstance(error, smtplib.SMTPResponseException) and not isinstance(error, smtplib.SMTPConnectError):
        _refused("mail", error.smtp_code)
    raise Unreachable(f"The mail server stopped answering ({_kind(error)}).") from None


def _refused(what: str, code: int) -> None:
    if code == CLOSING:
        raise Unreachable(f"The mail server stopped answering ({code}).") from None
    raise Undelivered(f"The mail server refused the {what} ({code}).") from None


def _kind(error: Exception) -> str:
    """What sort of error it was, without anything that it says."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
