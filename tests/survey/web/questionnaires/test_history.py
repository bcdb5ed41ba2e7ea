"""A step is kept as an English sentence, and said in the language of the page where it is one of ours."""

import pytest

from survey.domain.wording import Catalogue
from survey.web.questionnaires.history import CHANGED, MOVED, MOVED_UP, step_said

BACKWARDS = Catalogue("xx", {CHANGED: ("“{name}” <",), MOVED: ("“{name}” >",), MOVED_UP: ("“{name}” ^",)})


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("Changed “How old?”", "“How old?” <"),
        ("Changed “What is “it”?”", "“What is “it”?” <"),
        ("Moved “How old?” up", "“How old?” ^"),
        ("Moved “How old?”", "“How old?” >"),
        # Nobody's sentence, and one with braces.
        ("Put in {something}", "Put in {something}"),
        ("Changed “{name}”", "“{name}” <"),
    ],
)
def test_a_step_is_known_by_its_sentence(kept, said):
    assert step_said(kept) == kept
    assert BACKWARDS.said(step_said(kept)) == said
