"""Locked wording: what may change about a question, and what gives its lock away."""

from dataclasses import replace

import pytest

from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.locking import (
    breaks_lock,
    is_changed,
    lock,
    locked_questions,
    problems_with_locks,
    refusal,
    unlock,
    wording,
)
from survey.domain.questionnaires.questions import CitedFact, Detail, Guidance, Option
from tests.survey.domain.questionnaires.model import MODEL

SUPPORT = MODEL.question("support")
LOCKED = lock(SUPPORT, "core@1")


@pytest.mark.parametrize(
    ("changed", "sways"),
    [
        # Whatever is read before answering may sway the answer.
        ({"text": "Do you support the cameras?"}, True),
        ({"hint": "Think of your children."}, True),
        ({"guidance": Guidance("Why?", "Because.")}, True),
        ({"options": (*SUPPORT.options, Option("more", "More"))}, True),
        ({"options": SUPPORT.options[::-1]}, True),
        ({"required": True}, True),
        ({"options": (replace(SUPPORT.options[0], detail=Detail("Why?", publishing="open")), *SUPPORT.options[1:])}, True),
        ({"facts": ("sum-asked",)}, True),
        # What the register says by then, and where a question comes from, is no wording of the question.
        ({"cited": (CitedFact("sum-asked", "Sum", "£1"),)}, False),
        ({"code": "support-2"}, False),
        ({"block": "other@2"}, False),
    ],
)
def test_what_belongs_to_the_wording(changed, sways):
    assert (wording(replace(SUPPORT, **changed)) != wording(SUPPORT)) is sways
    assert breaks_lock(LOCKED, replace(LOCKED, **changed)) is sways
    assert is_changed(replace(LOCKED, **changed)) is sways


def test_what_may_be_published_is_locked_with_the_words():
    text = lock(MODEL.question("main-reason"), "core@1")
    assert text.locked == replace(lock(text, "core@1"), publishing="never").locked
    for publishing in ("with-permission", "open"):
        assert breaks_lock(text, replace(text, publishing=publishing))


def test_the_earlier_question_that_is_put_in_may_be_called_otherwise_but_not_be_another():
    asked = lock(replace(SUPPORT, hint="You said {answer:heard|something}."), "core@1")
    renamed = replace(asked, hint="You said {answer:heard-2|something}.")
    assert not is_changed(renamed)
    assert breaks_lock(asked, renamed)
    for hint in ("You said {answer:heard|nothing}.", "You said something."):
        assert is_changed(replace(asked, hint=hint))


def test_a_lock_goes_only_with_a_reason():
    assert breaks_lock(LOCKED, replace(LOCKED, locked=""))
    free = unlock(LOCKED, "The panel asked for plainer words.")
    assert not breaks_lock(LOCKED, free)
    assert (free.locked, free.block) == ("", "core@1")
    # Without a lock everything may change.
    assert not breaks_lock(free, replace(free, text="Other words"))


def test_a_question_by_area_is_never_locked_since_its_places_come_later():
    area = lock(MODEL.question("area"), "connection@1")
    assert (area.block, area.locked) == ("connection@1", "")


def test_a_change_that_breaks_a_lock_is_refused_in_words_and_removing_the_question_is_not():
    before = put_question(MODEL, LOCKED)
    assert locked_questions(before) == (LOCKED,)
    assert refusal(before, before) == ""
    words = refusal(before, put_question(before, replace(LOCKED, text="Other words")))
    assert "Overall, do you support" in words
    assert "Unlock" in words
    without = replace(before, sections=before.sections[:1])
    assert refusal(before, without) == ""


def test_a_lock_broken_elsewhere_is_found_with_its_place():
    broken = put_question(MODEL, replace(LOCKED, text="Other words"))
    (problem,) = problems_with_locks(broken)
    assert (problem.page, problem.question) == ("support", "support")
    assert list(problems_with_locks(put_question(MODEL, LOCKED))) == []


def test_a_definition_keeps_the_lock():
    kept = put_question(put_question(MODEL, LOCKED), unlock(lock(MODEL.question("age"), "age@1"), "Why"))
    assert load(dump(kept)) == kept
