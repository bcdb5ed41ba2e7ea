"""Comparison of published figures: two groups, two consultations, waves, or a group and everybody.

Only published tables come in, so nothing here can say more than the pages already do. First `comparable` says
which questions two questionnaires ask alike; then `beside` puts tables of one question side by side:

    for pair in comparable(earlier.questionnaire, later.questionnaire):
        if pair.same:
            for one in beside(tables_of_earlier[pair.code], tables_of_later[pair.code]):
                one.rows  # each option with its percentage on every side and the points between two sides

`groups` does the second step for two groups of one characteristic. A difference is in whole percentage points
between two published percentages. Beside it stands by how much rounding and protection alone may have moved
it (`Points.off_by`): that is arithmetic on published figures and no statement about chance. Nothing here is
"significant".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil

from results.domain.disclosure import EVERYBODY, PROGRESS, STEP, SafeTable
from survey.domain.questionnaires.locking import is_changed, pipes, wording
from survey.domain.questionnaires.questions import Page, Question, Questionnaire
from survey.domain.wording import message, say, say_many

FURTHEST = STEP - 1
HALF_A_POINT = Fraction(1, 2)

Tables = Mapping[str, Sequence[SafeTable]]


class ComparisonError(ValueError):
    """These tables are not about the same question, or hold no percentages."""


class Why(StrEnum):
    """Why a question of two questionnaires is not compared."""

    NOT_BEFORE = message("It was not asked before.")
    NOT_AGAIN = message("It was not asked again.")
    KIND = message("It was another type of question: not compared.")
    ANSWERS = message("There were other answers to choose from: not compared.")
    WORDING = message("The wording differs: not compared.")
    ASKED_OF = message("It was put to other people: not compared.")
    WRITTEN = message("It was answered in people’s own words: not compared.")

    @property
    def words(self) -> str:
        """The reason in the language of the page."""
        return say(self.value)


class Between(StrEnum):
    """What is compared, and so what a reader must be warned of."""

    GROUPS = "groups"
    CONSULTATIONS = "consultations"
    WHOLE = "whole"


CAUTION = {
    Between.GROUPS: say(
        "Both groups are people who chose to answer. A difference between them says nothing about all "
        "people of either group, and nothing about what it comes from."
    ),
    Between.CONSULTATIONS: say(
        "Different people chose to answer each time. A difference can come from who answered as well as "
        "from what people think."
    ),
    Between.WHOLE: say(
        "The people of the group are also among everybody. All of them are people who chose to answer."
    ),
}
OVERLAPPING = say("Some people belong to both groups, and are counted in each.")
PROTECTED = say(
    "Figures about a group may be up to four people away from the real ones, so small differences may come "
    "from that alone."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One question as two questionnaires ask it. `why` is None where it was asked alike.

    `locked` says that both took its wording from one version of one block of the bank, and kept it.
    """

    code: str
    earlier: Question | None
    later: Question | None
    why: Why | None = None
    locked: bool = False

    @property
    def same(self) -> bool:
        return self.why is None


@dataclass(frozen=True, slots=True)
class Points:
    """A difference between two published percentages, in whole percentage points: later less earlier.

    Rounding and protection alone may have moved it by up to `off_by` points, either way.
    """

    points: int
    off_by: int

    @property
    def tells(self) -> bool:
        """Whether it is larger than rounding and protection could have made it."""
        return abs(self.points) > self.off_by

    @property
    def words(self) -> str:
        """The difference as it is read, such as “3 percentage points more”."""
        if not self.points:
            return say("no difference")
        if self.points > 0:
            return say_many("{count} percentage point more", "{count} percentage points more", self.points)
        return say_many("{count} percentage point fewer", "{count} percentage points fewer", -self.points)


