"""A consultation that is closed, with synthetic responses."""

import random

import pytest

from survey.store.answering.closing import close
from tests import demonstration


@pytest.fixture
def croydon(session, clock):
    """Croydon's consultation of the demonstration: 400 responses, closed, without a release."""
    demonstration.load(session, clock.today)
    consultation = demonstration.add_responses(session, number=400)
    shuffle = random.Random(1).shuffle
    close(session, consultation, day=consultation.closes_on, text="Closed.", shuffle=shuffle)
    session.commit()
    return consultation
