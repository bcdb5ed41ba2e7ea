"""The blocks that come with the program: right in form, sourced, and worded as they were under their number."""

import pytest

from survey.domain.questionnaires.inserting import insert, standing
from survey.domain.questionnaires.locking import wording
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.structure import problems_in_structure
from survey.store.questionnaires.shipped import ORDER, shipped_blocks
from tests.survey.domain.questionnaires.model import MODEL

BLOCKS = shipped_blocks()
# The wording of a number never changes: who words a block anew gives it the next number, and adds a line.
WORDED = {
    "quote-permission@1": "5b349e",
    "core-before-and-after@1": "0884c5-0e9210-b3559d-b2980c-1b7f0f",
    "age@1": "b8d152",
    "sex@1": "0e7d4d",
    "gender-identity@1": "bbb24a",
    "disability@1": "b659b6-5c195b",
    "ethnic-group@1": "e56f7a-43a76b-b51c49-58fa25-8e38b8-2d47bc",
    "religion@1": "b224ea",
    "sexual-orientation@1": "11e20f",
}
DETAILED = {
    "ethnic-white": ["british", "irish", "gypsy-traveller", "roma", "other-white"],
    "ethnic-mixed": ["white-black-caribbean", "white-black-african", "white-asian", "other-mixed"],
    "ethnic-asian": ["indian", "pakistani", "bangladeshi", "chinese", "other-asian"],
    "ethnic-black": ["caribbean", "african", "other-black"],
    "ethnic-other": ["arab", "any-other"],
}


def question(code):
    return next(q for block in BLOCKS.values() for q in block.questions if q.code == code)


def codes(code):
    return [option.code for option in question(code).options if option.code != "prefer-not-to-say"]


def test_every_block_has_its_place_and_is_named_as_its_file():
    assert tuple(BLOCKS) == ORDER


@pytest.mark.parametrize("code", ORDER)
def test_a_block_is_sourced_says_when_to_use_it_and_can_be_asked_alone(code):
    block = BLOCKS[code]
    assert len(block.about.split()) > 8
    assert block.sources
    alone = insert(Questionnaire("q", "Q", ()), block).questionnaire
    assert list(problems_in_structure(alone)) == []


def test_the_model_questionnaire_is_made_of_the_blocks_word_for_word():
    covered = {q.code for block in BLOCKS.values() if standing(MODEL, block).asked for q in block.questions}
    assert {q.code for q in MODEL.questions} <= covered
    for block in BLOCKS.values():
        assert standing(MODEL, block).worded_otherwise == ()


def test_locked_wording_has_not_changed_under_its_number():
    worded = {b.reference: "-".join(wording(q)[:6] for q in b.questions) for b in BLOCKS.values() if b.locked}
    assert worded == WORDED


def test_equality_blocks_are_locked_and_let_people_prefer_not_to_say():
    for block in BLOCKS.values():
        if block.is_equality:
            assert block.locked
            for each in block.questions:
                assert each.options[-1].code == "prefer-not-to-say"
                assert not each.required


def test_ethnic_group_has_the_nineteen_categories_in_the_order_of_the_standard():
    assert codes("ethnic-group") == ["white", "mixed", "asian", "black", "other"]
    assert {code: codes(code) for code in DETAILED} == DETAILED
    assert sum(map(len, DETAILED.values())) == 19
    for group, code in zip(codes("ethnic-group"), DETAILED, strict=True):
        page = next(p for p in BLOCKS["ethnic-group"].pages if p.code == code)
        assert page.when == {"question": "ethnic-group", "is": [group]}


def test_the_second_question_on_disability_follows_from_the_first():
    first, second = BLOCKS["disability"].pages
    assert second.when == {"question": first.questions[0].code, "is": ["yes"]}
    assert codes("daily-activities") == ["a-lot", "a-little", "not-at-all"]


def test_the_core_questions_can_be_asked_before_and_after():
    """Nothing in them supposes that the cameras are still to come, save where the plan itself is asked about."""
    assert [q.code for q in BLOCKS["core-before-and-after"].questions] == [
        "support", "feeling-safe", "visit-frequency", "police-confidence", "council-confidence"
    ]  # fmt: skip
