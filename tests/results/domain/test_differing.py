"""What one text has that another has not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.differing import How, Piece, differences

SAME, LEFT_OUT, ADDED = How.SAME, How.LEFT_OUT, How.ADDED
CASES = [
    ("", "", []),
    ("Stop it.", "Stop it.", [(SAME, "Stop it.")]),
    # white space alone is no difference, and is shown as in the second
    ("Stop\nit.", "Stop it.", [(SAME, "Stop it.")]),
    ("Stop it now.", "Stop it.", [(SAME, "Stop"), (LEFT_OUT, " it now."), (ADDED, " it.")]),
    ("Please stop it", "stop it please", [(LEFT_OUT, "Please"), (SAME, "stop it"), (ADDED, " please")]),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_pieces_are_told_apart(one, other, expected):
    assert differences(one, other) == [Piece(how, text) for how, text in expected]


@given(st.text("ab .\n", max_size=30), st.text("ab .\n", max_size=30))
def test_each_text_can_be_read_out_of_the_pieces(one, other):
    found = differences(one, other)
    assert "".join(piece.text for piece in found if piece.how is not LEFT_OUT) == other
    first = " ".join(piece.text for piece in found if piece.how is not ADDED)
    assert "".join(first.split()) == "".join(one.split())
