"""Reading a boundary file: areas with codes, names and outlines for a page, or problems in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from survey.domain.deployments.boundaries import coordinates, naming
from survey.domain.deployments.boundaries.file import read_features
from survey.domain.deployments.boundaries.naming import Kind, Named, Naming
from survey.domain.deployments.boundaries.problems import GENERALISED, BoundaryError
from survey.domain.deployments.boundaries.simplifying import points_in, simplified
from survey.domain.deployments.boundaries.soundness import sound
from survey.domain.deployments.outlines import as_outline
from survey.domain.deployments.plan import Outline
from survey.domain.wording import listed, say

_NO_NAMES = say(
    "No property of the features is a name. Lamppost looks for the ONS namings (such as WD22CD and WD22NM, "
    "LAD22CD and LAD22NM) or a property “name”. Rename the property, and export the layer again."
)
_SAID = say(
    "The file is in British National Grid (it says so); it was turned into longitude and latitude, to within "
    "about 5 metres."
)
_SEEN = say(
    "The file is in British National Grid (it does not say so, but its numbers are plainly metres); it was "
    "turned into longitude and latitude, to within about 5 metres."
)
# What could not be made simple enough would travel with every page that shows the map.
MOST_DRAWN = 40_000
Result = TypeVar("Result")


@dataclass(frozen=True)
class ReadArea:
    """One area of the file. The parent is the council of a ward, where the file says it."""

    code: str
    name: str
    parent_code: str
    parent_name: str
    outline: Outline


@dataclass(frozen=True)
class Reading:
    """What a file holds, and how it was read."""

    areas: tuple[ReadArea, ...]
    naming: str
    kind: Kind
    reprojected: bool
    notes: tuple[str, ...]


def read_boundaries(data: bytes) -> Reading:
    """The areas of an uploaded GeoJSON file. Raises BoundaryError with everything that is wrong."""
    collection = read_features(data)
    features = _features(collection)
    used, named = _names(features)
    shapes, reprojected, notes = _shapes(collection.get("crs"), features, named)
    checked = _each(named, lambda number, one: sound(coordinates.shape_of(shapes[number]), _called(one)))
    notes += [note for _shape, note in checked if note]
    areas = [_area(one, as_outline(shape)) for one, (shape, _note) in zip(named, checked, strict=True)]
    drawn = drawable(areas)
    before, after = (points_in([area.outline for area in some]) for some in (areas, drawn))
    if after > MOST_DRAWN:
        problem = say(
            "The outlines keep {number} points when simplified, and the limit is {most}.",
            number=f"{after:,}",
            most=f"{MOST_DRAWN:,}",
        )
        raise BoundaryError([listed([problem, GENERALISED], " ")])
    if after < before:
        notes.append(
            say(
                "The outlines were simplified for the page: {after} of {before} points are kept.",
                after=f"{after:,}",
                before=f"{before:,}",
            )
        )
    return Reading(drawn, used.in_words, used.kind, reprojected, tuple(notes))


def drawable(areas: Sequence[ReadArea]) -> tuple[ReadArea, ...]:
    """The areas with outlines as simple as a page needs, council by council."""
    outlines: dict[str, Outline] = {}
    for parent in dict.fromkeys(area.parent_code for area in areas):
        own = [area for area in areas if area.parent_code == parent]
        simple = simplified([area.outline for area in own])
        outlines |= {area.code: outline for area, outline in zip(own, simple, strict=True)}
    return tuple(replace(area, outline=outlines[area.code]) for area in areas)


def _features(collection: dict[str, Any]) -> list[dict[str, Any]]:
    features = collection["features"]
    if not all(isinstance(feature, dict) for feature in features):
        problem = say("The file's list of features holds something else. Export the layer again.")
        raise BoundaryError([problem])
    problems = list(coordinates.problems_in_kinds(features))
    if problems:
        raise BoundaryError(problems)
    return features


def _names(features: Sequence[dict[str, Any]]) -> tuple[Naming, list[Named]]:
    found = [one if isinstance(one := feature.get("properties"), dict) else {} for feature in features]
    used = naming.naming_of(found)
    if used is None:
        raise BoundaryError([_NO_NAMES])
    named = naming.names(found, used)
    problems = list(naming.problems_in_names(named, used))
    if problems:
        raise BoundaryError(problems)
    return used, named


def _shapes(
    crs: object, features: Sequence[dict[str, Any]], named: Sequence[Named]
) -> tuple[list[coordinates.Parts], bool, list[str]]:
    """The rings of every feature in longitude and latitude, whether they were turned, and notes on it."""
    said = coordinates.says_grid(crs)
    shapes = _each(named, lambda i, one: coordinates.rings_of(features[i].get("geometry"), _called(one)))
    coordinates.count_points(shapes)
    grid = said or coordinates.is_grid(shapes)
    notes = []
    if grid:
        shapes = coordinates.from_grid(shapes)
        notes.append(_SAID if said else _SEEN)
    problems = [
        problem
        for parts, one in zip(shapes, named, strict=True)
        for problem in coordinates.problems_of_place(parts, _called(one))
    ]
    if problems:
        raise BoundaryError(problems)
    return shapes, grid, notes


def _each(named: Iterable[Named], work: Callable[[int, Named], Result]) -> list[Result]:
    """The work done on every area; what is wrong with several is said together."""
    results, problems = [], []
    for number, one in enumerate(named):
        try:
            results.append(work(number, one))
        except BoundaryError as error:
            problems += error.problems
    if problems:
        raise BoundaryError(problems)
    return results


def _called(named: Named) -> str:
    return f"“{named.name}” ({named.code})"


def _area(named: Named, outline: Outline) -> ReadArea:
    return ReadArea(named.code, named.name, named.parent_code, named.parent_name, outline)
