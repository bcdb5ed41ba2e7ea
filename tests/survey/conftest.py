"""What tests of several features ask for."""

import pytest

from tests import demonstration


@pytest.fixture
def planned(session, clock):
    """A consultation in draft, whose next version is made of the model questionnaire."""
    return demonstration.plan(session, clock.today)
