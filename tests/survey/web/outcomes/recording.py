"""A consultation whose results are public, and its outcome, for the tests of these pages."""

import os
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from survey.domain.following import Site
from survey.store import changes, following, outcomes
from survey.store.deployments import register
from survey.store.following import Wish
from survey.store.outbox import QueuedMail
from tests import demonstration
from tests.demonstration import SOHO
from tests.survey.domain.outcomes.records import WHOLE

CLOSED, PUBLIC = date(2026, 10, 14), date(2026, 10, 26)
KEEP = f"/organise/consultations/{SOHO}/outcome/"
PAGE = f"/consultations/{SOHO}/outcome/"


def published(session, today):
    """The Soho consultation as a real one, with public results. Commits."""
    demonstration.load(session, today)
    consultation = demonstration.consultation(session)
    consultation.opens_on, consultation.closes_on = CLOSED - timedelta(days=42), CLOSED
    consultation.closed_on, consultation.published_on = CLOSED, PUBLIC
    consultation.illustrative = False
    session.commit()
    return consultation


def record(session, consultation, today, *, note="", **changed):
    """Publishes the whole record, with these changes. Commits."""
    outcomes.begin(session, consultation, today=today)
    values = replace(WHOLE, **changed).dump()
    draft = outcomes.save(session, consultation, values, today=today)
    outcome = outcomes.publish(session, consultation, edition=draft.edition, note=note, today=today)
    session.commit()
    return outcome


def change_plan(session, consultation, today, *, material=True, summary="Moved to the north side."):
    """Publishes a revision of the plan. Commits."""
    deployment = register.find(session, "soho-and-west-end")
    newest = register.current(session, deployment).as_revision
    said = {"summary": "As it is now.", "change_summary": summary, "material": material}
    coming = replace(newest, published_on=today, **said)
    revision = register.add_revision(session, deployment, coming)
    changes.revision_published(session, revision, today=today)
    session.commit()
    return revision


def follow(session, today, email="ann@example.org"):
    """Somebody follows everything. Commits."""
    wish = Wish(email, {"": "Everything"}, everything=True)
    site = Site("https://lamppost.example", "Example Council", "a secret of these tests only 0123456789")
    following.ask(session, wish, site=site, today=today, random_bytes=os.urandom)
    link = session.scalars(select(QueuedMail)).one().body.split("/follow/confirm/")[1].split("/")[0]
    following.confirm(session, following.of_link(session, link, today=today), today=today)
    session.commit()


def mails(session, beginning):
    """The mails that wait whose subject begins so."""
    session.expire_all()
    return [mail for mail in session.scalars(select(QueuedMail)) if mail.subject.startswith(beginning)]