@dataclass(frozen=True, slots=True)
class Row:
    """One option: its published counts and percentages, side by side, None where a figure is held back.

    `points` has an entry for each side after the first, against the side before it; None where either of
    the two percentages is held back.
    """

    option: str
    counts: tuple[int | None, ...]
    percents: tuple[int | None, ...]
    points: tuple[Points | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One question, or one row of a grid, on two or more sides."""

    sides: tuple[SafeTable, ...]
    rows: tuple[Row, ...]

    @property
    def question(self) -> str:
        return self.sides[0].question

    @property
    def part(self) -> str | None:
        """The row of a grid, or None."""
        return self.sides[0].part

    @property
    def bases(self) -> tuple[int | None, ...]:
        """How many answered on each side; None where a side is not shown."""
        return tuple(side.base for side in self.sides)

    @property
    def shown(self) -> bool:
        """Whether every side has figures to see."""
        return all(side.shown for side in self.sides)

    @property
    def protected(self) -> bool:
        """Whether the figures of any side are protected."""
        return not all(side.exact for side in self.sides)


@dataclass(frozen=True, slots=True)
class Over:
    """One question of the newest of several questionnaires: for each of them, the oldest first, why it is
    not compared with the newest, or None where it was asked alike.
    """

    question: Question
    whys: tuple[Why | None, ...]

    @property
    def waves(self) -> tuple[int, ...]:
        """The places of the questionnaires that asked it alike, the newest among them."""
        return tuple(place for place, why in enumerate(self.whys) if why is None)


def comparable(earlier: Questionnaire, later: Questionnaire) -> tuple[Pair, ...]:
    """Which questions of two questionnaires were asked alike, and why the others were not.

    In the order of the later one, then those that only the earlier one asks. What is only read is left out.
    """
    before = {question.code: question for question in earlier.questions if question.asks}
    after = {question.code: question for question in later.questions if question.asks}
    gone = [_pair(code, earlier, later) for code in before if code not in after]
    return (*(_pair(code, earlier, later) for code in after), *gone)


def over(waves: Sequence[Questionnaire]) -> tuple[Over, ...]:
    """Each question of the newest questionnaire, and which of the others, oldest first, asked it alike."""
    *others, newest = waves
    found = [{pair.code: pair.why for pair in comparable(one, newest)} for one in others]
    asked = [question for question in newest.questions if question.asks]
    return tuple(Over(q, (*(whys[q.code] for whys in found), _written(q))) for q in asked)


def _written(question: Question) -> Why | None:
    return None if question.counted else Why.WRITTEN


def _pair(code: str, earlier: Questionnaire, later: Questionnaire) -> Pair:
    before, after = _find(earlier, code), _find(later, code)
    if before is None or after is None:
        return Pair(code, before, after, Why.NOT_BEFORE if before is None else Why.NOT_AGAIN)
    locked = bool(after.locked) and before.locked == after.locked
    locked = locked and not is_changed(before) and not is_changed(after)
    why = _why_not(before, after, locked=locked)
    if why is None and _asked_of(earlier, code) != _asked_of(later, code):
        why = Why.ASKED_OF
    return Pair(code, before, after, why, locked and why is None)


def _find(questionnaire: Questionnaire, code: str) -> Question | None:
    return next((one for one in questionnaire.questions if one.code == code and one.asks), None)


def _why_not(before: Question, after: Question, *, locked: bool) -> Why | None:
    """What differs between two questions of one code, what weighs most first."""
    if before.kind != after.kind:
        return Why.KIND
    if _codes(before) != _codes(after):
        return Why.ANSWERS
    # A block brings its own earlier question with it, whatever that is called where the block stands.
    if wording(before) != wording(after) or not (locked or pipes(before) == pipes(after)):
        return Why.WORDING
    return _written(after)


def _codes(question: Question) -> tuple[tuple[str, ...], ...]:
    """The codes of the answers and of the parts, in order."""
    return tuple(one.code for one in question.counted), tuple(part.code for part in question.parts)


def _asked_of(questionnaire: Questionnaire, code: str) -> tuple[str, object]:
    """Under which condition, and in which kind of section, a question is asked."""
    page: Page = next(p for p in questionnaire.pages if code in {question.code for question in p.questions})
    return questionnaire.section_of(page).kind, page.when


def beside(*sides: Sequence[SafeTable]) -> tuple[Compared, ...]:
    """The tables of one question on two or more sides: one `Compared`, or one for each row of a grid.

    Raises ComparisonError where the sides are not about the same question, rows and options, or are counts
    of responses while a consultation is open, which have no percentages.
    """
    if len(sides) < 2:  # noqa: PLR2004 - one side has nothing beside it
        raise ComparisonError("a comparison needs two sides")
    if len({len(side) for side in sides}) > 1:
        raise ComparisonError("the sides have different numbers of rows")
    return tuple(_compared(row) for row in zip(*sides, strict=True))


def groups(tables: Sequence[SafeTable], values: Sequence[str]) -> tuple[Compared, ...]:
    """Groups of one characteristic: `tables` are one question by it, `values` the groups as wanted.

    Raises ComparisonError where there is no such group.
    """
    return beside(*(_of_group(tables, value) for value in values))


def _of_group(tables: Sequence[SafeTable], value: str) -> list[SafeTable]:
    found = [table for table in tables if table.group is not None and table.value == value]
    if not found:
        raise ComparisonError(f"no group called {value}")
    return found


def everything_beside(
    pairs: Collection[Pair], earlier: Tables, later: Tables
) -> Iterator[tuple[Pair, tuple[Compared, ...]]]:
    """Every pair in its order, with what is beside one another where it was asked alike and counted twice."""
    for pair in pairs:
        both = pair.same and pair.code in earlier and pair.code in later
        yield pair, beside(earlier[pair.code], later[pair.code]) if both else ()


def cautions(compared: Compared, between: Between, *, overlapping: bool = False) -> tuple[str, ...]:
    """What must stand beside a comparison, in plain sentences.

    `overlapping`: several answers could be chosen, so people may be in both groups.
    """
    found = [CAUTION[between]]
    if overlapping and between is Between.GROUPS:
        found.append(OVERLAPPING)
    return (*found, PROTECTED) if compared.protected else tuple(found)


def _compared(sides: Sequence[SafeTable]) -> Compared:
    first = sides[0]
    for other in sides:
        if other.kind == PROGRESS:
            raise ComparisonError(f"{other.name}: counts while open have no percentages")
        if (other.question, other.part, other.options) != (first.question, first.part, first.options):
            raise ComparisonError(f"{other.name} and {first.name} are not the same question")
    return Compared(tuple(sides), tuple(_row(place, sides) for place in range(len(first.options))))


def _row(place: int, sides: Sequence[SafeTable]) -> Row:
    cells = [side.cells[place] for side in sides]
    return Row(
        option=sides[0].options[place],
        counts=tuple(cell.count for cell in cells),
        percents=tuple(cell.percent for cell in cells),
        points=tuple(_points(one, other, place) for one, other in pairwise(sides)),
    )


def _points(one: SafeTable, other: SafeTable, place: int) -> Points | None:
    before, after = one.cells[place].percent, other.cells[place].percent
    if before is None or after is None:
        return None
    return Points(after - before, ceil(_off_by(one, place) + _off_by(other, place)))


def _off_by(table: SafeTable, place: int) -> Fraction:
    """By how many points at most a published percentage may differ from that of the true counts.

    An exact one is rounded. Of a protected one, count and base are each up to four away from the true ones.
    """
    if table.kind == EVERYBODY:
        return HALF_A_POINT
    count, base, share = table.cells[place].count or 0, table.base or 0, table.cells[place].percent or 0
    least = Fraction(100 * max(0, count - FURTHEST), base + FURTHEST)
    most = min(Fraction(100), Fraction(100 * (count + FURTHEST), base - FURTHEST))
    return max(share - least, most - share)
