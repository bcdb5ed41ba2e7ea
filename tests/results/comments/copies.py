"""A closed consultation in which many people sent the same texts."""

import random

from sqlalchemy import select

from survey.store.answering.responses import Response
from tests.bench.comments import COPIED, changed

REASON = "main-reason"
# How many sent each of the texts: two groups that may be shown, and one that is too small.
SENT = (90, 70, 14)


def spread(session, consultation, sent=SENT, key=REASON):
    """Gives the first responses, by id, a copy each, and returns the ids by text. Commits."""
    mine = Response.consultation_id == consultation.id
    every = iter(session.scalars(select(Response).where(mine).order_by(Response.id)).all())
    rng = random.Random(4)
    ids = []
    for text, number in zip(COPIED, sent, strict=False):
        own = [next(every) for _ in range(number)]
        for place, response in enumerate(own):
            level = "verbatim" if place == 0 else rng.choice(("verbatim", "light"))
            response.answers = {**response.answers, key: changed(text, level, rng)}
        ids.append({response.id for response in own})
    session.commit()
    return ids


def write(session, response_id, text, key=REASON):
    """Gives one response a text, and commits."""
    response = session.get_one(Response, response_id)
    response.answers = {**response.answers, key: text}
    session.commit()
