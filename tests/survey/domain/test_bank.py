"""Blocks of the bank: their JSON, and what a council's own block keeps."""

import pytest

from survey.domain.bank import kept_pages, pages_of, read_block
from survey.domain.questionnaires.definition import DefinitionError
from survey.domain.questionnaires.locking import lock
from survey.domain.questionnaires.questions import Page
from tests.survey.domain.questionnaires.model import MODEL

WHOLE = {
    "format": "lamppost-block",
    "format_version": 1,
    "code": "support",
    "number": 2,
    "title": "Support",
    "about": "The plain question.",
    "sources": [{"name": "Own words"}],
    "from": "fixed-cameras",
    "pages": ["support", {"code": "why", "questions": [{"code": "why", "type": "long_text", "text": "Why?"}]}],
}
SHIPPED = {"fixed-cameras": MODEL}


def test_a_page_that_is_named_is_that_of_the_questionnaire_and_others_stand_in_the_block():
    block = read_block(WHOLE, SHIPPED)
    assert block.reference == "support@2"
    assert [question.code for question in block.questions] == ["support", "why"]
    assert block.pages[0] == MODEL.page("support")
    assert not block.keeps_codes


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"format": "lamppost-questionnaire"}, "This is not a block"),
        ({"format_version": 2}, "This is not a block"),
        ({"colour": "red"}, "“colour” is not known"),
        ({"pages": ["nowhere"]}, "There is no page “nowhere”"),
        ({"pages": [{"code": "x", "questions": [{"type": "guess"}]}]}, "“guess” is not a type"),
    ],
)
def test_what_is_wrong_with_a_block_is_said(changed, words):
    with pytest.raises(DefinitionError, match=words):
        read_block(WHOLE | changed, SHIPPED)


def test_a_name_that_is_missing_is_said():
    with pytest.raises(DefinitionError, match="“title” is missing"):
        read_block({name: value for name, value in WHOLE.items() if name != "title"}, SHIPPED)


def test_equality_blocks_and_locked_ones_keep_their_codes():
    assert read_block(WHOLE | {"kind": "equality"}, SHIPPED).keeps_codes
    assert read_block(WHOLE | {"locked": True}, SHIPPED).keeps_codes


def test_an_own_block_keeps_questions_without_where_they_came_from():
    question = MODEL.question("support")
    page = Page("support", (lock(question, "core@1"),), when={"fact": "x"})
    (kept,) = pages_of(kept_pages([page]), "opinion")
    assert kept == Page("support", (question,), when={"fact": "x"})
