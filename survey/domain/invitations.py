"""Invitations: strata, what they may be, and what is said of them.

A stratum is a group of invitations that is counted apart: the households of a zone, a mailing, a panel. Each
invitation is a code that was printed or sent in advance, and can be used once. What is told of a stratum is
how many codes were issued and how many were used, never whose.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from survey.domain.answering import RandomBytes
from survey.domain.codes import new_code
from survey.domain.consultations import COUNT_STEP, rounded_down
from survey.domain.questionnaires.building import kebab_code
from survey.domain.wording import say


class Kind(StrEnum):
    """What a stratum is."""

    ZONE = "zone"
    MAILING = "mailing"
    PANEL = "panel"


KINDS = {
    Kind.ZONE: say("A zone: every address in or around one zone of the plan"),
    Kind.MAILING: say("A mailing: addresses chosen in another way, such as at random"),
    Kind.PANEL: say("A panel: people who agreed to be asked, or organisations"),
}
OPEN = "open"
LONGEST_NAME = 80
LONGEST_CODE = 40
MOST_STRATA = 20
# A group under 50 is shown in no results. And who holds the list of a few codes could tell who answered.
FEWEST_CODES = 50
MOST_AT_ONCE = 50_000
MOST_INDIVIDUAL = 6

NO_NAME = say("Enter a name, such as “Households in Soho”")
SAME_NAME = say("There is a stratum of this name already. Choose another name")
NO_KIND = say("Choose what the stratum is")
NO_RECIPIENT = say("Choose whom a code is for")
TOO_MANY_STRATA = say("There are {most} strata already, which is the most there can be", most=MOST_STRATA)
NO_NUMBER = say("Enter how many codes, as a number from 1 to {most}", most=f"{MOST_AT_ONCE:,}")
TOO_FEW = say(
    "A stratum begins with {fewest} codes or more. A smaller group is never shown in the results, "
    "and its members would be too easy to find out",
    fewest=FEWEST_CODES,
)
UNDER_TEN = say("fewer than 10")


def problems_in_stratum(name: str, kind: str, recipient: str, *, names: Collection[str]) -> dict[str, str]:
    """What must be put right before the stratum is added, by field. `names` are those of the others."""
    found = {}
    if not name:
        found["name"] = NO_NAME
    elif len(name) > LONGEST_NAME:
        found["name"] = say(
            "The name must be {most} characters or less; it has {length}",
            most=LONGEST_NAME,
            length=len(name),
        )
    elif name.casefold() in {other.casefold() for other in names}:
        found["name"] = SAME_NAME
    if kind not in set(Kind):
        found["kind"] = NO_KIND
    if recipient not in ("household", "person"):
        found["recipient"] = NO_RECIPIENT
    if len(names) >= MOST_STRATA:
        found[""] = TOO_MANY_STRATA
    return found


def code_of_stratum(name: str, taken: Collection[str]) -> str:
    """The code of a new stratum, short enough for the column of responses."""
    short = textwrap.wrap(name, LONGEST_CODE - len("-20"))[0]
    return kebab_code(short, {*taken, OPEN}, "stratum")


def problem_with_number(number: int | None, *, issued: int) -> str:
    """Why so many codes cannot be issued; "" where they can. `issued` is how many there are already."""
    if number is None or not 1 <= number <= MOST_AT_ONCE:
        return NO_NUMBER
    return TOO_FEW if issued + number < FEWEST_CODES else ""


def new_codes(number: int, random_bytes: RandomBytes) -> list[str]:
    """So many codes, no two alike."""
    codes: dict[str, None] = {}
    while len(codes) < number:
        codes[new_code(random_bytes)] = None
    return list(codes)


@dataclass(frozen=True, kw_only=True)
class Uptake:
    """How a stratum stands: exact numbers, to be told by `told`."""

    code: str
    name: str
    kind: Kind
    household: bool
    issued: int
    individual: int
    used: int


@dataclass(frozen=True)
class Told:
    """What is shown of a stratum, in words."""

    issued: str
    individual: str
    used: str
    rate: str


def told(uptake: Uptake, *, exact: bool) -> Told:
    """What organisers are told: while a consultation is open, what residents did is rounded down to 10.

    A rate is worked out from the figures that are shown beside it, so that it tells nothing more.
    """
    individual = uptake.individual if exact else rounded_down(uptake.individual)
    used = uptake.used if exact else rounded_down(uptake.used)
    of = uptake.issued + (individual if individual >= COUNT_STEP else 0)
    return Told(
        issued=f"{uptake.issued:,}",
        individual=_number(individual) if uptake.household else "–",
        used=_number(used),
        rate=f"{100 * used // of}%" if of and used >= COUNT_STEP else "–",
    )


def _number(count: int) -> str:
    return f"{count:,}" if count >= COUNT_STEP else UNDER_TEN


def in_parts(total: int, size: int) -> Iterator[tuple[int, int]]:
    """From where to where each part of so many goes."""
    return ((start, min(start + size, total)) for start in range(0, total, size))


def issued_in_public(name: str, number: int, total: int) -> str:
    """The line of the public log when codes were issued."""
    codes = "code was" if number == 1 else "codes were"
    return f"{number:,} invitation {codes} issued for “{name}”: {total:,} in all."


def taken_back_in_public(name: str, number: int, total: int) -> str:
    """The line of the public log when codes that nobody was sent were made void."""
    codes = "code was" if number == 1 else "codes were"
    return f"{number:,} unused invitation {codes} made void for “{name}”: {total:,} are left in all."
