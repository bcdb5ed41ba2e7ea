import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.drawing import words
from results.drawing.palette import SHADES
from results.drawing.tiles import Tile, classes, tile_map
from survey.domain.wording import SOURCE, Catalogue


@pytest.mark.parametrize(
    ("shares", "names"),
    [
        # Near one another: small steps show the difference; far apart: the steps grow.
        ([38, 41, 44], ["35–39%", "40–44%"]),
        ([12, 55], ["10–19%", "20–29%", "30–39%", "40–49%", "50–59%"]),
        ([3, 97], ["0–19%", "20–39%", "40–59%", "60–79%", "80–100%"]),
        ([100], ["95–100%"]),
        ([], ["0–4%"]),
    ],
)
def test_steps_fit_what_is_shown(shares, names):
    assert classes(shares).names == names


@given(st.lists(st.integers(0, 100), min_size=1))
def test_every_share_has_a_shade_and_stands_in_its_range(shares):
    made = classes(shares)
    assert made.count <= len(SHADES)
    for share in shares:
        low, high = made.names[made.place(share)].rstrip("%").split("–")
        assert int(low) <= share <= int(high)


def test_a_long_name_under_the_last_box_ends_where_the_picture_does():
    def last(catalogue):
        with words.spoken_in(catalogue):
            note = tile_map([Tile("a", "A", "A", 0, 0)], {}, "support", shades=classes([])).annotations[-1]
        return note["text"], note["xanchor"]

    assert last(SOURCE) == ("not shown", "center")
    assert last(Catalogue("cy", {"not shown": ("heb ei ddangos",)})) == ("heb ei ddangos", "right")
