"""A proof counts once; whoever has none is served all the same, and nothing of it is kept with anybody."""

import base64
import json
from datetime import date

import altcha.v1
import pytest
from sqlalchemy import func, select

from survey.store import arrivals
from survey.store.arrivals import TRAPPED, WITH_PROOF, WITHOUT_PROOF, UsedChallenge
from survey.web import floods, proof
from survey.web.database import db
from tests.survey.web.answering.conftest import soho  # noqa: F401 - a fixture used below

START = "/consultations/soho-fixed-cameras/answer/start/"


@pytest.fixture
def small(monkeypatch):
    """Work that is done at once."""
    monkeypatch.setattr(proof, "WORK", 50)


def solved(app, **changes):
    """What a browser sends after it has worked."""
    with app.test_request_context("/"):
        made = proof.challenge()
    found = altcha.v1.solve_challenge(made["challenge"], made["salt"], made["algorithm"], made["maxNumber"])
    names = ("algorithm", "challenge", "salt", "signature")
    return encoded({name: made[name] for name in names} | {"number": found.number} | changes)


def encoded(value):
    return base64.b64encode(json.dumps(value).encode()).decode()


def verified(app, sent):
    with app.test_request_context("/", method="POST", data=sent):
        found = proof.verified(sent)
        db().commit()
        return found


def test_a_proof_counts_once(app, small):
    sent = {"proof": solved(app)}
    assert verified(app, sent) is True
    assert verified(app, sent) is False


def test_no_proof_is_no_wrong_one(app):
    assert verified(app, {}) is None
    assert verified(app, {"proof": ""}) is None


@pytest.mark.parametrize(
    "sent",
    [
        "nonsense",
        "é",
        encoded([1, 2]),
        encoded({}),
        encoded({"algorithm": "SHA-256", "challenge": "a", "salt": "b", "signature": "c", "number": 1}),
        encoded({"algorithm": "SHA-1", "challenge": 1, "salt": None, "signature": [], "number": {}}),
        "A" * 5000,
        base64.b64encode(b"[" * 900).decode(),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_fails(app, sent):
    assert verified(app, {"proof": sent}) is False


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 51},
        {"number": -1},
        {"number": True},
        {"number": "3"},
        {"algorithm": "SHA-512"},
        {"signature": "0" * 64},
        {"salt": "aa?expires=99999999999&"},
        {"salt": "aa"},
        {"salt": "aa?expires=٣&"},
    ],
)
def test_a_changed_proof_is_refused(app, small, changes):
    assert verified(app, {"proof": solved(app, **changes)}) is False


def test_a_proof_is_over_after_two_hours(app, small, clock):
    sent = {"proof": solved(app)}
    clock.hour = clock.hour.replace(hour=14, minute=1)
    assert verified(app, sent) is False


def test_another_secret_makes_other_challenges(app, small):
    sent = {"proof": solved(app)}
    app.config["SECRET_KEY"] = "another secret, and as long as it has to be"
    assert verified(app, sent) is False


def greet(app, soho, form, times=1):  # noqa: F811 - the fixture imported above
    for _ in range(times):
        with app.test_request_context(START, method="POST", data=form):
            proof.greet(soho)
            db().commit()


def test_beginnings_are_counted_in_tens(app, session, soho, clock, small):  # noqa: F811 - a fixture that is imported
    greet(app, soho, {}, times=19)
    greet(app, soho, {"website": "https://example.org"}, times=10)
    for _ in range(9):
        greet(app, soho, {"proof": solved(app)})
    assert arrivals.counts(session, soho.id) == {clock.today: {WITHOUT_PROOF: 10, TRAPPED: 10}}
    greet(app, soho, {"proof": solved(app)})
    session.rollback()
    assert arrivals.counts(session, soho.id)[clock.today][WITH_PROOF] == 10


def test_a_new_day_begins_at_nought(app, session, soho, clock):  # noqa: F811 - a fixture that is imported
    greet(app, soho, {}, times=9)
    clock.today = date(2026, 11, 3)
    greet(app, soho, {}, times=9)
    assert arrivals.counts(session, soho.id) == {}


def test_nobody_is_refused_for_a_missing_proof_but_a_flood_is_stopped_earlier(app, soho, monkeypatch):  # noqa: F811 - a fixture that is imported
    taken = []
    monkeypatch.setattr(floods, "take", lambda limit, weight=1: taken.append((limit.code, weight)))
    greet(app, soho, {})
    greet(app, soho, {"proof": "nonsense"})
    assert taken == [("start", 2), ("start", 2)]


def test_a_proof_is_kept_as_a_random_challenge_and_a_day(app, session, soho, clock, small):  # noqa: F811 - a fixture that is imported
    greet(app, soho, {"proof": solved(app)})
    (used,) = session.scalars(select(UsedChallenge))
    assert used.day == clock.today
    assert session.scalar(select(func.count()).select_from(UsedChallenge)) == 1
