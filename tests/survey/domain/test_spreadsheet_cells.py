"""No cell is run as a formula, and reading what was written gives back what it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.spreadsheet_cells import bare_cell, safe_cell

# Most texts that Hypothesis thinks of begin with nothing that matters here.
texts = st.builds(str.__add__, st.text("'=+-@\t\r\n", max_size=4), st.text(max_size=5))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        # What a spreadsheet would run.
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        # What it would not, and what looks as if it were marked already.
        ("plain", "plain"),
        ("1=1", "1=1"),
        ("'tis", "'tis"),
        ("'=1", "''=1"),
        ("", ""),
    ],
)
def test_a_formula_is_marked_as_text(text, safe):
    assert safe_cell(text) == safe


@given(texts)
def test_no_cell_begins_like_a_formula_and_the_text_is_still_there(text):
    safe = safe_cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert safe in (text, "'" + text)


@given(texts)
def test_what_was_marked_is_bare_again(text):
    assert bare_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["'", "'tis", "''", "plain", "=1"])
def test_what_was_not_marked_stays(text):
    assert bare_cell(text) == text
