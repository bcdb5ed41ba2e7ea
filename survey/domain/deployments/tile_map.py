"""A schematic map of wards, one square tile a ward: where each tile stands, and its name in lines.

It needs no boundary file. Sizes are in the units of the drawing, which the page scales to its width.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from survey.domain.deployments.plan import Ward

TILE = 100
GAP = 6
STEP = TILE + GAP
LINE = 18
# Below the name stands the ward's code, so the name's middle is a little above the tile's.
NAME_MIDDLE = TILE // 2
LONGEST_LINE = 9

# Names too long for a tile break where English breaks them; anything else breaks between words.
_BREAKS = {
    "Addiscombe": "Addis-|combe",
    "Forestdale": "Forest-|dale",
    "Knightsbridge": "Knights-|bridge",
    "Marylebone": "Maryle-|bone",
    "Riddlesdown": "Riddles-|down",
    "Sanderstead": "Sander-|stead",
    "Westbourne": "West-|bourne",
}


@dataclass(frozen=True)
class Tile:
    """One ward as it is drawn."""

    ward: Ward
    x: int
    y: int
    lines: tuple[str, ...]

    @property
    def first_line(self) -> int:
        """The base line of the name's first line."""
        return self.y + NAME_MIDDLE - (len(self.lines) - 1) * LINE // 2


@dataclass(frozen=True)
class TileMap:
    """All tiles, and the size of the drawing."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def tile_map(wards: Iterable[Ward]) -> TileMap:
    """The tile map of these wards."""
    tiles = tuple(Tile(w, w.column * STEP + GAP, w.row * STEP + GAP, label_lines(w.name)) for w in wards)
    width = max((tile.x for tile in tiles), default=0) + STEP
    return TileMap(tiles, width, max((tile.y for tile in tiles), default=0) + STEP)


def label_lines(name: str) -> tuple[str, ...]:
    """The name in lines that fit into a tile; an ampersand ends a line rather than beginning one."""
    parts = " ".join(_BREAKS.get(word, word) for word in name.split()).replace("|", "\n").split()
    lines: list[str] = []
    for part in parts:
        fits = lines and not lines[-1].endswith("-") and len(lines[-1]) + 1 + len(part) <= LONGEST_LINE
        if fits or (lines and part == "&"):
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return tuple(lines)
