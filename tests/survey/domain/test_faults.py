"""A fault is told as a sentence about the thing, and at its field."""

from survey.domain.faults import Fault, by_field


def test_a_fault_is_a_sentence_about_the_thing():
    fault = Fault("speaker", "{name} does not say who says it.")
    assert fault.of("“Hours”") == "“Hours” does not say who says it."


def test_a_field_tells_its_first_fault():
    too_long = Fault("text", "{name} is longer than {most}.", {"most": 80})
    faults = [Fault("title", "{name} is empty."), too_long, Fault("title", "{name} is odd.")]
    assert by_field("It", faults) == {"title": "It is empty.", "text": "It is longer than 80."}


def test_a_part_says_whose_field_it_is():
    assert Fault("speaker", "{name} is missing.").under("promised-").field == "promised-speaker"
