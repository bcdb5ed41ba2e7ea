"""Words beside a text that say another thing about publishing than is set; and permission."""

import pytest

from survey.domain.questionnaires.questions import Detail, LongText, Option, SingleChoice
from tests.survey.domain.checks.asking import found_in

ASKED = SingleChoice(code="quote-permission", text="May we?", options=(Option("quotes", "Yes"), Option("no", "No")))


def free(hint, publishing="never"):
    return LongText(code="q", text="Why?", hint=f"Please do not name anyone. {hint}", publishing=publishing)


@pytest.mark.parametrize(
    ("said", "publishing", "differs"),
    [
        ("Your words are NOT shown with anything.", "open", True),
        ("What you write will not be quoted.", "with-permission", True),
        ("We will never publish it.", "open", True),
        ("Ni chaiff eich geiriau eu cyhoeddi.", "open", True),
        ("The council may publish this.", "never", True),
        ("Your words could be quoted.", "never", True),
        # what is set says the same, or nothing is said of publishing
        ("They are not shown with the results.", "never", False),
        ("The council may publish this.", "open", False),
        ("Texts that show who you are cannot be counted.", "open", False),
    ],
)
def test_words_that_say_another_thing_than_is_set(said, publishing, differs):
    assert ("publishing-differs" in found_in(free(said, publishing))) is differs


def test_the_words_of_an_option_are_read_with_its_text_and_not_with_another():
    kept, told = Detail("Say what. It is not published."), Detail("Say what.", publishing="open")
    asked = SingleChoice(code="q", text="Who?", options=(Option("a", "A", detail=kept), Option("b", "B", detail=told)))
    assert "publishing-differs" not in found_in(asked)
    open_ = Detail(kept.label, publishing="open")
    asked = SingleChoice(code="q", text="Who?", options=(Option("a", "A", detail=open_), Option("b", "B")))
    assert "publishing-differs" in found_in(asked)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((free("", "with-permission"),), True),  # nobody is asked
        ((free(""), ASKED), True),  # nothing can be quoted
        ((free("", "with-permission"), ASKED), False),
        ((free("", "open"),), False),
        ((free(""),), False),
    ],
)
def test_permission_and_what_can_be_done_with_it_belong_together(asked, found):
    assert ("permission" in found_in(*asked)) is found
