"""Following a deployment by email: the address, the links that confirm and leave, and the words of each mail.

An address is kept apart from everything else. Two secrets lead to it: a random link, of which only the hash
is kept, confirms; a link worked out from the installation's key leaves, and stands in every mail.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import fill

from survey.domain.deployments.revisions import Revision
from survey.domain.wording import SOURCE, Catalogue, say

RandomBytes = Callable[[int], bytes]

TOKEN_BYTES = 16
DAYS_TO_CONFIRM = 7
LONGEST_EMAIL = 254
_LONGEST_LOCAL = 64
_WIDTH = 72
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_HOST = re.compile(rf"({_LABEL}\.)+(?=[A-Za-z])({_LABEL})")
_ID_CHARACTERS = 2 * TOKEN_BYTES
_LEAVE_TOKEN = re.compile(rf"[0-9a-f]{{{2 * _ID_CHARACTERS}}}")


@dataclass(frozen=True)
class Site:
    """Where this installation is reached, whose it is, and the key that its links to leave come from.

    The catalogue, and the address, are those of the page on which somebody asks for something.
    """

    base_url: str
    council: str
    secret_key: str = field(repr=False)
    catalogue: Catalogue = SOURCE


@dataclass(frozen=True)
class Mail:
    """One mail to one person. What stands in its head is one line each: nobody can add another."""

    recipient: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        head = (self.recipient, self.subject, *self.headers, *self.headers.values())
        if not all(line and line.isprintable() for line in head):
            raise ValueError("a line in the head of a mail is empty, or is more than one line")


def tidy_email(typed: str) -> str:
    """The address as it is kept: no spaces around it, and in lower case, so that nobody is listed twice."""
    return typed.strip().lower()


def email_problem(email: str) -> str:
    """What is wrong with an address, in plain English; empty where it can be used."""
    local, _, host = email.rpartition("@")
    checks = (
        (email, say("Enter your email address, such as name@example.org.")),
        (email.count("@") == 1, say("An email address has one @ sign, such as name@example.org.")),
        (not re.search(r"\s", email), say("An email address has no spaces, such as name@example.org.")),
        (
            len(email) <= LONGEST_EMAIL and len(local) <= _LONGEST_LOCAL,
            say("Enter a shorter email address, such as name@example.org."),
        ),
        (
            _LOCAL.fullmatch(local),
            say(
                "Before the @ sign, use plain letters, figures, dots and hyphens only, such as "
                "name@example.org."
            ),
        ),
        (
            _HOST.fullmatch(host),
            say("After the @ sign comes a name with a dot in it, such as name@example.org."),
        ),
    )
    return next((words for fine, words in checks if not fine), "")


def new_token(random_bytes: RandomBytes) -> str:
    """A random link or number: 128 bits, hexadecimal."""
    return random_bytes(TOKEN_BYTES).hex()


def token_hash(token: str) -> str:
    """What is kept of a link that confirms."""
    return hashlib.sha256(token.encode()).hexdigest()


def leave_token(secret_key: str, subscription_id: str) -> str:
    """The link that leaves: the subscription's random number, and proof that it came from us."""
    message = b"leave " + subscription_id.encode()
    proof = hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()
    return subscription_id + proof[:_ID_CHARACTERS]


def read_leave_token(secret_key: str, token: str) -> str | None:
    """The number of the subscription that a link leaves; None where the link is not one of ours."""
    if not _LEAVE_TOKEN.fullmatch(token):
        return None
    subscription_id = token[:_ID_CHARACTERS]
    ours = hmac.compare_digest(token, leave_token(secret_key, subscription_id))
    return subscription_id if ours else None


@dataclass(frozen=True)
class Follower:
    """Whom a mail goes to, and the number that the link to leave is worked out from."""

    email: str
    subscription_id: str


def confirmation_mail(site: Site, follower: Follower, *, token: str, names: Sequence[str]) -> Mail:
    """Asks whether it was really the holder of the address who asked, in the language of that page."""
    leave = _leave_address(site, follower)
    if_not = say(
        "If it was not you, do nothing. Then we send no more mails, and delete this address {days} days "
        "after it was asked for. To have it deleted now, open this page and press its button:",
        days=DAYS_TO_CONFIRM,
    )
    # In which language somebody asked is not kept, so what is sent later comes in English.
    in_english = () if site.catalogue is SOURCE else (say("The mails about changes are in English."),)
    parts = (
        say("Somebody, we hope you, asked us to send mails to this address when something changes about:"),
        "\n".join(f"- {_line(_said(site, name))}" for name in names),
        say("To get these mails, open this page and press its button:"),
        f"{site.base_url}/follow/confirm/{token}/",
        if_not,
        leave,
        say(
            "Following is not answering. Nobody needs an email address to answer a consultation, and this "
            "address leads to no answer."
        ),
        *in_english,
        site.council,
    )
    body = _text(*(_said(site, part) for part in parts))
    subject = _said(site, say("Confirm that you want to follow changes"))
    return Mail(follower.email, subject, body, _headers(leave))


