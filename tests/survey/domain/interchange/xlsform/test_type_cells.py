"""The column “type”, in the spellings that forms have had over the years."""

import pytest

from survey.domain.interchange.xlsform.type_cells import is_unasked, read_type

# What stands there; the kind, the list, "other", in a file.
CELLS = [
    ("select_one colours", "select one", "colours", False, False),
    ("select_multiple  colours or_other", "select multiple", "colours", True, False),
    ("select one from colours", "select one", "colours", False, False),
    ("select all that apply from colours or specify other", "select multiple", "colours", True, False),
    ("add select one prompt using colours", "select one", "colours", False, False),
    ("select_one_from_file towns.csv", "select one", "towns.csv", False, True),
    ("select_one_external towns", "select one", "towns", False, False),
    ("rank colours", "rank", "colours", False, False),
    ("begin_group", "begin group", "", False, False),
    ("dateTime", "datetime", "", False, False),
    ("string", "text", "", False, False),
    (" note ", "note", "", False, False),
    ("select_one from_here", "select one", "from_here", False, False),
    ("something else", "something else", "", False, False),
]


@pytest.mark.parametrize(("cell", "kind", "listed", "or_other", "in_file"), CELLS)
def test_a_type(cell, kind, listed, or_other, in_file):
    found = read_type(cell)
    assert (found.kind, found.list_name, found.or_other, found.in_file) == (kind, listed, or_other, in_file)


@pytest.mark.parametrize("cell", ["start", "deviceid", "calculate", "hidden", "hidden int", "phonenumber"])
def test_what_nobody_is_asked(cell):
    assert is_unasked(read_type(cell).kind)
