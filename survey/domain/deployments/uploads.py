"""From the areas that a boundary file holds to wards, zones and outlines: what is suggested, what was chosen.

Nothing of a file enters a revision unless somebody chose it. Until then the reading waits as plain data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.deployments.boundaries.reading import ReadArea, Reading
from survey.domain.deployments.boundaries.tiles import tiles_for
from survey.domain.deployments.content import load_outline
from survey.domain.deployments.plan import Boundaries, Plan, Ward, Zone, is_ward_code
from survey.domain.deployments.revisions import Revision
from survey.domain.short_names import short_name
from survey.domain.wording import packed_words, say, say_many, unpacked_words

LEAVE_OUT, WARD, IN_AREA, NEW_ZONE = "leave-out", "ward", "ward-in-area", "zone"
# As the outline of a zone that is there already: “zone soho”.
OUTLINE_OF = "zone "
MOST_TO_CHOOSE = 150


def dump_reading(reading: Reading) -> dict[str, Any]:
    """The reading as plain data; `load_reading` reads it back."""
    names = ("code", "name", "parent_code", "parent_name", "outline")
    return {
        "areas": [{name: getattr(area, name) for name in names} for area in reading.areas],
        "naming": packed_words(reading.naming),
        "kind": reading.kind,
        "reprojected": reading.reprojected,
        "notes": [packed_words(note) for note in reading.notes],
    }


def load_reading(data: Mapping[str, Any]) -> Reading:
    """The reading that `dump_reading` wrote."""
    areas = [ReadArea(**{**area, "outline": load_outline(area["outline"])}) for area in data["areas"]]
    notes = tuple(unpacked_words(note) for note in data["notes"])
    return Reading(tuple(areas), unpacked_words(data["naming"]), data["kind"], data["reprojected"], notes)


def worth_choosing(reading: Reading, plan: Plan) -> Reading:
    """The reading without areas of other councils, where it has too many to choose from one by one."""
    if len(reading.areas) <= MOST_TO_CHOOSE:
        return reading
    own = tuple(area for area in reading.areas if area.parent_code == plan.council_code)
    if not 0 < len(own) <= MOST_TO_CHOOSE:
        problem = say(
            "The file holds {number} areas, and at most {most} can be chosen from. "
            "Upload only the areas of {council}.",
            number=f"{len(reading.areas):,}",
            most=MOST_TO_CHOOSE,
            council=plan.council,
        )
        raise BoundaryError([problem])
    left = say_many(
        "{count} area of another council was left out.",
        "{count} areas of other councils were left out.",
        len(reading.areas) - len(own),
    )
    return replace(reading, areas=own, notes=(*reading.notes, left))


def choices_for(area: ReadArea, plan: Plan) -> tuple[str, ...]:
    """What an area of the file may become; only what has a ward's code can be a ward."""
    wards = (WARD, IN_AREA) if is_ward_code(area.code) else ()
    return (LEAVE_OUT, *wards, NEW_ZONE, *(f"{OUTLINE_OF}{zone.code}" for zone in plan.zones))


def suggestion(area: ReadArea, reading: Reading, plan: Plan) -> str:
    """What is most likely meant: wards of this council are wards, areas of other councils are left out."""
    known = {ward.code: ward for ward in plan.wards}
    if area.code in known:
        return IN_AREA if known[area.code].in_area else WARD
    if reading.kind == "ward":
        ours = area.parent_code in ("", plan.council_code)
        return WARD if ours and is_ward_code(area.code) else LEAVE_OUT
    same = (
        zone for zone in plan.zones if zone.name.casefold() == area.name.casefold() or zone.code == area.code
    )
    found = next(same, None)
    if found:
        return f"{OUTLINE_OF}{found.code}"
    return NEW_ZONE if reading.kind == "other" else LEAVE_OUT


def problems_in_choices(reading: Reading, choices: Mapping[str, str], plan: Plan) -> dict[str, str]:
    """What cannot be, by the code of the area."""
    found = {
        area.code: say("“{area}”: choose what it is", area=area.name)
        for area in reading.areas
        if choices.get(area.code) not in choices_for(area, plan)
    }
    drawn: dict[str, str] = {}
    for area in reading.areas:
        choice = choices.get(area.code, "")
        if choice.startswith(OUTLINE_OF) and choice in drawn:
            found[area.code] = say(
                "“{area}” and “{other}” cannot both be the outline of one zone",
                area=area.name,
                other=drawn[choice],
            )
        drawn.setdefault(choice, area.name)
    return found


def with_choices(
    revision: Revision, reading: Reading, choices: Mapping[str, str], *, attribution: str
) -> Revision:
    """The revision with the wards, zones and outlines that were chosen. Choices are sound: see above."""
    plan, outlines = revision.plan, dict(revision.boundaries.outlines)
    zones = list(plan.zones)
    for area, code in _drawn(reading, choices, zones):
        outlines[code] = area.outline
    wards = [area for area in reading.areas if choices[area.code] in (WARD, IN_AREA)]
    inside = {area.code for area in wards if choices[area.code] == IN_AREA}
    outlines |= {area.code: area.outline for area in wards}
    plan = replace(
        plan, zones=tuple(zones), wards=_wards(plan.wards, wards, inside=inside, outlines=outlines)
    )
    return replace(revision, plan=plan, boundaries=Boundaries(attribution, outlines))


def _drawn(reading: Reading, choices: Mapping[str, str], zones: list[Zone]) -> Iterator[tuple[ReadArea, str]]:
    """The areas that are zones, each with the zone's code. New zones are added to the list."""
    for area in reading.areas:
        choice = choices[area.code]
        if choice == NEW_ZONE:
            code = short_name(area.name, {zone.code for zone in zones} | {"new"}, otherwise="zone")
            zones.append(Zone(code, area.name))
            yield area, code
        elif choice.startswith(OUTLINE_OF):
            yield area, choice.removeprefix(OUTLINE_OF)


def _wards(
    before: Sequence[Ward], chosen: Sequence[ReadArea], *, inside: set[str], outlines: Mapping[str, Any]
) -> tuple[Ward, ...]:
    """The wards with those that were chosen. A tile map that somebody arranged stays as it is."""
    names = {area.code: area.name for area in chosen}
    kept = [
        replace(ward, name=names[ward.code], in_area=ward.code in inside) if ward.code in names else ward
        for ward in before
    ]
    known = {ward.code for ward in before}
    new = [area for area in chosen if area.code not in known]
    wards = [*kept, *(Ward(area.code, area.name, 0, 0, in_area=area.code in inside) for area in new)]
    if not new:
        return tuple(wards)
    if all(ward.code in outlines for ward in wards):
        tiles = tiles_for([ReadArea(ward.code, ward.name, "", "", outlines[ward.code]) for ward in wards])
        return tuple(_placed(ward, tiles) for ward in wards)
    # Wards without an outline keep their tiles, so the new ones stand below them.
    below = max(ward.row for ward in kept) + 1
    tiles = {code: (column, row + below) for code, (column, row) in tiles_for(new).items()}
    return tuple(_placed(ward, tiles) for ward in wards)


def _placed(ward: Ward, tiles: Mapping[str, tuple[int, int]]) -> Ward:
    column, row = tiles.get(ward.code, (ward.column, ward.row))
    return replace(ward, column=column, row=row)
