from itertools import pairwise

import pytest

from results.drawing.palette import APART, GREY_LINE, INK, MUTED, SCALE, SHADES, TRACK, WHITE


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(INK, WHITE), (MUTED, WHITE), (INK, TRACK)]
    + [(ink, fill) for fill, _, ink in (*SCALE, APART)]
    + [(ink, fill) for fill, ink in SHADES],
)
def test_words_stand_out_from_their_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("line", [line for _, line, _ in (*SCALE, APART)] + [GREY_LINE])
def test_marks_stand_out_from_the_page(line):
    assert contrast(line, WHITE) >= 3


def test_neither_side_of_a_scale_is_heavier():
    for left, right in zip(SCALE[:2], SCALE[:2:-1], strict=True):
        assert contrast(left[0], right[0]) < 1.5


def test_shades_go_from_light_to_dark_in_steps_one_can_see():
    fills = [fill for fill, _ in SHADES]
    assert all(contrast(one, next_) >= 1.2 for one, next_ in pairwise(fills))
    assert [luminance(fill) for fill in fills] == sorted(map(luminance, fills), reverse=True)
