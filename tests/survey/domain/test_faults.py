"""A fault is told as a sentence about the thing, and at its field."""

from survey.domain.faults import Fault, by_field


def test_a_fault_is_a_sentence_about_the_thing():
    assert Fault("speaker", "does not say who says it").of("“Hours”") == "“Hours” does not say who says it."


def test_a_field_tells_its_first_fault():
    faults = [Fault("title", "is empty"), Fault("text", "is too long"), Fault("title", "is odd")]
    assert by_field("It", faults) == {"title": "It is empty.", "text": "It is too long."}


def test_a_part_says_whose_field_it_is():
    assert Fault("speaker", "is missing").under("promised-").field == "promised-speaker"
