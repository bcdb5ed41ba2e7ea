"""The lines of the sheet “survey” with the groups that they stand in: which section, which page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from survey.domain.interchange.drafts import Container
from survey.domain.interchange.texts import Text
from survey.domain.interchange.xlsform.lists import Words
from survey.domain.interchange.xlsform.sheets import Line, Sheet, lines
from survey.domain.interchange.xlsform.type_cells import TypeCell, read_type
from survey.domain.wording import message, say

NOT_BEGUN = message("“{type}” ends a group that did not begin.")
NOT_ENDED = message("The group “{name}” has no end.")
DISABLED = message("The line “{name}” is disabled, so it is left out.")
TOGETHER = ("field-list", "table-list")
MOST_GROUPS_WITHIN = 50
TOO_DEEP = say("Groups stand too deep within each other; this one is left out.")


@dataclass(frozen=True)
class Group:
    """A group of lines. `repeat`: asked once for each of several things."""

    line: Line
    name: str
    label: Text
    appearance: str
    repeat: bool

    @property
    def together(self) -> bool:
        """Whether all of it is on one screen."""
        return any(word in self.appearance for word in TOGETHER)


@dataclass(frozen=True)
class Item:
    """One line that is not a group, with the groups around it, the outermost first."""

    line: Line
    type: TypeCell
    groups: tuple[Group, ...] = ()

    @property
    def name(self) -> str:
        return self.line.get("name").strip()

    @property
    def appearance(self) -> str:
        return self.line.get("appearance").lower()

    @property
    def hidden(self) -> bool:
        """Whether nobody sees it: it, or a group around it, has the look “hidden”."""
        looks = (self.appearance, *(group.appearance for group in self.groups))
        return any("hidden" in look.split() for look in looks)

    def container(self) -> Container:
        """The innermost group is the section; what is shown on one screen is a page of it."""
        page = next((place for place, group in enumerate(self.groups) if group.together), None)
        if page is not None:
            shown = self.groups[page]
            around = self.groups[page - 1] if page else shown
            return Container(_key(around), around.label, _key(shown), shown.label)
        inner = self.groups[-1] if self.groups else None
        return Container(_key(inner), inner.label) if inner else Container("questions", Text())

    def headings(self) -> tuple[Group, ...]:
        """The groups inside its page: their labels are read on the way."""
        page = next((place for place, group in enumerate(self.groups) if group.together), None)
        return self.groups[page + 1 :] if page is not None else ()


def _key(group: Group) -> str:
    return group.name or f"group-{group.line.number}"


@dataclass
class Survey:
    """What was read of the sheet. `faults` are lines that make no sense where they stand."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def survey_of(sheet: Sheet, words: Words) -> Survey:
    """All lines, with groups and repeats taken apart."""
    survey = Survey()
    open_groups: list[Group] = []
    for line in _kept(sheet, survey):
        cell = read_type(line.get("type"))
        if cell.kind.startswith("begin "):
            _begin(line, cell, open_groups, survey=survey, words=words)
        elif cell.kind.startswith("end "):
            if open_groups:
                open_groups.pop()
            else:
                survey.faults.append((line.number, say(NOT_BEGUN, type=cell.written)))
        else:
            survey.items.append(Item(line, cell, tuple(open_groups)))
    survey.faults.extend(
        (group.line.number, say(NOT_ENDED, name=group.name)) for group in open_groups
    )
    return survey


def _kept(sheet: Sheet, survey: Survey) -> Iterator[Line]:
    for line in lines(sheet):
        if not line.get("type").strip():
            if line.words("label") or line.get("name"):
                survey.faults.append((line.number, say("The line has no type, so it is left out.")))
        elif line.get("disabled").strip().lower() in ("yes", "true", "true()"):
            name = line.get("name")
            survey.faults.append((line.number, say(DISABLED, name=name)))
        else:
            yield line


def _begin(line: Line, cell: TypeCell, open_groups: list[Group], *, survey: Survey, words: Words) -> None:
    repeat = "repeat" in cell.kind
    label = words(line, "label")
    group = Group(line, line.get("name").strip(), label, line.get("appearance").lower(), repeat)
    survey.groups.append(group)
    open_groups.append(group)
    if len(open_groups) > MOST_GROUPS_WITHIN:
        survey.faults.append((line.number, TOO_DEEP))
        open_groups.pop(0)
