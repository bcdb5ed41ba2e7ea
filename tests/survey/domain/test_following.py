"""Addresses, links and the words of mails: nothing that somebody types becomes a line of a mail's head."""

import os
import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.following import (
    Follower,
    Mail,
    OpenConsultation,
    Site,
    confirmation_mail,
    email_problem,
    leave_token,
    new_token,
    notice_mail,
    read_leave_token,
    tidy_email,
    token_hash,
)
from survey.mail import message
from survey.store.deployments.register import read_content
from survey.web.catalogues import catalogue

SITE = Site("https://lamppost.example", "Example Council", "a secret of these tests only 0123456789")
ANN = Follower("ann@example.org", "0123456789abcdef" * 2)
SOHO = read_content("soho-and-west-end").revisions[-1]
SUMMER = OpenConsultation("Cameras in Soho", "soho-fixed-cameras")
LINE = re.compile(r"https://\S+")


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("ann@example.org", ""),
        ("a.n-n+soho@post.example.co.uk", ""),
        ("o'hara@example.org", ""),
        ("ann@xn--mnchen-3ya.example", ""),
        ("", "Enter your email address, such as name@example.org."),
        ("ann.example.org", "An email address has one @ sign, such as name@example.org."),
        ("ann@home@example.org", "An email address has one @ sign, such as name@example.org."),
        ("ann @example.org", "An email address has no spaces, such as name@example.org."),
        ("ann@example.org\nBcc: x", "An email address has no spaces, such as name@example.org."),
        ("a" * 65 + "@example.org", "Enter a shorter email address, such as name@example.org."),
        (".ann@example.org", "Before the @ sign, use plain letters, figures, dots and hyphens only, such as name@example.org."),
        ("änn@example.org", "Before the @ sign, use plain letters, figures, dots and hyphens only, such as name@example.org."),
        ("ann@localhost", "After the @ sign comes a name with a dot in it, such as name@example.org."),
        ("ann@127.0.0.1", "After the @ sign comes a name with a dot in it, such as name@example.org."),
        ("ann@-x.example", "After the @ sign comes a name with a dot in it, such as name@example.org."),
        ("<ann@example.org>", "Before the @ sign, use plain letters, figures, dots and hyphens only, such as name@example.org."),
    ],
)
def test_an_address_is_refused_with_words_that_say_what_to_do(email, words):
    assert email_problem(email) == words


@given(st.emails())
def test_whatever_is_accepted_arrives_as_the_one_recipient(typed):
    email = tidy_email(typed)
    if not email_problem(email):
        sent = message_from_bytes(message(Mail(email, "s", "b"), "us@lamppost.example").as_bytes(), policy=SMTP)
        assert [one.addr_spec for one in sent["To"].addresses] == [email]


@given(st.text(max_size=300))
def test_whatever_is_typed_is_refused_or_one_plain_address(typed):
    email = tidy_email(typed)
    if not email_problem(email):
        assert email.isascii()
        assert not set(email) & set(' \t\r\n<>,;:"()[]\\')


