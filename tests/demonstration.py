"""The demonstration's register and consultations in a test database, without their responses."""

import os
from datetime import date

import numpy as np

from survey.store import consultations, demo

TODAY = date(2026, 11, 2)
SOHO = "soho-fixed-cameras"
CROYDON = "croydon-north-end"


def load(session, today=TODAY):
    """Adds both deployments and both consultations. Commits, so that the application sees them."""
    demo.load_register(session)
    demo.load_consultations(session, today=today, random_bytes=os.urandom)
    session.commit()


def consultation(session, slug=SOHO):
    """The consultation of that slug."""
    return consultations.find(session, slug)


def add_responses(session, slug=CROYDON, number=200, seed=7):
    """Adds synthetic responses, and commits."""
    found = consultation(session, slug)
    demo.add_responses(session, found, number=number, rng=np.random.default_rng(seed))
    session.commit()
    return found
