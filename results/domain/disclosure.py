"""Disclosure control: the only door from exact tables to what is charted, shown or exported.

Figures over everybody are exact once 50 people answered. Every figure about a group is
5 * floor((count + offset) / 5), where the offset (0 to 4) is a keyed hash of the figure's name and the same
for ever; under 10, nobody included, it reads "fewer than 10". A group is shown only where its published base
is 50 or more, and every percentage comes from published figures.

Names of figures. Counts that may be the same people share one name, and so one offset: a second offset would
be a second look at the same number.
  a whole group: its figure in the profile of its characteristic                    c|group=value|*
  an option in a group                                              c|group=value|question=option
  a base, those not answered, those not asked in it     c|group=value|question|*, ...|question|*not-answered
  base, not answered and not asked of a profile             c|*|*, c|*|*not-answered, c|*|*not-asked
  where a profile has everybody, its base                                             c|*|question|*
  a profile while the consultation is open                  the same with c|so-far in the place of c
A question that fewer than 50 people answered is a small group itself, called "asked=question". Where 50
or more responses were left out, the figures with them are a group too, called "counted=all"; where fewer
were, there are none.

Counts that are nearly the whole group have its figure: see `results.domain.looks`. The one table of a group
(themes) has the base of the whole.

Groups that divide everybody, as before and after a change do, are shown together or not at all: what a hidden
one answered would be the exact total less the others.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field, fields, replace
from typing import Any, NoReturn, Self

from results.domain.looks import Look, Looks
from results.domain.spans import of_those_added
from results.domain.tables import Breakdown, Table
from survey.domain.wording import listed, say

STEP = 5
HIDE_BELOW = 10
SMALLEST_GROUP = 50
SMALLEST_SURVEY = 50
SHORTEST_SECRET = 16
PROGRESS_STEP = 10
# So many numbers at least may stand behind a figure, whatever is known of the sum of it and others.
SMALLEST_SPAN = 5

EVERYBODY, ASKED, COUNTED = "everybody", "asked", "counted"
PROFILE, GROUP, PROGRESS = "profile", "group", "progress"

PROTECTED_NOTE = say(
    "Each figure may be up to four away from the real one, so totals may not add up. "
    "Anything under ten, including nobody, reads “fewer than 10”."
)
NOTES = {
    EVERYBODY: say("These are exact counts of everybody who was asked this question."),
    ASKED: listed([say("Few people were asked this question."), PROTECTED_NOTE], " "),
    COUNTED: listed(
        [say("These figures include the responses that were left out."), PROTECTED_NOTE], " "
    ),
    PROFILE: PROTECTED_NOTE,
    GROUP: PROTECTED_NOTE,
    PROGRESS: say(
        "Responses received, rounded down to the nearest ten. Anything under ten is left out."
    ),
}
HIDDEN_NOTE = say("Fewer than 50 people answered, so these figures are not shown.")
HIDDEN_LINE_NOTE = say("These figures could show what one person answered, so they are not shown.")

_KEY = object()


class DisclosureError(ValueError):
    """A table would say more than the published rules allow."""


@dataclass(frozen=True, slots=True)
class SafeCell:
    """One published figure; `count` None reads "fewer than 10"."""

    count: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A table as published. Only this module can make one; everything that shows figures asks for it."""

    kind: str
    question: str
    part: str | None
    group: str | None
    value: str | None
    multiple: bool
    options: tuple[str, ...]
    cells: tuple[SafeCell, ...]
    base: int | None
    not_answered: int | None
    not_asked: int | None
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only disclosure control makes a SafeTable")
        if self.kind not in NOTES or len(self.cells) != len(self.options):
            raise DisclosureError(f"{self.name}: not a published table")
        _refuse_true_figures(self)

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a SafeTable has no other kinds")

    # Copying is harmless and gives the same object; unpickling would be a second door.
    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a SafeTable travels as JSON")

    def __setstate__(self, state: object) -> NoReturn:
        raise TypeError("a SafeTable travels as JSON")

    @property
    def name(self) -> str:
        """The question's code, with the row's code for a row of a grid."""
        return self.question if self.part is None else f"{self.question}.{self.part}"

    @property
    def exact(self) -> bool:
        return self.kind == EVERYBODY

    @property
    def shown(self) -> bool:
        """Whether there are figures to see; a group that is too small has none."""
        return self.base is not None

    @property
    def note(self) -> str:
        """What the reader must know about these figures, in plain words."""
        if self.shown:
            return NOTES[self.kind]
        return HIDDEN_LINE_NOTE if self.kind == COUNTED else HIDDEN_NOTE


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The rules with one consultation's secret."""

    consultation: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < SHORTEST_SECRET:
            raise DisclosureError(f"the secret of the offsets needs at least {SHORTEST_SECRET} bytes")

    def offset(self, cell: str) -> int:
        """0 to 4, the same for ever for the figure of that name."""
        return int.from_bytes(hmac.digest(self.secret, cell.encode(), hashlib.sha256)[:8], "big") % STEP

    def figure(self, count: int, cell: str, *, least: int | None = None) -> int | None:
        """The published figure, or None for "fewer than 10". It is within four of `least` as well."""
        published = STEP * ((count + self.offset(cell)) // STEP)
        if least is not None and published - least >= STEP:
            published = STEP * (count // STEP)
        return published if published >= HIDE_BELOW else None

    def everybody(self, table: Table) -> SafeTable:
        """A question over everybody: exact from 50 answers on, otherwise a small group."""
        if table.group is not None:
            raise DisclosureError(f"{table.name} by {table.group} is not a question over everybody")
        if table.base < SMALLEST_SURVEY:
            return self._group(table, ASKED, f"asked={_plain(table.name)}")
        residue = (table.base, table.not_answered, table.not_asked)
        return _made(EVERYBODY, table, table.counts, residue)

    def with_excluded(self, table: Table, without: Table) -> SafeTable:
        """A question over everybody and the responses left out, beside the exact one `without` them.

        Two exact tables would give by subtraction what those answered who were left out: a group like others.
        How many responses there are is public, so the figures that add up to it are hidden where they and
        the sum leave too few numbers for one of them (`SMALLEST_SPAN`).
        """
        safe = self._group(table, COUNTED, "counted=all", f"{_plain(table.name)}|")
        return _hidden(table, COUNTED) if safe.shown and not _tells_of_nobody(safe, table, without) else safe

    def profile(self, table: Table, looks: Looks | None = None) -> SafeTable:
        """Who answered, by one characteristic: every figure is a whole group. `looks`: as in its tables."""
        if table.group is not None or table.part is not None:
            raise DisclosureError(f"{table.name} is not a characteristic over everybody")
        own, looks = _plain(table.question), looks or Looks((), ())
        figures = [
            self._look(f"{own}={_plain(option)}", looks.whole(own, option, count))
            for option, count in zip(table.options, table.counts, strict=True)
        ]
        base, not_answered, not_asked = self._residue(table, "*")
        if table.base == table.respondents:
            # Everybody, which is known: the offset that others share would be known as well.
            base = self.figure(table.base, f"{self.consultation}|*|{own}|*")
        return _made(PROFILE, table, figures, (base, not_answered, not_asked))

    def so_far(self, table: Table) -> SafeTable:
        """Who answered until now, for organisers while it is open: a profile with offsets of its own.

        Between it and the release there may be one person more or less, and one offset would cancel: a figure
        that moved would tell who this is. Two offsets are a second look instead, so there are only two, the
        same for ever: where nobody came or went, four counts at the least stand behind both figures together.
        """
        return replace(self, consultation=f"{self.consultation}|so-far").profile(table)

    def group(self, table: Table, looks: Looks | None = None) -> SafeTable:
        """A question within one group. Without `looks` it is the only table of this group."""
        if table.group is None or table.value is None:
            raise DisclosureError(f"{table.name} names no group")
        group = f"{_plain(table.group)}={_plain(table.value)}"
        if looks is None:
            return self._group(table, GROUP, group)
        figures = [self._look(group, looks.option(table, place)) for place in range(len(table.options))]
        names = f"{_plain(table.name)}|", f"{looks.not_asked_like(table)}|"
        _, *rest = self._residue(table, group, *names)
        return _made(GROUP, table, figures, (self._look(group, looks.base(table)), rest[0], rest[1]))

    def breakdown(
        self,
        breakdown: Breakdown,
        looks: Looks | None = None,
        *,
        all_or_none: bool = False,
        accompanied: bool = False,
    ) -> tuple[SafeTable, ...]:
        """A question by one characteristic: its groups in order, the hidden ones too.

        With `all_or_none`, one group that is too small hides the others as well. Where two groups are
        everybody, what a hidden one answered is the exact total less the other, to within four. With
        `accompanied`, what is hidden takes the next smallest with it, until they are 50 people together.
        """
        safe = tuple(self.group(table, looks) for table in breakdown.tables)
        if all_or_none and not all(table.shown for table in safe):
            return tuple(_hidden(table) for table in breakdown.tables)
        return _accompanied(safe, breakdown.tables) if accompanied else safe

    def _group(self, table: Table, kind: str, group: str, own: str = "") -> SafeTable:
        figures = [
            self.figure(count, f"{self.consultation}|{group}|{_plain(table.name)}={_plain(option)}")
            for option, count in zip(table.options, table.counts, strict=True)
        ]
        base, not_answered, not_asked = self._residue(table, group, own)
        if kind == ASKED:
            # The questions before it say exactly how many were asked; here that would give the base away.
            not_answered = not_asked = None
        return _made(kind, table, figures, (base, not_answered, not_asked))

    def _look(self, group: str, look: Look) -> int | None:
        return self.figure(look.people, f"{self.consultation}|{group}|{look.name}", least=look.least)

    def _residue(
        self, table: Table, group: str, own: str = "", like: str = ""
    ) -> tuple[int | None, int | None, int | None]:
        name = f"{self.consultation}|{group}|"
        return (
            self.figure(table.base, f"{name}{own}*"),
            self.figure(table.not_answered, f"{name}{own}*not-answered"),
            self.figure(table.not_asked, f"{name}{like or own}*not-asked"),
        )


def progress(table: Table) -> SafeTable:
    """Responses received so far by day, channel or stratum: rounded down to ten, and nothing else."""
    counts = [count // PROGRESS_STEP * PROGRESS_STEP or None for count in table.counts]
    base = table.base // PROGRESS_STEP * PROGRESS_STEP
    return _made(PROGRESS, table, counts, (base, None, None))


def percent(count: int | None, base: int | None) -> int | None:
    """A whole number, half up, from published figures only."""
    if count is None or not base:
        return None
    return min(100, (200 * count + base) // (2 * base))


# dataclasses.asdict copies deeply, which took a third of the time of making a release.
_STORED = tuple(field.name for field in fields(SafeTable) if field.name != "cells")


def to_json(table: SafeTable) -> dict[str, Any]:
    """The table as stored in a release."""
    stored = {name: getattr(table, name) for name in _STORED}
    return {**stored, "cells": [[cell.count, cell.percent] for cell in table.cells]}


def from_json(stored: dict[str, Any]) -> SafeTable:
    """A stored table again. What breaks the rules is refused, so a changed file cannot pass for a release."""
    values = {**stored, "options": tuple(stored["options"])}
    values["cells"] = tuple(SafeCell(count, share) for count, share in stored["cells"])
    return SafeTable(**values, key=_KEY)


def _made(
    kind: str,
    table: Table,
    figures: Iterable[int | None],
    residue: tuple[int | None, int | None, int | None],
) -> SafeTable:
    base, not_answered, not_asked = residue
    hidden = kind != PROGRESS and (base is None or base < SMALLEST_GROUP)
    if hidden:
        base = not_answered = not_asked = None
    shares = kind != PROGRESS
    return SafeTable(
        kind=kind,
        question=table.question,
        part=table.part,
        group=table.group,
        value=table.value,
        multiple=table.multiple,
        options=table.options,
        cells=tuple(_cell(None if hidden else f, base if shares else None) for f in figures),
        base=base,
        not_answered=not_answered,
        not_asked=not_asked,
        key=_KEY,
    )


def _hidden(table: Table, kind: str = GROUP) -> SafeTable:
    return _made(kind, table, [None] * len(table.options), (None, None, None))


def _range(figure: int | None) -> tuple[int, int]:
    """The counts that may stand behind a published figure, whose offset nobody knows."""
    return (0, HIDE_BELOW - 1) if figure is None else (figure - STEP + 1, figure + STEP - 1)


def _tells_of_nobody(safe: SafeTable, exact: Table, without: Table) -> bool:
    """Whether of no answer it is certain that a few who were left out gave it, and about how many.

    `without` is known: of those left out no count is under nought, and they are so many in all. That nobody
    at all did not answer, or was not asked, counts as known too.
    """
    figures = [*(cell.count for cell in safe.cells), safe.base, safe.not_answered, safe.not_asked]
    known = (*without.counts, without.base, without.not_answered, without.not_asked)
    pairs = zip(map(_range, figures), known, strict=True)
    *answers, base, skipped, unasked = [(max(0, low - count), high - count) for (low, high), count in pairs]
    found = of_those_added(
        (base, skipped if exact.not_answered else (0, 0), unasked if exact.not_asked else (0, 0)),
        [] if exact.multiple else answers,
        exact.respondents - without.respondents,
    )
    return all(not 0 < low < HIDE_BELOW or high - low >= SMALLEST_SPAN - 1 for low, high in found)


def _accompanied(safe: tuple[SafeTable, ...], exact: tuple[Table, ...]) -> tuple[SafeTable, ...]:
    """The groups with so many of the smallest hidden that those hidden together are no small group."""
    smallest_first = sorted(range(len(exact)), key=lambda place: exact[place].base)
    hidden = {place for place, table in enumerate(safe) if not table.shown}
    for place in smallest_first if hidden else ():
        if sum(exact[other].base for other in hidden) >= SMALLEST_GROUP:
            break
        hidden.add(place)
    return tuple(_hidden(exact[place]) if place in hidden else table for place, table in enumerate(safe))


def _cell(figure: int | None, base: int | None) -> SafeCell:
    return SafeCell(figure, percent(figure, base))


def _plain(code: str) -> str:
    # A code with the marks of a name in it could take the name, and so the offset, of another figure.
    if not re.fullmatch(r"[^|=*\s]+", code):
        raise DisclosureError(f"{code!r} cannot be part of a figure's name")
    return code


def _refuse_true_figures(table: SafeTable) -> None:
    counted = table.kind == PROGRESS
    step, least = (PROGRESS_STEP, 0) if counted else (STEP, SMALLEST_GROUP)
    figures = (*(cell.count for cell in table.cells), table.not_answered, table.not_asked)
    known = [figure for figure in figures if figure is not None]
    if any(cell.percent != percent(cell.count, None if counted else table.base) for cell in table.cells):
        raise DisclosureError(f"{table.name}: a percentage is not that of the published figures")
    if table.base is None and known:
        raise DisclosureError(f"{table.name}: figures without a base")
    if table.base is not None and table.base < least:
        raise DisclosureError(f"{table.name}: shown for fewer than {SMALLEST_GROUP} people")
    rounded = all(figure % step == 0 for figure in (*known, table.base or 0))
    if not table.exact and not (rounded and min(known, default=HIDE_BELOW) >= HIDE_BELOW):
        raise DisclosureError(f"{table.name}: a figure is not protected")
