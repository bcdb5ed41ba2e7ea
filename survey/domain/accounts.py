"""Who may do what, when: role x act x phase, in one table. What is not in the table may not be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from survey.domain.consultations import Phase


class Role(StrEnum):
    """The roles of people with an account. Residents need none; the police have none."""

    ORGANISER = "organiser"
    COUNCILLOR = "councillor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """What an account may be allowed to do."""

    WATCH = "watch"
    SEE_MISSING = "see-missing"
    CLOSE = "close"
    MAKE_RELEASE = "make-release"
    PUBLISH = "publish"
    SEE_RELEASE = "see-release"
    SEE_EXACT = "see-exact"
    EXPORT_RESPONSES = "export-responses"
    KEEP_REGISTER = "keep-register"
    REVIEW_BALANCE = "review-balance"
    DECIDE_ON_CHANGE = "decide-on-change"
    PRINT_NOTICES = "print-notices"
    KEEP_OTHER_WAYS = "keep-other-ways"
    PLAN = "plan"
    BUILD = "build"
    OPEN = "open"
    TRANSLATE = "translate"
    KEEP_BANK = "keep-bank"
    INVITE = "invite"
    REVIEW_FLAGS = "review-flags"
    LOG_SUBMISSIONS = "log-submissions"
    ENTER_PAPER = "enter-paper"
    CODE_TEXTS = "code-texts"
    KEEP_OUTCOME = "keep-outcome"


EVERY_PHASE = frozenset(Phase)
AFTER_CLOSING = frozenset({Phase.CLOSED, Phase.PUBLISHED})

# While a consultation is open nobody sees an answer: SEE_EXACT and EXPORT_RESPONSES begin at closing.
PERMISSIONS: Mapping[tuple[Role, Act], frozenset[Phase]] = {
    (Role.ORGANISER, Act.WATCH): EVERY_PHASE,
    # Protected figures of who answered, for those who can still reach the others.
    (Role.ORGANISER, Act.SEE_MISSING): frozenset({Phase.OPEN}),
    (Role.ORGANISER, Act.CLOSE): frozenset({Phase.OPEN}),
    # After publication a further edition, where at least 50 responses changed.
    (Role.ORGANISER, Act.MAKE_RELEASE): AFTER_CLOSING,
    (Role.ORGANISER, Act.PUBLISH): AFTER_CLOSING,
    (Role.ORGANISER, Act.SEE_RELEASE): AFTER_CLOSING,
    (Role.ORGANISER, Act.SEE_EXACT): AFTER_CLOSING,
    (Role.ORGANISER, Act.EXPORT_RESPONSES): AFTER_CLOSING,
    # The register of deployments belongs to no consultation, so no phase limits it.
    (Role.ORGANISER, Act.KEEP_REGISTER): EVERY_PHASE,
    (Role.ORGANISER, Act.REVIEW_BALANCE): EVERY_PHASE,
    (Role.ORGANISER, Act.DECIDE_ON_CHANGE): frozenset({Phase.OPEN, Phase.CLOSED}),
    (Role.ORGANISER, Act.PRINT_NOTICES): frozenset({Phase.SCHEDULED, Phase.OPEN}),
    (Role.ORGANISER, Act.KEEP_OTHER_WAYS): frozenset({Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN}),
    (Role.ORGANISER, Act.PLAN): frozenset({Phase.DRAFT}),
    # Once it is open, only the wording can change, and in public.
    (Role.ORGANISER, Act.BUILD): frozenset({Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN}),
    (Role.ORGANISER, Act.OPEN): frozenset({Phase.DRAFT}),
    (Role.ORGANISER, Act.TRANSLATE): frozenset({Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN}),
    # After opening only more codes for a stratum that the rules name.
    (Role.ORGANISER, Act.INVITE): frozenset({Phase.DRAFT, Phase.SCHEDULED, Phase.OPEN}),
    # The bank of questions belongs to no consultation either.
    (Role.ORGANISER, Act.KEEP_BANK): EVERY_PHASE,
    # What is marked can be read from closing on, and decided about until the results are counted, or again
    # while a correction is going on.
    (Role.ORGANISER, Act.REVIEW_FLAGS): AFTER_CLOSING,
    # What came in by the last day is logged and entered until the results are counted, which closes the log.
    (Role.ORGANISER, Act.LOG_SUBMISSIONS): frozenset({Phase.OPEN, *AFTER_CLOSING}),
    (Role.ORGANISER, Act.ENTER_PAPER): frozenset({Phase.OPEN, *AFTER_CLOSING}),
    # What people wrote is read from closing on, and coded until the results are public.
    (Role.ORGANISER, Act.CODE_TEXTS): frozenset({Phase.CLOSED}),
    (Role.ORGANISER, Act.KEEP_OUTCOME): AFTER_CLOSING,
    (Role.COUNCILLOR, Act.SEE_RELEASE): AFTER_CLOSING,
    (Role.ADMINISTRATOR, Act.WATCH): EVERY_PHASE,
}


def may(role: Role, act: Act, phase: Phase) -> bool:
    """Whether an account with this role may do this in this phase."""
    return phase in PERMISSIONS.get((role, act), frozenset())


def may_ever(role: Role, act: Act) -> bool:
    """Whether the role may do this in any phase at all."""
    return bool(PERMISSIONS.get((role, act)))


FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
IDLE_LIMIT = timedelta(minutes=30)


@dataclass(frozen=True)
class Tries:
    """Failed sign-ins of one account since its last success. Counted per account, never per address."""

    failed: int = 0
    last_failed: datetime | None = None


def may_try_after(tries: Tries) -> datetime | None:
    """When the next try is allowed; None means now. The wait doubles from 1 second after five failures."""
    if tries.failed < FREE_TRIES or tries.last_failed is None:
        return None
    wait = min(timedelta(seconds=2 ** min(tries.failed - FREE_TRIES, 20)), LONGEST_WAIT)
    return tries.last_failed + wait
