"""The decision after a material change: who may take it, what it needs, and what everyone then reads."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from survey.domain.following import Site
from survey.store import changes, following
from survey.store.accounts import AuditEntry
from survey.store.deployments import register
from survey.store.following import Wish
from survey.store.outbox import QueuedMail
from survey.web.templating import in_words
from tests import demonstration
from tests.demonstration import SOHO
from tests.page import PageClient, words
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, code_of, walk

OVERVIEW = f"/consultations/{SOHO}/"
DECIDE = f"/organise/consultations/{SOHO}/changes/2/"
DECIDER = "Cabinet, 2 November 2026"
REASON = "Few had answered, and the change adds one street."
SUMMARY = "Carnaby Street was added."


@pytest.fixture
def soho(session, clock):
    """An open consultation whose plan has just changed."""
    demonstration.load(session, clock.today)
    deployment = register.find(session, "soho-and-west-end")
    newest = register.current(session, deployment).as_revision
    coming = replace(newest, summary="With one more street.", change_summary=SUMMARY, material=True)
    changes.revision_published(session, register.add_revision(session, deployment, coming), today=clock.today)
    session.commit()
    return demonstration.consultation(session)


@pytest.fixture
def organiser(soho, sign_in, client):
    sign_in("organiser")
    return client


def fresh(session):
    session.expire_all()
    return demonstration.consultation(session)


def on(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def banner(page):
    """What the banner of this page says. A page without one fails."""
    return words(page.one("aside", class_="app-changed"))


@pytest.mark.parametrize(
    "url",
    [
        OVERVIEW,
        f"{OVERVIEW}questions/",
        f"{OVERVIEW}questions/versions/",
        f"{OVERVIEW}integrity/",
        f"{OVERVIEW}results/",
        f"{OVERVIEW}answer/",
        f"{OVERVIEW}return/",
        f"{OVERVIEW}kiosk/",
        f"{OVERVIEW}kiosk/still-there/",
        "/deployments/soho-and-west-end/zones/soho/",
    ],
)
def test_every_page_says_that_the_plan_changed(soho, client, url):
    if "/kiosk/" in url:
        client.raw.set_cookie("kiosk", SOHO)
    text = banner(client.get_page(url))
    assert SUMMARY in text
    assert "The council has not yet decided what this means" in text


def test_every_page_on_the_way_to_a_receipt_says_so_too(soho, client):
    page = client.post_page(f"{BASE}start/", {})
    pages = [page, client.get_page(f"{BASE}later/"), walk(page, INDIVIDUAL, until="check")]
    pages.append(client.get_page(f"{BASE}equality/"))
    pages.append(pages[-1].form().submit({"equality": "no"}))
    pages.append(pages[-1].form().submit())
    pages.append(pages[-1].form("finish/").submit())
    reached = [code_of(page) for page in pages]
    assert reached == ["capacity", "later", "check", "equality", "send", "sent", "cleared"]
    assert all(SUMMARY in banner(page) for page in pages)


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_only_organisers_decide(soho, sign_in, client, role):
    sign_in(role)
    client.get_page(DECIDE, status=403)


def test_the_organiser_is_told_what_to_decide(organiser):
    page = organiser.get_page(f"/organise/consultations/{SOHO}/")
    assert DECIDE in page.links.values()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "Choose what the council decides"),
        ({"choice": "carry_on", "reason": REASON}, "Write who decided"),
        ({"choice": "carry_on", "reason": "Because", "decided_by": DECIDER}, "in at least 10 characters"),
        ({"choice": "carry_on", "reason": "x" * 1001, "decided_by": DECIDER}, "1,000 characters or less"),
        ({"choice": "extend", "reason": REASON, "decided_by": DECIDER}, "Enter a real date"),
        (
            {
                "choice": "extend",
                "reason": REASON, "decided_by": DECIDER,
                "until-day": "31",
                "until-month": "2",
                "until-year": "2027",
            },
            "Enter a real date",
        ),
        (
            {
                "choice": "extend",
                "reason": REASON, "decided_by": DECIDER,
                "until-day": "2",
                "until-month": "11",
                "until-year": "2026",
            },
            "must be later",
        ),
        ({"choice": "start_again", "reason": REASON, "decided_by": DECIDER}, "Enter a real date"),
        (
            {
                "choice": "start_again",
                "reason": REASON, "decided_by": DECIDER,
                "opens-day": "1",
                "opens-month": "11",
                "opens-year": "2026",
                "closes-day": "1",
                "closes-month": "12",
                "closes-year": "2026",
            },
            "today or later",
        ),
        (
            {
                "choice": "start_again",
                "reason": REASON, "decided_by": DECIDER,
                "opens-day": "9",
                "opens-month": "12",
                "opens-year": "2026",
                "closes-day": "1",
                "closes-month": "12",
                "closes-year": "2026",
            },
            "must not be before the first",
        ),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(organiser, session, typed, problem):
    page = organiser.get_page(DECIDE).form().submit(typed, status=422)
    assert any(problem in error for error in page.errors)
    sent = page.form().values
    assert all(sent[name] == [value] for name, value in typed.items())
    assert fresh(session).material_changes[0].choice is None


def test_an_invented_choice_is_refused(organiser, session):
    page = organiser.get_page(DECIDE).form().submit(forged={"choice": "ignore", "reason": REASON, "decided_by": DECIDER}, status=422)
    assert "Choose what the council decides" in page.errors[0]


def test_the_decision_is_shown_once_more_and_then_read_by_everyone(organiser, app, session):
    sure = organiser.get_page(DECIDE).form().submit({"choice": "carry_on", "reason": REASON, "decided_by": DECIDER})
    assert fresh(session).material_changes[0].choice is None, "nothing is decided yet"
    assert REASON in sure.text
    sure.form().submit(button=("sure", "yes"))
    assert fresh(session).material_changes[0].reason == REASON
    overview = PageClient(app).get_page(f"/consultations/{SOHO}/")
    assert "The council decided to carry on." in words(overview.one("aside", class_="app-changed"))
    assert REASON in overview.text
    assert DECIDER in overview.text
    acts = [entry.act for entry in session.scalars(select(AuditEntry))]
    assert acts.count("decide-on-change") == 1
    organiser.get_page(DECIDE, status=404)


def test_extending_moves_the_last_day(organiser, session):
    later = fresh(session).closes_on + timedelta(days=21)
    page = (
        organiser.get_page(DECIDE).form().submit({"choice": "extend", "reason": REASON, "decided_by": DECIDER, **on("until", later)})
    )
    page.form().submit(button=("sure", "yes"))
    assert fresh(session).closes_on == later


def test_starting_again_leads_to_the_consultation_that_asks_again(organiser, app, session, clock):
    dates = on("opens", clock.today) | on("closes", clock.today + timedelta(days=42))
    page = organiser.get_page(DECIDE).form().submit({"choice": "start_again", "reason": REASON, "decided_by": DECIDER, **dates})
    page = page.form().submit(button=("sure", "yes"))
    assert f"{SOHO}-2" in page.url
    client = PageClient(app)
    ended = client.get_page(f"/consultations/{SOHO}/")
    assert "This consultation has ended" in words(ended.one("aside", class_="app-changed"))
    assert f"/consultations/{SOHO}-2/" in ended.links.values()
    assert "Start" in client.get_page(f"/consultations/{SOHO}-2/").text


def test_what_was_ended_early_names_the_day_on_which_it_was_ended(organiser, app, session, clock):
    dates = on("opens", clock.today) | on("closes", clock.today + timedelta(days=42))
    page = organiser.get_page(DECIDE).form().submit({"choice": "start_again", "reason": REASON, "decided_by": DECIDER, **dates})
    page.form().submit(button=("sure", "yes"))
    announced, ended = in_words(fresh(session).closes_on), in_words(clock.today)
    client = PageClient(app)
    for url, status in ((f"/consultations/{SOHO}/", 200), (f"/consultations/{SOHO}/answer/check/", 410)):
        page = client.get_page(url, status=status)
        assert ended in page.text
        assert announced not in page.text
        assert f"/consultations/{SOHO}-2/" in page.links.values()
    deployment = client.get_page("/deployments/soho-and-west-end/")
    assert "because the plan changed with revision 2" in words(deployment.one("main"))
    assert "asked about revision" not in deployment.text


def test_after_closing_it_cannot_be_extended(organiser, session, clock):
    clock.today = fresh(session).closes_on + timedelta(days=1)
    page = organiser.get_page(DECIDE)
    assert "Extend" not in page.text
    forged = {"choice": "extend", "reason": REASON, "decided_by": DECIDER, **on("until", clock.today + timedelta(days=9))}
    page.form().submit(forged=forged, status=422)


def test_a_change_of_the_deployment_that_no_consultation_saw_is_not_decided_about(organiser):
    organiser.get_page(f"/organise/consultations/{SOHO}/changes/7/", status=404)
    organiser.get_page("/organise/consultations/nothing/changes/2/", status=404)


@pytest.mark.parametrize("choice", ["extend", "start_again"])
def test_a_day_that_no_calendar_can_go_on_from_is_refused(organiser, session, clock, choice):
    far = date(9999, 12, 31)
    days = on("until", far) if choice == "extend" else on("opens", clock.today) | on("closes", far)
    form = organiser.get_page(DECIDE).form()
    page = form.submit({"choice": choice, "reason": REASON, "decided_by": DECIDER} | days, status=422)
    assert any("within ten years" in error for error in page.errors)
    assert fresh(session).material_changes[0].choice is None


def test_followers_are_told_what_was_decided(organiser, session, clock):
    wish = Wish("ann@example.org", {"": "Everything"}, everything=True)
    site = Site("https://lamppost.example", "Example Council", "a secret of these tests only 0123456789")
    following.ask(session, wish, site=site, today=clock.today, random_bytes=os.urandom)
    link = session.scalars(select(QueuedMail)).one().body.split("/follow/confirm/")[1].split("/")[0]
    following.confirm(session, following.of_link(session, link, today=clock.today), today=clock.today)
    session.commit()
    sent = {"choice": "carry_on", "reason": REASON, "decided_by": DECIDER}
    organiser.get_page(DECIDE).form().submit(sent).form().submit(button=("sure", "yes"))
    session.expire_all()
    mails = [mail for mail in session.scalars(select(QueuedMail)) if mail.subject.startswith("Decision")]
    assert [mail.recipient for mail in mails] == ["ann@example.org"]
    assert REASON in " ".join(mails[0].body.split())