def _said(site: Site, text: str) -> str:
    return str(site.catalogue.said(text))


@dataclass(frozen=True)
class OpenConsultation:
    """A consultation that people may answer now, as a notice names it."""

    title: str
    slug: str


def notice_mail(
    site: Site,
    follower: Follower,
    *,
    slug: str,
    revision: Revision,
    consultations: Sequence[OpenConsultation],
) -> Mail:
    """Says what was published. A material change while people may answer is said to be one."""
    name = _line(revision.plan.name)
    page = f"{site.base_url}/deployments/{slug}/"
    leave = _leave_address(site, follower)
    body = _text(
        f"Revision {revision.number} of “{name}” was published on {_day(revision)}.",
        revision.change_summary or revision.summary,
        f"Why it was published: {revision.reason}",
        f"Read it:\n{page}revisions/{revision.number}/",
        *_during(site, revision, consultations),
        f"All that is known about this deployment:\n{page}",
        "You get this mail because you asked to follow this deployment. To leave, open this page and press "
        "its button; your address is then deleted:",
        leave,
        site.council,
    )
    changed = revision.material and bool(consultations)
    subject = f"Plan changed during a consultation: {name}" if changed else f"Change published: {name}"
    return Mail(follower.email, subject, body, _headers(leave))


def decision_mail(
    site: Site, follower: Follower, *, name: str, consultation: OpenConsultation, text: str
) -> Mail:
    """Says what the council decided after a material change. `text` is the entry in the public log."""
    leave = _leave_address(site, follower)
    body = _text(
        f"The plan of “{_line(name)}” changed while people were asked about it. The council has decided what "
        "this means:",
        text,
        f"{_line(consultation.title)}\n{site.base_url}/consultations/{consultation.slug}/",
        "You get this mail because you asked to follow this deployment. To leave, open this page and press "
        "its button; your address is then deleted:",
        leave,
        site.council,
    )
    return Mail(follower.email, f"Decision after a change: {_line(name)}", body, _headers(leave))


def outcome_mail(
    site: Site, follower: Follower, *, consultation: OpenConsultation, text: str, subject: str
) -> Mail:
    """Says that an outcome was published, changed or reviewed. `text` is the entry in the public log."""
    leave = _leave_address(site, follower)
    title = _line(consultation.title)
    body = _text(
        f"There is news of the outcome of “{title}”:",
        text,
        f"We asked, you said, we did:\n{site.base_url}/consultations/{consultation.slug}/outcome/",
        "You get this mail because you asked to follow the deployment that it is about. To leave, open this "
        "page and press its button; your address is then deleted:",
        leave,
        site.council,
    )
    return Mail(follower.email, f"{subject}: {title}", body, _headers(leave))


def reminder_mail(
    site: Site, email: str, *, consultation: OpenConsultation, lines: Sequence[str], page: str
) -> Mail:
    """Tells an organiser what waits about the outcome of a consultation. `page` is where it is done."""
    title = _line(consultation.title)
    body = _text(
        f"Something waits for the council about the outcome of “{title}”:",
        "\n".join(f"- {_line(line)}" for line in lines),
        f"It is done here, after signing in:\n{site.base_url}{page}",
        "This mail goes to every organiser, once a week, until it is done.",
        site.council,
    )
    headers = {"Auto-Submitted": "auto-generated"}
    return Mail(email, f"Outcome: something waits for “{title}”", body, headers)


def _during(site: Site, revision: Revision, consultations: Sequence[OpenConsultation]) -> list[str]:
    if not consultations:
        return []
    opening = (
        "This is a material change: it may alter what somebody would answer. It was made while people are "
        "being asked about this deployment. The page of the consultation says what the council does about it:"
        if revision.material
        else "People are being asked about this deployment now. The council does not see this as a change "
        "that would alter answers:"
    )
    pages = (f"{_line(one.title)}\n{site.base_url}/consultations/{one.slug}/" for one in consultations)
    return [opening, *pages]


def _leave_address(site: Site, follower: Follower) -> str:
    return f"{site.base_url}/follow/leave/{leave_token(site.secret_key, follower.subscription_id)}/"


def _headers(leave: str) -> dict[str, str]:
    """With these, a mail program shows a button that leaves at one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _text(*paragraphs: str) -> str:
    """Paragraphs of lines that every mail program shows whole. Addresses of pages are never broken."""
    return "\n\n".join("\n".join(_wrapped(line) for line in part.splitlines()) for part in paragraphs) + "\n"


def _wrapped(line: str) -> str:
    return fill(_line(line), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _line(text: str) -> str:
    """A text as one line without anything that cannot be read."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())


def _day(revision: Revision) -> str:
    return f"{revision.published_on.day} {revision.published_on:%B %Y}"
