"""Organisers who are signed in, each in a browser of their own, and the register of the demonstration."""

import pytest
from sqlalchemy import select

from survey.domain.accounts import Role
from survey.store import accounts
from survey.store.accounts import AuditEntry
from survey.store.deployments import next_revisions, register
from tests import demonstration
from tests.page import PageClient
from tests.signing_in import let_in

SOHO = "soho-and-west-end"


@pytest.fixture
def signed_in(app, session, password_hash, clock):
    """A browser of somebody signed in: `signed_in("Ann Archer")`, or in another role than organiser."""

    def as_person(name, role=Role.ORGANISER):
        email = f"{name.split()[0].lower()}@borset.example"
        account = accounts.add(session, email=email, name=name, role=role, password_hash=password_hash)
        client = PageClient(app)
        let_in(client, session, account, clock)
        return client

    return as_person


@pytest.fixture
def ann(signed_in):
    return signed_in("Ann Archer")


@pytest.fixture
def bob(signed_in):
    return signed_in("Bob Brook")


@pytest.fixture
def soho(session):
    """The address of the organisers' pages of an entry whose next revision Ann is to prepare."""
    demonstration.load_register(session)
    session.commit()
    return f"/organise/deployments/{SOHO}/"


@pytest.fixture
def prepared(ann, soho):
    """The same, with the next revision begun by Ann."""
    ann.get_page(soho).form("prepare/").submit()
    return soho


@pytest.fixture
def coming(session):
    """What the next revision holds now."""

    def now(slug=SOHO):
        session.expire_all()
        return next_revisions.find(session, register.find_kept(session, slug))

    return now


@pytest.fixture
def acts(session):
    """What was audited but signing in, in order."""

    def now():
        session.expire_all()
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.act, entry.subject) for entry in entries if entry.act != "sign-in"]

    return now
