"""The fixed words of a site notice, by language: plain, short, and for neither side.

Facts that the register publishes are put in as they stand there. A language is added by adding its wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Months = tuple[str, str, str, str, str, str, str, str, str, str, str, str]


@dataclass(frozen=True)
class Wording:
    """Every word of a notice that does not come from the register or the consultation."""

    language: str
    direction: str
    months: Months
    day: str  # order of {day}, {month} and {year}
    call: str
    headlines: Mapping[str, str]  # by the deployment's status
    purpose: str
    facts: Mapping[str, str]  # labels of the facts on the notice, by code
    force: str
    not_published: str
    see_plan: str
    asks: str
    until: str
    from_until: str
    online: str
    scan_or_type: str
    code_for: str
    phone: str
    paper: str
    send_to: str
    promise: tuple[str, ...]
    imprint: str
    illustration: str

    def date(self, day: date) -> str:
        """A day as this language writes it."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)


ENGLISH = Wording(
    language="en",
    direction="ltr",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day="{day} {month} {year}",
    call="Have your say:",
    headlines={
        "planned": "fixed facial recognition cameras are planned here",
        "trial": "fixed facial recognition cameras are on trial here",
        "live": "fixed facial recognition cameras are in use here",
        "moved": "fixed facial recognition cameras are now planned elsewhere",
        "ended": "fixed facial recognition cameras were on trial here",
        "withdrawn": "fixed facial recognition cameras are no longer planned here",
    },
    purpose="They compare the faces of people who pass with a police list.",
    facts={"start": "Start", "hours": "Hours of use"},
    force="Police force",
    not_published="Not published",
    see_plan="See the plan on line",
    asks="{council} asks what you think.",
    until="You can answer until the end of {closes}.",
    from_until="You can answer from {opens} until the end of {closes}.",
    online="Online",
    scan_or_type="Scan the code, or type:",
    code_for="QR code for {address}",
    phone="By phone",
    paper="On paper",
    send_to="Send it to:",
    promise=("You need not say who you are.", "The police do not see individual answers."),
    imprint="{council}. Zone: {zone}. Plan as published in revision {number} on {published}.",
    illustration="Illustration: no council asks this. The phone number and the places are made up.",
)

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH}


def wordings_for(languages: tuple[str, ...], known: Mapping[str, Wording] = WORDINGS) -> tuple[Wording, ...]:
    """A wording for each language that has one, in that order; English where none has."""
    return tuple(known[language] for language in languages if language in known) or (ENGLISH,)
