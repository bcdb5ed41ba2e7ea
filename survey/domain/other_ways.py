"""The other ways to answer: by phone, on paper, by post and in person.

A consultation that can be answered only on line leaves people out. So a council says here how else it takes
answers, in words short enough for a notice on a lamp-post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from survey.domain.wording import say

LABELS = {
    "phone": say("Phone number"),
    "hours": say("When the phone is answered"),
    "paper": say("Where paper copies can be had and handed in"),
    "post": say("Postal address"),
    "in_person": say("In person"),
}
# What fits on one A4 sheet at a size that can be read at arm's length.
LONGEST = {"phone": 30, "hours": 60, "paper": 120, "post": 100, "in_person": 300}

_PHONE = re.compile(r"\+?[\d ()-]{3,}")


@dataclass(frozen=True)
class OtherWays:
    """How to answer without the website. What is empty is not offered."""

    phone: str = ""
    hours: str = ""
    paper: str = ""
    post: str = ""
    in_person: str = ""

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> OtherWays:
        """From what is stored or sent; white space that was typed by accident goes."""
        return cls(**{name: " ".join(str(data.get(name) or "").split()) for name in LABELS})

    def dump(self) -> dict[str, str]:
        """What is stored: the ways that are offered."""
        return {field.name: text for field in fields(self) if (text := getattr(self, field.name))}

    def __bool__(self) -> bool:
        return bool(self.dump())


def problems_in(ways: OtherWays) -> dict[str, str]:
    """What must be put right before these are stored, by field."""
    problems = {
        name: say("{label} must be {limit} characters or less", label=LABELS[name], limit=limit)
        for name, limit in LONGEST.items()
        if len(getattr(ways, name)) > limit
    }
    if ways.phone and not _PHONE.fullmatch(ways.phone):
        problems["phone"] = say("Enter a phone number, such as 020 7946 0123")
    if ways.phone and not ways.hours:
        problems["hours"] = say("Say on which days and at which hours the phone is answered")
    if ways.hours and not ways.phone:
        problems["phone"] = say("Enter the phone number that is answered at these hours")
    return problems


def missing_from(ways: OtherWays) -> Iterator[str]:
    """What a resident without the website would look for in vain, as sentences."""
    if not ways.phone:
        yield say("There is no phone number, so nobody can answer by phone.")
    if not ways.paper:
        yield say("There is no place where paper copies can be had and handed in.")
    if not ways.post:
        yield say("There is no postal address to which paper copies can be sent.")


def changes_in_words(before: OtherWays, after: OtherWays) -> str:
    """What changed, for the public log, which is in English. Empty where nothing did."""
    changed = [
        f"{LABELS[name]}: {getattr(after, name) or 'none any more'}"
        for name in LABELS
        if getattr(before, name) != getattr(after, name)
    ]
    return f"The other ways to answer were changed. {'; '.join(changed)}." if changed else ""
