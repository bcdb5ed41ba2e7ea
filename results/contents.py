"""Which parts a release holds beside its tables, what makes each, and which a further edition takes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from results import sensitivity, timeline
from results.comments import published, released_campaigns
from results.parts import Ingredients

# What makes each part: its JSON, or None where there is nothing to say.
PARTS: Mapping[str, Callable[[Ingredients], Any]] = MappingProxyType(
    {
        timeline.DAYS: timeline.make,
        published.PART: published.themes_part,
        sensitivity.NAME: sensitivity.sensitivity,
        released_campaigns.PART: released_campaigns.part,
    }
)
# What a further edition has as the first one had it: few of a theme, or of those with a weight, may have
# changed, and a figure that moved would be about these few.
STAY = frozenset({published.PART, sensitivity.NAME})


def parts_of(ingredients: Ingredients, earlier: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    """The parts by name. `earlier` has those of `STAY` of the edition before; None for a first edition."""
    stays = frozenset() if earlier is None else STAY
    made = {name: make_part(ingredients) for name, make_part in PARTS.items() if name not in stays}
    made |= earlier or {}
    return [(name, content) for name, content in made.items() if content is not None]
