"""Mails about outcomes: to those who follow the deployment, and reminders to organisers.

The Atom feeds need nothing from here: they carry every line of the public log.
"""

from __future__ import annotations

import os

from survey.domain.accounts import Role
from survey.domain.consultations import Phase
from survey.domain.following import Follower, Mail, OpenConsultation, outcome_mail, reminder_mail
from survey.domain.outcomes.reviewing import may_remind
from survey.store import accounts, consultations, following, outbox, outcomes
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.deployments import register
from survey.web.clock import today
from survey.web.database import db
from survey.web.following import site


def tell_followers(consultation: Consultation, text: str, *, changed: bool) -> int:
    """Queues a mail for everyone who follows the deployment; returns how many. `text` stands in the log."""
    asked = OpenConsultation(consultation.title, consultation.slug)
    subject = "Outcome changed" if changed else "Outcome published"

    def make(follower: Follower) -> Mail:
        return outcome_mail(site(), follower, consultation=asked, text=text, subject=subject)

    revision = register.consulted_on(
        db(), consultation.deployment_id, number=consultation.deployment_revision
    )
    slug = revision.deployment.slug
    return following.notify(db(), slug, make, today=today(), random_bytes=os.urandom)


def remind(session: Session) -> int:
    """Queues a mail to every organiser for each outcome that waits, once a week; returns how many mails.

    An illustration reminds nobody: no council has opened it.
    """
    organisers = accounts.with_role(session, Role.ORGANISER)
    return sum(_remind(session, one, organisers) for one in consultations.every(session))


def _remind(session: Session, consultation: Consultation, organisers: list[accounts.Account]) -> int:
    if consultation.illustrative or consultation.phase(today()) is not Phase.PUBLISHED:
        return 0
    waits = outcomes.waits(session, consultation, today=today())
    if not waits or not may_remind(outcomes.last_reminder(session, consultation), today()):
        return 0
    named = OpenConsultation(consultation.title, consultation.slug)
    page = f"/organise/consultations/{consultation.slug}/outcome/"
    mails = [
        reminder_mail(site(), one.email, consultation=named, lines=waits, page=page) for one in organisers
    ]
    outcomes.reminded(session, consultation, today=today())
    return outbox.queue(session, mails, kind=outbox.NOTICE, today=today(), random_bytes=os.urandom)
