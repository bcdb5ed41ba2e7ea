"""What every test may ask for: a database, an application, a client that checks pages, a clock to set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from survey.domain.accounts import Role
from survey.settings import Settings
from survey.store import accounts
from survey.store.database import engine_for, session_factory
from survey.web import database
from tests import compiled, databases, memory, network, patience
from tests.page import PageClient
from tests.signing_in import let_in
from tests.turns import pytest_collection_modifyitems  # noqa: F401 - pytest finds it here
from wsgi import create_app

PASSWORD = "a long password of tests"
SECRET_KEY = "a secret of these tests, and of nothing else 0123456789"
network.block()
compiled.keep_builders()
memory.tidy_seldom()
patience.load()


class Clock:
    """It is noon of `today`, until a test says otherwise: `clock.today = date(2026, 12, 1)`."""

    def __init__(self, today: date) -> None:
        self.today, self.hour = today, time(12)

    def __call__(self) -> datetime:
        return datetime.combine(self.today, self.hour, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stay_on_this_machine():
    network.attempts.clear()
    yield
    assert not network.attempts, f"the test tried to reach another machine: {network.attempts}"


@pytest.fixture
def clock():
    """The day it is. Change it with `clock.today = ...`."""
    return Clock(date(2026, 11, 2))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated SQLite file. Do not write to it: copy it."""
    return databases.migrated_sqlite(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def postgres():
    """The engine of a migrated PostgreSQL database."""
    with databases.migrated_postgres() as engine:
        yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request, tmp_path):
    """An empty, migrated database. A test that asks for it, or for what needs it, runs once on each kind."""
    if request.param == "sqlite":
        return databases.copy_of(request.getfixturevalue("sqlite_template"), tmp_path)
    server = request.getfixturevalue("postgres")
    databases.empty(server)
    return databases.url_of(server)


@pytest.fixture
def engine(database_url):
    """The engine of the test's database."""
    engine = engine_for(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    """A session on the test's database. Commit what the application shall see."""
    with session_factory(engine)() as session:
        yield session


@pytest.fixture
def settings(database_url, tmp_path):
    """Settings as an installation might have them."""
    return settings_for(database_url, tmp_path)


def settings_for(url: str, folder: Path) -> Settings:
    """The test settings for one database; `folder` takes the instance's files."""
    instance = folder / "instance"
    instance.mkdir(exist_ok=True)
    return Settings(database_url=url, secret_key=SECRET_KEY, instance=instance)


@contextmanager
def running(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The whole application, form tokens and all, while the block runs."""
    app = create_app(settings, clock)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled.TEMPLATES
    yield app
    with app.app_context():
        database.engine().dispose()


@pytest.fixture
def app(settings, clock):
    """The whole application on the test's database."""
    with running(settings, clock) as app:
        yield app


@pytest.fixture
def client(app):
    """A client that checks every page it is given. See tests/page.py."""
    return PageClient(app)


@pytest.fixture(scope="session")
def password_hash():
    """Made with little work, which signing in then repeats: thousands of tests sign somebody in."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def sign_in(client, session, password_hash, clock):
    """Signs a client in: `sign_in("organiser")`, or `sign_in("organiser", name="second", client=another)`."""

    def as_role(role, name=None, client=client):
        let_in(client, session, add_account(session, role, password_hash, name=name), clock)

    return as_role


def add_account(session, role, password_hash, name=None):
    """An account whose address is its name, or its role, at lamppost.example."""
    name = name or role
    email = f"{name}@lamppost.example"
    return accounts.add(session, email=email, name=name, role=Role(role), password_hash=password_hash)
