"""Who may do what: every role, act and phase, cell by cell."""

from datetime import datetime, timedelta
from itertools import product

import pytest

from survey.domain.accounts import LONGEST_WAIT, Act, Role, Tries, may, may_ever, may_try_after
from survey.domain.consultations import Phase

ALL = set(Phase)
AFTER = {Phase.CLOSED, Phase.PUBLISHED}
EXPECTED = {
    Role.ORGANISER: {
        Act.WATCH: ALL,
        Act.SEE_MISSING: {Phase.OPEN},
        Act.CLOSE: {Phase.OPEN},
        Act.MAKE_RELEASE: AFTER,
        Act.PUBLISH: AFTER,
        Act.SEE_RELEASE: AFTER,
        Act.SEE_EXACT: AFTER,
        Act.EXPORT_RESPONSES: AFTER,
        Act.KEEP_REGISTER: ALL,
        Act.REVIEW_BALANCE: ALL,
        Act.DECIDE_ON_CHANGE: {Phase.OPEN, Phase.CLOSED},
        Act.PRINT_NOTICES: {Phase.SCHEDULED, Phase.OPEN},
        Act.KEEP_OTHER_WAYS: {Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN},
        Act.PLAN: {Phase.DRAFT},
        Act.BUILD: {Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN},
        Act.OPEN: {Phase.DRAFT},
        Act.TRANSLATE: {Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN},
        Act.KEEP_BANK: ALL,
        Act.REVIEW_FLAGS: AFTER,
        Act.INVITE: {Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN},
        Act.LOG_SUBMISSIONS: {Phase.OPEN, *AFTER},
        Act.ENTER_PAPER: {Phase.OPEN, *AFTER},
        Act.CODE_TEXTS: {Phase.CLOSED},
        Act.KEEP_OUTCOME: AFTER,
    },
    Role.COUNCILLOR: {Act.SEE_RELEASE: AFTER},
    # Administrators look after accounts; they see no answers.
    Role.ADMINISTRATOR: {Act.WATCH: ALL},
}


@pytest.mark.parametrize(("role", "act", "phase"), list(product(Role, Act, Phase)))
def test_the_permissions(role, act, phase):
    assert may(role, act, phase) is (phase in EXPECTED[role].get(act, set()))
    assert may_ever(role, act) is bool(EXPECTED[role].get(act))


@pytest.mark.parametrize("act", [Act.SEE_EXACT, Act.EXPORT_RESPONSES, Act.SEE_RELEASE, Act.REVIEW_FLAGS, Act.CODE_TEXTS])
def test_nobody_sees_an_answer_while_a_consultation_is_open(act):
    assert not any(may(role, act, phase) for role in Role for phase in ALL - AFTER)


NOW = datetime(2026, 11, 2, 12)


@pytest.mark.parametrize(
    ("failed", "seconds"),
    [
        # A few slips cost nothing; then the wait doubles, up to a quarter of an hour.
        (0, None),
        (4, None),
        (5, 1),
        (6, 2),
        (10, 32),
        (40, LONGEST_WAIT.total_seconds()),
    ],
)
def test_the_wait_after_failed_sign_ins(failed, seconds):
    allowed = may_try_after(Tries(failed, NOW))
    assert allowed == (None if seconds is None else NOW + timedelta(seconds=seconds))
