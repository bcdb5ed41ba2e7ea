"""A question of a file is compared with the block of the bank that it names."""

from dataclasses import replace

import pytest

from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.inserting import insert
from survey.domain.questionnaires.locking import lock, unlock
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.tracing import keeping_locks, traced, worded_otherwise
from survey.store.questionnaires.shipped import shipped_blocks

AGE = next(iter(block for block in shipped_blocks().values() if block.code == "age"))
OWN = insert(Questionnaire("own", "Own", ()), AGE).questionnaire
ASKED = OWN.question("age")
OTHER = replace(ASKED, text="How very old are you?")


def of_file(question):
    return put_question(OWN, question)


@pytest.mark.parametrize(
    ("question", "becomes"),
    [
        (ASKED, ASKED),
        (replace(ASKED, locked=""), ASKED),  # its lock is put on anew
        (replace(ASKED, locked="0123456789abcdef"), ASKED),
        (OTHER, replace(OTHER, block="", locked="")),
        (replace(OTHER, locked=""), replace(OTHER, block="", locked="")),
        (replace(ASKED, block="age@7"), replace(ASKED, block="", locked="")),  # no such block
        (replace(ASKED, block=""), replace(ASKED, block="", locked="")),
        (unlock(OTHER, "The panel asked for it."), unlock(OTHER, "The panel asked for it.")),
    ],
)
def test_only_what_has_the_words_of_a_block_keeps_its_name(question, becomes):
    found = traced(of_file(question), {AGE.reference: AGE}.get)
    assert found.questionnaire.question("age") == becomes
    assert found.untrue == (() if becomes.block else (question,))


def test_the_answer_to_another_question_put_in_is_other_words():
    block = replace(AGE, pages=(replace(AGE.pages[0], questions=(replace(ASKED, hint="{answer:heard|It}"),)),))
    own = insert(Questionnaire("own", "Own", ()), replace(block, kind="opinion")).questionnaire
    locked = lock(replace(ASKED, hint="{answer:heard|It}"), block.reference)
    other = replace(locked, hint="{answer:support|It}")
    there, of_the_file = put_question(own, locked), put_question(own, other)
    assert traced(of_the_file, {block.reference: block}.get).untrue == (other,)
    assert worded_otherwise(there, of_the_file) == (locked,)
    assert keeping_locks(there, put_question(own, replace(other, locked=""))).question("age").locked == ""


def test_locks_of_what_is_there_stay():
    bare = replace(ASKED, block="", locked="")
    assert worded_otherwise(OWN, of_file(bare)) == ()
    assert worded_otherwise(OWN, of_file(OTHER)) == (ASKED,)
    assert keeping_locks(OWN, of_file(bare)).question("age") == ASKED
    assert keeping_locks(OWN, of_file(OTHER)).question("age") == OTHER
