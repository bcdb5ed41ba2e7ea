"""The tile map: one tile a ward, and names that fit."""

import pytest

from survey.domain.deployments.plan import Ward
from survey.domain.deployments.tile_map import GAP, TILE, label_lines, tile_map


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Fairfield", ("Fairfield",)),
        ("West End", ("West End",)),
        ("Pimlico North", ("Pimlico", "North")),
        ("Knightsbridge & Belgravia", ("Knights-", "bridge &", "Belgravia")),  # no line begins with &
        ("Crystal Palace & Upper Norwood", ("Crystal", "Palace &", "Upper", "Norwood")),
        ("Addiscombe East", ("Addis-", "combe", "East")),  # nothing follows a broken word on its line
        ("", ()),
    ],
)
def test_a_name_breaks_where_english_breaks_it(name, lines):
    assert label_lines(name) == lines


def test_tiles_stand_side_by_side():
    drawn = tile_map([Ward("E05000001", "North", 0, 0), Ward("E05000002", "South", 1, 2)])
    assert [(tile.x, tile.y) for tile in drawn.tiles] == [(GAP, GAP), (2 * GAP + TILE, 3 * GAP + 2 * TILE)]
    assert (drawn.width, drawn.height) == (2 * TILE + 3 * GAP, 3 * TILE + 4 * GAP)


def test_a_map_of_no_wards_is_empty():
    assert tile_map([]).tiles == ()
