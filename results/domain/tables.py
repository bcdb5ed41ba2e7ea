"""Exact tables: what counting gives, before disclosure control. They stay inside the council.

A table is one question (or one row of a grid) over everybody, or over one value of one characteristic.
Everybody in it answered, did not answer, or was not asked: nobody is missing and nobody is counted twice.
"""

from dataclasses import dataclass


class TableError(ValueError):
    """The figures of a table contradict one another."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one question; `group` and `value` name the characteristic it is limited to, if any."""

    question: str
    part: str | None
    options: tuple[str, ...]
    group: str | None
    value: str | None
    counts: tuple[int, ...]
    base: int
    not_answered: int
    not_asked: int
    multiple: bool = False

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.options):
            raise TableError(f"{self.name}: {len(self.counts)} counts for {len(self.options)} options")
        if min((*self.counts, self.base, self.not_answered, self.not_asked)) < 0:
            raise TableError(f"{self.name}: a count is negative")
        if max(self.counts, default=0) > self.base:
            raise TableError(f"{self.name}: an option has more people than answered")
        if self.options and not self.multiple and sum(self.counts) != self.base:
            raise TableError(f"{self.name}: the options add up to {sum(self.counts)}, not to {self.base}")
        if (self.group is None) != (self.value is None):
            raise TableError(f"{self.name}: a group needs both its characteristic and its value")

    @property
    def name(self) -> str:
        """The question's code, with the row's code for a row of a grid."""
        return self.question if self.part is None else f"{self.question}.{self.part}"

    @property
    def respondents(self) -> int:
        """Everybody in the table, whether they answered or not."""
        return self.base + self.not_answered + self.not_asked


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One question by one characteristic: a table for each value of it, in the order of its options."""

    question: str
    part: str | None
    group: str
    tables: tuple[Table, ...]
    overlapping: bool = False

    def __post_init__(self) -> None:
        for table in self.tables:
            if (table.question, table.part, table.group) != (self.question, self.part, self.group):
                raise TableError(
                    f"{table.name} by {table.group} is not part of {self.question} by {self.group}"
                )
            if table.options != self.tables[0].options:
                raise TableError(f"{table.name}: the groups have different options")
        if len({table.value for table in self.tables}) != len(self.tables):
            raise TableError(f"{self.question} by {self.group}: a group appears twice")
