"""The demonstration: the same seed gives the same data, on either database, and every row is labelled."""

import hashlib

import numpy as np
import pytest
from sqlalchemy import select

from survey.store import demo
from survey.store.answering.responses import EqualityAnswers, ReceiptHash, Response
from survey.store.deployments import register
from tests import demonstration


def fingerprint(session, seed, number=150):
    """A hash over everything that synthetic responses leave in the database. Takes them away again."""
    consultation = demonstration.consultation(session, demonstration.CROYDON)
    demo.add_responses(session, consultation, number=number, rng=np.random.default_rng(seed))
    kept = [
        [tuple(row) for row in session.execute(select(*columns).order_by(columns[0]))]
        for columns in (
            (Response.id, Response.day, Response.channel, Response.stratum, Response.answers, Response.codes),
            (EqualityAnswers.id, EqualityAnswers.answers, EqualityAnswers.codes),
            (ReceiptHash.hash,),
        )
    ]
    session.rollback()
    return hashlib.sha256(repr(kept).encode()).hexdigest()


def test_the_same_seed_gives_the_same_data(session):
    demonstration.load(session)
    assert fingerprint(session, seed=4) == fingerprint(session, seed=4) != fingerprint(session, seed=5)


def test_progress_adds_up(session):
    demonstration.load(session)
    consultation = demonstration.consultation(session, demonstration.CROYDON)
    steps = []
    rng = np.random.default_rng(1)
    demo.add_responses(session, consultation, number=demo.BATCH + 5, rng=rng, progress=steps.append)
    assert steps == [demo.BATCH, 5]


def test_responses_lie_within_the_days_of_the_consultation(session):
    demonstration.load(session)
    consultation = demonstration.add_responses(session, number=300)
    days = set(session.scalars(select(Response.day)))
    assert consultation.opens_on <= min(days)
    assert max(days) <= consultation.closes_on


def test_what_is_made_up_is_marked(session):
    demonstration.load(session)
    for slug in (demonstration.SOHO, demonstration.CROYDON):
        assert demonstration.consultation(session, slug).illustrative
    assert demonstration.consultation(session, demonstration.CROYDON).synthetic


@pytest.mark.parametrize("slug", [demonstration.SOHO, demonstration.CROYDON])
def test_every_ward_of_the_deployment_can_be_chosen(session, slug):
    demonstration.load(session)
    plan = register.read_content({"soho-fixed-cameras": "soho-and-west-end"}.get(slug, slug)).revisions[-1].plan
    asked = demo.asked_about(plan, "fixed-cameras").question("area")
    assert {ward.code for ward in plan.wards} <= set(asked.option_codes)