@given(st.text(min_size=1, max_size=200))
def test_no_subject_makes_a_second_line_of_the_head(subject):
    try:
        mail = Mail("ann@example.org", subject, "text")
    except ValueError:
        assert not subject.isprintable()
        return
    sent = message_from_bytes(message(mail, "us@lamppost.example").as_bytes(), policy=SMTP)
    assert set(sent.keys()) <= {"From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


@pytest.mark.parametrize("wrong", ["a\r\nBcc: all@example.org", "a\nb", "a\x00", ""])
def test_a_head_of_two_lines_is_refused_wherever_it_stands(wrong):
    for parts in ({"recipient": wrong}, {"subject": wrong}, {"headers": {"X": wrong}}, {"headers": {wrong: "x"}}):
        with pytest.raises(ValueError, match="head of a mail"):
            Mail(**{"recipient": "ann@example.org", "subject": "s", "body": "b"} | parts)


def test_a_confirmation_says_what_it_is_for_and_how_to_get_rid_of_it():
    token = new_token(os.urandom)
    mail = confirmation_mail(SITE, ANN, token=token, names=["Soho\r\nBcc: x", "Croydon"])
    leave = f"https://lamppost.example/follow/leave/{leave_token(SITE.secret_key, ANN.subscription_id)}/"
    assert LINE.findall(mail.body) == [f"https://lamppost.example/follow/confirm/{token}/", leave]
    assert "- Soho Bcc: x\n- Croydon\n" in mail.body
    assert mail.headers["List-Unsubscribe"] == f"<{leave}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ANN.email not in mail.body


def test_a_confirmation_is_in_the_language_of_the_page_on_which_somebody_asked():
    """What follows later is in English, because the language is kept nowhere; the Welsh mail says so."""
    english, welsh = (
        confirmation_mail(site, ANN, token="t", names=["Soho"])
        for site in (SITE, replace(SITE, base_url=f"{SITE.base_url}/cy", catalogue=catalogue("cy")))
    )
    same = set(english.body.splitlines()) & set(welsh.body.splitlines())
    assert same == {"", "- Soho", SITE.council}
    assert welsh.subject == "Cadarnhewch eich bod am ddilyn newidiadau"
    assert f"{SITE.base_url}/cy/follow/confirm/t/" in welsh.body
    assert "yn Saesneg" in welsh.body
    assert "in English" not in english.body


def notice(consultations=(), **changes):
    revision = replace(SOHO, **changes)
    return notice_mail(SITE, ANN, slug="soho-and-west-end", revision=revision, consultations=consultations)


def test_a_notice_says_what_changed_why_and_where_to_read_it():
    mail = notice(number=2, change_summary="Hours are longer.", reason="The force said so.", published_on=date(2026, 11, 2))
    assert mail.subject == "Change published: Soho fixed cameras" or mail.subject.startswith("Change published: ")
    for words in ("Revision 2 of", "2 November 2026", "Hours are longer.", "The force said so.", "/revisions/2/\n", "/follow/leave/"):
        assert words in mail.body
    assert "consultation" not in mail.subject


@pytest.mark.parametrize(
    ("material", "consultations", "subject", "words"),
    [
        (False, (), "Change published", None),
        (True, (), "Change published", None),
        (True, (SUMMER,), "Plan changed during a consultation", "This is a material change"),
        (False, (SUMMER,), "Change published", "does not see this as a change"),
    ],
)
def test_a_material_change_during_a_consultation_has_words_of_its_own(material, consultations, subject, words):
    mail = notice(consultations, material=material)
    assert mail.subject.startswith(subject)
    assert ("/consultations/soho-fixed-cameras/\n" in mail.body) == bool(consultations)
    assert words is None or words in " ".join(mail.body.split())


@given(st.text(min_size=1), st.text())
def test_no_text_of_a_revision_breaks_a_notice(name, summary):
    plan = replace(SOHO.plan, name=name)
    sent = message(notice(plan=plan, change_summary=summary), "us@lamppost.example").as_bytes()
    assert sent.isascii()
    assert b"\r\nSubject: " in sent


def test_every_line_of_a_notice_is_short_but_for_addresses_of_pages():
    for line in notice(change_summary="word " * 100).body.splitlines():
        assert len(line) <= 72 or line.startswith("https://"), line


def test_a_link_to_leave_is_read_back_and_no_other_is():
    token = leave_token(SITE.secret_key, ANN.subscription_id)
    assert read_leave_token(SITE.secret_key, token) == ANN.subscription_id
    others = [leave_token("another key", ANN.subscription_id), token[:-1], token + "0", token.upper(), "é" * 64, "0" * 64, ""]
    assert [read_leave_token(SITE.secret_key, other) for other in others] == [None] * len(others)


def test_a_link_to_confirm_has_128_random_bits_and_is_kept_as_a_hash():
    asked = []
    token = new_token(lambda count: asked.append(count) or bytes(count))
    assert (asked, token) == ([16], "0" * 32)
    assert token not in token_hash(token)
    assert len(token_hash(token)) == 64


def test_a_site_never_shows_its_key():
    assert SITE.secret_key not in repr(SITE)
