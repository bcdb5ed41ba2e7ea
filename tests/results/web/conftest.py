"""A consultation with published results, made once and copied; and people who can sign in."""

import random
from datetime import date
from pathlib import Path

import pytest

from results import editions, releases
from results.web.kept import keep_extract
from survey.domain.accounts import Role
from survey.store.answering.closing import close
from survey.store.database import engine_for, session_factory
from survey.web import database
from tests import databases, demonstration, stuffing
from tests.conftest import PASSWORD, add_account, running, settings_for
from tests.page import PageClient

RESPONSES = 1500
PUBLISHED = date(2026, 10, 26)
# The correction of the same: forms that came in time and were found later.
CORRECTED = date(2026, 11, 20)
FOUND_LATE = 60
LATE = {"capacity": "individual", "support": "strongly-oppose"}
REASON = "A box of forms that came in time was found in the library."


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory, sqlite_template, password_hash):
    """An instance with a published release and an account for each role. Do not write to it: copy it."""
    folder = tmp_path_factory.mktemp("published")
    engine = engine_for(databases.copy_of(sqlite_template, folder))
    with session_factory(engine)() as session:
        demonstration.load(session, date(2026, 11, 2))
        consultation = demonstration.add_responses(session, number=RESPONSES)
        close(
            session,
            consultation,
            day=consultation.closes_on,
            text="Closed.",
            shuffle=random.Random(1).shuffle,
        )
        releases.make(session, consultation, today=PUBLISHED)
        releases.publish(session, consultation, on=PUBLISHED, today=PUBLISHED)
        keep_extract(session, folder / "instance", consultation)
        for role in Role:
            add_account(session, role.value, password_hash)
        session.commit()
    engine.dispose()
    return folder


@pytest.fixture(scope="session")
def corrected_file(tmp_path_factory, published_folder):
    """The same with a second edition, which nobody has made public yet. Do not write to it: copy it."""
    url = databases.copy_of(published_folder / "lamppost.sqlite", tmp_path_factory.mktemp("corrected"))
    engine = engine_for(url)
    with session_factory(engine)() as session:
        consultation = demonstration.consultation(session, demonstration.CROYDON)
        editions.begin(session, consultation, reason=REASON, today=CORRECTED)
        stuffing.add(session, consultation, *[LATE] * FOUND_LATE, channel="paper")
        releases.make(session, consultation, today=CORRECTED)
        session.commit()
    engine.dispose()
    return Path(engine.url.database)


@pytest.fixture
def published(published_folder, tmp_path, clock):
    """The application with published results; what it shows is the same on either database."""
    settings = settings_for(databases.copy_of(published_folder / "lamppost.sqlite", tmp_path), tmp_path)
    with running(settings, clock) as app:
        yield app


@pytest.fixture
def reader(published):
    """Somebody without an account."""
    return PageClient(published)


@pytest.fixture
def signed_in(published):
    """A client of somebody signed in: `signed_in("councillor")`."""

    def as_role(role):
        client = PageClient(published)
        email = f"{role}@lamppost.example"
        client.get_page("/account/sign-in/").form().submit({"email": email, "password": PASSWORD})
        return client

    return as_role


@pytest.fixture
def store(published):
    """A session on the published instance's database. Commit what the pages shall see."""
    with published.app_context(), database.new_session() as session:
        yield session
