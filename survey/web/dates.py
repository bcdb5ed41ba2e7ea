"""A date as people type it: three fields for day, month and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.domain.wording import say

NO_DATE = say("Enter a real date, such as 15 7 2027")
PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class TypedDate:
    """What stands in the three fields, and the date it means: None where it means none."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: date | None) -> TypedDate:
        """The fields filled with a date."""
        return cls(str(value.day), str(value.month), str(value.year)) if value else cls()

    @classmethod
    def sent(cls, form: Mapping[str, str], name: str) -> TypedDate:
        """The fields `NAME-day`, `NAME-month` and `NAME-year` as they were sent."""
        return cls(*(form.get(f"{name}-{part}", "").strip() for part in PARTS))

    @property
    def empty(self) -> bool:
        return not (self.day or self.month or self.year)

    @property
    def value(self) -> date | None:
        """The date; None where the fields hold no real one."""
        try:
            return date(*(int(part) for part in (self.year, self.month, self.day)))
        except (ValueError, OverflowError):
            return None
