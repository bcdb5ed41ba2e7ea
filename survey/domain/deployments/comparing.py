"""Two sets of boundaries: which outlines are new, gone, moved or the same, in words and with shares of area.

An outline has moved where it differs by more than what rounding to five decimals can do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import shapely

from survey.domain.deployments.outlines import as_shape, flat, middle_latitude, sound
from survey.domain.deployments.plan import Boundaries, Outline
from survey.domain.wording import listed, say

ROUNDING_IN_METRES = 2.5


class State(StrEnum):
    """What became of an outline between two revisions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """One outline: its state, the percentage of its area that is new, and of its earlier one that is gone."""

    code: str
    name: str
    state: State
    new: int = 0
    gone: int = 0

    @property
    def in_words(self) -> str:
        """One sentence or two that say the same as the map."""
        if self.state is State.MOVED:
            return say(
                "{place}: its outline changed; {how}", place=self.name, how=_moved(self.new, self.gone)
            )
        return {
            State.ADDED: say("{place}: its outline was not on the map before.", place=self.name),
            State.REMOVED: say("{place}: its outline is no longer on the map.", place=self.name),
            State.SAME: say("{place}: its outline is the same.", place=self.name),
        }[self.state]


def compare(before: Boundaries, after: Boundaries, names: Mapping[str, str]) -> tuple[Difference, ...]:
    """Every outline of either, those of now first. `names` gives them by code, as a page shows them."""
    now, then = after.outlines, before.outlines
    codes = [*now, *(code for code in then if code not in now)]
    return tuple(_difference(code, names.get(code, code), then.get(code), now.get(code)) for code in codes)


def _difference(code: str, name: str, before: Outline | None, after: Outline | None) -> Difference:
    if not before or not after:
        return Difference(code, name, State.REMOVED if before else State.ADDED)
    if before == after:
        return Difference(code, name, State.SAME)
    shapes = np.array([sound(as_shape(before)), sound(as_shape(after))])
    then, now = flat(shapes, middle_latitude(shapes))
    if _within(then, now) and _within(now, then):
        return Difference(code, name, State.SAME)
    kept = shapely.intersection(then, now).area
    return Difference(code, name, State.MOVED, _percent(1 - kept / now.area), _percent(1 - kept / then.area))


def _within(one: Any, other: Any) -> bool:  # noqa: ANN401 - any polygonal shape
    return bool(shapely.covers(shapely.buffer(other, ROUNDING_IN_METRES, quad_segs=2), one))


def _percent(share: float) -> int:
    return round(100 * min(max(share, 0), 1))


def _moved(new: int, gone: int) -> str:
    whole = 100
    if new == gone == whole:
        return say("it now lies elsewhere.")
    parts = []
    if new:
        parts.append(say("about {share}% of the area now was not in it before", share=new))
    if gone:
        parts.append(say("about {share}% of the area before is not in it now", share=gone))
    return listed([listed(parts or [say("by less than 1% of its area")], "; "), "."], "")
