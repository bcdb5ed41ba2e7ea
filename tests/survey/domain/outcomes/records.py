"""A whole record, to test with: change what a test is about."""

from dataclasses import replace
from datetime import date

from survey.domain.outcomes.record import (
    Condition,
    Course,
    Departs,
    Point,
    Record,
    Voting,
)

WHOLE = Record(
    course=Course.WITH_CHANGES,
    decision="The cabinet agreed the cameras for one year, in two streets instead of five.",
    decided_by="Cabinet",
    meeting="Cabinet meeting",
    decided_on=date(2026, 11, 10),
    minutes="https://council.example/minutes/2026-11-10.pdf",
    sum_agreed=250_000,
    budget="Community safety reserve",
    voting=Voting.VOTE,
    votes_for=6,
    votes_against=2,
    votes_abstained=1,
    asked="We asked whether cameras should be fixed here, where, and by which rules.",
    reasons="Two streets have most of the recorded robberies.",
    considered="A report on all responses was before the meeting.",
    departs=Departs.YES,
    departure="Most who answered wanted none; the cabinet gave more weight to the two streets.",
    points=(Point("support", "Some of you were against any camera.", "Three streets were left out."),),
    conditions=(Condition("Signs at every entrance", "Director of Highways", date(2027, 1, 31)),),
    weighed="Legal advice.",
    equality="It found a risk for young Black men, and asks for a yearly report.",
    equality_on=date(2026, 10, 1),
    equality_link="https://council.example/equality.pdf",
    review_on=date(2027, 11, 10),
    next_steps="The force is told, and signs are ordered.",
)


def record(**changes):
    """The whole record, with these changes."""
    return replace(WHOLE, **changes)
