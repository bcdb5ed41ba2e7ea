"""Who may decide what about a marked response, in which order."""

import pytest

from survey.domain.integrity.reviewing import (
    KEEP,
    LEAVE_OUT,
    Counts,
    Decision,
    Last,
    NotAllowed,
    State,
    counts,
    decided,
    state,
)

ANN, BOB = 1, 2


@pytest.mark.parametrize(
    ("last", "wanted", "by", "expected"),
    [
        (None, KEEP, ANN, Decision.KEEP),
        (None, LEAVE_OUT, ANN, Decision.PROPOSE),
        # The second person does it; the first one cannot be both.
        (Last(Decision.PROPOSE, ANN), LEAVE_OUT, BOB, Decision.EXCLUDE),
        (Last(Decision.PROPOSE, ANN), LEAVE_OUT, ANN, "somebody else"),
        # Either may think again, and one is enough to keep.
        (Last(Decision.PROPOSE, ANN), KEEP, ANN, Decision.KEEP),
        (Last(Decision.PROPOSE, ANN), KEEP, BOB, Decision.KEEP),
        # Undone, and then again two are needed.
        (Last(Decision.EXCLUDE, BOB), KEEP, ANN, Decision.KEEP),
        (Last(Decision.KEEP, ANN), LEAVE_OUT, BOB, Decision.PROPOSE),
        (Last(Decision.KEEP, ANN), KEEP, BOB, "kept already"),
        (Last(Decision.EXCLUDE, BOB), LEAVE_OUT, ANN, "left out already"),
    ],
)
def test_what_a_review_does(last, wanted, by, expected):
    if isinstance(expected, Decision):
        assert decided(wanted, last, by) is expected
        return
    with pytest.raises(NotAllowed, match=f"(?i){expected}"):
        decided(wanted, last, by)


def test_every_decision_leads_to_a_state():
    assert {state(one) for one in (None, *Decision)} == set(State)


def test_a_response_that_two_rules_marked_counts_for_both():
    found = counts([("same-text", State.LEFT_OUT), ("impossible", State.LEFT_OUT), ("same-text", State.UNSEEN)])
    assert found == {"same-text": Counts(2, 1, 0, 0, 1), "impossible": Counts(1, 1)}
