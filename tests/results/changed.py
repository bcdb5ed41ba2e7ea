"""A consultation whose plan changed while it was open: some of its residents were shown a later revision."""

import random
from datetime import date, timedelta

from sqlalchemy import delete, select

from results.editions import EditionStand
from results.releases import Release, ReleasedPart, ReleasedTables
from survey.domain.changes import Choice, MaterialChange
from survey.store.answering import days, responses
from survey.store.answering.responses import Response

FIRST_DAY = date(2026, 9, 20)
SUMMARY = "The cameras would run at night as well."
REASON = "The hours were asked about from the start, and three weeks remain to answer."


def change(revision, choice=Choice.CARRY_ON, *, before=None):
    """A material change; the later the revision, the later its day."""
    day = FIRST_DAY + timedelta(days=3 * (revision - 2))
    decided = {} if choice is None else {"reason": REASON, "decided_on": day + timedelta(days=2)}
    return MaterialChange(revision, before or revision - 1, day, SUMMARY, choice, **decided)


def let_it_change(session, consultation, *changes, shown=(1, 2), seed=1):
    """Keeps the changes, and draws for each response which of the revisions `shown` its resident saw."""
    consultation.changes = [one.dump() for one in changes]
    draw = random.Random(seed)
    mine = Response.consultation_id == consultation.id
    for response in session.scalars(select(Response).where(mine).order_by(Response.id)):
        response.deployment_revision = draw.choice(shown)
    session.flush()
    days.changed(session, consultation.id, responses.mixed_days(session, consultation.id))
    return consultation


def take_back(session):
    """As if no release had been made."""
    for table in (ReleasedTables, ReleasedPart, EditionStand, Release):
        session.execute(delete(table))
