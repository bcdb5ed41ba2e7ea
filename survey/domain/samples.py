"""Random samples: which strata were drawn at random, of how many, and how. Opening fixes it.

Only for these may an interval be given. What was not said before cannot be claimed once the answers are in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey.domain.typed_numbers import whole
from survey.domain.wording import say

LONGEST_HOW, SHORTEST_HOW = 300, 10
NO_POPULATION = say("Enter from how many it was drawn, as a number of 1,000 or more")
FEWEST = 1000
TOO_FEW_DRAWN = say("There are more codes than that. Enter from how many the sample was drawn")
NO_HOW = say("Write how the sample was drawn, in at least {least} characters", least=SHORTEST_HOW)
LONG_HOW = say("This must be {most} characters or less", most=LONGEST_HOW)


@dataclass(frozen=True)
class Sample:
    """A stratum that was drawn at random: from how many addresses or people, and how."""

    population: int
    how: str


@dataclass(frozen=True)
class TypedSample:
    """What was typed about one stratum."""

    drawn: bool = False
    population: str = ""
    how: str = ""

    @classmethod
    def of(cls, sample: Sample) -> TypedSample:
        """What stands in the form of a sample that was kept."""
        return cls(drawn=True, population=f"{sample.population:,}", how=sample.how)

    def problems(self, code: str, *, issued: int) -> dict[str, str]:
        """What must be put right, by field. Nothing matters where it was not drawn at random."""
        if not self.drawn:
            return {}
        found = {}
        number = whole(self.population)
        if number is None or number < FEWEST:
            found[f"population-{code}"] = NO_POPULATION
        elif number < issued:
            found[f"population-{code}"] = TOO_FEW_DRAWN
        if len(self.how) < SHORTEST_HOW:
            found[f"how-{code}"] = NO_HOW
        elif len(self.how) > LONGEST_HOW:
            found[f"how-{code}"] = LONG_HOW
        return found

    def dump(self) -> dict[str, Any]:
        """As the rules keep it."""
        return {"population": whole(self.population) or 0, "how": self.how.rstrip(" .")}


def samples_of(stored: Mapping[str, Any]) -> dict[str, Sample]:
    """The samples by the code of their stratum."""
    return {code: Sample(int(one["population"]), str(one["how"])) for code, one in stored.items()}
