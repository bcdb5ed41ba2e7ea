"""The demonstration's register and consultations in a test database, without their responses."""

from datetime import date

import numpy as np

from survey.domain.consultations import Rules
from survey.domain.questionnaires.definition import load as load_definition
from survey.store import consultations, demo
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from tests.repeated import fill_once

TODAY = date(2026, 11, 2)
SOHO = "soho-fixed-cameras"
CROYDON = "croydon-north-end"
SEED = 1


def load(session, today=TODAY):
    """Adds both deployments and both consultations. Commits, so that the application sees them."""

    def fill():
        load_register(session)
        # The same offsets each time: by some, a figure that a test looks at would be held back.
        demo.load_consultations(session, today=today, random_bytes=np.random.default_rng(SEED).bytes)

    fill_once(session, ("consultations", today), fill)
    session.commit()


def load_register(session):
    """Adds both deployments."""
    fill_once(session, "register", lambda: demo.load_register(session))


def consultation(session, slug=SOHO):
    """The consultation of that slug."""
    return consultations.find(session, slug)


def add_responses(session, slug=CROYDON, number=200, seed=7):
    """Adds synthetic responses, and commits."""
    found = consultation(session, slug)
    demo.add_responses(session, found, number=number, rng=np.random.default_rng(seed))
    session.commit()
    return found


def plan(session, today, *, asked=None, slug="lamps-and-cameras"):
    """A consultation that is being planned about the Soho deployment, with its next version begun."""
    load_register(session)
    deployment = register.find(session, "soho-and-west-end")
    revision = register.current(session, deployment)
    consultation = Consultation(
        slug=slug,
        title="Lamps and cameras",
        summary="Should cameras be fixed to lamp-posts?",
        council="Borsetshire Council",
        deployment_id=deployment.id,
        deployment_revision=revision.number,
        facts=sorted(revision.plan.known_facts),
        rules=Rules().dump(),
        illustrative=False,
        synthetic=False,
    )
    consultations.add(session, consultation, offset_secret=bytes(32))
    questionnaire = asked or load_definition(demo.read("questionnaires", "fixed-cameras.json"))
    saved = Saved("Began", "organiser", today)
    next_versions.begin(session, consultation, questionnaire, saved=saved)
    session.commit()
    return consultation
