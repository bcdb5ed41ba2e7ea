"""A consultation that is open, and somebody who answers it."""

import pytest

from tests import demonstration


@pytest.fixture
def soho(session, clock):
    """The open consultation of the demonstration."""
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


@pytest.fixture
def resident(client, soho):
    """A resident's browser that has started and stands at the first question."""
    page = client.get_page(f"/consultations/{soho.slug}/")
    forms = [form for form in page.all("form") if form.get("action", "").endswith("/answer/start/")]
    assert forms, "the overview offers no way to start"
    client.page = client.post_page(forms[0].get("action"), {})
    return client
